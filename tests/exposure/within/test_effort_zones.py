import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.within.made import run
from uncramp.exposure.within.bins import bins_of, course_of
from uncramp.exposure.within.effort_zones import BANDS, EffortZones, effort_zones_of, lowest_share, second_by_second

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


def test_every_second_has_the_effort_of_its_part() -> None:
    bins = bins_of(course_of(run((30, 3.0), (20, 5.0), (12, 4.0))))
    assert bins.step == pytest.approx(62 / 6)
    assert second_by_second(bins).size == 62
    assert second_by_second(bins).sum() == pytest.approx(30 * 3.0 + 20 * 5.0 + 12 * 4.0, rel=0.02)
    assert second_by_second(bins)[[0, 29]] == pytest.approx([3.0, bins.speed[2]])


def test_seconds_of_unknown_effort_are_left_out() -> None:
    adjusted = np.concatenate([np.full(31, 3.0), np.full(20, NAN), np.full(10, 5.0)])
    bins = bins_of(course_of(run((60, 3.0)), adjusted))
    assert second_by_second(bins) == pytest.approx([3.0] * 30 + [5.0] * 10)


def test_without_a_known_effort_there_is_no_second_of_it() -> None:
    assert second_by_second(bins_of(course_of(run((60, 3.0)), np.full(61, NAN)))).size == 0


def test_the_least_balance_is_a_share_of_all() -> None:
    assert lowest_share(np.array([200.0, NAN, 50.0, 120.0]), 200.0) == 0.25
    assert lowest_share(np.array([200.0, -20.0]), 200.0) == -0.1


@pytest.mark.parametrize("d_prime", [None, 0.0, -1.0, NAN, float("inf")])
def test_without_a_possible_reserve_there_is_no_share_of_it(d_prime: float | None) -> None:
    assert np.isnan(lowest_share(np.array([200.0]), d_prime))


@pytest.mark.parametrize("balance", [[], [NAN], [float("inf")]])
def test_without_a_balance_there_is_no_share_of_it(balance: list[float]) -> None:
    assert np.isnan(lowest_share(np.array(balance, np.float64), 200.0))
