"""The run as everything is computed from it: without what its sensors got wrong, on times that go on."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.streams import COLUMNS, FloatArray, Streams
from uncramp.exposure.cleaning.faults import continuous_distance, find_faults, masked
from uncramp.exposure.cleaning.records import Mask, time_paused
from uncramp.exposure.cleaning.sensors import RECORDED_WITHIN

CLOCK_ROUNDING = 1e-3
"""Pauses come in thousandths of a second, s."""


@dataclass(frozen=True, eq=False)
class Track:
    """Cleaned records of one run in order of time, each column of shape (n,); NaN is "not recorded".

    Parameters
    ----------
    elapsed_time
        s, increasing.
    timer_time
        s, the timer's pauses left out, not decreasing.
    weight
        What a record stands for: timer time since the record before, s; 0 for the first, and after a gap
        in which nothing was recorded for longer than a minute.
    distance
        Way since the first record that has one, m, not decreasing; in between in proportion to the time.
    speed
        Mean since the record before, m/s; NaN where the weight is 0, and across a pause. As the watch says it where
        no way was recorded at all, as indoors.
    streams
        The cleaned columns on the same records, each in its unit of the quantity table.
    faults
        What was left out, and what else is odd in the recording.
    """

    elapsed_time: FloatArray
    timer_time: FloatArray
    weight: FloatArray
    distance: FloatArray
    speed: FloatArray
    streams: Streams
    faults: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        """Count of records."""
        return self.elapsed_time.size

    def mean(self, column: FloatArray, where: Mask | None = None) -> float:
        """Time-weighted mean of a column, shape (n,), in its own unit, over its known values; NaN without any.

        Where they stand for no time at all, a record or two alone, each counts alike.
        """
        meant = np.isfinite(column) if where is None else np.isfinite(column) & where
        weight, values = self.weight[meant], column[meant]
        if not values.size:
            return float("nan")
        return float(np.average(values, weights=weight) if weight.any() else values.mean())


def track_of(activity: Activity) -> Track:
    """Clean an activity: its faults left out, times (s) that go back or repeat dropped, distances (m) joined up."""
    faults = find_faults(activity)
    streams = masked(activity.streams, faults)
    way = continuous_distance(streams, faults)
    kept = goes_on(streams.elapsed_time)
    if not kept.all():
        way, streams = way[kept], _only(streams, kept)
    time = streams.elapsed_time
    timer = np.maximum.accumulate(time - time_paused(time, activity.pauses))
    passed, steps = (np.diff(each, prepend=each[:1]) for each in (time, timer))
    weight = np.where(steps <= RECORDED_WITHIN, steps, 0.0)
    distance = joined_up(time, way)
    moving = (weight > 0.0) & (passed - steps < CLOCK_ROUNDING)
    speed = np.divide(np.diff(distance, prepend=np.nan), steps, out=np.full(time.shape, np.nan), where=moving)
    if not np.isfinite(speed).any():
        speed = np.where(moving, streams.speed, np.nan)
    return Track(time, timer, weight, distance, speed, streams, faults)


def goes_on(time: FloatArray) -> Mask:
    """The records whose time (s, shape (n,)) is known and later than every one before."""
    before = np.maximum.accumulate(np.where(np.isnan(time), -np.inf, time))
    return np.isfinite(time) & (time > np.concatenate([[-np.inf], before[:-1]]))


def joined_up(time: FloatArray, distance: FloatArray) -> FloatArray:
    """The way since the first known distance, m, shape (n,): what falls back is left out and gaps filled over time (s).

    NaN before the first and after the last known one.
    """
    known = np.flatnonzero(np.isfinite(distance))
    if not known.size:
        return distance
    forward = known[distance[known] >= np.maximum.accumulate(distance[known])]
    way: FloatArray = np.interp(time, time[forward], distance[forward] - distance[forward[0]], np.nan, np.nan)
    return way


def _only(streams: Streams, kept: Mask) -> Streams:
    return Streams.of(streams.elapsed_time[kept], None, **{name: streams[name][kept] for name in COLUMNS})
