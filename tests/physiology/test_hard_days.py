import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.hard_days import hard_days_in_a_row, is_hard_day

numbers = st.floats(allow_nan=True, allow_infinity=True)
hardness = st.sampled_from([0.0, 1.0, np.nan])
UNRATED = np.nan


def hard_by_load(load: list[float]) -> list[float]:
    found: list[float] = is_hard_day(load, np.full(len(load), UNRATED)).tolist()
    return found


@given(st.lists(st.tuples(numbers, numbers), max_size=60))
def test_a_day_is_hard_or_not_or_unknown(days: list[tuple[float, float]]) -> None:
    hard = is_hard_day([day[0] for day in days], [day[1] for day in days])
    assert hard.shape == (len(days),)
    assert (np.isnan(hard) | np.isin(hard, [0.0, 1.0])).all()


def test_a_day_beyond_four_of_five_training_days_is_hard() -> None:
    week = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0]
    assert hard_by_load([*week, 50.0])[-1] == 0
    assert hard_by_load([*week, 50.1])[-1] == 1
    assert hard_by_load([*week, 0.0, 50.1])[-1] == 1


def test_five_training_days_are_no_habit() -> None:
    assert np.isnan(hard_by_load([10.0, 20.0, 0.0, 30.0, 40.0, 50.0, 90.0])[-1])


def test_habit_is_six_weeks_and_not_older() -> None:
    old = [10.0] * 6
    assert hard_by_load([*old, *[0.0] * 36, 90.0])[-1] == 1
    assert np.isnan(hard_by_load([*old, *[0.0] * 37, 90.0])[-1])


def test_rest_is_never_hard_and_an_unknown_load_says_nothing() -> None:
    assert hard_by_load([0.0]) == [0.0]
    assert np.isnan(hard_by_load([*[10.0] * 6, np.nan, -1.0, 1_000_001.0])[-3:]).all()
    assert hard_by_load([*[10.0] * 6, 1_000_000.0])[-1] == 1


def test_what_felt_very_hard_was_hard_whatever_the_load() -> None:
    assert is_hard_day([np.nan, 0.0, 10.0], [7.0, 9.0, 10.0]).tolist() == [1.0, 1.0, 1.0]
    assert is_hard_day([0.0], [6.99]).tolist() == [0.0]
    assert np.isnan(is_hard_day([10.0], [10.01])).all()


@given(st.lists(hardness, max_size=30))
def test_days_in_a_row_count_up_from_a_day_that_was_not_hard(hard: list[float]) -> None:
    streak, expected = np.nan, []
    for day in hard:
        streak = 0.0 if day == 0 else streak + day
        expected.append(streak)
    assert hard_days_in_a_row(hard).tolist() == pytest.approx(expected, nan_ok=True)


def test_what_is_neither_hard_nor_not_is_unknown() -> None:
    assert np.isnan(hard_days_in_a_row([0.0, 0.5, 1.0, np.inf])).tolist() == [False, True, True, True]


def test_between_two_training_days_the_border_is_in_proportion() -> None:
    week = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0]
    assert hard_by_load([*week, 58.0])[-1] == 0
    assert hard_by_load([*week, 58.1])[-1] == 1
