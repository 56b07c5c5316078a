"""From the measurements and the route of a workout to its streams, on one time base."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.activity import Finding
from uncramp.domain.quantities import quantity_kinds
from uncramp.domain.sentence import say
from uncramp.domain.streams import FloatArray, Streams
from uncramp.formats.apple.units import FACTORS
from uncramp.formats.cells import numbers, times
from uncramp.formats.points import FASTEST, NAMES, Points
from uncramp.formats.track import seconds

WORDS = {
    **NAMES,
    "vertical_oscillation": say("vertical oscillation"),
    "stance_time": say("ground contact time"),
    "step_length": say("step length"),
}
QUANTITIES = {
    "HeartRate": ("heart_rate", "rate"),
    "DistanceWalkingRunning": ("distance", "length"),
    "RunningSpeed": ("speed", "speed"),
    "RunningPower": ("power", "power"),
    "RunningStrideLength": ("step_length", "length"),
    "RunningVerticalOscillation": ("vertical_oscillation", "length"),
    "RunningGroundContactTime": ("stance_time", "time"),
    "StepCount": ("cadence", "count"),
}
"""Column and dimension by Apple's name. Its stride length is that of one step, as its documentation says."""
LONGEST_MEAN = 60.0
"""What was counted over a longer time says nothing of a moment in it, s."""
STEPS = 2
"""In a stride, by which cadence counts."""
ROUTE = ("latitude", "longitude", "altitude")

Row = tuple[str, str, str, str, str]
"""Source, unit, start, end and value of a record."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one quantity from one source, in order of time, at least one.

    Parameters
    ----------
    start, end
        Of the time that each is about, since the activity's start, s, shape (n,).
    value
        In the unit of the house, shape (n,).
    """

    start: FloatArray
    end: FloatArray
    value: FloatArray

    def __getitem__(self, kept: NDArray[np.bool_ | np.intp]) -> "Series":
        """Some of them."""
        return Series(self.start[kept], self.end[kept], self.value[kept])

    def at(self, base: FloatArray) -> FloatArray:
        """The value at each time of a base (s), NaN where there is none."""
        last = np.searchsorted(self.start, base, "right") - 1
        values: FloatArray = np.where((last >= 0) & (base <= self.end[last]), self.value[last], np.nan)
        return values

    def sum_at(self, base: FloatArray) -> FloatArray:
        """The sum of increments up to each time of a base (s), NaN before the first and after the last.

        Of increments that overlap, nothing is counted twice.
        """
        before = np.concatenate([[-np.inf], np.maximum.accumulate(self.end)[:-1]])
        begin, whole = np.maximum(self.start, before), self.end - self.start
        share = np.divide(self.end - begin, whole, out=(self.start >= before).astype(np.float64), where=whole > 0)
        total = np.cumsum(self.value * share.clip(0.0))
        moments = np.column_stack([np.minimum(begin, np.maximum.accumulate(self.end)), np.maximum.accumulate(self.end)])
        sums = np.column_stack([np.concatenate([[0.0], total[:-1]]), total])
        summed: FloatArray = np.interp(base, moments.ravel(), sums.ravel(), left=np.nan, right=np.nan)
        return summed


@dataclass(frozen=True, slots=True)
class Chosen:
    """The series of a workout by column, each from one source, and what is to be said of them."""

    series: Mapping[str, Series]
    findings: tuple[Finding, ...]


def chosen(records: Mapping[str, Sequence[Row]], source: str, start: np.datetime64, elapsed_time: float) -> Chosen:
    """One series of each quantity: from the source of the workout, else from the one that tells most.

    Several sources measure the same way and the same heart; they are never added up.

    Parameters
    ----------
    records
        By the end of Apple's name.
    elapsed_time
        Of the workout, s.
    """
    series: dict[str, Series] = {}
    findings: list[Finding] = []
    for kind, (column, dimension) in QUANTITIES.items():
        rows = _of_one_source(records.get(kind, ()), source)
        if rows:
            read, odd = _series(column, dimension, rows, start, elapsed_time)
            findings += odd
            if read.value.size:
                series[column] = read
    return Chosen(series, tuple(findings))


