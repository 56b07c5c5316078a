"""Garmin's summaries of all activities of an account, ``…_summarizedActivities.json``, with files or without.

Its units are nowhere documented. Distances and heights in cm, durations in ms, moments in ms since 1970, the local one
as if its clock were in UTC: so found by those who compared their exports with Garmin's own pages, see
arpanghosh8453/garmin-grafana, pull request 278. Exertion comes as ten times its rating, the feeling from 0 to 100 in
steps of 25, water in mL. ``calories`` are no kilocalories, and are left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import inf

from uncramp.domain.activity import Activity, Device, Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Outline
from uncramp.domain.quantities import quantity_kinds
from uncramp.domain.sentence import say
from uncramp.domain.streams import Streams
from uncramp.formats.garmin_json import HEAD, DamagedListError, Element, elements, moment, number, text
from uncramp.formats.track import sport_of

_BEGINNING = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*"summarizedActivitiesExport"\s*:\s*\[')
SEVERAL_SPORTS = "multi_sport"
"""An activity that holds others, which stand in the list themselves."""
QUARTER = timedelta(minutes=15)
WESTMOST, EASTMOST = timedelta(hours=-12), timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class _Field:
    """Where a number stands, and what it is in the unit of the house.

    Parameters
    ----------
    keys
        The first that is there counts.
    is_zero_nothing
        Whether it is 0 where nothing was recorded.
    """

    keys: tuple[str, ...]
    kind: str | None = None
    factor: float = 1.0
    low: float = -inf
    high: float = inf
    is_zero_nothing: bool = False

    def of(self, element: Element, odd: list[str]) -> float | None:
        """The value, or None where there is none; what cannot be true is added to the odd ones by its key."""
        key = next((key for key in self.keys if element.get(key) is not None), None)
        if key is None:
            return None
        value = number(element[key])
        row = quantity_kinds().get(self.kind or "")
        low, high = (self.low, self.high) if row is None else (row.low, row.high)
        if value == 0 and self.is_zero_nothing:
            return None
        if value is None or not low <= self.factor * value <= high:
            odd.append(key)
            return None
        return self.factor * value


CENTIMETRES, MILLISECONDS, MILLILITRES = 0.01, 0.001, 0.001
DISTANCE = _Field(("distance",), "distance", CENTIMETRES, is_zero_nothing=True)
TIMER_TIME = _Field(("duration",), "timer_time", MILLISECONDS, is_zero_nothing=True)
ELAPSED_TIME = _Field(("elapsedDuration",), "elapsed_time", MILLISECONDS, is_zero_nothing=True)
UNIT_ID = _Field(("deviceId",), low=1, high=0xFFFFFFFF, is_zero_nothing=True)
NUMBERS: Mapping[str, _Field] = {
    "mean_heart_rate": _Field(("avgHr",), "heart_rate", is_zero_nothing=True),
    "max_heart_rate": _Field(("maxHr",), "heart_rate", is_zero_nothing=True),
    "ascent": _Field(("elevationGain",), factor=CENTIMETRES, low=0, high=30_000),
    "min_temperature": _Field(("minTemperature",), "temperature"),
    "max_temperature": _Field(("maxTemperature",), "temperature"),
    "rpe": _Field(("workoutRpe", "directWorkoutRpe"), factor=0.1, low=1, high=10, is_zero_nothing=True),
    "workout_feel": _Field(("workoutFeel", "directWorkoutFeel"), low=0, high=100),
    "estimated_sweat_loss": _Field(("waterEstimated",), "fluid", MILLILITRES, is_zero_nothing=True),
    "vo2_max": _Field(("vO2MaxValue",), low=10, high=100, is_zero_nothing=True),
    "start_latitude": _Field(("startLatitude",), "latitude"),
    "start_longitude": _Field(("startLongitude",), "longitude"),
}
"""What becomes a detail: m, bpm, °C, L and mL/kg/min."""
TEXTS = {"name": "name", "description": "description", "location": "locationName"}


def is_garmin_activities(content: bytes) -> bool:
    """Whether a file begins like Garmin's summaries."""
    return _BEGINNING.match(content[:HEAD]) is not None


def read(name: str, content: bytes) -> tuple[Activity, ...]:
    """The activities that are summarised; they have no records.

    Those without start or duration, and what follows on damage, are findings in the first of the others.

    Raises
    ------
    UnreadableFileError
        If not one activity can be read, or there are too many.
    """
    begin = _BEGINNING.match(content)
    if begin is None:
        raise UnreadableFileError(name, say("it holds no summaries of activities"), 0)
    findings: list[Finding] = []
    activities: list[Activity] = []
    lost = 0
    try:
        for element in elements(name, content, begin.end()):
            activity = _activity(element)
            if activity is not None:
                activities.append(activity)
            elif element.get("activityType") != SEVERAL_SPORTS:
                lost += 1
    except DamagedListError as error:
        if not activities:
            raise
        findings.append(Finding("list-damaged", say("The file is damaged; what follows was left out."), error.offset))
    if not activities:
        raise UnreadableFileError(name, say("it holds no activity with a start and a duration"))
    if lost:
        words = say("{count} activities have no start or no duration and were left out.", count=lost)
        findings.append(Finding("activities-left-out", words))
    return (replace(activities[0], findings=(*activities[0].findings, *findings)), *activities[1:])


def _activity(element: Element) -> Activity | None:
    odd: list[str] = []
    start = moment(element.get("startTimeGmt")) or moment(element.get("beginTimestamp"))
    timer_time, elapsed_time = TIMER_TIME.of(element, odd), ELAPSED_TIME.of(element, odd)
    duration = timer_time or elapsed_time
    kind = text(element.get("activityType")) or text(element.get("sportType")) or ""
    if start is None or duration is None or kind == SEVERAL_SPORTS:
        return None
    sport, sub_sport = sport_of(kind)
    outline = Outline(
        sport=sport,
        start=start,
        elapsed_time=max(duration, elapsed_time or 0.0),
        timer_time=duration,
        sub_sport=sub_sport,
        time_zone=_zone(start, moment(element.get("startTimeLocal"))),
        distance=DISTANCE.of(element, odd),
    )
    unit = UNIT_ID.of(element, odd)
    details = dict(_details(element, odd))
    words = say("What the file says of {fields} cannot be true and was left out.", fields=", ".join(odd))
    return Activity(
        outline,
        Streams.of([]),
        device=Device(serial_number=None if unit is None else int(unit)),
        findings=(Finding("value-left-out", words),) if odd else (),
        details=details,
    )


def _details(element: Element, odd: list[str]) -> Iterator[tuple[str, float | str]]:
    for detail, key in TEXTS.items():
        words = text(element.get(key))
        if words is not None:
            yield detail, words
    for detail, field in NUMBERS.items():
        value = field.of(element, odd)
        if value is not None:
            yield detail, value


def _zone(start: datetime, local_start: datetime | None) -> str | None:
    """How far the clock of the place was ahead, if it is what a clock on Earth can be."""
    ahead = None if local_start is None else local_start - start
    if ahead is None or not WESTMOST <= ahead <= EASTMOST or ahead % QUARTER:
        return None
    minutes = abs(ahead) // timedelta(minutes=1)
    return f"{'-' if ahead < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"
