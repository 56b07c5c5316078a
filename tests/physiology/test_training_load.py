from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.streams import FloatArray
from uncramp.physiology.training_load import (
    LONGEST_HISTORY,
    acute_load_Banister_1975,
    acwr_Frandsen_2025,
    acwr_Gabbett_2016,
    acwr_Williams_2017,
    before_day,
    chronic_load_Banister_1975,
    daily_load,
    exponential_load_Banister_1975,
    form_Banister_1975,
    monotony_Foster_1998,
    strain_Foster_1998,
)

numbers = st.floats(allow_nan=True, allow_infinity=True)
days = st.floats(0, 1000) | st.just(0.0) | st.just(np.nan)
SERIES = [
    (acute_load_Banister_1975, 7),
    (chronic_load_Banister_1975, 42),
    (form_Banister_1975, 42),
    (monotony_Foster_1998, 7),
    (strain_Foster_1998, 7),
    (acwr_Gabbett_2016, 28),
    (acwr_Frandsen_2025, 28),
    (acwr_Williams_2017, 28),
]
SINCE = [pytest.param(formula, first, id=formula.__name__) for formula, first in SERIES]


@pytest.mark.parametrize(("formula", "first"), SINCE)
def test_there_is_a_number_as_soon_as_the_history_is_long_enough(
    formula: Callable[[FloatArray], FloatArray], first: int
) -> None:
    load = np.tile([0.0, 100.0, 50.0], 20)
    assert np.isfinite(formula(load)).tolist() == [day >= first for day in range(1, 61)]


@pytest.mark.parametrize(("formula", "first"), SINCE)
@given(load=st.lists(numbers, max_size=60))
def test_no_load_is_too_strange(formula: Callable[[list[float]], FloatArray], first: int, load: list[float]) -> None:
    found = formula(load)
    assert found.shape == (len(load),)
    assert np.isnan(found[: first - 1]).all()
    assert not np.isinf(found).any()


@pytest.mark.parametrize(("formula", "first"), SINCE)
def test_loads_that_cannot_be_are_unknown_and_not_rest(formula: Callable[[FloatArray], FloatArray], first: int) -> None:
    load = np.tile([0.0, 100.0, 50.0], 30)
    strange, unknown, edge = load.copy(), load.copy(), load.copy()
    strange[60:63] = [-0.1, np.inf, 1_000_000.1]
    unknown[60:63] = np.nan
    edge[62] = 1_000_000.0
    assert np.array_equal(formula(strange), formula(unknown), equal_nan=True)
    assert np.isfinite(formula(edge)[first:]).all()


@given(st.lists(days, min_size=1, max_size=80), st.floats(0.1, 100))
def test_an_average_is_between_the_least_and_the_greatest_load(load: list[float], time_constant: float) -> None:
    average = exponential_load_Banister_1975(load, time_constant)
    known = np.isfinite(average)
    assert (average[known] >= np.nanmin(np.array(load), initial=np.inf) - 1e-6).all()
    assert (average[known] <= np.nanmax(np.array(load), initial=-np.inf) + 1e-6).all()


def test_habit_is_the_same_every_day_if_every_day_is_the_same() -> None:
    steady = np.full(100, 60.0)
    assert chronic_load_Banister_1975(steady)[41:].tolist() == pytest.approx([60.0] * 59)
    assert form_Banister_1975(steady)[41:].tolist() == pytest.approx([0.0] * 59)


def test_a_day_of_load_weighs_what_its_constant_says() -> None:
    load = np.zeros(2000)
    load[1500] = 100.0
    assert acute_load_Banister_1975(load)[1500] == pytest.approx(100 * (1 - np.exp(-1 / 7)))
    assert chronic_load_Banister_1975(load)[1542] == pytest.approx(100 * (1 - np.exp(-1 / 42)) * np.exp(-1))
    assert form_Banister_1975(load)[1500] == pytest.approx(100 * (np.exp(-1 / 7) - np.exp(-1 / 42)))


def test_a_day_of_unknown_load_changes_no_average_and_is_not_rest() -> None:
    load = np.full(200, 60.0)
    load[150] = np.nan
    assert acute_load_Banister_1975(load)[7:].tolist() == pytest.approx([60.0] * 193)


def test_after_many_unknown_days_there_is_no_average() -> None:
    load = np.concatenate([np.full(100, 60.0), np.full(10, np.nan)])
    assert np.isfinite(acute_load_Banister_1975(load)[100:]).tolist() == [True] * 3 + [False] * 7  # e^(-4/7) < 1 - 1/e


@pytest.mark.parametrize("time_constant", [0.0, -1.0, np.nan])
def test_a_time_constant_is_above_nothing(time_constant: float) -> None:
    assert np.isnan(exponential_load_Banister_1975([1.0, 2.0], time_constant)).all()


def test_a_time_constant_without_end_never_has_a_history() -> None:
    assert np.isnan(exponential_load_Banister_1975([1.0, 2.0], np.inf)).all()
    assert exponential_load_Banister_1975([1.0, 2.0], 1e-300).tolist() == [1.0, 2.0]


