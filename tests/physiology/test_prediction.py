from math import isnan

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from uncramp.physiology.prediction import marathon_time_Vickers_2016, race_time_Riegel_1981

efforts = st.tuples(st.floats(5000, 21100), st.floats(900, 12000))


@given(st.floats(), st.floats(), st.floats())
def test_no_numbers_whatever_break_the_prediction_of_a_marathon(distance: float, time: float, week: float) -> None:
    assume(not isnan(week))
    predicted = marathon_time_Vickers_2016(distance, time, max(week, 0.0))
    assert isnan(predicted) or predicted >= 0


@given(st.floats(500, 42195), st.floats(500, 42195), efforts)
def test_farther_takes_longer(one: float, other: float, effort: tuple[float, float]) -> None:
    near, far = (race_time_Riegel_1981(each, *effort) for each in sorted([one, other]))
    assume(not isnan(near) and not isnan(far))
    assert near <= far


@given(st.floats(3000, 21100), efforts)
def test_there_and_back_again_is_the_same_time(distance: float, effort: tuple[float, float]) -> None:
    there = race_time_Riegel_1981(distance, *effort)
    assume(not isnan(there))
    assert race_time_Riegel_1981(effort[0], distance, there) == pytest.approx(effort[1])


@given(efforts, st.floats(0, 200_000), st.floats(0, 200_000))
def test_who_trains_more_runs_a_faster_marathon(effort: tuple[float, float], one: float, other: float) -> None:
    little, much = sorted([one, other])
    assert marathon_time_Vickers_2016(*effort, much) <= marathon_time_Vickers_2016(*effort, little)


@given(efforts, st.floats(10_000, 80_000))
def test_a_marathon_takes_longer_than_the_shorter_race(effort: tuple[float, float], week: float) -> None:
    assert marathon_time_Vickers_2016(*effort, week) > effort[1]
