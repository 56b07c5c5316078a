"""Several processes at once, and processes that are killed; benchmarks/kill_imports.py does it at length."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from django.db import connections

from logbook.crowds import Place, import_together, kill_two, look_over, look_over_whole
from postgres import Server
from recordings import write_runs
from uncramp.logbook.databases import database_at
from uncramp.logbook.opening import open_logbook

FILES = 25


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of a watch."""
    folder = tmp_path_factory.mktemp("watch")
    write_runs(folder, FILES)
    return folder


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def place(request: pytest.FixtureRequest, folder: Path, home: Path) -> Place:
    """An empty place in each database, which the home is too."""
    environment = {"UNCRAMP_HOME": str(home)}
    if request.param == "PostgreSQL":
        server: Server = request.getfixturevalue("postgres_server")
        environment["UNCRAMP_DATABASE"] = server.new_database()
        default = connections.databases["default"]
        connections.databases[str(home)] = default | database_at(environment["UNCRAMP_DATABASE"])
    return Place(folder, environment, ("at-once",))


def test_processes_that_import_the_same_files_at_once_keep_each_once(place: Place, home: Path) -> None:
    """They also open, and so create, the logbook at once."""
    said = import_together(place, 3)
    names = place.digests
    assert said == Counter({(name, "read"): 1 for name in names} | {(name, "already there"): 2 for name in names})
    assert look_over_whole(open_logbook(home), place) == FILES


@pytest.mark.parametrize("place", ["SQLite"], indirect=True)
def test_killed_imports_lose_double_and_halve_nothing_and_the_same_command_goes_on(place: Place, home: Path) -> None:
    chance = Random(3)  # noqa: S311  # no secret
    acknowledged: set[str] = set()
    for _ in range(2):
        _, safe = kill_two(place, 0.4, chance)
        acknowledged |= safe
        look_over(open_logbook(home), place, acknowledged)
    import_together(place, 1)
    assert look_over_whole(open_logbook(home), place) == FILES
