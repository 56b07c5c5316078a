"""The worker as the server starts it: a process of its own, which ends with its server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from pytest_django import DjangoDbBlocker

from uncramp.cli.demo.activity_file import activity_file
from uncramp.logbook.opening import open_logbook
from uncramp.logbook.uploads import Uploads
from uncramp.usecases.ports import KeptImport, Logbook
from web.outings import outing

WORKER = [sys.executable, "-m", "uncramp.cli.worker"]
MOMENT = datetime(2026, 3, 1, 6, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """A data directory of the test's own, whose logbook is closed afterwards."""
    with django_db_blocker.unblock():
        yield tmp_path / "home"
        for database in set(connections.databases) - {DEFAULT_DB_ALIAS}:
            connections[database].close()
            del connections[database]
            del connections.databases[database]


@contextmanager
def working(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(WORKER, env=os.environ | {"UNCRAMP_HOME": str(home)}, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.terminate()


def upload(book: Logbook, home: Path, count: int) -> int:
    uploads = Uploads(home)
    folder = uploads.arriving()
    for number in range(count):
        (folder / f"{number:03}").mkdir()
        (folder / f"{number:03}" / "run.fit").write_bytes(activity_file(outing(MOMENT + timedelta(days=number))))
    ledger = book.begin_import("run.fit", is_waiting=True)
    uploads.arrived(folder, ledger)
    return ledger


def wait(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.1)
    pytest.fail("the worker did not come to it")


def kept(book: Logbook, ledger: int) -> KeptImport:
    return book.ledger(ledger)


def test_what_waits_is_imported_and_its_files_go(home: Path) -> None:
    book = open_logbook(home)
    ledger = upload(book, home, 3)
    with working(home):
        wait(lambda: kept(book, ledger).ended is not None)
        wait(lambda: Uploads(home).waiting() == [])
    assert len(book.runs()) == 3
    assert [entry.place for entry in book.entries(ledger)] == [0, 1, 2]


def test_a_worker_that_was_killed_is_followed_by_one_that_goes_on(home: Path) -> None:
    book = open_logbook(home)
    ledger = upload(book, home, 60)
    with working(home) as worker:
        wait(lambda: len(book.entries(ledger)) > 5)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    before = book.entries(ledger)
    assert len(before) < 60
    with working(home):
        wait(lambda: kept(book, ledger).ended is not None)
    assert len(book.runs()) == 60
    assert book.entries(ledger)[: len(before)] == before
    assert {run.number for run in book.runs()} == {run for entry in book.entries(ledger) for run in entry.runs}


def test_an_import_that_is_asked_to_stop_stops(home: Path) -> None:
    book = open_logbook(home)
    ledger = upload(book, home, 60)
    with working(home):
        wait(lambda: len(book.entries(ledger)) > 5)
        book.stop_import(ledger)
        wait(lambda: kept(book, ledger).ended is not None)
    assert kept(book, ledger).is_stopped
    assert len(book.runs()) == len(book.entries(ledger)) < 60


def test_of_two_workers_one_works(home: Path) -> None:
    book = open_logbook(home)
    with working(home), working(home):
        ledger = upload(book, home, 10)
        wait(lambda: kept(book, ledger).ended is not None)
    assert len(book.entries(ledger)) == 10
