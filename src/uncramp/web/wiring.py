"""Where the web joins the ports with the world behind them."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from uncramp.adapters.zones import zone_of_place
from uncramp.domain.calendar import DayEvent
from uncramp.formats.calendar import MEDIA_TYPE, written_calendar
from uncramp.formats.readers import read_activities, read_measurements
from uncramp.formats.runs_csv import TypedRun, written
from uncramp.logbook.opening import open_logbook
from uncramp.logbook.uploads import Uploads
from uncramp.usecases.enter import enter_run
from uncramp.usecases.ports import Logbook, Original
from uncramp.usecases.reading import Reader

__all__ = ["calendar", "empty_upload", "enter", "hand_over", "read_activities", "reader", "the_logbook", "waiting"]


def reader(logbook: Logbook) -> Reader:
    """Who reads files for this runner."""
    return Reader(read_activities, read_measurements, zone_of_place, logbook.runner().time_zone)


def empty_upload() -> Path:
    """A folder without files: what was set aside is tried again; raises ``OSError`` where there can be none."""
    return Uploads(settings.UNCRAMP_HOME).arriving()


def waiting() -> list[int]:
    """Numbers of the imports that the worker is at or has before it."""
    return Uploads(settings.UNCRAMP_HOME).waiting()


def hand_over(folder: Path, ledger: int) -> None:
    """Leave an upload that is complete to the worker; raises ``OSError`` where that cannot be done."""
    Uploads(settings.UNCRAMP_HOME).arrived(folder, ledger)


def calendar(events: Iterable[DayEvent], name: str) -> tuple[bytes, str]:
    """A calendar file, and its media type."""
    return written_calendar(events, name), MEDIA_TYPE


def enter(run: TypedRun, logbook: Logbook) -> int:
    """Keep a run that was typed; gives its number."""
    return enter_run(Original(run.file_name, written(run)), logbook, reader(logbook), timezone.now())


@cache
def the_logbook() -> Logbook:
    """The logbook of this machine's runner, opened once and then shared by all threads.

    Raises
    ------
    LogbookError
        If it cannot be opened; the next call tries again.
    """
    return open_logbook()
