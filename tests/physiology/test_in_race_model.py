from math import exp, log, pi, sqrt

import numpy as np
import pytest

from uncramp.domain.quantities import Z80
from uncramp.physiology.in_race_history import FIRST, LAST, MARKS, features
from uncramp.physiology.in_race_model import Checkpoint, DayEffects, InRaceModel, Level, shipped_model

EFFECTS = DayEffects(0.08, 0.0004, 0.0001, {"here": Level(0.05, 0.0002, -0.0001)}, Level(0.03, 0.0009, 0.0))
POINT = Checkpoint(
    features=("male", "pace"),
    low=np.array([0.0, 0.0, -0.05]),
    median=np.array([0.02, 0.1, 0.0]),
    high=np.array([0.02, 0.1, 0.08]),
    fade=np.array([1.0, 2.0, 0.5]),
    steepness=15.0,
    rest=EFFECTS,
    slowing=EFFECTS,
    profile_variance=0.0,
)
COLUMNS = {"male": np.array([0.5]), "pace": np.array([0.2]), "not asked": np.array([9.0])}


def test_a_known_course_has_its_own_level_and_a_new_one_the_usual_with_more_doubt() -> None:
    assert EFFECTS.at("here", 0.0) == pytest.approx((0.05, 0.0002 + 0.0001))
    assert EFFECTS.at(None, 0.0) == pytest.approx((0.03, 0.0009 + 0.0001))
    assert EFFECTS.at("elsewhere", 0.0) == EFFECTS.at(None, 0.0)


def test_heat_adds_its_effect_and_its_doubt() -> None:
    assert EFFECTS.at("here", 1.5) == pytest.approx(
        (0.05 + 0.08 * 1.5, 0.0002 - 2 * 1.5 * 0.0001 + 2.25 * 0.0004 + 0.0001)
    )


def test_the_percentiles_are_those_of_the_lines_widened_by_the_day() -> None:
    low, median, high = POINT.rest_pace(COLUMNS, "here", 0.0, 0.0001)[:, 0]
    common = Z80**2 * 0.0004
    assert median == pytest.approx(0.01 + 0.02 + 0.05)
    assert median - low == pytest.approx(sqrt((0.03 + 0.05) ** 2 + common))
    assert high - median == pytest.approx(sqrt(0.08**2 + common))


def test_lines_that_cross_make_no_interval_the_wrong_way_round() -> None:
    crossed = Checkpoint(POINT.features, POINT.high, POINT.median, POINT.low, POINT.fade, 15.0, EFFECTS, EFFECTS, 0.0)
    low, median, high = crossed.rest_pace(COLUMNS, "here", 0.0, 0.0)[:, 0]
    assert median - low == high - median == pytest.approx(Z80 * sqrt(0.0003))


def test_the_chance_is_a_logit_drawn_to_the_middle_by_the_doubt_about_the_day() -> None:
    chance = POINT.slowing_chance(COLUMNS, "here", 0.0, 0.05)
    logit = (0.5 + 0.4 + 0.5 + 0.05 - 15 * 0.05) / sqrt(1 + pi / 8 * 0.0003)
    assert chance == pytest.approx([1 / (1 + exp(-logit))])


def test_a_chance_never_overflows() -> None:
    assert POINT.slowing_chance(COLUMNS, None, 0.0, 1e6) == pytest.approx([0.0], abs=1e-20)
    assert POINT.slowing_chance(COLUMNS, None, 0.0, -1e6) == pytest.approx([1.0])


def test_the_shipped_model_has_every_mark_from_10_to_40_km_and_all_its_features() -> None:
    model = shipped_model()
    assert sorted(model.checkpoints) == list(range(FIRST, LAST + 1))
    for place, point in model.checkpoints.items():
        made = features(np.zeros((1, min(place + 1, place))), np.zeros(1), np.zeros(1), np.zeros(1), 0.0)
        assert set(point.features) <= made.keys() | {"last_but_1", "last_but_2"}
        lines = (point.low, point.median, point.high, point.fade)
        assert {len(line) for line in lines} == {len(point.features) + 1}


def test_the_shipped_offsets_are_small_and_heat_slows() -> None:
    for point in shipped_model().checkpoints.values():
        assert {"boston", "chicago"} == point.rest.levels.keys() == point.slowing.levels.keys()
        assert point.rest.heat > 0.0
        assert point.slowing.heat > 0.0
        assert 0.0 < point.rest.day_variance < 0.03**2
        assert all(level.variance < point.rest.new.variance < 0.03**2 for level in point.rest.levels.values())


def test_the_courses_are_marathons_that_cost_a_little_more_than_level_way() -> None:
    courses = shipped_model().courses
    assert {"athens", "berlin", "boston", "chicago", "london", "new_york", "sydney"} == courses.keys()
    for level in courses.values():
        assert (np.diff(level) > 0.0).all()
        assert level[-1] == pytest.approx(MARKS[-1], rel=0.035)
    rest = {
        name: log((level[-1] - level[4]) / (level[4] * 42195 / 21097.5 - level[4])) for name, level in courses.items()
    }
    assert rest["chicago"] == pytest.approx(0.0, abs=0.003)
    assert rest["boston"] > 0.01


def test_a_model_is_read_from_a_document() -> None:
    effects = {"heat": 0.1, "heat_variance": 0.0, "day_variance": 0.0, "new": [0.0, 0.0, 0.0], "course": {}}
    row = {
        "place": 1, "features": ["male"], "low": [0.0, -1.0], "median": [0.0, 0.0], "high": [0.0, 1.0],
        "fade": [0.0, 0.0], "steepness": 1.0, "rest": effects, "slowing": effects, "profile_variance": 0.01,
    }  # fmt: skip
    assumed = {"heat": [0.0, 0.5], "age": [30.0]}
    model = InRaceModel.of({"assumed": assumed, "course": {"flat": [1.0]}, "checkpoint": [row]})
    assert (model.usual_heat, model.usual_ages, model.checkpoints[1].profile_variance) == ((0.0, 0.5), (30.0,), 0.01)
    assert model.courses["flat"].tolist() == [1.0]
    assert model.checkpoints[1].rest_pace({"male": np.array([0.5])}, None, 1.0, 0.0)[:, 0] == pytest.approx(
        [-0.9, 0.1, 1.1]
    )
