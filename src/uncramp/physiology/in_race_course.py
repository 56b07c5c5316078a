"""What the hills of a race's course cost, as level way."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.energy_cost import energy_cost_Minetti_2002

MARATHON = 42195.0
DESCENT_CREDIT = 0.5
STRETCH_LENGTH = 200.0
SHARE_OF_LENGTH = 0.03


def level_way(distance: ArrayLike, altitude: ArrayLike, edges: ArrayLike) -> FloatArray:
    r"""Level way that costs a racing runner as much as the way from the start to each of ``edges``.

    .. math:: w(x) = \int_0^x k\bigl(C(i)/C(0)\bigr)\,\mathrm{d}s, \quad
        k(r) = r \text{ uphill}, \quad k(r) = 1 - \tfrac12 (1 - r) \text{ downhill}

    with :math:`C(i)` the energy cost of running on grade :math:`i`, taken over stretches of 200 m.

    Parameters
    ----------
    distance
        Way from the start, m, shape (n,), increasing. A marathon measured up to 3 % short or long is
        stretched to 42,195 m.
    altitude
        Height at ``distance``, m, shape (n,).
    edges
        Ways from the start, m, any shape, from 0 to 42,195 m.

    Returns
    -------
    FloatArray
        Level way, m, of the shape of ``edges``; NaN beyond the course, and everywhere if the profile does not
        go forward, is not finite, is no marathon or is steeper than was measured.

    Notes
    -----
    Range: grades within ±0.45 [Minetti2002], measured on a treadmill. Runners on a road do not take the whole
    of what a descent gives: paced by themselves eight of them were 23 % slower uphill and 13.8 % faster downhill
    on the same hills [Townshend2010], half as much as a logarithm (0.129 to 0.261), while the polynomial is
    nearly the same both ways; hence the half. Its error on single courses is what the courses' own offsets in
    the forecast are for.
    """
    way, height = np.asarray(distance, np.float64), np.asarray(altitude, np.float64)
    wanted = np.asarray(edges, np.float64)
    if not _is_marathon(way, height):
        return np.full(wanted.shape, np.nan)
    way = (way - way[0]) * (MARATHON / (way[-1] - way[0]))
    grid = np.linspace(0.0, MARATHON, round(MARATHON / STRETCH_LENGTH) + 1)
    grades = np.diff(np.interp(grid, way, height)) / np.diff(grid)
    ratio = energy_cost_Minetti_2002(grades) / energy_cost_Minetti_2002(0.0)
    cost = np.where(ratio < 1.0, 1.0 - DESCENT_CREDIT * (1.0 - ratio), ratio)
    level = np.concatenate(([0.0], np.cumsum(cost * np.diff(grid))))
    known = (wanted >= 0.0) & (wanted <= MARATHON) & np.isfinite(level[-1])
    return np.where(known, np.interp(wanted, grid, level), np.nan)


def _is_marathon(way: FloatArray, height: FloatArray) -> bool:
    if way.ndim != 1 or way.size < 2 or way.shape != height.shape:  # noqa: PLR2004  # a line needs two
        return False
    if not (np.isfinite(way).all() and np.isfinite(height).all() and (np.diff(way) > 0.0).all()):
        return False
    return bool(abs((way[-1] - way[0]) / MARATHON - 1.0) <= SHARE_OF_LENGTH)
