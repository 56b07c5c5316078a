from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import ArrayLike

from strategies import activities
from uncramp.domain.activity import Activity
from uncramp.domain.course import Course
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.plan import PacePlan, Split
from uncramp.domain.quantities import Range
from uncramp.domain.streams import Streams
from uncramp.domain.weather import Provenance
from uncramp.exposure.air import Warmth
from uncramp.exposure.kilometres import Kilometres, kilometres_of_plan, kilometres_of_track
from uncramp.exposure.terrain import terrain_of
from uncramp.exposure.track import track_of
from uncramp.exposure.within.run import Ability

TIME = np.arange(0.0, 1201.0)
NOTHING = Ability()


def ran(ability: Ability = NOTHING, warmth: Warmth | None = None, **columns: ArrayLike) -> Kilometres:
    """Twenty minutes, at 3 m/s unless another distance is given."""
    outline = Outline(Sport.RUNNING, datetime(2030, 1, 1, tzinfo=UTC), 1200.0, 1200.0)
    streams = Streams.of(TIME, None, **{"distance": 3.0 * TIME} | columns)
    track = track_of(Activity(outline, streams))
    return kilometres_of_track(track, terrain_of(track), ability, warmth)


def planned(ability: Ability = NOTHING, course: Course | None = None, warmth: Warmth | None = None) -> Kilometres:
    """Two and a half kilometres, each faster than the one before."""
    splits = (Split(1000.0, 1000.0, 400.0), Split(2000.0, 1000.0, 350.0), Split(2500.0, 500.0, 150.0))
    return kilometres_of_plan(PacePlan(splits), course, ability, warmth)


def test_each_kilometre_and_what_is_left_has_its_clock_and_speed() -> None:
    run = ran()
    assert run.distance.tolist() == [1000.0, 2000.0, 3000.0, 3600.0]
    assert run.elapsed_time == pytest.approx([1000 / 3, 2000 / 3, 1000.0, 1200.0])
    assert run.speed == pytest.approx(3.0)


def test_a_mean_is_of_that_kilometre_alone() -> None:
    rates = np.where(TIME <= 333.0, 120.0, np.where(TIME <= 666.0, 150.0, np.nan)) + (-1.0) ** TIME
    run = ran(heart_rate=rates)
    assert run.heart_rate == pytest.approx([120.0, 150.0, np.nan, np.nan], abs=0.3, nan_ok=True)
    assert run.provenance["heart_rate"] is Provenance.WATCH


def test_a_hill_is_up_in_one_kilometre_and_down_in_the_next() -> None:
    way = 3.0 * TIME
    run = ran(altitude=np.interp(way, [0.0, 1000.0, 2000.0, 3600.0], [100.0, 150.0, 100.0, 100.0]))
    assert run.ascent == pytest.approx([50.0, 0.0, 0.0, 0.0], abs=1.5)
    assert run.descent == pytest.approx([0.0, 50.0, 0.0, 0.0], abs=1.5)
    assert run.grade == pytest.approx([0.05, -0.05, 0.0, 0.0], abs=0.003)
    assert run.adjusted_speed[0] > run.speed[0] + 0.5
    assert run.adjusted_speed[1] < run.speed[1]
    assert run.provenance["adjusted_speed"] is Provenance.ASSUMED


def test_what_was_not_recorded_says_what_it_takes() -> None:
    run = ran()
    told = {"distance", "elapsed_time", "speed"}
    assert run.provenance.keys() == told
    assert run.unknown.keys() == {name for name in Kilometres.__dataclass_fields__ if name not in told} - {
        "provenance", "unknown", "version",
    }  # fmt: skip


def test_ability_is_told_as_shares_of_it() -> None:
    run = ran(Ability(critical_speed=3.2, d_prime=150.0, finish_time=1000.0))
    assert run.ability_share == pytest.approx(3.0 / 3.6)
    assert run.critical_speed_share == pytest.approx(3.0 / 3.2)
    assert run.d_prime_share == pytest.approx(1.0)


def test_above_critical_speed_the_reserve_is_spent_by_the_difference() -> None:
    run = ran(Ability(critical_speed=2.9, d_prime=240.0))
    # 0.1 m/s for 1000/3, 2000/3, 1000 and 1200 s.
    assert run.d_prime_share == pytest.approx([1 - 100 / 3 / 240, 1 - 200 / 3 / 240, 1 - 100 / 240, 0.5], abs=1e-3)


def test_sprints_within_a_kilometre_cost_though_its_mean_is_below_critical_speed() -> None:
    speed = np.where(TIME % 90.0 < 45.0, 5.5, 2.4)
    way = np.concatenate([[0.0], np.cumsum(speed[1:])])
    run = ran(Ability(critical_speed=4.2, d_prime=150.0), distance=way)
    assert run.critical_speed_share.max() < 1.0
    assert run.d_prime_share.min() < 0.6


def test_standing_at_the_start_counts_for_the_first_kilometre() -> None:
    run = ran(distance=3.0 * np.maximum(TIME - 120.0, 0.0))
    assert run.elapsed_time[0] == pytest.approx(120.0 + 1000.0 / 3.0)
    assert run.speed[0] == pytest.approx(1000.0 / run.elapsed_time[0])


def test_warmth_is_that_of_the_middle_of_each() -> None:
    run = ran(warmth=Warmth((Range.normal("wbgt", 10.0, 1.0), Range.normal("wbgt", 46.0, 1.0))))
    assert run.wbgt == pytest.approx([10 + 1000 / 600, 15.0, 10 + 5000 / 600, 21.0])


def test_a_plan_asks_what_its_splits_say() -> None:
    run = planned(Ability(critical_speed=3.0, d_prime=100.0, finish_time=900.0))
    assert run.elapsed_time.tolist() == [400.0, 750.0, 900.0]
    assert run.speed == pytest.approx([2.5, 1000 / 350, 500 / 150])
    assert run.ability_share == pytest.approx(run.speed / (2500 / 900))
    assert run.d_prime_share[-1] == pytest.approx(1.0 - 0.5, abs=1e-3)  # 150 s a third of a metre per second above
    assert run.provenance["speed"] is Provenance.PLANNED
    assert np.isnan(run.heart_rate).all()


def test_the_course_of_a_plan_is_stretched_to_its_length() -> None:
    way = np.linspace(0.0, 2400.0, 241)
    run = planned(course=Course("hill", way, np.interp(way, [0.0, 960.0, 1920.0, 2400.0], [0.0, 48.0, 0.0, 0.0])))
    assert run.ascent == pytest.approx([48.0, 0.0, 0.0], abs=1.5)
    assert run.descent == pytest.approx([0.0, 48.0, 0.0], abs=1.5)
    assert run.grade == pytest.approx([0.048, -0.048, 0.0], abs=0.003)


def test_a_run_without_way_has_no_kilometre() -> None:
    assert ran(distance=np.full(TIME.size, np.nan)).distance.size == 0
    assert kilometres_of_plan(PacePlan(()), None, Ability(3.0, 100.0, 900.0)).distance.size == 0


@given(activities)
def test_kilometres_of_any_activity_go_on(activity: Activity) -> None:
    track = track_of(activity)
    run = kilometres_of_track(track, terrain_of(track), Ability(3.0, 150.0, 10_000.0))
    assert (np.diff(run.distance) > 0.0).all()
    assert (np.diff(run.elapsed_time) > 0.0).all()
    assert not (run.ascent < 0.0).any()
