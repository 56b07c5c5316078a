"""Import: files in, runs in the logbook, one row of a ledger for each file."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from uncramp.domain.diary import ToldWeighIn
from uncramp.domain.errors import LogbookError, OtherKindError, UnreadableFileError
from uncramp.usecases.ports import Decode, Entry, Logbook, Original, Outcome, Pending, Reading, Slot


class Opening(Protocol):
    """Files that are opened one by one, and how many there are.

    Attributes
    ----------
    expected
        About how many, as far as that is known by now.
    skipped
        How many others were left out up to now, since they are no activities.
    """

    expected: int
    skipped: int

    def __iter__(self) -> Iterator[Original | UnreadableFileError]:
        """Each file in turn, or why it cannot be opened, in its place."""


class SetAside:
    """The files of a logbook that could not be read before, to be tried again."""

    def __init__(self, logbook: Logbook) -> None:
        self._logbook = logbook
        self._digests = logbook.set_aside_files()
        self.expected = len(self._digests)
        self.skipped = 0

    def __iter__(self) -> Iterator[Original | UnreadableFileError]:
        """Each in turn, or that its bytes have changed."""
        for digest in self._digests:
            try:
                yield self._logbook.set_aside_file(digest)
            except LogbookError as error:
                yield UnreadableFileError(digest[:12], error.sentence)


LOOK_AHEAD = 64
"""Files that are read ahead of the one whose row is next,"""
LOOK_AHEAD_BYTES = 64_000_000
"""as long as they have no more than this together."""


def run_import(opening: Opening, logbook: Logbook, decode: Decode, ledger: int) -> Iterator[Entry]:
    """Import all of an opening and keep its ledger; goes on where it was broken off, and stops when it is asked to.

    Parameters
    ----------
    ledger
        Number of the import.
    """
    done = {entry.place for entry in logbook.entries(ledger)}
    expected = 0
    entries = iter(()) if logbook.is_stopped(ledger) else import_originals(opening, logbook, decode, ledger, done)
    for entry in entries:
        if opening.expected != expected:
            expected = opening.expected
            logbook.expect(ledger, expected)
        yield entry
        if logbook.is_stopped(ledger):
            break
    logbook.end_import(ledger, opening.skipped)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file on its way: known already, refused when opened, or being read."""

    slot: Slot
    source: Original | UnreadableFileError
    pending: Pending | None = None
    known: tuple[int, ...] | None = None

    @property
    def size(self) -> int:
        """Bytes that it holds in memory."""
        return len(self.source.content) if isinstance(self.source, Original) else 0

    def is_done(self) -> bool:
        """Whether its row can be written at once."""
        return self.pending is None or self.pending.done()


def import_originals(
    sources: Iterable[Original | UnreadableFileError],
    logbook: Logbook,
    decode: Decode,
    ledger: int,
    done: Collection[int] = (),
) -> Iterator[Entry]:
    """Import files; each row is given when its file is safely kept, and no file stops the next.

    Parameters
    ----------
    sources
        Files, or the reason why one could not be opened, in its place.
    decode
        Begins to read a file; several are read at once.
    ledger
        Number of the import.
    done
        Places whose rows were written before, if the import was broken off.
    """
    ahead: deque[_Begun] = deque()
    last: list[tuple[Slot, Original, Reading]] = []  # weigh-ins, which may belong to runs further down
    for place, source in enumerate(sources):
        if place in done:
            continue
        ahead.append(_begin(Slot(ledger, place), source, logbook, decode))
        while ahead and (ahead[0].is_done() or _is_far(ahead)):
            yield from _finish(ahead.popleft(), logbook, last)
    while ahead:
        yield from _finish(ahead.popleft(), logbook, last)
    for slot, original, reading in last:
        yield logbook.keep(original, reading, slot)


def _is_far(ahead: Collection[_Begun]) -> bool:
    return len(ahead) > LOOK_AHEAD or sum(each.size for each in ahead) > LOOK_AHEAD_BYTES


def _begin(slot: Slot, source: Original | UnreadableFileError, logbook: Logbook, decode: Decode) -> _Begun:
    if isinstance(source, UnreadableFileError):
        return _Begun(slot, source)
    known = logbook.has(source.digest)
    return _Begun(slot, source, known=known) if known is not None else _Begun(slot, source, decode(source))


def _finish(begun: _Begun, logbook: Logbook, last: list[tuple[Slot, Original, Reading]]) -> Iterator[Entry]:
    """The row of a file, unless it is put last."""
    source, slot = begun.source, begun.slot
    if isinstance(source, UnreadableFileError):
        entry = Entry(slot.place, source.name, Outcome.REFUSED, reasons=(source.clause,))
        logbook.enter(slot.ledger, entry)
        yield entry
    elif begun.pending is None:
        if source.said:
            logbook.tell(source)
        entry = Entry(slot.place, source.name, Outcome.ALREADY_THERE, begun.known or ())
        logbook.enter(slot.ledger, entry)
        yield entry
    else:
        try:
            reading = begun.pending.result()
        except OtherKindError as error:
            entry = Entry(slot.place, source.name, Outcome.OTHER_KIND, reasons=(error.clause,))
            logbook.enter(slot.ledger, entry)
            yield entry
            return
        except UnreadableFileError as error:
            yield logbook.set_aside(source, error.clause, slot)
            return
        if any(isinstance(each, ToldWeighIn) for each in reading.measurements):
            last.append((slot, source, reading))
        else:
            yield logbook.keep(source, reading, slot)
