"""FIT files hurt on purpose, with what of them is still whole."""

import random
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from uncramp.domain.activity import Activity
from uncramp.domain.quantities import Quantity, quantity_kinds
from uncramp.exposure.cleaning.bounds import bounds_of
from uncramp.formats.fit.layout import Layout, definition_length
from uncramp.formats.fit.scan import scan

RECORD = 20
Chunk = tuple[int, int] | bytes
"""A stretch of the seed, from a byte up to another, or bytes of its own."""


@dataclass(frozen=True)
class Seed:
    """A sound FIT file, from which others are made."""

    name: str
    content: bytes

    @cached_property
    def layouts(self) -> list[Layout]:
        """The layouts of all messages."""
        return [layout for part in scan(self.name, self.content).parts for layout in part.layouts]

    @cached_property
    def messages(self) -> list[tuple[int, int]]:
        """First byte of each message and the byte after it, in order."""
        return sorted(
            (place, place + 1 + each.size) for each in self.layouts for place in (*each.places, *each.timed_places)
        )

    @cached_property
    def records(self) -> dict[int, int]:
        """First byte of each record, and the byte after it."""
        return {
            place: place + 1 + each.size
            for each in self.layouts
            if each.kind == RECORD
            for place in (*each.places, *each.timed_places)
        }

    @cached_property
    def definitions(self) -> list[tuple[int, int]]:
        """First byte of each definition and the byte after it, in order."""
        found = []
        for (_, end), (place, _) in pairwise([(0, self.content[0]), *self.messages]):
            position = end
            while position < place and self.content[position] & 0xC0 == 0x40:
                length = definition_length(self.content, position, place)
                found.append((position, position + length))
                position += length or place
        return found


@dataclass(frozen=True)
class Mutant:
    """A hurt file, in stretches of its seed and bytes of its own."""

    kind: str
    seed: Seed
    chunks: tuple[Chunk, ...]

    @cached_property
    def content(self) -> bytes:
        """The hurt file."""
        return b"".join(each if isinstance(each, bytes) else self.seed.content[slice(*each)] for each in self.chunks)

    @cached_property
    def whole(self) -> dict[int, int]:
        """First byte of each record of the seed that is still whole, and the byte after it."""
        return {place: last for place, last, is_whole in self._records() if is_whole}

    @cached_property
    def begun(self) -> set[int]:
        """First bytes of the records of the seed whose beginning at least is still there."""
        return {place for place, _, _ in self._records()}

    def _records(self) -> Iterator[tuple[int, int, bool]]:
        shift = 0
        for each in self.chunks:
            begin, end = (0, 0) if isinstance(each, bytes) else each
            for place, last in self.seed.records.items():
                if begin <= place < end:
                    yield place - begin + shift, last - begin + shift, last <= end
            shift += len(each) if isinstance(each, bytes) else end - begin


def cut(chance: random.Random, seed: Seed) -> Sequence[Chunk]:
    """The end is missing, from the edge of a message or from anywhere."""
    edge = chance.choice(seed.messages)[chance.randrange(2)] + chance.choice([0, 0, 1, -1])
    return [(0, chance.choice([edge, edge, chance.randrange(1, len(seed.content))]))]


def flip(chance: random.Random, seed: Seed) -> Sequence[Chunk]:
    """One byte is another, half of the time one of a definition."""
    anywhere = (seed.content[0], len(seed.content))
    place = chance.randrange(*chance.choice([anywhere, chance.choice(seed.definitions)]))
    flipped = bytes([seed.content[place] ^ chance.choice([1 << chance.randrange(8), chance.randrange(1, 256)])])
    return [(0, place), flipped, (place + 1, len(seed.content))]


def insert(chance: random.Random, seed: Seed) -> Sequence[Chunk]:
    """Garbage between two messages, up to three times."""
    edges = sorted(chance.choice(seed.messages)[0] for _ in range(chance.randrange(1, 4)))
    chunks: list[Chunk] = []
    for begin, end in pairwise([0, *edges]):
        chunks += [(begin, end), garbage(chance)]
    return [*chunks, (edges[-1], len(seed.content))]


def insert_within(chance: random.Random, seed: Seed) -> Sequence[Chunk]:
    """Garbage anywhere."""
    place = chance.randrange(14, len(seed.content))
    return [(0, place), garbage(chance), (place, len(seed.content))]


def delete(chance: random.Random, seed: Seed) -> Sequence[Chunk]:
    """Bytes missing, up to three times."""
    places = sorted(chance.randrange(14, len(seed.content)) for _ in range(chance.randrange(1, 4)))
    chunks: list[Chunk] = []
    begin = 0
    for place in places:
        chunks.append((begin, max(begin, place)))
        begin = min(len(seed.content), max(begin, place) + chance.choice([1, 2, 5, chance.randrange(1, 300)]))
    return [*chunks, (begin, len(seed.content))]


def overwrite(chance: random.Random, seed: Seed) -> Sequence[Chunk]:
    """A block of other bytes, as a bad sector leaves it."""
    place = chance.randrange(14, len(seed.content))
    block = garbage(chance)[: len(seed.content) - place]
    return [(0, place), block, (place + len(block), len(seed.content))]


