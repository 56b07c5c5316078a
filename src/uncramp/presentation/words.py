"""Sentences and quantities in the reader's language and units."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from gettext import NullTranslations, translation
from pathlib import Path
from types import MappingProxyType

from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import Sentence, Value
from uncramp.domain.units import (
    KILOGRAMS_PER_POUND,
    LITRES_PER_FLUID_OUNCE,
    METRES_PER_FOOT,
    METRES_PER_MILE,
    METRIC,
    UnitChoice,
    fahrenheit_from_celsius,
)

LOCALES = Path(__file__).parent / "locale"
CATALOGUE = "django"
"""Name of the one catalogue, as the web framework expects it."""
MINUS = "\N{MINUS SIGN}"
SHORT = 90.0
SLOWEST_PACE = 0.1
"""Slower than this, m/s, is no pace: nearly three hours a kilometre."""
PACE_UNIT = MappingProxyType({"km": "/km", "mi": "/mi"})


def catalogue(languages: list[str] | None = None) -> NullTranslations:
    """The translations for the given languages, or those of the environment; English where there is none."""
    return translation(CATALOGUE, LOCALES, languages, fallback=True)


def clock(seconds: float, *, whole_minutes: bool = False) -> str:
    """Duration in s as ``h:mm:ss``, ``m:ss``, or ``h:mm`` in whole minutes."""
    if whole_minutes:
        minutes = round(seconds / 60.0)
        return f"{minutes // 60}:{minutes % 60:02d}"
    total = round(seconds)
    hours, minutes = total // 3600, total // 60 % 60
    return f"{hours}:{minutes:02d}:{total % 60:02d}" if hours else f"{minutes}:{total % 60:02d}"


@dataclass(frozen=True, slots=True)
class Words:
    """How one person reads.

    Parameters
    ----------
    units
        The person's units.
    translate
        From an English template to the person's language.
    """

    units: UnitChoice = METRIC
    translate: Callable[[str], str] = field(default=NullTranslations().gettext)

    def __call__(self, sentence: Sentence) -> str:
        """The sentence in the person's language and units."""
        shown = {name: self.value(value) for name, value in sentence.values.items()}
        return self.translate(sentence.template).format_map(shown)

    def value(self, value: Value) -> str:
        """One value as it stands in a sentence."""
        if isinstance(value, Quantity):
            return self.quantity(value.kind, value.value)
        if isinstance(value, Sentence):
            return self(value)
        return self.range(value) if isinstance(value, Range) else str(value)

    def quantity(self, kind: str, value: float) -> str:
        """A number with its unit; the sign of what is below zero is a true minus."""
        number, unit = self._parts(kind, value)
        return f"{number}{unit}"

    def range(self, value: Range) -> str:
        """Median and 80 % interval with the unit, as "18 % (6 to 44 %)", or with each its own if they differ."""
        parts = [self._parts(value.kind, each) for each in (value.low, value.median, value.high)]
        if len({unit for _, unit in parts}) > 1:
            low, median, high = ("".join(each) for each in parts)
            return self.translate("{median} ({low} to {high})").format(median=median, low=low, high=high)
        (low, _), (median, unit), (high, _) = parts
        template = self.translate("{median}{unit} ({low} to {high}{unit})")
        return template.format(median=median, unit=unit, low=low, high=high)

    def pace(self, speed: float) -> str:
        """Speed in m/s as time per kilometre or mile."""
        return f"{clock(self.units.split_length / speed)} {PACE_UNIT[self.units.distance]}"

    def duration(self, seconds: float) -> str:
        """How long a step takes, in words: "30 s" or "5 min"."""
        if seconds < SHORT:
            return self.translate("{seconds} s").format(seconds=f"{seconds:.0f}")
        return self.translate("{minutes} min").format(minutes=f"{seconds / 60.0:g}")

    def _parts(self, kind: str, value: float) -> tuple[str, str]:
        number, unit = FORMATS[kind](value, self.units)
        return number.replace("-", MINUS), unit


Format = Callable[[float, UnitChoice], tuple[str, str]]


def _plain(pattern: str, unit: str) -> Format:
    return lambda value, _: (format(value, pattern), unit)


def _percent(value: float, _: UnitChoice) -> tuple[str, str]:
    percent = value * 100.0
    return (f"{percent:.0f}" if abs(percent) >= 1.0 or percent == 0.0 else f"{percent:.1f}"), " %"


def _probability(value: float, units: UnitChoice) -> tuple[str, str]:
    smallest, largest = 0.001, 0.995
    if value < smallest:
        return "< 0.1", " %"
    return ("> 99", " %") if value > largest else _percent(value, units)


