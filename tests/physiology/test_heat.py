import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.heat import (
    HOTTEST_MEASURED,
    SpeedFactor,
    heat_speed_factor_Ely_2007,
    heat_speed_factor_Knechtle_2019,
    heat_speed_factor_Mantzios_2022,
    heat_speed_factor_ordinary,
)

anything = st.floats(allow_nan=True, allow_infinity=True)
finish_times = st.floats(7200, 21_600)


def in_order(factor: SpeedFactor) -> bool:
    known = np.isfinite(factor.median)
    same = np.array_equal(np.isfinite(factor.low), known) and np.array_equal(np.isfinite(factor.high), known)
    return same and bool(
        ((factor.low <= factor.median) & (factor.median <= factor.high))[known].all()
        and (factor.low[known] > 0.5).all()
    )


@given(st.lists(anything, max_size=5))
def test_heat_never_speeds_a_runner_up_and_beyond_what_was_studied_there_is_no_number(values: list[float]) -> None:
    factor = heat_speed_factor_Mantzios_2022(values)
    studied = np.array(values) <= HOTTEST_MEASURED
    assert factor.shape == (len(values),)
    assert np.array_equal(np.isfinite(factor), studied)
    assert ((factor[studied] > 0.96) & (factor[studied] <= 1.0)).all()


@given(st.floats(-20, HOTTEST_MEASURED), st.floats(-20, HOTTEST_MEASURED))
def test_the_hotter_the_slower(one: float, other: float) -> None:
    cool, hot = heat_speed_factor_Mantzios_2022(sorted([one, other]))
    assert hot <= cool


def test_the_disciplines_differ_by_a_tenth_of_a_percent_a_degree() -> None:
    assert heat_speed_factor_Mantzios_2022(25.0, [0.003, 0.004]) == pytest.approx([0.97, 0.96])
    assert heat_speed_factor_Mantzios_2022(25.0, [0.0, 0.01]) == pytest.approx([1.0, 0.9])
    assert np.isnan(heat_speed_factor_Mantzios_2022(25.0, [-0.001, 0.0101, np.nan])).all()


@given(st.lists(anything, max_size=5), st.sampled_from(["male", "female"]))
def test_the_first_three_lose_little_and_only_where_it_was_measured(values: list[float], sex: str) -> None:
    factor = heat_speed_factor_Ely_2007(values, sex)
    assert in_order(factor)
    assert np.array_equal(np.isfinite(factor.median), (np.array(values) >= 5.0) & (np.array(values) <= 25.0))


@given(st.floats(5, 25), st.floats(5, 25))
def test_the_first_three_are_never_faster_in_more_heat(one: float, other: float) -> None:
    cool, hot = heat_speed_factor_Ely_2007(sorted([one, other])).median
    assert hot <= cool <= 1.0


def test_the_spread_between_races_is_the_published_one() -> None:
    factor = heat_speed_factor_Ely_2007([7.5, 22.5])
    assert factor.low == pytest.approx([1.017 / (1.017 + 1.2816 * 0.015), 1.017 / (1.045 + 1.2816 * 0.023)], abs=1e-5)
    assert factor.high == pytest.approx([1.017 / (1.017 - 1.2816 * 0.015), 1.017 / (1.045 - 1.2816 * 0.023)], abs=1e-5)
    women = heat_speed_factor_Ely_2007([12.5, 17.5], "female")
    assert women.low == pytest.approx([1.032 / (1.032 + 1.2816 * 0.029), 1.032 / (1.038 + 1.2816 * 0.032)], abs=1e-5)


@pytest.mark.parametrize(
    ("wbgt", "low"), [(12.5, 1.017 / (1.025 + 1.2816 * 0.021)), (17.5, 1.017 / (1.033 + 1.2816 * 0.020))]
)
def test_the_bands_between_have_their_own_spread(wbgt: float, low: float) -> None:
    assert heat_speed_factor_Ely_2007(wbgt).low == pytest.approx(low, abs=1e-5)


