import ast
from pathlib import Path

from contracts.source import PACKAGE, ROOT, Module, functions, modules, statements, tree_of


def computes(tree: ast.Module) -> bool:
    """Whether a module does anything: data, enumerations and bare protocols have nothing to test."""
    bodies = (function.body for function in functions(tree))
    return any(statements(body) for body in bodies) or any(isinstance(node, ast.Lambda) for node in ast.walk(tree))


def mirror(module: Module) -> Path:
    place = module.path.relative_to(PACKAGE)
    return ROOT / "tests" / place.with_name(f"test_{place.name}")


def test_every_module_that_does_something_has_its_test_file() -> None:
    doing = [
        module for module in modules() if module.path.stem not in {"__init__", "__main__"} and computes(module.tree)
    ]
    assert doing
    untested = [module.place for module in doing if not mirror(module).is_file()]
    assert not untested, "\n".join(untested)


def test_data_and_protocols_need_no_test_file() -> None:
    assert not computes(tree_of('class Port(Protocol):\n    def keep(self) -> None:\n        """Keep."""\n\nA = 1\n'))
    assert computes(tree_of("def double(a):\n    return 2 * a\n"))
    assert computes(tree_of("double = lambda a: 2 * a\n"))
