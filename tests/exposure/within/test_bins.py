from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.within.made import run, speeds, track
from uncramp.domain.streams import FloatArray, Streams
from uncramp.exposure.track import Track
from uncramp.exposure.within.bins import (
    LENGTH,
    Bins,
    bins_of,
    course_of,
    curve_of,
    mean,
    median,
    part_means,
    ratio,
    record_borders,
)

NAN = float("nan")
numbers = st.lists(st.floats(-100, 100) | st.just(NAN), max_size=9)


def test_an_hour_has_three_hundred_and_sixty_parts_of_ten_seconds() -> None:
    bins = bins_of(course_of(run((3600, 3.0))))
    assert len(bins) == 360
    assert bins.step == pytest.approx(10)
    assert bins.speed == pytest.approx(np.full(360, 3.0))


@pytest.mark.parametrize(("seconds", "count"), [(1, 1), (14, 1), (16, 2), (25, 2), (96, 10), (104, 10)])
def test_parts_are_equal_and_end_with_the_run(seconds: int, count: int) -> None:
    bins = bins_of(course_of(run((seconds, 3.0))))
    assert len(bins) == count
    assert bins.moments == pytest.approx(np.linspace(0, seconds, count + 1))


def test_a_part_is_about_ten_seconds_long() -> None:
    assert LENGTH == 10.0


def test_the_mean_of_a_part_is_by_time_across_records_that_straddle_its_border() -> None:
    wide = track(np.array([2.0, 4.0]), step=15.0)
    bins = bins_of(course_of(wide))
    assert bins.speed == pytest.approx([2.0, 3.0, 4.0])


@pytest.mark.parametrize(("seconds", "count"), [(0.99, 0), (1.0, 1), (5e-324, 0)])
def test_less_than_a_second_has_no_parts(seconds: float, count: int) -> None:
    assert len(bins_of(course_of(track(np.array([3.0]), step=seconds)))) == count


def test_nothing_recorded_has_no_parts() -> None:
    bins = bins_of(course_of(track(np.empty(0))))
    assert (len(bins), bins.moments.tolist()) == (0, [0.0])
    assert np.isnan(bins.typical_effort)


def test_a_track_without_records_has_neither_time_nor_way() -> None:
    nothing = np.empty(0)
    course = course_of(Track(nothing, nothing, nothing, nothing, nothing, Streams.of([])))
    assert (course.duration, course.way) == (0.0, 0.0)
    assert course.speed.is_empty
    assert len(bins_of(course)) == 0
    assert np.isnan(course.mean(course.speed))


def test_a_column_that_is_nowhere_known_is_empty_and_has_no_mean() -> None:
    course = course_of(run((100, 3.0)))
    assert course.heart_rate.is_empty
    assert np.isnan(course.mean(course.heart_rate))
    assert np.isnan(bins_of(course).heart_rate).all()


def test_a_part_of_which_less_than_half_is_known_has_no_mean() -> None:
    rate = speeds((6, NAN), (4, 150), (5, NAN), (5, 140), (10, NAN))
    course = course_of(run((30, 3.0), heart_rate=rate))
    assert bins_of(course).heart_rate == pytest.approx([NAN, 140, NAN], nan_ok=True)
    assert course.mean(course.heart_rate, 2, 10) == pytest.approx(150)
    assert np.isnan(course.mean(course.heart_rate, 1, 10))


def test_a_mean_goes_to_the_end_unless_it_is_told_where_to_stop() -> None:
    course = course_of(run((100, 2.0), (100, 4.0)))
    assert course.mean(course.speed) == pytest.approx(3.0)
    assert course.mean(course.speed, 100) == pytest.approx(4.0)
    assert course.mean(course.speed, 50, 150) == pytest.approx(3.0)
    assert np.isnan(course.mean(course.speed, NAN))


def test_the_moment_of_a_way_is_found_and_the_way_of_a_moment() -> None:
    course = course_of(run((100, 2.0), (100, 4.0)))
    assert course.way == pytest.approx(600)
    assert course.moment_at(400) == pytest.approx(150)
    assert [course.moment_at(way) for way in (0.0, 600.0)] == pytest.approx([0, 200])
    assert np.isnan([course.moment_at(way) for way in (-0.1, 600.1, NAN)]).all()


