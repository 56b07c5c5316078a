"""What heat takes from the speed: rivals, each with what it was measured on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.quantities import Z80
from uncramp.domain.streams import FloatArray
from uncramp.domain.units import SECONDS_PER_HOUR

HOTTEST_MEASURED = 25.0
HINGE_MANTZIOS = 15.0  # °C WBGT
LOSS_MANTZIOS, GREATEST_LOSS = 0.0035, 0.01  # 1/°C
LOWEST_ELY, HIGHEST_ELY = 5.0, 25.0
BANDS_ELY = (7.5, 12.5, 17.5, 22.5)  # middles of the quartiles, °C WBGT
BEHIND_ELY = {"male": (0.017, 0.025, 0.033, 0.045), "female": (0.032, 0.032, 0.038, 0.054)}
SPREAD_ELY = {"male": (0.015, 0.021, 0.020, 0.023), "female": (0.049, 0.029, 0.032, 0.041)}
SLOWING_KNECHTLE = 113.0  # s per °C of air
COOLEST_BOSTON, HOTTEST_BOSTON = 5.0, 28.0  # °C of air, means over the hours of the races of 1998 to 2016
HINGE_ORDINARY, HOTTEST_ORDINARY = 10.0, 20.0  # °C WBGT, means over a runner's hours
LOSS_AT_4_H, LOSS_PER_HOUR = 0.0080, 0.0048  # 1/°C, and 1/°C for each hour that a runner is faster
LOSS_ERROR = 0.45  # of the loss, half the 80 % interval
FASTEST_ORDINARY, SLOWEST_ORDINARY = 7200.0, 21_600.0


@dataclass(frozen=True, slots=True)
class SpeedFactor:
    """Share of the cool-weather speed that is left, with its 80 % interval.

    Parameters
    ----------
    low, median, high
        10th, 50th and 90th percentile, 1, of one shape; NaN where nothing was measured.
    """

    low: FloatArray
    median: FloatArray
    high: FloatArray


def heat_speed_factor_Mantzios_2022(wbgt: ArrayLike, loss: ArrayLike = LOSS_MANTZIOS) -> FloatArray:  # noqa: N802  # named after its author
    r"""Share of the cool-weather speed that is left to the best runners in heat.

    .. math:: f = 1 - 0.0035 \max(0, W - 15)

    Parameters
    ----------
    wbgt
        :math:`W`, °C, any shape.
    loss
        Per degree, 1/°C; published as 0.003 to 0.004 between disciplines.

    Returns
    -------
    FloatArray
        Share, 1, of the broadcast shape: 1 up to 15 °C; NaN above 25 °C and for a loss beyond 0 to 0.01.

    Notes
    -----
    Range: 1258 elite races from the 3000 m to the marathon and 50 km of walking, best from 7.5 to 15 °C WBGT, 0.3 to
    0.4 % slower for each degree outside [Mantzios2022]. One race in a hundred was hotter than extreme heat begins, and
    only up to 25 °C are there many, as in [Ely2007]. Slower runners lose more, so it is the least loss. Cold is left
    out: it takes little from a dressed runner.
    """
    temperature, rate = np.asarray(wbgt, np.float64), np.asarray(loss, np.float64)
    known = np.where(temperature <= HOTTEST_MEASURED, temperature, np.nan)
    each = np.where((rate >= 0.0) & (rate <= GREATEST_LOSS), rate, np.nan)
    return np.asarray(1.0 - each * np.maximum(known - HINGE_MANTZIOS, 0.0), np.float64)


def heat_speed_factor_Ely_2007(wbgt: ArrayLike, sex: str = "male") -> SpeedFactor:  # noqa: N802  # named after its author
    r"""Share of their cool-weather speed that is left to the first three of a marathon.

    .. math:: f = (1 + b_1) / (1 + b(W))

    with :math:`b` how far behind the course record the first three stayed, by WBGT, and :math:`b_1` the same at 5 to
    10 °C.

    Parameters
    ----------
    wbgt
        :math:`W`, °C, any shape.
    sex
        "male" or "female".

    Returns
    -------
    SpeedFactor
        Share, 1, of the same shape; NaN outside 5 to 25 °C and for another sex. The interval is the spread between
        races of the same weather.

    Notes
    -----
    Range: seven marathons of 6 to 36 years at 5 to 25 °C WBGT, the mean of four bands [Ely2007], drawn straight from
    the middle of one to the next. Men's differences are significant, women's are not. The 25th to 300th lost more;
    how much stands in a figure that we have not seen.
    """
    heat = np.asarray(wbgt, np.float64)
    behind, spread = BEHIND_ELY.get(sex), SPREAD_ELY.get(sex)
    if behind is None or spread is None:
        return SpeedFactor(*(np.full(heat.shape, np.nan) for _ in range(3)))
    known = np.where((heat >= LOWEST_ELY) & (heat <= HIGHEST_ELY), heat, np.nan)
    mean, sd = (np.interp(known, BANDS_ELY, each) for each in (behind, spread))
    low, median, high = ((1.0 + behind[0]) / (1.0 + mean + shift * sd) for shift in (Z80, 0.0, -Z80))
    return SpeedFactor(low, median, high)


def heat_speed_factor_Knechtle_2019(temperature: ArrayLike, cool_temperature: ArrayLike, time: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Share of the cool-weather speed that is left to the whole field of the Boston Marathon.

    .. math:: f = \frac{t}{t + 113 (T - T_0)}

    Parameters
    ----------
    temperature
        Of the air on the day :math:`T`, °C, any shape.
    cool_temperature
        Of the air for which the time is known :math:`T_0`, °C.
    time
        Marathon time in cool weather :math:`t`, s.

    Returns
    -------
    FloatArray
        Share, 1, of the broadcast shape; NaN outside 5 to 28 °C, where the day is cooler than the cool weather and for
        times outside two to six hours.

    Notes
    -----
    Range: 383,982 finishes of men at Boston from 1897 to 2018, 113 s slower for each degree of mean air temperature, in
    a model with wind and rain [Knechtle2019]; the 5 to 28 °C are those of the race days of 1998 to 2016
    [RaceResults2023]. One number for all, and a straight line where others see a bend. The first three of men lose a
    fifth of it.
    """
    values = (temperature, cool_temperature, time)
    hot, cool, known_time = (np.asarray(each, np.float64) for each in values)
    valid = (hot <= HOTTEST_BOSTON) & (cool >= COOLEST_BOSTON) & (hot >= cool)
    valid &= (known_time >= FASTEST_ORDINARY) & (known_time <= SLOWEST_ORDINARY)
    seconds = np.where(valid, known_time, np.nan)
    warmer = np.where(valid, hot, np.nan) - np.where(valid, cool, np.nan)
    return np.asarray(seconds / (seconds + SLOWING_KNECHTLE * warmer), np.float64)


