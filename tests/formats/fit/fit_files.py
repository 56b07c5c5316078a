"""What becomes of each real FIT file."""

import json
import struct
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import fitdecode
from garmin_fit_sdk import Decoder, Stream

from formats.real_files import CORPUS
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats.fit.read import read

EXPECTED = Path(__file__).parents[1] / "expected_fit.toml"
OTHERS = ("garmin", "fitdecode", "why")
"""What others make of a file, and why ours differs from that."""


@cache
def expected() -> dict[str, dict[str, Any]]:
    """What becomes of each real file, by its path in the corpus."""
    return tomllib.loads(EXPECTED.read_text("utf-8"))


def outcome(name: str, content: bytes) -> dict[str, Any]:
    """What becomes of a file: what it gives and what is told of it, with the bytes, or why nothing."""
    try:
        activities = read(name, content)
    except UnreadableFileError as error:
        return {"outcome": "refused", "reason": str(error.reason)}
    findings = [finding for activity in activities for finding in activity.findings]
    told = [each.code if each.offset is None else f"{each.code} at {each.offset}" for each in findings]
    return {
        "outcome": "recovered" if any(each.is_damage for each in findings) else "read",
        "sports": [each.outline.sport.value for each in activities],
        "records": [len(each.streams) for each in activities],
        "findings": [*dict.fromkeys(told)],
    }


def _garmin(content: bytes) -> int | str:
    """Count of the records that Garmin's SDK reads, or why it does not."""
    messages: Any
    messages, errors = Decoder(Stream.from_byte_array(bytearray(content))).read()
    return str(errors[0]) if errors else len(messages.get("record_mesgs", []))


def _fitdecode(content: bytes) -> int | str:
    """Count of the records that fitdecode reads, or why it does not."""
    try:
        with fitdecode.FitReader(content) as frames:
            return sum(1 for each in frames if isinstance(each, fitdecode.FitDataMessage) and each.name == "record")
    except (fitdecode.FitError, TypeError, ValueError, LookupError, AssertionError, struct.error) as error:
        return f"{type(error).__name__}: {error}"


def write() -> None:
    """Write the table anew, to be looked through before it is kept; others read only what is new in it."""
    kept = expected() if EXPECTED.exists() else {}
    lines = ["# What becomes of each real FIT file; `python tests/formats/fit/fit_files.py` writes it.\n"]
    for path in sorted(CORPUS.glob("fit/*")):
        content = path.read_bytes()
        name = path.relative_to(CORPUS).as_posix()
        row = kept.get(name) or {"garmin": _garmin(content), "fitdecode": _fitdecode(content)}
        told = outcome(path.name, content) | {key: row[key] for key in OTHERS if key in row}
        lines.append(f'["{name}"]\n' + "".join(f"{key} = {json.dumps(value)}\n" for key, value in told.items()))
    EXPECTED.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    write()
