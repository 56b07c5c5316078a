"""Exact conversions to and from the units of the house, and what people type. Used only at the edge."""

import re
from dataclasses import dataclass
from datetime import date, time
from math import nan
from typing import Literal

from uncramp.domain.errors import invalid
from uncramp.domain.quantities import Quantity

METRES_PER_MILE = 1609.344
METRES_PER_FOOT = 0.3048
KILOGRAMS_PER_POUND = 0.45359237
LITRES_PER_FLUID_OUNCE = 0.0295735295625  # US customary
SECONDS_PER_HOUR = 3600.0
FIRST_YEAR, LAST_YEAR = 1970, 2100


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


_NUMBER = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)\s*(.*?)\s*")
_THOUSANDS = re.compile(r"\s*[+-]?\d+,\d{3}\s*ml?\s*", re.IGNORECASE)  # 10,000 m: ten metres, or ten thousand?
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


def _measure(text: str, kind: str, units: dict[str, float], default: str) -> float | None:
    match = None if _THOUSANDS.fullmatch(text) else _NUMBER.fullmatch(text)
    unit = "" if match is None else (match[2] or default).lower().replace(" ", "")
    if match is None or unit not in units:
        return None
    value = float(match[1].replace(",", ".")) * units[unit]
    return value if Quantity(kind, value).is_possible else None


def parse_distance(text: str, units: UnitChoice = METRIC) -> float:
    """Distance in m from "42.2km", "26.2 mi", "half"; a bare number is in the chosen unit.

    Raises
    ------
    InvalidValueError
        If the text is no distance, or none above 0 that a person can run.
    """
    named = _NAMED_DISTANCES.get(text.strip().lower())
    distance = named or _measure(text, "distance", _DISTANCES, units.distance)
    if not distance:
        raise invalid("“{text}” is not a distance above 0; write it like 42.2km, 26.2mi or half.", text=text)
    return distance


def parse_mass(text: str, units: UnitChoice = METRIC) -> float:
    """Body mass in kg from "68.5kg", "150 lb"; a bare number is in the chosen unit.

    Raises
    ------
    InvalidValueError
        If the text is no mass that a person can have.
    """
    mass = _measure(text, "mass", _MASSES, units.mass)
    if mass is None:
        raise invalid("“{text}” is not a body mass; write it like 68.5kg or 150lb.", text=text)
    return mass


def parse_fluid(text: str, units: UnitChoice = METRIC) -> float:
    """Volume in L from "0.5L", "500ml", "16oz" (US fluid ounces); a bare number is in the chosen unit.

    Raises
    ------
    InvalidValueError
        If the text is no volume that a person can drink.
    """
    volume = _measure(text, "fluid", _FLUIDS, units.fluid)
    if volume is None:
        raise invalid("“{text}” is not a volume; write it like 0.5L, 500ml or 16oz.", text=text)
    return volume


def parse_temperature(text: str, units: UnitChoice = METRIC) -> float:
    """Temperature in °C from "18", "18C", "64F"; a bare number is in the chosen unit.

    Raises
    ------
    InvalidValueError
        If the text is no temperature that the weather can have.
    """
    match = _NUMBER.fullmatch(text)
    unit = "" if match is None else (match[2].upper() or units.temperature).lstrip("°")
    number = nan if match is None else float(match[1].replace(",", "."))
    temperature = {"C": number, "F": celsius_from_fahrenheit(number)}.get(unit, nan)
    if not Quantity("temperature", temperature).is_possible:
        raise invalid("“{text}” is not a temperature; write it like 18C or 64F.", text=text)
    return temperature


def parse_duration(text: str) -> float:
    """Duration in s from "3:45" (hours and minutes), "3:45:00" or "52min".

    Raises
    ------
    InvalidValueError
        If the text is no duration, or none above 0 that a person can run.
    """
    seconds = 0.0
    colons = re.fullmatch(r"\s*(\d{1,3}):([0-5]\d)(?::([0-5]\d))?\s*", text)
    minutes = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*min\s*", text)
    if colons is not None:
        seconds = int(colons[1]) * SECONDS_PER_HOUR + int(colons[2]) * 60.0 + int(colons[3] or 0)
    elif minutes is not None:
        seconds = float(minutes[1]) * 60.0
    if seconds <= 0 or not Quantity("elapsed_time", seconds).is_possible:
        raise invalid("“{text}” is not a duration above 0; write hours and minutes like 3:45, or 52min.", text=text)
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
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise invalid("The date {text} does not exist.", text=text) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise invalid("The year of {text} cannot be meant.", text=text)
    return day


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
