"""Where a logbook lies: a SQLite file in a home, or PostgreSQL if the environment names one."""

import os
from pathlib import Path
from typing import Any

from uncramp.domain.errors import invalid
from uncramp.logbook.home import DATABASE_FILE

_PARTS = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def default_database(home: Path) -> dict[str, Any]:
    """Django's settings of the database that ``UNCRAMP_DATABASE`` names, else of that in the home.

    Raises
    ------
    InvalidValueError
        If ``UNCRAMP_DATABASE`` is no URL of a PostgreSQL database, or what reaches one is not installed.
    """
    url = os.environ.get("UNCRAMP_DATABASE")
    return database_at(url) if url else database_in(home)


def database_in(home: Path) -> dict[str, Any]:
    """Django's settings of the database in a home."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(home / DATABASE_FILE),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # writers queue up at the start, where waiting is safe
            "timeout": 30.0,  # s
            "init_command": "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 0",
        },
    }


def database_at(url: str) -> dict[str, Any]:
    """Django's settings of a PostgreSQL database; a refusal does not repeat the URL, which may hold a password.

    Parameters
    ----------
    url
        As PostgreSQL itself takes it, with all its options.

    Raises
    ------
    InvalidValueError
        If it is no such URL, or psycopg is not installed.
    """
    try:
        from psycopg import ProgrammingError  # noqa: PLC0415  # an extra
        from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415  # an extra
    except ImportError as error:
        raise invalid('A logbook in PostgreSQL needs more: pip install "uncramp[postgres]".') from error
    try:
        told = conninfo_to_dict(url) if url.startswith(("postgresql://", "postgres://")) else {}
    except ProgrammingError:
        told = {}
    if "dbname" not in told:
        raise invalid("UNCRAMP_DATABASE must be a URL like postgresql://user:password@host/database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        **{_PARTS[name]: str(value) for name, value in told.items() if name in _PARTS},
        "OPTIONS": {name: value for name, value in told.items() if name not in _PARTS},
    }
