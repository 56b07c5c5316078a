"""Real activity files, which lie beside the repository and are never part of it."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "corpus"


def need(path: Path) -> Path:
    """A path beside the repository; without it the test is skipped, but fails where all must be there."""
    if path.exists():
        return path
    reason = f"needs {path}, which is not part of the repository"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def fit_file(name: str) -> bytes:
    """Content of a real FIT file by its name without ending."""
    return need(CORPUS / "fit" / f"{name}.fit").read_bytes()


def consensus() -> dict[str, Any]:
    """For each FIT file what at least two other decoders agree on; empty without the files."""
    path = CORPUS / "consensus.json"
    table: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return table


def attack_files(config: pytest.Config) -> tuple[Path, dict[str, str]]:
    """A folder with the files made to do harm, written once, and what is wanted of each."""
    maker = need(SHARED / "tools" / "attacks.py")
    assert config.cache is not None
    folder = config.cache.mkdir(f"attacks-{sha256(maker.read_bytes()).hexdigest()[:16]}")
    index = folder / "attacks.json"  # written last
    if not index.exists():
        subprocess.run([sys.executable, str(maker), str(folder)], check=True, capture_output=True)
    return folder, {row["name"]: row["want"] for row in json.loads(index.read_text("utf-8"))}
