"""The one sequential pass over a FIT file: where each message lies and how it is laid out."""

import re
from dataclasses import dataclass

from uncramp.domain.activity import Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats.fit.correction import corrected, records_near
from uncramp.formats.fit.frames import frames_of
from uncramp.formats.fit.layout import (
    CHECKSUM,
    LONG_HEADER,
    MARK,
    MARK_AT,
    SHORT_HEADER,
    SIZE_AT,
    Part,
    definition_length,
)
from uncramp.formats.fit.mending import checksums, mended, next_header
from uncramp.formats.fit.plausible import RECORD, oddities

HEAD = 4096
"""How far into a file that begins with damage its kind must show, bytes."""
FILE_ID_DEFINITION = re.compile(rb"[\x40-\x4f]\x00[\x00\x01]\x00\x00[^\x00]")
OTHER_KINDS = (b"PK", b"\x1f\x8b", b"<", b"{", b"%", b"\xef\xbb\xbf")
CORRECTED = say("One byte of the file was wrong: its checksum tells which it was, and what it is meant to be.")
ENDLESS = b"\xff\xff\xff\xff"
MOST_PARTS = 256
"""Recordings chained in one file; real files hold up to ten."""
TOO_MANY = say("Of the recordings in the file only the first {count} were read.", count=MOST_PARTS)


@dataclass(frozen=True, slots=True)
class Scanned:
    """The recordings chained in a file, and what is odd about their frames.

    Parameters
    ----------
    content
        The file, with what could be corrected.
    failure
        Why the first that is damaged cannot be read as it stands, or None.
    """

    content: bytes
    parts: tuple[Part, ...]
    findings: tuple[Finding, ...]
    failure: UnreadableFileError | None


def is_fit(content: bytes) -> bool:
    """Whether bytes begin like a FIT file, or like one whose header is damaged."""
    if content[MARK_AT:SHORT_HEADER] == MARK:
        return True
    if content.startswith(OTHER_KINDS):
        return False
    found = FILE_ID_DEFINITION.search(content, 0, SHORT_HEADER + LONG_HEADER)
    if found is not None:
        length = definition_length(content, found.start(), len(content))
        if length and not oddities(content[found.start() : found.start() + length]):
            return True
    return next_header(content[:HEAD], 0) < min(HEAD, len(content))


def scan(name: str, content: bytes) -> Scanned:
    """Find every message of a FIT file, or, where it is damaged, every whole one.

    Raises
    ------
    UnreadableFileError
        If there is none, or the file holds too much to be one or says so.
    """
    _refuse_endless(name, content)
    parts: list[Part] = []
    findings: list[Finding] = []
    failures: list[UnreadableFileError] = []
    position = 0
    for _ in range(MOST_PARTS):
        part = _part(name, content, position)
        if isinstance(part, UnreadableFileError) or part.findings:
            failure, stop = part, next_header(content, position + 1)
            part = _better(content, position, stop, part)
            right = corrected(content, position, stop, _records(content, part))
            if right is not None:
                content, byte = right
                part = _part(name, content, position)
                findings.append(Finding("corrected-byte", CORRECTED, byte))
            elif isinstance(failure, UnreadableFileError):
                failures.append(failure)
        if isinstance(part, UnreadableFileError):
            findings.append(_unread(stop - position, part.offset, is_rest=stop == len(content)))
            position = stop
        else:
            parts.append(part)
            findings.extend(part.findings)
            position = part.end
        if position >= len(content):
            break
    else:
        findings.append(Finding("rest-unread", TOO_MANY, position))
    if not parts:
        raise failures[0]
    return Scanned(content, tuple(parts), tuple(findings), failures[0] if failures else None)


def _refuse_endless(name: str, content: bytes) -> None:
    if content[SIZE_AT:SHORT_HEADER] == ENDLESS + MARK:
        raise UnreadableFileError(name, say("its header says that it holds 4 GB"), SIZE_AT)


def _better(content: bytes, position: int, stop: int, part: Part | UnreadableFileError) -> Part | UnreadableFileError:
    """Of a recording that is whole but for its checksum, and what is had of it as of a damaged one, what says more."""
    if isinstance(part, Part) and part.end == stop and 0 < part.count(RECORD) == _records(content, part):
        return part
    other = mended(content, position, stop)
    if other is None:
        return part
    if isinstance(part, UnreadableFileError) or other.end < part.end:
        return other
    count = other.count(RECORD)
    return other if count and count >= _records(content, part) else part


def _records(content: bytes, part: Part | UnreadableFileError) -> int:
    return 0 if isinstance(part, UnreadableFileError) else records_near(content, part.layouts)


def _unread(size: int, offset: int | None, *, is_rest: bool) -> Finding:
    if is_rest:
        return Finding("rest-unread", say("The last {size} bytes of the file could not be read.", size=size), offset)
    return Finding("bytes-unread", say("{size} bytes of the file could not be read.", size=size), offset)


def _part(name: str, content: bytes, position: int) -> Part | UnreadableFileError:
    """The recording that begins there, if it is whole."""
    header = content[position : position + LONG_HEADER]
    if header[MARK_AT:SHORT_HEADER] != MARK or header[0] < SHORT_HEADER:
        return UnreadableFileError(name, say("it is no FIT file"), position)
    begin = position + header[0]
    size = int.from_bytes(header[4:8], "little")
    end = begin + size
    if not size:
        return UnreadableFileError(name, say("its header says that it holds no data"), position + 4)
    if end > len(content):
        missing = end + CHECKSUM - len(content)
        return UnreadableFileError(name, say("it is cut short, {size} bytes are missing", size=missing), len(content))
    frames = frames_of(content, begin, end)
    if frames.trouble is not None:
        return UnreadableFileError(name, frames.trouble, frames.offset)
    stop = min(end + CHECKSUM, len(content))
    return Part(stop, frames.layouts, tuple(checksums(content, position, stop, end)))
