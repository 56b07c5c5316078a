"""Recordings with one wrong byte that says how messages lie: their checksum tells which it is, and its right value."""

from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import chain, islice

import numpy as np

from uncramp.formats.fit.checksum import lone_errors
from uncramp.formats.fit.frames import Frames, frames_of
from uncramp.formats.fit.header_times import stamps
from uncramp.formats.fit.layout import CHECKSUM, DEFINITION_HEAD, MARK, MARK_AT, SHORT_HEADER, SIZE_AT, Layout
from uncramp.formats.fit.plausible import DAY, RECORD

LATE = 32
"""Messages before trouble of which one may have a wrong header."""
MOST_TRIED = 64
"""Bytes tried; by chance one in 257 would make the checksum right."""


def corrected(content: bytes, position: int, stop: int, most: int) -> tuple[bytes, int] | None:
    """The content with one byte of a recording set right, and which.

    Parameters
    ----------
    position, stop
        First byte of the recording and the byte after its last.
    most
        Count of the records that are had of it otherwise.

    Returns
    -------
    None if no byte of a definition or message header alone makes the checksum right and the recording whole, with
    as many records or, if it is whole anyway, more.
    """
    header = content[position : position + SHORT_HEADER]
    end = stop - CHECKSUM
    if header[MARK_AT:] != MARK or header[0] < SHORT_HEADER:
        return None
    begin = position + header[0]
    if begin + int.from_bytes(header[SIZE_AT:MARK_AT], "little") != end:
        return None
    found = frames_of(content, begin, end)
    least = most + (found.trouble is None)
    best = None
    for place, value in islice(_suspects(content, position, stop, found), MOST_TRIED):
        other = content[:place] + bytes([value]) + content[place + 1 :]
        whole = frames_of(other, begin, end)
        if whole.trouble is None and (count := records_near(other, whole.layouts)) >= least:
            best, least = (other, place), count + 1
    return best


def records_near(content: bytes, layouts: Sequence[Layout]) -> int:
    """Count of the records that were made within a day of most, or whose headers hold a part of their time."""
    records = [layout for layout in layouts if layout.kind == RECORD]
    times = np.concatenate([np.empty(0), *(stamps(content, layout) for layout in records if layout.places)])
    times = times[~np.isnan(times)]
    near = np.count_nonzero(np.abs(times - np.median(times)) <= DAY) if times.size else 0
    return int(near) + sum(len(layout.timed_places) for layout in records)


def _suspects(content: bytes, position: int, stop: int, found: Frames) -> Iterator[tuple[int, int]]:
    """Bytes that alone would explain the checksum, and their right values.

    Where there is trouble, those of definitions and of the headers of messages shortly before it; else those that
    make a definition one of records.
    """
    within = {place: first for first, last in found.definitions for place in range(first, last)}
    places = {*within}
    if found.trouble is not None:
        headers = chain.from_iterable((*layout.places, *layout.timed_places) for layout in found.layouts)
        places |= {*range(found.offset, found.offset + DEFINITION_HEAD), *nlargest(LATE, headers)}
    for at, value in lone_errors(content[position:stop]):
        place = position + at
        if place in places and (found.trouble is not None or _is_of_records(content, within[place], place, value)):
            yield place, value


def _is_of_records(content: bytes, first: int, place: int, value: int) -> bool:
    """Whether a definition is one of records once a byte of it is another."""
    head = bytearray(content[first : first + DEFINITION_HEAD])
    if place - first < DEFINITION_HEAD:
        head[place - first] = value
    return int.from_bytes(head[3:5], "big" if head[2] else "little") == RECORD
