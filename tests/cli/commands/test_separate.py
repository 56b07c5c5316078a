import json
from pathlib import Path

import pytest

from cli.conftest import Uncramp
from recordings import write_runs


@pytest.fixture
def linked(uncramp: Uncramp, tmp_path: Path) -> Uncramp:
    """The command with one run that two files tell of."""
    (run,) = write_runs(tmp_path, 1)
    uncramp("import", run)
    twice = tmp_path / "twice.fit"
    twice.write_bytes(2 * run.read_bytes())
    uncramp("import", twice)
    return uncramp


def test_one_of_two_files_becomes_a_run_of_its_own(linked: Uncramp) -> None:
    other = json.loads(linked("run", 1, "--json").stdout)["recordings"][-1]
    assert json.loads(linked("separate", 1, other["number"], "--json").stdout) == {"run": 2}
    assert {run["number"]: run["file_name"] for run in json.loads(linked("runs", "--json").stdout)} == {
        1: "0000.fit",
        2: "twice.fit",
    }
    assert linked("doctor").returncode == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [((1, 4), "Run 1 has no file 4 beside others."), ((9, 1), "There is no run 9 in the logbook.")],
)
def test_what_is_not_there_cannot_be_separated(linked: Uncramp, words: tuple[int, int], sentence: str) -> None:
    finished = linked("separate", *words)
    assert (finished.returncode, finished.stderr) == (4, f"uncramp: {sentence}\n")
