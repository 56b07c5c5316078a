import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from contracts.source import PACKAGE, ROOT

RULES = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8"))
ALLOWED: list[dict[str, str]] = RULES.get("allowed", [])
PAPERS = ("README.md", "CHANGELOG.md", "CITATION.cff", "pyproject.toml")
PLAIN = {".txt", ".md", ".js", ".css", ".svg", ".typ", ".json", ".yaml", ".cff"}


@dataclass(frozen=True)
class Phrase:
    """One thing the product never says."""

    says: str
    pattern: str
    examples: list[str]
    harmless: list[str]
    unless: str = r"(?!)"

    def found_in(self, text: str) -> list[str]:
        """The sentences of a text that say it."""
        expression = re.compile(self.pattern.replace("…", r"(?:[^\w.!?;]+[\w\u2019']+){0,6}?[^\w.!?;]+"), re.IGNORECASE)
        parts = [" ".join(part.split()) for part in re.split(r"(?<=[.!?;])\s+|\n\s*\n|\n(?=\s*[*#|-] )", text)]
        return [part for part in parts if expression.search(part) and not re.search(self.unless, part)]


FORBIDDEN = [Phrase(**row) for row in RULES["forbidden"]]


def strings(tree: ast.AST, *, docstrings: bool) -> Iterator[str]:
    """Texts in a module, f-strings with a place for each value; docstrings where a person reads them as help."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            skipped |= set(ast.walk(node))
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, holders) and not docstrings and ast.get_docstring(node) is not None:
            skipped |= set(ast.walk(node.body[0]))
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and not docstrings:
            skipped.add(node.value)


def claims(document: object) -> Iterator[str]:
    """Texts in a TOML document, but for those whose entry says that the evidence contradicts them."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict) and document.get("grade") != "contradicted":
        for part in document.values():
            yield from claims(part)
    elif isinstance(document, list):
        for part in document:
            yield from claims(part)


def texts(path: Path) -> list[str]:
    """What a person can read of a file."""
    if path.suffix not in PLAIN | {".py", ".toml", ".html", ".po"} or path.name.endswith(".min.js"):
        return []
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        return list(strings(ast.parse(text), docstrings="cli" in path.parts))
    if path.suffix == ".toml":
        return list(claims(tomllib.loads(text)))
    if path.suffix == ".html":
        return [unescape(text), unescape(re.sub(r"<[^>]*>", " ", text))]
    return [re.sub(r'"\s*\n\s*"', "", text) if path.suffix == ".po" else text]


def surfaces() -> list[Path]:
    lying = [path for path in sorted(PACKAGE.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    return [*lying, *sorted((ROOT / "docs").rglob("*.md")), *(ROOT / name for name in PAPERS)]


@cache
def said() -> list[tuple[str, str, str]]:
    """Every forbidden sentence: where it stands, the sentence, and what it says."""
    return sorted(
        {
            (path.relative_to(ROOT).as_posix(), sentence, phrase.says)
            for path in surfaces()
            for text in texts(path)
            for phrase in FORBIDDEN
            for sentence in phrase.found_in(text)
        }
    )


def allows(entry: dict[str, str], place: str, sentence: str) -> bool:
    return place == entry["file"] and entry["text"] in sentence


def test_no_surface_says_what_must_never_be_said() -> None:
    assert len(surfaces()) > len(PAPERS)
    rest = [hit for hit in said() if not any(allows(entry, *hit[:2]) for entry in ALLOWED)]
    assert not rest, "\n".join(map(str, rest))


def test_every_exception_has_a_reason_and_is_still_needed() -> None:
    assert all(entry["reason"] for entry in ALLOWED)
    hits = said()
    assert [entry for entry in ALLOWED if not any(allows(entry, *hit[:2]) for hit in hits)] == []


@pytest.mark.parametrize("phrase", FORBIDDEN, ids=lambda phrase: phrase.says)
def test_a_forbidden_phrase_is_found_and_a_harmless_one_is_not(phrase: Phrase) -> None:
    assert [text for text in phrase.examples if not phrase.found_in(text)] == []
    assert [text for text in phrase.harmless if phrase.found_in(text)] == []


def test_a_phrase_is_found_across_an_f_string_and_a_concatenation() -> None:
    source = 'def f(x):\n    """Bananas prevent cramps."""\n    return "Salt " f"and {x} prevent" " cramps."\n'
    assert list(strings(ast.parse(source), docstrings=False)) == ["Salt and {} prevent cramps."]
    assert "Bananas prevent cramps." in strings(ast.parse(source), docstrings=True)


def test_a_contradicted_claim_may_be_quoted_and_another_may_not() -> None:
    document = {"a": {"claim": "Salt prevents cramps", "grade": "contradicted"}, "b": {"claim": "So it is"}}
    assert list(claims(document)) == ["So it is"]
