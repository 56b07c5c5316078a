"""Grade and climb from altitudes as they were recorded or drawn on a map, and whether the climb can be believed.

Bandwidths, and what is believed, are the house's own, chosen on 190 recordings and the maps of eight marathons.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from uncramp.domain.streams import FloatArray

BANDWIDTH = 50.0
"""Width at half height over which altitudes are averaged, m: shorter waves are mostly the sensor's."""
WIDER = 4
"""How many times wider to average for telling hills from noise."""
WATCH_THRESHOLD = 1.0
"""Threshold at which the climb over averaged altitudes is what watches show, m."""
TRUST_THRESHOLD = 2.0
"""As ``WATCH_THRESHOLD``, for telling hills from noise, m."""
LARGEST_LOSS = 1.0 / 3.0
"""Share of the climb that wide averaging may take away from real hills."""
LEVEL_LOSS = 0.002
"""Metres up and down per metre of way that are too little to matter."""
LOWEST, HIGHEST = -500.0, 9000.0
LONGEST = 1_000_000.0
STEEPEST = 1.0
NARROWEST = 5.0
SHORTEST_TRUSTED = 800.0
SAME_PLACE = 0.001
PARTS = 5
"""Into how many a bandwidth is cut."""


@dataclass(frozen=True, eq=False)
class SmoothedProfile:
    """Averaged altitudes and their grades, one for each record; NaN where unknown.

    Parameters
    ----------
    altitude
        m, shape (n,).
    grade
        Rise over horizontal way, 1, shape (n,).
    """

    altitude: FloatArray
    grade: FloatArray


@dataclass(frozen=True)
class Climb:
    """What a way goes up and down in all.

    Parameters
    ----------
    ascent, descent
        m, neither negative; NaN if unknown.
    """

    ascent: float
    descent: float


UNKNOWN = Climb(float("nan"), float("nan"))


def smoothed_profile(distance: ArrayLike, altitude: ArrayLike, bandwidth: float) -> SmoothedProfile:
    r"""Altitudes averaged over the way with a triangle, and the grade of what results, O(n).

    .. math:: \bar h(x) = \int_{-b}^{b} \frac{b - |u|}{b^2}\, h(x + u)\, du, \qquad
              \bar h'(x) = \frac{1}{b^2} \left( \int_0^b h(x + u)\, du - \int_{-b}^0 h(x + u)\, du \right)

    Parameters
    ----------
    distance
        Way since the start, m, shape (n,), not decreasing; records that fall back or have none are unknown.
    altitude
        m, shape (n,); NaN is "not recorded".
    bandwidth
        Width :math:`b` of the triangle at half its height, m; half of the way if that is shorter.

    Returns
    -------
    SmoothedProfile
        Altitude, m, and grade, 1, each of shape (n,). NaN without a way, before the first and after the last altitude,
        within a gap between altitudes that is longer than the bandwidth, and where the grade is beyond ±1. Within a
        bandwidth of either end the grade is that of one bandwidth inside.

    Notes
    -----
    The ground is taken as straight between records, so that spacing does not matter, and integrated exactly; of several
    records at one place their mean counts. The grade is how much higher the mean of the ground ahead is than that of
    the ground behind. A wave of length :math:`\lambda` keeps :math:`\operatorname{sinc}^2(b / \lambda)` of its height.

    Range: any altitudes from -500 to 9000 m. In 122 files a bandwidth of 50 m with a threshold of 1 m came nearest to
    the ascent that the device itself had told.
    """
    recorded = _Recorded.of(distance, altitude)
    if recorded.places.size < 2 or not bandwidth >= NARROWEST:  # noqa: PLR2004  # a line needs two
        return recorded.nothing
    return recorded.profile(_Ground.through(recorded.places, recorded.heights, bandwidth), bandwidth)


