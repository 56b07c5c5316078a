"""In which encoding an XML file is written, whatever it declares."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 128 * 1024
"""Read at once, bytes."""
HEAD = 256 * 1024
"""How far into a file its root element must begin, bytes."""

_BEGINNING = re.compile(r"(?:\ufeff|ï»¿)?(?:\s*<\?xml\s([^>]*?)\?>)?")
_DECLARED = re.compile(r"encoding\s*=\s*[\"']([\w.:-]+)")
_BYTEWISE = re.compile(r"iso8859|cp\d|koi8|mac|shift_jis|euc|gb|big5")
"""Codecs of Python that a declaration is believed to name; Unicode is tried instead."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the bytes of a file are to be read.

    Parameters
    ----------
    encoding
        A codec of Python.
    is_guess
        Whether the file is in no encoding that it can mean.
    start, size
        Where its declaration ends, and where the zeros begin that a device without power appends, bytes.
    """

    encoding: str
    is_guess: bool
    start: int
    size: int

    def pieces(self, source: BinaryIO) -> Iterator[bytes]:
        """The file piece by piece, as UTF-8 and without its declaration."""
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        source.seek(self.start)
        for place in range(self.start, self.size, CHUNK):
            piece = source.read(min(CHUNK, self.size - place))
            yield piece if self.encoding == "utf-8" else decoder.decode(piece).encode()


def opening(head: bytes) -> str:
    """The first characters of a file; bytes that are not UTF-16 by their mark or their zeros, one character each."""
    return head.decode(_wide(head) or "latin-1", "replace")


def manner_of(source: BinaryIO) -> Manner:
    """How a file is to be read: as it declares if that is not Unicode, which is tried, and ISO 8859-1 if it fails."""
    source.seek(0)
    head = source.read(HEAD)
    begin = _BEGINNING.match(opening(head))
    declaration = "" if begin is None else begin[1] or ""
    start = 0 if begin is None else begin.end()
    encoding = _wide(head)
    if encoding is not None:
        return Manner(encoding, is_guess=False, start=2 * start, size=source.seek(0, 2))
    is_unicode, size = _tried(source)
    declared = _DECLARED.search(declaration)
    bytewise = None if declared is None else _bytewise(declared[1])
    if bytewise is not None or is_unicode:
        return Manner(bytewise or "utf-8", is_guess=False, start=start, size=size)
    return Manner("iso8859-1", is_guess=True, start=start, size=size)


def _wide(head: bytes) -> str | None:
    if head.startswith((codecs.BOM_UTF16_LE, b"<\0")):
        return "utf-16-le"
    return "utf-16-be" if head.startswith((codecs.BOM_UTF16_BE, b"\0<")) else None


def _bytewise(declared: str) -> str | None:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    return name if _BYTEWISE.match(name) else None


def _tried(source: BinaryIO) -> tuple[bool, int]:
    """Whether a file is UTF-8, if cut in a character or not, and its size without zeros at the end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_unicode = True
    size = place = 0
    source.seek(0)
    while piece := source.read(CHUNK):
        written = len(piece.rstrip(b"\0"))
        size = place + written if written else size
        place += len(piece)
        try:
            decoder.decode(piece)
        except UnicodeDecodeError:
            is_unicode = False
            decoder.reset()
    return is_unicode, size
