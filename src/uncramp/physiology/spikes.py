"""How far a run is beyond the runs before it: the longest of 30 days, and the last three days against habit."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.bounds import possible, ratio
from uncramp.physiology.windows import Windows

DAY = 86_400.0
LONGEST_WINDOW = 30 * DAY
RECENT_WINDOW = 3 * DAY
HABIT_WINDOW = 42 * DAY
BANDS_FRANDSEN = (1.1, 1.3, 2.0)
FEWEST_RUNS = 4
"""One a week: with fewer runs in 30 days their longest says little of what is habit. Ours, for alerts."""
ROUNDING = 1e-9


def longest_run_Frandsen_2025(moment: ArrayLike, start: ArrayLike, distance: ArrayLike, fewest: int = 1) -> FloatArray:  # noqa: N802  # named after its author
    r"""Longest run of the 30 days before each moment.

    .. math:: d_\mathrm{max}(t) = \max \{ d_k : t - 30\,\mathrm{d} \le t_k < t \}

    Parameters
    ----------
    moment
        When is asked, s since any epoch, any shape; the starts themselves for every run of a history.
    start
        Starts of the runs, s since the same epoch, shape (n,), in any order.
    distance
        Of the runs, m, shape (n,).
    fewest
        Runs of known distance that the 30 days must hold, 1: one as published, :data:`FEWEST_RUNS` for alerts.

    Returns
    -------
    FloatArray
        m, of the shape of the moments; NaN with fewer runs: after a break there is no longest run.

    Notes
    -----
    Range: 588,071 sessions of 5,205 runners [Frandsen2025]. A run that begins at the very moment is not before it.
    """
    distances = possible(distance, "distance")
    windows = Windows.before(moment, start, LONGEST_WINDOW)
    return np.where(windows.count(distances) >= fewest, windows.greatest(distances), np.nan)


def spike_ratio_Frandsen_2025(distance: ArrayLike, longest: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Distance of a run over the longest of the 30 days before it.

    .. math:: r = d / d_\mathrm{max}

    Parameters
    ----------
    distance
        Of the run, m, any shape.
    longest
        From :func:`longest_run_Frandsen_2025`, m, any shape.

    Returns
    -------
    FloatArray
        Ratio, 1; NaN without a run in the 30 days.

    Notes
    -----
    Range: 588,071 sessions of 5,205 runners (mean age 46, 22 % women) [Frandsen2025], for overuse injury; nobody has
    looked at cramps.
    """
    return ratio(possible(distance, "distance"), possible(longest, "distance"))


def spike_band_Frandsen_2025(ratio: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Band of a spike ratio.

    .. math:: b = [r > 1.1] + [r > 1.3] + [r > 2]

    Parameters
    ----------
    ratio
        From :func:`spike_ratio_Frandsen_2025`, 1, any shape.

    Returns
    -------
    FloatArray
        Band, 1: 0 up to 10 % longer (the reference), 1 to 30 %, 2 to 100 %, 3 above; NaN for an unknown ratio.

    Notes
    -----
    Range: hazard ratios of *overuse injury* 1.64 (1.31 to 2.05), 1.52 (1.16 to 2.00) and 2.28 (1.50 to 3.48) against
    band 0 [Frandsen2025]. They are not ratios of cramp. A border belongs to the band below it.
    """
    given = np.asarray(ratio, np.float64)
    band = sum((given > border + ROUNDING).astype(np.float64) for border in BANDS_FRANDSEN)
    return np.where((given >= 0) & np.isfinite(given), band, np.nan)


def recent_above_habit_Schwellnus_2011(moment: ArrayLike, start: ArrayLike, timer_time: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Mean session of the last three days above the mean session of the last six weeks.

    .. math:: x = \bar t_{3\,\mathrm{d}} - \bar t_{42\,\mathrm{d}}

    Parameters
    ----------
    moment
        When is asked, s since any epoch, any shape; the starts themselves for every run of a history.
    start
        Starts of the runs, s since the same epoch, shape (n,), in any order.
    timer_time
        Durations of the runs, s, shape (n,).

    Returns
    -------
    FloatArray
        s, of the shape of the moments; the recent mean is 0 after three days of rest; NaN without a session in six
        weeks, and where none of the recent ones has a known duration.

    Notes
    -----
    Range: 49 runners of a 56 km race; those who cramped had trained 1.2 (1.1) h a session in the last three days, the
    others 0.6 (1.0) h, p = 0.077 [Schwellnus2011]. The difference from habit is ours.
    """
    times = possible(timer_time, "timer_time")
    habit, recent = (Windows.before(moment, start, length) for length in (HABIT_WINDOW, RECENT_WINDOW))
    rested = recent.after == recent.first
    return np.where(rested.reshape(recent.shape), 0.0, recent.mean(times)) - habit.mean(times)
