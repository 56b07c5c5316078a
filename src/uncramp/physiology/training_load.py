"""Load of days: recent and habitual averages, monotony, strain, and ratios kept for comparison alone.

All of it describes training. None of it is shown to foretell a cramp.
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.bounds import possible
from uncramp.physiology.windows import fading_sums

ACUTE_DAYS = 7.0
CHRONIC_DAYS = 42.0
WEEK = 7
FOUR_WEEKS = 28
HIGHEST_MONOTONY = 10.0
LONGEST_HISTORY = 36_525
"""Days; a century."""
FURTHEST_DAY = 1e9
"""From the epoch; what is beyond is no day."""
ROUNDING = 1e-9


def daily_load(day: ArrayLike, load: ArrayLike, first: float, last: float) -> FloatArray:
    r"""Sum of the loads of each day.

    .. math:: w_d = \sum_{k:\, \mathrm{day}_k = d} L_k

    Parameters
    ----------
    day
        Local day of each run, d since any epoch, shape (n,): the caller knows the time zone.
    load
        Of each run, 1 (whatever it is measured in), shape (n,).
    first, last
        Days that are asked for, both included, d since the same epoch.

    Returns
    -------
    FloatArray
        Loads, 1, shape (last - first + 1,): 0 on a day without a run, which is known rest; NaN on days before the very
        first run, of which nothing is known, and on days with a run of unknown load. Empty if last is before first, or
        more than a century after it.

    Notes
    -----
    Range: any load that adds up; the days of [Foster1998], rest days included.
    """
    begin, end = float(_whole(first)), float(_whole(last))
    length = int(end - begin) + 1 if 0.0 <= end - begin < LONGEST_HISTORY else 0
    index, loads = _whole(day).ravel() - begin, possible(load, "load").ravel()
    asked = (index >= 0) & (index < length)
    sums = np.bincount(index[asked].astype(np.intp), loads[asked], minlength=length)
    return np.where(np.arange(length) >= np.nanmin(index, initial=np.inf), sums, np.nan)


def before_day(daily: ArrayLike, first: float, day: ArrayLike) -> FloatArray:
    r"""What a daily series said in the evening before each day.

    .. math:: v(d) = w_{d-1}

    Parameters
    ----------
    daily
        A series of days, 1, shape (n,).
    first
        Day of its first value, d.
    day
        Days that are asked for, d, any shape.

    Returns
    -------
    FloatArray
        Its values, 1, of the shape of the days; NaN outside the series.

    Notes
    -----
    Range: any daily series [Banister1975]. A run must be compared with the days before it, never with its own.
    """
    series, index = np.asarray(daily, np.float64).ravel(), _whole(day) - _whole(first) - 1.0
    inside = (index >= 0) & (index < series.size)
    padded = np.concatenate([series, [np.nan]])
    return np.asarray(padded[np.where(inside, index, series.size).astype(np.intp)], np.float64)


def exponential_load_Banister_1975(load: ArrayLike, time_constant: float) -> FloatArray:  # noqa: N802  # named after its author
    r"""Average of the daily loads in which each day weighs less the longer ago it was.

    .. math:: E_d = \frac{\sum_{j \ge 0} e^{-j/\tau} w_{d-j}}{\sum_{j \ge 0} e^{-j/\tau}}

    over the days with a known load: the weight of today is :math:`1 - e^{-1/\tau}` once the history is long.

    Parameters
    ----------
    load
        Of each day, 1, shape (n,); 0 is rest, NaN unknown.
    time_constant
        :math:`\tau`, d.

    Returns
    -------
    FloatArray
        Load a day, 1, shape (n,); NaN until the known days hold 1 - 1/e of all weight, which is a full history of one
        time constant.

    Notes
    -----
    Range: the fitness and fatigue terms of [Banister1975], as averages. What is before the first record is left out,
    not taken as rest: the usual start at 0 shows a runner with a new watch as untrained. A convention to describe
    training.
    """
    if not time_constant > 0:
        return np.full(np.shape(load), np.nan)
    return _weighted_mean(load, -np.expm1(-1.0 / time_constant), -np.expm1(-1.0))


def acute_load_Banister_1975(load: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Load of the last days.

    .. math:: A = E(\tau = 7)

    Parameters
    ----------
    load
        Of each day, 1, shape (n,); 0 is rest, NaN unknown.

    Returns
    -------
    FloatArray
        Load a day, 1, shape (n,); NaN in the first week.

    Notes
    -----
    Range: as :func:`exponential_load_Banister_1975`; seven days by convention, not by measurement [Banister1975].
    """
    return exponential_load_Banister_1975(load, ACUTE_DAYS)


