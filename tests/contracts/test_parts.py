import os
import re
import subprocess
import sys
import tomllib

import pytest

from contracts.source import ROOT, SRC, modules

CORE = ("domain", "physiology", "evidence", "exposure", "risk", "advice", "usecases")
EXTRAS: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
    "optional-dependencies"
]
APP = [re.split(r"\W", requirement)[0] for requirement in EXTRAS["app"]]

WITHOUT = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(name)

BLOCKED, NAMES = (argument.split() for argument in sys.argv[1:])
sys.meta_path.insert(0, Absent())
for name in NAMES:
    __import__(name)
"""


def import_without(blocked: list[str], names: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, " ".join(blocked), " ".join(names)]
    environment = os.environ | {"PYTHONPATH": str(SRC)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # our own


def test_the_science_imports_with_the_application_absent() -> None:
    names = [module.name for layer in CORE for module in modules(layer)]
    assert len(names) > len(CORE)
    result = import_without(APP, names)
    assert result.returncode == 0, result.stderr


def test_files_are_read_with_the_application_absent() -> None:
    result = import_without(APP, ["uncramp.formats.readers"])
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("blocked", ["django", "typer", "rich"])
def test_what_must_be_absent_is_among_the_blocked(blocked: str) -> None:
    assert blocked in APP


def test_relief_imports_without_arrays() -> None:
    result = import_without([*APP, "numpy", "scipy", "cattrs"], ["uncramp.advice.relief"])
    assert result.returncode == 0, result.stderr


def test_a_blocked_import_is_noticed() -> None:
    assert "ModuleNotFoundError: numpy" in import_without(["numpy"], ["uncramp.domain.streams"]).stderr
