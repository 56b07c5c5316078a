"""What Apple's Workout element says of a run: its outline, pauses, laps and weather."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isnan, nan
from zoneinfo import ZoneInfoNotFoundError

import numpy as np

from uncramp.domain.activity import Device, Finding, Lap, Pause
from uncramp.domain.outline import Sport, zone
from uncramp.domain.quantities import Quantity, quantity_kinds
from uncramp.domain.sentence import say
from uncramp.formats.apple.units import amount, humidity, measure, temperature
from uncramp.formats.cells import times
from uncramp.formats.xml import LONGEST, Element, local_name

SPORTS = {"Running": Sport.RUNNING, "Walking": Sport.WALKING, "Hiking": Sport.HIKING}
MULTISPORT = "SwimBikeRun"
RUN = "DistanceWalkingRunning"
WAYS = {
    "DistanceSwimming": Sport.SWIMMING,
    "DistanceCycling": Sport.CYCLING,
    RUN: Sport.RUNNING,
}
"""By what was covered, the sport of a leg: Apple does not write it."""
LONGEST_TRANSITION = 1000.0
"""A leg on foot that shows no running is one to another sport if it is no longer, m."""
CLIMB = "HKElevationAscended"
SOURCE = ("sourceName", "sourceVersion", "device")
AMOUNTS = (
    *("duration", "durationUnit"),
    *("totalDistance", "totalDistanceUnit", "totalEnergyBurned", "totalEnergyBurnedUnit"),
)
MOST_CHAINS = 10
"""Of automatic marks: kilometres, miles, and what an app adds."""
SLACK = 1.5
"""Between the end of a lap and the begin of the next, s: dates are in whole seconds."""
_DEVICE = re.compile(r"(name|manufacturer|hardware|software):(.*?)(?=, [a-z ]+:|>|$)")
_QUANTITY = "HKQuantityTypeIdentifier"
_EVENT = "HKWorkoutEventType"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a workout, with its begin and duration, s; a NaN duration is a moment."""

    kind: str
    start: float
    duration: float


