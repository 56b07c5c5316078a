"""Where the command line joins the ports with the world behind them."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from uncramp.adapters.zones import zone_of_place
from uncramp.domain.course import Course
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import on_the_clock, zone
from uncramp.domain.units import parse_clock, parse_date
from uncramp.formats.archives.opening import Found, count_sources, open_sources
from uncramp.formats.readers import read_activities
from uncramp.logbook.opening import open_logbook
from uncramp.usecases.course import course_of
from uncramp.usecases.ports import Logbook, Original

if TYPE_CHECKING:
    from uncramp.logbook.check import CheckReport
    from uncramp.logbook.store import DjangoLogbook

__all__ = [
    "check_logbook",
    "close_connections",
    "count_sources",
    "course",
    "files",
    "moment",
    "now",
    "open_logbook",
    "read_activities",
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


def close_connections() -> None:
    """Let go of the database before the server's process is split off: SQLite connections do not survive that."""
    from django.db import connections

    connections.close_all()


def now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


def files(paths: Iterable[Path]) -> Iterator[Original | UnreadableFileError]:
    """The files at the paths, in folders and archives too, or why one cannot be opened."""
    for source in open_sources(paths):
        yield source.original if isinstance(source, Found) else source


def moment(day: str, clock: str, logbook: Logbook) -> datetime:
    """Day and time of day where the runner last ran, or on this machine's clock without a run."""
    zones = (run.outline.time_zone for run in logbook.runs())
    name = next((each for each in zones if each is not None), None)
    return on_the_clock(parse_date(day), parse_clock(clock), MACHINE if name is None else zone(name))


def course(path: Path) -> Course:
    """Profile of the first activity in a file."""
    original = next(files([path]))
    if isinstance(original, UnreadableFileError):
        raise original
    return course_of(original.name, read_activities(original.name, original.content)[0])
