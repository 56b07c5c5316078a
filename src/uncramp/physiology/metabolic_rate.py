"""Metabolic rate of running, and the oxygen that it takes."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.bounds import within
from uncramp.physiology.energy_cost import energy_cost_Minetti_2002, grade_adjusted_speed_Minetti_2002

SECONDS_PER_MINUTE = 60.0
SLOWEST_RUN, FASTEST_RUN = 2.2, 6.0
RESTING_OXYGEN_UPTAKE = 3.5
"""Of a person at rest, mL/kg/min, the convention of one MET."""
STEADY_EXCHANGE_RATIO = 0.96
"""Carbon dioxide out over oxygen in at which 1 mL of oxygen is the 20.9 J that papers on running reckon with."""
FAT, CARBOHYDRATE = 0.7, 1.0
JOULES_PER_CALORIE = 4.184
LARGEST_OXYGEN_UPTAKE = 100.0
SLOWEST_ACSM, FASTEST_ACSM = 134.0 / SECONDS_PER_MINUTE, 268.0 / SECONDS_PER_MINUTE
STEEPEST_ACSM = 0.125
KILOMETRES_PER_HOUR = 3.6
SLOWEST_LEGER, FASTEST_LEGER = 8.0 / KILOMETRES_PER_HOUR, 25.0 / KILOMETRES_PER_HOUR


def metabolic_rate_Minetti_2002(speed: ArrayLike, grade: ArrayLike) -> FloatArray:  # noqa: N802  # named after its authors
    r"""Metabolic rate of running above rest.

    .. math:: P = C(i)\, v

    Parameters
    ----------
    speed
        Of the runner :math:`v`, m/s, any shape.
    grade
        Rise over horizontal way :math:`i`, 1, broadcast.

    Returns
    -------
    FloatArray
        W/kg above rest, in still air on a treadmill; NaN beyond grades of ±0.45, and where the greater of the speed and
        its grade-adjusted speed is not between 2.2 and 6.0 m/s: slower is walking, faster is no steady state.

    Notes
    -----
    Cost times speed [Minetti2002]; rest comes on top, ``RESTING_OXYGEN_UPTAKE``, 1.22 W/kg.

    Range: the speeds are those over which oxygen uptake was found linear, 8.0 to 21.5 km/h [Pugh1970]; that a slow run
    up a hill counts by its grade-adjusted speed is the house's own.
    """
    given = np.asarray(speed, np.float64)
    hardest = np.fmax(given, grade_adjusted_speed_Minetti_2002(speed, grade))
    running = (hardest >= SLOWEST_RUN) & (hardest <= FASTEST_RUN)
    return np.asarray(energy_cost_Minetti_2002(grade) * np.where(running, given, np.nan), np.float64)


def metabolic_rate_Weir_1949(specific_oxygen_uptake: ArrayLike, respiratory_exchange_ratio: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Metabolic rate from oxygen uptake.

    .. math:: P = \frac{4.184}{60} (3.941 + 1.106\, R)\, \dot V_{O_2}

    Parameters
    ----------
    specific_oxygen_uptake
        Per body mass :math:`\dot V_{O_2}`, mL/kg/min, any shape.
    respiratory_exchange_ratio
        Carbon dioxide out over oxygen in :math:`R`, 1, broadcast.

    Returns
    -------
    FloatArray
        W/kg, rest included if it was in the uptake; NaN outside 0 to 100 mL/kg/min and ratios of 0.7 to 1.0.

    Notes
    -----
    The short equation of [Weir1949] without nitrogen: 19.7 J/mL of oxygen at 0.7 (fat) to 21.1 J/mL at 1.0
    (carbohydrate), and 20.9 at 0.96.

    Range: ratios of steady work, 0.7 to 1.0; ten equations in use differ by up to 5 %.
    """
    oxygen = within(specific_oxygen_uptake, 0.0, LARGEST_OXYGEN_UPTAKE)
    return np.asarray(oxygen * _energy_of_oxygen(respiratory_exchange_ratio) / SECONDS_PER_MINUTE, np.float64)


