"""The real command in a process of its own, in a home of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

Uncramp = Callable[..., subprocess.CompletedProcess[str]]
COMMAND = [sys.executable, "-W", "error", "-c", "from uncramp.cli.main import run_app; run_app()"]


def invoke(home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"UNCRAMP_HOME": str(home), "COLUMNS": "100", "LANGUAGE": "en"}
    return subprocess.run(
        [*COMMAND, *map(str, words)], env=environment, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def uncramp(home: Path) -> Uncramp:
    """The command in an empty home."""
    return lambda *words: invoke(home, *words)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A home in which the demo has run, and what it printed."""
    home = tmp_path_factory.mktemp("demo")
    today = datetime.now(UTC).date().isoformat()
    finished = invoke(home, "demo", "--no-serve")
    return home / "demo" / today, finished


@pytest.fixture
def sampled(demo: tuple[Path, subprocess.CompletedProcess[str]], home: Path) -> Uncramp:
    """The command in a home of its own that holds the sample runner's logbook."""
    shutil.copytree(demo[0], home)
    return lambda *words: invoke(home, *words)
