import ast
import re

import pytest

from contracts.source import ARITHMETIC, Function, decorators, entries, formulas, modules, own_functions, public
from contracts.units import given_units
from uncramp.domain.quantities import quantity_kinds
from uncramp.evidence.findings import bibliography

SOURCE_KEY = re.compile(r"\[([A-Z][\w-]*\d{4}[a-z]?)\]")
NUMBERS = re.compile(r"\b(float|FloatArray|ArrayLike|NDArray|Quantity|Range)\b")


def documented() -> list[tuple[str, str]]:
    """Every docstring with a place to find it by."""
    return [
        (f"{module.place}:{name}", ast.get_docstring(node) or "")
        for module in modules()
        for name, node in public(module.tree)
    ]


def signature(node: Function) -> str:
    return f"{ast.unparse(node.args)} -> {'' if node.returns is None else ast.unparse(node.returns)}"


def test_everything_public_is_described() -> None:
    bare = [
        f"{module.place}:{name}"
        for module in modules()
        for name, node in public(module.tree)
        if ast.get_docstring(node) is None and not decorators(node) & {"override", "overload"} and node.name != "Meta"
    ]
    assert documented()
    assert not bare, "\n".join(bare)


@pytest.mark.parametrize("folder", ["physiology", "exposure"])
def test_a_function_of_numbers_names_their_units(folder: str) -> None:
    numeric = [(module, node) for module, node in own_functions(folder) if NUMBERS.search(signature(node))]
    assert numeric
    silent = [
        f"{module.place}:{node.name}"
        for module, node in numeric
        if not given_units((ast.get_docstring(node) or "").replace("\n", ", "))
    ]
    assert not silent, "\n".join(silent)


def test_a_formula_names_its_source() -> None:
    keys = {name: SOURCE_KEY.findall(ast.get_docstring(node) or "") for name, node in formulas()}
    assert keys
    silent = [name for name, found in keys.items() if not found]
    assert not silent, "\n".join(silent)


def test_every_source_key_in_a_docstring_is_in_the_bibliography() -> None:
    cited = {(place, key) for place, text in documented() for key in SOURCE_KEY.findall(text)}
    assert cited
    unknown = sorted(f"{place}: {key}" for place, key in cited if key not in bibliography())
    assert not unknown, "\n".join(unknown)


def disagreements(names: list[str], text: str) -> list[str]:
    """What is wrong with the units that a text gives to the quantities it describes, all with one or each its own."""
    given = given_units(text) or ["none"]
    units = given if len(given) >= len(names) else given[:1] * len(names)
    rows = [
        (name, unit, quantity_kinds()[name].unit)
        for name, unit in zip(names, units, strict=False)
        if name in quantity_kinds()
    ]
    return [
        f"{name}: {unit} instead of {own}" for name, unit, own in rows if unit != own and (own, unit) != ("1", "none")
    ]


def test_units_in_docstrings_are_those_of_the_quantity_table() -> None:
    named = [(place, *entry) for place, docstring in documented() for entry in entries(docstring, "Parameters")]
    assert named
    wrong = [f"{place}: {each}" for place, names, text in named for each in disagreements(names, text)]
    assert not wrong, "\n".join(wrong)


def test_properties_named_like_a_quantity_give_its_unit() -> None:
    named = [
        (f"{module.place}:{name}", node.name, ast.get_docstring(node) or "")
        for module in modules("domain")
        for name, node in public(module.tree)
        if isinstance(node, Function) and node.name in quantity_kinds()
    ]
    assert named
    wrong = [f"{place}: {each}" for place, name, text in named for each in disagreements([name], text)]
    assert not wrong, "\n".join(wrong)


def test_everything_that_a_formula_takes_is_described() -> None:
    missing = [
        f"{name}: {argument.arg}"
        for name, node in formulas()
        for argument in (*node.args.args, *node.args.kwonlyargs)
        if not any(argument.arg in names for names, _ in entries(ast.get_docstring(node) or "", "Parameters"))
    ]
    assert not missing, "\n".join(missing)


def test_what_is_called_arithmetic_is_still_there() -> None:
    assert set(ARITHMETIC) <= {module.name for module in modules("physiology")}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Dry-bulb air temperature, °C.", ["°C"]),
        ("m/s at 10 m, or None.", ["m/s"]),
        ("Height, m, shape (n,).", ["m"]),
        ("Expected change, 80 % interval, or None.", []),
        ("Rise over horizontal way, 1, any shape.", ["1"]),
        ("Age, a run later, and a mile on.", []),
        ("Age reached this year, a, or None.", ["a"]),
        ("Finish time (s) over the demand's distance.", ["s"]),
        ("The run: m, m/s, °C.", ["m", "m/s", "°C"]),
        ("Of sweat rates, mL/kg/h.", ["mL/kg/h"]),
    ],
)
def test_a_unit_is_found_in_prose(text: str, units: list[str]) -> None:
    assert given_units(text)[: len(units) or None] == units


def test_a_foreign_unit_is_found() -> None:
    assert disagreements(["speed"], "Of the runner, km/h.") == ["speed: none instead of m/s"]
    assert disagreements(["distance"], "Way covered, km.") == ["distance: km instead of m"]
    assert disagreements(["grade"], "Slope, %.") == ["grade: % instead of 1"]
    assert disagreements(["grade"], "Slope.") == []
    assert disagreements(["latitude", "longitude"], "°.") == []
    assert disagreements(["speed", "heart_rate", "altitude"], "m/s, bpm and m, each of shape (k,).") == []
    assert disagreements(["speed", "heart_rate"], "m/s, 1/min.") == ["heart_rate: 1/min instead of bpm"]
