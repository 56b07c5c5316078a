from uncramp.presentation.clubbing import TAKEN, of_club, of_file, of_left, of_shared
from uncramp.presentation.words import Words
from uncramp.usecases.club import ClubState, Taken

WORDS = Words()


def told(state: ClubState) -> str:
    return " ".join(WORDS(each) for each in of_club(state))


def test_what_became_of_a_file_is_said_of_every_kind() -> None:
    assert set(TAKEN) == set(Taken)
    assert WORDS(of_file("anna.json", Taken.OWN)).startswith("anna.json: left out, it is your own")


def test_it_is_said_of_how_many_runners_and_whether_it_is_used() -> None:
    used = told(ClubState(files=3, runners=2, runs=40, is_used=True))
    assert "Files of others: 3. There is something to learn from 2 of these runners, from 40 runs." in used
    assert "your forecasts start from it" in used
    assert "your forecasts stay as they were" in told(ClubState(files=3, runners=2, runs=40))


def test_without_others_studies_alone_count() -> None:
    assert told(ClubState()) == "Nobody shares with you: your forecasts start from studies alone."
    assert "Files that you made for others: 2." in told(ClubState(shared=2))


def test_leaving_and_sharing_say_what_they_did() -> None:
    assert "nothing changed" in WORDS(of_left(0))
    assert "Forgotten: 2 files" in WORDS(of_left(2))
    assert WORDS(of_shared("me.json", 7)) == "me.json holds what the model learns from 7 of your runs."
