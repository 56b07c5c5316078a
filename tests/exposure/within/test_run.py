import json
from dataclasses import asdict, fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.cleaning.outings import activity as outing
from exposure.cleaning.outings import clean_columns, wild_activities
from exposure.within.made import run, speeds, track
from formats.real_files import CORPUS, need
from strategies import activities
from uncramp.domain.activity import Activity
from uncramp.domain.codec import from_document, to_document
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Sport
from uncramp.domain.streams import Streams
from uncramp.exposure.track import Track, track_of
from uncramp.exposure.within.run import Ability, WithinRun, within_run
from uncramp.formats.readers import read_activities

ABLE = Ability(critical_speed=4.0, d_prime=200.0, finish_time=3000.0)
RATIOS = [field.name for field in fields(WithinRun) if field.name.endswith(("ratio", "mile", "half", "ability"))]


def known(found: WithinRun) -> set[str]:
    return {name for name, value in asdict(found).items() if value not in (None, ())}


def sound(found: WithinRun, made: Track) -> bool:
    """Whether every number is one, fits into JSON, and lies where such a number can."""
    assert json.loads(json.dumps(asdict(found), allow_nan=False))
    told = {name: value for name, value in asdict(found).items() if isinstance(value, float)}
    shares = [told.get(name, 0.0) for name in ("share_above_critical_speed", "steady_share")]
    times = [value for name, value in told.items() if name.endswith("_time") or name.startswith(("easy_", "longest"))]
    clock = float(np.ptp(made.elapsed_time)) if len(made) else 0.0
    return (
        all(0.0 <= each <= 1.0 for each in (*shares, *found.critical_speed_shares))
        and all(0.0 <= each <= clock * (1 + 1e-9) for each in times)
        and all(told.get(name, 0.0) >= 0.0 for name in RATIOS)
    )


def test_a_whole_run_is_told_in_one() -> None:
    pieces = [(600, 2.4), (2400, 3.0), (30, 0.0), (900, 3.0), (300, 1.5)]
    beats = np.linspace(130, 160, 4230)
    made = run(*pieces, heart_rate=beats, cadence=np.full(4230, 84.0), stance_time=np.full(4230, 0.25))
    found = within_run(made, ABLE, np.full(4231, 3.0))
    assert found.recorded_time == 4230
    assert found.recorded_way == pytest.approx(600 * 2.4 + 3300 * 3.0 + 300 * 1.5)
    assert found.warm_up_speed_ratio == pytest.approx(2.4 / ((3300 * 3.0 + 300 * 1.5) / 3600))
    assert (found.warm_up_adjusted_ratio, found.easy_beginning, found.easy_end) == pytest.approx((1.0, 0, 0))
    assert found.dead_stop is True
    assert (found.lowest_d_prime_share, found.share_above_critical_speed) == (1.0, 0.0)
    assert (found.stop_count, found.stop_time, found.longest_stop) == (1, 30.0, 30.0)
    assert (found.standing_count, found.standing_time, found.longest_standing) == (1, 30.0, 30.0)
    assert (found.pause_count, found.pause_time, found.longest_pause) == (0, 0.0, 0.0)
    assert (found.cadence_drift, found.stance_time_drift) == pytest.approx((0.0, 0.0))
    assert {name.name for name in fields(found)} - known(found) == {
        "easy_end_ratio",
        "marathon_decoupling",
        "decoupling_onset",
        "decoupling_onset_time",
        "decoupling_onset_work",
        "decoupling_watched",
        "step_length_drift",
        "vertical_oscillation_drift",
    }


def test_without_ability_grades_or_sensors_the_rest_is_told() -> None:
    made = run((600, 2.4), (2400, 3.0), (300, 1.5))
    found = within_run(made)
    assert (found.easy_beginning, found.easy_end, found.easy_end_ratio) == pytest.approx((600, 300, 0.5))
    assert found.end_speed_ratio == pytest.approx(0.5)
    assert found.dead_stop is False
    assert found.first_to_last_mile is not None
    assert found.walk_count is not None
    assert found.late_effort_ratio is not None
    assert known(found).isdisjoint({"above_critical_speed", "lowest_d_prime_share", "first_half_to_ability"})
    assert known(found).isdisjoint({"heart_rate_slope", "aerobic_decoupling", "cadence_drift"})


def test_an_onset_of_decoupling_is_told_with_its_time_and_work() -> None:
    found = within_run(run((7000, 3.0), heart_rate=speeds((5000, 140.0), (2000, 150.0))))
    assert (found.decoupling_onset, found.decoupling_onset_time) == pytest.approx((15_000, 5000))
    assert (found.decoupling_onset_work, found.decoupling_watched) == pytest.approx((54_000, 21_000))


