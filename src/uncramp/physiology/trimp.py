"""Load of one session: by perceived exertion, and by heart rate."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.runner import Sex
from uncramp.domain.streams import FloatArray
from uncramp.physiology.bounds import possible, within

SECONDS_PER_MINUTE = 60.0
HIGHEST_RPE = 10.0
WEIGHTS_BANISTER = {Sex.MALE: (0.64, 1.92), Sex.FEMALE: (0.86, 1.67)}
LOWEST_ZONE_EDWARDS = 5
"""Tenths of the maximal heart rate at which zone 1 begins."""
ROUNDING = 1e-9


def session_load_Foster_2001(rpe: ArrayLike, timer_time: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Session-RPE: how hard the whole session felt, times its duration.

    .. math:: L = \mathrm{RPE} \cdot t

    with :math:`t` in minutes.

    Parameters
    ----------
    rpe
        Rating of the whole session on the category-ratio scale of 0 to 10, 1, asked half an hour after it, any shape.
    timer_time
        Duration of the session, s, any shape.

    Returns
    -------
    FloatArray
        Load, 1; NaN for ratings off the scale and durations that cannot be.

    Notes
    -----
    Range: 12 trained cyclists (30 to 90 min, steady and in intervals) and 14 basketball players; 14 to 41 %
    above the sum of heart-rate zones, with regressions that nearly overlap [Foster2001]. It describes a session and
    foretells neither injury nor cramp.
    """
    return within(rpe, 0.0, HIGHEST_RPE) * possible(timer_time, "timer_time") / SECONDS_PER_MINUTE


def heart_rate_reserve(
    heart_rate: ArrayLike, resting_heart_rate: ArrayLike, maximal_heart_rate: ArrayLike
) -> FloatArray:
    r"""Share of the way from rest to the maximum.

    .. math:: \Delta = \frac{f - f_\mathrm{rest}}{f_\mathrm{max} - f_\mathrm{rest}}

    Parameters
    ----------
    heart_rate, resting_heart_rate, maximal_heart_rate
        bpm, any shapes that broadcast.

    Returns
    -------
    FloatArray
        Share, 1; NaN below rest, above the maximum, and where one of the three is unknown or the maximum is not above
        rest.

    Notes
    -----
    Range: from rest to the maximum, by definition [Banister1991]. A heart rate above the "maximum" says that the
    maximum is out of date, not how hard the run was.
    """
    rest, highest = possible(resting_heart_rate, "heart_rate"), possible(maximal_heart_rate, "heart_rate")
    reserve = np.where(highest > rest, highest - rest, np.nan)
    return within((possible(heart_rate, "heart_rate") - rest) / reserve, 0.0, 1.0)


def trimp_Banister_1991(  # noqa: N802  # named after its author
    timer_time: ArrayLike,
    heart_rate: ArrayLike,
    resting_heart_rate: ArrayLike,
    maximal_heart_rate: ArrayLike,
    sex: Sex | None,
) -> FloatArray:
    r"""Training impulse of time at a heart rate.

    .. math::

        L_\text{men} = t \, \Delta \cdot 0.64 e^{1.92 \Delta}, \quad
        L_\text{women} = t \, \Delta \cdot 0.86 e^{1.67 \Delta}

    with :math:`t` in minutes and :math:`\Delta` the share of the heart-rate reserve.

    Parameters
    ----------
    timer_time
        Duration, s, any shape.
    heart_rate
        Mean over that duration, bpm, any shape.
    resting_heart_rate, maximal_heart_rate
        Of the runner, bpm.
    sex
        Whose weighting, 1; None if unknown: ask for both and show them as a range.

    Returns
    -------
    FloatArray
        Load, 1; NaN where anything is unknown, and outside the reserve.

    Notes
    -----
    Range: rest to maximum; the weights follow blood lactate of trained men and women in stepwise tests [Banister1991].
    The mean heart rate of a run with changes of pace gives less than its records do. It describes a session and
    foretells neither injury nor cramp.
    """
    factor, exponent = WEIGHTS_BANISTER[sex] if sex is not None else (np.nan, np.nan)
    share = heart_rate_reserve(heart_rate, resting_heart_rate, maximal_heart_rate)
    minutes = possible(timer_time, "timer_time") / SECONDS_PER_MINUTE
    return np.asarray(minutes * share * factor * np.exp(exponent * share), np.float64)


