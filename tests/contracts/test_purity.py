"""What no import can show: the core asks neither the clock nor the system, and pages ask only the store."""

import ast

import pytest

from contracts.source import modules

CORE = ("domain", "physiology", "evidence", "exposure", "risk", "advice", "usecases")
CLOCKS = {"now", "utcnow", "today", "time_ns", "monotonic", "perf_counter"}
SYSTEM = {"environ", "getenv", "system", "urandom"}


def worldly(tree: ast.Module) -> list[str]:
    """Calls of the clock, the environment or the file system in a module."""
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    asked = [each.attr for each in attributes if each.attr in SYSTEM]
    asked += [
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS
    ]
    return asked + ["open" for call in names if isinstance(call.func, ast.Name) and call.func.id == "open"]


def test_the_core_asks_neither_clock_nor_system() -> None:
    core = [module for module in modules() if module.place.split("/")[0] in CORE]
    assert len(core) > 40
    asking = {module.place: worldly(module.tree) for module in core if worldly(module.tree)}
    assert not asking


@pytest.mark.parametrize(
    "code", ["datetime.now(UTC)", "date.today()", "os.environ['HOME']", "open('x')", "time.monotonic()"]
)
def test_what_asks_is_found(code: str) -> None:
    assert worldly(ast.parse(code))


def test_pages_know_nothing_of_the_database() -> None:
    pages = [module for module in modules() if module.place.startswith("web/pages/")]
    assert len(pages) > 7
    for module in pages:
        imported = [
            name
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ImportFrom | ast.Import)
            for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
        ]
        strangers = [name for name in imported if name.startswith(("django.db", "uncramp.logbook", "sqlite3"))]
        assert not strangers, module.place
