import csv
import json
from pathlib import Path

import pytest

from cli.conftest import Uncramp
from recordings import write_runs


@pytest.fixture
def imported(uncramp: Uncramp, tmp_path: Path) -> Uncramp:
    """The command after an import of a run, the same again and a letter."""
    (run,) = write_runs(tmp_path / "watch", 1)
    (tmp_path / "watch" / "again.fit").write_bytes(run.read_bytes())
    (tmp_path / "watch" / "letter.fit").write_text("Dear [bold]runner[/bold]")
    uncramp("import", tmp_path / "watch")
    return uncramp


def test_imports_are_listed_newest_first_with_what_became_of_them(imported: Uncramp, tmp_path: Path) -> None:
    imported("import", tmp_path / "watch" / "letter.fit")
    rows = [line.split() for line in imported("imports").stdout.splitlines() if " New runs:" in line]
    assert [(row[0], row[3]) for row in rows] == [("2", "letter.fit"), ("1", "watch")]
    assert [each["number"] for each in json.loads(imported("imports", "--json").stdout)] == [2, 1]


def test_each_file_of_an_import_is_told(imported: Uncramp) -> None:
    finished = imported("imports", 1)
    assert finished.returncode == 0
    lines = finished.stdout.splitlines()
    assert "watch/letter.fit: refused: it is no activity file of a kind that can be read here." in lines
    assert sum("already there, run 1. What it tells was there" in line for line in lines) == 1
    assert sum(line.endswith(".fit: read, run 1.") for line in lines) == 1


def test_the_rows_come_as_a_table_for_spreadsheets_and_as_json(imported: Uncramp) -> None:
    rows = list(csv.DictReader(imported("imports", 1, "--csv").stdout.splitlines()))
    entries = json.loads(imported("imports", 1, "--json").stdout)
    assert [row["file"] for row in rows] == [entry["name"] for entry in entries]
    assert sorted((row["outcome"], row["runs"]) for row in rows) == [
        ("already there", "1"),
        ("read", "1"),
        ("refused", ""),
    ]


def test_an_import_that_is_not_there_is_not_found(imported: Uncramp) -> None:
    finished = imported("imports", 7)
    assert (finished.returncode, finished.stdout) == (4, "")
    assert finished.stderr == "uncramp: There is no import 7 in the logbook.\n"


def test_a_table_needs_an_import(imported: Uncramp) -> None:
    assert imported("imports", "--csv").returncode == 2


def test_a_logbook_without_imports_says_so(uncramp: Uncramp) -> None:
    assert uncramp("imports").stdout == "Nothing was imported yet.\n"
