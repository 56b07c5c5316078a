"""The units that Apple Health writes; which of them, the runner chose on the phone."""

import re
from collections.abc import Mapping
from math import isfinite, nan

from uncramp.domain.units import KILOGRAMS_PER_POUND, METRES_PER_FOOT, METRES_PER_MILE, celsius_from_fahrenheit

FACTORS: Mapping[str, Mapping[str, float]] = {
    "length": {
        "m": 1.0,
        "km": 1000.0,
        "cm": 0.01,
        "mm": 0.001,
        "mi": METRES_PER_MILE,
        "ft": METRES_PER_FOOT,
        "yd": 3 * METRES_PER_FOOT,
        "in": METRES_PER_FOOT / 12,
    },
    "speed": {
        "m/s": 1.0,
        "km/hr": 1 / 3.6,
        "km/h": 1 / 3.6,
        "mi/hr": METRES_PER_MILE / 3600,
        "mph": METRES_PER_MILE / 3600,
        "ft/s": METRES_PER_FOOT,
    },
    "rate": {"count/min": 1.0, "count/s": 60.0},
    "count": {"count": 1.0},
    "power": {"W": 1.0, "kW": 1000.0},
    "time": {"s": 1.0, "ms": 0.001, "min": 60.0, "hr": 3600.0, "h": 3600.0},
    "mass": {
        "kg": 1.0,
        "g": 0.001,
        "lb": KILOGRAMS_PER_POUND,
        "oz": KILOGRAMS_PER_POUND / 16,
        "st": 14 * KILOGRAMS_PER_POUND,
    },
    "energy": {"kcal": 1.0, "Cal": 1.0, "cal": 0.001, "kJ": 1 / 4.184, "J": 1 / 4184},
}
"""By the dimension, what of the unit of the house (of energy: kcal) one of each unit is."""
_MEASURE = re.compile(r"\s*([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*(\S*)\s*")
_MOST_HUMID = 100.0


def amount(dimension: str, value: str | None, unit: str | None) -> float:
    """A value with a unit in the unit of the house; NaN without a value, of an unknown unit, or of no number."""
    try:
        number = float(value or "") * FACTORS[dimension].get(unit or "", nan)
    except ValueError:
        return nan
    return number if isfinite(number) else nan


def measure(dimension: str, text: str | None) -> float:
    """A value like "45443 cm" in the unit of the house, or NaN."""
    found = _MEASURE.fullmatch(text or "")
    return nan if found is None else amount(dimension, found[1], found[2])


def temperature(text: str | None) -> float:
    """A temperature like "54 degF" in °C, or NaN."""
    found = _MEASURE.fullmatch(text or "")
    if found is None or found[2] not in {"degF", "degC"}:
        return nan
    return float(found[1]) if found[2] == "degC" else celsius_from_fahrenheit(float(found[1]))


def humidity(text: str | None) -> float:
    """A relative humidity like "56 %" in %, or NaN; exports since iOS 12 or so write it a hundredfold, "5600 %"."""
    found = _MEASURE.fullmatch(text or "")
    if found is None or found[2] != "%":
        return nan
    value = float(found[1])
    return value / 100 if value > _MOST_HUMID else value
