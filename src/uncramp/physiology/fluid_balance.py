"""Fluid balance of a run: body mass, body water and plasma sodium, as they follow from sweating and drinking."""

from dataclasses import dataclass
from math import inf, isnan, nan

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, ndtri

from uncramp.domain.quantities import Z80, Range
from uncramp.domain.runner import Sex
from uncramp.domain.streams import FloatArray
from uncramp.domain.units import SECONDS_PER_HOUR
from uncramp.physiology.bounds import possible, within
from uncramp.physiology.sweat_sodium import MILLIGRAMS_PER_MILLIMOLE
from uncramp.physiology.water_loss import mass_loss_without_sweat_Cheuvront_2017

SLOPE, INTERCEPT = 1.03, 23.8
"""Of plasma sodium over the body's exchangeable sodium and potassium per water, mmol/L."""
SWEAT_NODES, SALT_NODES, WATER_NODES, PLASMA_NODES = 31, 21, 9, 15
LEAST_WATER, MOST_WATER = 10.0, 100.0
EXPECTED_LIMIT, TENTH_LIMIT = 137.0, 135.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FluidPlan:
    """A run as the body's water sees it.

    Parameters
    ----------
    mass
        Body mass before, kg.
    duration
        s.
    sweat_rate
        L/h.
    drinking_rate
        L/h.
    energy_rate
        Metabolic power of the whole body, W.
    """

    mass: float
    duration: float
    sweat_rate: Range
    drinking_rate: float
    energy_rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyWater:
    """Where a plan starts from.

    Parameters
    ----------
    share
        Of body mass that is water, 1, median with its 80 % interval.
    plasma_sodium, plasma_sodium_sd
        Before the run, mmol/L.
    """

    share: Range
    plasma_sodium: float
    plasma_sodium_sd: float


