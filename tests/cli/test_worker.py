"""The worker as the server starts it: a process of its own, which ends with its server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections
from pytest_django import DjangoDbBlocker

from uncramp.cli.demo.activity_file import activity_file
from uncramp.cli.worker import import_upload
from uncramp.domain.errors import LogbookError
from uncramp.domain.sentence import say
from uncramp.logbook.opening import open_logbook
from uncramp.logbook.uploads import Uploads
from uncramp.usecases.ports import KeptImport, Logbook, Original, Outcome
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
    ledger = upload(book, home, 300)
    with working(home):
        wait(lambda: len(book.entries(ledger)) > 5)
        book.stop_import(ledger)
        wait(lambda: kept(book, ledger).ended is not None)
    assert kept(book, ledger).is_stopped
    assert len(book.runs()) == len(book.entries(ledger)) < 300


def test_of_two_workers_one_works(home: Path) -> None:
    book = open_logbook(home)
    with working(home), working(home):
        ledger = upload(book, home, 10)
        wait(lambda: kept(book, ledger).ended is not None)
    assert len(book.entries(ledger)) == 10


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_end_says_nothing_and_counts_no_fault(home: Path, told: signal.Signals) -> None:
    book = open_logbook(home)
    ledger = upload(book, home, 300)
    with working(home) as worker:
        wait(lambda: len(book.entries(ledger)) > 5)
        worker.send_signal(told)
        _, said = worker.communicate(timeout=60)
    assert (worker.returncode, said) == (0, b"")
    assert kept(book, ledger).ended is None
    assert Uploads(home).attempt(ledger) == 0


def test_an_upload_of_no_import_is_put_aside_and_the_next_is_imported(home: Path) -> None:
    book = open_logbook(home)
    Uploads(home).arrived(Uploads(home).arriving(), 0)
    ledger = upload(book, home, 1)
    with working(home):
        wait(lambda: kept(book, ledger).ended is not None)
        wait(lambda: Uploads(home).waiting() == [])
    assert len(book.runs()) == 1
    assert len(list((home / "uploads").glob("lost-0-*"))) == 1


def test_what_was_set_aside_is_tried_again_where_an_upload_has_no_files(home: Path) -> None:
    book = open_logbook(home)
    book.set_aside(Original("run.fit", activity_file(outing(MOMENT))), say("a version that could not read it"))
    ledger = upload(book, home, 0)
    with working(home):
        wait(lambda: kept(book, ledger).ended is not None)
    assert [entry.outcome for entry in book.entries(ledger)] == [Outcome.READ]
    assert len(book.runs()) == 1


@dataclass
class Failing:
    """A logbook whose import of one upload goes wrong as it is told; of the rest it is the real one."""

    book: Logbook
    error: Exception

    def __getattr__(self, name: str) -> object:
        return getattr(self.book, name)

    def take_up(self, _ledger: int) -> None:
        raise self.error


def held_up() -> LogbookError:
    """As the store raises it."""
    error = LogbookError(say("No room is left."))
    error.__cause__ = OperationalError("database or disk is full")
    return error


def attempt(home: Path, book: Logbook, ledger: int, error: Exception) -> bool:
    return import_upload(ledger, Uploads(home), cast("Logbook", Failing(book, error)))


def test_an_import_that_cannot_go_on_ends_with_the_reason_and_its_files_go(home: Path) -> None:
    book = open_logbook(home)
    ledger = upload(book, home, 1)
    assert attempt(home, book, ledger, LogbookError(say("The kept file is not what it was.")))
    assert str(kept(book, ledger).failure) == "The kept file is not what it was."
    assert kept(book, ledger).ended is not None
    assert Uploads(home).waiting() == []


def test_an_import_waits_for_room_on_the_disk_as_often_as_it_must(home: Path) -> None:
    book = open_logbook(home)
    ledger = upload(book, home, 1)
    assert not any(attempt(home, book, ledger, held_up()) for _ in range(4))
    assert kept(book, ledger).ended is None
    assert import_upload(ledger, Uploads(home), book)
    assert len(book.runs()) == 1
    assert Uploads(home).waiting() == []


def test_a_fault_ends_the_worker_twice_and_then_the_import(home: Path) -> None:
    book = open_logbook(home)
    ledger = upload(book, home, 1)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            attempt(home, book, ledger, ZeroDivisionError())
        assert kept(book, ledger).ended is None
    assert attempt(home, book, ledger, ZeroDivisionError())
    assert str(kept(book, ledger).failure) == "A fault in Uncramp stopped it twice."
    assert Uploads(home).waiting() == []


def test_an_import_that_had_ended_is_not_begun_again(home: Path) -> None:
    book = open_logbook(home)
    ledger = upload(book, home, 1)
    book.end_import(ledger, 0)
    before = kept(book, ledger)
    assert attempt(home, book, ledger, ZeroDivisionError())
    assert kept(book, ledger) == before
    assert Uploads(home).waiting() == []


def test_what_was_broken_off_long_ago_is_cleared_while_the_worker_works(home: Path) -> None:
    book = open_logbook(home)
    with working(home):
        ledger = upload(book, home, 1)
        wait(lambda: kept(book, ledger).ended is not None)
        old = Uploads(home).arriving()
        os.utime(old, (0, 0))
        wait(lambda: not old.exists())
