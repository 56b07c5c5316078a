import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.runner import Sex
from uncramp.physiology.trimp import (
    heart_rate_reserve,
    session_load_Foster_2001,
    trimp_Banister_1991,
    trimp_Edwards_1993,
    trimp_of_records_Banister_1991,
    trimp_of_records_Edwards_1993,
)

numbers = st.floats(allow_nan=True, allow_infinity=True)
sexes = st.sampled_from(Sex)
rates = st.floats(51, 189)
REST, HIGHEST = 50.0, 190.0


@given(numbers, numbers)
def test_a_rated_session_has_a_load_that_can_be_or_none(rpe: float, timer_time: float) -> None:
    load = float(session_load_Foster_2001(rpe, timer_time))
    assert np.isnan(load) or 0 <= load <= 10 * 1_000_000 / 60


def test_an_hour_at_six_is_three_quarters_at_eight() -> None:
    assert session_load_Foster_2001([6.0, 8.0], [3600.0, 2700.0]).tolist() == [360.0, 360.0]


@given(numbers, numbers, numbers)
def test_a_share_of_the_reserve_is_between_rest_and_maximum_or_unknown(
    rate: float, rest: float, highest: float
) -> None:
    share = float(heart_rate_reserve(rate, rest, highest))
    assert np.isnan(share) or 0 <= share <= 1


def test_rest_and_maximum_are_the_ends_of_the_reserve() -> None:
    assert heart_rate_reserve([50.0, 120.0, 190.0], REST, HIGHEST).tolist() == [0.0, 0.5, 1.0]
    assert np.isnan(heart_rate_reserve([49.9, 190.1], REST, HIGHEST)).all()
    assert np.isnan(heart_rate_reserve(100.0, 120.0, 110.0))


@given(numbers, numbers, numbers, numbers, sexes)
def test_no_number_is_too_strange_for_banister(time: float, rate: float, rest: float, highest: float, sex: Sex) -> None:
    load = float(trimp_Banister_1991(time, rate, rest, highest, sex))
    assert np.isnan(load) or 0 <= load <= 4.6 * 1_000_000 / 60


@given(rates, rates, sexes)
def test_a_faster_heart_is_more_load(one: float, other: float, sex: Sex) -> None:
    low, high = trimp_Banister_1991(600.0, sorted([one, other]), REST, HIGHEST, sex)
    assert low <= high


def test_without_a_sex_there_is_no_load_but_a_range_of_both() -> None:
    assert np.isnan(trimp_Banister_1991(3600.0, 150.0, REST, HIGHEST, None))
    men, women = (float(trimp_Banister_1991(3600.0, 120.0, REST, HIGHEST, sex)) for sex in (Sex.MALE, Sex.FEMALE))
    assert men == pytest.approx(60 * 0.5 * 0.64 * np.exp(0.96))
    assert women == pytest.approx(60 * 0.5 * 0.86 * np.exp(0.835))


@given(st.lists(st.tuples(st.floats(1, 100), rates), min_size=1, max_size=20), sexes)
def test_a_run_with_changes_of_pace_has_at_least_the_load_of_its_mean(run: list[tuple[float, float]], sex: Sex) -> None:
    time, rate = np.array(run).T
    mean = trimp_Banister_1991(time.sum(), np.average(rate, weights=time), REST, HIGHEST, sex)
    assert trimp_of_records_Banister_1991(time, rate, REST, HIGHEST, sex) >= float(mean) * (1 - 1e-9)


def test_gaps_are_not_counted_and_nothing_known_is_no_load() -> None:
    steady = trimp_of_records_Banister_1991([60.0, 60.0], [120.0, 120.0], REST, HIGHEST, Sex.MALE)
    assert steady == pytest.approx(2 * 0.32 * np.exp(0.96))
    gaps = [60.0, np.nan, 60.0, 60.0], [120.0, 120.0, np.nan, 120.0]
    assert trimp_of_records_Banister_1991(*gaps, REST, HIGHEST, Sex.MALE) == steady
    assert np.isnan(trimp_of_records_Banister_1991([], [], REST, HIGHEST, Sex.MALE))
    assert trimp_of_records_Edwards_1993(*gaps, HIGHEST) == 2 * 2.0
    assert np.isnan(trimp_of_records_Edwards_1993([60.0], [np.nan], HIGHEST))


@given(numbers, numbers, numbers)
def test_no_number_is_too_strange_for_edwards(time: float, rate: float, highest: float) -> None:
    load = float(trimp_Edwards_1993(time, rate, highest))
    assert np.isnan(load) or 0 <= load <= 5 * 1_000_000 / 60


@given(st.integers(100, 230), st.integers(5, 9))
def test_a_border_belongs_to_the_zone_above_it_for_every_maximum(highest: int, tenth: int) -> None:
    at, below = trimp_Edwards_1993(60.0, [highest * tenth / 10, highest * tenth / 10 - 0.001], highest)
    assert (at, below) == (tenth - 4, tenth - 5)


def test_below_the_lowest_zone_and_beside_the_ratings_there_is_nothing() -> None:
    assert trimp_Edwards_1993(600.0, [40.0, 60.0, 100.0], 200.0).tolist() == [0.0, 0.0, 10.0]
    assert session_load_Foster_2001([0.0, 10.0], 60.0).tolist() == [0.0, 10.0]
    assert np.isnan(session_load_Foster_2001([-0.01, 10.01], 60.0)).all()