@dataclass(frozen=True, slots=True)
class Said:
    """What a workout, or a leg of it, says.

    Parameters
    ----------
    start
        In UTC.
    elapsed_time
        s.
    statistics, notes
        Attributes of its sums and means by quantity, and its metadata by key.
    """

    sport: Sport
    start: np.datetime64
    elapsed_time: float
    zone: str | None
    attributes: Mapping[str, str]
    statistics: Mapping[str, Mapping[str, str]]
    notes: Mapping[str, str]
    events: Sequence[Event]
    steps: Sequence[Event]
    has_route: bool

    @property
    def timer_time(self) -> float:
        """Duration without pauses, s, as it is said, else by the pauses."""
        said = amount("time", self.attributes.get("duration"), self.attributes.get("durationUnit") or "min")
        if 0.0 < said <= self.elapsed_time + SLACK:
            return min(said, self.elapsed_time)
        return self.elapsed_time - sum(pause.end - pause.start for pause in self.pauses)

    @property
    def distance(self) -> float:
        """Way covered, m, or NaN; 0 is written where it was not measured."""
        sums = next((self.statistics[way] for way in WAYS if way in self.statistics), {})
        total = amount("length", sums.get("sum"), sums.get("unit"))
        if isnan(total) or total == 0.0:
            total = amount("length", self.attributes.get("totalDistance"), self.attributes.get("totalDistanceUnit"))
        return nan if total == 0.0 else total

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """Stretches in which the runner had stopped the timer; that the wrist was still is no pause."""
        found: list[Pause] = []
        stopped: float | None = None
        for event in [*self.events, Event("Resume", self.elapsed_time, nan)]:
            if event.kind == "Pause" and stopped is None:
                stopped = event.start
            elif event.kind == "Resume" and stopped is not None:
                found.append(Pause(stopped, event.start))
                stopped = None
        return tuple(pause for pause in found if pause.start < pause.end)

    def laps(self) -> tuple[Lap, ...]:
        """Laps as pressed, else the steps of a planned workout, else the stretches between automatic marks."""
        pressed = [event for event in self.events if event.kind == "Lap"]
        if pressed and all(isnan(event.duration) for event in pressed):
            edges = sorted({0.0, *(event.start for event in pressed), self.elapsed_time})
            return tuple(Lap(start, end, trigger="manual") for start, end in pairwise(edges))
        if pressed:
            return tuple(self._laps(pressed, "manual"))
        if len(self.steps) > 1:
            return tuple(self._laps(self.steps, "step"))
        return tuple(self._laps(_chain(event for event in self.events if event.kind == "Segment"), "distance"))

    def _laps(self, events: Sequence[Event], trigger: str) -> Iterator[Lap]:
        for event in events:
            end = min(event.start + event.duration, self.elapsed_time)
            if event.start < end:
                yield Lap(event.start, end, trigger=trigger)

    @property
    def device(self) -> Device:
        """What recorded it."""
        said = dict(_DEVICE.findall(self.attributes.get("device", "")))
        named = " ".join(said[name] for name in ("name", "hardware") if said.get(name))
        return Device(
            manufacturer=said.get("manufacturer") or None,
            product=named or self.attributes.get("sourceName") or None,
            software_version=said.get("software") or self.attributes.get("sourceVersion") or None,
        )

    @property
    def sub_sport(self) -> str | None:
        """Whether it was indoors, in FIT's word."""
        is_indoor = self.notes.get("HKIndoorWorkout") == "1" and self.sport in {Sport.RUNNING, Sport.WALKING}
        return f"indoor_{self.sport.value}" if is_indoor else None

    def details(self) -> tuple[dict[str, float | str], tuple[Finding, ...]]:
        """What else it says, in the words and units of the house, and what of that cannot be true."""
        notes = self.notes
        energy = self.statistics.get("ActiveEnergyBurned", {})
        old = self.attributes.get("totalEnergyBurned"), self.attributes.get("totalEnergyBurnedUnit")
        calories = amount("energy", energy.get("sum", old[0]), energy.get("unit", old[1]))
        told = {
            "weather_temperature": (temperature(notes.get("HKWeatherTemperature")), "temperature"),
            "weather_relative_humidity": (humidity(notes.get("HKWeatherHumidity")), "relative_humidity"),
            "ascent": (measure("length", notes.get("HKElevationAscended")), "distance"),
            "descent": (measure("length", notes.get("HKElevationDescended")), "distance"),
        }
        known = {name: pair for name, pair in told.items() if not isnan(pair[0])}
        possible = {name: value for name, (value, kind) in known.items() if Quantity(kind, value).is_possible}
        details: dict[str, float | str] = {**possible}
        if calories > 0.0:
            details["active_calories"] = calories
        if self.attributes.get("sourceName"):
            details["source"] = self.attributes["sourceName"][:LONGEST]
        wrong = len(known) - len(possible)
        words = say("{count} values of the whole workout cannot be true and were left out.", count=wrong)
        return details, (Finding("impossible-totals", words),) if wrong else ()


def said_of(workout: Element) -> list[Said]:
    """What a workout says; of one in several sports, what each leg says. Nothing without a time."""
    kind = (workout.get("workoutActivityType") or "").removeprefix("HKWorkoutActivityType")
    legs = [child for child in workout if local_name(child.tag) == "WorkoutActivity"]
    if kind != MULTISPORT or not legs:
        read = [_said(workout, (), SPORTS.get(kind, Sport.OTHER), legs)]
    else:
        read = [_said(leg, (workout,), _sport(leg), ()) for leg in legs]
    return [said for said in read if said is not None]


