from collections.abc import Callable
from math import exp, inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.streams import FloatArray
from uncramp.physiology.d_prime import d_prime_balance_Skiba_2012, d_prime_balance_Skiba_2015

FORMS: list[Callable[[list[float], float, float], FloatArray]] = [
    d_prime_balance_Skiba_2015,
    lambda speed, critical, d_prime: d_prime_balance_Skiba_2012(speed, critical, d_prime, 350.0),
]
forms = pytest.mark.parametrize("balance", FORMS)
anything = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 3.0, 4.0, 15.0, 150.0])
speeds = st.lists(st.floats(0, 9), min_size=1, max_size=30)
criticals, ways = st.floats(2, 6), st.floats(20, 400)


def step_by_step(speed: list[float], critical: float, d_prime: float) -> list[float]:
    left, course = d_prime, []
    for each in speed:
        left = (
            left + critical - each
            if each >= critical
            else d_prime - (d_prime - left) * exp((each - critical) / d_prime)
        )
        course.append(left)
    return course


@given(speeds, criticals, ways)
def test_the_differential_form_is_solved_second_by_second(speed: list[float], critical: float, d_prime: float) -> None:
    assert d_prime_balance_Skiba_2015(speed, critical, d_prime) == pytest.approx(
        step_by_step(speed, critical, d_prime), abs=1e-9
    )


@given(speeds, criticals, ways, st.integers(1, 40))
def test_a_long_stretch_is_as_many_seconds_at_one_speed(
    speed: list[float], critical: float, d_prime: float, length: int
) -> None:
    by_second = d_prime_balance_Skiba_2015(np.repeat(speed, length), critical, d_prime)
    lengths = np.full(len(speed), float(length))
    assert d_prime_balance_Skiba_2015(speed, critical, d_prime, lengths) == pytest.approx(
        by_second[length - 1 :: length], abs=1e-9
    )


@pytest.mark.parametrize("length", [nan, inf, -1.0])
def test_from_a_stretch_of_no_length_on_nothing_is_known(length: float) -> None:
    balance = d_prime_balance_Skiba_2015([5.0, 5.0, 3.0], 4.0, 100.0, [2.0, length, 1.0])
    assert balance == pytest.approx([98.0, nan, nan], nan_ok=True)


def test_a_rest_of_days_brings_all_back() -> None:
    assert d_prime_balance_Skiba_2015([5.0, 0.0], 4.0, 100.0, [60.0, 1e6]).tolist() == [40.0, 100.0]


def test_a_recovery_too_long_for_one_float_is_carried_on() -> None:
    speed = [9.0, 0.0, 0.0, 8.0] * 2000 + [0.0] * 3000
    assert d_prime_balance_Skiba_2015(speed, 5.0, 1.0) == pytest.approx(step_by_step(speed, 5.0, 1.0), abs=1e-9)
    speed = [15.0, 0.0, 15.0, 0.0] * 3
    assert d_prime_balance_Skiba_2015(speed, 15.0, 1.0) == pytest.approx(step_by_step(speed, 15.0, 1.0), abs=1e-9)


@forms
@given(speeds, criticals, ways)
def test_no_more_than_all_is_ever_left(
    balance: Callable[[list[float], float, float], FloatArray], speed: list[float], critical: float, d_prime: float
) -> None:
    assert (balance(speed, critical, d_prime) <= d_prime + 1e-9).all()


@forms
def test_below_critical_speed_nothing_is_spent_and_above_it_what_is_run_above(
    balance: Callable[[list[float], float, float], FloatArray],
) -> None:
    assert balance([4.0, 3.0, 0.0], 4.0, 100.0).tolist() == [100.0, 100.0, 100.0]
    assert balance([5.5], 4.0, 100.0).tolist() == [98.5]


@forms
@given(st.lists(anything, max_size=8), anything, anything)
def test_no_numbers_whatever_break_the_balance(
    balance: Callable[[list[float], float, float], FloatArray], speed: list[float], critical: float, d_prime: float
) -> None:
    left = balance(speed, critical, d_prime)
    assert left.shape == (len(speed),)
    assert not np.isinf(left).any()


@forms
@pytest.mark.parametrize("unknown", [nan, inf, -0.1, 15.1])
def test_after_an_unknown_speed_the_balance_is_unknown(
    balance: Callable[[list[float], float, float], FloatArray], unknown: float
) -> None:
    known = np.isfinite(balance([5.0, 15.0, 0.0, unknown, 5.0], 4.0, 100.0))
    assert known.tolist() == [True, True, True, False, False]


@forms
@pytest.mark.parametrize(
    ("critical", "d_prime"),
    [(0.0, 100.0), (-4.0, 100.0), (15.1, 100.0), (nan, 100.0), (4.0, 0.9), (4.0, 2000.1), (4.0, nan)],
)
def test_parameters_that_no_runner_has_leave_no_balance(
    balance: Callable[[list[float], float, float], FloatArray], critical: float, d_prime: float
) -> None:
    assert np.isnan(balance([3.0], critical, d_prime)).all()


@forms
@pytest.mark.parametrize(("critical", "d_prime"), [(0.1, 1.0), (15.0, 2000.0)])
def test_the_bounds_of_what_runners_have_are_within_them(
    balance: Callable[[list[float], float, float], FloatArray], critical: float, d_prime: float
) -> None:
    assert np.isfinite(balance([3.0], critical, d_prime)).all()


def test_a_recovery_takes_a_second_at_least() -> None:
    assert np.isfinite(d_prime_balance_Skiba_2012([3.0], 4.0, 100.0, 1.0)).all()
    assert [np.isnan(d_prime_balance_Skiba_2012([3.0], 4.0, 100.0, each)).all() for each in (0.0, 0.9, nan, inf)] == [
        True
    ] * 4


@forms
def test_without_a_stream_there_is_no_balance(balance: Callable[[list[float], float, float], FloatArray]) -> None:
    assert balance([], 4.0, 100.0).size == 0


def test_a_stretch_of_no_time_changes_nothing() -> None:
    assert d_prime_balance_Skiba_2015([5.0, 9.0, 5.0], 4.0, 100.0, [2.0, 0.0, 1.0]).tolist() == [98.0, 98.0, 97.0]
    assert np.isnan(d_prime_balance_Skiba_2015([5.0], 4.0, 100.0, [-0.01])).all()


@forms
def test_a_hair_below_standing_is_no_speed(balance: Callable[[list[float], float, float], FloatArray]) -> None:
    assert np.isnan(balance([-0.01], 4.0, 100.0)).all()
    assert np.isfinite(balance([0.0], 0.01, 100.0)).all()


def test_a_recovery_a_hair_under_a_second_is_none() -> None:
    assert np.isnan(d_prime_balance_Skiba_2012([3.0], 4.0, 100.0, 0.99)).all()
