"""What the heat of the day takes from a time that was told for cool weather."""

from uncramp.domain.quantities import Range
from uncramp.physiology.heat import (
    FASTEST_ORDINARY,
    HOTTEST_MEASURED,
    HOTTEST_ORDINARY,
    SLOWEST_ORDINARY,
    SpeedFactor,
    heat_speed_factor_Mantzios_2022,
    heat_speed_factor_ordinary,
)
from uncramp.physiology.prediction import EXPONENT_VICKERS, MARATHON

LIKE_A_MARATHON = 30_000.0
"""From this distance on what heat takes from ordinary marathon runners is counted, m, ours; below it what it takes from
the best over all distances, for nobody measured the others there."""


def time_in_heat(time: Range, distance: float, wbgt: Range | None) -> Range:
    """The time (s) over a distance (m) in the heat of the day (°C), with what is not known of the loss.

    Unknown weather takes nothing. Beyond the heat that was measured the loss is at least that of the hottest races.
    """
    if wbgt is None:
        return time
    factor = _factor(time.median, distance, wbgt.median)
    low, median, high = (float(each) for each in (factor.low, factor.median, factor.high))
    return Range(time.kind, time.low / high, time.median / median, time.high / low)


def _factor(time: float, distance: float, wbgt: float) -> SpeedFactor:
    marathon = time * (MARATHON / distance) ** EXPONENT_VICKERS
    if distance >= LIKE_A_MARATHON and FASTEST_ORDINARY <= marathon <= SLOWEST_ORDINARY:
        return heat_speed_factor_ordinary(min(wbgt, HOTTEST_ORDINARY), marathon)
    best = heat_speed_factor_Mantzios_2022(min(wbgt, HOTTEST_MEASURED))
    return SpeedFactor(best, best, best)
