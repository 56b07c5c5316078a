import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.diary import WeighIn
from uncramp.domain.quantities import Range
from uncramp.physiology.sweat import sweat_rate_from_weigh_in, sweat_rate_prediction

TEST_SD = 0.15
rates = st.lists(st.floats(0, 4), max_size=6)


def weighed(rate: float) -> WeighIn:
    """An hour in which this much was lost and all of it drunk again."""
    return WeighIn(before=70.0, after=70.0, drunk=rate, duration=3600.0)


def expected(*seen: float, mass: float = 70.0) -> Range:
    tests = [weighed(rate) for rate in seen]
    return sweat_rate_prediction(mass, tests, athletes_mean=15.3, athletes_sd=6.8, run_sd=TEST_SD)


def test_what_was_drunk_counts_as_lost_and_what_was_passed_does_not() -> None:
    run = WeighIn(before=70.0, after=68.5, drunk=1.0, urine=0.3, duration=7200.0)
    assert sweat_rate_from_weigh_in(run) == pytest.approx((1.5 + 1.0 - 0.3) / 2)


@given(rates, st.floats(35, 150))
def test_a_sweat_rate_is_never_below_nothing_nor_out_of_order(seen: list[float], mass: float) -> None:
    rate = expected(*seen, mass=mass)
    assert 0 <= rate.low <= rate.median <= rate.high


@given(rates.filter(bool))
def test_tests_narrow_the_interval_but_never_below_that_of_one_test(seen: list[float]) -> None:
    assert 1e-9 + (expected(*seen).high - expected(*seen).median) / 1.2815515655446004 >= TEST_SD
    assert expected(*seen).high - expected(*seen).median < expected().high - expected().median


@given(rates)
def test_the_order_of_the_tests_does_not_matter(seen: list[float]) -> None:
    assert expected(*seen).median == pytest.approx(expected(*reversed(seen)).median, abs=1e-9)


@given(rates, st.floats(0, 4), st.floats(0, 4))
def test_who_lost_more_is_expected_to_lose_more(seen: list[float], one: float, other: float) -> None:
    less, more = sorted([one, other])
    assert expected(*seen, less).median <= expected(*seen, more).median + 1e-12


def test_many_tests_outweigh_the_athletes() -> None:
    assert expected(*[0.5] * 50).median == pytest.approx(0.5, abs=0.01)