def chronic_load_Banister_1975(load: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Load that is habit.

    .. math:: C = E(\tau = 42)

    Parameters
    ----------
    load
        Of each day, 1, shape (n,); 0 is rest, NaN unknown.

    Returns
    -------
    FloatArray
        Load a day, 1, shape (n,); NaN in the first six weeks.

    Notes
    -----
    Range: as :func:`exponential_load_Banister_1975`; 42 days by convention, not by measurement [Banister1975].
    """
    return exponential_load_Banister_1975(load, CHRONIC_DAYS)


def form_Banister_1975(load: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Habit less the last days: above 0 rested, below 0 loaded.

    .. math:: F = C - A

    Parameters
    ----------
    load
        Of each day, 1, shape (n,); 0 is rest, NaN unknown.

    Returns
    -------
    FloatArray
        Load a day, 1, shape (n,); NaN in the first six weeks.

    Notes
    -----
    Range: as :func:`exponential_load_Banister_1975`. A difference of two conventions [Banister1975]; no study ties it
    to cramps.
    """
    return chronic_load_Banister_1975(load) - acute_load_Banister_1975(load)


def monotony_Foster_1998(load: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""How alike the last seven days were.

    .. math:: M = \min\left(\frac{\bar w}{s_w}, 10\right)

    with mean and standard deviation (of these seven, not estimated from them) of today and the six days before.

    Parameters
    ----------
    load
        Of each day, 1, shape (n,); 0 is rest, NaN unknown.

    Returns
    -------
    FloatArray
        Ratio, 1, shape (n,), 0.4 to 10; NaN without seven known days, and in a week of rest alone.

    Notes
    -----
    Range: 25 experienced athletes, mostly speed skaters [Foster1998]. As the days become equal the ratio grows without
    bound; the cap of 10 is that of [Fellrnr2012]. Which standard deviation is meant is printed nowhere; the only
    printed week [Foster2001] gives 1.26, and its loads give 1.21 with this one and 1.12 with the other. A description,
    not a risk.
    """
    days = _days(load, WEEK)
    mean, sd = days.mean(axis=1), days.std(axis=1)
    moderate = mean < HIGHEST_MONOTONY * sd
    ratio = np.divide(mean, sd, out=np.full(mean.shape, HIGHEST_MONOTONY), where=moderate)
    return np.where(mean > 0, ratio, np.nan)


def strain_Foster_1998(load: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Load of the last seven days times their monotony.

    .. math:: S = M \sum_{j=0}^{6} w_{d-j}

    Parameters
    ----------
    load
        Of each day, 1, shape (n,); 0 is rest, NaN unknown.

    Returns
    -------
    FloatArray
        Strain, 1, shape (n,); NaN where :func:`monotony_Foster_1998` is.

    Notes
    -----
    Range: as :func:`monotony_Foster_1998` [Foster1998]; the athletes' thresholds were their own, so it is of use within
    one runner only.
    """
    week: FloatArray = _days(load, WEEK).sum(axis=1)
    return week * monotony_Foster_1998(load)


def acwr_Gabbett_2016(load: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Acute:chronic ratio of rolling averages, for comparison alone: it is not predictive.

    .. math:: R = \frac{\bar w_7}{\bar w_{28}}

    Parameters
    ----------
    load
        Of each day, 1, shape (n,); 0 is rest, NaN unknown.

    Returns
    -------
    FloatArray
        Ratio, 1, shape (n,), 0 to 4; NaN without 28 known days and after 28 days of rest.

    Notes
    -----
    Range: team sports [Gabbett2016]. **Not predictive**: a rescaled acute load, as good with a random denominator
    [Impellizzeri2021]; among 5,205 runners a higher ratio went with *fewer* injuries [Frandsen2025]. No alert may rest
    on it.
    """
    month = _days(load, FOUR_WEEKS)
    return _ratio(month[:, -WEEK:].mean(axis=1), month.mean(axis=1))


def acwr_Frandsen_2025(load: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""One week to the three weeks before it, for comparison alone: it is not predictive.

    .. math:: R = \frac{\bar w_{d-6 \dots d}}{\bar w_{d-27 \dots d-7}}

    Parameters
    ----------
    load
        Of each day, 1, shape (n,); 0 is rest, NaN unknown.

    Returns
    -------
    FloatArray
        Ratio, 1, shape (n,); NaN without 28 known days and after three weeks of rest.

    Notes
    -----
    Range: distance of 5,205 runners over 18 months [Frandsen2025]. **Not predictive**: a higher ratio went with *fewer*
    injuries; and see [Impellizzeri2021]. No alert may rest on it.
    """
    month = _days(load, FOUR_WEEKS)
    return _ratio(month[:, -WEEK:].mean(axis=1), month[:, :-WEEK].mean(axis=1))


def acwr_Williams_2017(load: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Acute:chronic ratio of exponential averages, for comparison alone: it is not predictive.

    .. math:: R = \frac{E(\lambda_7)}{E(\lambda_{28})}, \quad \lambda_N = \frac{2}{N + 1}

    Parameters
    ----------
    load
        Of each day, 1, shape (n,); 0 is rest, NaN unknown.

    Returns
    -------
    FloatArray
        Ratio, 1, shape (n,), 0 to 3.625; NaN in the first 28 days, and after so long a rest that nothing is left to
        compare with.

    Notes
    -----
    Range: proposed for team sports without data of runners [Williams2017]. The average leaves out what is before the
    first record. **Not predictive** [Impellizzeri2021]; among runners the ratio went with *fewer* injuries
    [Frandsen2025]. No alert may rest on it.
    """
    acute, chronic = (_weighted_mean(load, gain, _share(gain, days)) for gain, days in _WILLIAMS)
    return _ratio(acute, chronic)


_WILLIAMS = ((2.0 / (WEEK + 1), WEEK), (2.0 / (FOUR_WEEKS + 1), FOUR_WEEKS))


def _share(gain: float, days: int) -> float:
    """Share of all weight that so many last days hold."""
    return float(1.0 - (1.0 - gain) ** days)


def _weighted_mean(load: ArrayLike, gain: float, least: float) -> FloatArray:
    loads = possible(load, "load").ravel()
    if not loads.size:
        return loads
    known = np.isfinite(loads)
    parts = (np.where(known, loads, 0.0), known.astype(np.float64))
    total, weight = (fading_sums(gain * each, 1.0 - gain) for each in parts)
    enough = weight >= least - ROUNDING
    mean: FloatArray = np.divide(total, weight, out=np.full(loads.shape, np.nan), where=enough)
    return mean


def _days(load: ArrayLike, count: int) -> FloatArray:
    """For each day its load and those of the days before, shape (n, count), all NaN if one is unknown."""
    loads = possible(load, "load").ravel()
    days = sliding_window_view(np.concatenate([np.full(count, np.nan), loads]), count)[1:]
    return np.where(np.isfinite(days).all(axis=1, keepdims=True), days, np.nan)


def _ratio(acute: FloatArray, chronic: FloatArray) -> FloatArray:
    ratio: FloatArray = np.divide(acute, chronic, out=np.full(acute.shape, np.nan), where=chronic > ROUNDING)
    return ratio


def _whole(day: ArrayLike) -> FloatArray:
    days = np.asarray(day, np.float64)
    return np.floor(np.where(np.abs(days) <= FURTHEST_DAY, days, np.nan))
