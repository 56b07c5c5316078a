"""Hard days, and how many of them came in a row."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.bounds import possible
from uncramp.physiology.trimp import HIGHEST_RPE

VERY_HARD = 7.0
HARD_QUANTILE = 0.8
HABIT_DAYS = 42
FEWEST_TRAINING_DAYS = 6
"""One a week."""


def is_hard_day(load: ArrayLike, rpe: ArrayLike) -> FloatArray:
    r"""Whether a day was hard: felt very hard, or loaded beyond four of five of the runner's own training days.

    .. math:: h_d = [\mathrm{RPE}_d \ge 7] \lor [w_d > q_{0.8}(w_{d-42 \dots d-1} \mid w > 0)]

    Parameters
    ----------
    load
        Of each day, 1, shape (n,); 0 is rest, NaN unknown.
    rpe
        Highest rating of a session of that day on the scale of 0 to 10, 1, shape (n,); NaN without one.

    Returns
    -------
    FloatArray
        1 for a hard day, 0 for another, shape (n,); NaN where neither tells: no rating of 7 or more, and an unknown
        load or fewer than six training days in the six weeks before. A day of rest is never hard.

    Notes
    -----
    Range: 7 is "very hard" on the scale of [Foster2001]; the quantile of the own habit is ours and was measured on
    nobody. It works with every load, so also without a heart rate.
    """
    loads, felt = possible(load, "load"), np.asarray(rpe, np.float64)
    limit = _habit_quantile(loads)
    by_load = np.where(np.isfinite(limit) & np.isfinite(loads), loads > limit, np.nan)
    by_load = np.where(loads == 0, 0.0, by_load)
    return np.where((felt >= VERY_HARD) & (felt <= HIGHEST_RPE), 1.0, by_load)


def hard_days_in_a_row(hard: ArrayLike) -> FloatArray:
    r"""How many hard days in a row end with each day.

    .. math:: n_d = h_d (n_{d-1} + 1)

    Parameters
    ----------
    hard
        1 for a hard day, 0 for another, NaN unknown, shape (n,).

    Returns
    -------
    FloatArray
        d, shape (n,): 0 on a day that is not hard; NaN from an unknown day, and from the first day of the history, up
        to the next day that is known not to be hard.

    Notes
    -----
    Range: counting; that hard days alternate with easy ones is the practice from which [Foster1998] set out.
    """
    given = np.asarray(hard, np.float64)
    index = np.arange(given.size)
    easy = np.maximum.accumulate(np.where(given == 0, index, -1))
    unknown = np.maximum.accumulate(np.where(np.isin(given, (0.0, 1.0)), -1, index))
    return np.where((easy < 0) | (unknown > easy), np.nan, index - easy)


def _habit_quantile(loads: FloatArray) -> FloatArray:
    """Quantile of the training days of the six weeks before each day, by linear interpolation; NaN with too few."""
    trained = np.where(loads > 0, loads, np.nan)
    padded = np.concatenate([np.full(HABIT_DAYS, np.nan), trained])
    days = np.sort(sliding_window_view(padded, HABIT_DAYS)[: loads.size], axis=1)  # NaN last
    count = np.isfinite(days).sum(axis=1)
    place = HARD_QUANTILE * np.maximum(count - 1, 0)
    below = place.astype(np.intp)
    row = np.arange(loads.size)
    low, high = days[row, below], days[row, np.minimum(below + 1, np.maximum(count - 1, 0))]
    return np.where(count >= FEWEST_TRAINING_DAYS, low + (place - below) * (high - low), np.nan)
