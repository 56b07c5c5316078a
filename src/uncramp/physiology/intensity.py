"""How the time of training divides among three zones of intensity. It describes; it advises nothing."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.bounds import possible, ratio

BORDERS_SEILER = (0.82, 0.88)
BORDERS_MUNIZ_PUMARES = (0.823, 1.0)
ROUNDING = 1e-9


def zone_shares_Seiler_2012(timer_time: ArrayLike, heart_rate: ArrayLike, maximal_heart_rate: float) -> FloatArray:  # noqa: N802  # named after its author
    r"""Shares of the time in three zones by heart rate.

    .. math:: z = 1 + [f \ge 0.82 f_\mathrm{max}] + [f \ge 0.88 f_\mathrm{max}]

    Parameters
    ----------
    timer_time
        Duration of each record or run, s, shape (n,).
    heart_rate
        bpm, shape (n,).
    maximal_heart_rate
        Of the runner, bpm.

    Returns
    -------
    FloatArray
        Shares of the time of known heart rate, 1, shape (3,), low, middle, high; NaN if none is known.

    Notes
    -----
    Range: up to the maximum; the Norwegian scale of endurance sports, whose zones 1 and 2, 3, and 4 and 5 are the
    three, drawn from years of tests of elite athletes [Seiler2012]. The thresholds of one runner lie up to several per
    cent off.
    """
    highest = possible(maximal_heart_rate, "heart_rate")
    share = possible(heart_rate, "heart_rate") / highest
    return _shares(timer_time, np.where(share <= 1.0, share, np.nan), BORDERS_SEILER)


def zone_shares_MunizPumares_2025(timer_time: ArrayLike, speed: ArrayLike, critical_speed: float) -> FloatArray:  # noqa: N802  # named after its author
    r"""Shares of the time in three zones by critical speed.

    .. math:: z = 1 + [v \ge 0.823\, v_\mathrm{crit}] + [v \ge v_\mathrm{crit}]

    Parameters
    ----------
    timer_time
        Duration of each record or run, s, shape (n,).
    speed
        m/s, shape (n,), on hills as the speed on the level of the same cost.
    critical_speed
        Of the runner, m/s.

    Returns
    -------
    FloatArray
        Shares of the time of known speed, 1, shape (3,), low, middle, high; NaN if none is known.

    Notes
    -----
    Range: 119,452 marathon runners, 16 weeks before 151,813 races; the lower border is assumed, the upper is the
    critical speed itself [MunizPumares2025].
    """
    share = ratio(possible(speed, "speed"), possible(critical_speed, "speed"))
    return _shares(timer_time, share, BORDERS_MUNIZ_PUMARES)


def polarisation_index_Treff_2019(low: ArrayLike, middle: ArrayLike, high: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""One number for how polarised a distribution is.

    .. math:: P = \log_{10}\left(100 \frac{z_1}{z_2} z_3\right)

    Parameters
    ----------
    low, middle, high
        Shares of the time (or distance) in the three zones, 1, any shapes that broadcast.

    Returns
    -------
    FloatArray
        Index, 1, called polarised above 2; NaN where a share is unknown, not above 0 or above 1, and where the high
        zone exceeds the low one.

    Notes
    -----
    Range: distributions with more low than high intensity and some of each [Treff2019]; the paper's further rules for
    empty zones are not used here. Descriptive: most of the fastest marathon runners train otherwise [MunizPumares2025].
    """
    shares = [np.asarray(each, np.float64) for each in (low, middle, high)]
    first, second, third = (np.where((each > 0) & (each <= 1), each, np.nan) for each in shares)
    return np.asarray(np.log10(100.0 * first / second * np.where(third <= first, third, np.nan)), np.float64)


def _shares(timer_time: ArrayLike, intensity: FloatArray, borders: tuple[float, float]) -> FloatArray:
    time = possible(timer_time, "timer_time")
    known = np.isfinite(time) & np.isfinite(intensity)
    zone = sum((intensity[known] >= border - ROUNDING).astype(np.intp) for border in borders)
    total = np.bincount(zone, time[known], minlength=3) if known.any() else np.zeros(3)
    return total / total.sum() if total.sum() > 0 else np.full(3, np.nan)
