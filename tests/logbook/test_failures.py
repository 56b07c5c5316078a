import sqlite3
from pathlib import Path

import pytest
from django.db import Error, OperationalError, connections

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
