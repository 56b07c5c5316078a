"""One pass through Apple's export: the workouts on foot, and the measurements that fall into them."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import Sentence, say
from uncramp.formats.apple.markup import HEAD, INSIDE, attributes, body_of, clean
from uncramp.formats.apple.samples import KINDS, LATEST, Row, Samples, seconds_of, written

CHUNK = 1024 * 1024
"""Read at once, bytes."""
MOST_HELD = 64_000_000
"""Of one workout with all its events, bytes; the routes within those of iOS 10 had 200 bytes a second."""
MOST_WORKOUTS = 50_000
"""Of one export, of whatever sport."""
ON_FOOT = frozenset({"Running", "Walking", "Hiking", "SwimBikeRun"})
_TYPE = "HKWorkoutActivityType"
_QUANTITY = b"HKQuantityTypeIdentifier"

_WANTED = _QUANTITY + rb"(" + rb"|".join(KINDS) + rb")"
_RECORD = re.compile(
    # as Apple writes what is wanted,
    rb"<Record\s++(?:type=\"" + _WANTED + rb"\" sourceName=\"([^\"<]*+)\"(?: sourceVersion=\"[^\"<]*+\")?+"
    rb"(?: device=\"[^\"<]*+\")?+(?: unit=\"([^\"<]*+)\")?+(?: creationDate=\"[^\"<]*+\")?+"
    rb" startDate=\"([^\"<]*+)\" endDate=\"([^\"<]*+)\" value=\"([^\"<]*+)\"\s*+/?>"
    # or any other record, unless by its first attribute it is not wanted
    rb"|(?!type=\"(?!" + _WANTED + rb"\"))(" + INSIDE + rb")>)"
)
_ROW = (b"sourceName", b"unit", b"startDate", b"endDate", b"value")
_WORKOUT = re.compile(  # in none lies another, so that of those without an end each is looked at but once
    rb"<Workout(?=[\s/>])(" + INSIDE + rb")(?:(?<=/)>|>[^<]*+(?:<(?!/?Workout[\s/>])[^<]*+)*+</Workout\s*+>)"
)
_UNFINISHED = re.compile(rb"<Workout(?=[\s/>])")
_END = b"</HealthData"


@dataclass(frozen=True, slots=True)
class Workout:
    """A workout on foot.

    Parameters
    ----------
    sport
        By the end of Apple's name.
    start, end
        Since the epoch, s.
    packed
        Its element, made well-formed, deflated.
    """

    sport: str
    start: int
    end: int
    packed: bytes = field(repr=False)

    @property
    def element(self) -> bytes:
        """Its element with all that is in it."""
        return zlib.decompress(self.packed)


@dataclass(slots=True)
class Export:
    """What an export holds of use.

    Parameters
    ----------
    workouts
        On foot, newest first.
    others
        How many were of another sport.
    troubles
        What is wrong with the file.
    """

    samples: Samples
    workouts: list[Workout] = field(default_factory=list)
    others: int = 0
    troubles: list[Sentence] = field(default_factory=list)


def scan(name: str, stream: BinaryIO) -> Export:
    """What an export holds, in one pass; what was read of a damaged one is kept.

    Raises
    ------
    UnreadableFileError
        If it is no export, declares entities or holds too much.
    """
    scanned = _Scan(name)
    head = stream.read(HEAD)
    while 0 < len(head) < HEAD and (more := stream.read(HEAD - len(head))):
        head += more
    for piece in _pieces(name, body_of(name, head), _Chunks(stream, scanned.troubles)):
        scanned.take(piece)
    return scanned.export()


class _Chunks:
    """The rest of a file; where it is damaged, it ends."""

    def __init__(self, stream: BinaryIO, troubles: list[Sentence]) -> None:
        self._stream = stream
        self._troubles = troubles

    def read(self, size: int) -> bytes:
        """Bytes, none at the end."""
        try:
            return self._stream.read(size)
        except UnreadableFileError as error:
            self._troubles.append(error.reason)
            return b""


def _pieces(name: str, held: bytes, chunks: _Chunks) -> Iterator[bytes]:
    """The body piece by piece, cut neither in a tag nor in a workout."""
    while chunk := chunks.read(max(CHUNK, len(held))):  # so that what is held is looked at but a few times
        held += chunk
        cut = _last_cut(held)
        if len(held) - cut > MOST_HELD:
            raise UnreadableFileError(name, say("a workout in it has more than {size} MB", size=MOST_HELD // 1_000_000))
        yield held[:cut]
        held = held[cut:]
    yield held


def _last_cut(piece: bytes) -> int:
    """Where the last workout begins if it is not whole, else the last tag."""
    ended = max(0, piece.rfind(b"</Workout>"))
    for begun in _UNFINISHED.finditer(piece, ended):
        if _WORKOUT.match(piece, begun.start()) is None:
            return begun.start()
    return max(0, piece.rfind(b"<"))


class _Scan:
    def __init__(self, name: str) -> None:
        self.troubles: list[Sentence] = []
        self._name = name
        self._samples = Samples(name)
        self._workouts: dict[bytes, Workout] = {}
        self._others = self._undated = self._count = 0
        self._last = b""

    def take(self, piece: bytes) -> None:
        """Take in what is whole."""
        rows: list[Row] = []
        for found in _RECORD.findall(piece):
            row = found[:6] if found[0] else _row(found[-1])
            if row is not None:
                rows.append(row)
        self._samples.add(rows)
        for workout in _WORKOUT.finditer(piece):
            self._add(workout[0], attributes(workout[1]))
        self._last = piece

    def _add(self, element: bytes, said: dict[bytes, bytes]) -> None:
        self._count += 1
        if self._count > MOST_WORKOUTS:
            raise UnreadableFileError(self._name, say("it holds more than {count} workouts", count=MOST_WORKOUTS))
        sport = said.get(b"workoutActivityType", b"").decode("latin-1").removeprefix(_TYPE)
        if sport not in ON_FOOT:
            self._others += 1
            return
        start, end = seconds_of([said.get(b"startDate", b""), said.get(b"endDate", b"")]).tolist()
        if not 0 <= start <= end < LATEST:
            self._undated += 1
            return
        packed = zlib.compress(lasting(clean(element)), 1)
        self._workouts[packed] = Workout(sport, start, end, packed)

    def export(self) -> Export:
        """All that was taken in."""
        workouts = sorted(self._workouts.values(), key=lambda each: (each.start, each.end, each.sport), reverse=True)
        self._samples.keep_within([each.start for each in workouts], [each.end for each in workouts])
        if self._undated:
            self.troubles.append(say("workouts in it without a time: {count}", count=self._undated))
        if self._samples.undated:
            self.troubles.append(say("measurements in it without a time: {count}", count=self._samples.undated))
        if _END not in self._last and not self.troubles:
            self.troubles.append(say("the file ends in the middle; all that is whole before that was read"))
        return Export(self._samples, workouts, self._others, self.troubles)


def _row(inside: bytes) -> Row | None:
    """A record in another order of its attributes, or None if it is not wanted or has no value."""
    said = attributes(inside)
    kind = said.get(b"type", b"")
    is_whole = {b"startDate", b"endDate", b"value"} <= said.keys()
    if not is_whole or not kind.startswith(_QUANTITY) or kind[len(_QUANTITY) :] not in KINDS:
        return None
    return (kind[len(_QUANTITY) :], *(said.get(name, b"").replace(b'"', b"&quot;") for name in _ROW))


_DEVICE = re.compile(rb"(HKDevice): 0x[0-9a-f]+")
_DATE = re.compile(rb"((?:start|end|creation)Date|date)=([\"'])(\d{4}-[\d: -]{14} [+-]\d{4})\2")


def lasting(element: bytes) -> bytes:
    """A workout without what differs from one export to the next.

    These are places in the phone's memory, and its time zone on the day of the export. The latter stays if the workout
    does not know its own, as the best there is.
    """
    element = _DEVICE.sub(rb"\1", element)
    if b'"HKTimeZone"' not in element:
        return element
    moments = seconds_of([found[3] for found in _DATE.finditer(element)]).tolist()
    texts = iter(written([max(0, moment) for moment in moments]))
    return _DATE.sub(lambda found: b'%s="%s"' % (found[1], next(texts)), element)
