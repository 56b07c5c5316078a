"""The records of a FIT file as streams in the units of the house."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.activity import Finding
from uncramp.domain.outline import Sport
from uncramp.domain.quantities import quantity_kinds
from uncramp.domain.sentence import say
from uncramp.domain.streams import FloatArray, Streams
from uncramp.formats.fit.bounds import possible_columns
from uncramp.formats.fit.messages import HUGE, Messages, Table

DEGREES_PER_SEMICIRCLE = 180.0 / 2**31
SOURCES: Mapping[str, tuple[str, float]] = {
    "distance": ("distance", 1.0),
    "speed": ("enhanced_speed", 1.0),
    "altitude": ("enhanced_altitude", 1.0),
    "heart_rate": ("heart_rate", 1.0),
    "power": ("power", 1.0),
    "temperature": ("temperature", 1.0),
    "latitude": ("position_lat", DEGREES_PER_SEMICIRCLE),
    "longitude": ("position_long", DEGREES_PER_SEMICIRCLE),
    "vertical_oscillation": ("vertical_oscillation", 0.001),
    "stance_time": ("stance_time", 0.001),
    "step_length": ("step_length", 0.001),
    "core_temperature": ("core_temperature", 1.0),
}
"""FIT field of each column, and what turns its unit into that of the house."""
BORROWED = ("heart_rate", "cadence", "power", "temperature", "core_temperature")
"""Columns that a developer field may fill in: apps and FIT use one unit for them."""

FIRST_DATE = 0x10000000
"""Smaller times count from when the watch was switched on; others are seconds since 1989-12-31 UTC."""
LAST_DATE = 0x80000000
"""Times from then on are no dates: in 2058 nobody reads this. Only a watch whose clock runs wrong writes them."""
NO_DATE = 0xFFFFFFFF
DATED = ("session", "record")
TIMES = ("timestamp", "start_time")
LONGEST_BREAK = 30 * 86_400.0
"""A watch was stopped, forgotten for weeks and then taken out again to go on with the same activity, s."""
END_SLACK = 60.0
"""Watches round the end of an activity and write a last record while they save it, s."""


def with_dates(messages: Messages) -> tuple[Messages, list[Finding]]:
    """The messages without times that are no dates; if the watch knew no date at all, with its own times."""
    stamps = [messages[kind].numbers(name) for kind in DATED if kind in messages for name in TIMES]
    if any(are_dates(each).any() for each in stamps):
        return _where(messages, are_dates), []
    unset = say("The watch's clock was not set: when the activity took place is not known.")
    return _where(messages, _are_times), [Finding("clock-not-set", unset)]


def are_dates(times: FloatArray) -> NDArray[np.bool_]:
    """Whether times, seconds since the epoch of FIT, can be dates, shape (n,)."""
    return (times >= FIRST_DATE) & (times < LAST_DATE)


def _are_times(times: FloatArray) -> NDArray[np.bool_]:
    return (times >= 0.0) & (times < NO_DATE)


def _where(messages: Messages, are_meant: Callable[[FloatArray], NDArray[np.bool_]]) -> Messages:
    """The messages without the times that are not meant."""
    tables = dict(messages)
    for kind, table in messages.items():
        dates = {name: table.columns[name] for name in TIMES if name in table.columns}
        if not all(are_meant(each).all() for each in dates.values()):
            kept = {name: np.where(are_meant(each), each, np.nan) for name, each in dates.items()}
            tables[kind] = replace(table, columns={**table.columns, **kept})
    return tables


def dated(records: Table) -> tuple[Table, list[Finding]]:
    """The records that have a time, and what is to be said of the others."""
    has_time = ~np.isnan(records.numbers("timestamp"))
    lost = np.flatnonzero(~has_time)
    if not lost.size:
        return records, []
    sentence = say("{count} records have no time and were left out.", count=int(lost.size))
    return records.where(has_time), [Finding("records-without-time", sentence, int(records.places[lost[0]]))]


def oddities(records: Table, elapsed_time: FloatArray, end: float) -> Iterator[Finding]:
    """What is to be said of the times (s, shape (n,)) of the records of an activity that ended at ``end``."""
    back = 1 + np.flatnonzero(np.diff(elapsed_time) < 0)
    if back.size:
        sentence = say("{count} records are earlier than the one before them.", count=int(back.size))
        yield Finding("records-out-of-order", sentence, int(records.places[back[0]]))
    late = np.flatnonzero(elapsed_time > end + END_SLACK)
    if late.size:
        sentence = say("{count} records are later than the end of the activity.", count=int(late.size))
        yield Finding("records-after-end", sentence, int(records.places[late[0]]))


def placed(
    records: Table, chosen: NDArray[np.intp], said: float, end: float | None
) -> tuple[float, NDArray[np.intp], list[Finding]]:
    """When the activity of the chosen records began, which of these can belong to it, and what is said of the others.

    Parameters
    ----------
    said, end
        When it is said to have begun and, if it says so, to have been saved, seconds since the epoch of FIT. Records
        up to END_SLACK before belong to it too. If most are not from the time after that, what was said is wrong, and
        it began with the first of these.
    """
    times = records.numbers("timestamp")[chosen]
    if not times.size:
        return said, chosen, []
    longest = quantity_kinds()["elapsed_time"].high
    if end is not None and end - said <= LONGEST_BREAK:
        longest = max(longest, end - said)
    middle = float(np.median(times))
    is_right = said <= middle <= said + longest
    start = float(times[times >= (said - END_SLACK if is_right else middle - longest / 2.0)].min())
    start = min(start, said) if is_right else start
    outside = (times < start) | (times > start + longest)
    if not outside.any():
        return start, chosen, []
    count = int(np.count_nonzero(outside))
    words = say("{count} records are from before the activity or from long after it and were left out.", count=count)
    return start, chosen[~outside], [Finding("records-outside", words, int(records.places[chosen[outside][0]]))]


def columns_of(records: Table) -> tuple[dict[str, FloatArray], dict[str, FloatArray]]:
    """Columns of the records by their names and in their units in the quantity table, and developer columns.

    Notes
    -----
    A column that was not recorded is taken from the developer field that says it stands for it, or has its name:
    so do foot pods record power and ingestible or chest sensors the core temperature.
    """
    columns = {
        column: records.columns[name] * factor for column, (name, factor) in SOURCES.items() if name in records.columns
    }
    if "cadence" in records.columns:
        columns["cadence"] = records.columns["cadence"] + np.nan_to_num(records.numbers("fractional_cadence"))
    developer = {
        name: np.where(np.abs(column) < HUGE, column, np.nan)
        for name, column in records.developer.items()
        if column.dtype == np.float64
    }
    named = {name.lower().replace(" ", "_"): column for name, column in developer.items()}
    for name in BORROWED:
        borrowed = developer.get(records.stand_ins.get(name, ""), named.get(name))
        if borrowed is not None and np.isnan(columns.get(name, np.nan)).all():
            columns[name] = borrowed
    return columns, developer


def streams_of(records: Table, elapsed_time: FloatArray, sport: Sport) -> tuple[Streams, list[Finding]]:
    """The records of one activity as streams, without what cannot be true, and what is to be said of that.

    Parameters
    ----------
    elapsed_time
        s, shape (n,).
    """
    columns, developer = columns_of(records)
    possible, odd = possible_columns(columns, sport)
    return Streams.of(elapsed_time, developer, **possible), odd
