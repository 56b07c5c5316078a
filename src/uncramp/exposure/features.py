"""What is kept of every run beside its original: derived, versioned, rebuilt when the code changes."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.activity import Activity
from uncramp.domain.streams import FloatArray, Streams
from uncramp.exposure.terrain import Terrain, terrain_of
from uncramp.exposure.track import Track, track_of
from uncramp.physiology.effort import best_effort_times, time_at_distance

VERSION = 4
"""Raise it with every change of what :func:`features_of` computes: kept features are then made anew."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Fastest time over a distance within one run.

    Parameters
    ----------
    distance
        m.
    duration
        Elapsed time, pauses included, s.
    """

    distance: float
    duration: float


HEART_RATE_STEP = 5.0
"""Width of a step of :class:`HeartRateTimes`, bpm."""


@dataclass(frozen=True, slots=True)
class HeartRateTimes:
    """How long the heart beat how fast.

    Parameters
    ----------
    lowest
        Lower border of the first step of :data:`HEART_RATE_STEP`, bpm.
    seconds
        Time in that step and in each one above it, s.
    """

    lowest: float
    seconds: tuple[int, ...]

    @property
    def durations(self) -> FloatArray:
        """Time in each step, s, shape (k,)."""
        return np.array(self.seconds, np.float64)

    @property
    def heart_rates(self) -> FloatArray:
        """Middle of each step, bpm, shape (k,)."""
        return self.lowest + HEART_RATE_STEP * (0.5 + np.arange(len(self.seconds), dtype=np.float64))


@dataclass(frozen=True, slots=True)
class RunFeatures:
    """Features of one activity; None is "not recorded".

    Parameters
    ----------
    version
        Version of the code that made them.
    mean_heart_rate
        Weighted by time, bpm.
    mean_temperature
        Of the sensor that recorded it, usually the watch on the wrist, weighted by time, °C.
    split_times
        Elapsed time of each whole kilometre, s.
    efforts
        Best efforts, shortest first.
    heart_rate_course
        Mean heart rate in each of :data:`PARTS` equal parts of the duration, bpm, or None where it was not recorded;
        empty without any.
    place
        Latitude and longitude (°) of the first known position.
    ascent, descent
        Up and down in all, m; None also where the altitudes are noise for the most part.
    heart_rate_times
        Load by heart rate follows from it once rest and maximum are known.
    """

    version: int
    mean_heart_rate: float | None = None
    mean_temperature: float | None = None
    split_times: tuple[float, ...] = ()
    efforts: tuple[Effort, ...] = ()
    heart_rate_course: tuple[float | None, ...] = ()
    place: tuple[float, float] | None = None
    ascent: float | None = None
    descent: float | None = None
    heart_rate_times: HeartRateTimes | None = None


EFFORT_DISTANCES = (1000.0, 1609.344, 2000.0, 3000.0, 5000.0, 10000.0, 15000.0, 21097.5, 30000.0, 42195.0)
KILOMETRE = 1000.0
PARTS = 16


def features_of(activity: Activity) -> RunFeatures:
    """Features of one activity, without what its sensors got wrong.

    Parameters
    ----------
    activity
        With its streams: elapsed time in s, distance in m.
    """
    track = track_of(activity)
    return features_of_track(activity, track, terrain_of(track))


def features_of_track(activity: Activity, track: Track, terrain: Terrain) -> RunFeatures:
    """Features of an activity whose track and terrain are known already."""
    streams, known = track.streams, np.isfinite(track.distance)
    time, distance = track.elapsed_time[known], track.distance[known]
    efforts = best_effort_times(time, distance, np.array(EFFORT_DISTANCES))
    way = distance[-1] if distance.size else 0.0
    marks = np.append(time[:1], time_at_distance(time, distance, KILOMETRE * np.arange(1.0, way // KILOMETRE + 1)))
    return RunFeatures(
        version=VERSION,
        mean_heart_rate=_known(track.mean(streams.heart_rate)) or _told(activity, "mean_heart_rate"),
        mean_temperature=_known(track.mean(streams.temperature)),
        split_times=tuple(np.diff(marks).tolist()),
        efforts=tuple(
            Effort(way, duration)
            for way, duration in zip(EFFORT_DISTANCES, efforts.tolist(), strict=True)
            if np.isfinite(duration)
        )
        or _whole(activity),
        heart_rate_course=_course(track.elapsed_time, streams.heart_rate),
        place=first_place(streams) or _told_place(activity),
        ascent=_known(terrain.climb.ascent),
        descent=_known(terrain.climb.descent),
        heart_rate_times=_heart_rate_times(track),
    )


def _whole(activity: Activity) -> tuple[Effort, ...]:
    """A run without records, told in one line, is an effort over its own distance."""
    outline = activity.outline
    is_told = not len(activity.streams) and outline.distance and outline.elapsed_time > 0
    return (Effort(outline.distance, outline.elapsed_time),) if is_told and outline.distance else ()


def _course(time: FloatArray, column: FloatArray) -> tuple[float | None, ...]:
    """Mean in each of equal parts of the time, to a tenth."""
    known = np.isfinite(column) & np.isfinite(time)
    if not known.any() or time[known][-1] <= 0:
        return ()
    part = np.minimum((PARTS * time[known] / time[known][-1]).astype(int), PARTS - 1).clip(0)
    counts = np.bincount(part, minlength=PARTS)
    sums = np.bincount(part, column[known], PARTS)
    return tuple(
        round(total / count, 1) if count else None for total, count in zip(sums.tolist(), counts.tolist(), strict=True)
    )


def first_place(streams: Streams) -> tuple[float, float] | None:
    """Latitude and longitude (°) of the first record that has both, or None."""
    known = np.flatnonzero(np.isfinite(streams.latitude) & np.isfinite(streams.longitude))
    return (float(streams.latitude[known[0]]), float(streams.longitude[known[0]])) if known.size else None


def place_of(activity: Activity) -> tuple[float, float] | None:
    """Latitude and longitude (°) where it began, as recorded or else as told, or None."""
    return first_place(activity.streams) or _told_place(activity)


def _told_place(activity: Activity) -> tuple[float, float] | None:
    latitude, longitude = _told(activity, "start_latitude"), _told(activity, "start_longitude")
    return None if latitude is None or longitude is None else (latitude, longitude)


def _told(activity: Activity, name: str) -> float | None:
    """A number that the file tells of the whole."""
    value = activity.details.get(name)
    return None if value is None or isinstance(value, str) else float(value)


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _heart_rate_times(track: Track) -> HeartRateTimes | None:
    known = np.isfinite(track.streams.heart_rate)
    step = np.floor(track.streams.heart_rate[known] / HEART_RATE_STEP).astype(np.intp)
    if not step.size:
        return None
    seconds = np.bincount(step - step.min(), track.weight[known])
    return HeartRateTimes(HEART_RATE_STEP * float(step.min()), tuple(np.rint(seconds).astype(int).tolist()))
