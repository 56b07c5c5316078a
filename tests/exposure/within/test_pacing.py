from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.within.made import Piece, run, speeds, track
from uncramp.domain.streams import FloatArray
from uncramp.exposure.track import Track
from uncramp.exposure.within.bins import course_of
from uncramp.exposure.within.pacing import Pacing, pacing_of

MILE = 1609.344


def paced(made: Track, adjusted: FloatArray | None = None, finish_time: float | None = None) -> Pacing:
    return pacing_of(course_of(made, adjusted), finish_time)


def test_the_first_mile_at_four_and_the_last_at_three_are_four_thirds() -> None:
    made = run((600, 4.0), (1000, 2.0), (600, 3.0))
    assert paced(made).first_to_last_mile == pytest.approx(4 / 3)


@pytest.mark.parametrize(("metres", "known"), [(2 * MILE - 1, False), (2 * MILE + 1, True)])
def test_under_two_miles_no_first_mile_is_set_against_a_last(metres: float, *, known: bool) -> None:
    made = track(np.full(1000, metres / 1000))
    assert np.isfinite(paced(made).first_to_last_mile) == known


def test_a_mile_ends_within_a_record() -> None:
    made = track(np.array([MILE / 400, MILE / 1200, MILE / 1200]), step=600.0)
    assert paced(made).first_to_last_mile == pytest.approx((MILE / 400) / (MILE / 1200))


def test_halves_are_of_the_way_and_not_of_the_time() -> None:
    made = run((500, 4.0), (1000, 2.0))
    assert paced(made).first_to_second_half == pytest.approx(2.0)


def test_the_first_half_is_set_against_the_speed_of_the_predicted_time() -> None:
    made = run((500, 4.0), (1000, 2.0))
    assert paced(made, finish_time=1250.0).first_half_to_ability == pytest.approx(4.0 / (4000 / 1250))


@pytest.mark.parametrize("finish_time", [None, 0.0, -5.0, float("nan")])
def test_without_a_possible_prediction_there_is_no_comparison_with_ability(finish_time: float | None) -> None:
    assert np.isnan(paced(run((500, 4.0)), finish_time=finish_time).first_half_to_ability)


def test_standing_with_the_timer_running_slows_a_half_and_a_pause_does_not() -> None:
    standing = run((500, 4.0), (500, 0.0), (1000, 2.0))
    paused = track(speeds((500, 4.0), (1000, 2.0)), pauses=[(250, 500)])
    assert paced(standing).first_to_second_half < 4.0 / 1.9
    assert paced(paused).first_to_second_half == pytest.approx(2.0, rel=0.005)


def test_grade_adjusted_speeds_have_ratios_of_their_own() -> None:
    made = run((1000, 4.0), (2000, 2.0))
    adjusted = np.concatenate([[4.0], speeds((1000, 4.0), (2000, 3.0))])
    found = paced(made, adjusted)
    assert (found.first_to_second_half, found.first_to_second_half_adjusted) == pytest.approx((2.0, 4 / 3))
    assert (found.first_to_last_mile, found.first_to_last_mile_adjusted) == pytest.approx((2.0, 4 / 3))


def test_without_grade_adjusted_speeds_there_are_no_such_ratios() -> None:
    found = paced(run((1000, 4.0), (2000, 2.0)))
    assert np.isnan([found.first_to_last_mile_adjusted, found.first_to_second_half_adjusted]).all()


@pytest.mark.parametrize(
    "made", [run((100, 0.0)), track(np.empty(0)), replace(run((9, 3.0)), speed=np.full(10, np.nan))]
)
def test_without_a_way_no_pace_is_told(made: Track) -> None:
    assert np.isnan([getattr(paced(made, finish_time=9.0), name) for name in Pacing.__slots__]).all()


@given(st.lists(st.tuples(st.integers(1, 900), st.floats(1.0, 6.0)), min_size=1, max_size=5))
def test_a_run_and_the_same_run_backwards_have_inverse_ratios(pieces: list[Piece]) -> None:
    speed = speeds(*pieces)
    there, back = paced(track(speed)), paced(track(speed[::-1].copy()))
    assert there.first_to_second_half * back.first_to_second_half == pytest.approx(1.0)
    assert there.first_to_last_mile * back.first_to_last_mile == pytest.approx(1.0) or np.isnan(
        there.first_to_last_mile
    )
