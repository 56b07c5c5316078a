from math import inf, nan

import pytest
from hypothesis import given

from strategies import kinds, quantities
from uncramp.domain.quantities import Quantity, Range, quantity_kinds
from uncramp.domain.streams import COLUMNS


@given(kinds)
def test_every_quantity_has_a_name_a_unit_a_meaning_and_bounds_in_order(kind: str) -> None:
    row = quantity_kinds()[kind]
    assert row.name == kind
    assert row.unit
    assert row.meaning
    assert row.low < row.high


def test_every_column_that_a_watch_records_is_a_quantity() -> None:
    assert {"elapsed_time", *COLUMNS} <= quantity_kinds().keys()


@given(quantities())
def test_what_lies_inside_the_bounds_is_possible(quantity: Quantity) -> None:
    assert quantity.is_possible


@pytest.mark.parametrize(
    ("kind", "value"),
    [("altitude", 8849), ("speed", 12.42), ("temperature", -56), ("latitude", -90), ("distance", 245_300)],
)
def test_what_people_have_lived_through_is_possible(kind: str, value: float) -> None:
    # Everest's summit; Bolt's fastest 20 m, 2009; a polar marathon; the South Pole; Spartathlon.
    assert Quantity(kind, value).is_possible


@pytest.mark.parametrize("value", [nan, inf, -inf, 24.999, 300.001, 0])
def test_what_no_body_weighs_is_not_possible(value: float) -> None:
    assert not Quantity("mass", value).is_possible


def test_a_quantity_shows_its_value_unrounded_with_its_unit() -> None:
    assert str(Quantity("distance", 1_000_001)) == "1000001 m"
    assert str(Quantity("temperature", 18.25)) == "18.25 °C"


def test_a_quantity_without_a_unit_shows_its_value_alone() -> None:
    assert str(Quantity("grade", -0.045)) == "-0.045"


def test_a_range_shows_its_median_with_its_interval() -> None:
    assert str(Range("sweat_rate", 0.7, 1.1, 1.6)) == "1.1 (0.7 to 1.6) L/h"
    assert str(Range("probability", 0.11, 0.2, 0.31)) == "0.2 (0.11 to 0.31)"


def test_a_quantity_that_the_table_does_not_hold_is_no_quantity() -> None:
    with pytest.raises(KeyError, match="bananas"):
        str(Quantity("bananas", 3))
