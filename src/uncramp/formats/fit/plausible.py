"""What can be meant: definitions and messages of FIT files told from damaged bytes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from uncramp.formats.fit.header_times import TIMESTAMP
from uncramp.formats.fit.layout import DEFINITION_HEAD, DEVELOPER, Layout, triples
from uncramp.formats.fit.profile import kinds

FILE_ID = 0
RECORD = 20
TIME_CREATED = 4
TIME_SIZE = 4
NEVER = {0, 0xFFFFFFFF}
LAST = 0xFFFF
"""The greatest upper half of a time."""
RESERVED = 0x10
TELLING_SIZE = 6
"""Bytes that say two fields."""
NATIVE_TYPES = {0x00, 0x01, 0x02, 0x07, 0x0A, 0x0D, 0x83, 0x84, 0x85, 0x86, 0x88, 0x89, 0x8B, 0x8C, 0x8E, 0x8F, 0x90}
ByteOrder = Literal["little", "big"]
DAY = 86_400
"""Times in one recording lie within a day of the one before, s."""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A layout as its messages are looked for.

    Parameters
    ----------
    step
        Bytes of a message, its header included.
    time_at
        Bytes from the header of a message to its time; 0 if it has none.
    may_be_timed
        Whether the headers of its messages may hold a part of the time.
    """

    layout: Layout
    step: int
    time_at: int
    order: ByteOrder
    may_be_timed: bool

    @classmethod
    def of(cls, layout: Layout) -> "Shape":
        """The shape of a layout."""
        sought = TIME_CREATED if layout.kind == FILE_ID else TIMESTAMP.number
        time_at, offset = 0, 1
        for number, size, _ in triples(layout.fields):
            if number == sought and size == TIME_SIZE:
                time_at = offset
            offset += size
        may_be_timed = not time_at and (layout.kind == RECORD or layout.kind not in kinds())
        return cls(layout, 1 + layout.size, time_at, "big" if layout.byte_order == ">" else "little", may_be_timed)

    @property
    def is_record(self) -> bool:
        """Whether its messages are records."""
        return self.layout.kind == RECORD

    @property
    def is_telling(self) -> bool:
        """Whether other bytes can hardly be taken for its definition."""
        return len(self.layout.fields) > TELLING_SIZE

    def time(self, content: bytes, place: int) -> int | None:
        """Time of the message there, seconds since the epoch of FIT, or None if it has none."""
        if not self.time_at:
            return None
        at = place + self.time_at
        return int.from_bytes(content[at : at + TIME_SIZE], self.order)


def oddities(definition: bytes) -> int:
    """Count of the bytes and fields of a whole definition that cannot be meant."""
    fields_end = DEFINITION_HEAD + 3 * definition[5]
    fields = list(triples(definition[DEFINITION_HEAD:fields_end]))
    own = list(triples(definition[fields_end + 1 :])) if definition[0] & DEVELOPER else []
    return sum(
        [
            definition[0] & RESERVED > 0,
            definition[1] > 0,
            definition[2] > 1,
            sum(not size for _, size, _ in own),
            sum(not size or base_type not in NATIVE_TYPES for _, size, base_type in fields),
            len(fields) - len({number for number, _, _ in fields}),
        ]
    )


def starts(shapes: Iterable[tuple[int, Shape]], times: Iterable[int]) -> re.Pattern[bytes]:
    """What finds bytes at which a definition, or a message within some days of one of some times, may begin.

    Parameters
    ----------
    shapes
        Local types with the shapes that their messages may have.
    """
    halves = {half for time in times for half in range(upper(time) - 2, upper(time) + 3) if 0 <= half <= LAST}
    ways = [rb"[\x40-\x4f\x60-\x6f]\x00[\x00\x01]..[^\x00]"]
    places = {(local, each.time_at, each.order) for local, each in shapes if each.time_at}
    for local, time_at, order in sorted(places) if halves else ():
        ends = b"|".join(re.escape(half.to_bytes(2, order)) for half in sorted(halves))
        before = time_at + 1 if order == "little" else time_at - 1
        ways.append(re.escape(bytes([local])) + b".{%d}(?:%b)" % (before, ends))
    return re.compile(b"(?=" + b"|".join(ways) + b")", re.DOTALL)


def upper(time: int) -> int:
    """Upper half of a time: it stays for 18 hours."""
    return time >> 16