def climb(altitude: ArrayLike, threshold: float) -> Climb:
    r"""Ascent and descent in all, reversals smaller than a threshold left out.

    .. math:: r_{k+1} = \begin{cases} h_{k+1} & |h_{k+1} - r_k| \ge \theta \\ r_k & \text{else} \end{cases}, \qquad
              A = \sum_k \max(r_{k+1} - r_k, 0), \quad D = \sum_k \max(r_k - r_{k+1}, 0)

    Parameters
    ----------
    altitude
        m, shape (n,); NaN is "not recorded" and is stepped over.
    threshold
        From the last height that counted :math:`\theta`, m; 0 counts everything.

    Returns
    -------
    Climb
        Ascent and descent, m; NaN without any altitude, or for a threshold that is no number or negative.

    Notes
    -----
    The first height counts, then each that is at least the threshold away from the last one that did, as in
    [Schroeder2022]. What is left of a hill when it turns, less than the threshold, is not counted. It reads 145 up and
    279 m down at a threshold of 2 m from the map of the Boston marathon; watches differ by 10 to 15 % on one hill.

    Range: any altitudes from -500 to 9000 m.
    """
    height = np.asarray(altitude, np.float64).ravel()
    height = height[(height >= LOWEST) & (height <= HIGHEST)]
    if not height.size or not threshold >= 0.0:
        return UNKNOWN
    ascent = descent = 0.0
    last = float(height[0])
    above, below = last + threshold, last - threshold
    for each in height.tolist():
        if below < each < above:
            continue
        ascent += max(each - last, 0.0)
        descent += max(last - each, 0.0)
        last, above, below = each, each + threshold, each - threshold
    return Climb(ascent, descent)


def trusted_climb(distance: ArrayLike, altitude: ArrayLike, threshold: float) -> Climb:
    r"""Ascent and descent over averaged altitudes, or NaN if they are noise for the most part.

    .. math:: T_{50} - T_{200} \le \max\left(\tfrac13 T_{50},\ 0.002\, L\right)

    with :math:`T_b` the ascent and descent together at a threshold of 2 m over altitudes averaged with a bandwidth of
    :math:`b` metres, and :math:`L` the length of the way; else there is no number.

    Parameters
    ----------
    distance
        Way since the start, m, shape (n,), not decreasing.
    altitude
        m, shape (n,); NaN is "not recorded".
    threshold
        For what is given back, as in :func:`climb`, m.

    Returns
    -------
    Climb
        Ascent and descent at a bandwidth of 50 m, m; NaN if the condition fails, for ways under 800 m, and without
        altitudes.

    Notes
    -----
    Real hills outlast averaging over 200 m; noise of a sensor, of a surface model that counts the houses, or of
    a position beside the bridge does not. Waves shorter than about 600 m lose a third, so a way over many small real
    bumps is not believed either. The climb is by the rule of [Schroeder2022]; the test is the house's own. Of the maps
    of eight marathons it doubts one, Tokyo, which says 511 m of a flat race and keeps 0.52 of it; the others keep 0.89
    or more, or climb too little to matter.

    Range: ways of 800 m and more. What sensor it was cannot be told: neither the roughness nor the step of the
    altitudes parted barometers from satellites.
    """
    return trusted_profile(distance, altitude, threshold)[1]


def trusted_profile(distance: ArrayLike, altitude: ArrayLike, threshold: float) -> tuple[SmoothedProfile, Climb]:
    """Profile at a bandwidth of 50 m together with its climb, or nothing of either if the climb is not to be trusted.

    Parameters
    ----------
    distance
        Way since the start, m, shape (n,), not decreasing.
    altitude
        m, shape (n,); NaN is "not recorded".
    threshold
        As of :func:`climb`, m.

    Returns
    -------
    tuple of SmoothedProfile and Climb
        As of :func:`smoothed_profile` and :func:`trusted_climb`, in m and 1.
    """
    recorded = _Recorded.of(distance, altitude)
    places = recorded.places
    if places.size < 2 or not places[-1] - places[0] >= SHORTEST_TRUSTED:  # noqa: PLR2004  # a line needs two
        return recorded.nothing, UNKNOWN
    ground = _Ground.through(places, recorded.heights, BANDWIDTH)
    averaged = ground.averaged(PARTS)[0]
    near, wide = (climb(each, TRUST_THRESHOLD) for each in (averaged, ground.averaged(WIDER * PARTS)[0]))
    whole = near.ascent + near.descent
    lost = whole - wide.ascent - wide.descent
    if lost > max(LARGEST_LOSS * whole, LEVEL_LOSS * (places[-1] - places[0])):
        return recorded.nothing, UNKNOWN
    return recorded.profile(ground, BANDWIDTH), climb(np.interp(places, ground.edges, averaged), threshold)


