from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from logbook.books import new_logbook
from uncramp.domain.activity import Finding
from uncramp.domain.diary import MassReading, ToldWeighIn, WeighIn
from uncramp.domain.errors import LogbookError, OtherKindError, UnreadableFileError
from uncramp.domain.outline import Sport
from uncramp.domain.sentence import say
from uncramp.exposure.features import VERSION, features_of
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.import_files import LOOK_AHEAD, LOOK_AHEAD_BYTES, SetAside, import_originals, run_import
from uncramp.usecases.ports import Entry, Logbook, Original, Outcome, Reading, Slot
from usecases.world import MUNICH, NOW, Files, Read, at_once, outing, take_in

WEIGHED = WeighIn(before=70.0, after=69.0, drunk=0.5, duration=3600.0)
TORN = Finding("cut-short", say("records are missing"), offset=7)


@dataclass
class Opened:
    """Fulfils ``Opening``: so many files, and what was left out among them."""

    sources: list[Original]
    expected: int = field(init=False)
    skipped: int = 3
    opened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.expected = len(self.sources)

    def __iter__(self) -> Iterator[Original]:
        for source in self.sources:
            self.opened.append(source.name)
            yield source


@dataclass
class Slow:
    """Reads a file when it is waited for, or when it is let go."""

    files: Files
    begun: list[str] = field(default_factory=list)
    ready: set[str] = field(default_factory=set)

    def __call__(self, original: Original) -> "Later":
        self.begun.append(original.name)
        return Later(self, original)


@dataclass
class Later:
    """Fulfils ``Pending``."""

    slow: Slow
    original: Original

    def done(self) -> bool:
        return self.original.name in self.slow.ready

    def result(self) -> Reading:
        return Read(self.slow.files.reader(), self.original).result()


def days(count: int) -> Files:
    """One run on each of so many days."""
    return Files(**{f"run{day}": outing(day) for day in range(1, count + 1)})


def words(entry: Entry) -> list[str]:
    return [str(reason) for reason in entry.reasons]


def test_a_file_is_read_and_kept_with_its_features(logbook: Logbook) -> None:
    activity = outing(3)
    (entry,) = take_in(Files(monday=activity), logbook)
    (run,) = logbook.runs()
    assert entry == Entry(0, "monday", Outcome.READ, (run.number,), added=1, is_used=True)
    assert (run.outline, run.features, run.position) == (activity.outline, features_of(activity), 0)
    assert logbook.original(run.number) == Original("monday", b"monday")


def test_features_bear_the_version_of_the_code_that_made_them(logbook: Logbook) -> None:
    take_in(Files(monday=outing(3)), logbook)
    assert logbook.runs()[0].features.version == VERSION


def test_the_very_same_bytes_change_nothing_whatever_their_name_and_are_not_read_again(logbook: Logbook) -> None:
    files = Files(monday=outing(3))
    take_in(files, logbook)
    (entry,) = take_in(files, logbook, [Original("copy of monday", b"monday")])
    (run,) = logbook.runs()
    assert entry == Entry(0, "copy of monday", Outcome.ALREADY_THERE, (run.number,))
    assert files.read == ["monday"]


def test_the_very_same_bytes_twice_in_one_import_are_kept_once(logbook: Logbook) -> None:
    files = Files(monday=outing(3))
    originals = [*files.originals(), Original("copy of monday", b"monday")]
    files.told["copy of monday"] = files.told["monday"]
    ledger = logbook.begin_import("two")
    entries = list(import_originals(originals, logbook, Slow(files), ledger))  # both are begun before one is kept
    assert [entry.outcome for entry in entries] == [Outcome.READ, Outcome.ALREADY_THERE]


def test_another_file_of_the_same_outing_is_kept_beside_the_first(logbook: Logbook) -> None:
    _, entry = take_in(Files(watch=outing(3), service=outing(3, distance=10_010.0)), logbook)
    (run,) = logbook.runs()
    assert entry == Entry(1, "service", Outcome.SAME_ACTIVITY, (run.number,), is_used=True)
    assert [recording.file_name for recording in logbook.recordings(run.number)] == ["watch", "service"]


def test_a_run_is_taken_from_the_file_with_more_in_it(logbook: Logbook) -> None:
    take_in(Files(service=outing(3), watch=outing(3, place=MUNICH)), logbook)
    assert logbook.runs()[0].file_name == "watch"


def test_a_file_of_many_activities_adds_those_that_are_new(logbook: Logbook) -> None:
    swim, ride = outing(5, 1500.0, 1.0, Sport.SWIMMING), outing(4, 40_000.0, 9.0, Sport.CYCLING)
    first, second = take_in(Files(ride=ride, triathlon=(swim, ride, outing(3))), logbook)
    assert (len(first.runs), second.outcome, len(second.runs)) == (1, Outcome.READ, 2)
    assert len(logbook.recordings(first.runs[0])) == 2