def _points(value: float, _: UnitChoice) -> tuple[str, str]:
    points = 100.0 * value
    return (f"{points:+.0f}" if abs(points) >= 1.0 else f"{points:+.1f}" if round(points, 1) else "0"), " points"


def _distance(value: float, units: UnitChoice) -> tuple[str, str]:
    per_unit = 1000.0 if units.distance == "km" else METRES_PER_MILE
    if value < per_unit and units.distance == "km":
        return f"{value:.0f}", " m"
    number = f"{value / per_unit:.1f}"
    return number.removesuffix(".0"), f" {units.distance}"


def _pace(value: float, units: UnitChoice) -> tuple[str, str]:
    if value < SLOWEST_PACE:
        return f"{value:.2f}", " m/s"
    return clock(units.split_length / value), f" {PACE_UNIT[units.distance]}"


def _temperature(value: float, units: UnitChoice) -> tuple[str, str]:
    return f"{value if units.temperature == '°C' else fahrenheit_from_celsius(value):.0f}", f" {units.temperature}"


def _wbgt(value: float, units: UnitChoice) -> tuple[str, str]:
    shown = value if units.temperature == "°C" else fahrenheit_from_celsius(value)
    return f"{shown:.1f}".removesuffix(".0"), f" {units.temperature}"


def _mass(value: float, units: UnitChoice) -> tuple[str, str]:
    return f"{value if units.mass == 'kg' else value / KILOGRAMS_PER_POUND:.1f}", f" {units.mass}"


def _fluid(value: float, units: UnitChoice) -> tuple[str, str]:
    if units.fluid == "L":
        return f"{value:.2f}", " L"
    return f"{value / LITRES_PER_FLUID_OUNCE:.0f}", " fl oz"


def _fluid_rate(value: float, units: UnitChoice) -> tuple[str, str]:
    number, unit = _fluid(value, units)
    return number, f"{unit}/h"


def _altitude(value: float, units: UnitChoice) -> tuple[str, str]:
    return f"{value if units.altitude == 'm' else value / METRES_PER_FOOT:.0f}", f" {units.altitude}"


FORMATS: Mapping[str, Format] = MappingProxyType({
    "elapsed_time": lambda value, _: (clock(value), ""),
    "timer_time": lambda value, _: (clock(value), ""),
    "distance": _distance,
    "speed": _pace,
    "altitude": _altitude,
    "grade": lambda value, _: (f"{100.0 * value:+.1f}", " %"),
    "heart_rate": _plain(".0f", " bpm"),
    "cadence": _plain(".0f", " /min"),
    "power": _plain(".0f", " W"),
    "temperature": _temperature,
    "core_temperature": _temperature,
    "wbgt": _wbgt,
    "vertical_oscillation": lambda value, _: (f"{100.0 * value:.1f}", " cm"),
    "stance_time": lambda value, _: (f"{1000.0 * value:.0f}", " ms"),
    "step_length": _plain(".2f", " m"),
    "latitude": _plain(".4f", "°"),
    "longitude": _plain(".4f", "°"),
    "mass": _mass,
    "age": _plain(".0f", ""),
    "fluid": _fluid,
    "fluid_rate": _fluid_rate,
    "sweat_rate": _fluid_rate,
    "sodium_rate": _plain(".0f", " mg/h"),
    "sweat_sodium": _plain(".0f", " mmol/L"),
    "plasma_sodium": _plain(".0f", " mmol/L"),
    "mass_change": lambda value, _: (f"{100.0 * value:.1f}", " %"),
    "relative_humidity": _plain(".0f", " %"),
    "wind_speed": _plain(".1f", " m/s"),
    "solar_radiation": _plain(".0f", " W/m²"),
    "energy_cost": _plain(".2f", " J/kg/m"),
    "probability": _probability,
    "probability_change": _points,
    "log_hazard": _plain("+.2f", ""),
    "share": _percent,
    "ascent": _altitude,
    "descent": _altitude,
    "d_prime": _altitude,
    "air_speed": _plain(".1f", " m/s"),
    "cloud_cover": _percent,
    "metabolic_rate": _plain(".1f", " W/kg"),
    "energy": lambda value, _: (f"{value / 1000.0:.1f}", " kJ/kg"),
    "specific_oxygen_uptake": _plain(".1f", " mL/kg/min"),
    "ratio": _plain(".2f", ""),
    "count": _plain(".0f", ""),
    "answer": _plain(".0f", ""),
    "load": _plain(".0f", ""),
    "heart_rate_slope": _plain("+.1f", " bpm/h"),
})  # fmt: skip
