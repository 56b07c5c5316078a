"""Files made to do harm, through the whole of an import as a user would start it."""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from cli.conftest import invoke
from formats.real_files import attack_files

KEPT = {"read", "recovered", "same activity", "already there"}
TABLE = "csv_formula.csv"
"""A table without activities: left out, and what is dangerous in it never comes to an export of ours."""


def test_every_file_made_to_do_harm_ends_as_wanted_and_nothing_is_written_elsewhere(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder, wanted = attack_files(request.config)
    home = tmp_path / "place" / "home"
    home.parent.mkdir()
    before = set(Path("/").glob("*")) | set(folder.iterdir())
    imported = invoke(home, "import", folder, "--json")
    assert "Traceback" not in imported.stderr
    outcomes = defaultdict(set)
    for entry in json.loads(imported.stdout)["files"]:
        outcomes[entry["name"].split("/")[1]].add(entry["outcome"])
    assert wanted.keys() - outcomes.keys() == {TABLE}
    assert {name: outcomes[name] for name, want in wanted.items() if want == "refuse" and outcomes[name] & KEPT} == {}
    read = {name: outcomes[name] & KEPT for name, want in wanted.items() if want in {"accept", "flag"}}
    assert {name for name, kept in read.items() if not kept} == {TABLE}
    assert set(Path("/").glob("*")) | set(folder.iterdir()) == before
    assert [path.name for path in tmp_path.iterdir()] == ["place"]
    assert [path.name for path in home.parent.iterdir()] == ["home"]
    assert {path.name.partition("-")[0] for path in home.iterdir()} == {"logbook.sqlite3"}
    assert json.loads(invoke(home, "doctor", "--json").stdout)["findings"] == []
