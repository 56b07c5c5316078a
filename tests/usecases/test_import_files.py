import pytest

from fakes.logbook import InMemoryLogbook
from uncramp.domain.errors import LogbookError, UnreadableFileError
from uncramp.domain.outline import Sport
from uncramp.domain.sentence import say
from uncramp.exposure.features import VERSION, features_of
from uncramp.usecases.import_files import Outcome, import_originals
from uncramp.usecases.ports import NewRun, Original, Receipt
from usecases.world import MUNICH, Files, outing, take_in, zone_of


@pytest.fixture
def logbook() -> InMemoryLogbook:
    return InMemoryLogbook()


def test_a_file_is_read_and_kept_with_its_features(logbook: InMemoryLogbook) -> None:
    activity = outing(3)
    (row,) = take_in(Files(monday=activity), logbook)
    (run,) = logbook.runs()
    assert (row.name, row.outcome, row.runs, str(row.sentence)) == (
        "monday",
        Outcome.READ,
        (run.number,),
        "monday: read.",
    )
    assert (run.outline, run.features, run.position) == (activity.outline, features_of(activity), 0)
    assert logbook.original(run.number) == Original("monday", b"monday")


def test_a_run_with_a_place_gets_its_time_zone(logbook: InMemoryLogbook) -> None:
    take_in(Files(here=outing(1, place=MUNICH), at_sea=outing(2, place=(0.0, 0.0)), indoors=outing(3)), logbook)
    assert [run.outline.time_zone for run in logbook.runs()] == ["Europe/Berlin", None, None]


def test_the_very_same_bytes_change_nothing_whatever_their_name_and_are_not_read_again(
    logbook: InMemoryLogbook,
) -> None:
    files = Files(monday=outing(3))
    take_in(files, logbook)
    (row,) = take_in(files, logbook, [Original("copy of monday", b"monday")])
    (run,) = logbook.runs()
    assert (row.outcome, row.runs) == (Outcome.ALREADY_THERE, (run.number,))
    assert str(row.sentence) == "copy of monday: already in the logbook, nothing changed."
    assert files.read == ["monday"]


def test_another_file_of_the_same_outing_names_the_run_that_is_there(logbook: InMemoryLogbook) -> None:
    _, row = take_in(Files(watch=outing(3), service=outing(3, distance=10_010.0)), logbook)
    (run,) = logbook.runs()
    assert (row.outcome, row.runs) == (Outcome.SAME_ACTIVITY, (run.number,))
    assert str(row.sentence) == f"service: the same activity as run {run.number}, nothing changed."


def test_a_file_of_many_activities_adds_those_that_are_new(logbook: InMemoryLogbook) -> None:
    swim, ride = outing(5, 1500.0, 1.0, Sport.SWIMMING), outing(4, 40_000.0, 9.0, Sport.CYCLING)
    first, second = take_in(Files(ride=ride, triathlon=(swim, ride, outing(3))), logbook)
    assert (len(first.runs), second.outcome, len(second.runs)) == (1, Outcome.READ, 2)
    assert {(run.file_name, run.position) for run in logbook.runs()} == {
        ("ride", 0),
        ("triathlon", 0),
        ("triathlon", 2),
    }


def test_a_bad_file_is_refused_with_its_reason_and_the_next_goes_on(logbook: InMemoryLogbook) -> None:
    files = Files(one=outing(9), two=outing(2))
    gone = UnreadableFileError("gone", say("it was moved away"))
    originals: list[Original | UnreadableFileError] = [
        *files.originals()[:1],
        Original("bad", b"1234"),
        gone,
        *files.originals()[1:],
    ]
    rows = take_in(files, logbook, originals)
    assert [row.outcome for row in rows] == [Outcome.READ, Outcome.REFUSED, Outcome.REFUSED, Outcome.READ]
    assert str(rows[1].sentence) == "bad: no file of a watch (at byte 4)"
    assert (str(rows[2].sentence), rows[2].runs) == ("gone: it was moved away", ())
    assert [row.name for row in rows] == ["one", "bad", "gone", "two"]
    assert len(logbook.runs()) == 2


def test_a_file_without_an_activity_is_refused_and_the_next_goes_on(logbook: InMemoryLogbook) -> None:
    rows = take_in(Files(empty=(), full=outing(2)), logbook)
    assert [row.outcome for row in rows] == [Outcome.REFUSED, Outcome.READ]
    assert str(rows[0].sentence) == "empty: it holds no activity"
    assert set(logbook.originals) == {Original("full", b"full").digest}


def test_each_row_is_given_when_its_file_is_kept_and_before_the_next_is_opened(logbook: InMemoryLogbook) -> None:
    files = Files(one=outing(9), two=outing(2))
    rows = import_originals(files.originals(), logbook, files, zone_of)
    next(rows)
    assert (len(logbook.runs()), files.read) == (1, ["one"])


def test_what_was_acknowledged_stays_when_the_import_is_broken_off(logbook: InMemoryLogbook) -> None:
    class Full(InMemoryLogbook):
        def keep(self, original: Original, runs: list[NewRun]) -> Receipt:  # type: ignore[override]  # a list will do
            if original.name == "two":
                raise LogbookError(say("The disk is full."))
            return super().keep(original, runs)

    full, files = Full(), Files(one=outing(9), two=outing(2), three=outing(1))
    with pytest.raises(LogbookError, match="The disk is full"):
        take_in(files, full)
    assert [run.file_name for run in full.runs()] == ["one"]
    assert [row.outcome for row in take_in(files, logbook)] == [Outcome.READ] * 3


def test_features_bear_the_version_of_the_code_that_made_them(logbook: InMemoryLogbook) -> None:
    take_in(Files(monday=outing(3)), logbook)
    assert logbook.runs()[0].features.version == VERSION
