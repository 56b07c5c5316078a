import numpy as np

from uncramp.formats.fit.messages import Column, Table, join, number, put

NAN = float("nan")


def table(*places: int, **columns: list[float]) -> Table:
    return Table(np.array(places), {name: np.array(values, float) for name, values in columns.items()})


def texts(*values: str) -> Column:
    column: Column = np.empty(len(values), object)
    column[:] = values
    return column


def test_rows_hold_what_was_recorded_and_no_arrays() -> None:
    mixed = Table(
        np.array([14, 20]),
        {"sport": np.array([1.0, NAN]), "name": texts("", "Trail"), "rates": np.ones((2, 3))},
        {"Power": np.array([NAN, 250.0])},
    )
    assert mixed.rows() == [{"sport": 1.0}, {"name": "Trail"}]
    assert mixed.developer_rows() == [{}, {"Power": 250.0}]


def test_a_field_that_was_not_recorded_is_a_column_of_unknowns() -> None:
    assert np.isnan(table(1, 2).numbers("power")).all()
    assert table(1, 2, power=[3, 4]).numbers("power").tolist() == [3, 4]


def test_a_text_is_no_number() -> None:
    assert number({"sport": "run"}, "sport") is None
    assert number({"sport": 1.0}, "sport") == 1
    assert number({}, "sport") is None


def test_joined_recordings_follow_each_other_and_gaps_are_unknown() -> None:
    joined = join([{"record": table(1, speed=[3])}, {"lap": table(5)}, {"record": table(7, 9, power=[200, 210])}])
    assert joined["record"].places.tolist() == [1, 7, 9]
    assert np.array_equal(joined["record"].columns["speed"], np.array([3, NAN, NAN]), equal_nan=True)
    assert np.array_equal(joined["record"].columns["power"], np.array([NAN, 200, 210]), equal_nan=True)
    assert len(joined["lap"]) == 1


def test_a_column_takes_rows_in_any_order() -> None:
    columns: dict[str, Column] = {}
    put(columns, "name", texts("b", "d"), np.array([1, 3]), 4)
    put(columns, "name", texts("c"), np.array([2]), 4)
    assert columns["name"].tolist() == ["", "b", "c", "d"]


def test_an_array_becomes_as_wide_as_its_widest_row() -> None:
    columns: dict[str, Column] = {}
    for row, width in enumerate([1, 3, 2]):
        put(columns, "rates", np.full((1, width), float(width)), np.array([row]), 3)
    assert np.array_equal(columns["rates"], np.array([[1, NAN, NAN], [3, 3, 3], [2, 2, NAN]]), equal_nan=True)
