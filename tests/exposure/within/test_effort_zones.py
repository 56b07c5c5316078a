import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.within.made import run
from uncramp.exposure.within.bins import bins_of, course_of
from uncramp.exposure.within.effort_zones import BANDS, EffortZones, d_prime_shares, effort_zones_of

NAN = float("nan")
FAST_FINISH = bins_of(course_of(run((1000, 3.0), (500, 4.0), (100, 4.5))))


def test_time_above_critical_speed_is_counted_in_parts_of_ten_seconds() -> None:
    found = effort_zones_of(FAST_FINISH, 4.0)
    assert (found.above_critical_speed, found.share_above_critical_speed) == pytest.approx((100, 1 / 16))


def test_time_falls_into_bands_of_critical_speed_and_a_border_into_the_lower() -> None:
    found = effort_zones_of(FAST_FINISH, 4.0)
    assert found.shares == pytest.approx((10 / 16, 0, 0, 5 / 16, 0, 1 / 16))
    assert BANDS == (0.80, 0.88, 0.94, 1.00, 1.10)


def test_what_is_unknown_is_in_no_share() -> None:
    adjusted = np.concatenate([np.full(801, NAN), np.full(800, 5.0)])
    found = effort_zones_of(bins_of(course_of(run((1600, 3.0)), adjusted)), 4.0)
    assert (found.above_critical_speed, found.share_above_critical_speed) == pytest.approx((800, 1.0))


@pytest.mark.parametrize("critical_speed", [None, 0.0, -1.0, NAN, float("inf")])
def test_without_a_possible_critical_speed_there_are_no_zones(critical_speed: float | None) -> None:
    found = effort_zones_of(FAST_FINISH, critical_speed)
    assert np.isnan([found.above_critical_speed, found.share_above_critical_speed]).all()
    assert found.shares == ()


def test_without_an_effort_there_are_no_zones() -> None:
    unknown = bins_of(course_of(run((100, 3.0)), np.full(101, NAN)))
    assert effort_zones_of(unknown, 4.0).shares == EffortZones().shares == ()


@given(st.floats(0.1, 9.0))
def test_bands_share_the_time_out(critical_speed: float) -> None:
    found = effort_zones_of(FAST_FINISH, critical_speed)
    assert sum(found.shares) == pytest.approx(1.0)
    assert sum(found.shares[4:]) == pytest.approx(found.share_above_critical_speed)


def test_above_critical_speed_the_reserve_is_spent_by_the_difference() -> None:
    bins = bins_of(course_of(run((600, 3.0), (100, 5.0), (600, 3.0))))
    assert d_prime_shares(bins, 4.0, 200.0).min() == pytest.approx(0.5)
    assert d_prime_shares(bins, 4.0, 80.0).min() == pytest.approx(-0.25)
    assert d_prime_shares(bins, 5.5, 80.0).min() == 1.0


def test_stretches_of_unknown_effort_neither_spend_nor_refill() -> None:
    adjusted = np.concatenate([np.full(31, 5.0), np.full(20, NAN), np.full(10, 5.0)])
    bins = bins_of(course_of(run((60, 3.0)), adjusted))
    assert d_prime_shares(bins, 4.0, 100.0).min() == pytest.approx(0.6, abs=0.01)


@pytest.mark.parametrize(("critical", "d_prime"), [(None, 200.0), (4.0, None), (4.0, 0.0), (NAN, 200.0), (4.0, NAN)])
def test_without_an_ability_that_a_runner_can_have_there_is_no_share(
    critical: float | None, d_prime: float | None
) -> None:
    assert np.isnan(d_prime_shares(bins_of(course_of(run((60, 3.0)))), critical, d_prime)).all()


def test_without_a_known_effort_there_is_no_share() -> None:
    assert np.isnan(d_prime_shares(bins_of(course_of(run((60, 3.0)), np.full(61, NAN))), 4.0, 200.0)).all()
