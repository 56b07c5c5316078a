"""Open the logbook of a directory: set Django up, bring the tables up to date, find the runner."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from uncramp.domain.errors import LogbookError
from uncramp.domain.sentence import say
from uncramp.logbook.databases import database_in
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.home import data_home, make_home

if TYPE_CHECKING:
    from uncramp.logbook.store import DjangoLogbook

LOCAL_RUNNER = "local"
"""Name of the one runner of a machine without accounts."""
UPGRADE_LOCK = 0x756E6372616D70
"""Number of the lock under which PostgreSQL lets one process after the other bring the tables up to date."""


def open_logbook(home: Path | None = None) -> "DjangoLogbook":
    """Logbook of this machine's runner, created or brought up to date where needed.

    Parameters
    ----------
    home
        Data directory; by default :func:`uncramp.logbook.home.data_home`. One other than that of
        Django's settings is a database of its own beside Django's default.

    Raises
    ------
    InvalidValueError
        If ``UNCRAMP_HOME`` is no absolute path.
    LogbookError
        If the directory cannot be used, the file in it is no logbook, is in use for too long, or was
        written by a newer version of Uncramp.
    """
    place = data_home() if home is None else home.absolute()
    make_home(place)
    if not apps.ready:
        os.environ["DJANGO_SETTINGS_MODULE"] = "uncramp.web.settings"
        django.setup()
    from uncramp.logbook.models import RunnerRow  # noqa: PLC0415  # Django must be set up first
    from uncramp.logbook.store import DjangoLogbook  # noqa: PLC0415  # Django must be set up first

    database = _database_in(place)
    with failures_in_words(database):
        _bring_up_to_date(database)
        runner, _ = RunnerRow.objects.using(database).get_or_create(name=LOCAL_RUNNER)
    return DjangoLogbook(runner.pk, database)


def _database_in(home: Path) -> str:
    if home == settings.UNCRAMP_HOME:
        return DEFAULT_DB_ALIAS
    connections.databases.setdefault(str(home), connections.databases[DEFAULT_DB_ALIAS] | database_in(home))
    return str(home)


def _bring_up_to_date(database: str) -> None:
    connection = connections[database]
    executor = MigrationExecutor(connection)
    known = executor.loader.disk_migrations
    if any(key not in known for key in executor.loader.applied_migrations if key[0] == "logbook"):
        raise LogbookError(
            say(
                "The logbook {path} was written by a newer version of Uncramp; install that version to open it.",
                path=str(connection.settings_dict["NAME"]),
            )
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        # One transaction over all migrations: a second process waits and then finds nothing to do.
        with connection.constraint_checks_disabled(), transaction.atomic(using=database):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [UPGRADE_LOCK])
            call_command("migrate", database=database, interactive=False, verbosity=0)
