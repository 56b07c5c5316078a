from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.prediction import (
    marathon_time_Smyth_2020,
    marathon_time_Vickers_2016,
    marathon_time_Vickers_2016_two_races,
    race_time_Riegel_1981,
)

HALF, MARATHON = 21097.5, 42195.0
anything = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 5000.0, HALF, 1200.0, 6000.0])
races = st.tuples(st.floats(5000, 21100), st.floats(900, 12000))
weeks = st.floats(0, 190_000)


@given(anything, anything, anything)
def test_no_numbers_whatever_break_the_prediction_of_a_marathon(distance: float, time: float, week: float) -> None:
    predicted = marathon_time_Vickers_2016(distance, time, week)
    assert np.isnan(predicted) or 7200 <= predicted <= 30_000


@given(st.lists(anything, min_size=5, max_size=5))
def test_no_numbers_whatever_break_the_prediction_from_two_races(numbers: list[float]) -> None:
    predicted = marathon_time_Vickers_2016_two_races(*numbers)
    assert np.isnan(predicted) or 7200 <= predicted <= 30_000


@given(anything, anything, anything, anything)
def test_no_numbers_whatever_take_riegel_out_of_his_range(
    distance: float, known: float, time: float, exponent: float
) -> None:
    predicted = race_time_Riegel_1981(distance, known, time, exponent)
    assert np.isnan(predicted) or 210 <= predicted <= 13_800


@given(st.floats(500, MARATHON), st.floats(500, MARATHON), races)
def test_farther_takes_longer(one: float, other: float, race: tuple[float, float]) -> None:
    near, far = race_time_Riegel_1981(sorted([one, other]), *race)
    assert not near > far


@given(st.floats(3000, 21100), races)
def test_there_and_back_again_is_the_same_time(distance: float, race: tuple[float, float]) -> None:
    there = race_time_Riegel_1981(distance, *race)
    assert np.isnan(there) or race_time_Riegel_1981(race[0], distance, there) == pytest.approx(race[1])


@given(races, weeks, weeks)
def test_who_trains_more_runs_a_faster_marathon(race: tuple[float, float], one: float, other: float) -> None:
    little, much = marathon_time_Vickers_2016(*race, sorted([one, other]))
    assert not much > little


@given(races, st.floats(10_000, 80_000))
def test_a_marathon_takes_longer_than_the_shorter_race(race: tuple[float, float], week: float) -> None:
    assert not marathon_time_Vickers_2016(*race, week) <= race[1]


@given(st.floats(1100, 1300), st.floats(1100, 1300), weeks)
def test_of_two_runners_of_one_half_marathon_the_one_slower_over_5_km_slows_more(
    one: float, other: float, week: float
) -> None:
    fast, slow = marathon_time_Vickers_2016_two_races(5000, sorted([one, other]), HALF, 6000, week)
    assert not fast > slow


def test_the_bounds_of_riegels_records_are_within_them() -> None:
    assert race_time_Riegel_1981(5000, 5000, [209.9, 210, 13_800, 13_800.1]).tolist() == pytest.approx(
        [nan, 210, 13_800, nan], nan_ok=True
    )
    assert np.isnan(race_time_Riegel_1981([1000, 1200, 30000, 42195], 5000, [1000, 1000, 1700, 1700])).tolist() == [
        True,
        False,
        False,
        True,
    ]
    assert np.isnan(race_time_Riegel_1981([0.5, 1e7], [5000, 5000], 1200)).all()
    assert np.isnan(race_time_Riegel_1981(5000, [0.5, 1e7], 1200)).all()
    assert np.isnan(race_time_Riegel_1981(5000, 10000, 2400, [-0.1, 2.1])).all()
    assert race_time_Riegel_1981(5000, 10000, 2400, [0, 2]).tolist() == [2400, 600]


