"""Finish times from other distances."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from uncramp.domain.streams import FloatArray
from uncramp.domain.units import METRES_PER_MILE

MARATHON = 42195.0
SHORTEST_VICKERS = 5000.0
LONGEST_VICKERS = 21_100.0
LONGEST_RIEGEL = 13_800.0
SHORTEST_RIEGEL = 210.0
EXPONENT_VICKERS = 1.07
SPEED_VICKERS, SHARE_VICKERS, TRAINING_VICKERS = 0.16018617, 0.83076202, 0.06423826
"""Marathon speed, m/s: a constant, and what each m/s after Riegel and each ten miles of training a week add."""
MOST_TRAINING = 193_200.0
"""Greatest distance of a week in the sample, 120 miles, m."""
SHORTEST_RACE, LONGEST_RACE = 750.0, 15_000.0
"""Fastest 5 km and slowest half marathon that are plausible in the sample, s."""
FASTEST_MARATHON, SLOWEST_MARATHON = 7200.0, 30_000.0
"""Marathons about as fast and as slow as in the sample, 2:17 to 6:34, with some room, s."""
FASTEST_SMYTH, SLOWEST_SMYTH = 9000.0, 21_600.0
SHARE_OF_FASTEST, SHARE_OF_SLOWEST = 0.930, 0.789
"""Share of critical speed held by marathon runners of 2:30 and of 6:00 h."""
LEAST_CRITICAL_SPEED, MOST_CRITICAL_SPEED = 2.0, 6.0
ITERATIONS = 40
LONGEST_DISTANCE = 1e6


def race_time_Riegel_1981(  # noqa: N802  # named after its author
    distance: ArrayLike, known_distance: ArrayLike, known_time: ArrayLike, exponent: ArrayLike = 1.06
) -> FloatArray:
    r"""Time over one distance from the time over another.

    .. math:: t_2 = t_1 (d_2 / d_1)^{1.06}

    Parameters
    ----------
    distance, known_distance
        m, of shapes that broadcast.
    known_time
        Race time over ``known_distance``, s.
    exponent
        1.06 for men and women in general; [Vickers2016] use 1.07 inside their own formula.

    Returns
    -------
    FloatArray
        Time, s, of the common shape; NaN where known or predicted time is outside the 3.5 to 230 min of the
        records on which it was fitted.

    Notes
    -----
    Range: world records of 3.5 to 230 min [Riegel1981]. Fine up to the half marathon for recreational runners;
    at the marathon at least 10 min too fast for half of them, mean squared error 381 min² [Vickers2016].
    """
    target, way, time, power = np.broadcast_arrays(
        *(np.asarray(each, np.float64) for each in (distance, known_distance, known_time, exponent))
    )
    valid = (
        _within(time, SHORTEST_RIEGEL, LONGEST_RIEGEL)
        & _within(way, 1.0, LONGEST_DISTANCE)
        & _within(target, 1.0, LONGEST_DISTANCE)
    )
    valid &= _within(power, 0.0, 2.0)
    ratio = np.where(valid, target, 1.0) / np.where(valid, way, 1.0)
    predicted = np.where(valid, time, np.nan) * ratio ** np.where(valid, power, 1.0)
    return _bounded(predicted, SHORTEST_RIEGEL, LONGEST_RIEGEL)


def marathon_time_Vickers_2016(  # noqa: N802  # named after its authors
    known_distance: ArrayLike, known_time: ArrayLike, weekly_distance: ArrayLike
) -> FloatArray:
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
    FloatArray
        Marathon time, s, of the common shape; NaN for races outside 5 km to the half marathon, the distances of
        the sample, run in no such time, or without a weekly distance, and for marathons not of 2:00 to 8:20 h.

    Notes
    -----
    Range: 929 marathons of recreational runners after races of 5 km to the half marathon, up to 120 miles a week;
    mean squared error 228 min² [Vickers2016]. Several public copies carry 0.6423826 for the last coefficient,
    ten times too much.
    """
    way, time, miles = _race_and_training(known_distance, known_time, weekly_distance)
    riegel_speed = MARATHON / (time * (MARATHON / way) ** EXPONENT_VICKERS)
    speed = SPEED_VICKERS + SHARE_VICKERS * riegel_speed + TRAINING_VICKERS * miles / 10.0
    return _bounded(MARATHON / speed, FASTEST_MARATHON, SLOWEST_MARATHON)


