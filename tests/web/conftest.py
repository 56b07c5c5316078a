"""The application on a database of the test's own."""

from collections.abc import Iterator

import pytest

from uncramp.usecases.ports import Logbook
from uncramp.web import wiring
from web.outings import fill, recent_mornings


@pytest.fixture
def logbook(db: None) -> Iterator[Logbook]:  # noqa: ARG001  # it makes the database
    """The empty logbook that the pages show."""
    wiring.the_logbook.cache_clear()
    yield wiring.the_logbook()
    wiring.the_logbook.cache_clear()


@pytest.fixture
def filled(logbook: Logbook) -> Logbook:
    """The same with a few runs of the last weeks."""
    fill(logbook, recent_mornings())
    return logbook
