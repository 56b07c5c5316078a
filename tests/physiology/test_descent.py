import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.descent import (
    descent_above_accustomed,
    descent_of_records,
    descent_ratio,
    descent_work,
    most_descent_Byrnes_1985,
    total_descent_Byrnes_1985,
)

WEEK = 7 * 86_400.0
numbers = st.floats(allow_nan=True, allow_infinity=True)


@given(st.lists(st.tuples(numbers, numbers), max_size=10))
def test_no_track_is_too_strange(records: list[tuple[float, float]]) -> None:
    descent = descent_of_records([each[0] for each in records], [each[1] for each in records])
    assert np.isnan(descent) or 0 <= descent <= 10 * 1_000_000


def test_ways_up_take_nothing_off_a_descent() -> None:
    assert descent_of_records([100.0, 100.0, 100.0], [-0.1, 0.1, 0.0]) == pytest.approx(10.0)
    assert descent_of_records([100.0], [0.1]) == 0.0
    assert np.isnan(descent_of_records([], []))


def test_what_is_too_steep_for_running_is_a_fault() -> None:
    assert descent_of_records([10.0, 10.0, 10.0], [-1.0, -1.001, 1.001]) == 10.0
    assert np.isnan(descent_of_records([10.0, 10.0], [-1.001, 1.001]))


@given(numbers, numbers)
def test_no_descent_is_too_strange(descent: float, accustomed: float) -> None:
    work, ratio = float(descent_work(descent)), float(descent_ratio(descent, accustomed))
    assert np.isnan(work) or 0 <= work < 200_000
    assert np.isnan(ratio) or ratio >= 0
    assert np.isfinite(descent_above_accustomed(descent, accustomed)) == (0 <= descent <= 20_000 >= accustomed >= 0)


def test_six_weeks_protect_and_no_more() -> None:
    start = [0.0, 3 * WEEK]
    moments = [0.0, WEEK, 6 * WEEK, 6 * WEEK + 1, 9 * WEEK + 1]
    most = most_descent_Byrnes_1985(moments, start, [900.0, 300.0])
    assert most.tolist() == pytest.approx([np.nan, 900.0, 900.0, 300.0, np.nan], nan_ok=True)
    total = total_descent_Byrnes_1985(moments, start, [900.0, 300.0])
    assert total.tolist() == pytest.approx([np.nan, 900.0, 1200.0, 300.0, np.nan], nan_ok=True)


def test_runs_without_a_descent_are_no_habit_and_flat_runs_are_one() -> None:
    assert np.isnan(most_descent_Byrnes_1985(WEEK, [0.0, 1.0], [np.nan, 20_001.0]))
    assert most_descent_Byrnes_1985(WEEK, [0.0, 1.0], [np.nan, 0.0]) == 0.0
    assert most_descent_Byrnes_1985(WEEK, [0.0], [20_000.0]) == 20_000.0


def test_a_runner_of_the_flat_has_no_ratio_but_a_difference() -> None:
    assert np.isnan(descent_ratio(500.0, 0.0))
    assert descent_above_accustomed(500.0, 0.0) == 500.0
    assert descent_ratio([0.0, 500.0], 400.0).tolist() == [0.0, 1.25]


def test_half_a_metre_is_something_to_be_used_to() -> None:
    assert descent_ratio(1.0, 0.5) == 2.0
    assert np.isnan(descent_ratio(1.0, 0.0))
