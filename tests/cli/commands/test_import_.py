import gzip
import json
import os
import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from time import sleep
from zipfile import ZipFile

import pytest

from cli.conftest import COMMAND, Uncramp
from recordings import write_runs
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
    assert finished.stdout.startswith("New runs: 3. Files: 3 read, ")
    assert len(json.loads(uncramp("runs", "--json").stdout)) == 3


def test_the_same_file_again_changes_nothing_and_says_so(uncramp: Uncramp, watch: list[Path]) -> None:
    uncramp("import", *watch)
    finished = uncramp("import", watch[0])
    assert finished.returncode == 0
    words = "already there, run 3. What it tells was there; nothing changed."
    assert finished.stdout.startswith(f"{watch[0].name}: {words}\n")
    assert len(json.loads(uncramp("runs", "--json").stdout)) == 3


def test_the_same_activity_in_another_file_is_kept_beside_the_first_and_can_be_separated(
    uncramp: Uncramp, watch: list[Path], tmp_path: Path
) -> None:
    uncramp("import", *watch)
    chained = tmp_path / "twice.fit"
    chained.write_bytes(watch[0].read_bytes() * 2)
    finished = uncramp("import", chained)
    assert finished.returncode == 0
    assert "twice.fit: same activity, run 3. One more file of it, kept beside the one" in finished.stdout
    assert len(json.loads(uncramp("runs", "--json").stdout)) == 3
    other = json.loads(uncramp("run", 3, "--json").stdout)["recordings"][-1]
    assert uncramp("separate", 3, other["number"]).stdout == "It is run 4 now.\n"
    assert len(json.loads(uncramp("runs", "--json").stdout)) == 4


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
    lines = finished.stdout.splitlines()
    for line in (
        "empty.fit: refused: the file is empty.",
        "letter.fit: refused: it is no activity file of a kind that can be read here.",
        f"{missing}: refused: there is no such file.",
    ):
        assert line in lines
    assert any(line.startswith("cut.fit: recovered, run ") for line in lines)
    assert any(line.startswith("New runs: 2. Files: 1 read, 1 recovered, ") for line in lines)
    assert finished.stderr == ""


def test_a_folder_and_a_zip_in_it_are_opened(uncramp: Uncramp, watch: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "watch"
    folder.mkdir()
    with ZipFile(folder / "export.zip", "w") as archive:
        archive.write(watch[0], "activities/first.fit")
        archive.writestr("activities/second.fit.gz", gzip.compress(watch[1].read_bytes()))
        archive.writestr("ReadMe.txt", "Dear runner")
    finished = uncramp("import", folder)
    assert finished.stdout.startswith("New runs: 2. ")
    assert finished.stdout.endswith("Other files in it, left out: 1.\n")


def test_nothing_readable_has_an_exit_code_of_its_own(uncramp: Uncramp, tmp_path: Path) -> None:
    assert uncramp("import", tmp_path / "missing.fit").returncode == 3


def test_the_ledger_comes_as_json(uncramp: Uncramp, watch: list[Path], tmp_path: Path) -> None:
    missing = tmp_path / "missing.fit"
    finished = uncramp("import", watch[0], missing, "--json")
    ledger = json.loads(finished.stdout)
    rows = {row["name"]: row for row in ledger["files"]}
    assert {name: row["outcome"] for name, row in rows.items()} == {watch[0].name: "read", str(missing): "refused"}
    assert (ledger["import"]["number"], rows[str(missing)]["reasons"]) == (1, ["there is no such file."])


@pytest.mark.parametrize("words", [(), ("a.fit", "--retry")])
def test_either_files_are_named_or_those_set_aside_are_tried_again(uncramp: Uncramp, words: tuple[str, ...]) -> None:
    finished = uncramp("import", *words)
    assert finished.returncode == 2
    assert "Name the files to import, or ask for --retry." in finished.stderr


def test_files_set_aside_are_tried_again_when_asked(uncramp: Uncramp, tmp_path: Path) -> None:
    letter = tmp_path / "letter.fit"
    letter.write_text("Dear runner")
    uncramp("import", letter)
    letter.unlink()
    finished = uncramp("import", "--retry")
    assert finished.returncode == 3
    assert finished.stdout.startswith("letter.fit: refused: it is no activity file")


def count_of_runs(home: Path) -> int:
    """As another program sees it, which may look before there is anything."""
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(home / "logbook.sqlite3")) as database:
        count: int = database.execute("SELECT count(*) FROM logbook_runrow").fetchone()[0]
        return count
    return 0


