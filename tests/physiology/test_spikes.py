from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.runs import run
from uncramp.exposure.history import History
from uncramp.physiology.spikes import (
    FEWEST_RUNS,
    longest_run_Frandsen_2025,
    recent_above_habit_Schwellnus_2011,
    spike_band_Frandsen_2025,
    spike_ratio_Frandsen_2025,
)

DAY = 86_400.0
NOW = datetime(2030, 6, 30, 12, tzinfo=UTC)
numbers = st.floats(allow_nan=True, allow_infinity=True)
ages = st.floats(0.01, 60)


def test_the_longest_run_is_that_of_the_thirty_days_before_and_not_the_run_itself() -> None:
    start = np.array([0.0, 5.0, 35.0, 36.0]) * DAY
    longest = longest_run_Frandsen_2025(start, start, [20_000.0, 8000.0, 5000.0, 30_000.0])
    assert longest.tolist() == pytest.approx([np.nan, 20_000.0, 8000.0, 5000.0], nan_ok=True)


def test_after_a_break_there_is_no_longest_run() -> None:
    start = np.array([0.0, 30.0, 60.0 + 1e-6]) * DAY
    longest = longest_run_Frandsen_2025(start, start, [20_000.0, 8000.0, 9000.0])
    assert np.isfinite(longest).tolist() == [False, True, False]


def test_runs_of_unknown_distance_are_no_runs_for_it() -> None:
    start = np.arange(4) * DAY
    distance = [9000.0, np.nan, -1.0, 8000.0]
    assert longest_run_Frandsen_2025(4 * DAY, start, distance) == 9000.0
    assert longest_run_Frandsen_2025(4 * DAY, start, distance, fewest=2) == 9000.0
    assert np.isnan(longest_run_Frandsen_2025(4 * DAY, start, distance, fewest=3))


def test_for_an_alert_one_run_a_week_is_asked_for() -> None:
    assert FEWEST_RUNS == 4


@given(st.lists(st.tuples(numbers, numbers), max_size=8), numbers)
def test_no_history_is_too_strange(history: list[tuple[float, float]], moment: float) -> None:
    start, value = [each[0] for each in history], [each[1] for each in history]
    longest = longest_run_Frandsen_2025([moment, *start], start, value)
    ratio = spike_ratio_Frandsen_2025([1000.0, *value], longest)
    band = spike_band_Frandsen_2025(ratio)
    assert np.isnan(band[~np.isfinite(ratio)]).all()
    assert np.isin(band[np.isfinite(ratio)], [0.0, 1.0, 2.0, 3.0]).all()
    assert recent_above_habit_Schwellnus_2011([moment, *start], start, value).shape == (len(history) + 1,)


@given(st.integers(1, 60_000), st.sampled_from([1.1, 1.3, 2.0]))
def test_a_run_that_is_longer_by_just_that_share_is_in_the_band_below(metres: int, border: float) -> None:
    at = spike_band_Frandsen_2025(spike_ratio_Frandsen_2025(metres * border, metres))
    above = spike_band_Frandsen_2025(spike_ratio_Frandsen_2025(metres * border * 1.00001, metres))
    assert above == at + 1


@given(st.floats(0, 10), st.floats(0, 10))
def test_a_longer_run_is_in_no_lower_band(one: float, other: float) -> None:
    low, high = spike_band_Frandsen_2025(sorted([one, other]))
    assert 0 <= low <= high <= 3


@given(st.lists(st.tuples(ages, st.floats(0.1, 6)), min_size=1, max_size=12))
def test_recent_sessions_are_compared_as_the_history_compares_them(runs: list[tuple[float, float]]) -> None:
    history = History.before(NOW, [run(age, hours=hours) for age, hours in runs])
    start = [(NOW - timedelta(days=age)).timestamp() for age, _ in runs]
    expected = history.recent_above_habit()
    found = float(recent_above_habit_Schwellnus_2011(NOW.timestamp(), start, [3600 * hours for _, hours in runs]))
    assert found == pytest.approx(np.nan if expected is None else expected, nan_ok=True, abs=1e-6)


def test_rest_is_below_habit_and_an_unknown_session_is_not_rest() -> None:
    start = np.array([0.0, 10.0, 20.0]) * DAY
    times = [3600.0, 7200.0, np.nan]
    assert recent_above_habit_Schwellnus_2011(20 * DAY, start[:2], times[:2]) == -5400.0
    assert np.isnan(recent_above_habit_Schwellnus_2011(21 * DAY, start, times))
    assert recent_above_habit_Schwellnus_2011(23.1 * DAY, start, times) == -5400.0
    assert np.isnan(recent_above_habit_Schwellnus_2011(0.0, start, times))


def test_three_days_and_six_weeks_are_counted_to_the_second() -> None:
    def at(days: float) -> float:
        return float(recent_above_habit_Schwellnus_2011(days * DAY, [0.0, 39.5 * DAY], [3600.0, 1800.0]))

    assert at(42) == 1800.0 - 2700.0
    assert at(42.001) == 0.0
    assert at(42.501) == -1800.0
