import re
import subprocess
from pathlib import Path

Demo = tuple[Path, subprocess.CompletedProcess[str]]


def test_the_demo_imports_a_season_and_prints_the_plan(demo: Demo) -> None:
    finished = demo[1]
    assert finished.returncode == 0, finished.stderr
    assert finished.stderr == ""
    for heading in ("Plan for 42.2 km", "How likely is a cramp?", "Why", "Pace", "Drink", "Warm-up", "Cool-down"):
        assert heading in finished.stdout
    assert re.search(r"A sample runner: 1\d\d files of 40 weeks, 1\d\d of them new\.", finished.stdout)


def test_the_demo_keeps_away_from_the_own_logbook(demo: Demo) -> None:
    home = demo[0]
    assert (home / "logbook.sqlite3").exists()
    assert not (home.parents[1] / "logbook.sqlite3").exists()
