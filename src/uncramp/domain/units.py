"""Exact conversions to and from the units of the house, and what people type. Used only at the edge."""

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from uncramp.domain.errors import invalid

METRES_PER_MILE = 1609.344
METRES_PER_FOOT = 0.3048
KILOGRAMS_PER_POUND = 0.45359237
LITRES_PER_FLUID_OUNCE = 0.0295735295625  # US customary
SECONDS_PER_HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """The units in which one person reads and types, chosen per quantity."""

    distance: Literal["km", "mi"] = "km"
    altitude: Literal["m", "ft"] = "m"
    mass: Literal["kg", "lb"] = "kg"
    temperature: Literal["°C", "°F"] = "°C"
    fluid: Literal["L", "fl oz"] = "L"

    @property
    def split_length(self) -> float:
        """Length of one split, m."""
        return 1000.0 if self.distance == "km" else METRES_PER_MILE


METRIC = UnitChoice()
IMPERIAL = UnitChoice(distance="mi", altitude="ft", mass="lb", temperature="°F", fluid="fl oz")


def celsius_from_fahrenheit(temperature: float) -> float:
    """Temperature in °C from °F."""
    return (temperature - 32.0) / 1.8


def fahrenheit_from_celsius(temperature: float) -> float:
    """Temperature in °F from °C."""
    return temperature * 1.8 + 32.0


_NUMBER = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*(\S*)\s*")
_NAMED_DISTANCES = {"5k": 5000.0, "10k": 10000.0, "half": 21097.5, "marathon": 42195.0}
_DISTANCES = {
    "km": 1000.0,
    "k": 1000.0,
    "m": 1.0,
    "mi": METRES_PER_MILE,
    "mile": METRES_PER_MILE,
    "miles": METRES_PER_MILE,
}
_MASSES = {"kg": 1.0, "lb": KILOGRAMS_PER_POUND, "lbs": KILOGRAMS_PER_POUND}
_FLUIDS = {"l": 1.0, "ml": 0.001, "oz": LITRES_PER_FLUID_OUNCE, "floz": LITRES_PER_FLUID_OUNCE}


def _measure(text: str, what: str, units: dict[str, float], default: str, example: str) -> float:
    match = _NUMBER.fullmatch(text)
    unit = "" if match is None else (match[2].lower() or default.lower())
    if match is None or unit not in units:
        raise invalid("“{text}” is not a {what}; write it like {example}.", text=text, what=what, example=example)
    return float(match[1].replace(",", ".")) * units[unit]


def parse_distance(text: str, units: UnitChoice = METRIC) -> float:
    """Distance in m from "42.2km", "26.2 mi", "half"; a bare number is in the chosen unit.

    Raises
    ------
    InvalidValueError
        If the text is no distance, or none above 0.
    """
    named = _NAMED_DISTANCES.get(text.strip().lower())
    distance = named or _measure(text, "distance", _DISTANCES, units.distance, "42.2km, 26.2mi or half")
    if distance <= 0:
        raise invalid("A distance must be above 0, not {text}.", text=text)
    return distance


def parse_mass(text: str, units: UnitChoice = METRIC) -> float:
    """Body mass in kg from "68.5kg", "150 lb"; a bare number is in the chosen unit."""
    return _measure(text, "body mass", _MASSES, units.mass, "68.5kg or 150lb")


def parse_fluid(text: str, units: UnitChoice = METRIC) -> float:
    """Volume in L from "0.5L", "500ml", "16oz" (US fluid ounces); a bare number is in the chosen unit."""
    return _measure(text, "volume", _FLUIDS, units.fluid.replace(" ", ""), "0.5L, 500ml or 16oz")


def parse_temperature(text: str, units: UnitChoice = METRIC) -> float:
    """Temperature in °C from "18", "18C", "64F"; a bare number is in the chosen unit."""
    match = _NUMBER.fullmatch(text)
    unit = "" if match is None else match[2].upper().lstrip("°") or units.temperature.lstrip("°")
    if match is None or unit not in {"C", "F"}:
        raise invalid("“{text}” is not a temperature; write it like 18C or 64F.", text=text)
    number = float(match[1].replace(",", "."))
    return number if unit == "C" else celsius_from_fahrenheit(number)


def parse_duration(text: str) -> float:
    """Duration in s from "3:45" (hours and minutes), "3:45:00" or "52min".

    Raises
    ------
    InvalidValueError
        If the text is no duration, or none above 0.
    """
    colons = re.fullmatch(r"\s*(\d{1,3}):([0-5]\d)(?::([0-5]\d))?\s*", text)
    minutes = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*min\s*", text)
    if colons is not None:
        seconds = int(colons[1]) * SECONDS_PER_HOUR + int(colons[2]) * 60.0 + int(colons[3] or 0)
    elif minutes is not None:
        seconds = float(minutes[1]) * 60.0
    else:
        raise invalid("“{text}” is not a duration; write hours and minutes like 3:45, or 52min.", text=text)
    if seconds <= 0:
        raise invalid("A duration must be above 0, not {text}.", text=text)
    return seconds


def parse_date(text: str) -> date:
    """Day of the calendar from "2027-04-18".

    Raises
    ------
    InvalidValueError
        If the text is no date, or the date does not exist.
    """
    if re.fullmatch(r"\s*\d{4}-\d{2}-\d{2}\s*", text) is None:
        raise invalid("“{text}” is not a date; write year, month and day like 2027-04-18.", text=text)
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise invalid("The date {text} does not exist.", text=text) from error


def parse_clock(text: str) -> time:
    """Time of day from "09:00".

    Raises
    ------
    InvalidValueError
        If the text is no time of day.
    """
    match = re.fullmatch(r"\s*([01]?\d|2[0-3]):([0-5]\d)\s*", text)
    if match is None:
        raise invalid("“{text}” is not a time of day; write it like 09:00.", text=text)
    return time(int(match[1]), int(match[2]))
