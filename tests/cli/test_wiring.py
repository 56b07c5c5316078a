from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from fakes.logbook import InMemoryLogbook

from uncramp.cli import wiring
from uncramp.cli.demo.sample import sample_runner
from uncramp.domain.errors import InvalidValueError, UnreadableFileError
from uncramp.domain.outline import Outline, Sport
from uncramp.exposure.features import RunFeatures
from uncramp.usecases.ports import NewRun, Original


def kept_in(zone: str | None) -> InMemoryLogbook:
    book = InMemoryLogbook()
    outline = Outline(Sport.RUNNING, datetime(2026, 5, 1, 7, tzinfo=UTC), 3600.0, 3600.0, time_zone=zone)
    book.keep(Original("a.fit", b"a"), [NewRun(0, outline, RunFeatures(1))])
    return book


def test_a_start_is_on_the_clock_where_the_runner_runs() -> None:
    start = wiring.moment("2027-04-18", "09:00", kept_in("America/New_York"))
    assert start == datetime(2027, 4, 18, 9, tzinfo=ZoneInfo("America/New_York"))


def test_without_a_run_the_clock_of_this_machine_counts() -> None:
    start = wiring.moment("2027-04-18", "09:00", kept_in(None))
    assert start.tzinfo is not None
    assert (start.hour, start.minute) == (9, 0)


def test_the_clock_is_aware() -> None:
    assert wiring.now().utcoffset() == timedelta(0)


def test_paths_are_opened_in_order_and_a_bad_one_is_named(tmp_path: Path) -> None:
    good = tmp_path / "a.fit"
    good.write_bytes(b"x")
    missing, opened = wiring.open_sources([tmp_path / "none.fit", good])
    assert isinstance(missing, UnreadableFileError)
    assert opened == Original("a.fit", b"x")


def test_a_course_comes_from_a_run_recorded_on_it(tmp_path: Path) -> None:
    original = next(sample_runner(date(2026, 11, 1)).originals())
    path = tmp_path / original.name
    path.write_bytes(original.content)
    course = wiring.course(path)
    assert course.distance[-1] > 5000.0


def test_a_run_without_altitude_is_no_course(tmp_path: Path) -> None:
    treadmill = next(each for each in sample_runner(date(2026, 11, 1)).originals() if "treadmill" in each.name)
    path = tmp_path / treadmill.name
    path.write_bytes(treadmill.content)
    with pytest.raises(InvalidValueError, match="treadmill"):
        wiring.course(path)