def test_what_is_left_of_the_reserve_follows_from_ability() -> None:
    found = within_run(run((1000, 3.0), (100, 5.0), (1000, 3.0)), replace(ABLE, critical_speed=4.0, d_prime=200.0))
    assert found.lowest_d_prime_share == pytest.approx(0.5)
    assert found.above_critical_speed == pytest.approx(100)


def test_what_is_told_of_a_run_can_be_kept() -> None:
    found = within_run(run((3000, 3.0), (30, 0.0), (300, 4.2)), ABLE)
    assert from_document(json.loads(json.dumps(to_document(found))), WithinRun) == found


def test_no_record_and_one_record_tell_nothing() -> None:
    nothing = np.empty(0)
    empty = Track(nothing, nothing, nothing, nothing, nothing, Streams.of([]))
    assert within_run(empty, ABLE) == within_run(track(np.empty(0)), ABLE) == WithinRun()


def test_two_records_tell_how_long_and_how_far() -> None:
    found = within_run(run((1, 3.0)))
    assert (found.recorded_time, found.recorded_way) == (1.0, 3.0)


def test_a_run_of_pauses_alone_tells_them() -> None:
    made = track(speeds((3, 3.0)), pauses=[(0, 60), (1, 60), (2, 60)])
    still = np.zeros(4)
    paused = replace(made, timer_time=still, weight=still, elapsed_time=61.0 * np.arange(4.0), speed=np.full(4, np.nan))
    assert known(within_run(paused)) == {"pause_count", "pause_time", "longest_pause"}
    assert within_run(paused).pause_time == 183.0


def test_columns_of_nothing_tell_only_the_time() -> None:
    unknown = np.full(1201, np.nan)
    made = replace(run((1200, 3.0)), speed=unknown, distance=unknown)
    found = within_run(made, ABLE)
    assert known(found) == {"recorded_time", "pause_count", "pause_time", "longest_pause"}


def test_half_a_day_of_records_is_told_as_well() -> None:
    size = 42_000
    wave = 2.5 + 0.5 * np.sin(np.arange(size) / 500.0)
    beats = 140 + np.arange(size) / 1000.0
    found = within_run(track(wave, columns={"heart_rate": beats, "cadence": np.full(size, 83.0)}), ABLE)
    assert found.marathon_decoupling is not None
    assert found.recorded_time == size


def test_a_clean_outing_stays_what_it_is_through_the_cleaning() -> None:
    columns = clean_columns()
    found = within_run(track_of(outing(np.arange(3600), columns)), ABLE)
    assert (found.stop_count, found.walk_count, found.dead_stop) == (0, 0, True)
    assert found.first_to_second_half == pytest.approx(1.0, abs=0.1)
    assert found.cadence_drift == pytest.approx(0.0, abs=0.02)


@given(activities, st.sampled_from([ABLE, None]))
def test_any_activity_is_told_without_an_error(anything: Activity, able: Ability | None) -> None:
    made = track_of(anything)
    assert sound(within_run(made, able, made.speed * 1.1), made)


@given(wild_activities())
def test_activities_of_anything_at_all_are_told_without_an_error(anything: Activity) -> None:
    made = track_of(anything)
    within_run(made, ABLE)
    within_run(made, Ability(np.nan, -1.0, 0.0), made.streams.speed)


@given(
    st.lists(st.tuples(st.integers(1, 1500), st.floats(0.0, 7.0)), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 900)), max_size=3),
    st.sampled_from([0.5, 1.0, 7.0]),
)
def test_what_is_told_lies_where_it_can(
    pieces: list[tuple[float, float]], pauses: list[tuple[float, float]], step: float
) -> None:
    speed = speeds(*pieces)
    beats = 100.0 + 10.0 * speed
    made = track(speed, pauses, {"heart_rate": beats, "cadence": 60.0 + 8.0 * speed}, step)
    assert sound(within_run(made, ABLE), made)


@pytest.mark.parametrize("kind", ["fit", "gpx", "tcx"])
def test_real_runs_are_told(kind: str) -> None:
    count = 0
    for path in sorted(need(CORPUS / kind).iterdir()):
        try:
            found = read_activities(path.name, path.read_bytes())
        except UnreadableFileError:
            continue
        for each in found:
            if each.outline.sport is Sport.RUNNING:
                made = track_of(each)
                assert sound(within_run(made, ABLE), made), path.name
                count += 1
    assert count
