"""Sweat rate of a runner: what is known of athletes, at the pace and in the heat to come, sharpened by weigh-ins.

The sweat of a run is the population's rate at its pace and heat times a multiplier that is the runner's own. Before any
weigh-in the multiplier is that of athletes, log-normal; every weigh-in narrows it. How steeply one person's sweat
follows the heat to be lost is uncertain too, so a test in heat says less of a cold race. Between the runs of one person
there is a spread that no number of tests takes away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, hypot, inf, isnan, log, nan

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from uncramp.domain.diary import WeighIn
from uncramp.domain.quantities import Z80, Quantity, Range
from uncramp.domain.streams import FloatArray
from uncramp.domain.units import SECONDS_PER_HOUR
from uncramp.physiology.bounds import within
from uncramp.physiology.water_loss import mass_loss_without_sweat_Cheuvront_2017

HEAT_PER_WAY = 3.2
"""J/kg/m that a runner has to sweat off, of the 3.6 that running costs above rest."""
DRY_LOSS = 4.3
"""W/m² per °C that air below :data:`BALANCE` takes without sweat."""
BALANCE = 25.4
"""°C WBGT at which air takes and gives nothing."""
SURFACE = 0.109
"""m² of skin of a body of 1 kg; skin grows with the power of two thirds of the mass."""
LEAST_SHARE = 0.25
"""Of the heat of running, at least this leaves by sweat, however cold it is."""
REFERENCE_MASS = 70.0
ENERGY_PER_WAY = 4.0
"""J/kg/m spent in all; of it the breath takes mass."""
ENERGY_SD = 0.1, 0.3
"""Relative spread of that energy where the pace is known, and where it is not."""
SHORTEST_TEST = 600.0
"""s; in a shorter run the scale's error is all there is to see."""
SPEEDS, MEASURED_SPEEDS = (0.7, 6.5), (2.36, 4.45)
HEATS, MEASURED_HEATS = (-40.0, 40.0), (5.0, 28.0)
SPREAD_PER_LOG_SPEED, SPREAD_PER_DEGREE = 0.5, 0.02
TIGHTEST = 0.3 * Z80 / 1.959963984540054
"""Half of the 80 % interval, L/h, of an estimate that is good to ± 0.3 L/h at 95 %, as the best equations are."""
HIGHEST_RATE = 6.0
THETA_NODES, THETA_REACH, SLOPE_NODES, SLOPE_REACH = 241, 4.5, 9, 2.5
ABSURD_DENSITY = 1.0 / 7.0
"""Per L/h: what a weigh-in that went wrong shows is anything from -1 to 6 L/h."""
TENTH, HALF, NINETIETH = 0.1, 0.5, 0.9
BISECTIONS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class SweatModel:
    """Numbers of the model, judged from findings.

    Parameters
    ----------
    median
        Of athletes at the reference pace and heat, mL/kg/h.
    log_sd
        Spread of its logarithm between runners at a known pace and heat.
    speed, wbgt
        The reference: m/s, °C.
    speed_log_sd, wbgt_log_sd
        What not knowing the pace, or the heat, adds to the spread of the logarithm.
    slope_sd
        Spread between runners of how their sweat follows the heat to be lost, as an exponent around 1.
    run_log_sd, run_sd
        Spread between the runs of one runner: of the logarithm, and at least, L/h.
    absurd_share
        Share of weigh-ins that tell nothing.
    scale_sd
        Of one weighing, and of what was drunk, kg.
    urine_mean, urine_sd
        Passed between the two weighings where nobody said how much, L/h.
    clothes_mean, clothes_sd
        Share of the sweat that is weighed in the clothes of the run.
    """

    median: float
    log_sd: float
    speed: float
    wbgt: float
    speed_log_sd: float
    wbgt_log_sd: float
    slope_sd: float
    run_log_sd: float
    run_sd: float
    absurd_share: float
    scale_sd: float
    urine_mean: float
    urine_sd: float
    clothes_mean: float
    clothes_sd: float


@dataclass(frozen=True, slots=True)
class SweatTest:
    """A weigh-in with the run it belongs to.

    Parameters
    ----------
    speed
        Mean of the run, m/s, or NaN if unknown.
    wbgt
        °C, or NaN if unknown.
    """

    weigh_in: WeighIn
    speed: float = nan
    wbgt: float = nan


