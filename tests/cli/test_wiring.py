from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from logbook.books import new_logbook
from logbook.samples import file, new_run, reading
from uncramp.cli import wiring
from uncramp.cli.demo.sample import sample_runner
from uncramp.domain.calendar import DayEvent
from uncramp.domain.errors import InvalidValueError, UnreadableFileError
from uncramp.domain.runner import Runner
from uncramp.logbook.check import CheckReport
from uncramp.usecases.ports import Logbook, Original


def kept_in(zone: str | None) -> Logbook:
    """A logbook with a run in that zone, and a newer one nobody knows where."""
    book = new_logbook()
    book.keep(file(content=b"old"), reading(new_run(0, time_zone=zone)))
    book.keep(file(content=b"new"), reading(new_run(1, time_zone=None)))
    return book


@pytest.mark.django_db
def test_a_start_is_on_the_clock_where_the_runner_runs() -> None:
    start = wiring.moment("2027-04-18", "09:00", kept_in("America/New_York"))
    assert start == datetime(2027, 4, 18, 9, tzinfo=ZoneInfo("America/New_York"))


@pytest.mark.django_db
def test_without_a_run_the_clock_of_this_machine_counts() -> None:
    start = wiring.moment("2027-04-18", "09:00", kept_in(None))
    assert start.tzinfo is not None
    assert (start.hour, start.minute) == (9, 0)


@pytest.mark.django_db
def test_a_reader_knows_where_its_runner_is_at_home() -> None:
    book = new_logbook()
    assert wiring.reader(book).home_zone is None
    book.save_runner(Runner(time_zone="Asia/Tokyo"))
    assert wiring.reader(book).home_zone == "Asia/Tokyo"


@pytest.mark.django_db
def test_files_are_read_in_processes_of_their_own() -> None:
    original = next(sample_runner(date(2026, 11, 1)).originals())
    with wiring.decoding(new_logbook()) as decode:
        (run,) = decode(original).result().runs
    assert run.outline.time_zone == "Europe/Berlin"


@pytest.mark.django_db
def test_the_logbook_that_is_checked_is_the_one_that_was_opened() -> None:
    assert wiring.check_logbook(new_logbook()) == CheckReport(0, 0, 0, 0, findings=())


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


def test_a_calendar_is_written_or_the_reason_is_said(tmp_path: Path) -> None:
    stamp = datetime(2030, 1, 1, tzinfo=ZoneInfo("UTC"))
    event = DayEvent("a", date(2030, 1, 7), date(2030, 1, 8), "title", "text", stamp)
    wiring.write_calendar(tmp_path / "a.ics", [event], "name")
    assert b"UID:a@uncramp" in (tmp_path / "a.ics").read_bytes()
    with pytest.raises(InvalidValueError, match="cannot be written"):
        wiring.write_calendar(tmp_path / "none" / "a.ics", [event], "name")
