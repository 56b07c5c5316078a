"""Critical speed and D-prime from the times of a runner's efforts.

Efforts are taken from 2 to 30 min, where distance grows linearly with time [Skiba2021]; others are left out. All fits
give 80 % intervals, and NaN throughout for fewer than three efforts, for efforts that are too much alike, and for what
no runner has.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import log_ndtr, stdtrit

from uncramp.domain.quantities import Range
from uncramp.domain.streams import FloatArray

SHORTEST, LONGEST = 120.0, 1800.0
"""Durations of the efforts that count, s."""
SHORTEST_MORTON = 30.0
FEWEST = 3
LEAST_SPREAD = 2.0
"""Ratio of the longest to the shortest effort without which no slope can be told."""
SLOWEST, FASTEST = 1.5, 7.0
"""Critical speeds that runners have, m/s."""
LEAST_D_PRIME, MOST_D_PRIME = 20.0, 1000.0
FASTEST_SPRINT = 13.0
LONGEST_OFFSET, OFFSET_WITHIN = 120.0, 1e-6
NINTH_DECILE = 0.9
EFFORT_SD = 0.015
"""Logarithmic spread of the time of an effort that is not explained by holding back: measuring, ground, the day."""
HOLDING_BACK = np.array([0.02, 0.05, 0.10, 0.20])
"""Means that the time lost by holding back may have, as shares; each as likely as the other."""
USUAL_D_PRIME, D_PRIME_LOG_SD = 150.0, 0.6
"""Prior of D-prime, m: 123 ± 58 m in trained men [Kordi2019], widened."""
MOST_AT_AN_EDGE = 0.05
_SPEEDS = np.linspace(SLOWEST, FASTEST, 111)
_D_PRIMES = np.geomspace(LEAST_D_PRIME, MOST_D_PRIME, 41)


@dataclass(frozen=True, slots=True)
class CriticalSpeed:
    """Critical speed and D-prime of a runner.

    Parameters
    ----------
    speed
        Critical speed, m/s, 80 % interval.
    d_prime
        m, 80 % interval.
    maximal_speed
        m/s; NaN in models without one.
    efforts
        Count of the efforts that it rests on.
    """

    speed: Range
    d_prime: Range
    maximal_speed: float
    efforts: int


def critical_speed_Monod_1965(distance: ArrayLike, duration: ArrayLike) -> CriticalSpeed:  # noqa: N802  # named after its author
    r"""Critical speed by the straight line of distance on time.

    .. math:: d = D' + CS \cdot t

    Parameters
    ----------
    distance
        Of each maximal effort, m, shape (n,).
    duration
        s, shape (n,).

    Returns
    -------
    CriticalSpeed
        m/s and m, with the 80 % intervals of the least squares; NaN as said above.

    Notes
    -----
    Range: maximal efforts of 2 to 30 min [Monod1965] [Skiba2021]. Repeated field tests of 1200 to 3600 m vary by
    0.4 % in critical speed and 13 % in D-prime [Galbraith2014]. An effort that was not maximal makes both wrong: see
    :func:`critical_speed_from_training`.
    """
    way, time = _efforts(distance, duration, SHORTEST)
    if not _is_enough(time, FEWEST):
        return _unknown()
    return _line(time, way, slope_is_speed=True)


def critical_speed_Hughson_1984(distance: ArrayLike, duration: ArrayLike) -> CriticalSpeed:  # noqa: N802  # named after its author
    r"""Critical speed by the straight line of speed on the inverse of time.

    .. math:: v = CS + D' / t

    Parameters
    ----------
    distance
        Of each maximal effort, m, shape (n,).
    duration
        s, shape (n,).

    Returns
    -------
    CriticalSpeed
        m/s and m, with the 80 % intervals of the least squares; NaN as said above.

    Notes
    -----
    Range: maximal efforts of 2 to 12 min on the treadmill [Hughson1984], taken here to 30 min. The same model as the
    line of distance on time, but short efforts weigh more.
    """
    way, time = _efforts(distance, duration, SHORTEST)
    if not _is_enough(time, FEWEST):
        return _unknown()
    return _line(1.0 / time, way / time, slope_is_speed=False)


def critical_speed_Morton_1996(distance: ArrayLike, duration: ArrayLike) -> CriticalSpeed:  # noqa: N802  # named after its author
    r"""Critical speed, D-prime and maximal speed by the three-parameter hyperbola.

    .. math:: v = CS + \frac{D'}{t + k}, \quad k = \frac{D'}{v_{max} - CS}

    Parameters
    ----------
    distance
        Of each maximal effort, m, shape (n,); here from 30 s, since only short efforts tell of the maximal speed.
    duration
        s, shape (n,).

    Returns
    -------
    CriticalSpeed
        m/s and m, with the linearised 80 % intervals of the least squares; NaN as said above, for fewer than four
        efforts, and where the efforts show no maximal speed that a runner can have.

    Notes
    -----
    Range: maximal efforts of 30 s to 30 min [Morton1996]; of the hyperbolic models the most accurate for six elite
    runners over 1500 to 10,000 m [Vandewalle2018]. Beyond 30 min it promises too much, as they all do.
    """
    way, time = _efforts(distance, duration, SHORTEST_MORTON)
    if not _is_enough(time, FEWEST + 1):
        return _unknown()
    speed = way / time

    from scipy.optimize import minimize_scalar  # noqa: PLC0415  # half a second to import, and only this needs it

    def missed(offset: float) -> float:
        return float((_least_squares(1.0 / (time + offset), speed).residual ** 2).sum())

    search = minimize_scalar(missed, bounds=(0.0, LONGEST_OFFSET), method="bounded", options={"xatol": OFFSET_WITHIN})
    offset = float(search.x)
    critical, d_prime, residual = _least_squares(1.0 / (time + offset), speed)
    maximal = critical + d_prime / offset
    if not critical < maximal <= FASTEST_SPRINT:
        return _unknown()
    slopes = np.column_stack([np.ones_like(time), 1.0 / (time + offset), -d_prime / (time + offset) ** 2])
    freedom = time.size - slopes.shape[1]
    spread = np.sqrt((residual**2).sum() / freedom * np.diag(np.linalg.pinv(slopes.T @ slopes)))
    return _bounded(critical, d_prime, spread, freedom, maximal)


def critical_speed_from_training(distance: ArrayLike, duration: ArrayLike) -> CriticalSpeed:
    r"""Critical speed from the bests of habitual training, of which none need be maximal.

    .. math:: \ln t = \ln \frac{d - D'}{CS} + \varepsilon + u, \quad
       \varepsilon \sim N(0, 0.015), \quad u \sim \mathrm{Exp}(\mu) \ge 0

    A frontier [Meeusen1977]: noise goes either way, holding back :math:`u` only makes slower. Its mean :math:`\mu`,
    2 to 20 %, is integrated over, as is D-prime with a prior. Only bests count: an effort over no longer a way in no
    less time than another is left out.

    Parameters
    ----------
    distance
        Of each best, m, shape (n,).
    duration
        s, shape (n,).

    Returns
    -------
    CriticalSpeed
        m/s and m: medians and 80 % intervals of the posterior; NaN as said above.

    Notes
    -----
    Range: bests of 400 to 5000 m of 25,000 recreational runners, whose critical speed went with their marathon
    [Smyth2020]. D-prime from habitual training is unreliable [Hunter2023]: its interval is wide and mostly prior.
    Where every best was held back by about as much, nothing shows it, and critical speed is too low by that much.
    """
    way, time = _efforts(distance, duration, SHORTEST)
    best = _bests(way, time)
    way, time = way[best], time[best]
    if not _is_enough(time, FEWEST):
        return _unknown()
    weight = _posterior(way, time)
    by_speed, by_d_prime = weight.sum(axis=1), weight.sum(axis=0)
    if max(by_speed[0], by_speed[-1]) > MOST_AT_AN_EDGE:
        return _unknown()
    return CriticalSpeed(
        _range("speed", _SPEEDS, by_speed), _range("d_prime", _D_PRIMES, by_d_prime), float("nan"), int(time.size)
    )


def _posterior(way: FloatArray, time: FloatArray) -> FloatArray:
    """Weight of each critical speed and D-prime of the grid, shape (speeds, D-primes)."""
    left = way - _D_PRIMES[:, np.newaxis]
    possible = (left > 0.0).all(axis=1)
    ideal = np.log(np.where(left > 0.0, left, 1.0)) - np.log(_SPEEDS)[:, np.newaxis, np.newaxis]
    late = (np.log(time) - ideal)[..., np.newaxis]
    density = (
        EFFORT_SD**2 / (2.0 * HOLDING_BACK**2)
        - late / HOLDING_BACK
        - np.log(HOLDING_BACK)
        + log_ndtr(late / EFFORT_SD - EFFORT_SD / HOLDING_BACK)
    )
    prior = -0.5 * (np.log(_D_PRIMES / USUAL_D_PRIME) / D_PRIME_LOG_SD) ** 2
    log_weight = np.where(possible, prior, -np.inf)[:, np.newaxis] + density.sum(axis=2)
    weight = np.exp(log_weight - log_weight.max()).sum(axis=2)
    return np.asarray(weight / weight.sum(), np.float64)


def _range(kind: str, grid: FloatArray, weight: FloatArray) -> Range:
    """Median and 80 % interval of a weighted grid."""
    below = np.cumsum(weight) - 0.5 * weight
    low, median, high = np.interp([1.0 - NINTH_DECILE, 0.5, NINTH_DECILE], below, grid).tolist()
    return Range(kind, low, median, high)


def _efforts(distance: ArrayLike, duration: ArrayLike, shortest: float) -> tuple[FloatArray, FloatArray]:
    """Distances (m) and durations (s) of the efforts that can count."""
    way, time = np.broadcast_arrays(np.asarray(distance, np.float64), np.asarray(duration, np.float64))
    usable = (time >= shortest) & (time <= LONGEST) & (way > 0.0) & (way < LONGEST * FASTEST_SPRINT)
    return way[usable].ravel(), time[usable].ravel()


def _bests(way: FloatArray, time: FloatArray) -> NDArray[np.intp]:
    """Places of the efforts than which no other went as far in less time, shortest first."""
    order = np.lexsort((-way, time))
    farthest = np.maximum.accumulate(np.append(0.0, way[order]))[:-1]
    return np.asarray(order[way[order] > farthest])


def _is_enough(time: FloatArray, fewest: int) -> bool:
    return np.unique(time).size >= fewest and bool(time.max() >= LEAST_SPREAD * time.min())


class _Line(NamedTuple):
    """A straight line and what it misses."""

    start: float
    slope: float
    residual: FloatArray


def _least_squares(x: FloatArray, y: FloatArray) -> _Line:
    away = x - x.mean()
    slope = float((away * y).sum() / (away**2).sum())
    start = float(y.mean()) - slope * float(x.mean())
    return _Line(start, slope, y - start - slope * x)


def _line(x: FloatArray, y: FloatArray, *, slope_is_speed: bool) -> CriticalSpeed:
    """The least-squares line, one of whose parameters is critical speed and the other D-prime."""
    start, slope, residual = _least_squares(x, y)
    squares = ((x - x.mean()) ** 2).sum()
    freedom = x.size - 2
    spread = np.sqrt((residual**2).sum() / freedom * np.array([1.0 / squares, 1.0 / x.size + x.mean() ** 2 / squares]))
    if slope_is_speed:
        return _bounded(slope, start, spread, freedom)
    return _bounded(start, slope, spread[::-1], freedom)


def _bounded(
    critical: float, d_prime: float, spread: FloatArray, freedom: int, maximal: float = float("nan")
) -> CriticalSpeed:
    """Estimates with their intervals, cut where no runner is, or unknown where no runner is at all."""
    if not (SLOWEST <= critical <= FASTEST and LEAST_D_PRIME <= d_prime <= MOST_D_PRIME):
        return _unknown()
    about_speed, about_d_prime = (float(stdtrit(freedom, NINTH_DECILE)) * spread[:2]).tolist()
    return CriticalSpeed(
        Range("speed", max(critical - about_speed, SLOWEST), critical, min(critical + about_speed, FASTEST)),
        Range(
            "d_prime", max(d_prime - about_d_prime, LEAST_D_PRIME), d_prime, min(d_prime + about_d_prime, MOST_D_PRIME)
        ),
        maximal,
        freedom + (2 if np.isnan(maximal) else 3),
    )


def _unknown() -> CriticalSpeed:
    nan = float("nan")
    return CriticalSpeed(Range("speed", nan, nan, nan), Range("d_prime", nan, nan, nan), nan, 0)
