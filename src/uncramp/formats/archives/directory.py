"""The directory of a zip, and its members where they lie.

``zipfile`` gives a whole archive up for one name that is no UTF-8, and holds every entry before any bound can be asked.
"""

import struct
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import partial
from io import SEEK_CUR, SEEK_END
from stat import S_ISLNK
from typing import BinaryIO

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import Sentence, say
from uncramp.formats.archives.bounds import Bounds, Budget, too_dense
from uncramp.formats.archives.catalogue import Entry, Listing
from uncramp.formats.archives.names import decoded, shown
from uncramp.formats.archives.stretches import Inflated, Stored, buffered

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
"""A zip begins with its first member, or, without any, with its end."""

# APPNOTE.TXT 6.3.10 by PKWARE, sections 4.3.7, 4.3.12, 4.3.14, 4.3.16 and 4.5.3; "x" is what is not asked.
_LOCAL = struct.Struct("<4s22xHH")
_CENTRAL = struct.Struct("<4sxB2xHH4xLLLHHH4xLL")
_END = struct.Struct("<4s8xLLH")
_END_64 = struct.Struct("<4s36xQQ")
_LOCATOR_64_SIZE = 20
_LONGEST_END = _END_64.size + _LOCATOR_64_SIZE + _END.size + 0xFFFF
_IN_EXTRA = 0xFFFFFFFF
_EXTRA_64 = 1
_ENCRYPTED = 0x2041
_STORED, _DEFLATED = 0, 8
_UNIX = 3


def is_zip(head: bytes) -> bool:
    """Whether these first bytes of a file begin a zip."""
    return head.startswith(ZIP_MARKS)


@dataclass(frozen=True, slots=True)
class _Member:
    flags: int
    method: int
    packed: int
    size: int
    offset: int
    is_link: bool


def listing_of(name: str, stream: BinaryIO, budget: Budget) -> Listing:
    """The members of a zip.

    Parameters
    ----------
    name
        As errors name it; names of members are added behind a stroke.
    stream
        The whole zip, open as long as its members are read.

    Raises
    ------
    UnreadableFileError
        If it has no directory, or one with too many members.
    """
    start, size, shift = _directory_place(name, stream)
    stream.seek(start)
    offsets = [start]
    entries: list[Entry] = []
    read = 0
    while read < size and (found := _central_entry(stream, shift, budget.bounds)) is not None:
        path, checksum, member, length = found
        read += length
        if not path.endswith(("/", "\\")):
            budget.enter()
            offsets.append(member.offset)
            entries.append(
                Entry(path, partial(_open, f"{name}/{path}", stream, member, offsets, budget), checksum, member.offset)
            )
    offsets[:] = sorted(offset for offset in offsets if offset <= start)
    cut = say("its directory is damaged after {count} files", count=len(entries))
    return Listing(name, entries, budget.bounds, () if read == size else (UnreadableFileError(name, cut),))


def _directory_place(name: str, stream: BinaryIO) -> tuple[int, int, int]:
    """Where the directory begins, its length, and what to add to the places that it tells."""
    whole = stream.seek(0, SEEK_END)
    stream.seek(max(0, whole - _LONGEST_END))
    tail = stream.read()
    end = tail.rfind(b"PK\x05\x06", 0, max(0, len(tail) - _END.size + len(ZIP_MARKS[1])))
    if end < 0:
        raise UnreadableFileError(name, say("it is cut short, or no whole zip; download it again"))
    _, size, offset, _ = _END.unpack_from(tail, end)
    end_64 = end - _LOCATOR_64_SIZE - _END_64.size
    if end_64 >= 0 and tail.startswith(b"PK\x06\x07", end - _LOCATOR_64_SIZE):
        end = end_64
        _, size, offset = _END_64.unpack_from(tail, end)
    start = whole - len(tail) + end - size
    if start < offset:
        raise UnreadableFileError(name, say("its directory is damaged"))
    return start, size, start - offset


def _central_entry(stream: BinaryIO, shift: int, bounds: Bounds) -> tuple[str, int, _Member, int] | None:
    """Path, checksum, member and length of the next entry of the directory, or None if there is none."""
    record = stream.read(_CENTRAL.size)
    if len(record) < _CENTRAL.size or not record.startswith(b"PK\x01\x02"):
        return None
    _, system, flags, method, checksum, packed, size, *lengths, attributes, offset = _CENTRAL.unpack(record)
    raw, extra = stream.read(lengths[0]), stream.read(lengths[1])
    stream.seek(lengths[2], SEEK_CUR)
    size, packed, offset = _wide(extra, size, packed, offset)
    is_link = system == _UNIX and S_ISLNK(attributes >> 16)
    path = shown(decoded(raw)[: bounds.longest_name + 1])
    return path, checksum, _Member(flags, method, packed, size, shift + offset, is_link), _CENTRAL.size + sum(lengths)


def _wide(extra: bytes, *values: int) -> tuple[int, ...]:
    """Values of which those that do not fit into 32 bits stand in the extra field."""
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        if kind == _EXTRA_64:
            own = iter(struct.unpack_from(f"<{length // 8}Q", extra[place + 4 :].ljust(length, b"\0")))
            return tuple(next(own, value) if value == _IN_EXTRA else value for value in values)
        place += 4 + length
    return values


def _open(name: str, stream: BinaryIO, member: _Member, offsets: list[int], budget: Budget) -> BinaryIO:
    """The bytes of a member; the offsets are those of all members and of the directory, in order."""
    following = bisect_right(offsets, member.offset)
    reason = _objection(member, budget.bounds)
    if following == len(offsets):
        reason = say("its place in the archive is damaged")
    if reason is not None:
        raise UnreadableFileError(name, reason)
    stream.seek(member.offset)
    header = stream.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(ZIP_MARKS[0]):
        raise UnreadableFileError(name, say("its place in the archive is damaged"))
    start = member.offset + _LOCAL.size + sum(_LOCAL.unpack(header)[1:])
    shared = following - bisect_left(offsets, member.offset) > 1
    if shared or start + member.packed > offsets[following]:
        raise UnreadableFileError(name, say("its bytes run into another part of the archive"))
    packed = buffered(Stored(stream, start, member.packed))
    return packed if member.method == _STORED else buffered(Inflated(name, packed, budget, member.size))


def _objection(member: _Member, bounds: Bounds) -> Sentence | None:
    """Why a member is not read at all, by what the directory says of it."""
    if member.flags & _ENCRYPTED:
        return say("it is encrypted; unpack it with its password first")
    if member.is_link:
        return say("it is a link to another file, not a file")
    if member.method not in {_STORED, _DEFLATED}:
        return say("it is packed by method {method} of zip, which is not read here", method=member.method)
    if member.size > max(bounds.ratio_from, bounds.highest_ratio * member.packed):
        return too_dense(bounds)
    return None
