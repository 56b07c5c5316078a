"""Runs and body masses in Apple Health's export, or in what was cut out of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import numpy as np

from uncramp.domain.activity import Activity, Finding, Lap
from uncramp.domain.diary import MassReading
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Outline
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say
from uncramp.domain.streams import Streams
from uncramp.formats.apple.columns import Row, Way, chosen, streams_of
from uncramp.formats.apple.markup import is_export, is_part
from uncramp.formats.apple.parts import masses_part, workout_part
from uncramp.formats.apple.samples import MASS
from uncramp.formats.apple.scan import scan
from uncramp.formats.apple.units import amount
from uncramp.formats.apple.workout import Said, said_of
from uncramp.formats.cells import times
from uncramp.formats.points import MOST_POINTS, Collector, Grid, Points
from uncramp.formats.track import EPOCH, measured
from uncramp.formats.xml import Layout, Step, XmlFile, local_name

LAYOUT = Layout(
    containers=frozenset({"HealthData", "Workout", "Records", "Route"}), holders=frozenset({"Records", "Route"})
)
GRID = Grid(
    point="trkpt",
    attributes={"lat": "latitude", "lon": "longitude"},
    elements={"time": "time", "ele": "altitude", "speed": "speed"},
)
NEAR = 15.0
"""Between two measurements of the way, s: a lap that begins or ends so near to one has a length."""
_QUANTITY = "HKQuantityTypeIdentifier"
_ROW = ("sourceName", "unit", "startDate", "endDate", "value")


def is_apple(head: bytes) -> bool:
    """Whether these first bytes of a file begin Apple Health's export, or a part cut out of one."""
    return is_part(head) or is_export(head)


def read(name: str, content: bytes) -> tuple[Activity, ...]:
    """The activities in an export or in a part of one; none in one of body masses.

    Routes lie in other files: only the parts that were cut out of a whole export hold them.

    Raises
    ------
    UnreadableFileError
        If the file is damaged, or holds no workout on foot nor a body mass.
    """
    if is_part(content):
        return _Part(name, content).activities()
    export = scan(name, BytesIO(content))
    odd = tuple(Finding("damaged-export", trouble) for trouble in export.troubles)
    activities = [
        replace(activity, findings=(*odd, *activity.findings))
        for workout in export.workouts
        for activity in _Part(name, workout_part(workout, export.samples, ())).activities()
    ]
    if not activities and masses_part(export.samples) is None:
        raise UnreadableFileError(name, say("it holds no workout on foot and no body mass"))
    return tuple(activities)


def read_measurements(name: str, content: bytes) -> tuple[MassReading, ...]:
    """The body masses in an export or in a part of one that can be true, in order of time.

    Raises
    ------
    UnreadableFileError
        If the file is damaged.
    """
    part = content if is_part(content) else masses_part(scan(name, BytesIO(content)).samples)
    return () if part is None else _Part(name, part).masses()


