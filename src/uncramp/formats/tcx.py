"""Garmin's Training Center XML: each activity with its laps, also those that are parts of one multi-sport session."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.activity import Activity, Device, Finding, Lap
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Outline
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import FloatArray
from uncramp.formats.cells import MISSING, Times, numbers, times
from uncramp.formats.points import Collector, Grid, Points, possible_times, zoneless
from uncramp.formats.track import measured, seconds, sport_of, track_of
from uncramp.formats.xml import Element, Layout, Step, XmlFile, local_name, root_name, texts

PLANS: Mapping[str, Sentence] = {"Course": say("a course"), "Workout": say("a workout")}
PASSAGES = frozenset(
    {
        "TrainingCenterDatabase",
        *("Folders", "Activities", "MultiSportSession", "FirstSport", "NextSport", "Courses", "Workouts"),
    }
)
LAYOUT = Layout(
    containers=frozenset({*PASSAGES, *PLANS, "Activity", "Transition", "Lap", "Track"}), holders=frozenset({"Track"})
)
GRID = Grid(
    point="Trackpoint",
    attributes={},
    elements={
        "Time": "time",
        "LatitudeDegrees": "latitude",
        "LongitudeDegrees": "longitude",
        "AltitudeMeters": "altitude",
        "DistanceMeters": "distance",
        "Value": "heart_rate",
        "Cadence": "cadence",
        "RunCadence": "cadence",
        "Speed": "speed",
        "Watts": "power",
    },
)
AMOUNTS = {"TotalTimeSeconds": "timer_time", "DistanceMeters": "distance"}
"""What is said of a lap, in the unit of its quantity."""


def is_tcx(head: bytes) -> bool:
    """Whether these first bytes of a file begin a TCX document, or one that lost its outermost element."""
    return root_name(head) in {"TrainingCenterDatabase", "Activities"}


def read(name: str, content: bytes) -> tuple[Activity, ...]:
    """The activities in a TCX file, in its order.

    Raises
    ------
    UnreadableFileError
        If the file is no XML or holds no activity with a date.
    """
    file = XmlFile(name, BytesIO(content), LAYOUT)
    recordings = _Recordings(name)
    activities = [activity for step in file.steps() for activity in recordings.take(step)]
    if not activities:
        raise UnreadableFileError(name, recordings.why_none())
    odd = list(file.findings)
    if recordings.dateless:
        left_out = say("{count} activities have no times and were left out.", count=recordings.dateless)
        odd.append(Finding("activity-without-time", left_out))
    return tuple(replace(activity, findings=(*odd, *activity.findings)) for activity in activities)


@dataclass(frozen=True, slots=True)
class _Lap:
    """What is said of a lap; amounts by the names and in the units of TCX, NaN where they cannot be true."""

    begin: Times
    amounts: Mapping[str, float]
    trigger: str | None

    @classmethod
    def of(cls, element: Element) -> "_Lap":
        said = texts(element)
        begin = element.get("StartTime")
        return cls(
            begin=times([MISSING if begin is None else begin]),
            amounts={name: _amount(name, said[name]) for name in (*AMOUNTS, "Calories") if name in said},
            trigger=said.get("TriggerMethod", "").lower() or None,
        )

    def amount(self, name: str) -> float:
        """An amount, NaN if it is not known."""
        return self.amounts.get(name, np.nan)


def _amount(name: str, text: str) -> float:
    value = float(numbers([text])[0])
    possible = Quantity(AMOUNTS[name], value).is_possible if name in AMOUNTS else 0.0 <= value < np.inf
    return value if possible else np.nan


class _Recordings:
    """The activities of a file, one after the other."""

    def __init__(self, name: str) -> None:
        self.dateless = 0
        self._points = Collector(name, GRID)
        self._laps: list[_Lap] = []
        self._segment = 0
        self._inside = False
        self._plan: Sentence | None = None

    def take(self, step: Step) -> Iterator[Activity]:
        """Take what a step hands over; at the end of an activity, give it."""
        match step.kind, step.name:
            case "begin", "Activity" | "Transition":
                self._inside = True
                self._laps = []
            case "begin", "Course" | "Workout":
                self._plan = PLANS[step.name]
            case "begin", "Track":
                self._segment += 1
            case "part", "Track" if self._inside:
                self._points.add(step, lap=len(self._laps), segment=self._segment)
            case "end", "Lap" if self._inside:
                self._laps.append(_Lap.of(step.element))
            case "end", "Activity" | "Transition":
                if step.name == "Transition":  # between the sports of a session; one bare lap
                    self._laps.append(_Lap.of(step.element))
                self._inside = False
                yield from self._activity(step)

    def why_none(self) -> Sentence:
        """Why a file without activity has none."""
        if self.dateless:
            return say("it holds no activity with a date")
        if self._plan is not None:
            return say("it holds no activity but {plan}", plan=self._plan)
        return say("it holds no activity")

    def _activity(self, step: Step) -> Iterator[Activity]:
        sport, finer = sport_of(step.element.get("Sport") or ("" if step.name == "Activity" else step.name))
        points = self._points.points(sport)
        if np.isnan(points.columns["distance"]).all():
            points = measured(points, sport)
        said = [lap.begin.instants for lap in self._laps]
        begins = possible_times(np.concatenate([points.time[:0], *said]), points.time)
        moments = np.concatenate([points.time, begins[~np.isnat(begins)]])
        if not moments.size:
            self.dateless += 1
            return
        start = moments.min()
        track = track_of(points, start)
        laps = _laps(self._laps, seconds(begins, start), points.lap, track.streams.elapsed_time)
        if not laps and not len(track.streams):
            self.dateless += 1
            return
        elapsed_time = max([*track.streams.elapsed_time.tolist(), *(lap.end for lap in laps)], default=0.0)
        paused = sum(pause.end - pause.start for pause in track.pauses)
        totals = _totals(self._laps)
        notes = texts(step.element).get("Notes")
        yield Activity(
            outline=Outline(
                sport=sport,
                start=track.start,
                elapsed_time=elapsed_time,
                timer_time=min(elapsed_time, totals.get("TotalTimeSeconds", elapsed_time - paused)),
                sub_sport=finer,
                time_zone=points.time_zone or next((lap.begin.zone for lap in self._laps if lap.begin.zone), None),
                distance=totals["DistanceMeters"] if totals.get("DistanceMeters", 0.0) > 0.0 else track.distance,
            ),
            streams=track.streams,
            laps=tuple(laps),
            pauses=track.pauses,
            device=_device(step.element),
            findings=(*points.findings, *_oddities(self._laps, laps, points)),
            details={key: totals[key] for key in totals if key not in AMOUNTS} | ({"Notes": notes} if notes else {}),
        )


def _laps(said: Sequence[_Lap], begins: FloatArray, owners: NDArray[np.intp], elapsed_time: FloatArray) -> list[Lap]:
    """Laps in order of time, each until its last point if that is later than its start and timer time tell."""
    edges = np.searchsorted(owners, np.arange(len(said) + 1))
    laps = []
    for index, (lap, begin) in enumerate(zip(said, begins.tolist(), strict=True)):
        own = elapsed_time[edges[index] : edges[index + 1]]
        first = float(own.min()) if np.isnan(begin) and own.size else begin
        ends = [first + lap.amount("TotalTimeSeconds"), *([float(own.max())] if own.size else [])]
        known = [end for end in ends if not np.isnan(end)]
        if known and not np.isnan(first):
            distance = lap.amount("DistanceMeters")
            laps.append(Lap(first, max(known), None if np.isnan(distance) else distance, lap.trigger))
    return sorted(laps, key=lambda lap: lap.start)


def _totals(said: Sequence[_Lap]) -> dict[str, float]:
    """Sums of the amounts that every lap tells."""
    sums = {name: sum(lap.amount(name) for lap in said) for name in (*AMOUNTS, "Calories")} if said else {}
    return {name: total for name, total in sums.items() if not np.isnan(total)}


def _oddities(said: Sequence[_Lap], laps: Sequence[Lap], points: Points) -> Iterator[Finding]:
    wrong = sum(lap.begin.unreadable + sum(map(np.isnan, lap.amounts.values())) for lap in said)
    if wrong:
        words = say("{count} values of laps cannot be true and were left out.", count=int(wrong))
        yield Finding("impossible-lap-values", words)
    if len(laps) < len(said):
        words = say("{count} laps have no time and were left out.", count=len(said) - len(laps))
        yield Finding("laps-without-time", words)
    without_zone = sum(lap.begin.without_zone for lap in said)
    if without_zone and not points.time.size:
        yield zoneless(without_zone)


def _device(activity: Element) -> Device:
    """What recorded an activity, from its Creator."""
    said: dict[str, str] = {}
    for child in activity:
        if local_name(child.tag) == "Creator":
            said = texts(child)
            for grandchild in child:
                said |= texts(grandchild)
    serial_number = said.get("UnitId", "")
    version = f"{said.get('VersionMajor', '')}.{said.get('VersionMinor', '')}"
    return Device(
        product=said.get("Name") or None,
        serial_number=int(serial_number) if serial_number.isdecimal() and int(serial_number) else None,
        software_version=None if version in {".", "0.0"} else version,
    )