@pytest.mark.parametrize(
    ("wbgt", "low"), [(7.5, 1.032 / (1.032 + 1.2816 * 0.049)), (22.5, 1.032 / (1.054 + 1.2816 * 0.041))]
)
def test_women_vary_more(wbgt: float, low: float) -> None:
    assert heat_speed_factor_Ely_2007(wbgt, "female").low == pytest.approx(low, abs=1e-5)


@given(anything, anything, anything)
def test_boston_says_nothing_outside_its_air_and_its_times(hot: float, cool: float, time: float) -> None:
    factor = heat_speed_factor_Knechtle_2019(hot, cool, time)
    inside = 5.0 <= cool <= hot <= 28.0 and 7200.0 <= time <= 21_600.0
    assert bool(np.isfinite(factor)) is inside
    assert not inside or 0.7 < factor <= 1.0


@given(st.lists(anything, max_size=5), anything)
def test_ordinary_runners_lose_something_or_there_is_no_number(values: list[float], time: float) -> None:
    factor = heat_speed_factor_ordinary(values, time)
    inside = (np.array(values) <= 20.0) & (7200.0 <= time <= 21_600.0)
    assert in_order(factor)
    assert np.array_equal(np.isfinite(factor.median), inside)
    assert (factor.high[inside] <= 1.0).all()


@given(st.floats(0, 20), st.floats(0, 20), finish_times)
def test_an_ordinary_runner_is_never_faster_in_more_heat(one: float, other: float, time: float) -> None:
    factor = heat_speed_factor_ordinary(sorted([one, other]), time)
    assert (np.diff(factor.low) <= 0.0).all()
    assert (np.diff(factor.high) <= 0.0).all()


@given(st.floats(10, 20), finish_times, finish_times)
def test_slower_runners_lose_more(wbgt: float, one: float, other: float) -> None:
    faster, slower = heat_speed_factor_ordinary(wbgt, sorted([one, other])).median
    assert slower <= faster


@given(st.floats(15, 20), finish_times)
def test_nobody_loses_less_than_the_best(wbgt: float, time: float) -> None:
    assert heat_speed_factor_ordinary(wbgt, time).median <= heat_speed_factor_Mantzios_2022(wbgt) + 1e-12


def test_the_loss_grows_between_three_and_four_hours_alone() -> None:
    hours = np.array([2.0, 3.0, 3.0625, 3.5, 4.0, 5.0, 6.0])
    loss = -np.log(heat_speed_factor_ordinary(20.0, hours * 3600.0).median) / 10.0
    assert loss == pytest.approx([0.0035, 0.0035, 0.0035, 0.0056, 0.0080, 0.0080, 0.0080])


def test_of_another_sex_there_is_no_number() -> None:
    factor = heat_speed_factor_Ely_2007([10.0, 20.0], "unknown")
    assert np.isnan([factor.low, factor.median, factor.high]).all()
    assert factor.median.shape == (2,)


def test_between_the_bands_the_line_is_straight_and_beyond_them_level() -> None:
    factor = heat_speed_factor_Ely_2007([5.0, 10.0, 15.0, 20.0, 25.0])
    expected = [1.0, 1.017 / 1.021, 1.017 / 1.029, 1.017 / 1.039, 1.017 / 1.045]
    assert factor.median == pytest.approx(expected, abs=1e-9)


def test_the_borders_of_boston_belong_to_it() -> None:
    factor = heat_speed_factor_Knechtle_2019([5.0, 28.0, 10.0, 10.0], 5.0, [14_400.0, 14_400.0, 7200.0, 21_600.0])
    assert np.isfinite(factor).all()
    assert np.isfinite(heat_speed_factor_ordinary(20.0, [7200.0, 21_600.0]).median).all()


def test_in_the_cool_all_of_the_speed_is_left_and_not_a_hair_more() -> None:
    assert heat_speed_factor_ordinary([-5.0, 9.0, 10.0], 14_400.0).high.tolist() == [1.0, 1.0, 1.0]
    assert heat_speed_factor_Mantzios_2022([-5.0, 15.0]).tolist() == [1.0, 1.0]
