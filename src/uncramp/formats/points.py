"""The points of an activity in a text format as columns, without what cannot be true of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.activity import Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Sport
from uncramp.domain.quantities import quantity_kinds
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import COLUMNS, FloatArray
from uncramp.exposure.cleaning.bounds import ON_FOOT, bounds_of
from uncramp.formats.cells import MISSING, Cell, Instants, Times, numbers, times
from uncramp.formats.xml import Step, local_name

MOST_POINTS = 2_000_000
"""Of one file: 23 days with a point a second."""
MOST_ACTIVITIES = 5000
"""Of one file: a decade of daily runs, and more."""
MOST_TEXTS = 4000
"""Points whose texts are held until they become numbers."""
MOST_NAMES = 1000
"""Names of elements of which it is remembered whether they have a column."""
EARLIEST, LATEST = np.datetime64("1980-01-06", "us"), np.datetime64("2100-01-01", "us")
"""Before the first there was no time from satellites; after the second nobody reads this."""
FASTEST = bounds_of(Sport.OTHER).speed
"""Nobody is faster whom no engine carries, m/s."""
NAMES: Mapping[str, Sentence] = {
    "time": say("time"),
    "latitude": say("latitude"),
    "longitude": say("longitude"),
    "altitude": say("altitude"),
    "distance": say("distance"),
    "speed": say("speed"),
    "heart_rate": say("heart rate"),
    "cadence": say("cadence"),
    "power": say("power"),
    "temperature": say("temperature"),
    "course": say("direction"),
}


class _Slots(dict[object, int | None]):
    """Column of each tag; the local name decides, and is looked up but once."""

    def __init__(self, columns: Mapping[str, int]) -> None:
        super().__init__()
        self._columns = columns

    def __missing__(self, tag: object) -> int | None:
        slot = self._columns.get(local_name(tag))
        if len(self) < MOST_NAMES:
            self[tag] = slot
        return slot


@dataclass(frozen=True)
class Grid:
    """How the points of a format become rows.

    Parameters
    ----------
    point
        Local name of the element that is one point.
    attributes, elements
        Column of its attributes, and of elements in it by local name, however deep.
    """

    point: str
    attributes: Mapping[str, str]
    elements: Mapping[str, str]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(dict.fromkeys([*self.attributes.values(), *self.elements.values()]))

    def rows(self, step: Step) -> list[list[Cell]]:
        """Texts of the points that a step hands over, a row each, in the order of the columns."""
        rows = self._rows_of_points_alone(step) if step.is_qualified else []
        return rows if len(rows) == len(step) else self._rows_among_others(step)

    def _rows_of_points_alone(self, step: Step) -> list[list[Cell]]:
        """The rows, in one go if the step hands over nothing but points; else too few of them."""
        rows: list[list[Cell]] = []
        row = self._blank.copy()
        slots = self._slots
        if step.rest is not None and local_name(step.rest.tag) != self.point:
            return rows
        for each in step.element.iterdescendants(*self._tags):
            slot = slots[each.tag]
            if slot is not None:
                row[slot] = each.text or ""
            elif each is step.rest:
                break
            else:
                row = self._blank.copy()
                for name, column in self._attributes:
                    row[column] = each.get(name, MISSING)
                rows.append(row)
        return rows

    def _rows_among_others(self, step: Step) -> list[list[Cell]]:
        rows = []
        for point in step.children():
            if local_name(point.tag) == self.point:
                row = self._blank.copy()
                for name, column in self._attributes:
                    row[column] = point.get(name, MISSING)
                for each in point.iterdescendants():
                    slot = self._slots[each.tag]
                    if slot is not None:
                        row[slot] = each.text or ""
                rows.append(row)
        return rows

    @cached_property
    def _tags(self) -> list[str]:
        return [f"{{*}}{name}" for name in (self.point, *self.elements)]

    @cached_property
    def _slots(self) -> _Slots:
        return _Slots({name: self.columns.index(column) for name, column in self.elements.items()})

    @cached_property
    def _attributes(self) -> list[tuple[str, int]]:
        return [(name, self.columns.index(column)) for name, column in self.attributes.items()]

    @cached_property
    def _blank(self) -> list[Cell]:
        return [MISSING] * len(self.columns)


@dataclass(frozen=True, eq=False)
class Points:
    """The points of one activity that have a time, in the order of the file.

    Parameters
    ----------
    time
        Shape (n,).
    lap, segment
        Number of the lap, and of the stretch without a break, that each belongs to, shape (n,).
    columns
        By quantity, in its unit, each of shape (n,).
    time_zone
        Fixed offset like "+02:00" that the times carry, or None.
    """

    time: Instants
    lap: NDArray[np.intp]
    segment: NDArray[np.intp]
    columns: Mapping[str, FloatArray]
    time_zone: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    times: Times
    columns: Mapping[str, FloatArray]


class Collector:
    """Gathers the points of a file, one activity after the other, and keeps numbers instead of texts.

    Parameters
    ----------
    name
        The file as the user named it.
    """

    def __init__(self, name: str, grid: Grid) -> None:
        self._name = name
        self._grid = grid
        self._total = self._activities = 0
        self._rows: list[list[Cell]] = []
        self._parts: list[_Part] = []
        self._places: list[tuple[int, int, int]] = []

    def __len__(self) -> int:
        """Count of the points since the last activity."""
        return sum(count for _, _, count in self._places)

    def add(self, step: Step, lap: int, segment: int) -> None:
        """Take the points that a step hands over.

        Raises
        ------
        UnreadableFileError
            If the file holds more points than any outing.
        """
        rows = self._grid.rows(step)
        if not rows:
            return
        self._rows += rows
        self._places.append((lap, segment, len(rows)))
        self._total += len(rows)
        if self._total > MOST_POINTS:
            raise UnreadableFileError(self._name, say("it holds more than {count} points", count=MOST_POINTS))
        if len(self._rows) > MOST_TEXTS:
            self._convert()

    def points(self, sport: Sport) -> Points:
        """The points since the last activity, which was of the given sport.

        Raises
        ------
        UnreadableFileError
            If the file holds more activities than anybody has.
        """
        self._activities += 1
        if self._activities > MOST_ACTIVITIES:
            raise UnreadableFileError(self._name, say("it holds more than {count} activities", count=MOST_ACTIVITIES))
        self._convert()
        parts, self._parts = self._parts, []
        lap, segment, counts = np.array(self._places, np.intp).reshape(-1, 3).T
        self._places = []
        time: Instants = np.concatenate([part.times.instants for part in parts])
        possible = possible_times(time)
        timed = ~np.isnat(possible)
        columns = {}
        findings = list(_untimed([part.times for part in parts], time, timed))
        for name in parts[0].columns:
            values = np.concatenate([part.columns[name] for part in parts])[timed]
            columns[name], odd = bounded(name, values, sport)
            findings += odd
        return Points(
            time=possible[timed],
            lap=np.repeat(lap, counts)[timed],
            segment=np.repeat(segment, counts)[timed],
            columns=columns,
            time_zone=next((part.times.zone for part in parts if part.times.zone is not None), None),
            findings=(*findings, *_odd_times(possible[timed])),
        )

    def _convert(self) -> None:
        """Texts to numbers, the more at once the faster."""
        rows, self._rows = self._rows, []
        columns = zip(*rows, strict=True) if rows else [()] * len(self._grid.columns)
        cells: dict[str, Sequence[Cell]] = dict(zip(self._grid.columns, columns, strict=True))
        read = times(cells.pop("time"))
        self._parts.append(_Part(read, {name: numbers(column) for name, column in cells.items()}))


def _untimed(read: Sequence[Times], time: Instants, timed: NDArray[np.bool_]) -> Iterator[Finding]:
    """What is to be said of times that are none, and of the points that are left out for them."""
    lost = int(np.count_nonzero(~timed))
    if lost:
        yield Finding("records-without-time", say("{count} records have no time and were left out.", count=lost))
    wrong = lost - int(np.count_nonzero(np.isnat(time))) + sum(each.unreadable for each in read)
    if wrong:
        yield impossible("time", wrong)
    without_zone = sum(each.without_zone for each in read)
    if without_zone:
        yield zoneless(without_zone)


def _odd_times(time: Instants) -> Iterator[Finding]:
    step = np.diff(time)
    back, same = (int(np.count_nonzero(step < 0)), int(np.count_nonzero(step == 0)))
    if back:
        words = say("{count} records are earlier than the one before them.", count=back)
        yield Finding("records-out-of-order", words)
    if same:
        words = say("{count} records have the same time as the one before them.", count=same)
        yield Finding("records-at-one-time", words)


def possible_times(time: Instants, beside: Instants | None = None) -> Instants:
    """The moments at which satellites can have told the time and that lie with most of the others; else NaT.

    Parameters
    ----------
    beside
        Moments that are known to be possible, if any, to lie with instead.
    """
    never = np.datetime64("NaT", "us")
    possible = np.where((time >= EARLIEST) & (time < LATEST), time, never)
    known = np.sort(possible[~np.isnat(possible)] if beside is None or not beside.size else beside)
    if not known.size:
        return possible
    reach = np.timedelta64(int(quantity_kinds()["elapsed_time"].high / 2), "s")
    return np.where(np.abs(possible - known[(known.size - 1) // 2]) <= reach, possible, never)


def bounded(name: str, values: FloatArray, sport: Sport) -> tuple[FloatArray, list[Finding]]:
    """Values of a column, shape (n,), with NaN for those that cannot be true, and what is to be said of these."""
    low, high = (0.0, 360.0) if name == "course" else (quantity_kinds()[name].low, quantity_kinds()[name].high)
    if name == "speed" and sport not in ON_FOOT:
        high = FASTEST
    wrong = (values < low) | (values > high)
    count = int(np.count_nonzero(wrong))
    return (np.where(wrong, np.nan, values), [impossible(name, count)]) if count else (values, [])


def zoneless(count: int) -> Finding:
    """What is said of times that name no zone."""
    words = say("{count} times name no time zone and were taken as UTC.", count=count)
    return Finding("time-without-zone", words)


def impossible(name: str, count: int) -> Finding:
    """What is said of values that cannot be."""
    words = say("{count} values of {quantity} cannot be true and were left out.", count=count, quantity=NAMES[name])
    column = name if name in COLUMNS else None
    return Finding(f"impossible-{name.replace('_', '-')}", words, column=column)
