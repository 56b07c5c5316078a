"""Body masses that Garmin kept: ``…_userBioMetrics.json`` of an account's export, as the export of an account has them.

Masses are in grams, as several who read their own have written; a moment is in UTC where its key says so,
else on the runner's clock, and read as if that were UTC. ``userBioMetricProfileData.json`` has a mass without a day.
"""

import re
from datetime import UTC, datetime

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.diary import MassReading
from uncramp.domain.errors import InvalidValueError, UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats.garmin_json import EARLIEST, HEAD, LATEST, DamagedListError, Element, elements, moment, number
from uncramp.usecases.ports import Measurement

GRAMS_PER_KILOGRAM = 1000.0
NOON = "T12:00:00"
"""Of a day alone: at noon in UTC it is that day wherever people live."""
_BEGINNING = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*(?=\{)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def is_garmin_masses(content: bytes) -> bool:
    """Whether a file begins like Garmin's history of a body, with a mass in it."""
    head = content[:HEAD]
    return _BEGINNING.match(head) is not None and b'"metaData"' in head and b'"weight"' in head


def read(_name: str, _content: bytes) -> tuple[Activity, ...]:
    """No activities: such a file tells of the runner alone."""
    return ()


def measure(name: str, content: bytes) -> tuple[Measurement | Finding, ...]:
    """The body masses; records of something else, and masses that nobody has, are left out.

    Raises
    ------
    UnreadableFileError
        If there is none, or the list is damaged before the first, or too long.
    """
    begin = _BEGINNING.match(content)
    if begin is None:
        raise UnreadableFileError(name, say("it holds no list"), 0)
    found: list[Measurement] = []
    try:
        for element in elements(name, content, begin.end()):
            reading = _reading(element)
            if reading is not None:
                found.append(reading)
    except DamagedListError as error:
        if not found:
            raise
        return (*found, Finding("damaged", error.clause, error.offset))
    if not found:
        raise UnreadableFileError(name, say("it holds no body mass"))
    return tuple(found)


def _reading(element: Element) -> MassReading | None:
    weight, about = element.get("weight"), element.get("metaData")
    if not isinstance(weight, dict):
        return None
    mass = number(weight.get("weight"))
    when = _moment(weight.get("timestampGMT"))
    if when is None and isinstance(about, dict):
        when = _moment(about.get("calendarDate"))
    if mass is None or when is None:
        return None
    try:
        return MassReading(when, mass / GRAMS_PER_KILOGRAM)
    except InvalidValueError:
        return None


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str):
        return moment(value)
    try:
        found = datetime.fromisoformat(f"{value}{NOON}" if _DAY.fullmatch(value) else value)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if EARLIEST <= found < LATEST else None