def oxygen_uptake_Weir_1949(metabolic_rate: ArrayLike, respiratory_exchange_ratio: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Oxygen uptake from metabolic rate.

    .. math:: \dot V_{O_2} = \frac{60\, P}{4.184\, (3.941 + 1.106\, R)}

    Parameters
    ----------
    metabolic_rate
        :math:`P`, W/kg, any shape.
    respiratory_exchange_ratio
        Carbon dioxide out over oxygen in :math:`R`, 1, broadcast.

    Returns
    -------
    FloatArray
        mL/kg/min; NaN for rates below 0, uptakes above 100 mL/kg/min, and ratios outside 0.7 to 1.0.

    Notes
    -----
    [Weir1949], turned round.

    Range: ratios of steady work, 0.7 to 1.0; ten equations in use differ by up to 5 %.
    """
    rate = within(metabolic_rate, 0.0, LARGEST_OXYGEN_UPTAKE)
    oxygen = rate * SECONDS_PER_MINUTE / _energy_of_oxygen(respiratory_exchange_ratio)
    return within(oxygen, 0.0, LARGEST_OXYGEN_UPTAKE)


def oxygen_uptake_ACSM_2018(speed: ArrayLike, grade: ArrayLike) -> FloatArray:  # noqa: N802  # named after its authors
    r"""Oxygen uptake of running on a treadmill, rest included.

    .. math:: \dot V_{O_2} = 0.2\, v + 0.9\, v\, i + 3.5, \quad v \text{ in m/min}

    Parameters
    ----------
    speed
        Of the runner, m/s, any shape.
    grade
        Rise over horizontal way :math:`i`, 1, broadcast.

    Returns
    -------
    FloatArray
        mL/kg/min; NaN below 134 m/min (5 mph), above 268 m/min (10 mph), downhill, and above a grade of 0.125.

    Notes
    -----
    The running equation of the American College of Sports Medicine [ACSM2018]. It was made for level and uphill
    treadmills; whole hilly runs are not what it is for.

    Range: 5 mph is the College's own lower bound; the upper bounds are those of its printed table of METs, as
    remembered. Standard error of such estimates about 7 %, as remembered.
    """
    metres_per_minute = within(speed, SLOWEST_ACSM, FASTEST_ACSM) * SECONDS_PER_MINUTE
    i = within(grade, 0.0, STEEPEST_ACSM)
    return np.asarray(metres_per_minute * (0.2 + 0.9 * i) + RESTING_OXYGEN_UPTAKE, np.float64)


def oxygen_uptake_Leger_1984(speed: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Oxygen uptake of running on a level track in still air, rest included.

    .. math:: \dot V_{O_2} = 2.209 + 3.163\, v + 0.000525542\, v^3, \quad v \text{ in km/h}

    Parameters
    ----------
    speed
        Of the runner, m/s, any shape.

    Returns
    -------
    FloatArray
        mL/kg/min; NaN outside 8 to 25 km/h.

    Notes
    -----
    Ten treadmill studies pooled, 130 men and women, trained and not, and the air resistance of [Pugh1970] for adults
    of average build [Leger1984].

    Range: 8 to 25 km/h; the cubic term is the air's.
    """
    v = within(speed, SLOWEST_LEGER, FASTEST_LEGER) * KILOMETRES_PER_HOUR
    return np.asarray(2.209 + 3.163 * v + 0.000525542 * v**3, np.float64)


def _energy_of_oxygen(respiratory_exchange_ratio: ArrayLike) -> FloatArray:
    """J/mL."""
    ratio = within(respiratory_exchange_ratio, FAT, CARBOHYDRATE)
    return np.asarray(JOULES_PER_CALORIE * (3.941 + 1.106 * ratio), np.float64)
