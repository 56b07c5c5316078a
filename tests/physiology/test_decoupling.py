import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.decoupling import (
    aerobic_decoupling_Friel_2008,
    decoupling_onset_Smyth_2022,
    decoupling_Smyth_2022,
)

anything = st.floats(allow_nan=True, allow_infinity=True)
rates = st.floats(60, 220)
paces = st.floats(1, 7)


@given(anything, anything, anything, anything)
def test_no_numbers_whatever_break_a_ratio(one: float, two: float, three: float, four: float) -> None:
    ratio = float(decoupling_Smyth_2022(one, two, three, four))
    lost = float(aerobic_decoupling_Friel_2008(one, two, three, four))
    assert np.isnan(ratio) or 0.0 < ratio < np.inf
    assert np.isnan(lost) or -np.inf < lost <= 1.0


@given(rates, paces, rates, paces)
def test_both_say_the_same_of_the_same_halves(h1: float, v1: float, h2: float, v2: float) -> None:
    ratio = float(decoupling_Smyth_2022(h2, v2, h1, v1))
    assert float(aerobic_decoupling_Friel_2008(v1, h1, v2, h2)) == pytest.approx(1.0 - 1.0 / ratio)


@given(rates, paces, st.floats(1.001, 1.5))
def test_a_higher_heart_rate_decouples_and_a_higher_speed_does_not(rate: float, speed: float, more: float) -> None:
    assert decoupling_Smyth_2022(rate * more, speed, rate, speed) > 1.0
    assert decoupling_Smyth_2022(rate, speed * more, rate, speed) < 1.0


def test_a_ratio_too_small_to_write_is_unknown() -> None:
    assert np.isnan(decoupling_Smyth_2022(1e-300, 1.0, 1e300, 1.0))


def test_maxima_cancel() -> None:
    shares = decoupling_Smyth_2022(0.92, 0.80, 0.85, 0.88)
    assert float(shares) == pytest.approx(float(decoupling_Smyth_2022(0.92 * 190, 0.80 * 3.7, 0.85 * 190, 0.88 * 3.7)))


def test_arrays_of_kilometres_give_arrays() -> None:
    found = decoupling_Smyth_2022([140.0, 147.0, np.nan], [3.0, 3.0, 3.0], 140.0, 3.0)
    assert found == pytest.approx([1.0, 1.05, np.nan], nan_ok=True)
    assert aerobic_decoupling_Friel_2008([3.0, 3.0], 140.0, [3.0, 2.7], 140.0) == pytest.approx([0.0, 0.1])


@pytest.mark.parametrize("wrong", [0.0, -1.0, np.nan, np.inf])
@pytest.mark.parametrize("place", range(4))
def test_what_is_not_above_nothing_has_no_ratio(wrong: float, place: int) -> None:
    given_values = [140.0, 3.0, 140.0, 3.0]
    given_values[place] = wrong
    assert np.isnan(decoupling_Smyth_2022(*given_values))
    assert np.isnan(aerobic_decoupling_Friel_2008(*given_values))


def onset(ratios: list[float], start: float = 10_000.0, length: float = 1000.0) -> float:
    starts = start + length * np.arange(len(ratios))
    return decoupling_onset_Smyth_2022(starts, starts + length, ratios)


def test_three_kilometres_above_the_threshold_are_an_onset() -> None:
    assert onset([1.0, 1.03, 1.03, 1.03]) == 11_000.0
    assert onset([1.0, 1.03, 1.03, 1.03, 1.0]) == 11_000.0


def test_two_kilometres_are_none_whether_it_falls_back_or_the_run_ends() -> None:
    assert np.isnan(onset([1.0, 1.03, 1.03, 1.0, 1.0]))
    assert np.isnan(onset([1.0, 1.0, 1.03, 1.03]))


def test_the_threshold_must_be_exceeded() -> None:
    assert np.isnan(onset([1.025, 1.025, 1.025]))
    assert onset([1.0251, 1.0251, 1.0251]) == 10_000.0


def test_just_the_threshold_does_not_sustain_it() -> None:
    assert np.isnan(onset([1.03, 1.025, 1.03]))


def test_a_metre_less_than_three_kilometres_is_too_little() -> None:
    assert np.isnan(onset([1.03, 1.03, 1.03], length=999.8))


def test_what_falls_back_begins_anew() -> None:
    assert onset([1.03, 1.03, 1.0, 1.03, 1.03, 1.03]) == 13_000.0


def test_an_unknown_kilometre_interrupts() -> None:
    assert np.isnan(onset([1.03, np.nan, 1.03, 1.03]))


def test_segments_of_any_length_do() -> None:
    assert onset([1.0, *[1.03] * 6], length=500.0) == 10_500.0
    assert np.isnan(onset([1.0, *[1.03] * 5], length=500.0))
    assert onset([1.0, 1.03], length=5000.0) == 15_000.0


def test_of_columns_that_do_not_go_together_there_is_no_onset() -> None:
    assert np.isnan(decoupling_onset_Smyth_2022([1.0, 2.0], [2.0], [1.1]))
    assert np.isnan(decoupling_onset_Smyth_2022([[1.0]], [[5000.0]], [[1.1]]))
    assert np.isnan(decoupling_onset_Smyth_2022([], [], []))


def test_one_long_segment_can_be_given_bare() -> None:
    assert decoupling_onset_Smyth_2022(20_000.0, 25_000.0, 1.1) == 20_000.0


@given(st.lists(st.floats(0.8, 1.4) | st.just(np.nan), max_size=20))
def test_an_onset_is_where_a_segment_begins_that_exceeds_the_threshold(ratios: list[float]) -> None:
    found = onset(ratios)
    assert np.isnan(found) or ratios[round((found - 10_000) / 1000)] > 1.025


@given(st.lists(anything, max_size=6), st.lists(anything, max_size=6), st.lists(anything, max_size=6))
def test_no_segments_whatever_break_the_search(starts: list[float], ends: list[float], ratios: list[float]) -> None:
    size = min(len(starts), len(ends), len(ratios))
    found = decoupling_onset_Smyth_2022(starts[:size], ends[:size], ratios[:size])
    assert np.isnan(found) or found in starts


def test_two_numbers_below_nothing_make_no_ratio() -> None:
    assert np.isnan(decoupling_Smyth_2022(-0.01, -0.01, 140.0, 3.0))
    assert np.isnan(aerobic_decoupling_Friel_2008(3.0, 140.0, -0.01, -0.01))