def test_the_bounds_of_the_survey_are_within_it() -> None:
    known = np.isfinite(marathon_time_Vickers_2016([4999.9, 5000, 21_100, 21_100.1], [1500, 1500, 5000, 5000], 50_000))
    assert known.tolist() == [False, True, True, False]
    fast, slow = [749.9, 750.0], [15_000.0, 15_000.1]
    assert np.isfinite(marathon_time_Vickers_2016([5000, 5000], fast, 0)).tolist() == [False, True]
    assert np.isfinite(marathon_time_Vickers_2016([21_100, 21_100], slow, 50_000)).tolist() == [True, False]
    known = np.isfinite(marathon_time_Vickers_2016(10_000, 2400, [-0.1, 0, 193_200, 193_200.1, nan, inf]))
    assert known.tolist() == [False, True, True, False, False, False]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((HALF, 6300.0), (10_000.0, 2800.0)),
        ((10_000.0, 2800.0), (10_000.0, 2900.0)),
        ((10_000.0, 2800.0), (15_000.0, 2800.0)),
        ((4000.0, 900.0), (10_000.0, 2800.0)),
        ((10_000.0, 2800.0), (25_000.0, 8000.0)),
    ],
)
def test_two_races_that_are_not_in_order_say_nothing(first: tuple[float, float], second: tuple[float, float]) -> None:
    assert np.isnan(marathon_time_Vickers_2016_two_races(*first, *second, 50_000))


def test_a_marathon_faster_or_slower_than_any_of_the_survey_is_no_prediction() -> None:
    fast, slow = [3350, 3380], [13_000, 14_000]
    assert np.isfinite(marathon_time_Vickers_2016(21_100, fast, 190_000)).tolist() == [False, True]
    assert np.isfinite(marathon_time_Vickers_2016(21_100, slow, 0)).tolist() == [True, False]
    fast, slow = [3450, 3500], [12_000, 15_000]
    assert np.isfinite(marathon_time_Vickers_2016_two_races(5000, 850, 21_100, fast, 190_000)).tolist() == [False, True]
    assert np.isfinite(marathon_time_Vickers_2016_two_races(5000, 2700, 21_100, slow, 30_000)).tolist() == [True, False]


@given(anything)
def test_no_critical_speed_whatever_gives_a_marathon_outside_those_studied(critical_speed: float) -> None:
    time = marathon_time_Smyth_2020(critical_speed)
    assert np.isnan(time) or 9000 <= time <= 21_600


@given(st.floats(2.48, 5.04), st.floats(2.48, 5.04))
def test_the_slower_of_two_marathon_runners_holds_no_greater_share_of_critical_speed(one: float, other: float) -> None:
    speeds = np.array(sorted([one, other]))
    times = marathon_time_Smyth_2020(speeds)
    slow, fast = MARATHON / times / speeds
    assert times[1] <= times[0]
    assert 0.789 - 1e-9 <= slow <= fast + 1e-9 <= 0.93 + 2e-9


def test_half_way_in_the_logarithm_of_the_time_the_share_is_half_way() -> None:
    time = 9000 * np.sqrt(2.4)
    assert marathon_time_Smyth_2020(MARATHON / time / 0.8595) == pytest.approx(time)


def test_critical_speeds_that_no_marathon_runner_has_give_none() -> None:
    assert np.isnan(marathon_time_Smyth_2020([1.99, 6.01, -3.0, 0.0, inf])).all()


def test_a_race_is_a_metre_at_least() -> None:
    assert race_time_Riegel_1981(1.0, 1.0, 300.0) == 300.0
    assert np.isnan(race_time_Riegel_1981([0.99, 1.0], [1.0, 0.99], 300.0)).all()


def test_who_trains_less_than_nothing_has_no_marathon_time() -> None:
    assert np.isfinite(marathon_time_Vickers_2016(10_000.0, 2700.0, 0.0))
    assert np.isnan(marathon_time_Vickers_2016(10_000.0, 2700.0, -0.01))
    assert np.isnan(race_time_Riegel_1981(10_000.0, 5000.0, 1200.0, -0.01))


def test_the_slowest_marathon_that_is_told_takes_eight_hours_and_a_third() -> None:
    slow = marathon_time_Vickers_2016(21_097.5, [13_390.0, 13_410.0], 0.0)
    assert np.isfinite(slow).tolist() == [True, False]
    assert slow[0] == pytest.approx(29_986.0, abs=1.0)
