import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.within.made import Piece, run, speeds, track
from uncramp.domain.streams import FloatArray
from uncramp.exposure.track import Track
from uncramp.exposure.within.bins import bins_of, course_of
from uncramp.exposure.within.drift import (
    HeartDrift,
    change_at_like_speed,
    gait_drift,
    heart_drift_of,
    marathon_decoupling,
    moving_mean,
    partial_slope,
)

NAN = float("nan")
HOUR = np.arange(3600.0)
GAIT = ("cadence", "stance_time")


def drifted(made: Track, adjusted: FloatArray | None = None) -> HeartDrift:
    course = course_of(made, adjusted)
    return heart_drift_of(course, bins_of(course))


def gait(made: Track) -> dict[str, float]:
    course = course_of(made)
    return gait_drift(made, course, bins_of(course), GAIT)


def test_a_heart_that_rises_twelve_beats_in_an_hour_has_that_slope() -> None:
    found = drifted(run((3600, 3.0), heart_rate=140.0 + 12.0 * HOUR / 3600))
    assert found.slope == pytest.approx(12.0)
    assert found.steady_share == 1.0


def test_the_first_ten_minutes_do_not_count() -> None:
    beats = np.where(HOUR < 600, 90.0, 150.0)
    found = drifted(run((3600, 3.0), heart_rate=beats))
    assert (found.slope, found.ratio, found.decoupling) == pytest.approx((0.0, 1.0, 0.0), abs=1e-9)


def test_a_heart_that_only_follows_the_speed_does_not_drift() -> None:
    speed = 3.0 + 0.2 * np.sin(HOUR / 200) + 0.1 * HOUR / 3600
    found = drifted(track(speed, columns={"heart_rate": 30.0 + 40.0 * speed}))
    assert found.slope == pytest.approx(0.0, abs=0.02)
    assert found.ratio == pytest.approx(1.0, abs=1e-3)


def test_the_second_half_is_set_against_the_first_at_equal_speed() -> None:
    beats = np.where(HOUR < 2100, 140.0, 147.0)
    found = drifted(run((3600, 3.0), heart_rate=beats))
    assert found.ratio == pytest.approx(1.05)
    assert found.decoupling == pytest.approx(1 - 140 / 147)


def test_who_slows_down_at_the_same_heart_rate_decouples_as_well() -> None:
    found = drifted(run((2100, 3.0), (1500, 2.7), heart_rate=np.full(3600, 140.0)))
    assert found.decoupling == pytest.approx(0.1)


def test_effort_is_adjusted_for_the_grade_where_it_is_known() -> None:
    made = run((2100, 3.0), (1500, 2.7), heart_rate=np.full(3600, 140.0))
    assert drifted(made, np.full(3601, 3.0)).decoupling == pytest.approx(0.0)


@pytest.mark.parametrize(("seconds", "known"), [(1790, False), (1800, True)])
def test_drift_needs_twenty_minutes_after_the_first_ten(seconds: int, *, known: bool) -> None:
    found = drifted(run((seconds, 3.0), heart_rate=np.full(seconds, 140.0)))
    assert np.isfinite([found.slope, found.ratio, found.decoupling, found.steady_share]).tolist() == [known] * 4


@pytest.mark.parametrize(("fast", "known"), [(3.29, True), (3.31, False)])
def test_beyond_a_tenth_of_the_typical_effort_it_is_not_steady(fast: float, *, known: bool) -> None:
    made = run((600, 3.0), (1210, 3.0), (1200, fast), heart_rate=np.full(3010, 140.0))
    found = drifted(made)
    assert np.isfinite(found.decoupling)
    assert found.steady_share == pytest.approx(1.0 if known else 1210 / 2410, abs=0.02)


def test_intervals_neither_drift_nor_decouple() -> None:
    pieces: list[Piece] = [(600, 3.0), *[(120, 4.5), (180, 2.5), (100, 3.5)] * 12]
    found = drifted(run(*pieces, heart_rate=np.full(5400, 150.0)))
    assert found.steady_share < 0.5
    assert np.isnan([found.slope, found.ratio, found.decoupling]).all()


