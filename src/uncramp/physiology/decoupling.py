"""Decoupling: how the heart rate and the speed of a run part company as it goes on."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray

NAN = float("nan")
ONSET = 1.025
"""Above it decoupling has begun [Smyth2022]."""
SUSTAINED = 3000.0
"""How far it must stay above, m: ours, since one slow kilometre is none."""


def decoupling_Smyth_2022(  # noqa: N802  # named after its author
    heart_rate: ArrayLike, speed: ArrayLike, early_heart_rate: ArrayLike, early_speed: ArrayLike
) -> FloatArray:
    r"""Internal-to-external workload late in a run over that early in it.

    .. math:: D = \frac{h / v}{h_0 / v_0}

    The internal workload is the heart rate over its maximum, the external the speed over critical speed: both of
    these cancel.

    Parameters
    ----------
    heart_rate
        Mean heart rate :math:`h` of the later segment, bpm, any shape.
    speed
        Mean speed :math:`v` of the later segment, m/s, of a shape that goes with it.
    early_heart_rate
        Mean heart rate :math:`h_0` of the early segment, bpm, of a shape that goes with it.
    early_speed
        Mean speed :math:`v_0` of the early segment, m/s, of a shape that goes with it.

    Returns
    -------
    FloatArray
        Ratio, 1, of their common shape; 1 without decoupling, above 1 where the heart works more for the speed. NaN
        where a heart rate or a speed is unknown, infinite or not above 0.

    Notes
    -----
    [Smyth2022], 35 to 40 km against 5 to 10 km of a marathon: 1.16 ± 0.22 in 82,303 recreational runners, low below
    1.1, high from 1.2 on.

    Range: marathons of recreational runners (227 ± 33 min) as their watches recorded them, whatever the heat, the
    hills and the wind. In shorter runs and over other segments it is the same arithmetic without their reference.
    """
    return np.asarray(_ratio(_ratio(heart_rate, speed), _ratio(early_heart_rate, early_speed)), np.float64)


def decoupling_onset_Smyth_2022(  # noqa: N802  # named after its author
    starts: ArrayLike, ends: ArrayLike, decoupling: ArrayLike
) -> float:
    r"""Distance at which decoupling begins.

    .. math:: d = \min \{ s_i : D_j > 1.025 \text{ for all } j \ge i \text{ with } s_j < s_i + 3\,\text{km} \}

    Parameters
    ----------
    starts, ends
        Where each segment begins and ends, m, shape (k,), in order.
    decoupling
        Ratio :math:`D` of each segment, 1, shape (k,).

    Returns
    -------
    float
        Distance, m, at which the first segment begins from which on it exceeds 1.025 for 3 km; NaN where it never
        does, where less than 3 km are left, and where a segment in between is unknown.

    Notes
    -----
    The threshold is of [Smyth2022], whose 82,303 marathon runners passed it after 25.2 ± 9.9 km, those with low
    decoupling after 33.4 ± 9.0 km, with moderate after 22.6 ± 7.7 km, with high after 19.1 ± 6.8 km. That it must
    last for 3 km is ours.

    Range: marathons of recreational runners; segments after the first 10 km.
    """
    first, last, ratio = (np.atleast_1d(np.asarray(each, np.float64)) for each in (starts, ends, decoupling))
    if not first.shape == last.shape == ratio.shape == (ratio.size,):
        return NAN
    for index in np.flatnonzero(ratio > ONSET):
        within = (np.arange(ratio.size) >= index) & (first < first[index] + SUSTAINED)
        reached = last[within].max(initial=-np.inf) >= first[index] + SUSTAINED
        if reached and (ratio[within] > ONSET).all():
            return float(first[index])
    return NAN


def aerobic_decoupling_Friel_2008(  # noqa: N802  # named after its author
    first_speed: ArrayLike, first_heart_rate: ArrayLike, second_speed: ArrayLike, second_heart_rate: ArrayLike
) -> FloatArray:
    r"""Loss of speed per heartbeat from the first half of a run to the second ("Pa:HR").

    .. math:: L = \frac{v_1 / h_1 - v_2 / h_2}{v_1 / h_1}

    Parameters
    ----------
    first_speed, second_speed
        Mean speed :math:`v_1, v_2` of each half, m/s, any shapes that go together; power in W serves as well, the
        unit cancels.
    first_heart_rate, second_heart_rate
        Mean heart rate :math:`h_1, h_2` of each half, bpm, of shapes that go with them.

    Returns
    -------
    FloatArray
        Share lost, 1, of their common shape: 0.05 for 5 %, below 0 where speed per beat rose. NaN where a speed or a
        heart rate is unknown, infinite or not above 0.

    Notes
    -----
    A coach's rule [Friel2008]: of steady aerobic work, up to 5 % is called good. The border is a convention.

    Range: steady work below threshold, for an hour or more, on the flat and in even weather; it was never validated
    against a laboratory measure. Halves are of time.
    """
    kept = _ratio(_ratio(second_speed, second_heart_rate), _ratio(first_speed, first_heart_rate))
    return np.asarray(1.0 - kept, np.float64)


def _ratio(one: ArrayLike, other: ArrayLike) -> FloatArray:
    """One over the other; NaN where either is not finite and above 0, or where the ratio is not."""
    above, below = np.asarray(one, np.float64), np.asarray(other, np.float64)
    with np.errstate(all="ignore"):
        found = above / below
    return np.where((above > 0.0) & (found > 0.0) & (found < np.inf), found, np.nan)
