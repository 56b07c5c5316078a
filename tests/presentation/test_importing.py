from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from uncramp.domain.sentence import say
from uncramp.domain.units import METRIC
from uncramp.presentation.importing import OUTCOMES, of_entry, of_import, of_runs, of_state, row_of
from uncramp.presentation.words import Words
from uncramp.usecases.ports import Entry, KeptImport, Outcome

WORDS = Words(METRIC, str)
TORN = say("records are missing")
LATER = say("its times are {hours} h later than in another file of the same run", hours="2")
MOMENT = datetime(2026, 5, 1, tzinfo=UTC)


def entry(outcome: Outcome, **more: object) -> Entry:
    return Entry(0, "a.fit", outcome, **more)  # type: ignore[arg-type]  # fields of Entry


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (entry(Outcome.READ, runs=(7,)), None),
        (entry(Outcome.READ, masses=3), "Readings of body mass: 3."),
        (entry(Outcome.READ, weigh_ins=2), "Weigh-ins: 2."),
        (entry(Outcome.READ, weigh_ins=2, reasons=(TORN,)), "Weigh-ins: 2. In it: records are missing."),
        (entry(Outcome.RECOVERED, runs=(7,), reasons=(TORN,)), "In it: records are missing."),
        (entry(Outcome.ALREADY_THERE, runs=(7,)), "What it tells was there; nothing changed."),
        (entry(Outcome.SAME_ACTIVITY, runs=(7,)), "One more file of it, kept beside the one that tells more."),
        (
            entry(Outcome.SAME_ACTIVITY, runs=(7,), is_used=True),
            "One more file of it, which tells more: the run is now taken from it.",
        ),
        (
            entry(Outcome.SAME_ACTIVITY, runs=(7,), reasons=(LATER,)),
            (
                "One more file of it, kept beside the one that tells more. "
                "In it: its times are 2 h later than in another file of the same run."
            ),
        ),
        (
            entry(Outcome.REFUSED, reasons=(TORN, say("there is no such file."))),
            "records are missing; there is no such file.",
        ),
        (entry(Outcome.OTHER_KIND, reasons=(say("it holds settings"),)), "it holds settings."),
    ],
)
def test_of_a_file_it_is_said_what_its_outcome_does_not_tell(told: Entry, words: str | None) -> None:
    sentence = of_entry(told, WORDS)
    assert (None if sentence is None else WORDS(sentence)) == words


@pytest.mark.parametrize(("runs", "words"), [((), None), ((7,), "run 7"), ((7, 9), "runs 7, 9")])
def test_the_runs_of_a_file_are_named(runs: tuple[int, ...], words: str | None) -> None:
    sentence = of_runs(entry(Outcome.READ, runs=runs))
    assert (None if sentence is None else WORDS(sentence)) == words


def test_every_outcome_has_its_word() -> None:
    assert set(OUTCOMES) == set(Outcome)


def kept(done: dict[Outcome, int], *, begun: bool = True, ended: bool = True, stopped: bool = False) -> KeptImport:
    counts = dict.fromkeys(Outcome, 0) | done
    moments = MOMENT if begun else None, MOMENT if ended else None
    return KeptImport(1, "a.zip", *moments, expected=30, done=counts, is_stopped=stopped)


def test_the_sums_of_an_import_name_what_was_added_known_recovered_and_refused() -> None:
    done = {
        Outcome.READ: 5,
        Outcome.RECOVERED: 1,
        Outcome.ALREADY_THERE: 2,
        Outcome.SAME_ACTIVITY: 3,
        Outcome.OTHER_KIND: 6,
        Outcome.REFUSED: 4,
    }
    assert WORDS(of_import(replace(kept(done), added=9))) == (
        "New runs: 9. Files: 5 read, 1 recovered, 3 same activity, 2 already there, 6 no activity, 4 refused."
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (kept({}, begun=False, ended=False), "waiting"),
        (kept({Outcome.READ: 5}, ended=False), "5 of about 30 files, 5 min left"),
        (kept({Outcome.READ: 31}, ended=False), "31 of about 31 files"),
        (kept({Outcome.READ: 1}, ended=False), "1 of about 30 files, 29 min left"),
        (kept({}, ended=False), "0 of about 30 files"),
        (kept({Outcome.READ: 5}), "files: 5"),
        (replace(kept({}), failure=say("the disk is full")), "ended early: the disk is full"),
        (kept({Outcome.READ: 5}, stopped=True), "stopped; files: 5"),
    ],
)
def test_it_is_said_how_far_an_import_is(state: KeptImport, words: str) -> None:
    assert WORDS(of_state(state, MOMENT + timedelta(minutes=1))) == words


def test_a_row_of_a_table_holds_the_name_the_outcome_the_runs_and_the_words() -> None:
    told = entry(Outcome.RECOVERED, runs=(7, 9), reasons=(TORN,))
    assert row_of(told, WORDS) == {
        "file": "a.fit",
        "outcome": "recovered",
        "runs": "7 9",
        "what": "In it: records are missing.",
    }
    assert row_of(entry(Outcome.READ, runs=(7,)), WORDS)["what"] == ""


@pytest.mark.parametrize("name", ["=1+1.fit", "+1.fit", "-1.fit", "@a.fit", "\ta.fit", "\ra.fit"])
def test_a_name_that_a_spreadsheet_would_obey_is_marked_as_text(name: str) -> None:
    assert row_of(Entry(0, name, Outcome.READ, (7,)), WORDS)["file"] == f"'{name}"
