"""The one sequential pass over a FIT file: where each message lies and how it is laid out."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from uncramp.domain.activity import Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats.fit.checksum import is_intact

SHORT_HEADER = 12
LONG_HEADER = 14
CHECKSUM = 2
DEFINITION_HEAD = 6
MARK = b".FIT"
DEFINITION = 0x40
DEVELOPER = 0x20
TIMED = 0x80
TIMED_LOCALS = 4
MOST_PARTS = 256
"""Recordings chained in one file; real files hold up to ten."""
MOST_LAYOUTS = 2048
"""Distinct definitions in one recording; real files hold up to a few hundred."""


@dataclass(slots=True)
class Layout:
    """All messages that share one definition.

    Parameters
    ----------
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
    """

    end: int
    layouts: tuple[Layout, ...]
    findings: tuple[Finding, ...]


def triples(fields: bytes) -> Iterator[tuple[int, int, int]]:
    """The fields of a layout, one after the other."""
    return zip(fields[::3], fields[1::3], fields[2::3], strict=True)


def is_fit(content: bytes) -> bool:
    """Whether bytes begin like a FIT file."""
    return content[8:SHORT_HEADER] == MARK and content[0] >= SHORT_HEADER


def scan(name: str, content: bytes) -> tuple[tuple[Part, ...], tuple[Finding, ...]]:
    """Find every message of a FIT file.

    Returns
    -------
    The recordings chained in the file, and what is odd about their frames. What follows the first and is no whole
    recording is left out and becomes a finding.

    Raises
    ------
    UnreadableFileError
        If the file does not begin with a whole FIT recording.
    """
    parts = [_part(name, content, 0)]
    findings = [*parts[0].findings]
    while parts[-1].end < len(content):
        position = parts[-1].end
        if len(parts) == MOST_PARTS:
            raise UnreadableFileError(name, say("it chains more than {count} recordings", count=MOST_PARTS), position)
        try:
            parts.append(_part(name, content, position))
        except UnreadableFileError as error:
            left = say("The last {size} bytes of the file could not be read.", size=len(content) - position)
            findings.append(Finding("rest-unread", left, error.offset))
            break
        findings.extend(parts[-1].findings)
    return tuple(parts), tuple(findings)


def _part(name: str, content: bytes, position: int) -> Part:
    header = content[position : position + LONG_HEADER]
    if not is_fit(header):
        raise UnreadableFileError(name, say("it is no FIT file"), position)
    start = position + header[0]
    size = int.from_bytes(header[4:8], "little")
    end = start + size
    if not size:
        raise UnreadableFileError(name, say("its header says that it holds no data"), position + 4)
    if end > len(content):
        missing = end - len(content)
        raise UnreadableFileError(name, say("it is cut short, {size} bytes are missing", size=missing), len(content))
    layouts = _layouts(name, content, start, end)
    findings = []
    if header[0] >= LONG_HEADER and any(header[SHORT_HEADER:]) and not is_intact(header):
        findings.append(_wrong_checksum(position + SHORT_HEADER))
    if end + CHECKSUM > len(content) or not is_intact(content[position : end + CHECKSUM]):
        findings.append(_wrong_checksum(end))
    return Part(min(end + CHECKSUM, len(content)), layouts, tuple(findings))


def _wrong_checksum(offset: int) -> Finding:
    sentence = say("The file's checksum is wrong: a part of it may have changed since it was recorded.")
    return Finding("checksum", sentence, offset)


def _layouts(name: str, content: bytes, start: int, end: int) -> tuple[Layout, ...]:
    known: dict[bytes, Layout] = {}
    steps = [0] * 256  # from one message header to the next, by header byte; 0 where none is defined
    keep: list[Callable[[int], None]] = [lambda _: None] * 256
    step = 0
    position = start
    while position < end:
        header = content[position]
        step = steps[header]
        if step:
            keep[header](position)
            position += step
        elif header & (TIMED | DEFINITION) == DEFINITION:
            length = _definition_length(content, position, end)
            if not length:
                raise UnreadableFileError(name, say("a definition in it is cut short"), position)
            layout = _layout(known, content[position : position + length])
            if len(known) > MOST_LAYOUTS:
                reason = say("it defines more than {count} kinds of messages", count=MOST_LAYOUTS)
                raise UnreadableFileError(name, reason, position)
            _define(header & 0xF, layout, steps, keep)
            position += length
        else:
            raise UnreadableFileError(name, say("a message in it has no definition"), position)
    if position > end:
        raise UnreadableFileError(name, say("the last message in it is cut short"), position - step)
    return tuple(known.values())


def _definition_length(content: bytes, position: int, end: int) -> int:
    """Bytes of the definition there, or 0 if it does not end before the data do."""
    if position + DEFINITION_HEAD > end:
        return 0
    length = DEFINITION_HEAD + 3 * content[position + 5]
    if content[position] & DEVELOPER:
        if position + length >= end:
            return 0
        length += 1 + 3 * content[position + length]
    return length if position + length <= end else 0


def _layout(known: dict[bytes, Layout], definition: bytes) -> Layout:
    """The layout that a definition describes; a repeated definition, also of another local type, gives the same."""
    key = bytes((definition[0] & DEVELOPER,)) + definition[2:]
    layout = known.get(key)
    if layout is None:
        fields_end = DEFINITION_HEAD + 3 * definition[5]
        fields, developer_fields = definition[DEFINITION_HEAD:fields_end], definition[fields_end + 1 :]
        kind = int.from_bytes(definition[3:5], "big" if definition[2] else "little")
        size = sum(fields[1::3]) + sum(developer_fields[1::3])
        layout = known[key] = Layout(kind, ">" if definition[2] else "<", fields, developer_fields, size)
    return layout


def _define(local: int, layout: Layout, steps: list[int], keep: list[Callable[[int], None]]) -> None:
    steps[local] = 1 + layout.size
    keep[local] = layout.places.append
    if local < TIMED_LOCALS:
        timed = slice(TIMED + 32 * local, TIMED + 32 * (local + 1))
        steps[timed] = [1 + layout.size] * 32
        keep[timed] = [layout.timed_places.append] * 32