def test_less_than_twenty_steady_minutes_have_no_drift() -> None:
    made = run((600, 3.0), (1150, 3.0), (1000, 4.0), heart_rate=np.full(2750, 150.0))
    assert drifted(made).steady_share > 0.5
    assert np.isnan(drifted(made).slope)


def test_standing_is_left_out_of_drift() -> None:
    beats = np.concatenate([np.full(1800, 150.0), np.full(600, 80.0), np.full(1800, 150.0)])
    found = drifted(run((1800, 3.0), (600, 0.0), (1800, 3.0), heart_rate=beats))
    assert (found.steady_share, found.slope, found.decoupling) == pytest.approx((1.0, 0.0, 0.0), abs=1e-9)


def test_noise_of_positions_does_not_make_a_run_unsteady() -> None:
    noisy = 3.0 + np.tile([0.6] * 10 + [-0.6] * 10, 180)
    found = drifted(track(noisy, columns={"heart_rate": np.full(3600, 150.0)}))
    assert found.steady_share == 1.0


def test_a_moving_mean_is_over_the_known_ones_around() -> None:
    values = np.array([1.0, 2.0, np.nan, 4.0, 6.0])
    assert moving_mean(values, 3) == pytest.approx([1.5, 1.5, 3.0, 5.0, 5.0])
    assert moving_mean(values, 1) == pytest.approx([1.0, 2.0, np.nan, 4.0, 6.0], nan_ok=True)
    assert moving_mean(np.empty(0), 3).size == 0


def test_without_a_heart_rate_there_is_no_drift() -> None:
    found = drifted(run((3600, 3.0)))
    assert np.isnan([found.slope, found.ratio, found.decoupling, found.steady_share, found.marathon_decoupling]).all()


MARATHON_BEATS = speeds((2500, 140.0), (9167, 145.0), (2433, 168.0))


def test_a_marathon_decouples_from_five_to_forty_kilometres() -> None:
    made = track(np.full(14100, 3.0), columns={"heart_rate": MARATHON_BEATS})
    beats = (140 * (2500 - 5000 / 3) + 145 * (10000 / 3 - 2500)) / (5000 / 3)
    assert marathon_decoupling(course_of(made)) == pytest.approx(168 / beats, rel=1e-3)
    assert drifted(made).marathon_decoupling == marathon_decoupling(course_of(made))


@pytest.mark.parametrize(("seconds", "known"), [(13333, False), (13334, True)])
def test_short_of_forty_kilometres_a_marathon_does_not_decouple(seconds: int, *, known: bool) -> None:
    made = track(np.full(seconds, 3.0), columns={"heart_rate": np.full(seconds, 150.0)})
    assert np.isfinite(marathon_decoupling(course_of(made))) == known


def stance(early: float, late: float) -> FloatArray:
    return speeds((1800, early), (1800, late))


def test_ground_contact_that_grows_by_a_tenth_does_so() -> None:
    assert gait(run((3600, 3.0), stance_time=stance(0.25, 0.275))) == {"stance_time": pytest.approx(0.1)}


def test_a_gait_that_only_follows_the_speed_does_not_drift() -> None:
    wave = 3.0 + 0.3 * np.sin(HOUR / 100) - 0.3 * HOUR / 3600
    found = gait(track(wave, columns={"cadence": 60.0 + 9.0 * wave, "stance_time": 0.40 - 0.05 * wave}))
    assert (found["cadence"], found["stance_time"]) == pytest.approx((0.0, 0.0), abs=2e-3)


def test_only_the_second_and_the_last_fifth_count() -> None:
    values = speeds((720, 9.0), (720, 80.0), (1440, 9.0), (720, 84.0))
    assert gait(run((3600, 3.0), cadence=values))["cadence"] == pytest.approx(0.05)


