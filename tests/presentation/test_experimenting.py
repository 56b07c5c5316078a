from datetime import timedelta

import pytest

from presentation.tried import BEGUN, START, reported
from uncramp.domain.experiment import Arm, Block, DrawnFor, Entry, Question, Verdict
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.runner import Condition
from uncramp.evidence.experiments import questions
from uncramp.exposure.features import RunFeatures
from uncramp.presentation.experimenting import (
    ARMS,
    ASKED,
    OUTCOMES,
    STATES,
    TITLES,
    TODO,
    VERDICTS,
    grade_of,
    of_agreement,
    of_belief,
    of_block,
    of_chance,
    of_coming,
    of_deviations,
    of_entry,
    of_further,
    of_lot,
    of_rules,
    of_tally,
    of_threshold,
    of_told,
    of_verdict,
    of_waiting,
)
from uncramp.presentation.words import Words
from uncramp.risk.experiment import Chances
from uncramp.risk.stopping import Conclusion, Further
from uncramp.usecases.experiment_offers import Offer
from uncramp.usecases.experiment_outcomes import Outcome, Told
from uncramp.usecases.experiment_report import Coming, State, Tally
from uncramp.usecases.ports import KeptRun

WORDS = Words()


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (1.0, "more than 99 in 100"),
        (0.99, "more than 99 in 100"),
        (0.9899, "about 99 in 100"),
        (0.95, "about 95 in 100"),
        (0.949, "about 9 in 10"),
        (0.87, "about 9 in 10"),
        (0.5, "about 5 in 10"),
        (0.05, "about 1 in 10"),
        (0.049, "about 5 in 100"),
        (0.01, "about 1 in 100"),
        (0.0099, "less than 1 in 100"),
        (0.0, "less than 1 in 100"),
    ],
)
def test_a_chance_is_told_in_steps_that_a_person_can_tell_apart(chance: float, words: str) -> None:
    assert WORDS(of_chance(chance)) == words


@pytest.mark.parametrize(("chance", "words"), [(0.87, "87 in 100"), (0.8, "80 in 100"), (0.95, "95 in 100")])
def test_a_threshold_is_told_to_the_number(chance: float, words: str) -> None:
    assert WORDS(of_threshold(chance)) == words


def test_every_member_has_words_of_its_own() -> None:
    assert set(TITLES) == set(ASKED) == set(Question)
    assert set(TODO) == {(question, arm) for question in Question for arm in Arm}
    assert (set(ARMS), set(STATES), set(OUTCOMES), set(VERDICTS)) == (set(Arm), set(State), set(Outcome), set(Verdict))
    for table in (TITLES, ASKED, TODO, ARMS, STATES, OUTCOMES, VERDICTS):
        assert len({each.template for each in table.values()}) == len(table)


@pytest.mark.parametrize(
    ("verdict", "part"),
    [
        (Verdict.LOWER, "rarer with it by more than 20 %: about 9 in 10."),
        (Verdict.SAME, "any difference is smaller than 20 %: about 1 in 10."),
        (Verdict.HIGHER, "more frequent with it by more than 25 %: about 2 in 100. Leave it."),
    ],
)
def test_a_verdict_is_told_with_its_chance_and_that_nobody_was_blind(verdict: Verdict, part: str) -> None:
    decided = reported(conclusion=Conclusion(verdict, 40, 3, Chances(0.9, 0.08, 0.02)))
    said = [WORDS(each) for each in of_verdict(decided)]
    assert part in said[0]
    assert "Nobody was blind" in said[1]


def test_why_it_cannot_be_told_yet() -> None:
    assert "10 outcomes each way; so far the smaller side has 3" in WORDS(of_verdict(reported())[0])
    enough = {arm: Tally({Outcome.NONE: 10}) for arm in Arm}
    assert "sure enough for the rules" in WORDS(of_verdict(reported(tallies=enough))[0])


def test_what_could_not_be_told_is_said_so() -> None:
    (said,) = of_verdict(reported(conclusion=Conclusion(Verdict.NOT_TOLD, None, 26, Chances(0.3, 0.4, 0.3))))
    assert "no answer was sure enough" in WORDS(said)


def test_belief_has_its_interval() -> None:
    said = [WORDS(each) for each in of_belief(reported())]
    assert " to " in said[0]
    assert "The range holds 8 times in 10" in said[0]
    assert len(said) == 4


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (None, []),
        (
            Further(12, 40),
            ["In half of the ways in which it may go on, 12 runs more settle it; in 8 of 10, 40 runs more."],
        ),
        (
            Further(12, None),
            [
                "In half of the ways in which it may go on, 12 runs more settle it.",
                "For 8 in 10 of them it would take more than 200 runs.",
                "Its rules end it after 116 runs more, settled or not.",
            ],
        ),
        (
            Further(None, None),
            [
                "Even 200 runs more would settle fewer than half of the ways in which it may go on.",
                "Its rules end it after 116 runs more, settled or not.",
            ],
        ),
    ],
)
def test_how_much_longer_it_takes(more: Further | None, words: list[str]) -> None:
    assert [WORDS(each) for each in of_further(reported(further=more))] == words


def test_one_is_one_and_blocks_tell_their_runs() -> None:
    one = of_further(reported(Question.PICKLE_JUICE, further=Further(1, 4)))
    assert "one twitch more" in WORDS(one[0])
    blocks = of_further(reported(Question.STRENGTH_WORK, further=Further(1, 6)))
    assert "one block (about 3 long runs) more" in WORDS(blocks[0])
    assert "6 blocks (about 18 long runs) more" in WORDS(blocks[0])
    assert "4 blocks (about 12 long runs) more" in WORDS(blocks[1])


