"""Sound stretches of damaged data, taken at once and not message by message."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from uncramp.formats.fit.frames import Frames, frames_of
from uncramp.formats.fit.header_times import stamps
from uncramp.formats.fit.layout import Layout
from uncramp.formats.fit.plausible import DAY, NEVER, Shape, oddities
from uncramp.formats.fit.walk import Walk

MARGIN = 8
"""Records before the first trouble that are not taken for granted."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Messages that are sound.

    Parameters
    ----------
    end
        Byte after the last of them, a record.
    layouts
        With their places.
    base
        Time of that record, seconds since the epoch of FIT.
    """

    end: int
    layouts: tuple[Layout, ...]
    base: int


def advance(walk: Walk, base: int, size: int) -> Stretch | None:
    """Take all messages up to some records before the first that cannot be meant, and go on behind them.

    Parameters
    ----------
    base
        Time of the record before, seconds since the epoch of FIT.
    size
        Bytes to look at.

    Returns
    -------
    None, with the walk where it was, if there are too few records.
    """
    begin = walk.position
    alike: dict[bytes, Layout] = {}
    defined = {
        local: alike.setdefault(shape.layout.key, replace(shape.layout, places=array("q"), timed_places=array("q")))
        for local, shape in walk.shapes.items()
    }
    found = frames_of(walk.content, begin, min(walk.end, begin + size), defined)
    last = _last_record(walk, found, base)
    if last is None:
        return None
    end, time = last
    for place, _ in found.definitions:
        if place < end:
            walk.position = place
            walk.step()
    walk.position = end
    layouts = []
    for layout in found.layouts:
        places, timed_places = (each[: bisect_left(each, end)] for each in (layout.places, layout.timed_places))
        if places or timed_places:
            layouts.append(replace(layout, places=places, timed_places=timed_places))
    return Stretch(end, tuple(layouts), time)


def _last_record(walk: Walk, found: Frames, base: int) -> tuple[int, int] | None:
    """Byte after the last record before a margin, and its time."""
    shapes = [Shape.of(layout) for layout in found.layouts]
    stamped = [shape for shape in shapes if shape.is_record and shape.time_at and shape.layout.places]
    if not stamped:
        return None
    places = np.concatenate([np.frombuffer(each.layout.places, np.int64) for each in stamped])
    times = np.concatenate([stamps(walk.content, each.layout) for each in stamped])
    steps = np.concatenate([np.full(len(each.layout.places), each.step) for each in stamped])
    order = np.argsort(places)[: np.count_nonzero(places < _first_odd(walk, found, shapes))]
    fits = (np.abs(np.diff(times[order], prepend=base)) <= DAY) & ~np.isin(times[order], [*NEVER])
    last = int(np.argmin(np.append(fits, False))) - MARGIN
    return (int(places[order[last]] + steps[order[last]]), int(times[order[last]])) if last >= 0 else None


def _first_odd(walk: Walk, found: Frames, shapes: Sequence[Shape]) -> int:
    """The first byte at which no message can be meant."""
    definitions = ((place, walk.content[place:last]) for place, last in found.definitions)
    odd = (place for place, definition in definitions if definition not in walk.formed and oddities(definition))
    timed = (shape.layout.timed_places[0] for shape in shapes if not shape.may_be_timed and shape.layout.timed_places)
    return min([found.offset, *islice(odd, 1), *timed])
