"""Time at and above critical speed, and how much of D' was left at the least."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.exposure.within.bins import NAN, Bins

BANDS = (0.80, 0.88, 0.94, 1.00, 1.10)
"""Borders of the bands, share of critical speed. Marathons were run at 79 to 93 % of it, and a first half above 94 %
went with collapse [Smyth2020]; the others are ours."""


@dataclass(frozen=True, slots=True)
class EffortZones:
    """Time of a run by effort; NaN where it cannot be told.

    Parameters
    ----------
    above_critical_speed
        Time above critical speed, s.
    share_above_critical_speed
        Share of the time with a known effort, 1.
    shares
        Share of that time in each band of critical speed from the slowest, 1; empty without a critical speed.
    """

    above_critical_speed: float = NAN
    share_above_critical_speed: float = NAN
    shares: tuple[float, ...] = ()


def effort_zones_of(bins: Bins, critical_speed: float | None) -> EffortZones:
    """Time above critical speed (m/s) and in bands of it, by the mean effort of parts of about ten seconds."""
    effort = bins.effort[np.isfinite(bins.effort)]
    if critical_speed is None or not 0.0 < critical_speed < np.inf or not effort.size:
        return EffortZones()
    above = int(np.count_nonzero(effort > critical_speed))
    band = np.searchsorted(np.array(BANDS) * critical_speed, effort)
    counts = np.bincount(band, minlength=len(BANDS) + 1)
    return EffortZones(above * bins.step, above / effort.size, tuple((counts / effort.size).tolist()))


def second_by_second(bins: Bins) -> FloatArray:
    """Effort of each recorded second, m/s, shape (t,): the mean of the part of about ten s in which it lies.

    Parts without a known effort are left out, as pauses are: nothing is spent or refilled in them.
    """
    known = np.isfinite(bins.effort)
    moments = np.arange(round(np.count_nonzero(known) * bins.step)) + 0.5
    part = np.minimum((moments / bins.step).astype(np.intp), np.count_nonzero(known) - 1)
    return bins.effort[known][part]


def lowest_share(balance: FloatArray, d_prime: float | None) -> float:
    """Least of a balance of D' (m, shape (n,)) as a share of D' (m), 1; below 0 where more than all was spent."""
    known = balance[np.isfinite(balance)]
    if d_prime is None or not 0.0 < d_prime < np.inf or not known.size:
        return NAN
    return float(known.min()) / d_prime
