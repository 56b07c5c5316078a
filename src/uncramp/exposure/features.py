"""What is kept of every run beside its original: derived, versioned, rebuilt when the code changes."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.activity import Activity
from uncramp.domain.streams import FloatArray, Streams
from uncramp.exposure.cleaning.faults import continuous_distance, find_faults, masked
from uncramp.physiology.effort import best_effort_times, monotone_track, time_at_distance

VERSION = 3
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


@dataclass(frozen=True, slots=True)
class RunFeatures:
    """Features of one activity; None is "not recorded".

    Parameters
    ----------
    version
        Version of the code that made them.
    mean_heart_rate
        bpm.
    mean_temperature
        Of the sensor that recorded it, usually the watch on the wrist, °C.
    split_times
        Elapsed time of each whole kilometre, s.
    efforts
        Best efforts, shortest first.
    heart_rate_course
        Mean heart rate in each of :data:`PARTS` equal parts of the duration, bpm, or None where it was not recorded;
        empty without any.
    place
        Latitude and longitude (°) of the first known position.
    """

    version: int
    mean_heart_rate: float | None = None
    mean_temperature: float | None = None
    split_times: tuple[float, ...] = ()
    efforts: tuple[Effort, ...] = ()
    heart_rate_course: tuple[float | None, ...] = ()
    place: tuple[float, float] | None = None


EFFORT_DISTANCES = (1000.0, 1609.344, 3000.0, 5000.0, 10000.0, 15000.0, 21097.5, 30000.0, 42195.0)
KILOMETRE = 1000.0
PARTS = 16


def features_of(activity: Activity) -> RunFeatures:
    """Features of one activity, without what its sensors got wrong.

    Parameters
    ----------
    activity
        With its streams: elapsed time in s, distance in m.
    """
    faults = find_faults(activity)
    streams = masked(activity.streams, faults)
    time, distance = monotone_track(streams.elapsed_time, continuous_distance(streams, faults))
    efforts = best_effort_times(time, distance, np.array(EFFORT_DISTANCES))
    way = distance[-1] - distance[0] if distance.size else 0.0
    marks = time_at_distance(time, distance, KILOMETRE * np.arange(way // KILOMETRE + 1))
    return RunFeatures(
        version=VERSION,
        mean_heart_rate=_mean(streams.heart_rate) or _told(activity, "mean_heart_rate"),
        mean_temperature=_mean(streams.temperature),
        split_times=tuple(np.diff(marks).tolist()),
        efforts=tuple(
            Effort(way, duration)
            for way, duration in zip(EFFORT_DISTANCES, efforts.tolist(), strict=True)
            if np.isfinite(duration)
        )
        or _whole(activity),
        heart_rate_course=_course(streams.elapsed_time, streams.heart_rate),
        place=first_place(streams) or _told_place(activity),
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


def _mean(column: FloatArray) -> float | None:
    known = column[np.isfinite(column)]
    return float(known.mean()) if known.size else None