def sweat_rate_from_weigh_in(weigh_in: WeighIn) -> float:
    r"""Sweat rate of one weighed run by the plain balance of the scale.

    .. math:: \dot s = (m_1 - m_2 + d - u) / t

    Parameters
    ----------
    weigh_in
        Body mass before :math:`m_1` and after :math:`m_2`, kg, what was drunk :math:`d` and passed :math:`u` between,
        L, and the time :math:`t`; 1 kg is 1 L.

    Returns
    -------
    float
        L/h, a little high: what was breathed out and burnt counts as sweat, and urine of which nobody told as well.
        NaN for no time at all.

    Notes
    -----
    Range: the balance by which athletes are tested in the field [Baker2016] [Baker2017]; without further corrections 14
    to 41 % off in cool air over 30 km, 0 to 15 % in warm air [Cheuvront2002].
    """
    hours = weigh_in.duration / SECONDS_PER_HOUR
    urine = 0.0 if weigh_in.urine is None else weigh_in.urine
    return (weigh_in.before - weigh_in.after + weigh_in.drunk - urine) / hours if hours > 0.0 else nan


def measured_sweat_rate(test: SweatTest, model: SweatModel) -> Range:
    r"""Sweat rate that one weigh-in shows, with what nobody told and no scale can see.

    .. math:: \dot s = \frac{m_1 - m_2 + d - u - 0.2\,\mathrm{g/kcal}\; E}{(1 - c)\; t}

    Parameters
    ----------
    test
        The weigh-in, and the pace of its run, m/s, for the energy :math:`E` that it took.
    model
        How much urine :math:`u` passes untold, what share :math:`c` of sweat stays in clothes, how exact scales are.

    Returns
    -------
    Range
        L/h, 80 % interval, which may lie below 0 where the weigh-in went wrong; NaN for less than 10 min.

    Notes
    -----
    Range: runs of 10 min to some hours, nude or in clothes; corrections for breath and fuel by [Cheuvront2017], the
    need for each of them by [Cheuvront2002]. Untold urine widens and shifts the rate, and is never taken as none.
    """
    rate, sd = _measured(test, model)
    return Range.normal("sweat_rate", rate, sd)


def heat_to_shed(mass: ArrayLike, speed: ArrayLike, wbgt: ArrayLike) -> FloatArray:
    r"""Heat of running that has to leave as sweat.

    .. math:: h = \max\left(3.2\, v - 4.3\, (25.4 - W)\, 0.109\, m^{-1/3},\; 0.25 \cdot 3.2\, v\right)

    Parameters
    ----------
    mass
        Body mass :math:`m`, kg, any shape.
    speed
        :math:`v`, m/s, on the level, broadcast.
    wbgt
        Heat of the air :math:`W`, °C, broadcast.

    Returns
    -------
    FloatArray
        W/kg; NaN for masses outside 25 to 300 kg, speeds outside 0.7 to 6.5 m/s and WBGT outside -40 to 40 °C.

    Notes
    -----
    Range: the three numbers are those that give the table of the position stand, 50, 70 and 90 kg at 8.5 to 15 km/h at
    18 and 28 °C, taken as 14 and 22 °C WBGT [Sawka2007]; the table as remembered, not seen. Below and above, the same
    balance is carried on: the model widens there.
    """
    m = within(mass, 25.0, 300.0)
    running = HEAT_PER_WAY * within(speed, *SPEEDS)
    dry = DRY_LOSS * (BALANCE - within(wbgt, *HEATS)) * SURFACE * m ** (-1.0 / 3.0)
    return np.asarray(np.maximum(running - dry, LEAST_SHARE * running), np.float64)


