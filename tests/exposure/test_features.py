from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from strategies import activities
from uncramp.domain.activity import Activity
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import FloatArray, Streams
from uncramp.exposure.features import (
    EFFORT_DISTANCES,
    VERSION,
    Effort,
    HeartRateTimes,
    RunFeatures,
    features_of,
    first_place,
    place_of,
)


def activity(time: FloatArray | list[float], **columns: ArrayLike) -> Activity:
    seconds = float(np.asarray(time)[-1]) if len(time) else 0.0
    outline = Outline(Sport.RUNNING, datetime(2030, 1, 1, tzinfo=UTC), seconds, seconds)
    return Activity(outline, Streams.of(time, None, **columns))


def steady(speed: float, seconds: int) -> Activity:
    time = np.arange(0.0, seconds + 1)
    return activity(time, distance=speed * time)


def test_at_three_metres_a_second_every_kilometre_takes_a_thousand_thirds() -> None:
    features = features_of(steady(3.0, 4000))
    assert features.split_times == pytest.approx([1000 / 3] * 12)


def test_at_three_metres_a_second_every_effort_that_fits_takes_its_third() -> None:
    features = features_of(steady(3.0, 4000))
    assert [each.distance for each in features.efforts] == [way for way in EFFORT_DISTANCES if way <= 12_000]
    assert [each.duration for each in features.efforts] == pytest.approx(
        [each.distance / 3 for each in features.efforts]
    )


def test_the_fast_middle_kilometre_is_the_best_effort_and_a_split() -> None:
    features = features_of(activity([0.0, 300, 540, 840], distance=[0.0, 1000, 2000, 3000]))
    assert features.split_times == pytest.approx((300, 240, 300))
    assert features.efforts[0].duration == 240


def test_a_distance_that_does_not_begin_at_nothing_is_counted_from_its_beginning() -> None:
    time = np.arange(0.0, 2001)
    shifted = activity(time, distance=250.3 + 2.5 * time)
    assert features_of(shifted).split_times == pytest.approx([400] * 5)


def test_gaps_in_the_distance_are_bridged() -> None:
    time = np.arange(0.0, 2001)
    way = 2.5 * time
    way[300:700] = np.nan
    assert features_of(activity(time, distance=way)).split_times == pytest.approx([400] * 5)


def test_without_a_distance_there_is_neither_split_nor_effort() -> None:
    features = features_of(activity([0.0, 1, 2], heart_rate=[140.0, 150, 160]))
    assert (features.split_times, features.efforts, features.mean_heart_rate) == ((), (), 155.0)


def test_one_record_gives_nothing_to_measure() -> None:
    features = features_of(activity([0.0], distance=[0.0]))
    assert (features.split_times, features.efforts) == ((), ())


def test_no_records_at_all_give_features_with_nothing_in_them() -> None:
    assert features_of(activity([])) == RunFeatures(VERSION)


def test_a_mean_is_over_what_was_recorded() -> None:
    features = features_of(activity([0.0, 1, 2, 3], heart_rate=[np.nan, 100, 150, np.nan], temperature=[np.nan] * 4))
    assert (features.mean_heart_rate, features.mean_temperature) == (125, None)


def test_the_place_is_the_first_with_both_coordinates() -> None:
    streams = Streams.of([0.0, 1, 2], latitude=[48.1, np.nan, 48.3], longitude=[np.nan, 11.5, 11.6])
    assert first_place(streams) == (48.3, 11.6)


def test_a_run_on_the_equator_has_a_place() -> None:
    assert first_place(Streams.of([0.0], latitude=[0.0], longitude=[0.0])) == (0.0, 0.0)


def test_indoors_there_is_no_place() -> None:
    assert first_place(Streams.of([0.0, 1], latitude=[48.1, 48.1])) is None


@given(activities)
def test_any_activity_has_features_without_a_gap_in_them(anything: Activity) -> None:
    features = features_of(anything)
    assert features.version == VERSION
    assert np.isfinite(features.split_times).all()
    assert all(np.isfinite(each.duration) and each.duration >= 0 for each in features.efforts)


@given(st.integers(-300_000, 300_000), st.lists(st.integers(1, 1_000), min_size=1, max_size=400))
def test_distances_in_whole_centimetres_give_as_many_splits_as_kilometres(start: int, steps: list[int]) -> None:
    centimetres = start + np.cumsum([0, *steps])
    features = features_of(activity(np.arange(float(len(steps) + 1)), distance=centimetres / 100.0))
    assert len(features.split_times) in {sum(steps) // 100_000, max(sum(steps) // 100_000 - 1, 0)}
    assert np.isfinite(features.split_times).all()


def summary(**details: float) -> Activity:
    outline = Outline(Sport.RUNNING, datetime(2030, 1, 1, tzinfo=UTC), 3000.0, 2900.0, distance=10_000.0)
    return Activity(outline, Streams.of([]), details=details)


def test_a_run_without_records_is_an_effort_over_its_own_distance() -> None:
    assert features_of(summary()).efforts == (Effort(10_000.0, 3000.0),)


def test_what_a_file_tells_of_the_whole_stands_in_for_records() -> None:
    features = features_of(summary(mean_heart_rate=150.0, start_latitude=48.1, start_longitude=11.6))
    assert (features.mean_heart_rate, features.place) == (150.0, (48.1, 11.6))


def test_the_course_of_the_heart_rate_has_a_mean_for_each_part() -> None:
    time = np.arange(0.0, 1600.0)
    beats = 100.0 + np.floor(time / 100.0)
    beats[300:400] = np.nan
    course = features_of(activity(time, heart_rate=beats)).heart_rate_course
    assert course == pytest.approx([*range(100, 103), None, *range(104, 116)], abs=0.05, nan_ok=True)


def test_without_a_heart_rate_there_is_no_course_of_it() -> None:
    assert features_of(steady(3.0, 100)).heart_rate_course == ()


def test_where_it_began_is_what_was_recorded_or_else_what_was_told() -> None:
    told = {"start_latitude": 48.1, "start_longitude": 11.6}
    assert place_of(activity([0.0, 1.0], latitude=[np.nan, 52.5], longitude=[np.nan, 13.4])) == (52.5, 13.4)
    assert place_of(replace(activity([0.0, 1.0]), details=told)) == (48.1, 11.6)
    assert place_of(activity([0.0, 1.0])) is None


def test_the_heart_s_time_is_kept_in_steps_of_five_beats() -> None:
    beats = [121.0] * 11 + [122.5] * 10 + [131.0] * 20
    times = features_of(activity(list(range(41)), heart_rate=beats)).heart_rate_times
    assert times == HeartRateTimes(120.0, (20, 0, 20))
    assert times.heart_rates.tolist() == [122.5, 127.5, 132.5]
    assert times.durations.tolist() == [20.0, 0.0, 20.0]
