import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advice.situations import MARATHON, ORDINARY, START, situation, situations
from uncramp.advice.rules import pace
from uncramp.advice.situation import Situation
from uncramp.domain.course import Course
from uncramp.domain.grade import Grade
from uncramp.domain.plan import Race, Split
from uncramp.domain.streams import FloatArray
from uncramp.evidence.findings import findings
from uncramp.physiology.energy_cost import energy_cost_softened

COURSES = Path(__file__).parents[4] / "shared" / "data" / "courses"
POINT = re.compile(r'<trkpt[^>]*?lat="([-.\d]+)"[^>]*?lon="([-.\d]+)".*?<ele>([-.\d]+)</ele>', re.DOTALL)
MILLISECOND = 0.001


def splits_of(at: Situation) -> tuple[Split, ...]:
    plan = pace.advise(at).pace
    assert plan is not None
    return plan.splits


def pace_of(split: Split) -> float:
    return split.duration / split.length


def way_of(latitude: FloatArray, longitude: FloatArray) -> FloatArray:
    """Way along the points on a sphere, m."""
    north, east = np.radians(latitude), np.radians(longitude)
    half = np.sin(np.diff(north) / 2) ** 2 + np.cos(north[1:]) * np.cos(north[:-1]) * np.sin(np.diff(east) / 2) ** 2
    return np.concatenate([[0.0], np.cumsum(2 * 6_371_008.8 * np.arcsin(np.sqrt(half)))])


def course(name: str) -> Course:
    path = COURSES / f"{name}_marathon.gpx"
    if not path.is_file():
        pytest.skip("the marathon courses do not lie beside this checkout")
    latitude, longitude, altitude = np.array(POINT.findall(path.read_text("utf-8")), np.float64).T
    way = way_of(latitude, longitude)
    forward = np.concatenate([[True], np.diff(way) > 0])
    return Course(name, way[forward], altitude[forward])


@given(situations())
def test_any_plan_covers_the_way_in_the_target_time_and_holds_back_at_the_start(at: Situation) -> None:
    splits = splits_of(at)
    assert sum(each.duration for each in splits) == pytest.approx(at.target_time, abs=MILLISECOND, rel=1e-9)
    assert sum(each.length for each in splits) == pytest.approx(at.race.distance)
    assert splits[-1].end == at.race.distance
    assert all(one.end < other.end for one, other in pairwise(splits))
    assert all(each.duration > 0 and 1 <= each.length <= at.split_length + 1 for each in splits)
    last = next(each for each in reversed(splits) if each.length > at.split_length / 2 or len(splits) == 1)
    assert pace_of(splits[0]) >= pace_of(last) * (1 - 1e-12)


@given(st.floats(1000, 30_000))
def test_the_total_is_the_target_to_the_millisecond(target: float) -> None:
    assert sum(each.duration for each in splits_of(situation(target_time=target))) == pytest.approx(
        target, rel=0, abs=MILLISECOND
    )


def test_on_the_flat_every_kilometre_is_a_little_faster_than_the_one_before() -> None:
    paces = [pace_of(each) for each in splits_of(ORDINARY)]
    assert len(paces) == 43
    assert all(one > other for one, other in pairwise(paces[:-1]))
    assert paces[0] / paces[-2] == pytest.approx(1.02, abs=0.001)


def test_a_marathon_in_miles_has_twenty_six_and_a_piece() -> None:
    splits = splits_of(situation(split_length=1609.344))
    assert [each.length for each in splits] == pytest.approx([1609.344] * 26 + [MARATHON - 26 * 1609.344])


def test_a_piece_of_less_than_a_metre_is_no_split_of_its_own() -> None:
    assert [each.end for each in splits_of(situation(race=Race(10_000.4, START)))] == [
        *(1000.0 * k for k in range(1, 10)),
        10_000.4,
    ]


def test_a_run_shorter_than_one_split_is_one() -> None:
    (only,) = splits_of(situation(race=Race(400.0, START), target_time=90.0))
    assert (only.length, only.duration) == (400.0, 90.0)


def test_uphill_costs_what_the_treadmill_says_and_downhill_gives_back_less_than_half() -> None:
    profile = Course("Hill", np.array([0.0, 2000, 3000, 4000, 5000, 10_000]), np.array([0.0, 0, 50, 0, 0, 0]))
    splits = splits_of(situation(race=Race(10_000.0, START), course=profile))
    level, up, down = (pace_of(splits[index]) for index in (1, 2, 3))
    flat_drift = 0.002  # from one kilometre of ten to the next
    assert up / level == pytest.approx(4.685 / 3.6, abs=2 * flat_drift)
    assert down / level == pytest.approx(0.890, abs=2 * flat_drift)
    assert [each.grade for each in splits[1:4]] == pytest.approx([0, 0.05, -0.05])


def test_a_wall_is_planned_as_the_steepest_that_was_measured() -> None:
    profile = Course("Wall", np.array([0.0, 5000, 6000, 10_000]), np.array([0.0, 0, 900, 900]))
    splits = splits_of(situation(race=Race(10_000.0, START), course=profile))
    assert pace_of(splits[5]) / pace_of(splits[4]) == pytest.approx(19.43 / 3.6, rel=0.01)


@pytest.mark.parametrize("name", ["boston", "new_york", "athens", "berlin", "london", "chicago"])
def test_on_a_real_course_the_effort_is_even(name: str) -> None:
    splits = splits_of(situation(course=course(name), target_time=12_600.0))
    grades = np.array([each.grade for each in splits[1:]], np.float64)
    paces = np.array([pace_of(each) for each in splits[1:]])
    assert sum(each.duration for each in splits) == pytest.approx(12_600, rel=0, abs=MILLISECOND)
    assert pace_of(splits[0]) >= pace_of(splits[-2]) * (1 - 1e-12)  # the last whole one; 195 m are left
    level = paces / (energy_cost_softened(grades) / 3.6)
    assert level.max() / level.min() < 1.025  # nothing but the easier start is left


def test_boston_is_slowest_on_heartbreak_hill() -> None:
    splits = splits_of(situation(course=course("boston"), target_time=12_600.0))
    slowest = max(splits, key=pace_of)
    assert 26_000 < slowest.end <= 35_000


def words(at: Situation) -> str:
    return " ".join(map(str, pace.advise(at).advice.sentences))


def test_the_words_compare_the_goal_with_the_runners_own_runs() -> None:
    faster = situation(race=Race(MARATHON, START, 12_500.0), target_time=12_500.0)
    slower = situation(race=Race(MARATHON, START, 13_500.0), target_time=13_500.0)
    slowest = situation(race=Race(MARATHON, START, 15_000.0), target_time=15_000.0)
    assert "The goal is 0.04 faster, and so are the splits." in words(faster)
    assert "slower, about what they promise" in words(slower)
    assert "slower, well within reach" in words(slowest)
    assert "support 13000" in words(ORDINARY)


def test_without_an_effort_nothing_says_that_the_goal_fits() -> None:
    assert "nothing says it fits" in words(situation(predicted_time=None))


def test_without_a_course_it_says_that_the_plan_is_flat() -> None:
    assert "planned as flat" in words(ORDINARY)
    assert "planned as flat" not in words(
        situation(course=Course("Level", np.array([0.0, 42_195]), np.array([10.0, 10])))
    )


def test_the_advice_carries_its_grade_and_findings() -> None:
    advice = pace.advise(ORDINARY).advice
    assert (advice.rule, advice.grade, advice.findings) == ("pace", Grade.MODERATE, pace.FINDINGS)
    assert "rf-overpace-56" in advice.findings
    assert set(advice.findings) <= findings().keys()
