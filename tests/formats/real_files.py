"""Real activity files, which lie beside the repository and are never part of it."""

import json
import os
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