def sweat_rate_prediction(  # noqa: PLR0913  # a run has this many sides
    mass: float,
    tests: Sequence[SweatTest],
    model: SweatModel,
    *,
    speed: float = nan,
    wbgt: float = nan,
    wbgt_sd: float = 0.0,
) -> Range:
    r"""Sweat rate to expect of a run to come.

    .. math:: \dot s = m\, \mu\, \frac{h}{h_0}\, e^{\theta + \beta \ln (h / h_0)} + \varepsilon, \quad
        \theta \sim N(0, \sigma^2),\; \beta \sim N(0, \tau^2)

    Parameters
    ----------
    mass
        Body mass :math:`m`, kg.
    tests
        The runner's own weigh-ins; may be empty. One that went wrong does little harm.
    model
        Median of athletes :math:`\mu` in mL/kg/h, and the spreads.
    speed
        Mean of the run, m/s, or NaN if unknown.
    wbgt
        °C, or NaN if unknown.
    wbgt_sd
        How uncertain it is, °C.

    Returns
    -------
    Range
        L/h, 80 % interval, within 0 to 6; NaN without a mass, or at a pace or in a heat that nobody runs.

    Notes
    -----
    Range: prior of 506 athletes, 15.3 ± 6.8 mL/kg/h [Baker2016], 1303 athletes, 1.28 ± 0.57 L/h in endurance
    [Barnes2019], marathons, 0.9 to 1.0 L/h [Lara2016]. Never tighter than ± 0.3 L/h at 95 %, as good as the best
    equations are [Jay2024] and about as much as the same runner differs from day to day [Smith2021].

    Heat to be lost :math:`h` by :func:`heat_to_shed`. A weigh-in is Student's t around the runner's rate, or with a
    small chance anything.
    """
    is_runnable = (isnan(speed) or _is_pace(speed)) and (isnan(wbgt) or _is_heat(wbgt))
    if not (is_runnable and Quantity("mass", mass).is_possible):
        return Range("sweat_rate", nan, nan, nan)
    theta, slope, weight = _posterior(tests, model)
    unknown = hypot(_unknown(speed, wbgt, model), _from_heat(mass, speed, wbgt, wbgt_sd, model))
    base, share = _base(mass, speed, wbgt, model)
    shift, shift_weight = np.polynomial.hermite_e.hermegauss(7) if unknown > 0.0 else (np.zeros(1), np.ones(1))
    expected = base * np.exp((theta + slope * log(share))[:, None] + unknown * shift)
    rate = _percentiles(expected.ravel(), np.outer(weight, shift_weight).ravel(), model)
    low, high = min(rate.low, rate.median - TIGHTEST), max(rate.high, rate.median + TIGHTEST)
    return Range(rate.kind, max(low, 0.0), rate.median, min(high, HIGHEST_RATE))


def _is_pace(speed: float) -> bool:
    return SPEEDS[0] <= speed <= SPEEDS[1]


def _is_heat(wbgt: float) -> bool:
    return HEATS[0] <= wbgt <= HEATS[1]


def _measured(test: SweatTest, model: SweatModel) -> tuple[float, float]:
    """Sweat rate of a test and its standard error, L/h; a pace that nobody runs is unknown."""
    weigh_in, hours = test.weigh_in, test.weigh_in.duration / SECONDS_PER_HOUR
    if weigh_in.duration < SHORTEST_TEST:
        return nan, nan
    speed, energy_sd = (test.speed, ENERGY_SD[0]) if _is_pace(test.speed) else (model.speed, ENERGY_SD[1])
    energy = ENERGY_PER_WAY * weigh_in.before * speed * SECONDS_PER_HOUR
    breath = float(mass_loss_without_sweat_Cheuvront_2017(energy))
    urine, urine_sd = (model.urine_mean, model.urine_sd) if weigh_in.urine is None else (0.0, 0.0)
    held, held_sd = _held(weigh_in.wet_clothes, model)
    rate = (sweat_rate_from_weigh_in(weigh_in) - breath - urine) / (1.0 - held)
    balance_sd = hypot(3.0**0.5 * model.scale_sd / hours, urine_sd, energy_sd * breath)
    return rate, hypot(balance_sd / (1.0 - held), held_sd * rate)


def _held(wet_clothes: bool | None, model: SweatModel) -> tuple[float, float]:  # noqa: FBT001  # as the weigh-in has it
    """Share of the sweat that was weighed in clothes, and its spread; between the two where nobody said."""
    if wet_clothes is None:
        return model.clothes_mean / 2.0, hypot(model.clothes_mean / 2.0, model.clothes_sd)
    return (model.clothes_mean, model.clothes_sd) if wet_clothes else (0.0, 0.0)