@dataclass(frozen=True, eq=False)
class _Recorded:
    """Ways of a recording, which of them have an altitude, and the places and heights that these make."""

    way: FloatArray
    forward: NDArray[np.bool_]
    known: NDArray[np.bool_]
    places: FloatArray
    heights: FloatArray

    @classmethod
    def of(cls, distance: ArrayLike, altitude: ArrayLike) -> Self:
        """Leave out what is impossible and what falls back."""
        way, height = (np.asarray(each, np.float64).ravel() for each in (distance, altitude))
        forward = _forward(way)
        known = forward & (height >= LOWEST) & (height <= HIGHEST)
        return cls(way, forward, known, *_places(way[known], height[known]))

    @property
    def nothing(self) -> SmoothedProfile:
        return SmoothedProfile(np.full(self.way.shape, np.nan), np.full(self.way.shape, np.nan))

    def profile(self, ground: "_Ground", bandwidth: float) -> SmoothedProfile:
        """Altitudes and grades at the records, from those at the edges of the ground."""
        smooth, grade = ground.averaged(PARTS)
        told = self.known
        if not told.all():
            told = told | (self.forward & _bridged(self.way, self.places, bandwidth))
        slope = np.interp(self.way, ground.edges, grade)
        return SmoothedProfile(
            np.where(told, np.interp(self.way, ground.edges, smooth), np.nan),
            np.where(told & (np.abs(slope) <= STEEPEST), slope, np.nan),
        )


@dataclass(frozen=True, eq=False)
class _Ground:
    """The first two integrals of the ground's height over the way, up to evenly spaced edges, exact."""

    edges: FloatArray
    step: float
    middle: float
    area: FloatArray
    moment: FloatArray

    @classmethod
    def through(cls, places: FloatArray, heights: FloatArray, bandwidth: float) -> Self:
        """Straight lines between places, cut into a fifth of the bandwidth each, or a tenth of the way."""
        length, middle = float(places[-1] - places[0]), float(heights.mean())
        count = max(round(PARTS * length / bandwidth), 2 * PARTS)
        edges = np.linspace(places[0], places[-1], count + 1)
        low, rise = heights[:-1] - middle, np.diff(heights)
        step = np.diff(places)
        area = np.concatenate([[0.0], np.cumsum(step * (low + rise / 2.0))])
        moment = np.concatenate([[0.0], np.cumsum(step * (area[:-1] + step * (low / 2.0 + rise / 6.0)))])
        before = np.minimum(np.searchsorted(places, edges, "right") - 1, places.size - 2)
        on = edges - places[before]
        low, rise, start = low[before], rise[before] * (on / step[before]), area[before]
        return cls(
            edges,
            length / count,
            middle,
            start + on * (low + rise / 2.0),
            moment[before] + on * (start + on * (low / 2.0 + rise / 6.0)),
        )

    def averaged(self, parts: int) -> tuple[FloatArray, FloatArray]:
        """Altitude, m, and grade, 1, at the edges, over a triangle of so many parts on either side."""
        half = parts * self.step
        inside = np.clip(np.arange(self.edges.size), parts, self.edges.size - 1 - parts)
        altitude, grade = (
            (each[2 * parts :] - 2.0 * each[parts:-parts] + each[: -2 * parts])[inside - parts] / half**2
            for each in (self.moment, self.area)
        )
        return altitude + self.middle + grade * (self.edges - self.edges[inside]), grade


def _forward(way: FloatArray) -> NDArray[np.bool_]:
    """Which records have a distance that does not fall back."""
    possible = np.where((way >= 0.0) & (way <= LONGEST), way, -np.inf)
    return np.asarray((possible >= 0.0) & (possible >= np.maximum.accumulate(possible)), np.bool_)


def _bridged(way: FloatArray, places: FloatArray, longest: float) -> NDArray[np.bool_]:
    """Which records lie between two places that are near enough."""
    after = np.clip(np.searchsorted(places, way), 1, places.size - 1)
    near = places[after] - places[after - 1] <= longest
    return np.asarray(near & (way >= places[0]) & (way <= places[-1]), np.bool_)


def _places(way: FloatArray, height: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean way and height of the records at each place."""
    first = np.flatnonzero(np.diff(np.rint(way / SAME_PLACE), prepend=-1.0))
    if first.size == way.size:
        return way, height
    count = np.diff(first, append=way.size)
    return np.add.reduceat(way, first) / count, np.add.reduceat(height, first) / count