class _Part:
    """One pass through a part."""

    def __init__(self, name: str, content: bytes) -> None:
        self._name = name
        self._points = Collector(name, GRID)
        self._records: dict[str, list[Row]] = {}
        self._said: list[Said] = []
        self._routes = self._count = 0
        file = XmlFile(name, BytesIO(content), LAYOUT)
        for step in file.steps():
            self._take(step)
        self._findings = tuple(file.findings)

    def _take(self, step: Step) -> None:
        match step.kind, step.name:
            case "end", "Workout":
                self._said = said_of(step.element)
            case "begin", "Route":
                self._routes += 1
            case "part", "Route":
                self._points.add(step, lap=0, segment=self._routes)
            case "part", "Records":
                self._count += len(step)
                if self._count > MOST_POINTS:
                    reason = say("it holds more than {count} points", count=MOST_POINTS)
                    raise UnreadableFileError(self._name, reason)
                for child in step.children():
                    if local_name(child.tag) == "Record":
                        kind = (child.get("type") or "").removeprefix(_QUANTITY)
                        source, unit, start, end, value = (child.get(name) or "" for name in _ROW)
                        self._records.setdefault(kind, []).append((source, unit, start, end, value))

    def masses(self) -> tuple[MassReading, ...]:
        """Its body masses, one a moment."""
        rows = self._records.get(MASS.decode(), [])
        moments = times([start for _, _, start, _, _ in rows]).instants
        found = {
            moment: mass
            for moment, mass in zip(
                moments.astype("datetime64[s]").astype(np.int64).tolist(),
                [amount("mass", value, unit) for _, unit, _, _, value in rows],
                strict=True,
            )
            if moment > 0 and Quantity("mass", mass).is_possible
        }
        return tuple(MassReading(EPOCH + timedelta(seconds=moment), found[moment]) for moment in sorted(found))

    def activities(self) -> tuple[Activity, ...]:
        """Its activities: one, or the legs of a workout in several sports."""
        if not self._said:
            if self._records.keys() == {MASS.decode()}:
                return ()
            raise UnreadableFileError(self._name, say("it holds no workout with a date"))
        points = self._points.points(self._said[0].sport)
        fast = points.columns["speed"]
        points = replace(points, columns={**points.columns, "speed": np.where(fast < 0, np.nan, fast)})
        return tuple(self._activity(said, points) for said in self._said)

    def _activity(self, said: Said, points: Points) -> Activity:
        picked = chosen(self._records, said.attributes["sourceName"], said.start, said.elapsed_time)
        points = replace(points, columns={**points.columns, "distance": np.full(points.time.shape, np.nan)})
        if "distance" not in picked.series:
            points = measured(points, said.sport)
        way = Way.of(points, said.start, said.elapsed_time)
        streams = streams_of(picked.series, way, said.elapsed_time)
        details, odd = said.details()
        distance, odd_distance = _distance(said, streams)
        findings = (
            *self._findings,
            *picked.findings,
            *points.findings,
            *odd,
            *odd_distance,
            *_absent(said, points, way),
        )
        return Activity(
            outline=Outline(
                sport=said.sport,
                start=EPOCH + timedelta(microseconds=int(said.start.astype("datetime64[us]").astype(np.int64))),
                elapsed_time=said.elapsed_time,
                timer_time=said.timer_time,
                sub_sport=said.sub_sport,
                time_zone=said.zone,
                distance=distance,
            ),
            streams=streams,
            laps=tuple(_with_distance(lap, streams) for lap in said.laps()),
            pauses=said.pauses,
            device=said.device,
            findings=findings,
            details=details,
        )


def _distance(said: Said, streams: Streams) -> tuple[float | None, tuple[Finding, ...]]:
    """The way as it is said, else as it was measured, m, and what is to be said if it cannot be true."""
    odd: tuple[Finding, ...] = ()
    if Quantity("distance", said.distance).is_possible:
        return said.distance, odd
    if not np.isnan(said.distance):
        words = say("The distance of the whole cannot be true and was left out.")
        odd = (Finding("impossible-total-distance", words),)
    way = streams.distance[~np.isnan(streams.distance)]
    return (float(way[-1]) if way.size and way[-1] > 0.0 else None), odd


def _with_distance(lap: Lap, streams: Streams) -> Lap:
    """The lap with its length, if the distance was measured from its begin to its end."""
    known = np.flatnonzero(~np.isnan(streams.distance))
    if not known.size:
        return lap
    time, way = streams.elapsed_time[known], streams.distance[known]
    if lap.start < time[0] - NEAR or lap.end > time[-1] + NEAR:
        return lap
    first, last = np.interp([lap.start, lap.end], time, way)
    return replace(lap, distance=float(last - first))


def _absent(said: Said, points: Points, way: Way) -> Iterator[Finding]:
    if said.has_route and not points.time.size:
        yield Finding("route-missing", say("The route of the workout lies in a file that is not there."))
    elif points.time.size and not way.time.size:
        yield Finding("route-elsewhen", say("The route of the workout is of another time and was left out."))
