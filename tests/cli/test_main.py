import json
import subprocess
import sys

import pytest

from cli.conftest import Uncramp
from uncramp.cli.main import COMMANDS


def test_help_names_every_command_and_the_exit_codes(uncramp: Uncramp) -> None:
    text = uncramp("--help").stdout
    assert all(f" {name} " in text for name in COMMANDS)
    assert "Exit codes: 0 done" in text


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_described_and_speaks_json(name: str, uncramp: Uncramp) -> None:
    text = uncramp(name, "--help").stdout
    assert " ".join(COMMANDS[name][1].split()[:3]) in " ".join(text.split())
    assert "--json" in text


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, json; import uncramp.cli.main; print(json.dumps(sorted(sys.modules)))"
    finished = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not {"django", "numpy", "scipy", "lxml"} & set(json.loads(finished.stdout))
