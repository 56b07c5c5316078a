import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import Uncramp
from uncramp.domain.diary import Muscle


@pytest.mark.parametrize("muscle", list(Muscle))
def test_every_muscle_has_steps_and_the_red_flags(uncramp: Uncramp, muscle: Muscle) -> None:
    finished = uncramp("relief", muscle)
    assert finished.returncode == 0
    assert "1. Slow down and stop" in finished.stdout
    assert "More than a cramp?" in finished.stdout


def test_relief_needs_no_home(home: Path, uncramp: Uncramp) -> None:
    home.write_text("not a folder")
    assert uncramp("relief").returncode == 0
    assert len(json.loads(uncramp("relief", "calf", "--json").stdout)["red_flags"]) >= 9


def test_relief_loads_neither_the_web_nor_arrays() -> None:
    code = (
        "import sys; from uncramp.cli.main import app; app(['relief'], standalone_mode=False); "
        "print(sorted({'django', 'numpy', 'scipy', 'sqlite3'} & set(sys.modules)), file=sys.stderr)"
    )
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert finished.stderr == "[]\n"
