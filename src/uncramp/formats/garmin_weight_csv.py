"""The table of body masses that Garmin's page gives: days on lines of their own, and below each its readings.

So in samples that people put into their tests; the times are on the runner's clock, and are read as if that were UTC.
"""

import re
from datetime import UTC, date, datetime

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.diary import MassReading
from uncramp.domain.errors import UnreadableFileError, invalid
from uncramp.domain.sentence import say
from uncramp.domain.units import KILOGRAMS_PER_POUND
from uncramp.formats.tables import Line, Table, header_of, printable
from uncramp.formats.tables_values import Measure, clock_of, times
from uncramp.usecases.ports import Measurement

HEADER = ("time", "weight", "change", "bmi")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_FIRST = re.compile(r"([a-z]{3})[a-z]*\.? (\d{1,2}), (\d{4})", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2}) ([a-z]{3})[a-z]*\.? (\d{4})", re.IGNORECASE)
_WEIGHT = re.compile(r"(\S+)\s*(kg|lbs?)", re.IGNORECASE)
MASS = Measure({"kg": times(1.0), "lb": times(KILOGRAMS_PER_POUND)}, "mass")


def is_garmin_weight_csv(content: bytes) -> bool:
    """Whether the first line of a file is that of Garmin's table."""
    return header_of(content)[: len(HEADER)] == HEADER


def read(_name: str, _content: bytes) -> tuple[Activity, ...]:
    """No activities: such a table tells of the runner alone."""
    return ()


def measure(name: str, content: bytes) -> tuple[Measurement | Finding, ...]:
    """The body masses, and a finding for each line that cannot be read.

    Raises
    ------
    UnreadableFileError
        If not one line can be read, or the table is too large.
    """
    days: list[date] = []

    def reading(line: Line) -> Measurement | None:
        if line.cells.keys() == {"time"}:
            days.clear()
            days.append(_day(line.value("time")))
            return None
        if not days:
            raise invalid("there is no day above it")
        weight = _WEIGHT.fullmatch(line.value("weight"))
        if weight is None:
            raise invalid("weight “{value}” is no mass in kg or lb", value=printable(line.value("weight")))
        mass = MASS.meant(weight[2].lower().removesuffix("s"), weight[1])
        return MassReading(datetime.combine(days[0], clock_of(line, "time"), UTC), mass)

    found, findings = Table(name, content, {}).read(reading)
    readings = tuple(each for each in found if each is not None)
    if not readings:
        raise UnreadableFileError(name, findings[0].sentence if findings else say("it holds no body mass"))
    return (*readings, *findings)


def _day(text: str) -> date:
    if (found := _MONTH_FIRST.fullmatch(text)) is not None:
        month, day, year = found[1], found[2], found[3]
    elif (found := _DAY_FIRST.fullmatch(text)) is not None:
        day, month, year = found[1], found[2], found[3]
    else:
        raise invalid("“{value}” is no day", value=printable(text))
    try:
        return date(int(year), 1 + MONTHS.index(month.lower()), int(day))
    except ValueError as error:
        raise invalid("the day “{value}” does not exist", value=printable(text)) from error
