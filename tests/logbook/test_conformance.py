"""What every logbook does, on disk or in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from fakes.logbook import InMemoryLogbook
from logbook.samples import FEATURES, MORNING, file, new_run
from uncramp.domain.diary import CrampEpisode, Muscle, Onset, Severity, Side, WeighIn
from uncramp.domain.errors import LogbookError, NotFoundError
from uncramp.domain.outline import Sport
from uncramp.domain.runner import Condition, Runner, Sex
from uncramp.domain.units import IMPERIAL
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.models import OriginalRow, RunnerRow
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.ports import KeptEpisode, KeptRun, KeptWeighIn, Logbook, Original, Receipt

CALF = CrampEpisode(MORNING, Muscle.CALF, Onset.AFTER, Severity.MODERATE, Side.LEFT, 9000.5, "“aïe”")
FOOT = CrampEpisode(MORNING, Muscle.FOOT)
DRY = WeighIn(before=70.5, after=69.0, drunk=0.5, duration=3600.0, urine=0.25)
WET = WeighIn(before=70.0, after=70.0, drunk=0.0, duration=600.0)
NOBODYS = 2**70


@dataclass(frozen=True)
class Books:
    """The logbooks of two runners, and what changes the bytes of a kept file behind their backs."""

    own: Logbook
    strangers: Logbook
    spoil: Callable[[str], None]


@pytest.fixture(params=["in memory", "Django"])
def books(request: pytest.FixtureRequest) -> Books:
    if request.param == "in memory":
        own = InMemoryLogbook()
        return Books(own, InMemoryLogbook(), lambda digest: own.originals.update({digest: Original("run.fit", b"")}))
    request.getfixturevalue("db")
    one, two = (DjangoLogbook(RunnerRow.objects.create(name=name).pk) for name in ("own", "stranger"))

    def spoil(digest: str) -> None:
        row = OriginalRow.objects.get(sha256=digest)
        row.content = bytes(row.content)[:-1] + b"?"
        row.save()

    return Books(one, two, spoil)


@pytest.fixture
def book(books: Books) -> Logbook:
    return books.own


def kept(book: Logbook, day: int) -> int:
    """Number of a run kept on that day."""
    (number,) = book.keep(file(content=day.to_bytes(2, "big")), [new_run(day)]).added
    return number


def test_a_new_file_gives_a_receipt_and_a_run_with_all_that_was_told(book: Logbook) -> None:
    run = new_run(position=3)
    receipt = book.keep(file("a.fit"), [run])
    (number,) = receipt.added
    assert receipt == Receipt(added=(number,))
    assert book.runs() == [KeptRun(number, "a.fit", 3, run.outline, FEATURES)]
    assert book.run(number) == book.runs()[0]


def test_what_was_not_recorded_stays_unknown(book: Logbook) -> None:
    run = new_run(features=RunFeatures(VERSION), sub_sport=None, time_zone=None, distance=None)
    (number,) = book.keep(file(), [run]).added
    assert (book.run(number).outline, book.run(number).features) == (run.outline, run.features)


def test_the_runs_of_one_file_are_numbered_in_its_order(book: Logbook) -> None:
    receipt = book.keep(file(), [new_run(0, 0), new_run(1, 1)])
    assert [book.run(number).position for number in receipt.added] == [0, 1]


def test_the_same_bytes_under_another_name_change_nothing(book: Logbook) -> None:
    first = book.keep(file("a.fit"), [new_run(0, 0), new_run(1, 1)])
    again = book.keep(file("b.fit"), [new_run(5)])
    assert again == Receipt(known=first.added, same_file=True)
    assert [run.file_name for run in book.runs()] == ["a.fit", "a.fit"]


def test_another_file_of_a_known_outing_changes_nothing(book: Logbook) -> None:
    number = kept(book, 0)
    copy = file("strava.tcx", b"other")
    assert book.keep(copy, [new_run(0)]) == Receipt(known=(number,))
    assert len(book.runs()) == 1
    assert book.has(copy.digest) is None


def test_a_file_with_known_and_new_outings_is_kept_with_the_new_ones(book: Logbook) -> None:
    number = kept(book, 0)
    archive = file("all.tcx", b"other")
    receipt = book.keep(archive, [new_run(0, 0), new_run(1, 1)])
    (new,) = receipt.added
    assert receipt.known == (number,)
    assert (book.run(new).position, book.original(new), book.has(archive.digest)) == (
        1,
        archive,
        Receipt(known=(new,), same_file=True),
    )


def test_two_alike_runs_of_one_file_are_both_kept(book: Logbook) -> None:
    assert len(book.keep(file(), [new_run(0, 0), new_run(0, 1)]).added) == 2


def test_a_known_outing_that_a_file_tells_twice_is_named_once(book: Logbook) -> None:
    number = kept(book, 0)
    assert book.keep(file(content=b"other"), [new_run(0, 0), new_run(0, 1)]) == Receipt(known=(number,))


def test_of_two_known_outings_alike_the_earlier_is_named(book: Logbook) -> None:
    late = book.keep(file(content=b"late"), [new_run(start=MORNING + timedelta(seconds=40))]).added
    early = book.keep(file(content=b"early"), [new_run(start=MORNING - timedelta(seconds=40))]).added
    receipt = book.keep(file(content=b"other"), [new_run()])
    assert (receipt.known, early != late) == (early, True)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"start": MORNING + timedelta(seconds=60)}, True),
        ({"start": MORNING - timedelta(seconds=60)}, True),
        ({"start": MORNING + timedelta(seconds=61)}, False),
        ({"start": MORNING - timedelta(seconds=61)}, False),
        ({"sport": Sport.CYCLING}, False),
        ({"elapsed_time": 3700.0}, False),
        ({"distance": 9000.0}, False),
        ({"distance": None}, True),
        ({"sub_sport": None, "time_zone": None, "timer_time": 3000.0}, True),
    ],
)
def test_an_outing_is_known_by_sport_start_duration_and_distance(
    book: Logbook, change: dict[str, Any], *, same: bool
) -> None:
    number = kept(book, 0)
    receipt = book.keep(file(content=b"other"), [new_run(**change)])
    assert receipt.known == ((number,) if same else ())


def test_a_file_without_runs_is_not_kept(book: Logbook) -> None:
    assert book.keep(file(), []) == Receipt()
    assert book.has(file().digest) is None


def test_a_file_is_known_by_its_bytes(book: Logbook) -> None:
    receipt = book.keep(file(), [new_run(0, 0), new_run(1, 1)])
    assert book.has(file().digest) == Receipt(known=receipt.added, same_file=True)
    assert book.has(file(content=b"other").digest) is None


def test_the_newest_run_comes_first_whenever_it_was_added(book: Logbook) -> None:
    days = [2, 0, 1]
    numbers = {day: kept(book, day) for day in days}
    assert [run.number for run in book.runs()] == [numbers[2], numbers[1], numbers[0]]


def test_of_runs_with_one_start_the_last_added_comes_first(book: Logbook) -> None:
    first, second = book.keep(file(), [new_run(0, 0), new_run(0, 1)]).added
    assert [run.number for run in book.runs()] == [second, first]


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 1000, b"<gpx/>"])
def test_the_original_comes_back_byte_for_byte(book: Logbook, content: bytes) -> None:
    (number,) = book.keep(Original("a b.gpx", content), [new_run()]).added
    assert book.original(number) == Original("a b.gpx", content)


def test_an_original_that_has_changed_is_refused(books: Books) -> None:
    number = kept(books.own, 0)
    books.spoil(books.own.original(number).digest)
    with pytest.raises(LogbookError, match=r"^The kept file run\.fit is not what it was"):
        books.own.original(number)


def test_renewed_features_replace_the_old(book: Logbook) -> None:
    number, other = kept(book, 0), kept(book, 1)
    newer = RunFeatures(VERSION, mean_temperature=17.5)
    book.renew_features(number, newer)
    assert (book.run(number).features, book.run(other).features) == (newer, FEATURES)


def test_of_features_of_another_version_only_the_version_is_known(book: Logbook) -> None:
    number = kept(book, 0)
    book.renew_features(number, RunFeatures(VERSION + 1, mean_heart_rate=150.0))
    assert book.run(number).features == RunFeatures(VERSION + 1)
    assert [run.features for run in book.runs()] == [RunFeatures(VERSION + 1)]


def test_a_runner_who_said_nothing_was_asked_nothing(book: Logbook) -> None:
    assert book.runner() == Runner()


@pytest.mark.parametrize("conditions", [None, frozenset(), frozenset({Condition.NSAID, Condition.STATIN})])
def test_the_profile_is_replaced_whole(book: Logbook, conditions: frozenset[Condition] | None) -> None:
    book.save_runner(Runner(mass=70.0, birth_year=1980))
    new = Runner(sex=Sex.FEMALE, cramp_history=False, conditions=conditions, units=IMPERIAL)
    book.save_runner(new)
    assert book.runner() == new


def test_cramps_come_back_newest_run_first_and_as_written_down(book: Logbook) -> None:
    old, new = kept(book, 0), kept(book, 1)
    book.add_episode(old, FOOT)
    book.add_episode(new, CALF)
    book.add_episode(new, FOOT)
    assert book.episodes() == [KeptEpisode(new, CALF), KeptEpisode(new, FOOT), KeptEpisode(old, FOOT)]


def test_weigh_ins_come_back_newest_run_first_and_as_written_down(book: Logbook) -> None:
    old, new = kept(book, 0), kept(book, 1)
    book.add_weigh_in(old, WET)
    book.add_weigh_in(new, DRY)
    book.add_weigh_in(new, WET)
    assert book.weigh_ins() == [KeptWeighIn(new, DRY), KeptWeighIn(new, WET), KeptWeighIn(old, WET)]


CALLS: dict[str, Callable[[Logbook, int], object]] = {
    "run": lambda book, number: book.run(number),
    "original": lambda book, number: book.original(number),
    "renew_features": lambda book, number: book.renew_features(number, RunFeatures(VERSION)),
    "add_episode": lambda book, number: book.add_episode(number, CALF),
    "add_weigh_in": lambda book, number: book.add_weigh_in(number, DRY),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("number", [0, -1, NOBODYS])
def test_a_number_that_no_run_has_is_named(book: Logbook, call: str, number: int) -> None:
    kept(book, 0)
    with pytest.raises(NotFoundError, match=rf"^There is no run {number} in the logbook\.$"):
        CALLS[call](book, number)


@pytest.mark.parametrize("call", CALLS)
def test_a_run_of_another_runner_is_no_run(books: Books, call: str) -> None:
    number = kept(books.own, 0)
    with pytest.raises(NotFoundError):
        CALLS[call](books.strangers, number)
    assert books.own.run(number).features == FEATURES


def test_a_stranger_sees_nothing_and_may_keep_the_same_file(books: Books) -> None:
    number = kept(books.own, 0)
    books.own.add_episode(number, CALF)
    books.own.add_weigh_in(number, DRY)
    books.own.save_runner(Runner(mass=70.0))
    original = books.own.original(number)
    stranger = books.strangers
    seen = (
        stranger.runs(),
        stranger.episodes(),
        stranger.weigh_ins(),
        stranger.runner(),
        stranger.has(original.digest),
    )
    assert seen == ([], [], [], Runner(), None)
    (theirs,) = stranger.keep(original, [new_run(0)]).added
    assert [run.number for run in books.own.runs()] == [number]
    assert [run.number for run in stranger.runs()] == [theirs]
