"""What the cells of a table mean: quantities in several units, durations, days, times of day, time zones."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from math import inf
from zoneinfo import ZoneInfoNotFoundError

from uncramp.domain.errors import invalid
from uncramp.domain.outline import on_the_clock, zone
from uncramp.domain.quantities import quantity_kinds
from uncramp.domain.units import FIRST_YEAR, LAST_YEAR
from uncramp.formats.tables import YEAR_LAST, Line, printable

_BETWEEN_GROUPS = re.compile(r"(?<=\d)[ \u00a0\u202f'\u2019](?=\d{3}(?!\d))", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)
_GROUPED = {
    ",": re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII),
    ".": re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII),
}


def readings(text: str) -> frozenset[float]:
    """The numbers that a text can mean: "1,234" means two."""
    text = _BETWEEN_GROUPS.sub("", text.strip())
    found = {float(text.replace(",", "."))} if _PLAIN.fullmatch(text) else set()
    for mark, form in _GROUPED.items():
        if form.fullmatch(text):
            found.add(float(text.replace(mark, "").replace(",", ".")))
    return frozenset(found)


@dataclass(frozen=True)
class Measure:
    """A quantity that a table can hold in several units, each in a column of its own.

    Parameters
    ----------
    columns
        To the unit of the house, by name of the column; the first that is filled counts.
    kind
        Name in the quantity table, or None with bounds of its own.
    """

    columns: Mapping[str, Callable[[float], float]]
    kind: str | None = None
    bounds: tuple[float, float] = (-inf, inf)
    is_zero_nothing: bool = False

    def of(self, line: Line) -> float | None:
        """The value in the unit of the house, or None where none is told.

        Raises
        ------
        InvalidValueError
            If it is no number, cannot be true, or could be two.
        """
        column = line.first(self.columns)
        return None if column is None else self.meant(column, line.value(column))

    def needed(self, line: Line) -> float:
        """The value, as above; raises ``InvalidValueError`` as well where none is told."""
        value = self.of(line)
        if value is None:
            raise invalid("there is no {column}", column=next(iter(self.columns)))
        return value

    def meant(self, column: str, text: str) -> float:
        """The one value that a cell can mean, in the unit of the house; raises ``InvalidValueError``."""
        row = quantity_kinds().get(self.kind or "")
        low, high = self.bounds if row is None else (row.low, row.high)
        values = {number: self.columns[column](number) for number in readings(text)}
        meant = [value for value in values.values() if low <= value <= high and (value or not self.is_zero_nothing)]
        if not values:
            raise invalid("{column} “{value}” is no number", column=column, value=printable(text))
        if not meant:
            raise invalid("{column} “{value}” cannot be true", column=column, value=printable(text))
        if len(meant) > 1:
            template = "{column} “{value}” could be two numbers; write it without marks between thousands, like {plain}"
            plain = f"{min(values):.4f} or {max(values):.0f}"
            raise invalid(template, column=column, value=printable(text), plain=plain)
        return meant[0]


def times(factor: float) -> Callable[[float], float]:
    """How a unit becomes that of the house which is so many times smaller."""
    return lambda number: number * factor


_COLON = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d(?:[.,]\d{1,6})?)", re.ASCII)
_TWO_PARTS = re.compile(r"\d{1,3}:\d{2}(?:[.,]\d+)?", re.ASCII)
_WITH_UNIT = re.compile(r"(\S.*?)\s*(s|sec|min|h)\.?", re.ASCII | re.IGNORECASE)
_SECONDS = Measure(
    {"duration_s": times(1.0), "duration_min": times(60.0), "duration_h": times(3600.0)},
    "elapsed_time",
    is_zero_nothing=True,
)
_UNITS = {"s": "duration_s", "sec": "duration_s", "min": "duration_min", "h": "duration_h"}
DURATIONS = ("duration", *_SECONDS.columns)


def duration_of(line: Line) -> float:
    """Duration of what a line tells of, s: from ``duration`` as 1:23:45 or 83.75 min, or from a column with a unit.

    Raises
    ------
    InvalidValueError
        If there is none, if it cannot be true, or could be two.
    """
    if line.first(DURATIONS) != "duration":
        return _SECONDS.needed(line)
    text = line.value("duration")
    if (whole := _COLON.fullmatch(text)) is not None:
        seconds = 3600.0 * int(whole[1]) + 60.0 * int(whole[2]) + float(whole[3].replace(",", "."))
        return _SECONDS.meant("duration_s", f"{seconds:.7f}")
    if (bare := _WITH_UNIT.fullmatch(text)) is not None:
        return _SECONDS.meant(_UNITS[bare[2].lower()], bare[1])
    if _TWO_PARTS.fullmatch(text):
        template = "duration “{value}” could be hours and minutes, or minutes and seconds; write all three like 0:45:10"
        raise invalid(template, value=text)
    raise invalid("duration “{value}” is none; write it like 1:23:45 or 83.75 min", value=printable(text))


_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)


def date_of(line: Line, column: str = "date") -> date:
    """The day that a cell names.

    Raises
    ------
    InvalidValueError
        If there is none, if it does not exist, or could be two.
    """
    text = line.value(column)
    if (found := _YEAR_FIRST.fullmatch(text)) is not None:
        year, month, day = found[1], found[3], found[4]
    elif (found := _DOTTED.fullmatch(text)) is not None:
        day, month, year = found[1], found[2], found[3]
    elif (found := YEAR_LAST.fullmatch(text)) is not None:
        if line.is_day_first is None and found[1] != found[3]:
            raise invalid("{column} “{value}” could be two days; write it like 2027-04-18", column=column, value=text)
        day, month, year = (found[1], found[3], found[4]) if line.is_day_first else (found[3], found[1], found[4])
    else:
        template = "{column} “{value}” is no date; write it like 2027-04-18"
        raise invalid(template, column=column, value=printable(text))
    try:
        whole = date(int(year), int(month), int(day))
    except ValueError as error:
        raise invalid("{column} “{value}” does not exist", column=column, value=text) from error
    if not FIRST_YEAR <= whole.year <= LAST_YEAR:
        raise invalid("the year of {column} “{value}” cannot be meant", column=column, value=text)
    return whole


_CLOCK = re.compile(
    r"(\d{1,2}):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,6}))?)?\s*(?:([ap])\.?\s?m\.?)?", re.ASCII | re.IGNORECASE
)
_NOON = 12


def clock_of(line: Line, column: str = "start") -> time:
    """The time of day that a cell names, like 07:30 or 7:30:15 PM.

    Raises
    ------
    InvalidValueError
        If there is none.
    """
    text = line.value(column)
    found = _CLOCK.fullmatch(text)
    hour = -1 if found is None else int(found[1])
    if found is not None and found[5] is not None:
        hour = hour % _NOON + _NOON * (found[5].lower() == "p") if 1 <= hour <= _NOON else -1
    if found is None or not 0 <= hour < 2 * _NOON:
        template = "{column} “{value}” is no time of day; write it like 07:30"
        raise invalid(template, column=column, value=printable(text))
    return time(hour, int(found[2]), int(found[3] or 0), int((found[4] or "").ljust(6, "0")))


ZONE = "time_zone"
UNIVERSAL = {"utc", "z"}
"""Says that a clock is in UTC, and not where the place is."""
_OFFSET = re.compile(r"([+-])(\d{1,2})(?::?([0-5]\d))?", re.ASCII)


def zone_of(line: Line) -> str | None:
    """The time zone that a line names, as IANA does or like "+02:00", "UTC", or None.

    Raises
    ------
    InvalidValueError
        If there is none of that name.
    """
    if line.text(ZONE) is None:
        return None
    text = line.value(ZONE)
    if text.casefold() in UNIVERSAL:
        return "UTC"
    offset = _OFFSET.fullmatch(text)
    name = text if offset is None else f"{offset[1]}{int(offset[2]):02}:{offset[3] or '00'}"
    try:
        zone(name)
    except ZoneInfoNotFoundError as error:
        template = "{column} “{value}” is no time zone; write it like Europe/Berlin or +02:00"
        raise invalid(template, column=ZONE, value=printable(text)) from error
    return name


def moment_at(day: date, clock: time, name: str | None) -> datetime:
    """The moment, in UTC; on a clock of no named zone as if that were UTC.

    Raises
    ------
    InvalidValueError
        If the clocks there leap over it.
    """
    return on_the_clock(day, clock, zone(None if name == "UTC" else name)).astimezone(UTC)