def _base(mass: float, speed: float, wbgt: float, model: SweatModel) -> tuple[float, float]:
    """Median rate of athletes, L/h, and their heat to be lost as a share of the reference's."""
    pace, heat = (model.speed if isnan(speed) else speed), (model.wbgt if isnan(wbgt) else wbgt)
    share = float(heat_to_shed(mass, pace, heat)) / _reference(model)
    return model.median / 1000.0 * mass * share, share


@lru_cache(maxsize=8)
def _reference(model: SweatModel) -> float:
    """Heat to be lost by the reference body at the reference pace, W/kg."""
    return float(heat_to_shed(REFERENCE_MASS, model.speed, model.wbgt))


def _unknown(speed: float, wbgt: float, model: SweatModel) -> float:
    """What a pace or a heat that is unknown, or beyond what was measured, adds to the spread of the logarithm."""
    of_pace = (
        model.speed_log_sd
        if isnan(speed)
        else SPREAD_PER_LOG_SPEED * max(log(MEASURED_SPEEDS[0] / speed), log(speed / MEASURED_SPEEDS[1]), 0.0)
    )
    of_heat = (
        model.wbgt_log_sd
        if isnan(wbgt)
        else SPREAD_PER_DEGREE * max(MEASURED_HEATS[0] - wbgt, wbgt - MEASURED_HEATS[1], 0.0)
    )
    return hypot(of_pace, of_heat)


def _from_heat(mass: float, speed: float, wbgt: float, wbgt_sd: float, model: SweatModel) -> float:
    """What an uncertain heat adds to the spread of the logarithm."""
    if isnan(wbgt) or not 0.0 < wbgt_sd < inf:
        return 0.0
    low, high = max(wbgt - wbgt_sd, HEATS[0]), min(wbgt + wbgt_sd, HEATS[1])
    return abs(log(_base(mass, speed, high, model)[1] / _base(mass, speed, low, model)[1])) / 2.0


def _posterior(tests: Sequence[SweatTest], model: SweatModel) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Multipliers' logarithms, exponents, and how likely each pair is; exact but for the grid."""
    theta = np.linspace(-THETA_REACH, THETA_REACH, THETA_NODES)
    slope = np.linspace(-SLOPE_REACH, SLOPE_REACH, SLOPE_NODES)[:, None]
    weight = np.exp(-0.5 * (theta**2 + slope**2))
    theta, slope = model.log_sd * theta, model.slope_sd * slope
    multiplier = np.exp(theta)
    for test in tests:
        rate, error = _measured(test, model)
        if isnan(rate):
            continue
        speed, wbgt = test.speed if _is_pace(test.speed) else nan, test.wbgt if _is_heat(test.wbgt) else nan
        base, share = _base(test.weigh_in.before, speed, wbgt, model)
        expected = base * multiplier * np.exp(slope * log(share))
        variance = np.maximum(model.run_log_sd * expected, model.run_sd) ** 2 + error**2
        variance += (_unknown(speed, wbgt, model) * expected) ** 2
        far = 1.0 + (rate - expected) ** 2 / variance / 4.0
        student = 0.375 / (far**2 * np.sqrt(far * variance))  # four degrees of freedom
        weight *= (1.0 - model.absurd_share) * student + model.absurd_share * ABSURD_DENSITY
        weight /= weight.max()
    grid = np.broadcast_arrays(theta, slope)
    return grid[0].ravel(), grid[1].ravel(), weight.ravel() / weight.sum()


def _percentiles(expected: FloatArray, weight: FloatArray, model: SweatModel) -> Range:
    """Percentiles of the mixture of runs around each expected rate."""
    kept = weight > weight.max() * exp(-18.0)
    expected, weight = expected[kept], weight[kept] / weight[kept].sum()
    spread = np.maximum(model.run_log_sd * expected, model.run_sd)

    def percentile(share: float) -> float:
        low, high = 0.0, HIGHEST_RATE
        for _ in range(BISECTIONS):
            middle = (low + high) / 2.0
            is_below = float(weight @ ndtr((middle - expected) / spread)) < share
            low, high = (middle, high) if is_below else (low, middle)
        return low

    return Range("sweat_rate", percentile(TENTH), percentile(HALF), percentile(NINETIETH))
