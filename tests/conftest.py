"""No test reaches the data of whoever runs it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

hypothesis_settings.register_profile("house", deadline=None)  # a test says nothing of time
hypothesis_settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _home_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNCRAMP_HOME", str(home))
        patch.setattr(settings, "UNCRAMP_HOME", home)
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: DjangoDbBlocker) -> Iterator[Path]:
    """A data directory of the test's own; every logbook opened in it or elsewhere is closed afterwards."""
    monkeypatch.setenv("UNCRAMP_HOME", str(tmp_path / "home"))
    with django_db_blocker.unblock():
        yield tmp_path / "home"
        for database in set(connections.databases) - {DEFAULT_DB_ALIAS}:
            connections[database].close()
            del connections[database]
            del connections.databases[database]