def test_what_the_archive_says_of_a_file_is_kept_over_what_the_file_says(logbook: Logbook) -> None:
    told = replace(outing(3), details={"total_calories": 700.0, "name": "Run"})
    original = Original("monday", b"monday", {"name": "Easy run", "gear": "old shoes"})
    take_in(Files(monday=told), logbook, [original])
    assert logbook.runs()[0].said == {"total_calories": 700.0, "name": "Easy run", "gear": "old shoes"}


def test_a_damaged_file_is_recovered_and_says_what_is_lost(logbook: Logbook) -> None:
    (entry,) = take_in(Files(cut=replace(outing(3), findings=(TORN,))), logbook)
    assert (entry.outcome, len(entry.runs), words(entry)) == (Outcome.RECOVERED, 1, ["At byte 7: records are missing"])


def test_a_bad_file_is_set_aside_with_its_reason_and_the_next_goes_on(logbook: Logbook) -> None:
    files = Files(one=outing(9), two=outing(2))
    gone = UnreadableFileError("gone", say("it was moved away"))
    bad = Original("bad", b"1234")
    one, two = files.originals()
    entries = take_in(files, logbook, [one, bad, gone, two])
    assert [entry.name for entry in entries] == ["one", "bad", "gone", "two"]
    assert [entry.outcome for entry in entries] == [Outcome.READ, Outcome.REFUSED, Outcome.REFUSED, Outcome.READ]
    assert [words(entry) for entry in entries[1:3]] == [["no file of a watch (at byte 4)"], ["it was moved away"]]
    assert len(logbook.runs()) == 2
    assert [logbook.set_aside_file(digest) for digest in logbook.set_aside_files()] == [bad]


def test_a_file_without_an_activity_is_set_aside_and_the_next_goes_on(logbook: Logbook) -> None:
    entries = take_in(Files(empty=(), full=outing(2)), logbook)
    assert [entry.outcome for entry in entries] == [Outcome.REFUSED, Outcome.READ]
    assert words(entries[0]) == ["it holds no activity"]
    assert logbook.set_aside_files() == [Original("empty", b"empty").digest]


def test_a_file_of_another_kind_is_named_and_not_kept(logbook: Logbook) -> None:
    class Settings(Files):
        def __call__(self, name: str, content: bytes) -> tuple[()]:  # noqa: ARG002  # as the port has it
            raise OtherKindError(name, say("it holds settings"))

    (entry,) = take_in(Settings(), logbook, [Original("settings", b"settings")])
    assert (entry.outcome, words(entry), logbook.set_aside_files()) == (
        Outcome.OTHER_KIND,
        ["it holds settings"],
        [],
    )


def test_a_file_that_was_set_aside_is_read_once_it_can_be(logbook: Logbook) -> None:
    original = Original("new watch", b"new watch")
    take_in(Files(), logbook, [original])
    able = Files(**{"new watch": outing(3)})
    aside = SetAside(logbook)
    assert (aside.expected, aside.skipped) == (1, 0)
    (entry,) = take_in(able, logbook, aside)
    assert (entry.outcome, logbook.set_aside_files()) == (Outcome.READ, [])
    assert logbook.original(entry.runs[0]) == original


def test_a_file_that_still_cannot_be_read_stays_set_aside(logbook: Logbook) -> None:
    take_in(Files(), logbook, [Original("bad", b"bad")])
    (entry,) = take_in(Files(), logbook, SetAside(logbook))
    assert (entry.outcome, len(logbook.set_aside_files())) == (Outcome.REFUSED, 1)


def test_a_file_that_is_given_again_is_tried_again(logbook: Logbook) -> None:
    take_in(Files(), logbook, [Original("monday", b"monday")])
    (entry,) = take_in(Files(monday=outing(3)), logbook)
    assert entry.outcome is Outcome.READ


def test_a_file_of_body_masses_is_read_and_says_what_is_odd_in_it(logbook: Logbook) -> None:
    files = Files(scale=())
    files.measured["scale"] = (MassReading(NOW, 70.0), Finding("row", say("row 7 has no mass")))
    (entry,) = take_in(files, logbook)
    assert (entry.outcome, entry.masses, words(entry)) == (Outcome.READ, 1, ["row 7 has no mass"])
    assert logbook.masses() == [MassReading(NOW, 70.0)]


def test_weigh_ins_wait_for_the_runs_further_down(logbook: Logbook) -> None:
    files = Files(table=(), run=outing(3))
    start = outing(3).outline.start.replace(tzinfo=None)
    files.measured["table"] = (ToldWeighIn(start, WEIGHED), ToldWeighIn(start - timedelta(days=1), WEIGHED))
    run, table = take_in(files, logbook)
    assert [(entry.name, entry.place) for entry in (run, table)] == [("run", 1), ("table", 0)]
    assert (table.outcome, table.weigh_ins, len(table.reasons)) == (Outcome.RECOVERED, 1, 1)
    assert [each.run for each in logbook.weigh_ins()] == list(run.runs)


