"""What the heat of the day takes from a time that was told for cool weather."""

import numpy as np

from uncramp.domain.quantities import Range
from uncramp.domain.streams import FloatArray
from uncramp.physiology.heat import (
    FASTEST_ORDINARY,
    HINGE_ORDINARY,
    HOTTEST_MEASURED,
    HOTTEST_ORDINARY,
    SLOWEST_ORDINARY,
    SpeedFactor,
    heat_speed_factor_Mantzios_2022,
    heat_speed_factor_ordinary,
)
from uncramp.physiology.prediction import EXPONENT_VICKERS, MARATHON

SHORT = 10_000.0
"""Up to this distance heat takes what it takes from the best, m, ours: nobody measured the others there. From it to the
marathon the share of what ordinary marathon runners lose grows with the logarithm of the distance, ours too."""

UNKNOWN = Range("wbgt", HINGE_ORDINARY, HINGE_ORDINARY, 20.0)
"""°C, taken for weather that nobody tells, ours: likely it takes nothing, and it may be a warm day."""


def time_in_heat(time: Range, distance: float, wbgt: Range | None) -> Range:
    """The time (s) over a distance (m) in the heat of the day (°C), with what is not known of the heat and of the loss.

    Unknown weather leaves what is likely and widens the slow end. Beyond the heat that was measured the loss is at
    least that of the hottest races.
    """
    heat = UNKNOWN if wbgt is None else wbgt
    seconds, degrees = (np.array([each.low, each.median, each.high]) for each in (time, heat))
    factor = _factor(seconds, distance, degrees)
    low, median, high = (seconds / [factor.high[0], factor.median[1], factor.low[2]]).tolist()
    return Range(time.kind, low, median, high)


def _factor(time: FloatArray, distance: float, wbgt: FloatArray) -> SpeedFactor:
    """Share of the cool-weather speed that is left, 1.

    Who would be faster or slower over a marathon than those who were measured loses what the fastest or the slowest of
    them lose; hotter than they had it, the loss goes on growing as that of the best does.
    """
    marathon = np.clip(time * (MARATHON / distance) ** EXPONENT_VICKERS, FASTEST_ORDINARY, SLOWEST_ORDINARY)
    warm = np.minimum(wbgt, HOTTEST_ORDINARY)
    ordinary = heat_speed_factor_ordinary(warm, marathon)
    best = heat_speed_factor_Mantzios_2022(np.minimum(wbgt, HOTTEST_MEASURED))
    hotter = best / heat_speed_factor_Mantzios_2022(warm)
    share = np.clip(np.log(distance / SHORT) / np.log(MARATHON / SHORT), 0.0, 1.0)
    low, median, high = (
        best ** (1.0 - share) * (each * hotter) ** share for each in (ordinary.low, ordinary.median, ordinary.high)
    )
    return SpeedFactor(low, median, high)