def lie(chance: random.Random, seed: Seed) -> Sequence[Chunk]:
    """A definition with a field of another size, or another count of fields."""
    begin, end = chance.choice(seed.definitions)
    definition = bytearray(seed.content[begin:end])
    at = 5 if end - begin < 9 or not chance.randrange(4) else 7 + 3 * chance.randrange((end - begin - 6) // 3)
    definition[at] = chance.choice([0, 1, 2, 3, 5, 8, 255, definition[at] ^ 1 << chance.randrange(8)])
    return [(0, begin), bytes(definition), (end, len(seed.content))]


def storm(chance: random.Random, seed: Seed) -> Sequence[Chunk]:
    """Hundreds of definitions between two messages, of local types that the seed does not use, if there are any."""
    place = chance.choice(seed.messages)[0]
    used = {seed.content[begin] & 0xF for begin, _ in seed.definitions}
    locals_ = sorted({*range(16)} - used) or [15]
    kinds = [20, 18, 19, 21, 0xFF00 + chance.randrange(255)]
    storm = b"".join(
        struct.pack("<BBBHB", 0x40 | chance.choice(locals_), 0, 0, chance.choice(kinds), 2)
        + bytes([253, 4, 0x86, chance.randrange(250), chance.randrange(1, 255), 0x0D])
        for _ in range(chance.randrange(20, 400))
    )
    return [(0, place), storm, (place, len(seed.content))]


def wrong_header(chance: random.Random, seed: Seed) -> Sequence[Chunk]:
    """A header that lies, is hurt, missing, or comes late."""
    header = bytearray(seed.content[: seed.content[0]])
    rest = (len(header), len(seed.content))
    match chance.randrange(6):
        case 0:
            size = chance.choice([0, 1, 0xFFFFFFFF, chance.randrange(1, len(seed.content)), chance.randrange(2**32)])
            header[4:8] = struct.pack("<I", size)
        case 1:
            header[8:12] = chance.choice([b".FIX", bytes(4), chance.randbytes(4)])
        case 2:
            header[0] = chance.choice([0, 1, 11, 12, 13, 14, 15, 255])
        case 3:
            header = bytearray(chance.randbytes(len(header)))
        case 4:
            header = bytearray()
        case _:
            header = bytearray(garbage(chance)) + header
    return [bytes(header), rest]


def chain(chance: random.Random, seed: Seed) -> Sequence[Chunk]:
    """Recordings chained in another order, one of them hurt."""
    end = len(seed.content)
    first: Chunk = (0, chance.choice([end, end - 1, end - 2, chance.randrange(14, end)]))
    second: list[Chunk] = [(0, end)]
    match chance.randrange(3):
        case 0:
            second = [seed.content[:8] + b".GIT", (12, end)]
        case 1:
            second = [garbage(chance), *second]
        case _:
            second = [(0, chance.randrange(1, end))]
    return [first, *second] if chance.randrange(2) else [*second, first]


def garbage(chance: random.Random) -> bytes:
    """Bytes as damage leaves them: at random, all alike, or small numbers."""
    size = chance.choice([1, 2, 7, chance.randrange(1, 64), chance.randrange(1, 600)])
    match chance.randrange(4):
        case 0:
            return bytes([chance.choice([0, 0x55, 0xFF, chance.randrange(256)])]) * size
        case 1:
            return bytes(chance.randrange(4) for _ in range(size))
        case _:
            return chance.randbytes(size)


KINDS: tuple[Callable[[random.Random, Seed], Sequence[Chunk]], ...] = (
    cut,
    flip,
    insert,
    insert_within,
    delete,
    overwrite,
    lie,
    storm,
    wrong_header,
    chain,
)


def mutant(seeds: Sequence[Seed], index: int, seed: int = 1) -> Mutant:
    """One mutant of one of the seeds, the same for the same numbers."""
    chance = random.Random(f"{seed}:{index}")  # noqa: S311  # no secret
    make = KINDS[index % len(KINDS)]
    chosen = chance.choice(seeds)
    return Mutant(make.__name__, chosen, tuple(make(chance, chosen)))


def impossible(activity: Activity) -> int:
    """Count of the values of an activity that lie outside the quantity table."""
    streams, outline = activity.streams, activity.outline
    count = 0
    for name in ("elapsed_time", *streams.recorded):
        kind = quantity_kinds()[name]
        high = bounds_of(outline.sport).speed if name == "speed" else kind.high
        count += int(np.count_nonzero((streams[name] < kind.low) | (streams[name] > high)))
    spans = [(lap.start, lap.end) for lap in activity.laps] + [(pause.start, pause.end) for pause in activity.pauses]
    told: list[tuple[str, float | str | None]] = [
        ("elapsed_time", outline.elapsed_time),
        ("timer_time", outline.timer_time),
        ("distance", outline.distance),
        ("mass", activity.details.get("weight")),
        ("temperature", activity.details.get("weather_temperature")),
        *(("elapsed_time", moment) for span in spans for moment in span),
        *(("distance", lap.distance) for lap in activity.laps),
    ]
    return count + sum(isinstance(value, float) and not Quantity(kind, value).is_possible for kind, value in told)
