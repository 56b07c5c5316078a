"""Logbooks of the database of the tests."""

from itertools import count

from django.db import DEFAULT_DB_ALIAS

from logbook.samples import file, new_run, reading
from uncramp.logbook.models import RunnerRow
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.ports import Logbook

_names = count()


def new_logbook(database: str = DEFAULT_DB_ALIAS) -> DjangoLogbook:
    """Logbook of one more runner of the same database."""
    return DjangoLogbook(RunnerRow.objects.using(database).create(name=f"runner {next(_names)}").pk, database)


def kept(book: Logbook, day: int, content: bytes | None = None) -> int:
    """Number of a run kept on that day."""
    content = day.to_bytes(2, "big") if content is None else content
    (number,) = book.keep(file(content=content), reading(new_run(day))).runs
    return number
