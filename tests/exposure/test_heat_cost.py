from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.quantities import Range
from uncramp.exposure.heat_cost import time_in_heat

FOUR_HOURS = Range("elapsed_time", 13_500.0, 14_400.0, 15_500.0)
MARATHON, HALF = 42_195.0, 21_097.5
distances, speeds, degrees = st.floats(1500, 100_000), st.floats(0.7, 6.5), st.floats(-5, 40)


def heat(median: float, sd: float = 2.0) -> Range:
    return Range.normal("wbgt", median, sd)


def exact(kind: str, value: float) -> Range:
    return Range(kind, value, value, value)


def slowed(seconds: float, distance: float, wbgt: float) -> Range:
    return time_in_heat(exact("elapsed_time", seconds), distance, exact("wbgt", wbgt))


def ends(told: Range) -> tuple[float, float, float]:
    return told.low, told.median, told.high


def test_a_marathon_in_heat_takes_what_it_took_from_ordinary_runners_with_the_doubt_of_it() -> None:
    # 0.80 % per °C above 10 °C WBGT from four hours on, 45 % of it to either side.
    told = slowed(14_400.0, MARATHON, 18.0)
    assert ends(told) == pytest.approx([14_400.0 * exp(8 * 0.008 * share) for share in (0.55, 1.0, 1.45)])


def test_each_end_of_the_time_is_slowed_by_its_own_end_of_the_heat() -> None:
    told = time_in_heat(FOUR_HOURS, MARATHON, Range("wbgt", 12.0, 16.0, 19.0))
    quick = 0.0080 - 0.0048 * 0.25  # of a runner of 3:45 h
    assert told.low == pytest.approx(13_500.0 * exp(2 * quick * 0.55))
    assert told.median == pytest.approx(14_400.0 * exp(6 * 0.008))
    assert told.high == pytest.approx(15_500.0 * exp(9 * 0.008 * 1.45))


def test_a_doubt_that_reaches_into_heat_slows_the_slow_end() -> None:
    told = time_in_heat(FOUR_HOURS, MARATHON, Range("wbgt", 4.0, 9.0, 14.0))
    assert (told.low, told.median) == (FOUR_HOURS.low, FOUR_HOURS.median)
    assert told.high == pytest.approx(15_500.0 * exp(4 * 0.008 * 1.45))


def test_hotter_than_ordinary_runners_had_it_the_loss_grows_as_that_of_the_best() -> None:
    # 0.35 % per °C above 15 °C WBGT, up to the 25 °C that were measured.
    warm, hot, hottest = (slowed(14_400.0, MARATHON, each).median for each in (20.0, 24.0, 25.0))
    assert hot / warm == pytest.approx((1 - 5 * 0.0035) / (1 - 9 * 0.0035))
    assert hottest > hot
    assert slowed(14_400.0, MARATHON, 31.0) == slowed(14_400.0, MARATHON, 25.0)
    assert slowed(2800.0, 10_000.0, 31.0) == slowed(2800.0, 10_000.0, 25.0)


@pytest.mark.parametrize("distance", [1500.0, 5000.0, 10_000.0])
def test_up_to_10_km_all_lose_what_the_best_lose(distance: float) -> None:
    assert slowed(3000.0, distance, 20.0).median == pytest.approx(3000.0 / (1.0 - 5 * 0.0035))


def test_between_10_km_and_the_marathon_the_loss_goes_with_the_logarithm_of_the_distance() -> None:
    # Halfway between the logarithms is the geometric mean of the two distances, and of the two losses.
    middle = (10_000.0 * MARATHON) ** 0.5
    seconds = 16_000.0 * (middle / MARATHON) ** 1.07
    assert slowed(seconds, middle, 20.0).median / seconds == pytest.approx((exp(10 * 0.008) / (1 - 5 * 0.0035)) ** 0.5)


@pytest.mark.parametrize(("seconds", "border"), [(7000.0, 7200.0), (21_700.0, 21_600.0), (30_000.0, 21_600.0)])
def test_the_fastest_and_the_slowest_lose_what_the_nearest_who_were_measured_lose(
    seconds: float, border: float
) -> None:
    share = slowed(border, MARATHON, 20.0).median / border
    assert slowed(seconds, MARATHON, 20.0).median / seconds == pytest.approx(share)
    assert slowed(2.0 * seconds, 2.0 * MARATHON, 20.0).median > 2.0 * seconds


def test_a_longer_race_takes_at_least_what_the_marathon_takes_from_the_same_runner() -> None:
    far = slowed(14_400.0 * 2**1.07, 2.0 * MARATHON, 20.0).median / 2**1.07
    assert far == pytest.approx(slowed(14_400.0, MARATHON, 20.0).median)


def test_unknown_weather_takes_nothing_likely_and_may_be_20_degrees() -> None:
    told = time_in_heat(FOUR_HOURS, MARATHON, None)
    assert (told.low, told.median) == (FOUR_HOURS.low, FOUR_HOURS.median)
    assert told.high == pytest.approx(15_500.0 * exp(10 * 0.008 * 1.45))


@given(distances, speeds, st.floats(-20, 10))
def test_unknown_weather_is_wider_than_weather_that_is_known_to_be_cool(
    distance: float, speed: float, cool: float
) -> None:
    time = Range.normal("elapsed_time", distance / speed, 0.03 * distance / speed)
    unknown, known = time_in_heat(time, distance, None), time_in_heat(time, distance, exact("wbgt", cool))
    assert known == time
    assert unknown.low == known.low
    assert unknown.high > known.high


@given(distances, speeds, degrees, degrees)
def test_hotter_is_never_faster(distance: float, speed: float, one: float, other: float) -> None:
    time = Range.normal("elapsed_time", distance / speed, 0.03 * distance / speed)
    cool, hot = (ends(time_in_heat(time, distance, heat(each))) for each in sorted([one, other]))
    assert (np.array(cool) <= np.array(hot) * (1.0 + 1e-12)).all()


@given(distances, speeds, speeds, degrees)
def test_a_slower_prediction_never_becomes_faster_than_a_faster_one(
    distance: float, one: float, other: float, wbgt: float
) -> None:
    slow, fast = (ends(slowed(distance / each, distance, wbgt)) for each in sorted([one, other]))
    assert (np.array(fast) <= np.array(slow) * (1.0 + 1e-12)).all()


@given(distances, speeds, degrees, st.floats(0, 5), st.floats(0, 0.2))
def test_the_interval_is_in_order_and_never_faster_than_in_cool_weather(
    distance: float, speed: float, wbgt: float, sd: float, doubt: float
) -> None:
    time = Range.normal("elapsed_time", distance / speed, doubt * distance / speed)
    told = time_in_heat(time, distance, heat(wbgt, sd))
    assert told.low <= told.median * (1.0 + 1e-12)
    assert told.median <= told.high * (1.0 + 1e-12)
    assert told.low >= time.low * (1.0 - 1e-12)


@pytest.mark.parametrize("wbgt", [12.0, 20.0, 25.0])
def test_no_distance_jumps_and_no_time_does(wbgt: float) -> None:
    step = 1.001
    far = [ends(slowed(way / 2.5, way, wbgt)) for way in 1500.0 * step ** np.arange(4200)]
    long = [ends(slowed(time, way, wbgt)) for way in (HALF, MARATHON) for time in 3600.0 * step ** np.arange(2300)]
    for told in (np.log(far), np.log(long[:2300]), np.log(long[2300:])):
        assert np.abs(np.diff(told, axis=0) - log(step)).max() < 0.5 * log(step)
