"""The use cases stand on the real logbook, in the database of the tests."""

import pytest

from logbook.books import new_logbook
from uncramp.usecases.ports import Logbook


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every use case may ask the logbook."""


@pytest.fixture
def logbook() -> Logbook:
    """An empty logbook."""
    return new_logbook()
