"""The messages of a FIT file as columns, one table a kind of message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.streams import FloatArray

Column = NDArray[Any]
"""Float64 of shape (n,), or (n, k) for array fields, NaN where not recorded; or texts, "" where not recorded."""

HUGE = 1e300
"""Stands for infinite values: a number that cannot be, and that can be computed with."""

Row = Mapping[str, float | str]
"""What one message recorded, by field."""


@dataclass(frozen=True, slots=True)
class Table:
    """All messages of one kind, in file order.

    Parameters
    ----------
    places
        Byte of each message in the file.
    columns
        Fields by their FIT names, in the units of FIT: semicircles, mm, ms, seconds since 1989-12-31 UTC.
    developer
        Developer fields by the names that their apps gave them.
    stand_ins
        Names of the developer fields that say which FIT field they stand for, by the name of that field.
    """

    places: NDArray[np.int64]
    columns: Mapping[str, Column] = field(default_factory=dict)
    developer: Mapping[str, Column] = field(default_factory=dict)
    stand_ins: Mapping[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """Count of messages."""
        return self.places.size

    def numbers(self, name: str) -> FloatArray:
        """One numeric column, shape (n,); all NaN if the field was not recorded."""
        column = self.columns.get(name)
        return np.full(len(self), np.nan) if column is None else column

    def where(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> "Table":
        """The chosen messages alone: those of a mask of shape (n,), or those with the given rows, in order."""
        if chosen.dtype != np.bool_ and chosen.size == len(self):
            return self
        return replace(
            self,
            places=self.places[chosen],
            columns={name: column[chosen] for name, column in self.columns.items()},
            developer={name: column[chosen] for name, column in self.developer.items()},
        )

    def rows(self) -> list[Row]:
        """The FIT fields of all messages one by one, without arrays."""
        return _rows(self.columns, len(self))

    def developer_rows(self) -> list[Row]:
        """The developer fields of all messages one by one, without arrays."""
        return _rows(self.developer, len(self))


Messages = Mapping[str, Table]
"""Tables by the name of their kind of message."""

EMPTY = Table(np.empty(0, np.int64))


def number(row: Row, name: str) -> float | None:
    """A numeric field of a message, or None if it was not recorded."""
    value = row.get(name)
    return None if isinstance(value, str) else value


def _rows(columns: Mapping[str, Column], count: int) -> list[Row]:
    lists = [(name, column.tolist()) for name, column in columns.items() if column.ndim == 1]
    return [{name: values[index] for name, values in lists if _is_recorded(values[index])} for index in range(count)]


def _is_recorded(value: float | str) -> bool:
    return value != "" if isinstance(value, str) else abs(value) < HUGE


def join(parts: Sequence[Messages]) -> Messages:
    """The messages of several recordings, one after the other."""
    if len(parts) == 1:
        return parts[0]
    kinds = {kind: [part[kind] for part in parts if kind in part] for each in parts for kind in each}
    return {kind: _join_tables(tables) for kind, tables in kinds.items()}


def _join_tables(tables: Sequence[Table]) -> Table:
    ends = np.cumsum([len(table) for table in tables])
    slots = [slice(end - len(table), end) for table, end in zip(tables, ends, strict=True)]
    return Table(
        np.concatenate([table.places for table in tables]),
        _join_columns([table.columns for table in tables], slots),
        _join_columns([table.developer for table in tables], slots),
        {native: name for table in tables for native, name in table.stand_ins.items()},
    )


def _join_columns(tables: Sequence[Mapping[str, Column]], slots: Sequence[slice]) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    for table, slot in zip(tables, slots, strict=True):
        for name, values in table.items():
            put(columns, name, values, slot, slots[-1].stop)
    return columns


def put(columns: dict[str, Column], name: str, values: Column, slot: slice | NDArray[np.intp], size: int) -> None:
    """Write some rows of a column of ``size`` rows, which is made or made wider as they need it."""
    if isinstance(slot, slice) and len(values) == size:
        columns[name] = values
        return
    width = values.shape[1:]
    column = columns.get(name)
    if column is None or column.shape[1:] < width:
        wider: Column = np.full((size, *width), "" if values.dtype == object else np.nan, values.dtype)
        if column is not None:
            wider[:, : column.shape[1]] = column
        column = columns[name] = wider
    column[(slot, slice(*width)) if width else slot] = values
