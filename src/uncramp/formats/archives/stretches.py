"""Stretches of a file as files of their own."""

import zlib
from abc import abstractmethod
from io import SEEK_CUR, SEEK_END, SEEK_SET, BufferedReader, RawIOBase
from typing import TYPE_CHECKING, BinaryIO

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats.archives.bounds import Budget, too_dense

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

CHUNK = 64 * 1024
"""Read at once, bytes."""
RAW = -zlib.MAX_WBITS
"""Deflated data without a frame, as they lie in a zip."""
GZIP = zlib.MAX_WBITS + 16
"""Deflated data in gzip's frame, with its checksum."""
GZIP_MARK = b"\x1f\x8b"


def buffered(stretch: RawIOBase) -> BinaryIO:
    """The stretch, read chunk by chunk."""
    return BufferedReader(stretch, CHUNK)


class Stretch(RawIOBase):
    """A file with a place of its own in a source that others read too.

    Parameters
    ----------
    size
        Bytes from its beginning to its end.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size
        self._place = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always, though it may take time."""
        return True

    def seek(self, offset: int, whence: int = SEEK_SET, /) -> int:
        """Go to a place."""
        self._place = max(0, offset + {SEEK_SET: 0, SEEK_CUR: self._place, SEEK_END: self.size}[whence])
        return self._place

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Bytes at the place; none at the end."""
        view = memoryview(buffer)
        data = self._next(max(0, min(len(view), self.size - self._place)))
        view[: len(data)] = data
        self._place += len(data)
        return len(data)

    @abstractmethod
    def _next(self, most: int) -> bytes:
        """Bytes at the place, at most so many; none at the end."""


class Stored(Stretch):
    """A stretch that lies in the source as it is."""

    def __init__(self, source: BinaryIO, start: int, size: int) -> None:
        super().__init__(size)
        self._source = source
        self._start = start

    def _next(self, most: int) -> bytes:
        self._source.seek(self._start + self._place)
        return self._source.read(most)


class Inflated(Stretch):
    """Deflated data; going back means to begin again.

    Parameters
    ----------
    name
        As errors name it.
    packed
        The deflated data alone.
    size
        Unpacked bytes, as far as they are to be read.
    """

    def __init__(self, name: str, packed: BinaryIO, budget: Budget, size: int, frame: int = RAW) -> None:
        super().__init__(size)
        self._name = name
        self._packed = packed
        self._budget = budget
        self._frame = frame
        self._begin()

    def _begin(self) -> None:
        self._inflater = zlib.decompressobj(self._frame)
        self._pending = b""
        self._at = 0
        self._packed.seek(0)

    def _next(self, most: int) -> bytes:
        if self._place < self._at:
            self._begin()
        while self._at < self._place and self._inflate(min(CHUNK, self._place - self._at)):
            pass
        return self._inflate(min(CHUNK, most)) if most else b""

    def _inflate(self, most: int) -> bytes:
        """The next bytes where the inflater is, at most so many; none at the end."""
        data = b""
        while not data and self._goes_on():
            self._pending = self._pending or self._packed.read(CHUNK)
            try:
                data = self._inflater.decompress(self._pending, most)
            except zlib.error as error:
                raise UnreadableFileError(self._name, say("its packed data are damaged")) from error
            if not (data or self._pending or self._inflater.eof):
                raise UnreadableFileError(self._name, say("it is cut short"))
            self._pending = self._inflater.unconsumed_tail
        self._at += len(data)
        self._budget.unpack(len(data))
        bounds = self._budget.bounds
        read = self._packed.tell() - len(self._pending)
        if self._at > bounds.ratio_from and self._at > bounds.highest_ratio * read:
            raise UnreadableFileError(self._name, too_dense(bounds))
        return data

    def _goes_on(self) -> bool:
        return not self._inflater.eof


class Gunzipped(Inflated):
    """Gzip data of one or more members; zeros and what is no gzip after them are left out, as by ``gzip`` itself.

    Its size is not known before it is unpacked, and taken as the most that is of use.
    """

    def __init__(self, name: str, packed: BinaryIO, budget: Budget) -> None:
        super().__init__(name, packed, budget, budget.bounds.most_bytes + 1, GZIP)

    def _goes_on(self) -> bool:
        if not self._inflater.eof:
            return True
        rest = self._inflater.unused_data.lstrip(b"\0")
        while len(rest) < len(GZIP_MARK) and (chunk := self._packed.read(CHUNK)):
            rest = (rest + chunk).lstrip(b"\0")
        if not rest.startswith(GZIP_MARK):
            return False
        self._budget.unpack(CHUNK)  # an empty member takes time too: so much was just copied
        self._inflater = zlib.decompressobj(GZIP)
        self._pending = rest
        return True
