from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import ArrayLike

from strategies import activities
from uncramp.domain.activity import Activity, Pause
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import Streams
from uncramp.exposure.track import Track, track_of

NAN = float("nan")


def track(time: ArrayLike, pauses: tuple[Pause, ...] = (), **columns: ArrayLike) -> Track:
    outline = Outline(Sport.RUNNING, datetime(2030, 1, 1, tzinfo=UTC), 0.0, 0.0)
    return track_of(Activity(outline, Streams.of(time, None, **columns), pauses=pauses))


def test_a_record_stands_for_the_time_since_the_one_before() -> None:
    run = track([0.0, 1.0, 3.0, 63.0, 124.0], distance=[0.0, 3.0, 9.0, 189.0, 372.0])
    assert run.weight.tolist() == [0.0, 1.0, 2.0, 60.0, 0.0]  # longer than a minute: nobody recorded it
    assert run.speed.tolist() == pytest.approx([NAN, 3.0, 3.0, 3.0, NAN], nan_ok=True)


def test_times_that_repeat_or_are_unknown_are_dropped_with_all_they_hold() -> None:
    run = track([0.0, 1.0, 1.0, NAN, 2.0], heart_rate=[100.0, 101.0, 102.0, 103.0, 104.0])
    assert run.elapsed_time.tolist() == [0.0, 1.0, 2.0]
    assert run.streams.heart_rate.tolist() == [100.0, 101.0, 104.0]
    assert len(run) == 3


def test_a_clock_set_back_for_good_drops_what_comes_before_its_highest_time() -> None:
    time = np.concatenate([np.arange(100.0), np.arange(50.0, 150.0)])
    assert track(time).elapsed_time.tolist() == list(range(150))


def test_the_way_begins_at_nothing_and_is_joined_up_over_time() -> None:
    run = track(np.arange(6.0), distance=[NAN, 50.0, NAN, 56.0, 54.0, NAN])
    assert run.distance.tolist() == pytest.approx([NAN, 0.0, 3.0, 6.0, NAN, NAN], nan_ok=True)


def test_what_was_never_recorded_stays_unknown() -> None:
    run = track([0.0, 1.0])
    assert np.isnan(run.distance).all()
    assert np.isnan(run.speed).all()
    assert np.isnan(run.mean(run.streams.heart_rate))


def test_a_pause_stands_for_nothing_and_has_no_speed() -> None:
    run = track(np.arange(5.0), (Pause(1.0, 2.5),), distance=[0.0, 3.0, 3.0, 4.0, 7.0])
    assert run.timer_time.tolist() == [0.0, 1.0, 1.0, 1.5, 2.5]
    assert run.weight.tolist() == [0.0, 1.0, 0.0, 0.5, 1.0]
    assert run.speed.tolist() == pytest.approx([NAN, 3.0, NAN, NAN, 3.0], nan_ok=True)


def test_indoors_the_speed_is_that_of_the_watch() -> None:
    run = track(np.arange(4.0), (Pause(2.0, 2.5),), speed=[2.0, 2.1, 2.2, 2.3])
    assert run.speed.tolist() == pytest.approx([NAN, 2.1, 2.2, NAN], nan_ok=True)


def test_a_track_remembers_what_was_left_out() -> None:
    run = track(np.arange(100.0), heart_rate=np.where(np.arange(100.0) == 50.0, 300.0, 140.0 + np.arange(100.0) % 3))
    assert [fault.column for fault in run.faults] == ["heart_rate"]
    assert np.isnan(run.streams.heart_rate[50])


def test_a_mean_weighs_by_time_and_leaves_out_what_is_unknown() -> None:
    run = track([0.0, 10.0, 40.0, 50.0], heart_rate=[90.0, 120.0, 160.0, NAN])
    assert run.mean(run.streams.heart_rate) == pytest.approx((10 * 120 + 30 * 160) / 40)
    assert run.mean(run.streams.heart_rate, run.elapsed_time < 40.0) == 120.0


def test_a_single_record_has_the_mean_of_its_values() -> None:
    run = track([0.0], heart_rate=[140.0])
    assert run.mean(run.streams.heart_rate) == 140.0


def test_a_leap_of_the_distance_is_left_out() -> None:
    time = np.arange(0.0, 200.0)
    run = track(time, distance=3.0 * time + 50_000.0 * (time >= 100.0))
    assert run.distance[-1] == pytest.approx(3.0 * 198.0)


@given(activities)
def test_a_track_of_any_activity_goes_on(activity: Activity) -> None:
    run = track_of(activity)
    assert (np.diff(run.elapsed_time) > 0.0).all()
    assert (np.diff(run.timer_time) >= 0.0).all()
    assert (run.weight >= 0.0).all()
    assert (np.diff(run.distance[np.isfinite(run.distance)]) >= 0.0).all()
    assert not (run.speed < 0.0).any()
