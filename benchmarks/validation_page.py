"""Writes the tables of docs/validation.md: each script replaces the part between its own two marks."""

from collections.abc import Iterable, Sequence
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "validation.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def write_part(name: str, text: str) -> None:
    """Put a text between the marks of a part, after the rest of the page if it is not there yet."""
    start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    page = PAGE.read_text("utf-8") if PAGE.is_file() else ""
    before, _, rest = page.partition(start)
    after = rest.partition(end)[2]
    joint = "" if before.endswith("\n\n") or not before else "\n"
    PAGE.write_text(f"{before}{joint}{start}{text}{end}{after}", "utf-8")
