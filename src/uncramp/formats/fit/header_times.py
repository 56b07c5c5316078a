"""Times of messages whose headers hold only the low five bits of them."""

from collections.abc import Mapping, Sequence

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.formats.fit.fields import Span, column, rows_at
from uncramp.formats.fit.layout import Layout, triples
from uncramp.formats.fit.packed import unroll
from uncramp.formats.fit.profile import Field

TIMESTAMP = Field("timestamp", 253)
SPAN = 32


def header_times(content: bytes, layouts: Sequence[Layout]) -> Mapping[int, FloatArray]:
    """Times of all messages with such headers, counted on from the whole times in the other messages.

    Returns
    -------
    Seconds since the epoch of FIT, by the identity of the layout; NaN before the first whole time.
    """
    timed = [layout for layout in layouts if layout.timed_places]
    if not timed:
        return {}
    stamped = [layout for layout in layouts if layout.places]
    timed_places = np.concatenate([np.frombuffer(layout.timed_places, np.int64) for layout in timed])
    places = np.concatenate([timed_places, *(np.frombuffer(layout.places, np.int64) for layout in stamped)])
    low = np.full(places.size, np.nan)
    low[: timed_places.size] = np.frombuffer(content, np.uint8)[timed_places] % SPAN
    known = np.concatenate([np.full(timed_places.size, np.nan), *(stamps(content, layout) for layout in stamped)])
    order = np.argsort(places)
    times = np.empty(places.size)
    times[order] = unroll(low[order], SPAN, known[order])
    times[places < places[~np.isnan(known)].min(initial=len(content))] = np.nan
    ends = np.cumsum([len(layout.timed_places) for layout in timed])
    return {id(layout): times[end - len(layout.timed_places) : end] for layout, end in zip(timed, ends, strict=True)}


def stamps(content: bytes, layout: Layout) -> FloatArray:
    """Whole times of the messages of a layout, seconds since the epoch of FIT, NaN where they have none."""
    places = np.frombuffer(layout.places, np.int64)
    offset = 1
    for number, size, base_type in triples(layout.fields):
        if number == TIMESTAMP.number:
            rows = rows_at(content, places, 1 + layout.size)
            times = column(rows, Span(offset, size, base_type, layout.byte_order), TIMESTAMP)
            if times is not None:
                return times
        offset += size
    return np.full(places.size, np.nan)
