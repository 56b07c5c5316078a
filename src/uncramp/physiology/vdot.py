"""VDOT: a race time as the oxygen uptake that it would take of a runner of common economy."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray

SECONDS_PER_MINUTE = 60.0
SHORTEST = 210.0
LONGEST = 17_400.0
"""Seconds of the races in the authors' tables: from about 1500 m of the best to a marathon at VDOT 30."""
LOWEST, HIGHEST = 30.0, 85.0
"""VDOT of the authors' tables, mL/kg/min."""
LONGEST_DISTANCE = 1e6
BISECTIONS = 60


def vdot_Daniels_1979(distance: ArrayLike, race_time: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""VDOT of a race.

    .. math:: \mathrm{VDOT} = \frac{-4.60 + 0.182258 v + 0.000104 v^2}
       {0.8 + 0.1894393 e^{-0.012778 t} + 0.2989558 e^{-0.1932605 t}}

    with the speed :math:`v` in m/min and the time :math:`t` in min.

    Parameters
    ----------
    distance
        m, of a shape that broadcasts with the time.
    race_time
        s.

    Returns
    -------
    FloatArray
        mL/kg/min, of the common shape; NaN for races not of 3.5 to 290 min, or outside VDOT 30 to 85.

    Notes
    -----
    Range: the authors' tables, VDOT 30 to 85, races from 1500 m to the marathon [Daniels1979]; the bounds are as
    remembered. A number to compare races by, not a measured oxygen uptake. At the marathon it is as optimistic as
    Riegel's formula, and for slower runners more so [Vickers2016].
    """
    way, time = np.broadcast_arrays(np.asarray(distance, np.float64), np.asarray(race_time, np.float64))
    valid = (time >= SHORTEST) & (time <= LONGEST) & (way > 0.0) & (way <= LONGEST_DISTANCE)
    vdot = _vdot(np.where(valid, way, np.nan), np.where(valid, time, np.nan))
    return np.where((vdot >= LOWEST) & (vdot <= HIGHEST), vdot, np.nan)


def race_time_Daniels_1979(distance: ArrayLike, vdot: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Race time over a distance at a VDOT: the equation of VDOT solved for the time.

    .. math:: \mathrm{VDOT}(d, t) = \mathrm{VDOT}

    Parameters
    ----------
    distance
        m, of a shape that broadcasts with the VDOT.
    vdot
        mL/kg/min.

    Returns
    -------
    FloatArray
        s, of the common shape; NaN outside VDOT 30 to 85, and where the race would not take 3.5 to 290 min.

    Notes
    -----
    Range: as of VDOT itself [Daniels1979]. Race times that are known to be slower than the tables promise are those
    of marathons after shorter races [Vickers2016].
    """
    way, level = np.broadcast_arrays(np.asarray(distance, np.float64), np.asarray(vdot, np.float64))
    valid = (level >= LOWEST) & (level <= HIGHEST) & (way > 0.0) & (way <= LONGEST_DISTANCE)
    way, level = np.where(valid, way, np.nan), np.where(valid, level, np.nan)
    fast, slow = np.full(way.shape, SHORTEST), np.full(way.shape, LONGEST)
    valid = (_vdot(way, fast) >= level) & (_vdot(way, slow) <= level)
    for _ in range(BISECTIONS):
        middle = 0.5 * (fast + slow)
        too_fast = _vdot(way, middle) > level
        fast, slow = np.where(too_fast, middle, fast), np.where(too_fast, slow, middle)
    return np.where(valid, slow, np.nan)


def _vdot(distance: FloatArray, time: FloatArray) -> FloatArray:
    minutes = time / SECONDS_PER_MINUTE
    speed = distance / minutes
    uptake = -4.60 + 0.182258 * speed + 0.000104 * speed**2
    share = 0.8 + 0.1894393 * np.exp(-0.012778 * minutes) + 0.2989558 * np.exp(-0.1932605 * minutes)
    return np.asarray(uptake / share, np.float64)
