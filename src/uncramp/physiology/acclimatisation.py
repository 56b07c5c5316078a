"""Getting used to heat: gained by sessions in it, lost by days without."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.quantities import Z80
from uncramp.domain.streams import FloatArray

TIME_CONSTANT = 5.0  # d of a full session each
SHORTEST_CONSTANT = 1.0  # d
SLOWEST_CONSTANT, FASTEST_CONSTANT = 6.0, 4.0
DECAY = 0.025  # of what is there, each day without heat
FASTEST_DECAY, SLOWEST_DECAY = 0.026, 0.023
FULL_SESSION = 3600.0  # s
COOL, HOT = 18.0, 24.0  # °C; a session below the one does nothing, above the other all it can
FARTHEST_DAY = 1e6  # d; no calendar reaches farther
UNKNOWN_SD = 100.0  # °C; any weather
UNKNOWN = 0.5  # between nothing and everything, with the interval to match


class _Belief(NamedTuple):
    """Share before the first run, time constant (d) and decay a day of one end of the interval."""

    before: float
    constant: float
    decay: float


@dataclass(frozen=True, slots=True)
class AcclimatisationShare:
    """How used to heat a runner is, from 0 as after a winter to 1 as after weeks of daily heat.

    Parameters
    ----------
    low, median, high
        10th, 50th and 90th percentile of the share, 1, one of each a moment; NaN where nothing is known.
    """

    low: FloatArray
    median: FloatArray
    high: FloatArray


def acclimatisation_gain_Pandolf_1998(  # noqa: N802  # named after its author
    share: ArrayLike, sessions: ArrayLike, time_constant: ArrayLike = TIME_CONSTANT
) -> FloatArray:
    r"""Share of the heat adaptation after daily sessions in heat.

    .. math:: a_n = 1 - (1 - a_0) e^{-n / \tau}

    Parameters
    ----------
    share
        Share :math:`a_0` that is there before, 1, any shape.
    sessions
        Count :math:`n` of daily sessions of an hour or more in heat; a part of one counts as that part.
    time_constant
        :math:`\tau`, d; 4 to 6.

    Returns
    -------
    FloatArray
        Share after them, 1, of the broadcast shape; NaN where the share is not between 0 and 1, the count is negative
        or the time constant under a day.

    Notes
    -----
    Range: two thirds to three quarters of the adaptation in 4 to 6 days and nearly all of it in 7 to 10 days of daily
    exercise in heat [Pandolf1998], up to 80 % in 4 to 7 days of an hour each [Moss2020]. One time constant stands for
    adaptations of different pace: heart rate first, sweating last. The exponential form is ours.
    """
    before, count, constant = (np.asarray(each, np.float64) for each in (share, sessions, time_constant))
    valid = (before >= 0.0) & (before <= 1.0) & (count >= 0.0) & (count < np.inf)
    valid = valid & (constant >= SHORTEST_CONSTANT)
    days = np.where(valid, count, np.nan) / np.where(valid, constant, 1.0)
    return np.asarray(1.0 - (1.0 - np.where(valid, before, np.nan)) * np.exp(-days), np.float64)


def acclimatisation_decay_Daanen_2018(share: ArrayLike, days: ArrayLike, decay: ArrayLike = DECAY) -> FloatArray:  # noqa: N802  # named after its author
    r"""Share of the heat adaptation left after days without heat.

    .. math:: a_d = a_0 (1 - 0.025)^d

    Parameters
    ----------
    share
        Share :math:`a_0` that was there, 1, any shape.
    days
        Time :math:`d` without heat, d.
    decay
        Share of the adaptation lost each day, 1; 0.023 for heart rate, 0.026 for core temperature.

    Returns
    -------
    FloatArray
        Share left, 1, of the broadcast shape; NaN where a share is not between 0 and 1 or the time is negative.

    Notes
    -----
    Range: twelve studies, five days of heat or more followed by a week or more without [Daanen2018]; they fitted a
    straight line, of which this is the form that never falls below nothing. Sweating follows no such rule. Individuals
    differ widely.
    """
    before, time, rate = (np.asarray(each, np.float64) for each in (share, days, decay))
    valid = (before >= 0.0) & (before <= 1.0) & (time >= 0.0) & (rate >= 0.0) & (rate < 1.0)
    kept = (1.0 - np.where(valid, rate, 0.0)) ** np.where(valid, time, 0.0)
    return np.asarray(np.where(valid, before, np.nan) * kept, np.float64)


def heat_dose(duration: ArrayLike, wbgt: ArrayLike) -> FloatArray:
    r"""What a session counts towards getting used to heat.

    .. math:: D = \min(1, t / 3600) \cdot \min(1, \max(0, (W - 18) / 6))

    Parameters
    ----------
    duration
        Time :math:`t` of exercise, s, any shape.
    wbgt
        :math:`W`, °C.

    Returns
    -------
    FloatArray
        Dose, 1, of the broadcast shape: 1 for an hour or more at 24 °C WBGT or more; NaN for a negative time or where
        either is unknown.

    Notes
    -----
    Range: sessions of an hour or more in warm to hot conditions, 25 °C of air and above, are what is recommended
    [Pryor2019]; what less time or less heat does was not measured and is judged by us: in proportion to the time, and
    from nothing at 18 °C WBGT, where the yellow flag begins, to all at 24 °C.
    """
    time, heat = np.asarray(duration, np.float64), np.asarray(wbgt, np.float64)
    part = np.minimum(1.0, np.where(time >= 0.0, time, np.nan) / FULL_SESSION)
    return np.asarray(part * np.clip((heat - COOL) / (HOT - COOL), 0.0, 1.0), np.float64)


def acclimatisation_share(
    day: ArrayLike, duration: ArrayLike, wbgt: ArrayLike, moments: ArrayLike, wbgt_sd: ArrayLike = 0.0
) -> AcclimatisationShare:
    r"""How used to heat a runner is at some moments, from all runs before.

    .. math:: a_k = 1 - (1 - a_{k-1} (1 - \delta)^{g_k} (1 - \delta (1 - D_k))) e^{-D_k / \tau}

    over the days :math:`k` with runs, their doses :math:`D_k` of at most 1 together, and the days :math:`g_k`
    between them.

    Parameters
    ----------
    day
        Number of the calendar day of each run, d, shape (n,), in any order; from any first day.
    duration
        Of each run, s, shape (n,).
    wbgt
        During each run, °C, shape (n,); NaN where it is unknown.
    moments
        Days for which to tell, d, any shape; runs of the same day do not count.
    wbgt_sd
        Standard deviation of each WBGT, °C.

    Returns
    -------
    AcclimatisationShare
        Shares, 1, of the shape of ``moments``; NaN before the day after the first run and where a moment is unknown.

    Notes
    -----
    Range: as of :func:`acclimatisation_gain_Pandolf_1998` and :func:`acclimatisation_decay_Daanen_2018`; put together
    by us, and not tried on runners [Daanen2018]. The low end gains with 6 days and loses 2.6 % a day, the high end
    takes 4 days and 2.3 %. A run in unknown weather is cool at the low end, hot at the high end and half a dose in the
    median, and so is what was before the first run. Heat away from running (a sauna, a summer's work) is not seen.
    """
    days, time, heat, sd = _runs(day, duration, wbgt, wbgt_sd)
    at = np.floor(np.asarray(moments, np.float64))
    at = np.where(np.isfinite(at), at, np.nan)
    if not days.size:
        return AcclimatisationShare(*(np.full(at.shape, np.nan) for _ in range(3)))
    known = np.isfinite(heat)
    cool, likely, hot = (
        heat_dose(time, np.where(known, heat + shift * sd, instead))
        for shift, instead in ((-Z80, COOL), (0.0, COOL + UNKNOWN * (HOT - COOL)), (Z80, HOT))
    )
    low = _share_at(at, days, cool, _Belief(0.0, SLOWEST_CONSTANT, FASTEST_DECAY))
    median = _share_at(at, days, likely, _Belief(UNKNOWN, TIME_CONSTANT, DECAY))
    high = _share_at(at, days, hot, _Belief(1.0, FASTEST_CONSTANT, SLOWEST_DECAY))
    return AcclimatisationShare(low, median, high)


def _runs(*of: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Whole days, durations, WBGTs and their spread of the runs whose day and duration are known, in order of days."""
    day, time, heat, sd = (
        np.atleast_1d(each) for each in np.broadcast_arrays(*(np.asarray(x, np.float64) for x in of))
    )
    told = (np.abs(day) <= FARTHEST_DAY) & (time >= 0.0) & np.isfinite(time)
    order = np.argsort(day[told], kind="stable")
    day, time, heat, sd = (each[told][order] for each in (day, time, heat, sd))
    return np.floor(day), time, heat, np.where((sd >= 0.0) & np.isfinite(sd), sd, UNKNOWN_SD)


def _share_at(moments: FloatArray, days: FloatArray, doses: FloatArray, belief: _Belief) -> FloatArray:
    """The share at each moment, from the dose of each run and the share before the first."""
    before, constant, decay = belief
    last, first = np.unique(days, return_index=True)
    dose = np.minimum(np.add.reduceat(doses, first), 1.0)
    idle = np.diff(last, prepend=last[0] - 1.0) - 1.0
    kept = (1.0 - decay) ** idle * (1.0 - decay * (1.0 - dose))
    left = np.exp(-dose / constant)
    share, shares = before, np.empty(last.size)
    for number, (keeps, leaves) in enumerate(zip(kept.tolist(), left.tolist(), strict=True)):
        share = 1.0 - (1.0 - share * keeps) * leaves
        shares[number] = share
    index = np.searchsorted(last, moments, side="left") - 1
    told = (index >= 0) & np.isfinite(moments)
    place = np.where(told, index, 0)
    gap = np.where(told, moments - last[place] - 1.0, 0.0)
    return np.where(told, shares[place] * (1.0 - decay) ** gap, np.nan)
