import tomllib
from dataclasses import is_dataclass
from operator import attrgetter
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import numpy as np
import pytest

from uncramp.evidence.findings import bibliography

FOLDER = Path(__file__).parents[1] / "reference"
TABLES = [
    (path.stem, table)
    for path in sorted(FOLDER.glob("*.toml"))
    for table in tomllib.loads(path.read_text("utf-8")).get("formula", [])
]
CASES = [
    pytest.param(table, case, id=f"{table['function'].partition(':')[2]}-{index}")
    for _, table in TABLES
    for index, case in enumerate(table["case"])
]
KINDS = {"published value", "independent implementation", "regression pin"}


def made(given: Any) -> Any:  # noqa: ANN401  # what a table holds
    """A plain value, or of a table that names a class or function as ``of`` what that makes of the rest."""
    if isinstance(given, list):
        return [made(each) for each in given]
    if not isinstance(given, dict):
        return given
    parts = {name: made(each) for name, each in given.items() if name != "of"}
    return resolve_name(given["of"])(**parts) if "of" in given else parts


def arguments(case: dict[str, Any]) -> dict[str, Any]:
    """What the function takes."""
    return {name: made(each) for name, each in case["args"].items()}


@pytest.mark.parametrize(("table", "case"), CASES)
def test_a_formula_gives_somebody_elses_number(table: dict[str, Any], case: dict[str, Any]) -> None:
    result = resolve_name(table["function"])(**arguments(case))
    expected, tolerance = case["expected"], case.get("tolerance", table["tolerance"])
    if is_dataclass(result) and not isinstance(result, type):
        found = {name: attrgetter(name)(result) for name in expected}  # "speed.median" is a field of a field
        assert found == pytest.approx(expected, rel=0, abs=tolerance, nan_ok=True)
    else:
        wanted = pytest.approx(np.asarray(expected, np.float64), rel=0, abs=tolerance, nan_ok=True)
        assert np.asarray(result, np.float64).reshape(np.shape(expected)) == wanted  # one number, however it is shaped


def test_every_table_is_of_a_known_kind_and_names_a_source_of_the_bibliography() -> None:
    assert TABLES
    assert {table["kind"] for _, table in TABLES} <= KINDS
    assert {table["source"] for _, table in TABLES} <= bibliography().keys()


def test_a_regression_pin_never_stands_alone() -> None:
    pinned = {table["function"] for _, table in TABLES if table["kind"] == "regression pin"}
    proved = {table["function"] for _, table in TABLES if table["kind"] != "regression pin"}
    assert pinned <= proved


def test_a_table_lies_in_the_file_of_its_module() -> None:
    assert {table["function"].partition(":")[0].rpartition(".")[2]: stem for stem, table in TABLES} == {
        stem: stem for stem, _ in TABLES
    }
