from collections.abc import Iterator
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.cleaning.outings import activity, outing
from uncramp.domain.activity import Activity, Finding, Pause
from uncramp.domain.outline import Sport
from uncramp.domain.streams import FloatArray, Streams
from uncramp.exposure.cleaning import leaps
from uncramp.exposure.cleaning.leaps import Index, Reach
from uncramp.exposure.cleaning.records import Fault, Mask, Span, spans_of

HOUR, DAY = 3600.0, 86_400.0


def found(results: Iterator[Fault | Finding]) -> dict[str | None, tuple[Span, ...]]:
    """Spans by column."""
    return {each.column: spans_of(each.records) if isinstance(each, Fault) else each.spans for each in results}


def parts(recorded: Activity) -> tuple[Activity, Streams]:
    return recorded, recorded.streams


def within_one(values: FloatArray) -> Reach:
    def reach(one: Index, other: Index) -> Mask:
        near: Mask = np.abs(values[other] - values[one]) <= 1.0
        return near

    return reach


def blocks(values: list[int]) -> list[list[int]]:
    """Runs of neighbouring indices without a leap."""
    runs = [[0]]
    for one, other in pairwise(range(len(values))):
        if abs(values[other] - values[one]) <= 1:
            runs[-1].append(other)
        else:
            runs.append([other])
    return runs


def worth(chosen: tuple[list[int], ...], values: list[int]) -> tuple[int, int]:
    """What a chain of blocks is worth, and how many records it has."""
    count = sum(len(block) for block in chosen)
    jumps = sum(abs(values[other[0]] - values[one[-1]]) > 1 for one, other in pairwise(chosen))
    return count - leaps.BELIEVED * jumps, count


@given(st.lists(st.integers(0, 6), min_size=1, max_size=9))
def test_no_other_chain_keeps_more_records_with_fewer_leaps(values: list[int]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(leaps, "BELIEVED", 2)
        kept = leaps.believed(len(values), within_one(np.array(values, np.float64))).tolist()
        runs = blocks(values)
        every = [chosen for size in range(1, len(runs) + 1) for chosen in combinations(runs, size)]
        chosen = tuple(block for block in runs if block[0] in kept)
        assert [index for block in chosen for index in block] == kept
        assert worth(chosen, values) == max(worth(each, values) for each in every)


@pytest.mark.parametrize(("length", "left_out"), [(1, True), (59, True), (61, False)])
def test_what_leaps_away_and_back_within_a_minute_is_false(length: int, left_out: bool) -> None:  # noqa: FBT001  # the table says it
    values = np.zeros(500)
    values[200 : 200 + length] = 9.0
    assert (leaps.believed(500, within_one(values)).size == 500 - length) is left_out


@pytest.mark.parametrize(("length", "left_out"), [(29, True), (31, False)])
def test_what_lies_beyond_a_leap_at_an_end_for_half_a_minute_is_false(length: int, left_out: bool) -> None:  # noqa: FBT001  # as above
    values = np.zeros(500)
    values[:length] = 9.0
    assert (leaps.believed(500, within_one(values)).size == 500 - length) is left_out


def test_a_clock_set_while_recording_leaves_the_few_records_before_out() -> None:
    time = np.arange(600.0)
    time[10:] += 16 * 365 * DAY
    assert found(leaps.clock(*parts(activity(time)))) == {"elapsed_time": ((0, 10),)}


def test_one_record_of_another_day_is_left_out() -> None:
    time = np.arange(600.0)
    time[300] += 1e7
    assert found(leaps.clock(*parts(activity(time)))) == {"elapsed_time": ((300, 301),)}


def test_an_hour_without_a_record_is_told_unless_the_timer_stood() -> None:
    time = np.append(np.arange(300.0), 4000.0 + np.arange(300.0))
    assert found(leaps.clock(*parts(activity(time)))) == {None: ((299, 301),)}
    paused = activity(time, pauses=[Pause(300.0, 3990.0)])
    assert found(leaps.clock(*parts(paused))) == {}


def test_a_clock_set_back_for_good_is_told_and_all_is_kept() -> None:
    time = np.append(np.arange(300.0), 100.0 + np.arange(300.0))
    assert found(leaps.clock(*parts(activity(time)))) == {None: ((299, 301),)}


def test_gaps_of_hours_in_a_walk_of_days_leave_nothing_out() -> None:
    time = np.concatenate([start * HOUR + np.arange(20.0) for start in (0, 5, 9, 20)])
    assert found(leaps.clock(*parts(activity(time)))) == {None: ((19, 21), (39, 41), (59, 61))}


def test_a_distance_taken_back_by_a_few_metres_is_no_leap() -> None:
    way = 3.0 * np.arange(300.0)
    way[100:] -= 8.0
    assert found(leaps.distance(*parts(activity(np.arange(300.0), {"distance": way})))) == {}


def test_a_way_not_recorded_for_a_minute_is_no_leap_if_it_can_be_run() -> None:
    time = np.append(np.arange(100.0), 160.0 + np.arange(100.0))
    assert found(leaps.distance(*parts(activity(time, {"distance": 4.0 * time})))) == {}


def test_no_speed_is_too_sudden_where_nobody_said_what_it_was() -> None:
    speed = outing().streams.speed.copy()
    speed[500] = 14.0
    assert found(leaps.speed(*parts(outing({"speed": speed})))) == {"speed": ((500, 501),)}
    assert found(leaps.speed(*parts(outing({"speed": speed}, Sport.OTHER)))) == {}


def test_a_step_over_the_date_line_is_short() -> None:
    time = np.arange(100.0)
    east = (179.999 + 3e-5 * time + 180.0) % 360.0 - 180.0
    assert east.min() < -179.0
    assert found(leaps.position(*parts(activity(time, {"latitude": 0.1 + 0 * time, "longitude": east})))) == {}


def test_a_degree_of_longitude_is_short_near_the_pole() -> None:
    time = np.arange(100.0)
    places = {"latitude": 89.999 + 0 * time, "longitude": time % 2.0}
    assert found(leaps.position(*parts(activity(time, places)))) == {}
    assert found(leaps.position(*parts(activity(time, places | {"latitude": 48.0 + 0 * time})))) != {}


def test_how_fast_somebody_climbs_is_told_as_no_pace() -> None:
    altitude = np.full(300, 100.0)
    altitude[150:160] = 900.0
    (fault,) = leaps.altitude(*parts(activity(np.arange(300.0), {"altitude": altitude})))
    assert "faster than 3 m/s, for a moment" in str(fault.sentence)
