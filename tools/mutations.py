"""Mutants of a module of ``uncramp.physiology``: the same module with one number, border, operator or branch changed.

Words, type hints, decorators and ``strict=`` are left alone. A number changes by a fiftieth, a whole number by one.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "uncramp" / "physiology"
STEP = 0.02  # of a number

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}
RIVALS = [("min", "max"), ("minimum", "maximum"), ("fmin", "fmax"), ("nanmin", "nanmax"), ("floor", "ceil")]
RIVALS += [("any", "all"), ("argmin", "argmax"), ("sin", "cos"), ("cumsum", "cumprod"), ("zeros", "ones")]
NAMES = dict(RIVALS) | {there: here for here, there in RIVALS}


@dataclass(frozen=True)
class Mutant:
    """One change of one node, which is found again by its place in the walk over the tree."""

    module: str
    place: int
    variant: int
    line: int
    column: int
    says: str


def same(new: ast.AST, old: ast.AST) -> ast.AST:
    """The new node where the old one stood."""
    return ast.fix_missing_locations(ast.copy_location(new, old))


def call_of_name(node: ast.Name | ast.Attribute) -> Iterator[ast.AST]:
    """A function by the name of its opposite."""
    name = node.id if isinstance(node, ast.Name) else node.attr
    if name in NAMES and isinstance(node, ast.Name):
        yield ast.Name(NAMES[name], node.ctx)
    elif name in NAMES and isinstance(node, ast.Attribute):
        yield ast.Attribute(node.value, NAMES[name], node.ctx)


def of_constant(node: ast.Constant) -> Iterator[ast.AST]:
    """A number a little more and a little less."""
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(value + shift) for shift in (1, -1))
    elif isinstance(value, float):
        yield from (ast.Constant(value + shift * (abs(value) or 1.0)) for shift in (STEP, -STEP))


def of_comparison(node: ast.Compare) -> Iterator[ast.AST]:
    """Each border of a chain of comparisons with or without its equals sign."""
    for index, operator in enumerate(node.ops):
        operators = [*node.ops[:index], SWAPS[type(operator)](), *node.ops[index + 1 :]]
        yield ast.Compare(node.left, operators, node.comparators)  # type: ignore[arg-type]  # SWAPS keeps the kind


def of_branch(node: ast.IfExp | ast.If) -> Iterator[ast.AST]:
    """A branch that is always or never taken."""
    for value in (True, False):
        changed = copy.copy(node)
        changed.test = ast.Constant(value)
        yield changed


def of_return(node: ast.Return) -> Iterator[ast.AST]:
    """NaN in place of what a function returns."""
    if node.value is not None:
        yield ast.Return(ast.BinOp(node.value, ast.Mult(), ast.Constant(float("nan"))))


def of_loop(node: ast.comprehension) -> Iterator[ast.AST]:
    """A comprehension that leaves nothing out."""
    if node.ifs:
        yield ast.comprehension(node.target, node.iter, [], node.is_async)


def of_operation(node: ast.BinOp | ast.AugAssign | ast.BoolOp) -> Iterator[ast.AST]:
    """The opposite operator, where there is one."""
    if type(node.op) in SWAPS:
        changed = copy.copy(node)
        changed.op = SWAPS[type(node.op)]()  # type: ignore[assignment]  # SWAPS keeps the kind
        yield changed


def variants(node: ast.AST) -> list[ast.AST]:
    """Every change of a node."""
    made: Iterator[ast.AST] = iter(())
    match node:
        case ast.Constant():
            made = of_constant(node)
        case ast.Compare():
            made = of_comparison(node)
        case ast.BinOp() | ast.AugAssign() | ast.BoolOp():
            made = of_operation(node)
        case ast.UnaryOp():
            made = iter([node.operand])
        case ast.If() | ast.IfExp():
            made = of_branch(node)
        case ast.Return():
            made = of_return(node)
        case ast.comprehension():
            made = of_loop(node)
        case ast.Name() | ast.Attribute():
            made = call_of_name(node)
        case ast.Break() | ast.Continue():
            made = iter([SWAPS[type(node)]()])
    return list(made)


def parts(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Every node below with where its parent holds it, without type hints, decorators and ``strict=``."""
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "bases"}:
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST) or (isinstance(child, ast.keyword) and child.arg in {"strict", "slots"}):
                continue
            yield node, name, index
            yield from parts(child)


def held(parent: ast.AST, name: str, index: int | None) -> ast.AST:
    """The node at a place."""
    value = getattr(parent, name)
    found = value if index is None else value[index]
    assert isinstance(found, ast.AST)  # noqa: S101  # parts yields nodes alone
    return found


def mutants(module: str) -> Iterator[Mutant]:
    """All of a module."""
    tree = ast.parse((SOURCE / f"{module}.py").read_text("utf-8"))
    for place, where in enumerate(parts(tree)):
        node = held(*where)
        for variant, changed in enumerate(variants(node)):
            shown = [" ".join(ast.unparse(each).split())[:100] for each in (node, same(changed, node))]
            line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
            yield Mutant(module, place, variant, line, column, " -> ".join(shown))


def mutated(mutant: Mutant) -> ast.Module:
    """The tree of the module with the one change."""
    tree = ast.parse((SOURCE / f"{mutant.module}.py").read_text("utf-8"))
    parent, name, index = list(parts(tree))[mutant.place]
    node = held(parent, name, index)
    changed = same(variants(node)[mutant.variant], node)
    if index is None:
        setattr(parent, name, changed)
    else:
        getattr(parent, name)[index] = changed
    return tree
