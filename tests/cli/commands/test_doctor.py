import json
import sqlite3
from contextlib import closing
from pathlib import Path

from cli.conftest import Uncramp


def test_a_sound_logbook_is_well(sampled: Uncramp) -> None:
    finished = sampled("doctor")
    assert finished.returncode == 0
    assert "All is well." in finished.stdout


def test_a_changed_original_is_found(sampled: Uncramp, home: Path) -> None:
    with closing(sqlite3.connect(home / "logbook.sqlite3")) as database, database:
        database.execute("UPDATE logbook_originalrow SET content = substr(content, 1, 900) WHERE id = 7")
    finished = sampled("doctor", "--json")
    assert finished.returncode == 6
    assert len(json.loads(finished.stdout)["findings"]) == 1