def trimp_of_records_Banister_1991(  # noqa: N802  # named after its author
    timer_time: ArrayLike,
    heart_rate: ArrayLike,
    resting_heart_rate: float,
    maximal_heart_rate: float,
    sex: Sex | None,
) -> float:
    r"""Training impulse of a run, record by record.

    .. math:: L = \sum_k L_k(t_k, f_k)

    Parameters
    ----------
    timer_time
        Duration of each record, s, shape (n,).
    heart_rate
        bpm, shape (n,).
    resting_heart_rate, maximal_heart_rate
        Of the runner, bpm.
    sex
        As in :func:`trimp_Banister_1991`, 1.

    Returns
    -------
    float
        Load, 1; NaN if no record has one. Gaps are not counted, so a run with gaps has at least this load.

    Notes
    -----
    Range: as :func:`trimp_Banister_1991` [Banister1991]; never below its value at the mean heart rate, because the
    weighting is convex.
    """
    return _total(trimp_Banister_1991(timer_time, heart_rate, resting_heart_rate, maximal_heart_rate, sex))


def trimp_Edwards_1993(timer_time: ArrayLike, heart_rate: ArrayLike, maximal_heart_rate: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Load of time at a heart rate by five zones.

    .. math:: L = z \, t, \quad z = \lfloor 10 f / f_\mathrm{max} \rfloor - 4

    with :math:`t` in minutes and :math:`z` from 1 (50 to 60 % of the maximum) to 5 (90 to 100 %), 0 below.

    Parameters
    ----------
    timer_time
        Duration, s, any shape.
    heart_rate
        Over that duration, bpm, any shape.
    maximal_heart_rate
        Of the runner, bpm.

    Returns
    -------
    FloatArray
        Load, 1; NaN where something is unknown and above the maximum.

    Notes
    -----
    Range: up to the maximal heart rate [Edwards1993]; 26 athletes [Foster2001]. A border belongs to the zone above it.
    One beat can change the load by a whole zone. It describes a session and foretells neither injury nor cramp.
    """
    share = possible(heart_rate, "heart_rate") / possible(maximal_heart_rate, "heart_rate")
    zone = np.floor(10.0 * np.where(share <= 1.0, share, np.nan) + ROUNDING) - (LOWEST_ZONE_EDWARDS - 1.0)
    minutes = possible(timer_time, "timer_time") / SECONDS_PER_MINUTE
    return np.asarray(np.clip(zone, 0.0, 5.0) * minutes, np.float64)


def trimp_of_records_Edwards_1993(timer_time: ArrayLike, heart_rate: ArrayLike, maximal_heart_rate: float) -> float:  # noqa: N802  # named after its author
    r"""Load of a run by five heart-rate zones, record by record.

    .. math:: L = \sum_k z_k t_k

    Parameters
    ----------
    timer_time
        Duration of each record, s, shape (n,).
    heart_rate
        bpm, shape (n,).
    maximal_heart_rate
        Of the runner, bpm.

    Returns
    -------
    float
        Load, 1; NaN if no record has one. Gaps are not counted, so a run with gaps has at least this load.

    Notes
    -----
    Range: as :func:`trimp_Edwards_1993` [Edwards1993], which was made for times summed in each zone.
    """
    return _total(trimp_Edwards_1993(timer_time, heart_rate, maximal_heart_rate))


def _total(loads: FloatArray) -> float:
    known = loads[np.isfinite(loads)]
    return float(known.sum()) if known.size else float("nan")