def total_body_water_Watson_1980(sex: Sex, age: ArrayLike, height: ArrayLike, mass: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Water in the body.

    .. math:: V_{men} = 2.447 - 0.09516\, a + 10.74\, h + 0.3362\, m, \quad V_{women} = -2.097 + 10.69\, h + 0.2466\, m

    Parameters
    ----------
    sex
        As the cohorts recorded it.
    age
        :math:`a`, a, any shape; nothing for women.
    height
        :math:`h`, m, broadcast.
    mass
        Body mass :math:`m`, kg, broadcast.

    Returns
    -------
    FloatArray
        L; NaN for ages outside 17 to 86, heights outside 1.2 to 2.2 m and masses outside 30 to 150 kg.

    Notes
    -----
    Range: 458 men and 265 women, 17 to 86 years, good to about ± 3.8 and ± 3.6 L (SD) [Watson1980], as remembered. The
    age's coefficient is often printed 0.09156.
    """
    years, h, m = within(age, 17.0, 86.0), within(height, 1.2, 2.2), within(mass, 30.0, 150.0)
    if sex is Sex.MALE:
        return np.asarray(2.447 - 0.09516 * years + 10.74 * h + 0.3362 * m, np.float64)
    return np.asarray(-2.097 + 10.69 * h + 0.2466 * m + 0.0 * years, np.float64)


def plasma_sodium_Nguyen_2004(  # noqa: N802  # named after its author
    exchangeable_sodium: ArrayLike, exchangeable_potassium: ArrayLike, body_water: ArrayLike
) -> FloatArray:
    r"""Sodium of plasma from what the body holds.

    .. math:: [Na^+]_p = 1.03\, \frac{Na_e + K_e}{V} - 23.8

    Parameters
    ----------
    exchangeable_sodium, exchangeable_potassium
        Of the whole body, mmol, any shape.
    body_water
        :math:`V`, L, broadcast.

    Returns
    -------
    FloatArray
        mmol/L; NaN outside 100 to 180 mmol/L and 10 to 100 L.

    Notes
    -----
    Range: 98 patients of Edelman from deep hypo- to hypernatraemia, normal blood sugar [Nguyen2005]. Water still in the
    gut, and sodium bound or let go by tissue, are not seen.
    """
    held = np.asarray(exchangeable_sodium, np.float64) + np.asarray(exchangeable_potassium, np.float64)
    water = within(body_water, LEAST_WATER, MOST_WATER)
    return possible(SLOPE * held / water - INTERCEPT, "plasma_sodium")


def plasma_sodium_after_Nguyen_2004(  # noqa: N802  # named after its author
    plasma_sodium: ArrayLike, body_water: ArrayLike, water_gained: ArrayLike, electrolytes_gained: ArrayLike
) -> FloatArray:
    r"""Sodium of plasma after a gain or loss of water and salt.

    .. math:: [Na^+]_2 = \frac{([Na^+]_1 + 23.8)\, V + 1.03\, \Delta E}{V + \Delta V} - 23.8

    Parameters
    ----------
    plasma_sodium
        Before :math:`[Na^+]_1`, mmol/L, any shape.
    body_water
        Before :math:`V`, L, broadcast.
    water_gained
        :math:`\Delta V`, negative for a loss, L, broadcast.
    electrolytes_gained
        Sodium and potassium together :math:`\Delta E`, negative for a loss, mmol, broadcast.

    Returns
    -------
    FloatArray
        mmol/L; NaN where before or after lies outside 100 to 180 mmol/L or 10 to 100 L.

    Notes
    -----
    Range: the relation of Edelman's patients [Nguyen2005]; the army's model of runners rests on it [Montain2006].
    """
    before, water = possible(plasma_sodium, "plasma_sodium"), within(body_water, LEAST_WATER, MOST_WATER)
    gained, salt = np.asarray(water_gained, np.float64), np.asarray(electrolytes_gained, np.float64)
    held = (before + INTERCEPT) / SLOPE * water + np.where(np.isfinite(salt), salt, np.nan)
    return plasma_sodium_Nguyen_2004(held, 0.0, water + np.where(np.isfinite(gained), gained, np.nan))


def mass_change_over(plan: FluidPlan, elapsed_time: ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
    r"""Body mass in the course of a run, as a share of that before.

    .. math:: \Delta(t) = \left((d - \dot s)\, t - 0.2\,\mathrm{g/kcal}\; P t\right) / m

    Parameters
    ----------
    plan
        Sweat rate :math:`\dot s` and drinking :math:`d`, L/h, energy :math:`P`, W, body mass :math:`m`, kg.
    elapsed_time
        :math:`t`, s, any shape.

    Returns
    -------
    tuple of FloatArray
        10th, 50th and 90th percentile of the change, 1, a gain positive; NaN beyond the duration, and without a mass.

    Notes
    -----
    Range: arithmetic of mass; breath and fuel by [Cheuvront2017].

    No urine is counted, so a gain is told too early rather than too late.
    """
    time = within(elapsed_time, 0.0, plan.duration)
    breath = mass_loss_without_sweat_Cheuvront_2017(_rate(plan.energy_rate) * time)
    hours, sweat, mass = time / SECONDS_PER_HOUR, _believed(plan.sweat_rate), _mass(plan)
    low, median, high = (
        np.asarray(((_rate(plan.drinking_rate) - rate) * hours - breath) / mass, np.float64)
        for rate in (sweat.high, sweat.median, sweat.low)
    )
    return low, median, high


def water_change(plan: FluidPlan) -> Range:
    r"""Change of body water over a run.

    .. math:: \Delta V = (d - \dot s)\, t

    Parameters
    ----------
    plan
        Sweat rate :math:`\dot s`, drinking :math:`d`, L/h, and duration :math:`t`, s.

    Returns
    -------
    Range
        L, 80 % interval, a gain positive; NaN without a sweat rate.

    Notes
    -----
    Range: arithmetic.

    Breath and fuel take mass but as much water is made as is breathed out [Cheuvront2017], so they are left out: body
    mass falls by more than body water.
    """
    hours, sweat = _time(plan) / SECONDS_PER_HOUR, _believed(plan.sweat_rate)
    low, median, high = ((_rate(plan.drinking_rate) - rate) * hours for rate in (sweat.high, sweat.median, sweat.low))
    return Range("fluid", low, median, high)


def probability_of_gain(plan: FluidPlan) -> float:
    r"""Chance that body mass at the end is above that before.

    .. math:: P(\dot s < d - 0.2\,\mathrm{g/kcal}\; P)

    Parameters
    ----------
    plan
        With its sweat rate as an interval, L/h.

    Returns
    -------
    float
        1; NaN without a sweat rate, a mass or an energy.

    Notes
    -----
    Range: any gain is a warning sign: of those who gained in races 30 % had a sodium of 135 mmol/L or below
    [Noakes2005].

    The sweat rate is taken as normal on either side of its median.
    """
    hours = _time(plan) / SECONDS_PER_HOUR
    breath = float(mass_loss_without_sweat_Cheuvront_2017(_rate(plan.energy_rate) * _time(plan))) / hours
    rate, sweat = _rate(plan.drinking_rate) - breath, _believed(plan.sweat_rate)
    if isnan(rate + sweat.median + _mass(plan)):
        return nan
    side = (sweat.median - sweat.low) if rate < sweat.median else (sweat.high - sweat.median)
    return float(ndtr(Z80 * (rate - sweat.median) / side)) if side > 0.0 else float(rate > sweat.median)


def plasma_sodium_prediction(
    plan: FluidPlan, body: BodyWater, sweat_sodium: Range, *, sodium_rate: float, sweat_potassium: float
) -> tuple[float, float]:
    r"""Sodium of plasma at the end of a run: expected, and the 10th percentile.

    .. math:: \Delta V = (d - \dot s)\, t, \quad \Delta E = \left(r - \dot s\, (c_{Na} + c_K)\right) t

    Parameters
    ----------
    plan
        Sweat rate :math:`\dot s` and drinking :math:`d`, L/h.
    body
        Water and plasma sodium before.
    sweat_sodium
        :math:`c_{Na}`, mmol/L.
    sodium_rate
        Taken in with drink and food :math:`r`, mg/h.
    sweat_potassium
        :math:`c_K`, mmol/L.

    Returns
    -------
    tuple of float
        mmol/L; NaN where anything is unknown, or a likely outcome lies outside what the relation was found in.

    Notes
    -----
    Range: a bound for plans, no word on an illness [Montain2006]; drinking what was sweated took 140 to 138, within
    the error of a sweat forecast to 136 to 141 mmol/L [Cheuvront2023].

    By :func:`plasma_sodium_after_Nguyen_2004` over percentiles of the sweat rate, its sodium, body water and the sodium
    before, taken as independent. The kidney is taken as shut, as it is in those who fall ill; who can pass the surplus
    ends higher.
    """
    hours = _time(plan) / SECONDS_PER_HOUR
    sweated = _nodes(_believed(plan.sweat_rate), SWEAT_NODES)[:, None, None, None] * hours
    salt = _nodes(_believed(sweat_sodium), SALT_NODES)[None, :, None, None]
    water = _mass(plan) * _nodes(_ordered(body.share), WATER_NODES)[None, None, :, None]
    plasma = _ordered(Range.normal("plasma_sodium", body.plasma_sodium, body.plasma_sodium_sd))
    before = _nodes(plasma, PLASMA_NODES)[None, None, None, :]
    drunk, taken = _rate(plan.drinking_rate) * hours, _rate(sodium_rate) / MILLIGRAMS_PER_MILLIMOLE * hours
    lost = sweated * (salt + _rate(sweat_potassium))
    after = plasma_sodium_after_Nguyen_2004(before, water, drunk - sweated, taken - lost)
    return float(after.mean()), float(np.percentile(after, 10.0))


def is_diluting(expected: ArrayLike, tenth_percentile: ArrayLike) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    r"""Whether a plan brings plasma sodium too low.

    .. math:: E([Na^+]) < 137 \;\lor\; Q_{10}([Na^+]) < 135

    Parameters
    ----------
    expected, tenth_percentile
        Of plasma sodium at the end, mmol/L, any shape.

    Returns
    -------
    NDArray
        True as well where either is unknown: what cannot be told is not called safe.

    Notes
    -----
    Range: hyponatraemia is 135 mmol/L and below [Almond2005]; the margin is the house's own.
    """
    mean, tenth = np.asarray(expected, np.float64), np.asarray(tenth_percentile, np.float64)
    return ~((mean >= EXPECTED_LIMIT) & (tenth >= TENTH_LIMIT))


def _nodes(interval: Range, count: int) -> FloatArray:
    """Percentiles at equal steps of a distribution that is normal on either side of its median, not below 0."""
    z = np.asarray(ndtri((np.arange(count) + 0.5) / count), np.float64)
    below, above = (interval.median - interval.low) / Z80, (interval.high - interval.median) / Z80
    return np.asarray(np.maximum(interval.median + z * np.where(z < 0.0, below, above), 0.0), np.float64)


def _believed(interval: Range) -> Range:
    """The interval, or NaN throughout if it is none or any of it is beyond its quantity."""
    ends = possible((interval.low, interval.median, interval.high), interval.kind)
    return _ordered(Range(interval.kind, *ends.tolist()))


def _ordered(interval: Range) -> Range:
    is_one = -inf < interval.low <= interval.median <= interval.high < inf
    return interval if is_one else Range(interval.kind, nan, nan, nan)


def _mass(plan: FluidPlan) -> float:
    return float(possible(plan.mass, "mass"))


def _time(plan: FluidPlan) -> float:
    return float(within(plan.duration, 1.0, 1e6))


def _rate(value: float) -> float:
    return float(within(value, 0.0, 1e4))  # beyond any drink
