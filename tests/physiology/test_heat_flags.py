import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.quantities import Range
from uncramp.physiology.heat_flags import (
    Flag,
    FlagForecast,
    flag_forecast,
    race_flag_ACSM_2007,
    unacclimatised_shift,
    unsuccessful_share_Roberts_2010,
)

RACES = Path(__file__).parents[3] / "shared" / "data" / "weather" / "race_weather_5us_marathons_1993_2016.csv"
anything = st.floats(allow_nan=True, allow_infinity=True)
temperatures = st.floats(-20, 45)


def warm(low: float, median: float, high: float) -> Range:
    return Range("wbgt", low, median, high)


@given(anything, anything)
def test_a_flag_is_one_of_five_or_none(wbgt: float, shift: float) -> None:
    flag = race_flag_ACSM_2007(wbgt, shift)
    assert bool(np.isnan(flag)) is not (abs(wbgt) <= 60.0 and 0.0 <= shift <= 10.0)
    assert np.isnan(flag) or float(flag) in set(Flag)


@given(temperatures, temperatures, st.floats(0, 5))
def test_more_heat_never_lowers_the_flag(one: float, other: float, shift: float) -> None:
    cool, hot = race_flag_ACSM_2007(sorted([one, other]), shift)
    assert cool <= hot
    assert race_flag_ACSM_2007(one, shift) >= race_flag_ACSM_2007(one)


def test_flags_of_many_days_come_at_once() -> None:
    assert race_flag_ACSM_2007([[5.0, 12.0], [20.0, np.nan]]).shape == (2, 2)
    assert race_flag_ACSM_2007([]).shape == (0,)


def test_every_race_day_bore_the_flag_of_its_wbgt() -> None:
    if not RACES.is_file():
        pytest.skip("the weather of American race days does not lie beside this checkout")
    with RACES.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["WBGT"]]
    told = [float(Flag[row["flag"].upper()]) for row in rows]
    assert len(told) == 92
    assert race_flag_ACSM_2007([float(row["WBGT"]) for row in rows]).tolist() == told


@given(anything, anything)
def test_the_shift_is_nothing_for_who_is_used_to_heat(share: float, most: float) -> None:
    shift = unacclimatised_shift(share, most)
    known = 0.0 <= share <= 1.0 and 0.0 <= most <= 10.0
    assert bool(np.isfinite(shift)) is known
    assert not known or 0.0 <= shift <= most


def test_who_is_not_used_to_heat_sees_higher_flags() -> None:
    air = warm(18.0, 20.0, 24.0)
    assert flag_forecast(air) == FlagForecast(Flag.YELLOW, Flag.RED)
    used, fresh = Range("share", 0.9, 1.0, 1.0), Range("share", 0.0, 0.0, 0.1)
    assert flag_forecast(air, used) == FlagForecast(Flag.YELLOW, Flag.RED)
    assert flag_forecast(air, fresh) == FlagForecast(Flag.RED, Flag.BLACK)


def test_the_worst_flag_takes_five_degrees_and_the_likely_four() -> None:
    fresh = Range("share", 0.0, 0.0, 0.0)
    assert flag_forecast(warm(18.0, 18.9, 18.0), fresh) == FlagForecast(Flag.YELLOW, Flag.RED)
    assert flag_forecast(warm(18.0, 19.0, 17.9), fresh) == FlagForecast(Flag.RED, Flag.YELLOW)


@pytest.mark.parametrize(
    ("air", "share"),
    [
        (warm(np.nan, np.nan, np.nan), None),
        (warm(10.0, 15.0, np.nan), None),
        (warm(10.0, 15.0, 20.0), Range("share", np.nan, np.nan, np.nan)),
        (warm(10.0, 15.0, 20.0), Range("share", np.nan, 0.5, 0.6)),
        (warm(10.0, np.nan, 20.0), Range("share", 0.1, 0.5, 0.6)),
    ],
)
def test_of_unknown_air_or_an_unknown_runner_there_is_no_flag(air: Range, share: Range | None) -> None:
    assert flag_forecast(air, share) is None


@given(temperatures, st.floats(0, 10), st.floats(0, 10), st.floats(0, 1), st.floats(0, 1))
def test_the_worst_is_never_better_than_the_likely(
    median: float, below: float, above: float, one: float, other: float
) -> None:
    low, high = sorted([one, other])
    told = flag_forecast(warm(median - below, median, median + above), Range("share", low, high, high))
    assert told is not None
    assert told.worst >= told.likely


@given(anything)
def test_a_share_of_starters_is_told_between_1_and_22_degrees(wbgt: float) -> None:
    share = unsuccessful_share_Roberts_2010(wbgt)
    assert bool(np.isfinite(share)) is (1.0 <= wbgt <= 22.0)
    assert np.isnan(share) or 0.04 < share < 0.16


def test_more_fail_the_hotter_it_is_above_13_degrees() -> None:
    assert (np.diff(unsuccessful_share_Roberts_2010(np.arange(13.0, 22.5, 0.5))) > 0.0).all()
    assert unsuccessful_share_Roberts_2010(20.5) == pytest.approx(0.13, abs=0.002)


def test_the_borders_of_the_curve_belong_to_it() -> None:
    assert unsuccessful_share_Roberts_2010([1.0, 22.0]) == pytest.approx([0.071343, 0.149568])


def test_heat_and_shifts_beyond_all_measure_have_no_flag() -> None:
    assert race_flag_ACSM_2007([60.0, -60.0, 60.1, -60.1], 10.0)[:2].tolist() == [4.0, 0.0]
    assert np.isnan(race_flag_ACSM_2007([60.1, -60.1, 20.0, 20.0], [0.0, 0.0, 10.1, -0.1])).all()
    assert unacclimatised_shift(0.0, 10.0) == 10.0
    assert np.isnan(unacclimatised_shift(0.0, [10.1, -0.1])).all()


def test_the_likely_flag_takes_the_likely_share_and_the_worst_the_least_with_just_five_degrees() -> None:
    unsure = Range("share", 0.0, 1.0, 1.0)
    assert flag_forecast(warm(15.0, 17.9, 17.96), unsure) == FlagForecast(Flag.GREEN, Flag.YELLOW)
    assert flag_forecast(warm(15.0, 17.9, 18.0), unsure) == FlagForecast(Flag.GREEN, Flag.RED)


def test_who_is_taken_as_used_to_heat_bears_the_flag_of_the_air_itself() -> None:
    assert flag_forecast(warm(17.99, 17.99, 17.99)) == FlagForecast(Flag.GREEN, Flag.GREEN)
    assert flag_forecast(warm(18.0, 18.0, 18.0)) == FlagForecast(Flag.YELLOW, Flag.YELLOW)


def test_a_share_or_shift_a_hair_below_nothing_is_none() -> None:
    assert np.isnan(unacclimatised_shift([-0.01, 0.5], [4.0, -0.01])).all()
    assert np.isnan(race_flag_ACSM_2007(15.0, -0.01))