@given(st.lists(st.floats(0, 1000), min_size=7, max_size=7))
def test_monotony_is_capped_and_scale_free(week: list[float]) -> None:
    monotony, doubled = monotony_Foster_1998(week)[6], monotony_Foster_1998(2 * np.array(week))[6]
    assert np.isnan(monotony) or 0.4 < monotony <= 10
    assert monotony == pytest.approx(doubled, nan_ok=True)


def test_equal_days_are_as_monotonous_as_can_be_and_a_week_of_rest_has_no_monotony() -> None:
    assert monotony_Foster_1998([70.0] * 7)[6] == 10
    assert strain_Foster_1998([70.0] * 7)[6] == 4900
    assert np.isnan(monotony_Foster_1998([0.0] * 7)[6])
    assert monotony_Foster_1998([0.0] * 6 + [70.0])[6] == pytest.approx(1 / np.sqrt(6))


def test_monotony_just_below_its_cap_is_not_capped() -> None:
    week = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 0.0])  # SD is the root of 6/7
    assert monotony_Foster_1998(100 + 10.9 * week)[6] == pytest.approx(100 / 10.9 / np.sqrt(6 / 7))
    assert monotony_Foster_1998(100 + 10.7 * week)[6] == 10


@given(st.lists(st.floats(0, 1000), min_size=28, max_size=60))
def test_ratios_are_below_what_their_weights_allow(load: list[float]) -> None:
    assert np.nanmax(acwr_Gabbett_2016(load), initial=0.0) <= 4 + 1e-9
    assert np.nanmax(acwr_Williams_2017(load), initial=0.0) <= 3.625 / (1 - (27 / 29) ** 28) + 1e-9


def test_twice_the_load_in_the_last_week_of_four() -> None:
    load = [50.0] * 21 + [100.0] * 7
    assert acwr_Gabbett_2016(load)[27] == pytest.approx(100 / 62.5)
    assert acwr_Frandsen_2025(load)[27] == 2.0


def test_after_rest_there_is_nothing_to_compare_with() -> None:
    load = [0.0] * 28
    assert np.isnan([acwr_Gabbett_2016(load), acwr_Frandsen_2025(load), acwr_Williams_2017(load)]).all()
    assert np.isnan(acwr_Frandsen_2025([0.0] * 21 + [10.0] * 7)[27])
    assert acwr_Gabbett_2016([0.0] * 21 + [10.0] * 7)[27] == pytest.approx(4.0)


@pytest.mark.parametrize("formula", [acwr_Gabbett_2016, acwr_Frandsen_2025, acwr_Williams_2017])
def test_every_ratio_says_that_it_is_not_predictive(formula: Callable[[FloatArray], FloatArray]) -> None:
    assert "it is not predictive" in (formula.__doc__ or "")
    assert "No alert may rest on it" in " ".join((formula.__doc__ or "").split())


@given(st.lists(st.tuples(numbers, numbers), max_size=10), numbers, numbers)
def test_no_day_is_too_strange(runs: list[tuple[float, float]], first: float, last: float) -> None:
    day, load = [run[0] for run in runs], [run[1] for run in runs]
    daily = daily_load(day, load, first, last)
    assert daily.size <= LONGEST_HISTORY
    assert (np.isnan(daily) | (daily >= 0)).all()
    assert before_day(daily, first, day).shape == (len(day),)


def test_days_are_whole_rest_is_known_and_what_came_before_is_not() -> None:
    assert daily_load([5.9, 3.2, 3.8], [10.0, 20.0, 30.0], 2.5, 7.1).tolist() == pytest.approx(
        [np.nan, 50.0, 0.0, 10.0, 0.0, 0.0], nan_ok=True
    )
    assert daily_load([1.0, 9.0], [10.0, 20.0], 3.0, 4.0).tolist() == [0.0, 0.0]
    assert daily_load([-5.0, 0.0], [10.0, 20.0], -5.0, -5.0).tolist() == [10.0]
    assert np.isnan(daily_load([], [], 3.0, 4.0)).all()


def test_a_century_is_the_longest_history() -> None:
    assert daily_load([0.0], [1.0], 1.0, LONGEST_HISTORY).size == LONGEST_HISTORY
    assert daily_load([0.0], [1.0], 0.0, LONGEST_HISTORY).size == 0
    assert daily_load([1e9], [1.0], 1e9, 1e9).tolist() == [1.0]
    assert daily_load([1.0], [1.0], 1e9 + 1, 1e9 + 1).size == 0


def test_a_run_is_compared_with_the_evening_before() -> None:
    assert before_day([1.0, 2.0], 10.0, [[11.0, 12.0], [10.0, 13.0]]).tolist() == [
        [1.0, 2.0],
        [pytest.approx(np.nan, nan_ok=True)] * 2,
    ]


def test_a_history_is_a_century_at_most() -> None:
    assert daily_load([0.0], [1.0], 0.0, 36_524.0).size == 36_525
    assert daily_load([0.0], [1.0], 0.0, 36_525.0).size == 0


def test_a_week_of_next_to_nothing_is_monotonous_and_one_of_nothing_is_not() -> None:
    assert monotony_Foster_1998([0.5] * 7)[-1] == 10.0
    assert np.isnan(monotony_Foster_1998([0.0] * 7)[-1])
