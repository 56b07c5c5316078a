import ast

from contracts.source import functions, modules, statements, tree_of

MOST_LINES = 400
MOST_STATEMENTS = 30
MOST_MEMBERS = 30
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}


def test_no_module_is_longer_than_400_lines() -> None:
    sizes = {module.place: len(module.text.splitlines()) for module in modules()}
    assert sizes
    assert {place: lines for place, lines in sizes.items() if lines > MOST_LINES} == {}


def test_no_function_has_more_than_30_statements() -> None:
    sizes = {
        f"{module.place}:{function.lineno} {function.name}": statements(function.body)
        for module in modules()
        for function in functions(module.tree)
    }
    assert sizes
    assert {place: count for place, count in sizes.items() if count > MOST_STATEMENTS} == {}


def test_statements_inside_others_count_and_docstrings_do_not() -> None:
    function = next(functions(tree_of('def f():\n    """Say."""\n    for i in j:\n        if i:\n            k = i\n')))
    assert statements(function.body) == 3


def test_no_module_bears_a_name_that_says_nothing() -> None:
    named = [module.place for module in modules() if EMPTY_WORDS & set(module.place.removesuffix(".py").split("/"))]
    assert not named, "\n".join(named)


def test_an_init_holds_a_sentence_and_at_most_a_short_list() -> None:
    packages = [module for module in modules() if module.path.name == "__init__.py"]
    assert packages
    full = [module.place for module in packages if not is_sentence_and_list(module.tree)]
    assert not full, "\n".join(full)


def is_sentence_and_list(tree: ast.Module) -> bool:
    if ast.get_docstring(tree) is None:
        return False
    code = [node for node in tree.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    lists = [node for node in code if isinstance(node, ast.Assign | ast.AnnAssign)]
    members = [
        len(node.value.elts) for node in lists if isinstance(node.value, ast.Tuple | ast.List) and len(lists) == 1
    ]
    return len(code) == len(members) and all(count <= MOST_MEMBERS for count in members)


def test_an_init_with_code_in_it_is_found() -> None:
    assert is_sentence_and_list(tree_of('"""Pages."""\n\nPAGES = ("runs", "plan")\n"""In order."""\n'))
    assert not is_sentence_and_list(tree_of('"""Pages."""\n\nimport runs\n'))
    assert not is_sentence_and_list(tree_of('"""Pages."""\n\nPAGES = make()\n'))
    assert not is_sentence_and_list(tree_of('PAGES = ("runs",)\n'))
