"""Sodium in sweat: what is known of runners, sharpened by a test of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot, isfinite, isnan, nan

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from uncramp.domain.quantities import Quantity, Range, quantity_kinds
from uncramp.domain.streams import FloatArray
from uncramp.physiology.bounds import within

MILLIGRAMS_PER_MILLIMOLE = 22.99
LOWEST, HIGHEST = quantity_kinds()["sweat_sodium"].low, quantity_kinds()["sweat_sodium"].high
EASY, HARD = 0.60, 0.90
"""Shares of the highest heart rate; that a time trial is run at the second is assumed."""
SODIUM_EASY, SODIUM_HARD = 30.6, 49.4


class SweatCollection(StrEnum):
    """How the sweat of a test was caught."""

    WHOLE_BODY = "whole_body"
    FOREARM_PATCH = "forearm_patch"


@dataclass(frozen=True, slots=True)
class SodiumTest:
    """One test of sweat.

    Parameters
    ----------
    sodium
        As measured, mmol/L.
    heart_rate_share
        Mean heart rate of the test over the highest, 1, or NaN if unknown.
    """

    sodium: float
    collection: SweatCollection
    heart_rate_share: float = nan


@dataclass(frozen=True, slots=True, kw_only=True)
class SodiumModel:
    """Numbers of the model, judged from findings; all but the last in mmol/L.

    Parameters
    ----------
    mean, sd
        Of runners like this one in a marathon.
    patch_sd, whole_body_sd
        Of the error of a test, by how the sweat was caught.
    day_sd
        Between the runs of one runner.
    effort_sd
        Relative, where the efforts of test and run cannot be compared, 1.
    """

    mean: float
    sd: float
    patch_sd: float
    whole_body_sd: float
    day_sd: float
    effort_sd: float


def whole_body_sodium_Baker_2016(forearm_sodium: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Sodium of the whole body's sweat from that of a patch on the forearm.

    .. math:: c = 0.57\, c_{forearm} + 11.05

    Parameters
    ----------
    forearm_sodium
        :math:`c_{forearm}`, mmol/L, any shape.

    Returns
    -------
    FloatArray
        mmol/L; NaN outside 5 to 150 mmol/L in the patch.

    Notes
    -----
    Range: 506 athletes, predicted 18.2 to 70.8 mmol/L [Baker2016]. In 49 others it read 3 mmol/L high, limits of
    agreement ± 14; the patch itself read 10 ± 20 high [Baker2020].
    """
    patch = within(forearm_sodium, LOWEST, 150.0)  # a patch beyond it is dry
    return np.asarray(0.57 * patch + 11.05, np.float64)


def sweat_sodium_rise_Holmes_2016(heart_rate_share: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""How much saltier sweat is at a harder effort.

    .. math:: f = 1 + \left(\frac{49.4}{30.6} - 1\right) \frac{q - 0.60}{0.90 - 0.60}

    Parameters
    ----------
    heart_rate_share
        Heart rate over the highest :math:`q`, 1, any shape.

    Returns
    -------
    FloatArray
        Multiple of the sodium at 60 % of the highest heart rate, 1; NaN outside 0.60 to 0.90.

    Notes
    -----
    Range: 18 endurance men, 30.6 ± 11.4 mmol/L at 60 % of the highest heart rate and 49.4 ± 22.9 in a time trial
    [Holmes2016]. That the time trial was at 90 %, and that it rises evenly between, is assumed.
    """
    share = within(heart_rate_share, EASY, HARD)
    return np.asarray(1.0 + (SODIUM_HARD / SODIUM_EASY - 1.0) * (share - EASY) / (HARD - EASY), np.float64)


def sweat_sodium_prediction(tests: Sequence[SodiumTest], model: SodiumModel, heart_rate_share: float = nan) -> Range:
    r"""Sodium to expect in the sweat of a run.

    .. math:: c \sim N\left(\frac{\mu/\sigma^2 + \sum c_i / s_i^2}{1/\sigma^2 + \sum 1/s_i^2},\;
        \frac{1}{1/\sigma^2 + \sum 1/s_i^2} + s_{day}^2\right), \quad 5 \le c \le 120

    Parameters
    ----------
    tests
        The runner's own; may be empty. What no sweat can hold is left out.
    model
        Runners like this one, :math:`\mu` and :math:`\sigma`, and the errors of tests, mmol/L.
    heart_rate_share
        Of the run to come, 1, or NaN if unknown: a test at another effort is then worth less.

    Returns
    -------
    Range
        mmol/L, 80 % interval, within the possible 5 to 120.

    Notes
    -----
    Range: 157 marathon runners at 24 °C, 42.9 ± 18.7 mmol/L (7 to 95), men 44.0 ± 19.1, women 33.9 ± 12.1 [Lara2016];
    patches by [Baker2016], their error by [Baker2020], effort by [Holmes2016].
    """
    precision, weighted = 1.0 / model.sd**2, model.mean / model.sd**2
    for test in tests:
        sodium, sd = _read(test, model, heart_rate_share)
        if Quantity("sweat_sodium", sodium).is_possible:
            variance = sd**2 + model.day_sd**2
            precision, weighted = precision + 1.0 / variance, weighted + sodium / variance
    own = 0.0 if precision == 1.0 / model.sd**2 else model.day_sd
    return _truncated(weighted / precision, hypot(precision**-0.5, own))


def _read(test: SodiumTest, model: SodiumModel, heart_rate_share: float) -> tuple[float, float]:
    """Whole-body sodium at the effort of the run to come, and its standard error, mmol/L."""
    if not isfinite(test.sodium):
        return nan, nan
    is_patch = test.collection is SweatCollection.FOREARM_PATCH
    sodium = float(whole_body_sodium_Baker_2016(test.sodium)) if is_patch else test.sodium
    error = model.patch_sd if is_patch else model.whole_body_sd
    ratio = float(
        sweat_sodium_rise_Holmes_2016(heart_rate_share) / sweat_sodium_rise_Holmes_2016(test.heart_rate_share)
    )
    if isnan(ratio):
        return sodium, hypot(error, model.effort_sd * sodium)
    return ratio * sodium, ratio * error


def _truncated(mean: float, sd: float) -> Range:
    """Percentiles of a normal distribution of which only the possible is left."""
    below, within = ndtr((LOWEST - mean) / sd), ndtr((HIGHEST - mean) / sd) - ndtr((LOWEST - mean) / sd)
    low, median, high = (float(mean + sd * ndtri(below + share * within)) for share in (0.1, 0.5, 0.9))
    return Range("sweat_sodium", low, median, high)
