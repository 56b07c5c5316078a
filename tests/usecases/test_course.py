import numpy as np
import pytest

from uncramp.domain.activity import Activity
from uncramp.domain.errors import InvalidValueError
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import Streams
from uncramp.usecases.course import course_of
from usecases.world import NOW


def recorded(**columns: list[float]) -> Activity:
    outline = Outline(Sport.RUNNING, NOW, 100.0, 100.0)
    return Activity(outline, Streams.of(np.arange(5.0), None, **columns))


def test_a_course_is_the_altitude_over_the_distance_of_a_run() -> None:
    course = course_of("Hill", recorded(distance=[0.0, 10, 20, 30, 40], altitude=[100.0, 101, 103, 102, 102]))
    assert (course.name, course.distance.tolist()) == ("Hill", [0, 10, 20, 30, 40])
    assert course.altitude.tolist() == [100, 101, 103, 102, 102]


def test_stops_and_gaps_are_left_out() -> None:
    course = course_of("Hill", recorded(distance=[0.0, 10, 10, np.nan, 40], altitude=[100.0, 101, 103, 102, 104]))
    assert (course.distance.tolist(), course.altitude.tolist()) == ([0, 10, 40], [100, 101, 104])


@pytest.mark.parametrize("column", ["distance", "altitude"])
def test_a_run_without_distance_or_altitude_is_no_course(column: str) -> None:
    with pytest.raises(InvalidValueError, match="The course Hill has no profile"):
        course_of("Hill", recorded(**{column: [0.0, 1, 2, 3, 4]}))
