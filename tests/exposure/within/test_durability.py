import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.within.made import Piece, run, speeds, track
from uncramp.domain.streams import FloatArray
from uncramp.exposure.track import Track
from uncramp.exposure.within.bins import bins_of, course_of
from uncramp.exposure.within.durability import Durability, durability_of, late_effort_ratio


def lasted(made: Track, adjusted: FloatArray | None = None) -> Durability:
    course = course_of(made, adjusted)
    return durability_of(course, bins_of(course))


def late(*pieces: Piece) -> float:
    return late_effort_ratio(bins_of(course_of(run(*pieces))))


def test_heart_and_speed_part_at_the_kilometre_from_which_they_stay_apart() -> None:
    found = lasted(run((7000, 3.0), heart_rate=speeds((5000, 140.0), (2000, 140.0 * 1.03))))
    assert (found.onset_distance, found.onset_time) == pytest.approx((15_000, 5000))
    assert found.onset_work == pytest.approx(3.6 * 15_000)
    assert found.watched == pytest.approx(21_000)


def test_a_slow_kilometre_is_no_onset() -> None:
    beats = speeds((4000, 140.0), (400, 160.0), (2600, 140.0))
    found = lasted(run((7000, 3.0), heart_rate=beats))
    assert np.isnan([found.onset_distance, found.onset_time, found.onset_work]).all()
    assert found.watched == pytest.approx(21_000)


def test_work_is_by_the_adjusted_way_where_there_is_one() -> None:
    made = run((7000, 3.0), heart_rate=speeds((5000, 140.0), (2000, 150.0)))
    found = lasted(made, np.full(7001, 3.3))
    assert found.onset_work == pytest.approx(3.6 * 16_500)


def test_who_slows_at_the_same_heart_rate_fails_as_well() -> None:
    found = lasted(run((5000, 3.0), (2500, 2.8), heart_rate=np.full(7500, 150.0)))
    assert found.onset_distance == pytest.approx(15_000)


@pytest.mark.parametrize(("metres", "known"), [(12_999, False), (13_001, True)])
def test_under_thirteen_kilometres_nothing_is_watched(metres: float, *, known: bool) -> None:
    made = track(np.full(4300, metres / 4300), columns={"heart_rate": np.full(4300, 150.0)})
    assert np.isfinite(lasted(made).watched) == known


def test_without_a_heart_rate_nothing_is_watched() -> None:
    assert np.isnan(lasted(run((7000, 3.0))).watched)
    assert lasted(run((7000, 3.0))).late_effort_ratio == pytest.approx(1.0)


def test_a_heart_rate_that_ends_early_was_watched_until_there() -> None:
    beats = speeds((5000, 140.0), (2000, float("nan")))
    assert lasted(run((7000, 3.0), heart_rate=beats)).watched == pytest.approx(15_000)


def test_a_late_best_effort_is_set_against_an_early_one() -> None:
    assert late((400, 3.0), (300, 4.0), (2000, 3.0), (300, 3.6), (600, 3.0)) == pytest.approx(0.9)


@pytest.mark.parametrize(("seconds", "known"), [(2690, False), (2700, True)])
def test_under_three_quarters_of_an_hour_no_effort_is_late(seconds: int, *, known: bool) -> None:
    assert np.isfinite(late((seconds, 3.0))) == known


def test_an_effort_that_is_nowhere_whole_is_none() -> None:
    gaps = np.tile([3.0] * 290 + [np.nan] * 10, 16)
    made = run((4800, 3.0))
    assert np.isnan(late_effort_ratio(bins_of(course_of(made, np.concatenate([[3.0], gaps])))))


def test_a_way_that_was_lost_in_the_last_third_leaves_the_late_effort_unknown() -> None:
    lost = np.concatenate([np.full(2001, 3.0), np.full(1600, np.nan)])
    assert np.isnan(late_effort_ratio(bins_of(course_of(run((3600, 3.0)), lost))))


def test_an_effort_beside_a_gap_is_whole() -> None:
    gaps = speeds((1000, 3.0), (200, np.nan), (600, 4.0), (200, np.nan), (2800, 3.0))
    made = run((4800, 3.0))
    bins = bins_of(course_of(made, np.concatenate([[3.0], gaps])))
    assert late_effort_ratio(bins) == pytest.approx(3 / 4)


@given(st.lists(st.tuples(st.integers(100, 4000), st.floats(0.0, 6.0)), min_size=1, max_size=5))
def test_an_onset_lies_within_what_was_watched(pieces: list[Piece]) -> None:
    speed = speeds(*pieces)
    found = lasted(track(speed, columns={"heart_rate": np.full(speed.size, 150.0)}))
    assert np.isnan(found.onset_distance) or 10_000 <= found.onset_distance <= found.watched - 3000
    assert not found.late_effort_ratio < 0
