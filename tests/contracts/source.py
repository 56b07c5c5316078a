"""The source of the house, read as text and as syntax trees; no contract imports what it judges unless it must."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
PACKAGE = SRC / "uncramp"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


@dataclass(frozen=True)
class Module:
    """One file of the package."""

    path: Path

    @property
    def name(self) -> str:
        """Dotted name; that of the package for an ``__init__``."""
        parts = self.path.relative_to(SRC).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def place(self) -> str:
        """Path from the package's folder."""
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def text(self) -> str:
        """The file as it is."""
        return self.path.read_text("utf-8")

    @property
    def tree(self) -> ast.Module:
        """The file's syntax."""
        return tree_of(self.text)


@cache
def tree_of(text: str) -> ast.Module:
    """Syntax of a source text."""
    return ast.parse(text)


def modules(under: str = "") -> list[Module]:
    """All modules in a folder of the package, but for migrations, which Django writes."""
    paths = sorted((PACKAGE / under).rglob("*.py"))
    return [Module(path) for path in paths if "migrations" not in path.parts]


def functions(tree: ast.AST) -> Iterator[Function]:
    """Every function and method, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def public(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Definition]]:
    """Public classes, functions and methods with their qualified names."""
    for node in tree.body:
        if not isinstance(node, Definition) or node.name.startswith("_"):
            continue
        yield prefix + node.name, node
        if isinstance(node, ast.ClassDef):
            yield from public(node, f"{prefix}{node.name}.")


def decorators(node: Definition) -> set[str]:
    """Last names of a definition's decorators."""
    plain = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    return {ast.unparse(each).rpartition(".")[2] for each in plain}


def statements(body: list[ast.stmt]) -> int:
    """Count of the statements, those inside others too, without docstrings."""
    return sum(
        not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str))
        for outer in body
        for node in ast.walk(outer)
        if isinstance(node, ast.stmt)
    )


def entries(docstring: str, section: str) -> list[tuple[list[str], str]]:
    """Descriptions in a section of a NumPy docstring, each with the names that share it."""
    found = re.search(rf"^{section}\n-+\n(.*?)(?=^\S[^\n]*\n-+\n|\Z)", cleandoc(docstring), re.MULTILINE | re.DOTALL)
    parts = [] if found is None else re.split(r"^(?=\S)", found[1], flags=re.MULTILINE)
    split = (part.partition("\n") for part in parts if part.strip())
    return [
        ([name.strip(" *") for name in head.partition(" : ")[0].split(",")], " ".join(text.split()))
        for head, _, text in split
    ]


ARITHMETIC = {
    "uncramp.physiology.effort": "reads stretches off a track by interpolation; nobody published it",
    "uncramp.physiology.mean_maximal": "the greatest of moving means; nobody published it",
    "uncramp.physiology.bounds": "makes what lies outside its bounds unknown; there is nothing to publish",
    "uncramp.physiology.windows": "greatest values, sums and counts of moving windows; nobody published them",
    "uncramp.physiology.elevation": "averages altitudes over the way; kernel and what is believed are the house's own",
    "uncramp.physiology.in_race_history": "times at marks and how they compare with each other; nobody published it",
    "uncramp.physiology.in_race_model": "applies fitted lines, whose numbers are in the data beside it",
    "uncramp.physiology.hyponatraemia": "compares with bounds; no number comes out of it",
}
"""Modules of physiology that hold no formula, each with its reason."""


def own_functions(folder: str) -> list[tuple[Module, Function]]:
    """Public functions at the top of a folder's modules."""
    return [
        (module, node)
        for module in modules(folder)
        for _, node in public(module.tree)
        if isinstance(node, Function) and node in module.tree.body
    ]


def formulas() -> list[tuple[str, Function]]:
    """The published formulas by "module:function"."""
    found = own_functions("physiology")
    return [(f"{module.name}:{node.name}", node) for module, node in found if module.name not in ARITHMETIC]
