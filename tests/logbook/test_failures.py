import sqlite3
from pathlib import Path

import pytest
from django.db import Error, OperationalError, connections, transaction
from pytest_django import DjangoDbBlocker

from logbook.books import new_logbook
from logbook.samples import file, new_run, reading
from uncramp.domain.errors import LogbookError
from uncramp.domain.runner import Runner
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.home import DATABASE_FILE
from uncramp.logbook.opening import open_logbook


def failure(name: str) -> Error:
    """What Django raises for SQLite's error of that name."""
    cause = sqlite3.OperationalError("some words of its own")
    cause.sqlite_errorname = name
    error = OperationalError("some words of its own")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SQLITE_BUSY", "Another program is writing"),
        ("SQLITE_BUSY_SNAPSHOT", "Another program is writing"),
        ("SQLITE_READONLY_DBMOVED", "can only be read"),
        ("SQLITE_FULL", "No room is left"),
        ("SQLITE_CANTOPEN", "cannot be opened"),
        ("SQLITE_NOTADB", "is not a logbook"),
        ("SQLITE_CORRUPT_INDEX", "is damaged"),
        ("SQLITE_IOERR_WRITE", "failed: some words of its own"),
    ],
)
def test_an_error_of_the_database_is_one_sentence(name: str, words: str) -> None:
    with pytest.raises(LogbookError, match=words) as caught, failures_in_words("default"):
        raise failure(name)
    assert str(connections["default"].settings_dict["NAME"]) in str(caught.value)


def test_an_error_without_sqlites_name_keeps_its_own_words() -> None:
    with pytest.raises(LogbookError, match="failed: out of memory"), failures_in_words("default"):
        raise OperationalError("out of memory")


def test_of_many_lines_the_first_is_said() -> None:
    with pytest.raises(LogbookError, match=r"failed: no server at /run\.$"), failures_in_words("default"):
        raise OperationalError("no server at /run\n\tIs it running?")


def test_postgresql_that_can_only_be_read_is_said(postgresql: str, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        book = new_logbook(postgresql)
        with connections[postgresql].cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on")
        with pytest.raises(LogbookError, match=r"^The logbook uncramp_\d+ can only be read; nothing was written\.$"):
            book.keep(file(), reading(new_run()))
        with connections[postgresql].cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = off")
        assert book.runs() == []


def test_postgresql_that_waits_too_long_for_another_is_said(
    postgresql: str, django_db_blocker: DjangoDbBlocker
) -> None:
    with django_db_blocker.unblock():
        book = new_logbook(postgresql)
        other = connections[postgresql].copy()
        with transaction.atomic(using=postgresql), connections[postgresql].cursor() as cursor:
            cursor.execute("SELECT 1 FROM logbook_runnerrow FOR UPDATE")
            with other.cursor() as impatient:
                impatient.execute("SET lock_timeout = 1")
                with pytest.raises(LogbookError, match="try again"), failures_in_words(postgresql):
                    impatient.execute("SELECT 1 FROM logbook_runnerrow FOR UPDATE")
        other.close()
        book.save_runner(Runner(mass=60.0))


def test_a_logbook_that_can_only_be_read_is_said(home: Path) -> None:
    book = open_logbook(home)
    with connections[book.database].cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    with pytest.raises(LogbookError, match=r"can only be read; nothing was written\.$"):
        book.save_runner(Runner(mass=60.0))


def test_a_damaged_logbook_is_said(home: Path) -> None:
    book = open_logbook(home)
    book.keep(file(), reading(new_run()))
    connections[book.database].close()
    content = (home / DATABASE_FILE).read_bytes()
    (home / DATABASE_FILE).write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with pytest.raises(LogbookError, match=r"is damaged; restore it from a backup\.$"):
        book.runs()
