from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.within.made import Piece, run, speeds
from uncramp.domain.streams import FloatArray
from uncramp.exposure.within.bins import Bins, bins_of, course_of
from uncramp.exposure.within.edges import Beginning, Ending, beginning_of, ending_of, first_held


def cut(*pieces: Piece, adjusted: FloatArray | None = None, **columns: FloatArray) -> Bins:
    return bins_of(course_of(run(*pieces, **columns), adjusted))


def unknown(found: Beginning | Ending) -> bool:
    return all(np.isnan(getattr(found, name)) for name in found.__slots__)


def test_ten_easy_minutes_are_told_from_the_rest() -> None:
    found = beginning_of(cut((600, 2.4), (1800, 3.0), heart_rate=speeds((600, 120.0), (1800, 150.0))))
    assert (found.speed_ratio, found.heart_rate_ratio, found.easy) == pytest.approx((0.8, 0.8, 600))
    assert np.isnan(found.adjusted_ratio)


def test_adjusted_speeds_have_a_ratio_of_their_own_and_tell_how_long_it_was_easy() -> None:
    uphill = np.concatenate([[3.0], speeds((300, 2.4), (2100, 3.0))])
    found = beginning_of(cut((600, 2.4), (1800, 3.0), adjusted=uphill))
    assert (found.speed_ratio, found.adjusted_ratio, found.easy) == pytest.approx((0.8, 0.9, 300))


def test_standing_before_the_start_slows_no_warm_up() -> None:
    found = beginning_of(cut((300, 0.0), (300, 3.0), (1800, 3.0)))
    assert found.speed_ratio == pytest.approx(1.0)
    assert found.easy == pytest.approx(300)


def test_a_run_at_one_speed_has_no_easy_beginning() -> None:
    assert beginning_of(cut((2400, 3.0))).easy == 0


def test_strides_do_not_end_the_easy_beginning() -> None:
    strides = [(280, 2.0), (20, 5.0)] * 4
    assert beginning_of(cut(*strides, (2400, 4.0))).easy == pytest.approx(1180)


def test_what_is_held_for_little_more_than_two_minutes_does_not_end_the_easy_beginning() -> None:
    assert beginning_of(cut((400, 2.0), (130, 4.0), (400, 2.0), (2400, 4.0))).easy == pytest.approx(930)
    assert beginning_of(cut((400, 2.0), (140, 4.0), (400, 2.0), (2400, 4.0))).easy == pytest.approx(400, abs=1)


def test_a_street_light_does_not_prolong_the_easy_beginning() -> None:
    assert beginning_of(cut((300, 2.0), (60, 3.0), (30, 0.0), (1500, 3.0))).easy == pytest.approx(300)


@pytest.mark.parametrize(("speed", "easy"), [(2.69, 600), (2.71, 0)])
def test_from_nine_tenths_of_the_typical_effort_on_nothing_is_easy(speed: float, easy: float) -> None:
    assert beginning_of(cut((600, speed), (1800, 3.0))).easy == pytest.approx(easy)


def test_a_run_that_never_holds_an_effort_has_no_easy_beginning_that_is_known() -> None:
    found = beginning_of(cut(*[(60, 2.0), (60, 6.0)] * 20))
    assert np.isnan(found.easy)
    assert np.isfinite(found.speed_ratio)


@pytest.mark.parametrize(("seconds", "known"), [(1180, False), (1200, True)])
def test_a_beginning_needs_as_much_again_behind_it(seconds: int, *, known: bool) -> None:
    assert unknown(beginning_of(cut((seconds, 3.0)))) != known
    assert unknown(ending_of(cut((seconds, 3.0)))) != known


def test_a_cool_down_has_a_length_and_a_pace() -> None:
    found = ending_of(cut((2400, 3.0), (300, 1.5)))
    assert (found.easy, found.easy_ratio, found.speed_ratio) == pytest.approx((300, 0.5, 0.5))
    assert found.is_dead_stop is False


def test_who_runs_until_the_last_record_stops_dead() -> None:
    found = ending_of(cut((2400, 3.0), (120, 3.3)))
    assert (found.easy, found.speed_ratio) == pytest.approx((0, 1.1))
    assert np.isnan(found.easy_ratio)
    assert found.is_dead_stop is True


def test_standing_at_the_end_is_no_cool_down() -> None:
    assert ending_of(cut((2400, 3.0), (300, 0.0))).is_dead_stop is True
    assert ending_of(cut((2400, 3.0), (200, 1.5), (300, 0.0))).easy == pytest.approx(200)


def test_standing_within_a_cool_down_is_not_part_of_its_length() -> None:
    assert ending_of(cut((2400, 3.0), (100, 1.5), (60, 0.0), (100, 1.5))).easy == pytest.approx(200)


@pytest.mark.parametrize(("seconds", "dead"), [(50, True), (60, False)])
def test_less_than_a_minute_is_no_cool_down(seconds: int, *, dead: bool) -> None:
    assert ending_of(cut((2400, 3.0), (seconds, 1.5))).is_dead_stop is dead


@pytest.mark.parametrize(("speed", "easy"), [(2.69, 300), (2.71, 0)])
def test_below_nine_tenths_of_the_typical_effort_the_end_is_easy(speed: float, easy: float) -> None:
    assert ending_of(cut((2400, 3.0), (300, speed))).easy == pytest.approx(easy)


def test_an_end_that_is_uneven_but_not_slow_is_no_cool_down() -> None:
    found = ending_of(cut((2400, 3.0), *[(30, 1.0), (30, 6.0)] * 5))
    assert (found.easy, found.is_dead_stop) == (0, True)


def test_whoever_never_moves_has_no_end() -> None:
    assert unknown(ending_of(cut((2400, 0.0))))
    assert ending_of(cut((2400, 0.0))).is_dead_stop is None


def test_a_run_that_never_holds_an_effort_has_no_cool_down_that_is_known() -> None:
    found = ending_of(cut(*[(30, 1.0), (30, 6.0)] * 40))
    assert np.isnan(found.easy)
    assert found.is_dead_stop is None
    assert np.isfinite(found.speed_ratio)


def test_a_stretch_is_held_from_its_first_true_value_on() -> None:
    def held(text: str, length: int, share: float) -> int | None:
        return first_held(np.array([letter == "x" for letter in text]), length, share)

    assert held(".x..xx.x", 4, 0.75) == 4
    assert held(".xxx", 4, 0.75) is None
    assert held("x.xx", 4, 0.75) == 0
    assert held("x.x.", 4, 0.75) is None
    assert held("xxx", 4, 0.75) is None
    assert held("", 1, 0.75) is None


@given(st.lists(st.tuples(st.integers(10, 900), st.floats(0.0, 6.0)), min_size=1, max_size=6))
def test_no_end_is_longer_than_the_run_and_no_ratio_below_nothing(pieces: list[Piece]) -> None:
    bins = cut(*pieces)
    total = bins.moments[-1]
    for length in (beginning_of(bins).easy, ending_of(bins).easy):
        assert np.isnan(length) or 0 <= length <= total
    assert not ending_of(bins).easy_ratio >= 0.9
    assert not beginning_of(bins).speed_ratio < 0


def test_a_run_of_which_the_end_is_unknown_has_no_known_end() -> None:
    lost = np.concatenate([np.full(2401, 3.0), np.full(600, np.nan)])
    bins = bins_of(course_of(replace(run((3000, 3.0)), speed=lost)))
    assert unknown(ending_of(bins))
    assert ending_of(bins).is_dead_stop is None
