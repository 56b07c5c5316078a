"""How evenly a run was paced, and how it stood to the runner's ability."""

from dataclasses import dataclass

from uncramp.domain.units import METRES_PER_MILE
from uncramp.exposure.within.bins import NAN, Course, ratio


@dataclass(frozen=True, slots=True)
class Pacing:
    """Ratios of speeds within a run, 1; above 1 is a fast start, NaN where it cannot be told.

    Parameters
    ----------
    first_to_last_mile
        Mean speed of the first mile over that of the last, 1; NaN under two miles.
    first_to_last_mile_adjusted
        The same of the grade-adjusted speed, where there is one, 1.
    first_to_second_half
        Mean speed over the first half of the way over that of the second, 1.
    first_to_second_half_adjusted
        The same of the grade-adjusted speed, where there is one, 1.
    first_half_to_ability
        Mean speed over the first half of the way over that of the predicted finish time, 1.
    """

    first_to_last_mile: float = NAN
    first_to_last_mile_adjusted: float = NAN
    first_to_second_half: float = NAN
    first_to_second_half_adjusted: float = NAN
    first_half_to_ability: float = NAN


def pacing_of(course: Course, finish_time: float | None = None) -> Pacing:
    """Pacing of a run over its way recorded (m), with the time predicted for that way (s) if there is one.

    Speeds are over recorded time: pauses of the timer do not count, standing with the timer running does.
    """
    half = course.moment_at(course.way / 2.0)
    first, second = course.mean(course.speed, 0.0, half), course.mean(course.speed, half)
    able = NAN if finish_time is None else ratio(course.way, finish_time)
    one, other = (
        (course.moment_at(METRES_PER_MILE), course.moment_at(course.way - METRES_PER_MILE))
        if course.way >= 2.0 * METRES_PER_MILE
        else (NAN, NAN)
    )
    adjusted = course.effort is not course.speed
    return Pacing(
        ratio(course.mean(course.speed, 0.0, one), course.mean(course.speed, other)),
        ratio(course.mean(course.effort, 0.0, one), course.mean(course.effort, other)) if adjusted else NAN,
        ratio(first, second),
        ratio(course.mean(course.effort, 0.0, half), course.mean(course.effort, half)) if adjusted else NAN,
        ratio(first, able),
    )
