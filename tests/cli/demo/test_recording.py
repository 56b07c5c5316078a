from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from uncramp.cli.demo.recording import record
from uncramp.cli.demo.training import Kind, Session, Stop, training
from uncramp.domain.activity import Activity

SESSIONS = training(date(2026, 11, 22)).sessions


def one(kind: Kind) -> Session:
    return next(session for session in SESSIONS if session.workout.kind is kind)


def recorded(session: Session) -> Activity:
    return record(session, 68.0, np.random.default_rng(1))


def test_there_is_a_record_every_second_and_the_planned_way_and_time_are_kept() -> None:
    session = replace(one(Kind.TEMPO), stops=())
    activity = recorded(session)
    assert np.diff(activity.streams.elapsed_time).tolist() == [1.0] * (len(activity.streams) - 1)
    assert activity.outline.distance == pytest.approx(session.distance, abs=4.0)
    assert activity.outline.elapsed_time == pytest.approx(session.timer_time, abs=1.0)


def test_a_stop_leaves_a_gap_in_elapsed_time_and_none_in_the_way() -> None:
    activity = recorded(replace(one(Kind.EASY), stops=(Stop(2000.0, 40.0),)))
    (pause,) = activity.pauses
    gaps = np.diff(activity.streams.elapsed_time)
    assert pause.end - pause.start == 40.0
    assert sorted(set(gaps.tolist())) == [1.0, 41.0]
    assert activity.streams.distance[int(gaps.argmax())] == pytest.approx(2000.0, abs=4.0)
    assert np.diff(activity.streams.distance).max() < 5.0
    assert activity.outline.elapsed_time - activity.outline.timer_time == 40.0


def test_positions_lie_as_far_apart_as_the_way_says() -> None:
    streams = recorded(one(Kind.LONG)).streams
    latitude, longitude = np.radians(streams.latitude[::10]), np.radians(streams.longitude[::10])
    haversine = (
        np.sin(np.diff(latitude) / 2) ** 2
        + np.cos(latitude[1:]) * np.cos(latitude[:-1]) * np.sin(np.diff(longitude) / 2) ** 2
    )
    way = 2 * 6_371_009 * np.arcsin(np.sqrt(haversine)).sum()
    assert way == pytest.approx(np.ptp(streams.distance[::10]), rel=0.01)


def test_intervals_alternate_between_work_and_rest_lap_by_lap() -> None:
    session = one(Kind.INTERVALS)
    laps = recorded(session).laps
    lengths = [segment.length for segment in session.workout.segments]
    assert [lap.distance for lap in laps] == pytest.approx(lengths, abs=6.0)
    speeds = [(lap.distance or 0.0) / (lap.end - lap.start) for lap in laps[1:-1]]
    assert min(speeds[::2]) > 1.5 * max(speeds[1::2])


def test_other_runs_have_a_lap_for_every_kilometre_and_one_for_the_rest() -> None:
    laps = recorded(one(Kind.LONG)).laps
    assert [lap.distance for lap in laps[:-1]] == pytest.approx([1000.0] * (len(laps) - 1), abs=4.0)
    assert [lap.trigger for lap in laps] == ["distance"] * (len(laps) - 1) + ["session_end"]


def test_the_heart_follows_the_pace_with_a_lag_and_is_slower_than_its_maximum() -> None:
    activity = recorded(one(Kind.INTERVALS))
    speed, heart_rate = activity.streams.speed, activity.streams.heart_rate
    lags = [np.corrcoef(speed[300:-lag], heart_rate[300 + lag :])[0, 1] for lag in range(1, 120)]
    assert 10 < int(np.argmax(lags)) < 60
    assert max(lags) > 0.8
    assert np.nanmax(heart_rate) < 190


def test_the_same_run_costs_more_heart_beats_in_the_heat_and_drifts_upward() -> None:
    cool = replace(one(Kind.LONG), air_temperature=8.0)
    hot = replace(cool, air_temperature=28.0)
    in_cool, in_heat = (recorded(session).streams.heart_rate for session in (cool, hot))
    assert in_heat.mean() > in_cool.mean() + 4
    assert in_cool[-600:].mean() > in_cool[600:1200].mean()


def test_a_dying_strap_leaves_the_second_half_without_heart_rate() -> None:
    heart_rate = recorded(replace(one(Kind.TEMPO), strap_dies=True)).streams.heart_rate
    half = heart_rate.size // 2
    assert np.isfinite(heart_rate[:half]).all()
    assert np.isnan(heart_rate[half:]).all()


def test_the_treadmill_records_no_place_and_no_climb() -> None:
    activity = recorded(one(Kind.TREADMILL))
    assert activity.outline.sub_sport == "treadmill"
    assert not {"latitude", "longitude", "altitude"} & set(activity.streams.recorded)
    assert "total_ascent" not in activity.details


def test_two_steps_to_a_stride_make_the_speed() -> None:
    streams = recorded(one(Kind.TEMPO)).streams
    assert 2 * streams.cadence / 60 * streams.step_length == pytest.approx(streams.speed)


def test_the_watch_on_the_wrist_reads_warmer_than_the_air_and_settles() -> None:
    temperature = recorded(replace(one(Kind.LONG), air_temperature=5.0)).streams.temperature
    assert temperature[0] == pytest.approx(27.0)
    assert temperature[-1] == pytest.approx(9.0, abs=0.2)
