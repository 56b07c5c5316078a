from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.air_resistance import (
    air_resistance_cost_Davies_1980,
    air_resistance_cost_DiPrampero_1986,
    air_resistance_cost_Pugh_1971,
)

Cost = Callable[[ArrayLike], FloatArray]
RANGES: list[tuple[Cost, float, float]] = [
    (air_resistance_cost_Pugh_1971, 0.0, 18.5),
    (air_resistance_cost_DiPrampero_1986, 0.0, 10.0),
    (air_resistance_cost_Davies_1980, -15.0, 15.0),
]
each = pytest.mark.parametrize(("cost", "low", "high"), RANGES)


@each
@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=5))
def test_any_wind_has_a_possible_cost_or_none(cost: Cost, low: float, high: float, winds: list[float]) -> None:
    found = cost(winds)
    known = (np.array(winds) >= low) & (np.array(winds) <= high)
    assert found.shape == (len(winds),)
    assert np.array_equal(np.isfinite(found), known)
    assert ((found[known] > -0.21) & (found[known] < 2.5)).all()


@each
def test_the_bounds_count_and_nothing_beyond_them(cost: Cost, low: float, high: float) -> None:
    assert np.isfinite(cost([low, high])).all()
    assert np.isnan(cost([low - 1e-9, high + 1e-9])).all()


@each
def test_twice_the_wind_costs_four_times_as_much(cost: Cost, low: float, high: float) -> None:
    assert cost(0.0) == 0.0
    assert cost(high) == pytest.approx(4 * float(cost(high / 2)))
    assert cost(low) == pytest.approx(4 * float(cost(low / 2)))


@given(st.floats(0.1, 15))
def test_a_tail_wind_gives_back_less_than_a_third_of_what_it_takes_from_the_front(wind: float) -> None:
    front, behind = (float(each) for each in air_resistance_cost_Davies_1980([wind, -wind]))
    assert -behind / front == pytest.approx(0.35 / 1.2)


def test_the_papers_differ_by_a_factor_of_three_in_the_order_that_is_told() -> None:
    davies, pugh, di_prampero = (float(cost(5.0)) for cost in (
        air_resistance_cost_Davies_1980, air_resistance_cost_Pugh_1971, air_resistance_cost_DiPrampero_1986
    ))  # fmt: skip
    assert davies < pugh < di_prampero < 3.5 * davies
    assert pugh > 2 * davies


def test_the_gentlest_wind_from_the_front_costs_and_from_behind_helps() -> None:
    front, behind = air_resistance_cost_Davies_1980([0.01, -0.01])
    assert behind < 0.0 < front
