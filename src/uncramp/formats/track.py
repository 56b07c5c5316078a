"""From the points of an activity in a text format to its streams, and what else they tell of the whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.activity import Finding, Pause
from uncramp.domain.outline import Sport
from uncramp.domain.positions import way_between
from uncramp.domain.sentence import say
from uncramp.domain.streams import COLUMNS, FloatArray, Streams
from uncramp.formats.points import FASTEST, Points, bounded

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SPORTS: Mapping[str, Sport] = {
    **dict.fromkeys(("run", "running", "jogging", "lauf", "corrida", "carrera", "corsa"), Sport.RUNNING),
    **dict.fromkeys(("walk", "walking"), Sport.WALKING),
    **dict.fromkeys(("hike", "hiking"), Sport.HIKING),
    **dict.fromkeys(("ride", "bike", "biking", "cycling"), Sport.CYCLING),
    **dict.fromkeys(("swim", "swimming"), Sport.SWIMMING),
    "transition": Sport.TRANSITION,
}
LONGEST = 100
"""Of what a sport is called, characters."""
SAYS_NOTHING = {"", "other", "unknown"}


def sport_of(text: str) -> tuple[Sport, str | None]:
    """The sport that an app's words name, and what finer word is left: "trail_running", "TrailRun" are "trail"."""
    words = re.findall(r"[^\W_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[:LONGEST]).lower())
    named = next((word for word in words if word in SPORTS), None)
    rest = "_".join(word for word in words if word != named)
    return Sport.OTHER if named is None else SPORTS[named], None if rest in SAYS_NOTHING else rest


def breaks(points: Points) -> NDArray[np.bool_]:
    """Whether recording stopped between one point and the next within a lap, shape (n - 1,)."""
    stopped: NDArray[np.bool_] = (np.diff(points.segment) != 0) & (np.diff(points.lap) == 0)
    return stopped


def measured(points: Points, sport: Sport) -> Points:
    """The points with the distance along their positions.

    As a watch does while its timer is stopped, no way is counted over a break, nor over a jump faster than FASTEST.
    """
    known = np.flatnonzero(np.isfinite(points.columns["latitude"]) & np.isfinite(points.columns["longitude"]))
    if not known.size:
        return points
    north, east = points.columns["latitude"][known], points.columns["longitude"][known]
    steps = way_between(north[:-1], east[:-1], north[1:], east[1:])
    stopped = np.concatenate([[0], np.cumsum(breaks(points))])[known]
    times = np.maximum(1.0, np.abs(np.diff(points.time[known]) / np.timedelta64(1, "s")))
    jumps = steps > FASTEST * times
    distance = np.full(points.time.shape, np.nan)
    distance[known] = np.concatenate([[0.0], np.cumsum(np.where(jumps | (np.diff(stopped) != 0), 0.0, steps))])
    distance, odd = bounded("distance", distance, sport)
    told = say("The file holds no distance; it was measured along the positions.")
    findings = [Finding("distance-from-positions", told), *odd]
    if jumps.any():
        words = say("{count} jumps between positions were not counted as way.", count=int(np.count_nonzero(jumps)))
        findings.append(Finding("position-jumps", words))
    return replace(points, columns={**points.columns, "distance": distance}, findings=(*points.findings, *findings))


@dataclass(frozen=True, slots=True)
class Track:
    """What the points tell of an activity that began at a given moment.

    Parameters
    ----------
    distance
        Of the last point that has one, m, or None.
    """

    start: datetime
    streams: Streams
    pauses: tuple[Pause, ...]
    distance: float | None


def seconds(moments: NDArray[np.datetime64], start: np.datetime64) -> FloatArray:
    """Time since the start, s, shape (n,)."""
    passed: FloatArray = (moments - start) / np.timedelta64(1, "s")
    return passed


def track_of(points: Points, start: np.datetime64) -> Track:
    """The streams and pauses of an activity's points."""
    time = seconds(points.time, start)
    columns = {name: column for name, column in points.columns.items() if not np.isnan(column).all()}
    developer = {name: column for name, column in columns.items() if name not in COLUMNS}
    streams = Streams.of(time, developer, **{name: columns[name] for name in columns if name in COLUMNS})
    way = streams.distance[~np.isnan(streams.distance)]
    return Track(
        start=EPOCH + timedelta(microseconds=int(start.astype(np.int64))),
        streams=streams,
        pauses=_pauses(time, breaks(points)),
        distance=float(way[-1]) if way.size and way[-1] > 0.0 else None,
    )


def _pauses(time: FloatArray, stopped: NDArray[np.bool_]) -> tuple[Pause, ...]:
    """From the latest point before a break to the earliest after it."""
    before = np.maximum.accumulate(time)[:-1]
    after = np.minimum.accumulate(time[::-1])[::-1][1:]
    found = np.flatnonzero(stopped & (after > before))
    return tuple(Pause(float(before[index]), float(after[index])) for index in found)
