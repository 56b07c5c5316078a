import gzip
import json
import shutil
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from cli.conftest import Uncramp
from uncramp.cli.demo.sample import sample_runner


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three files of a watch."""
    folder = tmp_path_factory.mktemp("watch")
    paths = []
    for original, _ in zip(sample_runner(date(2026, 11, 1)).originals(), range(3), strict=False):
        path = folder / original.name
        path.write_bytes(original.content)
        paths.append(path)
    return paths


def test_files_come_into_the_logbook(uncramp: Uncramp, watch: list[Path]) -> None:
    finished = uncramp("import", *watch)
    assert finished.returncode == 0
    assert finished.stdout == "3 new in the logbook, 0 there before, 0 refused.\n"
    assert len(json.loads(uncramp("runs", "--json").stdout)) == 3


def test_the_same_file_again_changes_nothing_and_says_so(uncramp: Uncramp, watch: list[Path]) -> None:
    uncramp("import", *watch)
    finished = uncramp("import", watch[0])
    assert finished.returncode == 0
    assert f"{watch[0].name}: already in the logbook, nothing changed." in finished.stdout
    assert len(json.loads(uncramp("runs", "--json").stdout)) == 3


def test_the_same_activity_in_another_file_changes_nothing_and_says_so(
    uncramp: Uncramp, watch: list[Path], tmp_path: Path
) -> None:
    uncramp("import", *watch)
    chained = tmp_path / "twice.fit"
    chained.write_bytes(watch[0].read_bytes() * 2)
    finished = uncramp("import", chained)
    assert finished.returncode == 0
    assert "twice.fit: the same activity as run 1, nothing changed." in finished.stdout
    assert len(json.loads(uncramp("runs", "--json").stdout)) == 3


def test_bad_files_get_a_sentence_each_and_the_rest_goes_on(
    uncramp: Uncramp, watch: list[Path], tmp_path: Path
) -> None:
    empty = tmp_path / "empty.fit"
    empty.touch()
    letter = tmp_path / "letter.fit"
    letter.write_text("Dear runner")
    cut = tmp_path / "cut.fit"
    cut.write_bytes(watch[0].read_bytes()[:5000])
    missing = tmp_path / "missing.fit"
    finished = uncramp("import", empty, letter, cut, missing, watch[1])
    assert finished.returncode == 1
    lines = finished.stdout.replace("\n", " ")
    for name in ("empty.fit", "letter.fit", "cut.fit", "missing.fit"):
        assert f"{name}: " in lines.replace("  ", " ")
    assert "1 new in the logbook, 0 there before, 4 refused." in finished.stdout
    assert "Traceback" not in finished.stderr


def test_a_folder_and_a_zip_in_it_are_opened(uncramp: Uncramp, watch: list[Path], tmp_path: Path) -> None:
    with ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.write(watch[0], "activities/first.fit")
        archive.writestr("activities/second.fit.gz", gzip.compress(watch[1].read_bytes()))
    finished = uncramp("import", tmp_path)
    assert finished.stdout == "2 new in the logbook, 0 there before, 0 refused.\n"


def test_nothing_readable_has_an_exit_code_of_its_own(uncramp: Uncramp, tmp_path: Path) -> None:
    assert uncramp("import", tmp_path / "missing.fit").returncode == 3


def test_the_ledger_comes_as_json(uncramp: Uncramp, watch: list[Path], tmp_path: Path) -> None:
    missing = tmp_path / "missing.fit"
    finished = uncramp("import", watch[0], missing, "--json")
    rows = json.loads(finished.stdout)
    assert [row["outcome"] for row in rows] == ["read", "refused"]
    assert rows[1]["sentence"] == f"{missing}: there is no such file."


def test_an_unusable_home_is_one_sentence(watch: list[Path], uncramp: Uncramp, home: Path) -> None:
    home.write_text("a file, not a folder")
    finished = uncramp("import", watch[0])
    assert finished.returncode == 5
    assert finished.stderr.startswith("uncramp: ")
    assert "Traceback" not in finished.stderr


def test_a_damaged_logbook_is_one_sentence(watch: list[Path], uncramp: Uncramp, home: Path) -> None:
    home.mkdir()
    shutil.copy(watch[0], home / "logbook.sqlite3")
    finished = uncramp("import", watch[0])
    assert finished.returncode == 5
    assert "Traceback" not in finished.stderr
