from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.quantities import Range
from uncramp.exposure.heat_cost import time_in_heat

FOUR_HOURS = Range("elapsed_time", 13_500.0, 14_400.0, 15_500.0)
MARATHON = 42_195.0


def heat(median: float) -> Range:
    return Range.normal("wbgt", median, 2.0)


def test_unknown_weather_takes_nothing() -> None:
    assert time_in_heat(FOUR_HOURS, MARATHON, None) == FOUR_HOURS


def test_a_marathon_in_heat_takes_what_it_took_from_ordinary_runners_with_the_doubt_of_it() -> None:
    # 0.80 % per °C above 10 °C WBGT at four hours, 45 % of it to either side.
    slowed = time_in_heat(FOUR_HOURS, MARATHON, heat(18.0))
    assert slowed.median == pytest.approx(14_400.0 * exp(8 * 0.008))
    assert slowed.low == pytest.approx(13_500.0 * exp(8 * 0.008 * 0.55))
    assert slowed.high == pytest.approx(15_500.0 * exp(8 * 0.008 * 1.45))


def test_beyond_the_heat_that_was_measured_the_loss_is_at_least_that_of_the_hottest() -> None:
    assert time_in_heat(FOUR_HOURS, MARATHON, heat(24.0)) == time_in_heat(FOUR_HOURS, MARATHON, heat(20.0))
    ten = Range("elapsed_time", 2700.0, 2800.0, 2900.0)
    assert time_in_heat(ten, 10_000.0, heat(31.0)) == time_in_heat(ten, 10_000.0, heat(25.0))


@pytest.mark.parametrize(
    ("seconds", "distance"), [(2800.0, 10_000.0), (6000.0, 29_999.0), (7000.0, MARATHON), (22_000.0, MARATHON)]
)
def test_shorter_races_and_the_fastest_and_slowest_lose_what_the_best_lose(seconds: float, distance: float) -> None:
    # 0.35 % per °C above 15 °C WBGT.
    slowed = time_in_heat(Range.normal("elapsed_time", seconds, 100.0), distance, heat(20.0))
    assert slowed.median == pytest.approx(seconds / (1.0 - 5 * 0.0035))


@given(st.floats(-5, 35), st.floats(-5, 35), st.floats(1500, MARATHON))
def test_hotter_is_never_faster_and_the_interval_stays_in_order(one: float, other: float, distance: float) -> None:
    cool, hot = (time_in_heat(FOUR_HOURS, distance, heat(each)) for each in sorted([one, other]))
    assert cool.median <= hot.median
    assert hot.low <= hot.median <= hot.high
