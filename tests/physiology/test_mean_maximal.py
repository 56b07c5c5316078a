from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.mean_maximal import (
    LONGEST_RUN,
    log_spaced_durations,
    mean_maximal,
    mean_maximal_curve,
    resampled_by_second,
)

values = st.integers(-20, 20).map(float)
streams = st.lists(values, min_size=1, max_size=15)
holed = st.lists(values | st.just(nan), max_size=15)
anything = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-5, 9).map(float)


def windows(stream: list[float], length: int) -> list[list[float]]:
    every = [stream[start : start + length] for start in range(len(stream) - length + 1)]
    return [window for window in every if np.isfinite(window).all()]


def resampled(time: list[float], stream: list[float], longest_gap: float = 5.0, between: float = 0.0) -> list[float]:
    return [float(each) for each in resampled_by_second(time, stream, longest_gap=longest_gap, between=between)]


@given(holed)
def test_the_curve_is_the_best_mean_of_all_windows_of_which_all_is_known(stream: list[float]) -> None:
    best = [
        max((sum(window) / length for window in windows(stream, length)), default=nan)
        for length in range(1, len(stream) + 1)
    ]
    assert mean_maximal_curve(stream) == pytest.approx(best, nan_ok=True)


@given(streams)
def test_the_curve_begins_with_the_highest_second_and_ends_with_the_mean_of_all(stream: list[float]) -> None:
    curve = mean_maximal_curve(stream)
    assert curve[0] == max(stream)
    assert curve[-1] == pytest.approx(np.mean(stream))


@given(streams, st.integers(1, 5), st.integers(1, 3))
def test_twice_as_long_is_never_better(stream: list[float], duration: int, times: int) -> None:
    short, long = mean_maximal(stream, [duration, duration * times])
    assert np.isnan(long) or long <= short + 1e-12


def test_durations_that_do_not_fit_have_no_mean() -> None:
    curve = mean_maximal([1.0, 2.0, 3.0], [0, 0.5, 1, 3, 4, nan, inf, -1])
    assert curve.tolist() == pytest.approx([nan, nan, 3.0, 2.0, nan, nan, nan, nan], nan_ok=True)


def test_no_mean_is_taken_over_what_is_not_known() -> None:
    assert mean_maximal([9.0, nan, 1.0, 2.0], [1, 2, 3]).tolist() == pytest.approx([9.0, 1.5, nan], nan_ok=True)
    assert mean_maximal([9.0, inf, 1.0, 2.0], [1, 2, 3]).tolist() == pytest.approx([9.0, 1.5, nan], nan_ok=True)


def test_without_a_stream_there_is_no_curve() -> None:
    assert mean_maximal_curve([]).size == 0
    assert np.isnan(mean_maximal([], [1, 60])).all()


@given(streams)
def test_records_of_every_second_are_left_as_they_are(stream: list[float]) -> None:
    assert resampled(np.arange(7.0, 7.0 + len(stream)).tolist(), stream) == stream


def test_between_near_records_the_value_goes_over_in_a_straight_line() -> None:
    assert resampled([10.0, 12.0, 17.0], [2.0, 4.0, 14.0]) == [2, 3, 4, 6, 8, 10, 12, 14]


def test_the_seconds_of_a_pause_count() -> None:
    assert resampled([0.0, 1.0, 7.0, 8.0], [3.0, 3.0, 3.0, 3.0]) == [3, 3, 0, 0, 0, 0, 0, 3, 3]
    assert resampled([0.0, 1.0, 6.0, 7.0], [3.0, 3.0, 3.0, 3.0]) == [3, 3, 3, 3, 3, 3, 3, 3]


def test_a_gap_of_which_nothing_is_known_stays_unknown() -> None:
    stream = resampled([0.0, 6.0], [3.0, 3.0], between=nan)
    assert stream == pytest.approx([3.0, nan, nan, nan, nan, nan, 3.0], nan_ok=True)


def test_a_value_that_is_missing_is_a_gap_in_the_records() -> None:
    assert resampled([0.0, 1.0, 2.0, 3.0], [1.0, nan, inf, 7.0]) == [1, 3, 5, 7]
    assert resampled([0.0, 1.0, 2.0, 3.0], [1.0, nan, nan, 7.0], longest_gap=2.0) == [1, 0, 0, 7]


def test_records_that_go_back_or_repeat_a_moment_are_left_out() -> None:
    assert resampled([0.0, 2.0, 1.0, 2.0, 3.0], [0.0, 4.0, 9.0, 9.0, 6.0]) == [0, 2, 4, 6]


def test_fractions_of_seconds_are_read_at_whole_seconds_from_the_first_record() -> None:
    assert resampled([0.5, 1.0, 2.0, 2.9], [1.0, 2.0, 4.0, 5.8]) == pytest.approx([1, 3, 5])


def test_a_span_longer_than_any_run_is_an_error_of_the_clock() -> None:
    assert len(resampled([0.0, LONGEST_RUN], [1.0, 1.0])) == LONGEST_RUN + 1
    assert resampled([0.0, LONGEST_RUN + 1.0], [1.0, 1.0]) == []


@given(st.lists(st.tuples(anything, anything), max_size=9), anything, st.sampled_from([0.0, nan]))
def test_no_records_whatever_break_the_resampling(
    records: list[tuple[float, float]], gap: float, between: float
) -> None:
    time, stream = np.array(records, np.float64).reshape(-1, 2).T
    known = np.isfinite(time) & np.isfinite(stream)
    made = resampled_by_second(time, stream, longest_gap=gap, between=between)
    assert made.size == 0 or known.any()
    assert np.isfinite(made[np.isfinite(made)]).all()
    assert made.size == 0 or np.nanmax(np.abs(made)) <= np.abs(stream[known]).max()


@given(st.floats(1, 40_000), st.integers(1, 60))
def test_durations_in_equal_ratios_reach_from_a_second_to_the_longest(longest: float, count: int) -> None:
    durations = log_spaced_durations(longest, count)
    assert 1 <= durations.size <= count
    assert durations[0] == 1
    assert durations[-1] == (int(longest) if count > 1 else 1)
    assert (np.diff(durations) > 0).all()


def test_an_hour_in_seven_steps() -> None:
    assert log_spaced_durations(4096.0, 7).tolist() == [1, 4, 16, 64, 256, 1024, 4096]


@pytest.mark.parametrize(("longest", "count"), [(0.99, 9), (nan, 9), (inf, 9), (-1.0, 9), (60.0, 0), (2e6, 9)])
def test_without_a_longest_duration_there_is_none(longest: float, count: int) -> None:
    assert log_spaced_durations(longest, count).size == 0


def test_the_longest_run_of_all_is_a_million_seconds() -> None:
    assert log_spaced_durations(1_000_000.0, 2).tolist() == [1, 1_000_000]
    assert log_spaced_durations(1_000_000.1, 2).size == 0
    assert resampled_by_second([0.0, 1e6], [3.0, 3.0], longest_gap=1e6, between=0.0).size == 1_000_001
    assert resampled_by_second([0.0, 1e6 + 0.1], [3.0, 3.0], longest_gap=1e7, between=0.0).size == 0
