"""What the air costs a runner, by its speed past the runner: head wind and tail wind."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.energy_cost import LEVEL_COST

STRONGEST_PUGH = 18.5
STRONGEST_DAVIES = 15.0
FASTEST_DI_PRAMPERO = 10.0
TAIL_WIND_RETURN = 0.35 / 1.2
"""What a wind from behind gives back of what the same wind from the front takes: Davies's two efficiencies."""
JOULES_PER_MILLILITRE = 20.9
PUGH = (5.0 - 3.0) * 1000.0 * JOULES_PER_MILLILITRE / 60.0 / (65.0 * 4.45 * STRONGEST_PUGH**2)
DI_PRAMPERO = 0.01
DAVIES = LEVEL_COST * 0.078 / (1.0 - 0.078) / 10.0**2


def air_resistance_cost_Pugh_1971(air_speed: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Energy that a wind from the front costs on top.

    .. math:: \Delta C = k\, w^2, \quad k = \frac{(5.0 - 3.0)\,\mathrm{L/min} \cdot 20.9\,\mathrm{J/mL}}
              {65\,\mathrm{kg} \cdot 4.45\,\mathrm{m/s} \cdot (18.5\,\mathrm{m/s})^2} = 0.0070\,\mathrm{J\,s^2/kg/m^3}

    Parameters
    ----------
    air_speed
        Of the air past the runner :math:`w`, from the front, m/s, any shape: the runner's own speed in still air.

    Returns
    -------
    FloatArray
        Energy cost, J/kg/m, to add to that on a treadmill; NaN for wind from behind and above 18.5 m/s.

    Notes
    -----
    Oxygen uptake rose with the square of the wind. An athlete of 65 kg at 4.45 m/s took 3.0 L/min in hardly any wind
    and 5.0 L/min in 18.5 m/s [Pugh1971]; the coefficient is worked out from these. It puts the air at 7 % of the
    cost at 6 m/s, for which the paper says 7.5 %. A metre behind another runner almost all of it is saved.

    Range: 0 to 18.5 m/s in a climatic chamber, at the runner's own height; weather stations measure at 10 m, where the
    wind is stronger.
    """
    wind = np.asarray(air_speed, np.float64)
    return PUGH * np.where((wind >= 0.0) & (wind <= STRONGEST_PUGH), wind, np.nan) ** 2


def air_resistance_cost_DiPrampero_1986(air_speed: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Energy that the air costs on top in running in still air.

    .. math:: \Delta C = 0.01\, w^2

    Parameters
    ----------
    air_speed
        Of the air past the runner :math:`w`, from the front, m/s, any shape: the runner's own speed in still air.

    Returns
    -------
    FloatArray
        Energy cost, J/kg/m, to add to that on a treadmill; NaN for wind from behind and above 10 m/s.

    Notes
    -----
    The coefficient, J s²/kg/m³, is as remembered of [DiPrampero1986]. There, counting the air in raised the ratio of
    observed to theoretical race speeds of 36 amateurs from 0.947 to 0.978; at their speeds the formula says as much.

    Range: 0 to 10 m/s in still air, men of average build.
    """
    wind = np.asarray(air_speed, np.float64)
    return DI_PRAMPERO * np.where((wind >= 0.0) & (wind <= FASTEST_DI_PRAMPERO), wind, np.nan) ** 2


def air_resistance_cost_Davies_1980(air_speed: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Energy that a wind from the front costs on top, or one from behind saves.

    .. math:: \Delta C = k\, w^2 \ (w \ge 0), \qquad \Delta C = -\frac{0.35}{1.2}\, k\, w^2 \ (w < 0), \qquad
              \frac{100\, k}{3.6 + 100\, k} = 0.078

    Parameters
    ----------
    air_speed
        Of the air past the runner :math:`w`, m/s, from the front positive, any shape: the runner's speed less that of
        a wind from behind.

    Returns
    -------
    FloatArray
        Energy cost, J/kg/m, to add to that on a treadmill, negative where the wind pushes; NaN beyond ±15 m/s.

    Notes
    -----
    Three men in a wind tunnel [Davies1980]. The apparent efficiency was 0.35 against the wind and -1.2 with it, so a
    push gives back 0.29 of what it takes from the front. The coefficient, 0.0030 J s²/kg/m³, is worked back from
    the 7.8 % that the air was reckoned to cost at 10 m/s; at 5 m/s that gives the paper's 2 %, at 6 m/s 3 % where it
    says 4 %. It is less than half of Pugh's: between these lies what is known.

    Range: 1.5 to 15 m/s, at the runner's own height; weaker wind is reckoned with the same law.
    """
    wind = np.asarray(air_speed, np.float64)
    square = np.where(np.abs(wind) <= STRONGEST_DAVIES, wind, np.nan) ** 2
    return np.asarray(DAVIES * np.where(wind < 0.0, -TAIL_WIND_RETURN, 1.0) * square, np.float64)
