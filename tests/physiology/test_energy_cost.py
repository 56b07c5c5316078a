import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.energy_cost import STEEPEST_MEASURED, energy_cost_Minetti_2002


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=5))
def test_any_grade_has_a_cost_above_nothing_or_none(grades: list[float]) -> None:
    cost = energy_cost_Minetti_2002(grades)
    known = np.abs(grades) <= STEEPEST_MEASURED
    assert cost.shape == (len(grades),)
    assert np.array_equal(np.isfinite(cost), known)
    assert (cost[known] > 0).all()


@given(st.floats(0, STEEPEST_MEASURED), st.floats(0, STEEPEST_MEASURED))
def test_uphill_the_steeper_costs_more(one: float, other: float) -> None:
    low, high = energy_cost_Minetti_2002(sorted([one, other]))
    assert low <= high


def test_the_cheapest_descent_is_near_the_one_that_was_measured_cheapest() -> None:
    grades = np.linspace(-STEEPEST_MEASURED, STEEPEST_MEASURED, 901)
    assert abs(grades[energy_cost_Minetti_2002(grades).argmin()] + 0.20) < 0.03