def _of_one_source(rows: Sequence[Row], source: str) -> list[Row]:
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        by_source.setdefault(row[0], []).append(row)
    most = max(by_source.values(), key=len, default=[])
    return by_source.get(source, most)


def _series(
    column: str, dimension: str, rows: Sequence[Row], start: np.datetime64, elapsed_time: float
) -> tuple[Series, list[Finding]]:
    _, units, starts, ends, texts = zip(*dict.fromkeys(rows), strict=True)
    begin, end = (seconds(times(each).instants, start) for each in (starts, ends))
    order = np.lexsort((end, begin))
    read = Series(begin, end, numbers(texts) * np.array([FACTORS[dimension].get(unit, np.nan) for unit in units]))
    read = read[order][(begin[order] <= elapsed_time) & (end[order] >= 0.0) & (end[order] >= begin[order])]
    if column == "cadence":
        read = read[(read.end > read.start) & (read.end - read.start <= LONGEST_MEAN)]
        read = Series(read.start, read.end, read.value / (read.end - read.start) * 60.0 / STEPS)
    unknown = np.isnan(read.value)
    row = quantity_kinds()[column]
    wrong = (read.value < row.low) | (read.value > row.high)
    if column == "distance":
        wrong |= read.value > FASTEST * np.maximum(1.0, read.end - read.start)
    findings = list(_oddities(column, int(np.count_nonzero(unknown)), int(np.count_nonzero(wrong))))
    return read[~unknown & ~wrong], findings


def _oddities(column: str, unknown: int, wrong: int) -> Iterator[Finding]:
    code = column.replace("_", "-")
    if unknown:
        words = say(
            "{count} values of {quantity} have no unit that is known here.", count=unknown, quantity=WORDS[column]
        )
        yield Finding(f"unknown-unit-{code}", words, column=column)
    if wrong:
        words = say(
            "{count} values of {quantity} cannot be true and were left out.", count=wrong, quantity=WORDS[column]
        )
        yield Finding(f"impossible-{code}", words, column=column)


@dataclass(frozen=True, slots=True)
class Way:
    """The points of a route that lie in the workout, in order, one at a time.

    Parameters
    ----------
    time
        Since the activity's start, s, shape (n,).
    """

    time: FloatArray
    columns: Mapping[str, FloatArray]

    @classmethod
    def of(cls, points: Points, start: np.datetime64, elapsed_time: float) -> "Way":
        """Of the points of a route."""
        time, first = np.unique(seconds(points.time, start), return_index=True)
        inside = (time >= 0.0) & (time <= elapsed_time)
        return cls(time[inside], {name: column[first][inside] for name, column in points.columns.items()})

    def at(self, name: str, base: FloatArray) -> FloatArray:
        """A column at the times of a base (s) that are those of points, else NaN."""
        values = np.full(base.shape, np.nan)
        values[np.searchsorted(base, self.time)] = self.columns[name]
        return values


def streams_of(series: Mapping[str, Series], way: Way, elapsed_time: float) -> Streams:
    """All columns at every moment at which one of them was measured; the distance is known between these too."""
    edges = [np.clip(edge, 0.0, elapsed_time) for each in series.values() for edge in (each.start, each.end)]
    base = np.unique(np.concatenate([way.time, *edges])) if edges or way.time.size else np.zeros(0)
    columns = {name: each.at(base) for name, each in series.items() if name != "distance"}
    columns |= {name: way.at(name, base) for name in ROUTE}
    if "distance" in series:
        columns["distance"] = _from_start(series["distance"].sum_at(base))
    elif not np.isnan(way.columns["distance"]).all():
        known = ~np.isnan(way.columns["distance"])
        measured = np.interp(base, way.time[known], way.columns["distance"][known], left=np.nan, right=np.nan)
        columns["distance"] = _from_start(measured)
    if "speed" not in series:
        columns["speed"] = way.at("speed", base)
    return Streams.of(base, None, **columns)


def _from_start(distance: FloatArray) -> FloatArray:
    """The distance without what was covered before the start, m, shape (n,)."""
    known = distance[~np.isnan(distance)]
    return distance - known[0] if known.size else distance