def marathon_time_Vickers_2016_two_races(  # noqa: N802  # named after its authors
    shorter_distance: ArrayLike,
    shorter_time: ArrayLike,
    longer_distance: ArrayLike,
    longer_time: ArrayLike,
    weekly_distance: ArrayLike,
) -> FloatArray:
    r"""Marathon time from two races and the training volume.

    .. math:: t = t_2 (42195 / d_2)^k, \quad k = 1.4510756 - 0.23797948 k_{12} - 0.01410023 m / 10,
       \quad k_{12} = \frac{\ln (t_2 / t_1)}{\ln (d_2 / d_1)}

    with :math:`m` miles a week.

    Parameters
    ----------
    shorter_distance, longer_distance
        Of the two races, m.
    shorter_time, longer_time
        Race times over them, s.
    weekly_distance
        Typical distance of a training week, m.

    Returns
    -------
    FloatArray
        Marathon time, s, of the common shape; NaN for races outside 5 km to the half marathon, not in order, of
        which the longer took no longer, or without a weekly distance, and for marathons not of 2:00 to 8:20 h.

    Notes
    -----
    Range: 493 marathons of recreational runners after two races of 5 km to the half marathon; mean squared error
    208 min² [Vickers2016]. A race whose time the authors had to correct for its course counts as corrected.
    """
    d_1, t_1, _ = _race_and_training(shorter_distance, shorter_time, weekly_distance)
    d_2, t_2, miles = _race_and_training(longer_distance, longer_time, weekly_distance)
    in_order = (d_2 > d_1) & (t_2 > t_1)
    d_1, t_1 = np.where(in_order, d_1, np.nan), np.where(in_order, t_1, np.nan)
    k_12 = np.log(t_2 / t_1) / np.log(d_2 / d_1)
    k = 1.4510756 - 0.23797948 * k_12 - 0.01410023 * miles / 10.0
    return _bounded(t_2 * (MARATHON / d_2) ** k, FASTEST_MARATHON, SLOWEST_MARATHON)


def marathon_time_Smyth_2020(critical_speed: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Marathon time from critical speed, of which slower runners hold a smaller share.

    .. math:: \frac{42195}{t} = CS \left( 0.930 - 0.141 \frac{\ln (t / 2.5\,h)}{\ln (6 / 2.5)} \right)

    Parameters
    ----------
    critical_speed
        From the bests of habitual training, m/s, any shape.

    Returns
    -------
    FloatArray
        Marathon time, s, of the same shape; NaN for critical speeds that give no marathon of 2:30 to 6:00 h.

    Notes
    -----
    Range: 25,000 recreational runners [Smyth2020], of whom those who took 2:30 h held 93.0 % of critical speed and
    those who took 6:00 h 78.9 %; on average 84.8 ± 13.6 %, so that the time is missed by 7.67 %. That the share falls
    with the logarithm of the time between the two is ours.
    """
    critical = np.asarray(critical_speed, np.float64)
    valid = _within(critical, LEAST_CRITICAL_SPEED, MOST_CRITICAL_SPEED)
    critical = np.where(valid, critical, np.nan)
    log_fastest, log_slowest = np.log(FASTEST_SMYTH), np.log(SLOWEST_SMYTH)
    time = MARATHON / (SHARE_OF_FASTEST * critical)
    for _ in range(ITERATIONS):
        place = (np.log(time) - log_fastest) / (log_slowest - log_fastest)
        time = MARATHON / (critical * (SHARE_OF_FASTEST + (SHARE_OF_SLOWEST - SHARE_OF_FASTEST) * place))
    return _bounded(time, FASTEST_SMYTH, SLOWEST_SMYTH)


def _race_and_training(
    distance: ArrayLike, time: ArrayLike, weekly_distance: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Distance (m), time (s) and miles a week of the common shape; NaN where one is outside the sample."""
    way, seconds, week = np.broadcast_arrays(
        *(np.asarray(each, np.float64) for each in (distance, time, weekly_distance))
    )
    valid = _within(way, SHORTEST_VICKERS, LONGEST_VICKERS) & _within(week, 0.0, MOST_TRAINING)
    valid &= _within(seconds, SHORTEST_RACE, LONGEST_RACE)
    return (
        np.where(valid, way, np.nan),
        np.where(valid, seconds, np.nan),
        np.where(valid, week, np.nan) / METRES_PER_MILE,
    )


def _bounded(time: FloatArray, shortest: float, longest: float) -> FloatArray:
    """Times in their range, others NaN; a single one as a scalar, which is a float too."""
    kept: FloatArray = np.where(_within(time, shortest, longest), time, np.nan)[()]
    return kept


def _within(values: FloatArray, low: float, high: float) -> NDArray[np.bool_]:
    return np.asarray((values >= low) & (values <= high))