@pytest.mark.parametrize("question", Question)
def test_rules_tell_their_numbers(question: Question) -> None:
    testable = questions()[question]
    said = " ".join(WORDS(each) for each in of_rules(testable.rules, testable))
    assert f"after every {testable.rules.every} turns" in said
    assert f"once there are {testable.rules.first} outcomes each way" in said
    assert f"in about {round(100 * testable.measured.wrong)} of 100 at most" in said
    for found in testable.measured.found:
        assert f"{round(100 * found.share)} of 100 such experiments find that" in said
    assert "end without an answer" in said
    assert f"takes a chance of {round(100 * testable.rules.lower)} in 100" in said
    assert "matters” one of 80 in 100" in said
    kind = {DrawnFor.BLOCK: "8 blocks of 6 weeks", DrawnFor.RUN: "Up to 120 runs", DrawnFor.TWITCH: "Up to 60 twitches"}
    assert kind[testable.rules.drawn_for] in said
    assert ("counts one, a twitch alone a half" in said) is (testable.rules.drawn_for is not DrawnFor.TWITCH)


def test_outcomes_of_an_arm_are_counted() -> None:
    tally = Tally({Outcome.NONE: 3, Outcome.CRAMP: 1}, release=90.0)
    assert WORDS(of_tally(tally, WORDS)) == "no cramp: 3, cramp: 1; half of them let go within 1:30"
    assert WORDS(of_tally(Tally(), WORDS)) == "nothing yet"


def test_deviations_are_told_and_read_as_drawn() -> None:
    assert WORDS(of_deviations(reported())) == "Nothing has been written down yet."
    assert "In 2 of 9 turns the other was done." in WORDS(of_deviations(reported(deviations=2, written=9)))


def test_what_is_next_never_names_the_lot() -> None:
    assert WORDS(of_coming(reported())) == "Turn 5 of at most 120."
    assert WORDS(of_coming(reported(Question.STRENGTH_WORK))) == "Block 5 of 8, from 2030-06-24 to 2030-08-04."
    assert WORDS(of_coming(reported(coming=None, state=State.WAITING))) == "It begins on 2030-01-07."
    assert WORDS(of_coming(reported(coming=None, state=State.SUSPENDED))) == "Nothing: it is suspended."
    assert WORDS(of_coming(reported(coming=None, state=State.OVER))) == "Nothing: it is over."


@pytest.mark.parametrize("question", [Question.SLOWER_START, Question.PICKLE_JUICE])
def test_a_lot_is_told_once_it_is_drawn_and_for_one_turn_alone(question: Question) -> None:
    report = reported(question)
    assert of_lot(report, Coming(4)) == ()
    todo, alone = of_lot(report, Coming(4, Arm.WITH, None, BEGUN))
    assert todo == TODO[question, Arm.WITH]
    assert "for no other" in WORDS(alone)


def test_the_lot_of_a_twitch_that_is_past_asks_for_no_sip() -> None:
    (said,) = of_lot(reported(Question.PICKLE_JUICE), Coming(4, Arm.WITH, None, BEGUN, is_due=False))
    assert WORDS(said) == "For the twitch at which it was drawn the lot was: with it. It holds for no other."


def test_the_lot_of_a_block_is_what_is_done_in_it() -> None:
    report = reported(Question.STRENGTH_WORK)
    assert report.coming is not None
    assert of_lot(report, report.coming) == (TODO[Question.STRENGTH_WORK, Arm.WITH],)


def test_a_diary_that_says_something_else_now_is_told_of() -> None:
    read = Conclusion(Verdict.LOWER, 40, 3, Chances(0.9, 0.08, 0.02))
    said = [WORDS(each) for each in of_verdict(reported(conclusion=read, has_changed=True))]
    assert "stays as it was read then" in said[1]
    assert len(said) == 3


def test_lines_of_schedule_outcomes_and_entries() -> None:
    block = Block(1, Arm.WITH, START, START + timedelta(days=14), START + timedelta(days=41))
    assert WORDS(of_block(block)) == "2: 2030-01-07 to 2030-02-17, with it; runs count from 2030-01-21"
    assert WORDS(of_told(Told(2, Arm.WITHOUT, Outcome.GONE))) == "3, without it: the run is gone"
    assert WORDS(of_entry(Entry(2, BEGUN, Arm.WITH))) == "Turn 3 is written down: with it."


def test_what_is_still_to_be_told_is_asked() -> None:
    assert of_waiting(reported()) == ()
    outline = Outline(Sport.RUNNING, BEGUN, 3700.0, 3700.0)
    (turn,) = of_waiting(reported(waiting=(KeptRun(8, "a.fit", 0, outline, RunFeatures(1)),)))
    assert WORDS(turn).startswith("Run 8 is the first long one since the lot was drawn")
    untold = (Told(0, Arm.WITH, Outcome.NOT_ASKED), Told(1, Arm.WITH, Outcome.NONE))
    (said,) = of_waiting(reported(told=untold))
    assert "Of 1 runs the diary does not say" in WORDS(said)


def test_who_must_agree_is_asked_by_name() -> None:
    testable = questions()[Question.STRENGTH_WORK]
    assert of_agreement(Offer(Question.STRENGTH_WORK, testable), WORDS) is None
    asked = Offer(Question.STRENGTH_WORK, testable, (), (Condition.PREGNANCY,), is_injured=True)
    said = of_agreement(asked, WORDS)
    assert said is not None
    assert WORDS(said).startswith(
        "Your profile says: pregnancy, an injury of the last twelve months. Ask who treats you"
    )


def test_a_grade_has_its_word() -> None:
    assert WORDS(grade_of(Question.PICKLE_JUICE)) == "weak evidence"
