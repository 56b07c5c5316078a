"""The examples in the documentation of the files."""

import re
from pathlib import Path

FILES = Path(__file__).resolve().parents[2] / "docs" / "files.md"


def examples() -> list[bytes]:
    """The tables of runs, of weigh-ins and of body masses, in this order."""
    found = re.findall(r"```csv\n(.*?)```", FILES.read_text("utf-8"), re.DOTALL)
    assert len(found) == 3
    return [each.encode() for each in found]
