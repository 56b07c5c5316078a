"""How the messages of a FIT file are laid out, as the definitions in the file say."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from uncramp.domain.activity import Finding

SHORT_HEADER = 12
LONG_HEADER = 14
CHECKSUM = 2
DEFINITION_HEAD = 6
MARK = b".FIT"
MARK_AT = 8
SIZE_AT = 4
DEFINITION = 0x40
DEVELOPER = 0x20
TIMED = 0x80
TIMED_LOCALS = 4
MOST_LAYOUTS = 2048
"""Distinct definitions in one recording; real files hold up to a few hundred."""


@dataclass(slots=True)
class Layout:
    """All messages that share one definition.

    Parameters
    ----------
    key
        What the definition says, whichever the local type.
    kind
        Global message number.
    fields
        Three bytes a field: number, size, base type.
    developer_fields
        Three bytes a field: number, size, developer index.
    size
        Bytes of a message after its header.
    places
        Byte of each message's header, in file order.
    timed_places
        Likewise, of the messages whose header holds the low bits of their time.
    """

    key: bytes
    kind: int
    byte_order: Literal["<", ">"]
    fields: bytes
    developer_fields: bytes
    size: int
    places: "array[int]" = field(default_factory=lambda: array("q"))
    timed_places: "array[int]" = field(default_factory=lambda: array("q"))

    @property
    def count(self) -> int:
        """Count of messages."""
        return len(self.places) + len(self.timed_places)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the recordings chained in a file.

    Parameters
    ----------
    end
        Byte after its checksum.
    doubtful
        Bytes of the messages directly before damage.
    """

    end: int
    layouts: tuple[Layout, ...]
    findings: tuple[Finding, ...]
    doubtful: tuple[int, ...] = ()

    def count(self, kind: int) -> int:
        """Count of the messages of one kind."""
        return sum(layout.count for layout in self.layouts if layout.kind == kind)


def triples(fields: bytes) -> Iterator[tuple[int, int, int]]:
    """The fields of a layout, one after the other."""
    return zip(fields[::3], fields[1::3], fields[2::3], strict=True)


def definition_length(content: bytes, position: int, end: int) -> int:
    """Bytes of the definition there, or 0 if it does not end before the data do."""
    if position + DEFINITION_HEAD > end:
        return 0
    length = DEFINITION_HEAD + 3 * content[position + 5]
    if content[position] & DEVELOPER:
        if position + length >= end:
            return 0
        length += 1 + 3 * content[position + length]
    return length if position + length <= end else 0


def layout_of(known: dict[bytes, Layout], definition: bytes) -> Layout:
    """The layout that a definition describes; a repeated definition, also of another local type, gives the same."""
    key = bytes((definition[0] & DEVELOPER,)) + definition[2:]
    layout = known.get(key)
    if layout is None:
        fields_end = DEFINITION_HEAD + 3 * definition[5]
        fields, developer_fields = definition[DEFINITION_HEAD:fields_end], definition[fields_end + 1 :]
        kind = int.from_bytes(definition[3:5], "big" if definition[2] else "little")
        size = sum(fields[1::3]) + sum(developer_fields[1::3])
        layout = known[key] = Layout(key, kind, ">" if definition[2] else "<", fields, developer_fields, size)
    return layout