@pytest.mark.parametrize(("seconds", "known"), [(1490, False), (1500, True)])
def test_gait_needs_five_minutes_in_each_fifth(seconds: int, *, known: bool) -> None:
    assert ("cadence" in gait(run((seconds, 3.0), cadence=np.full(seconds, 80.0)))) == known


def test_gait_needs_five_minutes_of_running_in_each_fifth() -> None:
    walked = run((1600, 3.0), (200, 1.9), (200, 3.0), cadence=np.full(2000, 80.0))
    assert np.isnan(gait(walked)["cadence"])


def test_walking_is_left_out_of_the_gait() -> None:
    values = speeds((2000, 80.0), (1300, 80.0), (300, 55.0))
    assert gait(run((3300, 3.0), (300, 1.5), cadence=values))["cadence"] == pytest.approx(0.0)


def test_at_another_speed_no_gait_is_compared() -> None:
    assert np.isnan(gait(run((1800, 3.0), (1800, 3.31), cadence=np.full(3600, 80.0)))["cadence"])
    assert np.isfinite(gait(run((1800, 3.0), (1800, 3.29), cadence=np.full(3600, 80.0)))["cadence"])


def test_without_a_gait_nothing_of_it_is_told() -> None:
    assert gait(run((3600, 3.0))) == {}


def test_change_at_like_speed_takes_off_what_the_speed_explains() -> None:
    early, late = np.array([2.9, 3.1]), np.array([3.1, 3.3])
    assert change_at_like_speed(early, 10.0 * early, late, 10.0 * late + 3.0) == pytest.approx(3.0 / 30.0)
    assert change_at_like_speed(np.full(2, 3.0), np.full(2, 4.0), np.full(2, 3.0), np.full(2, 5.0)) == 0.25


@pytest.mark.parametrize(("late", "known"), [(3.29, True), (3.31, False), (2.71, True), (2.69, False)])
def test_speeds_within_ten_per_cent_are_alike(late: float, *, known: bool) -> None:
    found = change_at_like_speed(np.full(2, 3.0), np.full(2, 4.0), np.full(2, late), np.full(2, 5.0))
    assert np.isfinite(found) == known


def test_a_change_from_nothing_is_none() -> None:
    assert np.isnan(change_at_like_speed(np.full(2, 3.0), np.zeros(2), np.full(2, 3.0), np.ones(2)))


@given(st.floats(-20, 20), st.floats(-30, 30), st.integers(3, 40))
def test_a_plane_over_time_and_speed_has_its_slope(slope: float, by_speed: float, size: int) -> None:
    time = np.linspace(0, 1, size)
    speed = 3.0 + 0.5 * np.sin(np.arange(size) ** 2.0)
    assert partial_slope(time, speed, 100 + slope * time + by_speed * speed) == pytest.approx(slope, abs=1e-6)


def test_at_constant_speed_a_slope_is_that_over_time_alone() -> None:
    time = np.linspace(0, 1, 9)
    assert partial_slope(time, np.full(9, 3.0), 5 * time) == pytest.approx(5.0)


@pytest.mark.parametrize(("noise", "known"), [(0.30, True), (0.28, False)])
def test_a_speed_that_mostly_goes_with_the_time_leaves_no_slope(noise: float, *, known: bool) -> None:
    time = np.array([0.0, 0.0, 1.0, 1.0])
    speed = 3.0 + time + 2.0 * noise * np.array([-0.5, 0.5, -0.5, 0.5])
    share = 1.0 - np.corrcoef(time, speed)[0, 1] ** 2
    assert (share > 0.25) == known
    assert np.isfinite(partial_slope(time, speed, time)) == known


def test_a_speed_that_is_the_time_itself_leaves_no_slope() -> None:
    time = np.linspace(0, 1, 9)
    assert np.isnan(partial_slope(time, 2 + time, 5 * time))
    assert np.isnan(partial_slope(np.zeros(3), np.array([1.0, 2, 3]), np.ones(3)))
    assert np.isnan(partial_slope(np.zeros(3), np.zeros(3), np.ones(3)))
