from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.energy_cost import (
    STEEPEST_MEASURED,
    energy_cost_Minetti_2002,
    energy_cost_softened,
    grade_adjusted_speed_Minetti_2002,
    grade_adjusted_speed_softened,
)

Cost = Callable[[ArrayLike], FloatArray]
Speed = Callable[[ArrayLike, ArrayLike], FloatArray]

costs = pytest.mark.parametrize("cost", [energy_cost_Minetti_2002, energy_cost_softened])
speeds = pytest.mark.parametrize("adjusted", [grade_adjusted_speed_Minetti_2002, grade_adjusted_speed_softened])
anything = st.floats(allow_nan=True, allow_infinity=True)
grades = st.floats(-STEEPEST_MEASURED, STEEPEST_MEASURED)


@costs
@given(st.lists(anything, max_size=5))
def test_any_grade_has_a_cost_above_nothing_or_none(cost: Cost, grades: list[float]) -> None:
    found = cost(grades)
    known = np.abs(grades) <= STEEPEST_MEASURED
    assert found.shape == (len(grades),)
    assert np.array_equal(np.isfinite(found), known)
    assert ((found[known] > 1.7) & (found[known] < 19.5)).all()


@costs
@given(st.floats(0, STEEPEST_MEASURED), st.floats(0, STEEPEST_MEASURED))
def test_uphill_the_steeper_costs_more(cost: Cost, one: float, other: float) -> None:
    low, high = cost(sorted([one, other]))
    assert low <= high


def test_the_cheapest_descent_is_near_the_one_that_was_measured_cheapest() -> None:
    grades = np.linspace(-STEEPEST_MEASURED, STEEPEST_MEASURED, 901)
    assert abs(grades[energy_cost_Minetti_2002(grades).argmin()] + 0.20) < 0.03


def test_outdoors_the_cheapest_descent_is_the_one_at_which_hearts_beat_slowest() -> None:
    grades = np.linspace(-STEEPEST_MEASURED, STEEPEST_MEASURED, 901)
    cost = energy_cost_softened(grades)
    assert abs(grades[cost.argmin()] + 0.09) < 0.006
    assert cost.min() / 3.6 == pytest.approx(0.87, abs=0.01)


@given(grades)
def test_outdoors_no_grade_is_cheaper_than_on_the_treadmill(grade: float) -> None:
    assert energy_cost_softened(grade) >= energy_cost_Minetti_2002(grade)


@given(st.floats(0, STEEPEST_MEASURED))
def test_uphill_and_on_the_level_both_agree(grade: float) -> None:
    assert energy_cost_softened(grade) == energy_cost_Minetti_2002(grade)


@given(st.floats(-0.39, -0.17))
def test_outdoors_a_steep_descent_is_no_easier_than_the_flat(grade: float) -> None:
    assert energy_cost_softened(grade) == 3.6


def test_outdoors_the_gentlest_descent_saves_half_and_at_minus_seventeen_per_cent_nothing() -> None:
    slight = np.array([-0.0001, -0.1699, -0.17])
    saved = (3.6 - energy_cost_softened(slight)) / (3.6 - energy_cost_Minetti_2002(slight))
    assert saved == pytest.approx([0.5, 0.0006, 0.0], abs=0.0001)


def test_the_costs_join_without_a_step() -> None:
    grades = np.linspace(-STEEPEST_MEASURED, STEEPEST_MEASURED, 9001)
    assert np.abs(np.diff(energy_cost_softened(grades))).max() < 0.01


@speeds
@given(st.lists(st.tuples(anything, anything), max_size=5))
def test_any_speed_and_grade_give_a_possible_speed_or_none(adjusted: Speed, runs: list[tuple[float, float]]) -> None:
    speed, grade = np.array(runs, np.float64).reshape(-1, 2).T
    found = adjusted(speed, grade)
    assert found.shape == (len(runs),)
    assert (np.isnan(found) | ((found >= 0) & (found <= 15))).all()
    assert np.isnan(found[~((speed >= 0) & (speed <= 15) & (np.abs(grade) <= STEEPEST_MEASURED))]).all()


@speeds
@given(st.floats(0, 15))
def test_on_the_level_the_speed_is_its_own(adjusted: Speed, speed: float) -> None:
    assert adjusted(speed, 0.0) == speed


@speeds
def test_the_bounds_of_speed_count(adjusted: Speed) -> None:
    assert adjusted([0.0, 15.0], 0.0).tolist() == [0.0, 15.0]
    assert np.isnan(adjusted([-1e-9, 15.0 + 1e-9], 0.0)).all()
    assert np.isnan(adjusted(15.0, 0.001))


def test_speeds_and_grades_are_broadcast() -> None:
    assert grade_adjusted_speed_softened([[2.0], [4.0]], [0.0, 0.1, 0.5]).shape == (2, 3)


@given(st.floats(0, 3), grades)
def test_the_speed_on_the_flat_costs_as_much_each_second(speed: float, grade: float) -> None:
    flat = float(grade_adjusted_speed_Minetti_2002(speed, grade))
    if not np.isnan(flat):
        assert flat * 3.6 == pytest.approx(speed * float(energy_cost_Minetti_2002(grade)))
    softened = float(grade_adjusted_speed_softened(speed, grade))
    if not np.isnan(softened):
        assert softened * 3.6 == pytest.approx(speed * float(energy_cost_softened(grade)))
