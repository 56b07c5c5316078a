import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from zipfile import ZipFile

import pytest

from contracts.source import PACKAGE, ROOT, SRC

NEEDED = [
    "py.typed",
    "domain/quantities.toml",
    "evidence/data/bibliography.toml",
    "evidence/data/experiments.toml",
    "evidence/data/norms/berlin.toml",
    "evidence/data/norms/fade.toml",
    "evidence/data/norms/pace_profile.toml",
    "evidence/data/priors.toml",
    "exposure/covariates.toml",
    "physiology/data/in_race.toml",
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names in the wheel that would be published now."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # our own interpreter
    assert built.returncode == 0, built.stderr
    (archive,) = folder.glob("*.whl")
    return set(ZipFile(archive).namelist())


@pytest.mark.parametrize("place", NEEDED)
def test_the_package_finds_its_data(place: str) -> None:
    assert files("uncramp").joinpath(place).is_file()


def test_the_wheel_holds_all_that_lies_in_the_package(wheel: set[str]) -> None:
    lying = {path.relative_to(SRC).as_posix() for path in PACKAGE.rglob("*") if path.is_file() and is_source(path)}
    assert {f"uncramp/{place}" for place in NEEDED} <= lying
    assert lying - wheel == set()


def is_source(path: Path) -> bool:
    return "__pycache__" not in path.parts and path.suffix != ".pyc"


def test_the_wheel_holds_nothing_but_the_package_and_its_licence(wheel: set[str]) -> None:
    assert {name.partition("/")[0].partition("-")[0] for name in wheel} == {"uncramp"}
    assert any(name.endswith("licenses/LICENSE") for name in wheel)