def heat_speed_factor_ordinary(wbgt: ArrayLike, time: ArrayLike) -> SpeedFactor:
    r"""Share of the cool-weather speed that is left to an ordinary marathon runner in heat.

    .. math:: f = e^{-k (W - 10)}, \quad k = \min(0.80, \max(0.35, 0.80 - 0.48 (4 - t))) \, \%

    above 10 °C WBGT, with the time :math:`t` in hours.

    Parameters
    ----------
    wbgt
        Mean over the hours of the run :math:`W`, °C, any shape.
    time
        Marathon time of the runner in cool weather, s.

    Returns
    -------
    SpeedFactor
        Share, 1, of the broadcast shape: 1 up to 10 °C; NaN above 20 °C and for times outside two to six hours.

    Notes
    -----
    Range: the fields of Chicago 2009, 2010, 2012 and 2014 and Boston 2011, 2014 and 2015, 3 to 6 h, means of up to
    20 °C WBGT over a runner's hours [RaceResults2023]; fitted by ``tools/fit_heat.py``: 0.40 % per °C for finishes
    under 3.5 h, 0.7 to 0.9 % for slower ones. Only one of the years was hot. Finishers alone are counted, so the loss
    is understated; fields are compared, not runners. Faster than 3 h it takes the 0.35 % of the best [Mantzios2022].
    The interval, 45 % of the loss to either side, is what the differences between cool years leave open.
    """
    heat, cool_time = np.asarray(wbgt, np.float64), np.asarray(time, np.float64)
    valid = (heat <= HOTTEST_ORDINARY) & (cool_time >= FASTEST_ORDINARY) & (cool_time <= SLOWEST_ORDINARY)
    above = np.maximum(np.where(valid, heat, np.nan) - HINGE_ORDINARY, 0.0)
    faster = 4.0 - np.where(valid, cool_time, np.nan) / SECONDS_PER_HOUR
    loss = np.clip(LOSS_AT_4_H - LOSS_PER_HOUR * faster, LOSS_MANTZIOS, LOSS_AT_4_H)
    low, median, high = (np.exp(-share * loss * above) for share in (1.0 + LOSS_ERROR, 1.0, 1.0 - LOSS_ERROR))
    return SpeedFactor(low, median, high)
