"""Imports what came in through the browser: a process beside the server, on the same logbook.

An import that was cut short, by the end of the server or of the machine, goes on where it was. One that cannot go on
ends with the reason in its ledger and lets the next begin.
"""

import os
import signal
import sys
from time import sleep
from types import FrameType

from django.db import OperationalError
from filelock import FileLock

from uncramp.adapters.decoding import bound_memory
from uncramp.cli import wiring
from uncramp.domain.errors import NotFoundError, UncrampError
from uncramp.domain.sentence import say
from uncramp.logbook.home import data_home
from uncramp.logbook.uploads import Uploads
from uncramp.usecases.import_files import SetAside, run_import
from uncramp.usecases.ports import KeptImport, Logbook

LOCK = "worker.lock"
"""Of several servers on one data directory, one has the worker that works."""
LOOK = 0.5
"""How often to look for uploads, s."""
HELD_UP = 30.0
"""Before an upload is tried again that a full disk or a locked logbook held up, s."""
MOST_ATTEMPTS = 2
"""At one upload: a fault that ends this process twice would do so for ever."""


def work() -> None:
    """Import what waits, and look again, until the process is told to end or its server is gone."""
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, _end)
    bound_memory()  # archives are opened in this very process
    server = os.getppid()
    uploads, logbook = Uploads(data_home()), wiring.open_logbook()
    with FileLock(data_home() / LOCK):
        while os.getppid() == server:
            uploads.clear()
            is_over = [import_upload(ledger, uploads, logbook) for ledger in uploads.waiting()]
            sleep(LOOK if all(is_over) else HELD_UP)


def import_upload(ledger: int, uploads: Uploads, logbook: Logbook) -> bool:
    """Import an upload to its end, good or bad; False if it has to wait for room on the disk or for the logbook."""
    try:
        kept = _kept(ledger, logbook)
        if kept is None:
            uploads.lose(ledger)
            return True
        if kept.ended is None:
            _go_on(kept, uploads, logbook)
    except SystemExit:
        uploads.forgive(ledger)
        raise
    except UncrampError as error:
        if not _is_held_up(error):
            raise
        uploads.forgive(ledger)
        return False
    uploads.done(ledger)
    return True


def _kept(ledger: int, logbook: Logbook) -> KeptImport | None:
    try:
        return logbook.ledger(ledger)
    except NotFoundError:
        return None


def _go_on(kept: KeptImport, uploads: Uploads, logbook: Logbook) -> None:
    """Import an upload, or end its import with the reason; raises ``LogbookError`` where the logbook is held up."""
    if uploads.attempt(kept.number) >= MOST_ATTEMPTS:
        logbook.fail_import(kept.number, say("A fault in Uncramp stopped it twice."))
        return
    try:
        if kept.begun is None:
            logbook.take_up(kept.number)
        files = uploads.files(kept.number)
        with wiring.decoding(logbook) as decode:
            opening = wiring.open_sources(files) if files else SetAside(logbook)
            for _ in run_import(opening, logbook, decode, kept.number):
                pass
    except UncrampError as error:
        if _is_held_up(error):
            raise
        logbook.fail_import(kept.number, error.sentence)


def _is_held_up(error: UncrampError) -> bool:
    """Whether it is of the database as it is now, full or locked, and not of what was to be written."""
    return isinstance(error.__cause__, OperationalError)


def _end(_signal: int, _frame: FrameType | None) -> None:
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    sys.exit()


if __name__ == "__main__":
    work()
