"""Tables of messages from the bytes of a FIT file: the messages of each layout gathered at once."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.streams import FloatArray
from uncramp.formats.fit.developer import Description, Descriptions, Key
from uncramp.formats.fit.expand import expand
from uncramp.formats.fit.fields import Span, column, rows_at
from uncramp.formats.fit.header_times import TIMESTAMP
from uncramp.formats.fit.layout import Layout, triples
from uncramp.formats.fit.messages import Column, Table, put
from uncramp.formats.fit.profile import Field, Kind


@dataclass(frozen=True, slots=True)
class _Batch:
    """Messages of one layout whose developer fields mean the same.

    Parameters
    ----------
    times
        From their headers; None if these do not hold any.
    """

    layout: Layout
    places: NDArray[np.int64]
    times: FloatArray | None
    developer: Mapping[Key, Description]


def table_of(
    content: bytes,
    kind: Kind,
    layouts: Sequence[Layout],
    times: Mapping[int, FloatArray],
    descriptions: Descriptions,
) -> Table:
    """All messages of one kind, in file order.

    Parameters
    ----------
    times
        Times of the messages whose headers hold a part of them, by the identity of their layout.
    """
    batches = [batch for layout in layouts for batch in _batches(layout, times.get(id(layout)), descriptions)]
    places = np.concatenate([batch.places for batch in batches])
    columns: dict[str, Column] = {}
    developer: dict[str, Column] = {}
    names: dict[str, Key] = {}
    stand_ins: dict[str, str] = {}
    for batch, slot in zip(batches, _slots(batches, places), strict=True):
        if batch.times is not None:
            put(columns, TIMESTAMP.name, batch.times, slot, places.size)
        rows = rows_at(content, batch.places, 1 + batch.layout.size)
        for field, span in _fields(batch.layout, kind):
            values = column(rows, span, field)
            if values is not None:
                put(columns, field.name, values, slot, places.size)
        for key, told, span in _developer_fields(batch):
            values = column(rows, span, told.field)
            if values is not None:
                name = told.field.name
                if names.setdefault(name, key) != key:
                    name = f"{name} ({key[0]}, {key[1]})"
                for each, element in _elements(name, values):
                    put(developer, each, element, slot, places.size)
                if told.kind in {kind.number, None} and told.stands_for in kind.fields:
                    stand_ins[kind.fields[told.stands_for].name] = name
    expand(kind, columns)
    return Table(np.sort(places), columns, developer, stand_ins)


def _elements(name: str, values: Column) -> Iterator[tuple[str, Column]]:
    """The values of a developer field, each element of several under a name of its own."""
    if values.ndim == 1:
        yield name, values
    elif values.shape[1] == 1:
        yield name, values[:, 0]
    else:
        yield from ((f"{name}[{index}]", values[:, index]) for index in range(values.shape[1]))


def _batches(layout: Layout, times: FloatArray | None, descriptions: Descriptions) -> Iterator[_Batch]:
    keys = [(index, number) for number, _, index in triples(layout.developer_fields)]
    histories = {key: descriptions[key] for key in keys if key in descriptions}
    turns = sorted({place for history in histories.values() for place, _ in history[1:]})
    for recorded, header_times in ((layout.places, None), (layout.timed_places, times)):
        places = np.frombuffer(recorded, np.int64)
        for low, high in pairwise([0, *np.searchsorted(places, turns), places.size]):
            if low < high:
                told = {key: _at(history, places[low]) for key, history in histories.items()}
                yield _Batch(layout, places[low:high], None if header_times is None else header_times[low:high], told)


def _at(history: Sequence[tuple[int, Description]], place: int) -> Description:
    """The description that holds at some byte: the last before it, or the first of all."""
    return history[max(0, bisect_left(history, place, key=itemgetter(0)) - 1)][1]


def _slots(batches: Sequence[_Batch], places: NDArray[np.int64]) -> Sequence[slice | NDArray[np.intp]]:
    """Rows that the messages of each batch take for the table to be in file order."""
    if len(batches) == 1:
        return [slice(None)]
    return np.split(np.argsort(np.argsort(places)), np.cumsum([batch.places.size for batch in batches])[:-1])


def _fields(layout: Layout, kind: Kind) -> Iterator[tuple[Field, Span]]:
    """The known fields of a layout and where they lie; of two with one number the last."""
    spans: dict[int, Span] = {}
    offset = 1
    for number, size, base_type in triples(layout.fields):
        spans[number] = Span(offset, size, base_type, layout.byte_order)
        offset += size
    return ((kind.fields[number], span) for number, span in spans.items() if number in kind.fields)


def _developer_fields(batch: _Batch) -> Iterator[tuple[Key, Description, Span]]:
    """The described developer fields of a batch and where they lie; of two with one number the last."""
    spans: dict[Key, tuple[int, int]] = {}
    offset = 1 + sum(batch.layout.fields[1::3])
    for number, size, index in triples(batch.layout.developer_fields):
        spans[index, number] = offset, size
        offset += size
    for key, told in batch.developer.items():
        yield key, told, Span(*spans[key], told.base_type, batch.layout.byte_order)
