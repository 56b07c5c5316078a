"""What lies in an archive or a folder, and what a service's export says of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import BinaryIO
from zlib import crc32

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats.archives.bounds import Bounds
from uncramp.formats.archives.names import in_order, promises_activity
from uncramp.formats.archives.stretches import CHUNK

Said = Mapping[str, float | str]
"""What an archive says of a file, by the house's names and in its units where it has them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive or folder, not opened yet.

    Parameters
    ----------
    path
        Its name with the folders it lies in, to be shown and compared.
    open
        Gives its bytes; raises ``UnreadableFileError`` or ``OSError``.
    checksum
        CRC-32 of its bytes, or None.
    place
        Where it lies in its archive.
    """

    path: str
    open: Callable[[], BinaryIO]
    checksum: int | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """What lies in an archive or folder.

    Parameters
    ----------
    name
        Of the archive, as errors name it.
    troubles
        Why there may be more in it than the entries.
    skipped
        What was left out for being no file.
    is_one_way
        Whether the entries are best opened in the order of their places.
    """

    name: str
    entries: Sequence[Entry]
    bounds: Bounds
    troubles: Sequence[UnreadableFileError] = ()
    skipped: int = 0
    is_one_way: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The files of a listing that a service tells of.

    Parameters
    ----------
    entries
        What to open, newest first.
    said
        By the path of an entry. What is told of is an activity, whatever it is called.
    troubles
        What the service tells of and the listing does not hold.
    skipped
        Entries left out for being no activities.
    rest
        Entries that the service says nothing of.
    """

    entries: Sequence[Entry]
    said: Mapping[str, Said] = field(default_factory=dict)
    troubles: Sequence[UnreadableFileError] = ()
    skipped: int = 0
    rest: Sequence[Entry] = ()


Kind = Callable[[Listing], Catalogue | None]
"""Makes the catalogue of one kind of archive, or None if the listing is none of it."""


def by_name(entries: Sequence[Entry]) -> list[Entry]:
    """What calls itself an activity, then the rest, each by falling name: where that holds a number, the newest first.

    So Garmin's summaries come after the files that they summarise.
    """
    return sorted(entries, key=lambda entry: (promises_activity(entry.path), in_order(entry.path)), reverse=True)


def cannot_be_opened(name: str, error: OSError) -> UnreadableFileError:
    """Why the system does not give a file."""
    return UnreadableFileError(name, say("cannot be opened ({why}).", why=error.strerror or str(error)))


def content_of(name: str, stream: BinaryIO, most: int, checksum: int | None, head: bytes = b"") -> bytes:
    """All bytes of an opened file.

    Parameters
    ----------
    most
        Bytes that it may have.
    checksum
        Its CRC-32, or None if that is not known.
    head
        What was read of it before.

    Raises
    ------
    UnreadableFileError
        If it is longer, or damaged.
    """
    content = BytesIO()
    content.write(head)
    while content.tell() <= most and (chunk := stream.read(CHUNK)):
        content.write(chunk)
    if content.tell() > most:
        reason = say("it has more than {size} MB, which is too much to be opened", size=most // 1_000_000)
        raise UnreadableFileError(name, reason)
    whole = content.getvalue()
    if checksum is not None and crc32(whole) != checksum:
        raise UnreadableFileError(name, say("it is damaged: its checksum does not match"))
    return whole
