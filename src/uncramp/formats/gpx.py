"""GPX 1.0 and 1.1: each track is an activity, each break between its segments a pause."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import numpy as np

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.sentence import Sentence, say
from uncramp.formats.points import Collector, Grid, Points
from uncramp.formats.track import measured, sport_of, track_of
from uncramp.formats.xml import Layout, Step, XmlFile, root_name, texts

LAYOUT = Layout(containers=frozenset({"gpx", "wpt", "rte", "trk", "trkseg"}), holders=frozenset({"trkseg"}))
GRID = Grid(
    point="trkpt",
    attributes={"lat": "latitude", "lon": "longitude"},
    elements={
        "time": "time",
        "ele": "altitude",
        "distance": "distance",
        "speed": "speed",
        "course": "course",
        **dict.fromkeys(("hr", "heartrate", "heartRate", "HeartRate", "HeartRateBpm"), "heart_rate"),
        **dict.fromkeys(("cad", "cadence", "Cadence", "RunCadence"), "cadence"),
        **dict.fromkeys(("power", "Power", "PowerInWatts", "watts", "Watts"), "power"),
        **dict.fromkeys(("atemp", "temp", "temperature", "Temperature"), "temperature"),
    },
)
"""Of GPX itself, and of the extensions of Garmin, Cluetrust, Strava and others."""
STRAVA_TYPES = {"1": "ride", "4": "hike", "9": "run", "10": "walk", "16": "swim"}
"""Strava wrote the numbers of its sports before it wrote their names."""


def is_gpx(head: bytes) -> bool:
    """Whether these first bytes of a file begin a GPX document."""
    return root_name(head) == "gpx"


def read(name: str, content: bytes) -> tuple[Activity, ...]:
    """The activities in a GPX file, one a track, in the order of the file.

    Raises
    ------
    UnreadableFileError
        If the file is no XML or holds no track that was recorded.
    """
    file = XmlFile(name, BytesIO(content), LAYOUT)
    tracks = _Tracks(name)
    activities = [activity for step in file.steps() for activity in tracks.take(step)]
    if not activities:
        raise UnreadableFileError(name, tracks.why_none())
    odd = list(file.findings)
    if tracks.timeless:
        left_out = say("{count} tracks have no times and were left out.", count=tracks.timeless)
        odd.append(Finding("track-without-time", left_out))
    return tuple(replace(activity, findings=(*odd, *activity.findings)) for activity in activities)


class _Tracks:
    """The tracks of a file, one after the other."""

    def __init__(self, name: str) -> None:
        self.timeless = 0
        self._points = Collector(name, GRID)
        self._segment = 0
        self._impossible_times = self._ways = False
        self._creator = ""

    def take(self, step: Step) -> Iterator[Activity]:
        """Take what a step hands over; at the end of a track, the activity that it is."""
        match step.kind, step.name:
            case "begin", "gpx":
                self._creator = step.element.get("creator") or ""
            case "begin", "wpt" | "rte":
                self._ways = True
            case "begin", "trkseg":
                self._segment += 1
            case "part", "trkseg":
                self._points.add(step, lap=0, segment=self._segment)
            case "end", "trk" | "gpx":  # at the end of the file, segments that are in no track
                yield from self._activity(texts(step.element))

    def why_none(self) -> Sentence:
        """Why a file without activity has none."""
        if self._impossible_times:
            return say("it holds no recorded track: none of its times can be true")
        if self.timeless:
            return say("it holds no recorded track: its track has no times, as one has that was drawn to be followed")
        if self._ways:
            return say("it holds no recorded track, only routes or waypoints")
        return say("it holds no recorded track")

    def _activity(self, said: dict[str, str]) -> Iterator[Activity]:
        if not len(self._points):
            return
        sport, finer, odd = _sport(said)
        points = self._points.points(sport)
        if not points.time.size:
            self.timeless += 1
            self._impossible_times |= any(finding.code == "impossible-time" for finding in points.findings)
            return
        points = _with_distance(points, sport)
        track = track_of(points, points.time.min())
        elapsed_time = float(track.streams.elapsed_time.max())
        kept = {"name": said.get("name"), "desc": said.get("desc"), "creator": self._creator}
        yield Activity(
            outline=Outline(
                sport=sport,
                start=track.start,
                elapsed_time=elapsed_time,
                timer_time=elapsed_time - sum(pause.end - pause.start for pause in track.pauses),
                sub_sport=finer,
                time_zone=points.time_zone,
                distance=track.distance,
            ),
            streams=track.streams,
            pauses=track.pauses,
            findings=(*odd, *points.findings),
            details={key: value for key, value in kept.items() if value},
        )


def _sport(said: dict[str, str]) -> tuple[Sport, str | None, tuple[Finding, ...]]:
    """The sport by the type of a track, else by its name, as some apps write it only there."""
    kind = said.get("type", "")
    sport, finer = sport_of(STRAVA_TYPES.get(kind, kind))
    if sport is not Sport.OTHER or finer is not None:
        return sport, finer, ()
    sport, _ = sport_of(said.get("name", ""))
    if sport is Sport.OTHER:
        words = say("The file does not say which sport it was.")
    else:
        words = say("The file does not say which sport it was; its name “{name}” does.", name=said["name"])
    return sport, None, (Finding("sport-not-said", words),)


def _with_distance(points: Points, sport: Sport) -> Points:
    """The distance as recorded, if it is one since the start; some apps write that since the point before."""
    columns = dict(points.columns)
    recorded = columns["distance"]
    known = recorded[~np.isnan(recorded)]
    if 2 * known.size >= recorded.size and (np.diff(known) >= 0).all():
        return points
    columns["distance"] = np.full(recorded.shape, np.nan)
    if known.size:
        columns["recorded_distance"] = recorded
    return measured(replace(points, columns=columns), sport)
