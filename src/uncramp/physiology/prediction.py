"""Finish times from other distances."""

from uncramp.domain.units import METRES_PER_MILE

NAN = float("nan")
MARATHON = 42195.0
SHORTEST_VICKERS = 5000.0
LONGEST_VICKERS = 21_100.0
LONGEST_RIEGEL = 13_800.0
SHORTEST_RIEGEL = 210.0


def race_time_Riegel_1981(  # noqa: N802  # named after its author
    distance: float, known_distance: float, known_time: float, exponent: float = 1.06
) -> float:
    r"""Time over one distance from the time over another.

    .. math:: t_2 = t_1 (d_2 / d_1)^{1.06}

    Parameters
    ----------
    distance, known_distance
        m.
    known_time
        Race time over ``known_distance``, s.
    exponent
        1.06 for men and women in general; [Vickers2016] use 1.07 inside their own formula.

    Returns
    -------
    float
        Time, s; NaN where known or predicted time is outside the 3.5 to 230 min of the records
        on which it was fitted.

    Notes
    -----
    World-class records [Riegel1981]; fine up to the half marathon for recreational runners, at least
    10 min too fast at the marathon for half of them [Vickers2016].
    """
    time: float = known_time * (distance / known_distance) ** exponent
    return time if all(SHORTEST_RIEGEL <= each <= LONGEST_RIEGEL for each in (known_time, time)) else NAN


def marathon_time_Vickers_2016(known_distance: float, known_time: float, weekly_distance: float) -> float:  # noqa: N802  # named after its authors
    r"""Marathon time from one race and the training volume.

    .. math:: v = 0.16018617 + 0.83076202 v_{1.07} + 0.06423826 m / 10

    with :math:`v_{1.07}` the marathon speed (m/s) after Riegel with exponent 1.07 and :math:`m` miles a week.

    Parameters
    ----------
    known_distance
        m.
    known_time
        Race time over it, s.
    weekly_distance
        Typical distance of a training week, m.

    Returns
    -------
    float
        Marathon time, s; NaN for races outside 5 km to the half marathon, the distances of the sample, or run
        in no time.

    Notes
    -----
    2,303 recreational runners; mean squared error 228 min² [Vickers2016]. Several public copies carry
    0.6423826 for the last coefficient, ten times too much.
    """
    if not SHORTEST_VICKERS <= known_distance <= LONGEST_VICKERS or not known_time > 0:
        return NAN
    riegel_speed: float = MARATHON / (known_time * (MARATHON / known_distance) ** 1.07)
    miles = weekly_distance / METRES_PER_MILE
    return MARATHON / (0.16018617 + 0.83076202 * riegel_speed + 0.06423826 * miles / 10.0)
