"""The two databases that a logbook may lie in."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from pytest_django import DjangoDbBlocker

from logbook.books import new_logbook
from postgres import Server
from uncramp.logbook.databases import database_at
from uncramp.logbook.models import RunnerRow
from uncramp.logbook.store import DjangoLogbook

POSTGRESQL = "postgresql"


@pytest.fixture(scope="session")
def postgresql(postgres_server: Server, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Alias of a database in PostgreSQL, with the tables of today."""
    default = connections.databases[DEFAULT_DB_ALIAS]
    connections.databases[POSTGRESQL] = default | database_at(postgres_server.new_database())
    with django_db_blocker.unblock():
        call_command("migrate", database=POSTGRESQL, interactive=False, verbosity=0)
        yield POSTGRESQL
        connections[POSTGRESQL].close()
    del connections[POSTGRESQL]
    del connections.databases[POSTGRESQL]


@pytest.fixture(params=[pytest.param("SQLite", marks=pytest.mark.django_db), "PostgreSQL"])
def database(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Alias of each database in turn, empty."""
    if request.param == "SQLite":
        request.getfixturevalue("db")
        yield DEFAULT_DB_ALIAS
        return
    alias: str = request.getfixturevalue("postgresql")
    with django_db_blocker.unblock():
        yield alias
        with connections[alias].cursor() as cursor:
            cursor.execute(f"TRUNCATE {RunnerRow._meta.db_table} CASCADE")  # noqa: SLF001  # Django's public name


@pytest.fixture
def book(database: str) -> DjangoLogbook:
    """An empty logbook in each database."""
    return new_logbook(database)