def test_who_stands_gets_nowhere() -> None:
    course = course_of(run((100, 0.0)))
    assert np.isnan(course.moment_at(0.0))


def test_a_pause_of_the_timer_takes_no_recorded_time() -> None:
    paused = track(speeds((100, 3.0)), pauses=[(50, 300)])
    assert course_of(paused).duration == 100


def test_a_gap_without_records_takes_no_recorded_time() -> None:
    whole = track(speeds((100, 3.0)))
    weight = whole.weight.copy()
    weight[50] = 0.0
    assert course_of(replace(whole, weight=weight)).duration == 99


def test_effort_is_the_adjusted_speed_where_there_is_one() -> None:
    level = run((100, 2.0))
    bins = bins_of(course_of(level, np.full(101, 3.0)))
    assert (bins.speed.mean(), bins.effort.mean()) == pytest.approx((2.0, 3.0))
    assert bins_of(course_of(level)).effort == pytest.approx(np.full(10, 2.0))


def test_effort_in_motion_leaves_standing_out() -> None:
    bins = bins_of(course_of(run((50, 3.0), (20, 0.5), (40, 0.49), (30, 4.0))))
    assert bins.in_motion == pytest.approx([3, 3, 3, 3, 3, 0.5, 0.5, NAN, NAN, NAN, NAN, 4, 4, 4], nan_ok=True)
    assert bins.typical_effort == 3.0


def test_so_many_seconds_are_so_many_parts_but_at_least_one() -> None:
    bins = bins_of(course_of(run((600, 3.0))))
    assert [bins.count_of(seconds) for seconds in (1, 14, 16, 300)] == [1, 1, 2, 30]


@given(numbers)
def test_the_median_and_the_mean_are_those_of_the_known_values(values: list[float]) -> None:
    known = [each for each in values if not np.isnan(each)]
    column = np.array(values)
    assert median(column) == pytest.approx(np.median(known) if known else NAN, nan_ok=True)
    assert mean(column) == pytest.approx(np.mean(known) if known else NAN, nan_ok=True)


def test_a_ratio_needs_something_below_it() -> None:
    assert ratio(3.0, 2.0) == 1.5
    assert np.isnan([ratio(1.0, 0.0), ratio(1.0, -1.0), ratio(1.0, NAN), ratio(NAN, 1.0)]).all()


def test_sums_run_over_what_is_known() -> None:
    curve = curve_of(np.array([0.0, 1, 2, 1]), np.array([0.0, 1, 3, 4]), np.array([NAN, 5, NAN, 7]))
    assert (curve.total.tolist(), curve.known.tolist()) == ([0, 5, 5, 12], [0, 1, 1, 2])


def test_a_column_unknown_only_where_nothing_is_meant_is_known_all_along() -> None:
    time = np.array([0.0, 1, 2])
    assert curve_of(np.array([0.0, 1, 1]), time, np.array([NAN, 5, 6])).known is time


def parts(step: float, *columns: FloatArray) -> tuple[Bins, FloatArray]:
    made = track(np.full(columns[0].size - 1, 3.0), step=step)
    course = course_of(made)
    bins = bins_of(course)
    return bins, part_means(made.weight, record_borders(course, bins), np.stack(columns))


def test_parts_by_records_are_the_means_of_those_that_end_in_them() -> None:
    one, other = np.array([9.0, *[1] * 10, *[2] * 5, *[4] * 5]), np.array([9.0, *[NAN] * 10, *[NAN] * 5, *[4] * 5])
    _, means = parts(1.0, one, other)
    assert means[0] == pytest.approx([1.0, 3.0])
    assert means[1] == pytest.approx([NAN, 4.0], nan_ok=True)


def test_parts_in_which_no_record_ends_have_no_mean_by_records() -> None:
    _, means = parts(25.0, np.array([9.0, 1.0, 2.0]))
    assert means[0] == pytest.approx([NAN, NAN, 1.0, NAN, 2.0], nan_ok=True)


def test_no_records_between_borders_give_no_means() -> None:
    assert np.isnan(part_means(np.ones(3), np.array([2, 2, 2]), np.ones((2, 3)))).tolist() == [[True, True]] * 2
