"""Where the command line joins the ports with the world behind them."""

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from uncramp.adapters.decoding import in_processes
from uncramp.adapters.zones import zone_of_place
from uncramp.domain.calendar import DayEvent
from uncramp.domain.course import Course
from uncramp.domain.errors import UnreadableFileError, invalid
from uncramp.domain.outline import on_the_clock, zone
from uncramp.domain.sentence import say
from uncramp.domain.units import parse_clock, parse_date
from uncramp.formats.archives.opening import open_sources
from uncramp.formats.readers import read_activities, read_measurements
from uncramp.logbook.opening import open_logbook
from uncramp.usecases.club_ports import SharedDiary
from uncramp.usecases.course import course_of
from uncramp.usecases.ports import Decode, Logbook
from uncramp.usecases.reading import Reader

if TYPE_CHECKING:
    from uncramp.logbook.check import CheckReport
    from uncramp.logbook.store import DjangoLogbook

__all__ = [
    "check_logbook",
    "close_connections",
    "course",
    "decoding",
    "moment",
    "now",
    "open_logbook",
    "open_sources",
    "read_activities",
    "reader",
    "shared",
    "write_calendar",
    "write_shared",
    "zone_of_place",
]


def _machine_zone() -> tzinfo:
    """Zone of this machine's clock; asked at once, since Django sets the process to UTC."""
    name = os.environ.get("TZ")
    if name:
        return zone(name.removeprefix(":"))
    if not LOCALTIME.exists():
        return UTC
    with LOCALTIME.open("rb") as file:
        return ZoneInfo.from_file(file)


LOCALTIME = Path("/etc/localtime")
MACHINE = _machine_zone()


def check_logbook(logbook: "DjangoLogbook") -> "CheckReport":
    """Check an opened logbook; its models can only be imported once it is open."""
    from uncramp.logbook.check import check_logbook

    return check_logbook(logbook.database)


def reader(logbook: Logbook) -> Reader:
    """Who reads files for this runner."""
    return Reader(read_activities, read_measurements, zone_of_place, logbook.runner().time_zone)


def decoding(logbook: Logbook) -> AbstractContextManager[Decode]:
    """Processes that read files for this runner."""
    return in_processes(reader(logbook))


def close_connections() -> None:
    """Let go of the database before the server's process is split off: SQLite connections do not survive that."""
    from django.db import connections

    connections.close_all()


def now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


def moment(day: str, clock: str, logbook: Logbook) -> datetime:
    """Day and time of day where the runner last ran, or on this machine's clock without a run."""
    zones = (run.outline.time_zone for run in logbook.runs())
    name = next((each for each in zones if each is not None), None)
    return on_the_clock(parse_date(day), parse_clock(clock), MACHINE if name is None else zone(name))


def write_calendar(path: Path, events: Iterable[DayEvent], name: str) -> None:
    """Write events to a calendar file.

    Raises
    ------
    InvalidValueError
        If the file cannot be written.
    """
    from uncramp.formats.calendar import written_calendar

    try:
        path.write_bytes(written_calendar(events, name))
    except OSError as error:
        reason = str(error.strerror)
        raise invalid("{path} cannot be written: {reason}.", path=str(path), reason=reason) from error


def write_shared(path: Path, diary: SharedDiary) -> None:
    """Write what the runner shares to a file.

    Raises
    ------
    InvalidValueError
        If the file cannot be written.
    """
    from uncramp.formats.club_file import written_club_file

    try:
        path.write_bytes(written_club_file(diary))
    except OSError as error:
        reason = str(error.strerror)
        raise invalid("{path} cannot be written: {reason}.", path=str(path), reason=reason) from error


def shared(path: Path) -> SharedDiary:
    """What another runner shares by a file; raises ``UnreadableFileError``."""
    from uncramp.formats.club_file import MOST_BYTES, read_club_file

    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableFileError(path.name, say("it cannot be opened ({why})", why=str(error.strerror))) from error
    return read_club_file(path.name, content)


def course(path: Path) -> Course:
    """Profile of the first activity in a file."""
    original = next(iter(open_sources([path])))
    if isinstance(original, UnreadableFileError):
        raise original
    return course_of(original.name, read_activities(original.name, original.content)[0])