def test_an_import_that_is_interrupted_keeps_what_was_read_and_says_so(
    home: Path, uncramp: Uncramp, tmp_path: Path
) -> None:
    write_runs(tmp_path / "watch", 300)
    home.mkdir()
    environment = os.environ | {"UNCRAMP_HOME": str(home), "LANGUAGE": "en"}
    command = [*COMMAND, "import", str(tmp_path / "watch")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        while not count_of_runs(home):
            assert process.poll() is None
            sleep(0.02)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.split()[:8] == ["Stopped.", "What", "was", "read", "is", "safe", "in", "the"]
    (ledger,) = json.loads(uncramp("imports", "--json").stdout)
    assert ledger["is_stopped"]
    assert 0 < ledger["done"]["read"] == count_of_runs(home) < 300


@pytest.fixture
def watch_and_logbook(uncramp: Uncramp, tmp_path: Path) -> Path:
    """A folder of thirty files; the logbook is there and empty."""
    write_runs(tmp_path / "watch", 30)
    uncramp("runs")
    return tmp_path / "watch"


FULL = (
    "from uncramp.web.settings import DATABASES; "
    "DATABASES['default']['OPTIONS']['init_command'] += '; PRAGMA max_page_count = {pages}'"
)
NO_LARGER = "from resource import RLIMIT_FSIZE, setrlimit; setrlimit(RLIMIT_FSIZE, (700_000, 700_000))"
LIMITS = {
    "a full disk": (FULL, "No room is left for the logbook {path}; what was kept before is safe."),
    "a file that may not grow": (NO_LARGER, "The logbook {path} failed: disk I/O error."),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_where_no_room_is_left_an_import_says_so_keeps_what_it_read_and_goes_on_later(
    home: Path, uncramp: Uncramp, watch_and_logbook: Path, limit: str
) -> None:
    program, sentence = LIMITS[limit]
    with closing(sqlite3.connect(home / "logbook.sqlite3")) as database:
        pages = database.execute("PRAGMA page_count").fetchone()[0] + 12
    program = f"{program.format(pages=pages)}; {COMMAND[-1]}"
    command = [*COMMAND[:-1], program, "import", str(watch_and_logbook)]
    environment = os.environ | {"UNCRAMP_HOME": str(home), "LANGUAGE": "en"}
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert finished.returncode == 5
    assert finished.stderr == f"uncramp: {sentence.format(path=home / 'logbook.sqlite3')}\n"
    kept = count_of_runs(home)
    assert 0 < kept < 30
    assert uncramp("doctor").returncode == 0
    assert len(json.loads(uncramp("imports", 1, "--json").stdout)) == kept
    assert uncramp("import", watch_and_logbook).stdout.startswith(f"New runs: {30 - kept}. Files: {30 - kept} read, ")
    assert count_of_runs(home) == 30


@pytest.mark.parametrize("closed", ["logbook.sqlite3", "."], ids=["the file", "its directory"])
def test_where_nothing_may_be_written_an_import_says_so_and_leaves_all_as_it_was(
    home: Path, uncramp: Uncramp, watch_and_logbook: Path, closed: str
) -> None:
    place = home / closed
    mode = place.stat().st_mode
    place.chmod(mode & ~0o222)
    as_anyone = [] if os.geteuid() else ["setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override"]
    command = [*as_anyone, *COMMAND, "import", str(watch_and_logbook)]
    environment = os.environ | {"UNCRAMP_HOME": str(home), "LANGUAGE": "en"}
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    place.chmod(mode)
    assert finished.returncode == 5
    assert finished.stderr == f"uncramp: The logbook {home}/logbook.sqlite3 can only be read; nothing was written.\n"
    assert (count_of_runs(home), uncramp("imports").stdout) == (0, "Nothing was imported yet.\n")
    assert uncramp("doctor").returncode == 0


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