def test_each_row_is_given_when_its_file_is_kept_and_before_the_next_is_read(logbook: Logbook) -> None:
    files = Files(one=outing(9), two=outing(2))
    entries = import_originals(files.originals(), logbook, at_once(files.reader()), logbook.begin_import("two"))
    next(entries)
    assert (len(logbook.runs()), files.read) == (1, ["one"])


def test_files_are_read_ahead_and_no_more_than_are_allowed(logbook: Logbook) -> None:
    files = days(3 * LOOK_AHEAD)
    slow = Slow(files)
    entries = import_originals(files.originals(), logbook, slow, logbook.begin_import("many"))
    assert next(entries).name == "run1"
    assert (len(slow.begun), files.read) == (LOOK_AHEAD + 1, ["run1"])
    assert [entry.place for entry in entries] == list(range(1, 3 * LOOK_AHEAD))


def test_large_files_are_not_all_held_at_once(logbook: Logbook) -> None:
    large = [Original(f"run{day}", bytes([day]) * (LOOK_AHEAD_BYTES // 3)) for day in range(1, 7)]
    slow = Slow(days(6))
    next(import_originals(large, logbook, slow, logbook.begin_import("large")))
    assert len(slow.begun) == 4


def test_rows_come_in_the_order_of_the_files_whichever_is_read_first(logbook: Logbook) -> None:
    files = days(4)
    slow = Slow(files, ready={"run2", "run4"})
    entries = list(import_originals(files.originals(), logbook, slow, logbook.begin_import("four")))
    assert [entry.name for entry in entries] == ["run1", "run2", "run3", "run4"]


def test_what_was_acknowledged_stays_when_the_import_is_broken_off() -> None:
    class Full(DjangoLogbook):
        def keep(self, original: Original, reading: Reading, slot: Slot | None = None) -> Entry:
            if original.name == "run2":
                raise LogbookError(say("The disk is full."))
            return super().keep(original, reading, slot)

    full, files = Full(new_logbook().runner_id), days(3)
    ledger = full.begin_import("three")
    with pytest.raises(LogbookError, match="The disk is full"):
        list(run_import(Opened(files.originals()), full, at_once(files.reader()), ledger))
    assert [entry.name for entry in full.entries(ledger)] == [run.file_name for run in full.runs()] == ["run1"]
    assert full.ledger(ledger).ended is None


def test_an_import_says_how_many_files_it_has_and_ends(logbook: Logbook) -> None:
    files = days(3)
    ledger = logbook.begin_import("three")
    entries = list(run_import(Opened(files.originals()), logbook, at_once(files.reader()), ledger))
    kept = logbook.ledger(ledger)
    assert (kept.expected, kept.skipped, kept.done[Outcome.READ], kept.is_stopped) == (3, 3, 3, False)
    assert kept.ended is not None
    assert logbook.entries(ledger) == entries


def test_an_import_that_was_broken_off_goes_on_at_the_places_that_have_no_row(logbook: Logbook) -> None:
    files = days(5)
    ledger = logbook.begin_import("five")
    broken = run_import(Opened(files.originals()), logbook, at_once(files.reader()), ledger)
    assert [next(broken).place for _ in range(2)] == [0, 1]
    del broken
    files.read.clear()
    entries = list(run_import(Opened(files.originals()), logbook, at_once(files.reader()), ledger))
    assert [entry.place for entry in entries] == [2, 3, 4]
    assert files.read == ["run3", "run4", "run5"]
    assert [entry.outcome for entry in logbook.entries(ledger)] == [Outcome.READ] * 5


def test_an_import_stops_when_it_is_asked_to_and_opens_nothing_more(logbook: Logbook) -> None:
    files = days(5)
    ledger = logbook.begin_import("five")
    opening = Opened(files.originals())
    entries = run_import(opening, logbook, at_once(files.reader()), ledger)
    next(entries)
    logbook.stop_import(ledger)
    next(entries, None)
    assert list(entries) == []
    kept = logbook.ledger(ledger)
    assert (kept.is_stopped, kept.ended is not None, len(opening.opened) <= 2) == (True, True, True)
    assert len(logbook.runs()) == sum(kept.done.values()) == len(logbook.entries(ledger))


def test_what_was_stopped_comes_in_when_the_files_are_given_again(logbook: Logbook) -> None:
    files = days(5)
    first = logbook.begin_import("five")
    logbook.stop_import(first)
    stopped = list(run_import(Opened(files.originals()), logbook, at_once(files.reader()), first))
    second = logbook.begin_import("five")
    entries = list(run_import(Opened(files.originals()), logbook, at_once(files.reader()), second))
    assert len(stopped) <= 1
    outcomes = [entry.outcome for entry in entries]
    assert outcomes == [Outcome.ALREADY_THERE] * len(stopped) + [Outcome.READ] * (5 - len(stopped))
