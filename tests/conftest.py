"""No test reaches the data of whoever runs it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

import postgres

hypothesis_settings.register_profile("house", deadline=None)  # a test says nothing of time
hypothesis_settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNCRAMP_HOME", str(home))
        patch.delenv("UNCRAMP_DATABASE", raising=False)
        patch.setattr(settings, "UNCRAMP_HOME", home)
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """A data directory of the test's own; every logbook opened in it or elsewhere is closed afterwards."""
    monkeypatch.setenv("UNCRAMP_HOME", str(tmp_path / "home"))
    before = set(connections.databases)
    with django_db_blocker.unblock():
        yield tmp_path / "home"
        for database in set(connections.databases) - before:
            connections[database].close()
            del connections[database]
            del connections.databases[database]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL server of the tests' own; without the programs the test is skipped, but fails where all must be."""
    reason = postgres.missing()
    if reason is not None and os.environ.get("CI"):
        pytest.fail(reason)
    if reason is not None:
        pytest.skip(reason)
    with postgres.server() as server:
        yield server
