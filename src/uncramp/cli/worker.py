"""Imports what came in through the browser: a process beside the server, on the same logbook.

An import that was cut short, by the end of the server or of the machine, goes on where it was.
"""

import os
import signal
import sys
from time import sleep
from types import FrameType

from filelock import FileLock

from uncramp.cli import wiring
from uncramp.logbook.home import data_home
from uncramp.logbook.uploads import Uploads
from uncramp.usecases.import_files import run_import
from uncramp.usecases.ports import Logbook

LOCK = "worker.lock"
"""Of several servers on one data directory, one has the worker that works."""
LOOK = 0.5
"""How often to look for uploads, s."""


def work() -> None:
    """Import what waits, and look again, until the process is told to end or its server is gone."""
    signal.signal(signal.SIGTERM, _end)
    server = os.getppid()
    uploads, logbook = Uploads(data_home()), wiring.open_logbook()
    with FileLock(data_home() / LOCK):
        uploads.clear()
        while os.getppid() == server:
            for ledger in uploads.waiting():
                _import(ledger, uploads, logbook)
            sleep(LOOK)


def _import(ledger: int, uploads: Uploads, logbook: Logbook) -> None:
    if logbook.ledger(ledger).begun is None:
        logbook.take_up(ledger)
    with wiring.decoding(logbook) as decode:
        for _ in run_import(wiring.open_sources(uploads.files(ledger)), logbook, decode, ledger):
            pass
    uploads.done(ledger)


def _end(_signal: int, _frame: FrameType | None) -> None:
    sys.exit()


if __name__ == "__main__":
    work()