def _said(element: Element, around: Sequence[Element], sport: Sport, steps: Sequence[Element]) -> Said | None:
    span = times([element.get(name) or "" for name in ("startDate", "endDate")])
    first, last = span.instants
    if np.isnat(first) or np.isnat(last) or not 0.0 <= _seconds(last, first) <= quantity_kinds()["elapsed_time"].high:
        return None
    all_of = [*around, element]
    notes = {key: value for each in (*steps, *all_of) for key, value in _notes(each).items()}
    climbs = [measure("length", _notes(step).get(CLIMB)) for step in steps]
    if climbs and CLIMB not in {key for each in all_of for key in _notes(each)}:
        notes[CLIMB] = f"{sum(climbs)} m"
    source = {name: all_of[0].get(name) or "" for name in SOURCE}
    return Said(
        sport=sport,
        start=first,
        elapsed_time=_seconds(last, first),
        zone=_zone(notes.get("HKTimeZone")) or span.zone,
        attributes=source | {name: element.get(name) or "" for name in AMOUNTS},
        statistics=_statistics(element),
        notes=notes,
        events=_events(element, first) or [event for each in around for event in _events(each, first)],
        steps=[_step(step, first) for step in steps],
        has_route=any(True for _ in all_of[0].iterdescendants("FileReference")),
    )


def _seconds(moment: np.datetime64, start: np.datetime64) -> float:
    return float((moment - start) / np.timedelta64(1, "s"))


def _sport(leg: Element) -> Sport:
    """Sport of a leg by what was covered; of two the first named, since a swimmer's watch counts steps as well."""
    said = _statistics(leg)
    sport = next((sport for way, sport in WAYS.items() if way in said), Sport.TRANSITION)
    if sport is not Sport.RUNNING or "RunningSpeed" in said or "RunningPower" in said:
        return sport
    way = amount("length", said[RUN].get("sum"), said[RUN].get("unit"))
    return Sport.TRANSITION if way <= LONGEST_TRANSITION else sport


def _zone(name: str | None) -> str | None:
    """The name if there is such a zone."""
    try:
        return None if name is None or zone(name) is None else name
    except ZoneInfoNotFoundError:
        return None


def _notes(element: Element) -> dict[str, str]:
    entries = (child for child in element if local_name(child.tag) == "MetadataEntry")
    return {entry.get("key") or "": entry.get("value") or "" for entry in entries}


def _statistics(element: Element) -> dict[str, dict[str, str]]:
    """Sums with their units by quantity."""
    return {
        (child.get("type") or "").removeprefix(_QUANTITY): {
            name: child.get(name) or "" for name in ("sum", "unit") if child.get(name) is not None
        }
        for child in element
        if local_name(child.tag) == "WorkoutStatistics"
    }


def _events(element: Element, start: np.datetime64) -> list[Event]:
    """Events in order of time, those without a time left out."""
    found = [child for child in element if local_name(child.tag) == "WorkoutEvent"]
    moments = times([child.get("date") or "" for child in found]).instants
    events = [
        Event(
            (child.get("type") or "").removeprefix(_EVENT),
            _seconds(moment, start),
            amount("time", child.get("duration"), child.get("durationUnit") or "min"),
        )
        for child, moment in zip(found, moments, strict=True)
        if not np.isnat(moment)
    ]
    return sorted((event for event in events if event.start >= 0.0), key=lambda event: event.start)


def _step(element: Element, start: np.datetime64) -> Event:
    begin, end = times([element.get(name) or "" for name in ("startDate", "endDate")]).instants
    return Event("Step", _seconds(begin, start), _seconds(end, begin))


def _chain(segments: Iterable[Event]) -> list[Event]:
    """The longest chain of segments in which each begins where another ended.

    A watch marks every kilometre and, over the same way, every mile.
    """
    chains: list[list[Event]] = []
    for event in sorted(segments, key=lambda event: (event.start, event.duration)):
        ends = [abs(chain[-1].start + chain[-1].duration - event.start) for chain in chains]
        nearest = min(range(len(ends)), key=ends.__getitem__, default=None)
        if nearest is not None and ends[nearest] <= SLACK:
            chains[nearest].append(event)
        elif len(chains) < MOST_CHAINS:
            chains.append([event])
    return max(chains, key=len, default=[])
