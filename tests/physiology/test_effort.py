import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.streams import FloatArray
from uncramp.physiology.effort import best_effort_times, monotone_track, time_at_distance

anything = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-5, 5).map(float)
rough_tracks = st.lists(st.tuples(anything, anything), max_size=12)


@st.composite
def tracks(draw: st.DrawFn) -> tuple[FloatArray, FloatArray]:
    """Time and way in whole seconds and metres, with stops and with leaps."""
    steps = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12))
    time, way = np.cumsum(np.array(steps, np.float64), axis=0).T
    return time, way + draw(st.integers(0, 50))


def passed(time: FloatArray, way: FloatArray, place: float) -> tuple[float, float]:
    """First and last moment at one place of the way, read off record by record."""
    here = [t for t, d in zip(time, way, strict=True) if d == place]
    if here:
        return min(here), max(here)
    behind = max(index for index, d in enumerate(way) if d < place)
    share = (place - way[behind]) / (way[behind + 1] - way[behind])
    moment = time[behind] + share * (time[behind + 1] - time[behind])
    return moment, moment


def brute_force(time: FloatArray, way: FloatArray, target: float) -> float:
    starts = [d for d in (*way, *(way - target)) if way[0] <= d <= way[-1] - target]
    return min((passed(time, way, d + target)[0] - passed(time, way, d)[1] for d in starts), default=np.nan)


@given(rough_tracks)
def test_what_is_kept_of_any_records_is_finite_and_never_goes_back(records: list[tuple[float, float]]) -> None:
    time, way = monotone_track(*np.array(records, np.float64).reshape(-1, 2).T)
    assert np.isfinite(time).all()
    assert np.isfinite(way).all()
    assert (time[1:] >= time[:-1]).all()
    assert (way[1:] >= way[:-1]).all()


@given(tracks())
def test_a_track_in_order_is_kept_whole(track: tuple[FloatArray, FloatArray]) -> None:
    kept = monotone_track(*track)
    assert np.array_equal(kept, track)


def test_gaps_and_steps_back_are_left_out_of_a_track() -> None:
    time, way = monotone_track(np.array([0, 1, np.nan, 3, 2, 5, 6.0]), np.array([0, 3, 6, 9, 12, np.nan, 8]))
    assert (time.tolist(), way.tolist()) == ([0, 1, 3], [0, 3, 9])


@given(rough_tracks, st.lists(st.floats(1, 1e6), max_size=3))
def test_no_records_whatever_break_the_search_for_efforts(
    records: list[tuple[float, float]], targets: list[float]
) -> None:
    bounded = np.array(records, np.float64).reshape(-1, 2).T
    bounded[np.abs(bounded) > 1e6] = np.nan  # as the formats leave out what no one can have run
    track = monotone_track(*bounded)
    best = best_effort_times(*track, np.array(targets, np.float64))
    assert best.shape == (len(targets),)
    assert not (best < 0).any()
    assert time_at_distance(*track, np.array(targets, np.float64)).shape == (len(targets),)


@given(tracks(), st.integers(1, 60))
def test_the_best_effort_is_the_least_over_every_stretch(track: tuple[FloatArray, FloatArray], target: int) -> None:
    found = best_effort_times(*track, np.array([target], np.float64))[0]
    assert found == pytest.approx(brute_force(*track, target), nan_ok=True)


@given(tracks())
def test_a_longer_effort_takes_no_less_time(track: tuple[FloatArray, FloatArray]) -> None:
    best = best_effort_times(*track, np.arange(1.0, 60.0))
    known = best[np.isfinite(best)]
    assert (np.diff(known) >= -1e-9).all()


@pytest.mark.parametrize("speed", [2.5, 3.0, 4.0])
@pytest.mark.parametrize("count", [2, 7, 3601])
def test_at_constant_speed_every_effort_takes_its_distance_over_the_speed(speed: float, count: int) -> None:
    time = np.linspace(0, 3600, count)
    targets = np.array([400.0, 1000, 5000])
    assert best_effort_times(time, speed * time, targets) == pytest.approx(targets / speed)


def test_the_fast_kilometre_is_found_between_slow_ones_where_no_record_begins_it() -> None:
    time, way = np.array([0.0, 700, 1000, 1700]), np.array([0.0, 1500, 3000, 4500])
    assert best_effort_times(time, way, np.array([1000.0])) == pytest.approx([200.0])


def test_a_pause_within_an_effort_counts() -> None:
    time, way = np.array([0.0, 100, 400, 500]), np.array([0.0, 500, 500, 1000])
    assert best_effort_times(time, way, np.array([1000.0, 500.0])).tolist() == [500.0, 100.0]


@pytest.mark.parametrize("start", [0.7, 0.1, 0.3, 0.0, 12.34])
def test_a_run_of_just_the_distance_is_the_effort_whatever_the_rounding(start: float) -> None:
    time, way = np.array([0.0, 1500]), np.array([start, start + 5000.0])
    assert best_effort_times(time, way, np.array([5000.0])) == pytest.approx([1500])


def test_a_run_shorter_than_the_effort_has_none() -> None:
    time, way = np.array([0.0, 100]), np.array([0.0, 999])
    assert np.isnan(best_effort_times(time, way, np.array([1000.0]))).all()


def test_a_mark_is_passed_in_proportion_between_two_records() -> None:
    time, way = np.array([10.0, 20, 40]), np.array([100.0, 200, 300])
    marks = time_at_distance(time, way, np.array([0.0, 50, 100, 150, 200, 201, -1]))
    assert marks == pytest.approx([10, 15, 20, 30, 40, np.nan, np.nan], nan_ok=True)


def test_without_records_no_mark_is_passed() -> None:
    assert np.isnan(time_at_distance(np.array([]), np.array([]), np.array([0.0, 1000]))).all()


@pytest.mark.parametrize("target", [0.0, -5.0, np.nan, np.inf])
def test_an_effort_over_no_distance_has_no_time(target: float) -> None:
    time, way = np.array([0.0, 100]), np.array([0.0, 999])
    assert np.isnan(best_effort_times(time, way, np.array([target]))).all()


def test_the_best_effort_may_end_at_a_record_and_begin_between_two() -> None:
    time, way = np.array([0.0, 800, 1000, 2000]), np.array([0.0, 2000, 3000, 5000])
    assert best_effort_times(time, way, np.array([1500.0])).tolist() == [400.0]


def test_the_best_effort_may_begin_at_a_record_and_end_between_two() -> None:
    time, way = np.array([0.0, 1000, 1200, 2000]), np.array([0.0, 2000, 3000, 5000])
    assert best_effort_times(time, way, np.array([1500.0])).tolist() == [400.0]
