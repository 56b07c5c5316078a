"""Where the web joins the ports with the world behind them."""

from functools import cache

from uncramp.formats.readers import read_activities
from uncramp.logbook.opening import open_logbook
from uncramp.usecases.ports import Logbook

__all__ = ["read_activities", "the_logbook"]


@cache
def the_logbook() -> Logbook:
    """The logbook of this machine's runner, opened once and then shared by all threads.

    Raises
    ------
    LogbookError
        If it cannot be opened; the next call tries again.
    """
    return open_logbook()
