"""Energy cost of running by grade, and the speed on the flat that costs as much."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.bounds import within

STEEPEST_MEASURED = 0.45
LEVEL_COST = 3.6
DOWNHILL_CREDIT = 0.5
"""Share of what a gentle descent saves on the treadmill that it saves outdoors; the house's own."""
CREDIT_GONE = 0.17
"""Descent as a grade, 1, from which on nothing is saved outdoors; the house's own."""
FASTEST = 15.0


def energy_cost_Minetti_2002(grade: ArrayLike) -> FloatArray:  # noqa: N802  # named after its authors
    r"""Metabolic cost of running on a grade.

    .. math:: C = 155.4 i^5 - 30.4 i^4 - 43.3 i^3 + 46.3 i^2 + 19.5 i + 3.6

    Parameters
    ----------
    grade
        Rise over horizontal way :math:`i`, 1, any shape.

    Returns
    -------
    FloatArray
        Energy cost, J/kg/m, above rest, of the same shape; NaN beyond the measured ±0.45.

    Notes
    -----
    Ten mountain runners on a treadmill [Minetti2002]. A copied ``-165 i`` for the linear term is a known
    error. Outdoors, steep descents give less back than the polynomial says.

    Range: -0.45 to 0.45, at speeds that did not change the cost; SD between runners 0.24 J/kg/m on the level,
    0.36 at -0.20 and 1.74 at 0.45. On descents it promised speeds "well above" those of downhill races.
    """
    given = np.asarray(grade, np.float64)
    i = np.where(np.abs(given) <= STEEPEST_MEASURED, given, np.nan)
    return np.asarray(np.polynomial.polynomial.polyval(i, [LEVEL_COST, 19.5, 46.3, -43.3, -30.4, 155.4]), np.float64)


def energy_cost_softened(grade: ArrayLike) -> FloatArray:
    r"""Cost of running on a grade with the credit that descents give outdoors, for an even effort.

    .. math:: C' = 3.6 - \tfrac12 \max\left(0, 1 - (i / 0.17)^2\right) (3.6 - C), \quad i < 0,\ C < 3.6

    and :math:`C' = \max(C, 3.6)` on steeper descents, :math:`C' = C` uphill, with Minetti's :math:`C`.

    Parameters
    ----------
    grade
        Rise over horizontal way :math:`i`, 1, any shape.

    Returns
    -------
    FloatArray
        Energy cost, J/kg/m, above rest, of the same shape; NaN beyond ±0.45.

    Notes
    -----
    The two numbers, one half and 0.17, are the house's own. Robb's model of equal heart rate over the grade
    [Strava2017], 240,000 runners, is published as a picture alone: a descent helps most at about -9 %, where the pace
    counts 0.87 to 0.88 times, and no longer from -17 or -18 % on. Two readings of that picture by others lie within
    0.02 of this formula from -3 to -17.5 %; half of Minetti's saving at any grade would be off by up to 0.27. In a
    time trial over hills eight runners were 23 % slower up and 13.8 % faster down [Townshend2010]. Uphill it is
    [Minetti2002] unchanged, dearer than Robb's; on steep descents Robb counts a penalty that this does not.

    Range: -0.17 to 0.45; from -0.45 to -0.17 it says only that a descent is no easier than the flat.
    """
    cost = energy_cost_Minetti_2002(grade)
    i = np.where(np.isnan(cost), np.nan, np.asarray(grade, np.float64))
    credit = DOWNHILL_CREDIT * np.maximum(1.0 - (i / CREDIT_GONE) ** 2, 0.0)
    return np.asarray(np.where(cost < LEVEL_COST, LEVEL_COST - credit * (LEVEL_COST - cost), cost), np.float64)


def grade_adjusted_speed_Minetti_2002(speed: ArrayLike, grade: ArrayLike) -> FloatArray:  # noqa: N802  # named after its authors
    r"""Speed on the flat with the same metabolic rate on the treadmill.

    .. math:: v' = v\, C(i) / C(0)

    Parameters
    ----------
    speed
        Of the runner :math:`v`, m/s, any shape.
    grade
        Rise over horizontal way :math:`i`, 1, broadcast.

    Returns
    -------
    FloatArray
        m/s; NaN beyond ±0.45, and for speeds outside 0 to 15 m/s, given or found.

    Notes
    -----
    With the cost of [Minetti2002], which does not depend on speed, so the ratio of the costs is that of the speeds.

    Range: as the cost. Too slow downhill for runners outdoors; see the softened one.
    """
    return within(within(speed, 0.0, FASTEST) * (energy_cost_Minetti_2002(grade) / LEVEL_COST), 0.0, FASTEST)


def grade_adjusted_speed_softened(speed: ArrayLike, grade: ArrayLike) -> FloatArray:
    r"""Speed on the flat with the same effort outdoors.

    .. math:: v' = v\, C'(i) / C'(0)

    Parameters
    ----------
    speed
        Of the runner :math:`v`, m/s, any shape.
    grade
        Rise over horizontal way :math:`i`, 1, broadcast.

    Returns
    -------
    FloatArray
        m/s; NaN beyond ±0.45, and for speeds outside 0 to 15 m/s, given or found.

    Notes
    -----
    With the softened cost; what is published in it and what is the house's own is said there [Strava2017].

    Range: as the softened cost.
    """
    return within(within(speed, 0.0, FASTEST) * (energy_cost_softened(grade) / LEVEL_COST), 0.0, FASTEST)
