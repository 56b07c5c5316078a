import numpy as np
import pytest
from hypothesis import given

from strategies import courses
from uncramp.domain.course import Course
from uncramp.domain.errors import InvalidValueError

HILL = Course("Hill", np.array([0.0, 1000, 2000, 3000]), np.array([100.0, 150, 150, 120]))


def test_grades_are_rise_over_way_of_each_split() -> None:
    grades = HILL.grades(np.array([0.0, 1000, 2000, 3000]))
    assert grades == pytest.approx([50 / 1000, 0 / 1000, -30 / 1000])


def test_a_split_across_the_top_has_the_mean_grade() -> None:
    # At 500 m it is 125 m high, at 2500 m 135 m.
    assert HILL.grades(np.array([0.0, 500, 2500, 3000])) == pytest.approx([25 / 500, 10 / 2000, -15 / 500])


def test_a_course_measured_short_is_stretched_to_the_length_of_the_race() -> None:
    edges = np.array([0.0, 1100, 2200, 3300])
    assert HILL.grades(edges) == pytest.approx([50 / 1100, 0 / 1100, -30 / 1100])


def test_a_course_that_does_not_begin_at_zero_is_moved_to_the_start() -> None:
    moved = Course("Moved", HILL.distance + 250, HILL.altitude)
    edges = np.array([0.0, 1000, 2000, 3000])
    assert moved.grades(edges) == pytest.approx(HILL.grades(edges))


@given(courses())
def test_the_climbs_of_all_splits_add_up_to_finish_minus_start(course: Course) -> None:
    edges = np.linspace(0, course.distance[-1] - course.distance[0], 8)
    climb = course.grades(edges) @ np.diff(edges)
    assert climb == pytest.approx(course.altitude[-1] - course.altitude[0], abs=1e-6)


@pytest.mark.parametrize(("distance", "altitude"), [([], []), ([0], [10]), ([0, 1], [10]), ([0, 1], [1, 2, 3])])
def test_a_course_without_a_profile_is_refused_by_name(distance: list[float], altitude: list[float]) -> None:
    with pytest.raises(InvalidValueError, match=r"^The course Roof has no profile of distance and altitude\.$"):
        Course("Roof", np.array(distance), np.array(altitude))


@pytest.mark.parametrize(
    ("distance", "altitude"),
    [
        ([0, 2, 1], [1, 2, 3]),
        ([0, 1, 1], [1, 2, 3]),
        ([0, np.nan, 2], [1, 2, 3]),
        ([0, 1, 2], [1, np.nan, 3]),
        ([0, 1, np.inf], [1, 2, 3]),
        ([0, 1, 2], [1, -np.inf, 3]),
    ],
)
def test_a_course_with_a_gap_or_a_step_back_is_refused_by_name(distance: list[float], altitude: list[float]) -> None:
    with pytest.raises(InvalidValueError, match=r"^The course Loop does not go forward at every point\.$"):
        Course("Loop", np.array(distance), np.array(altitude))
