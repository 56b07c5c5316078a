"""Where the web joins the ports with the world behind them."""

from functools import cache
from pathlib import Path

from django.conf import settings

from uncramp.adapters.zones import zone_of_place
from uncramp.formats.readers import read_activities, read_measurements
from uncramp.formats.runs_csv import TypedRun, written
from uncramp.logbook.opening import open_logbook
from uncramp.logbook.uploads import Uploads
from uncramp.usecases.enter import enter_run
from uncramp.usecases.ports import Logbook, Original
from uncramp.usecases.reading import Reader

__all__ = ["enter", "hand_over", "read_activities", "reader", "the_logbook"]


def reader(logbook: Logbook) -> Reader:
    """Who reads files for this runner."""
    return Reader(read_activities, read_measurements, zone_of_place, logbook.runner().time_zone)


def hand_over(folder: Path, ledger: int) -> None:
    """Leave an upload that is complete to the worker."""
    Uploads(settings.UNCRAMP_HOME).arrived(folder, ledger)


def enter(run: TypedRun, logbook: Logbook) -> int:
    """Keep a run that was typed; gives its number."""
    return enter_run(Original(run.file_name, written(run)), logbook, reader(logbook))


@cache
def the_logbook() -> Logbook:
    """The logbook of this machine's runner, opened once and then shared by all threads.

    Raises
    ------
    LogbookError
        If it cannot be opened; the next call tries again.
    """
    return open_logbook()
