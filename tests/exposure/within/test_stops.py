from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.within.made import Piece, run, speeds, track
from uncramp.exposure.track import Track
from uncramp.exposure.within.bins import course_of
from uncramp.exposure.within.stops import Spells, Stops, spells, stops_of

NONE = Spells(0, 0.0, 0.0)


def found(made: Track) -> Stops:
    return stops_of(made, course_of(made))


def test_a_steady_run_has_neither_stop_nor_walk() -> None:
    assert found(run((600, 3.0))) == Stops(NONE, NONE, NONE, NONE)


def test_stops_are_counted_added_up_and_the_longest_told() -> None:
    made = run((60, 3.0), (30, 0.0), (60, 3.0), (90, 0.2), (60, 3.0))
    assert found(made).stops == found(made).standing == Spells(2, 120.0, 90.0)
    assert found(made).pauses == NONE


@pytest.mark.parametrize(("seconds", "count"), [(9, 0), (10, 1)])
def test_a_stop_lasts_ten_seconds_at_least(seconds: int, count: int) -> None:
    stops = found(run((60, 3.0), (seconds, 0.0), (60, 3.0))).standing
    assert stops is not None
    assert stops.count == count


@pytest.mark.parametrize(("speed", "count"), [(0.3, 1), (0.31, 0)])
def test_who_moves_faster_than_a_position_wanders_does_not_stand(speed: float, count: int) -> None:
    made = run((60, 3.0), (30, 0.0), (60, 3.0))
    slow = replace(made, speed=np.where(made.speed == 0.0, speed, made.speed))
    stops = found(slow).standing
    assert stops is not None
    assert stops.count == count


@pytest.mark.parametrize(("burst", "count"), [(3, 1), (4, 2)])
def test_a_wandering_position_splits_no_stop(burst: int, count: int) -> None:
    stops = found(run((60, 3.0), (20, 0.0), (burst, 1.0), (20, 0.0), (60, 3.0))).standing
    assert stops is not None
    assert (stops.count, stops.total) == (count, 43.0 if count == 1 else 40.0)


def test_a_pause_is_a_stop_and_the_standing_before_it_part_of_the_same() -> None:
    made = track(speeds((60, 3.0), (12, 0.0), (60, 3.0)), pauses=[(72, 100)])
    told = found(made)
    assert told.pauses == Spells(1, 100.0, 100.0)
    assert told.standing == Spells(1, 12.0, 12.0)
    assert told.stops == Spells(1, 113.0, 113.0)


@pytest.mark.parametrize(("seconds", "count"), [(9, 0), (10, 1)])
def test_a_pause_lasts_ten_seconds_at_least(seconds: int, count: int) -> None:
    assert found(track(speeds((120, 3.0)), pauses=[(60, seconds)])).pauses.count == count


def test_pauses_one_after_another_are_counted_apart() -> None:
    assert found(track(speeds((120, 3.0)), pauses=[(60, 30), (62, 40)])).pauses == Spells(2, 70.0, 40.0)


def silent(metres: float) -> Track:
    """A run of which five minutes were not recorded."""
    made = run((60, 3.0), (60, 3.0))
    later = np.where(np.arange(121.0) > 60, 300.0, 0.0)
    clock = made.elapsed_time + later
    weight, speed = made.weight.copy(), made.speed.copy()
    weight[61], speed[61] = 0.0, np.nan
    way = made.distance + np.where(later > 0, metres, 0.0)
    return replace(made, elapsed_time=clock, timer_time=clock, weight=weight, speed=speed, distance=way)


def test_where_nothing_was_recorded_and_no_way_was_covered_it_was_a_pause() -> None:
    told = found(silent(metres=20.0))
    assert told.pauses == told.stops == Spells(1, 301.0, 301.0)


def test_where_nothing_was_recorded_but_way_was_covered_it_was_none() -> None:
    assert found(silent(metres=100.0)).pauses == NONE


def test_a_walk_break_is_slower_than_people_run() -> None:
    assert found(run((60, 3.0), (42, 1.5), (60, 3.0))).walks == Spells(1, 40.0, 40.0)


@pytest.mark.parametrize(("seconds", "count"), [(21, 0), (22, 1)])
def test_a_walk_break_lasts_twenty_seconds_at_least_and_a_second_at_each_end_is_lost(seconds: int, count: int) -> None:
    walks = found(run((60, 3.0), (seconds, 1.5), (60, 3.0))).walks
    assert walks is not None
    assert walks.count == count


@pytest.mark.parametrize(("burst", "count"), [(3, 1), (4, 2)])
def test_a_short_burst_ends_no_walk_break(burst: int, count: int) -> None:
    walks = found(run((60, 3.0), (30, 1.5), (burst, 3.0), (30, 1.5), (60, 3.0))).walks
    assert walks is not None
    assert walks.count == count


@pytest.mark.parametrize(
    ("speed", "cadence", "walked"),
    [
        (1.99, np.nan, True),
        (2.01, np.nan, False),
        (1.99, 0.0, True),
        (2.01, 0.0, False),
        (2.49, 69.0, True),
        (2.51, 69.0, False),
        (1.50, 70.0, False),
        (1.50, 69.9, True),
    ],
)
def test_the_cadence_tells_walking_where_it_counts_and_else_the_speed(
    speed: float, cadence: float, *, walked: bool
) -> None:
    made = run((300, 3.0), (200, speed), (300, 3.0), cadence=speeds((300, 85.0), (200, cadence), (300, 85.0)))
    walks = found(made).walks
    assert walks is not None
    assert walks.count == int(walked)


def test_a_noisy_speed_among_fast_neighbours_is_no_walk() -> None:
    noisy = np.tile([1.5, 4.0, 4.0], 100)
    assert found(track(noisy)).walks == NONE


def test_standing_is_no_walk() -> None:
    assert found(run((60, 3.0), (100, 0.1), (60, 3.0))).walks == NONE


def test_without_a_speed_only_pauses_are_told() -> None:
    made = track(speeds((120, 3.0)), pauses=[(60, 30)])
    nowhere = replace(made, speed=np.full(121, np.nan))
    assert found(nowhere) == Stops(None, None, Spells(1, 30.0, 30.0), None)


def test_spells_go_from_where_they_began_to_where_they_ended() -> None:
    begun, ended = np.array([0.0, 5, 10, 15, 20]), np.array([5.0, 10, 15, 20, 25])
    meant = np.array([True, True, False, False, True])
    assert spells(begun, ended, meant, 0.0, 5.0) == Spells(2, 15.0, 10.0)
    assert spells(begun, ended, meant, 0.0, 5.1) == Spells(1, 10.0, 10.0)
    assert spells(begun, ended, meant, 10.0, 5.0) == Spells(1, 25.0, 25.0)
    assert spells(begun, ended, np.zeros(5, np.bool_), 0.0, 5.0) == NONE


@given(st.lists(st.tuples(st.integers(1, 90), st.floats(0.0, 6.0)), min_size=1, max_size=8), st.integers(0, 500))
def test_no_break_is_longer_than_the_run(pieces: list[Piece], pause: int) -> None:
    made = track(speeds(*pieces), pauses=[(0, pause)])
    told = found(made)
    for each in (told.stops, told.standing, told.pauses, told.walks):
        if each is None:
            assert np.isnan(made.speed).all()
            continue
        assert 0 <= each.longest <= each.total <= made.elapsed_time[-1]
        assert (each.count == 0) == (each.total == 0)
