from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.vdot import race_time_Daniels_1979, vdot_Daniels_1979

anything = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 5000.0, 1200.0, 30.0, 85.0])
distances = st.floats(1500, 42195)


@given(anything, anything)
def test_no_numbers_whatever_give_a_vdot_outside_the_tables(distance: float, time: float) -> None:
    vdot = vdot_Daniels_1979(distance, time)
    assert np.isnan(vdot) or 30 <= vdot <= 85


@given(anything, anything)
def test_no_numbers_whatever_give_a_race_outside_the_tables(distance: float, vdot: float) -> None:
    time = race_time_Daniels_1979(distance, vdot)
    assert np.isnan(time) or 210 <= time <= 17_400


@given(distances, st.floats(30, 85))
def test_the_time_of_a_vdot_has_that_vdot(distance: float, vdot: float) -> None:
    time = race_time_Daniels_1979(distance, vdot)
    back = vdot_Daniels_1979(distance, time)
    assert np.isnan(time) or np.isnan(back) or back == pytest.approx(vdot, abs=1e-9)


@given(distances, st.floats(30, 85), st.floats(30, 85))
def test_the_higher_vdot_is_the_faster_runner(distance: float, one: float, other: float) -> None:
    slow, fast = race_time_Daniels_1979(distance, sorted([one, other]))
    assert not fast > slow


def test_the_tables_hold_their_own_bounds() -> None:
    times = np.array([209.9, 210.0, 17_400.0, 17_400.1])
    assert np.isfinite(vdot_Daniels_1979([1300, 1300, 42195, 42195], times)).tolist() == [False, True, False, False]
    assert np.isfinite(vdot_Daniels_1979(42_230, times[2:])).tolist() == [True, False]
    assert np.isfinite(race_time_Daniels_1979(5000, [29.999, 30, 85, 85.001])).tolist() == [False, True, True, False]
    assert np.isnan(race_time_Daniels_1979([0.0, -1.0, 1e6 + 1, nan], 50)).all()


def test_a_grid_of_distances_and_levels_is_solved_at_once() -> None:
    times = race_time_Daniels_1979([[5000], [10_000]], [40, 50, 60])
    assert times.shape == (2, 3)
    assert times[1, 2] == race_time_Daniels_1979(10_000, 60)
