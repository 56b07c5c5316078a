"""A run cut into equal parts of about ten seconds, from running sums that every number shares."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.exposure.cleaning.records import Indices
from uncramp.exposure.track import Track

NAN = float("nan")
LENGTH = 10.0
"""A part is about so long, ours, s: short enough for a stride at speed, long enough for the noise of positions."""
SHORTEST = 1.0
"""Shorter, nothing has happened, ours, s."""
KNOWN_SHARE = 0.5
"""Less of a part known, and it has no mean, ours."""
MOVING_SPEED = 0.5
"""Slower than any walk, ours, m/s."""


@dataclass(frozen=True, eq=False)
class Curve:
    """Running sums of one column over the recorded time.

    Parameters
    ----------
    total
        Integral of the column over the time so far, its unit times s, shape (n,).
    known
        Time so far in which it is known, s, shape (n,).
    """

    total: FloatArray
    known: FloatArray

    @property
    def is_empty(self) -> bool:
        """Whether the column is nowhere known."""
        return not self.known.size or self.known[-1] <= 0.0


@dataclass(frozen=True, eq=False)
class Course:
    """A run along its recorded time: timer time without the gaps in which nothing was recorded, s.

    Parameters
    ----------
    time
        Recorded time at each record, s, shape (n,), not decreasing, the first 0.
    speed
        Along the ground, m/s; its total is the way recorded, m.
    effort
        Grade-adjusted speed, m/s, where it was given, else the speed along the ground.
    heart_rate
        bpm.
    """

    time: FloatArray
    speed: Curve
    effort: Curve
    heart_rate: Curve

    @property
    def duration(self) -> float:
        """Recorded time of the whole run, s."""
        return float(self.time[-1]) if self.time.size else 0.0

    @property
    def way(self) -> float:
        """Way recorded in the whole run, m."""
        return float(self.speed.total[-1]) if self.time.size else 0.0

    def means(self, curve: Curve, moments: FloatArray) -> FloatArray:
        """Means of a column between neighbouring moments (recorded time, s, shape (k + 1,)), in its unit, shape (k,).

        NaN where less than half of the time between them is known.
        """
        if curve.is_empty:
            return np.full(max(moments.size - 1, 0), np.nan)
        known = np.diff(moments if curve.known is self.time else np.interp(moments, self.time, curve.known))
        total = np.diff(np.interp(moments, self.time, curve.total))
        enough = (known > 0.0) & (known >= KNOWN_SHARE * np.diff(moments))
        found: FloatArray = np.divide(total, known, out=np.full(known.shape, np.nan), where=enough)
        return found

    def mean(self, curve: Curve, start: float = 0.0, end: float | None = None) -> float:
        """Mean of a column from start to end (recorded time, s), in its unit; NaN where less than half is known."""
        if curve.is_empty:
            return NAN
        ends = np.array([start, self.duration if end is None else end])
        (since, until), (less, total) = (
            np.interp(ends, self.time, each).tolist() for each in (curve.known, curve.total)
        )
        known: float = until - since
        return (total - less) / known if known > 0.0 and known >= KNOWN_SHARE * (ends[1] - ends[0]) else NAN

    def moment_at(self, way: float) -> float:
        """Recorded time, s, at which so much way (m) was done; NaN if it never was."""
        if not 0.0 <= way <= self.way or self.way <= 0.0:
            return NAN
        return float(np.interp(way, self.speed.total, self.time))


@dataclass(frozen=True, eq=False)
class Bins:
    """Means over equal parts of the recorded time, each of shape (k,); NaN where less than half of a part is known.

    Parameters
    ----------
    step
        Length of a part, s.
    moments
        Borders of the parts in recorded time, s, shape (k + 1,).
    speed
        m/s.
    effort
        Grade-adjusted speed where it was given, else the speed, m/s.
    heart_rate
        bpm.
    """

    step: float
    moments: FloatArray
    speed: FloatArray
    effort: FloatArray
    heart_rate: FloatArray

    def __len__(self) -> int:
        """Count of parts."""
        return self.speed.size

    def count_of(self, seconds: float) -> int:
        """How many parts make up so many s, at least one."""
        return max(round(seconds / self.step), 1)

    @cached_property
    def in_motion(self) -> FloatArray:
        """Effort, m/s, NaN where nobody moves."""
        return np.where(self.speed >= MOVING_SPEED, self.effort, np.nan)

    @cached_property
    def typical_effort(self) -> float:
        """Median effort in motion, m/s; NaN without any."""
        return median(self.in_motion)


def median(values: FloatArray) -> float:
    """Median of the known values, m/s or bpm as they are; NaN without any."""
    known = np.sort(values[np.isfinite(values)])
    return float(known[(known.size - 1) // 2] + known[known.size // 2]) / 2.0 if known.size else NAN


def mean(values: FloatArray) -> float:
    """Mean of the known values, m/s or bpm as they are; NaN without any."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else NAN


def ratio(one: float, other: float) -> float:
    """One over the other, 1; NaN if either is unknown or the other is not above 0."""
    return one / other if other > 0.0 else NAN


def curve_of(weight: FloatArray, time: FloatArray, column: FloatArray) -> Curve:
    """Running sums of a column, shape (n,), by what each record stands for (weight, s) and the recorded time, s."""
    known = np.isfinite(column)
    total = np.cumsum(np.where(known, column, 0.0) * weight)
    return Curve(total, np.cumsum(weight * known) if weight[~known].any() else time)


def course_of(track: Track, effort: FloatArray | None = None) -> Course:
    """The running sums of a track, with its effort as speed on the flat (m/s, shape (n,)) if the ground is known."""
    weight = track.weight
    time = np.cumsum(weight)
    speed = curve_of(weight, time, track.speed)
    adjusted = speed if effort is None else curve_of(weight, time, effort)
    return Course(time, speed, adjusted, curve_of(weight, time, track.streams.heart_rate))


def record_borders(course: Course, bins: Bins) -> Indices:
    """Index of the first record that ends after each border of the parts (recorded time, s), shape (k + 1,)."""
    return np.searchsorted(course.time, bins.moments, "right")


def part_means(weight: FloatArray, borders: Indices, columns: FloatArray) -> FloatArray:
    """Means of columns, shape (c, n), in their units, over parts, shape (c, k), by the records that end in each.

    NaN where none does. By what each record stands for (weight, s, shape (n,)); quicker than running sums, and as good
    where the columns change slowly within a part.
    """
    start, end = int(borders[0]), int(borders[-1])
    if start >= end:
        return np.full((len(columns), borders.size - 1), np.nan)
    values = columns[:, start:end]
    known = np.isfinite(values)
    meant = known * weight[start:end]
    firsts = np.minimum(borders[:-1] - start, end - start - 1)
    total = np.add.reduceat(np.where(known, values, 0.0) * meant, firsts, axis=1)
    time = np.add.reduceat(meant, firsts, axis=1)
    told = (borders[1:] > borders[:-1]) & (time > 0.0)
    return np.where(told, total, np.nan) / np.where(told, time, 1.0)


def bins_of(course: Course) -> Bins:
    """Cut a run into equal parts of about LENGTH s; none if less than a second was recorded."""
    if course.duration < SHORTEST:
        nothing = np.empty(0)
        return Bins(LENGTH, np.zeros(1), nothing, nothing, nothing)
    moments = np.linspace(0.0, course.duration, max(round(course.duration / LENGTH), 1) + 1)
    speed = course.means(course.speed, moments)
    effort = speed if course.effort is course.speed else course.means(course.effort, moments)
    return Bins(float(moments[1]), moments, speed, effort, course.means(course.heart_rate, moments))
