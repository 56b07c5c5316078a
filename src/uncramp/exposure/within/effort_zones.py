"""Time at and above critical speed, and how much of D' was left at the least."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.exposure.within.bins import NAN, Bins
from uncramp.physiology.d_prime import d_prime_balance_Skiba_2015

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


def d_prime_shares(bins: Bins, critical_speed: float | None, d_prime: float | None) -> FloatArray:
    """What is left of D' (m) above critical speed (m/s) at the end of each part, as a share of D', 1, shape (k,).

    Below 0 if more was spent; NaN throughout without an ability. Parts without a known effort, and pauses, neither
    spend nor refill: it is too low for a run with paused rests.
    """
    known = np.isfinite(bins.effort)
    if critical_speed is None or d_prime is None or not known.any():
        return np.full(bins.effort.shape, np.nan)
    effort, lengths = np.where(known, bins.effort, critical_speed), np.where(known, np.diff(bins.moments), 0.0)
    balance = d_prime_balance_Skiba_2015(effort, critical_speed, d_prime, lengths)
    shares: FloatArray = np.divide(balance, d_prime, out=np.full(balance.shape, np.nan), where=np.isfinite(balance))
    return shares
