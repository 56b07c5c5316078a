"""The measurements in an export of Apple Health, held as compactly as they can be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats.cells import times

MOST_RECORDS = 12_000_000
"""Of one export that are of use, 18 bytes each. An export of 2 GB holds 4 million."""
MOST_ORIGINS = 65_536
"""Pairs of a source and a unit."""
MASS = b"BodyMass"
KINDS = (
    b"HeartRate",
    b"DistanceWalkingRunning",
    b"RunningSpeed",
    b"RunningPower",
    b"RunningStrideLength",
    b"RunningVerticalOscillation",
    b"RunningGroundContactTime",
    b"StepCount",
    MASS,
)
"""What is held, by the end of Apple's names."""
LATEST = 2**32
"""Moments are held in 32 bits: from 1970 into the year 2106, s."""
_DATE = 25
"""Bytes of a date like "2024-05-01 07:12:33 +0200"."""

SAMPLE = np.dtype([("start", "<u4"), ("end", "<u4"), ("origin", "<u2"), ("value", "<f8")])
SampleArray = NDArray[np.void]
"""Samples of one kind, shape (n,): start and end since the epoch (s), index of source and unit, and the value."""
Row = Sequence[bytes]
"""Kind, source, unit, start, end and value of a record, as written."""


class _Origins(dict[tuple[bytes, bytes], int]):
    """Numbers of sources with their units."""

    def __missing__(self, origin: tuple[bytes, bytes]) -> int:
        self[origin] = len(self)
        return self[origin]


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Samples in order of their starts.

    Parameters
    ----------
    longest
        Of them, s.
    """

    samples: SampleArray
    starts: NDArray[np.uint32]
    longest: int

    @classmethod
    def of(cls, samples: SampleArray) -> "_Ordered":
        samples = samples[np.argsort(samples["start"], kind="stable")]
        durations = samples["end"] - samples["start"]
        return cls(samples, samples["start"].copy(), int(durations.max(initial=0)))

    def reaching(self, start: int, end: int) -> SampleArray:
        """Those that reach into a stretch of time (s)."""
        first, last = np.searchsorted(self.starts, [start - self.longest, end + 1])
        found = self.samples[first:last]
        return found[found["end"] >= start]


class Samples:
    """The samples of one export.

    Parameters
    ----------
    name
        The file as errors name it.
    """

    def __init__(self, name: str) -> None:
        self.undated = 0
        self._name = name
        self._count = 0
        self._origins = _Origins()
        self._parts: dict[bytes, list[SampleArray]] = {kind: [] for kind in KINDS}
        self._ordered: dict[bytes, _Ordered] = {}

    def add(self, rows: Sequence[Row]) -> None:
        """Take records in; those that have no date are counted.

        Raises
        ------
        UnreadableFileError
            If they become too many.
        """
        for kind in {row[0] for row in rows}:
            _, sources, units, starts, ends, values = zip(*(row for row in rows if row[0] == kind), strict=True)
            samples = np.empty(len(values), SAMPLE)
            start = seconds_of(starts)
            end = start if starts == ends else seconds_of(ends)
            dated = (start >= 0) & (start < LATEST) & (end >= start) & (end < LATEST)
            samples["start"], samples["end"] = np.where(dated, start, 0), np.where(dated, end, 0)
            samples["origin"] = self._numbered(list(zip(sources, units, strict=True)))
            samples["value"] = _numbers(values)
            self._parts[kind].append(samples[dated])
            self.undated += len(values) - int(np.count_nonzero(dated))
            self._count += len(values)
        if self._count > MOST_RECORDS:
            reason = say("it holds more than {count} measurements of runs", count=MOST_RECORDS)
            raise UnreadableFileError(self._name, reason)

    def _numbered(self, origins: Sequence[tuple[bytes, bytes]]) -> list[int]:
        numbers = [self._origins[origin] for origin in origins]
        if len(self._origins) > MOST_ORIGINS:
            reason = say("it holds measurements of runs from more than {count} sources", count=MOST_ORIGINS)
            raise UnreadableFileError(self._name, reason)
        return numbers

    def keep_within(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        """Let go of what lies in none of these stretches of time (s), of no body mass, and put the rest in order."""
        begins, lasts = _merged(starts, ends)
        while self._parts:
            kind, parts = self._parts.popitem()
            for index, part in enumerate(parts):
                parts[index] = part if kind == MASS else part[_reached(part, begins, lasts)]
            joined = np.concatenate([np.empty(0, SAMPLE), *parts])
            parts.clear()
            self._ordered[kind] = _Ordered.of(joined)

    def within(self, start: int, end: int) -> Iterator[tuple[bytes, Row]]:
        """The samples of a stretch of time (s), with what reaches into it, each once, as rows in a lasting order.

        Yields
        ------
        tuple
            Kind, and source, unit, start, end and value.
        """
        for kind in KINDS:
            if kind != MASS:
                yield from self._rows(kind, start, end)

    def masses(self) -> Iterator[tuple[bytes, Row]]:
        """All body masses as such rows."""
        return self._rows(MASS, 0, LATEST)

    def _rows(self, kind: bytes, start: int, end: int) -> Iterator[tuple[bytes, Row]]:
        found = self._ordered[kind].reaching(start, end)
        origins = list(self._origins)
        dates = [written(found[name].tolist()) for name in ("start", "end")]
        rows = {
            (begin, last, *origins[origin], f"{value:.15g}".encode())
            for begin, last, origin, value in zip(
                *dates, found["origin"].tolist(), found["value"].tolist(), strict=True
            )
        }
        for begin, last, source, unit, value in sorted(rows):
            yield kind, (source, unit, begin, last, value)


def written(moments: Sequence[int]) -> list[bytes]:
    """Dates in Apple's manner, in UTC, of moments since the epoch, s."""
    texts = np.datetime_as_string(np.array(moments, "datetime64[s]")).tolist()
    return [f"{text.replace('T', ' ')} +0000".encode() for text in texts]


def _merged(starts: Sequence[int], ends: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and ends of the stretches, in order, those that touch joined to one."""
    order = np.argsort(np.array(starts, np.int64), kind="stable")
    begins, lasts = np.array(starts, np.int64)[order], np.maximum.accumulate(np.array(ends, np.int64)[order])
    first = np.append(True, begins[1:] > lasts[:-1])[: begins.size]
    final = np.append(first[1:], True)[: begins.size]
    return begins[first], lasts[final]


def _reached(samples: SampleArray, begins: NDArray[np.int64], lasts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which samples reach into one of the stretches."""
    if not begins.size:
        return np.zeros(samples.shape, np.bool_)
    after = np.searchsorted(lasts, samples["start"], "left")
    known = after < begins.size
    reached: NDArray[np.bool_] = known & (begins[np.where(known, after, 0)] <= samples["end"])
    return reached


def seconds_of(dates: Sequence[bytes]) -> NDArray[np.int64]:
    """Moments of dates like "2024-05-01 07:12:33 +0200" since the epoch, s, shape (n,); -1 for what is none."""
    quick = _alike(b"".join(dates), len(dates))
    if quick is not None:
        return quick
    read = times([date.decode("latin-1") for date in dates]).instants.astype("datetime64[s]")
    return np.where(np.isnat(read), np.int64(-1), read.astype(np.int64))


def _alike(joined: bytes, count: int) -> NDArray[np.int64] | None:
    """The moments of so many dates that are all in Apple's form."""
    if len(joined) != count * _DATE:
        return None
    signs = np.frombuffer(joined, np.uint8).reshape(-1, _DATE)
    zones = signs[:, 21:]
    is_zone = (zones >= ord("0")) & (zones <= np.frombuffer(b"1959", np.uint8))
    behind, ahead = signs[:, 20] == ord("-"), signs[:, 20] == ord("+")
    form = signs[:, [4, 7, 10, 13, 16, 19]] == np.frombuffer(b"-- :: ", np.uint8)
    if not (is_zone.all() and (behind | ahead).all() and form.all()):
        return None
    offset = (zones.astype(np.int64) - ord("0")) @ np.array([36_000, 3_600, 600, 60])
    try:
        local = np.frombuffer(joined, f"S{_DATE}").astype("S19").astype("datetime64[s]").astype(np.int64)
    except ValueError:  # one of them is no time
        return None
    moments: NDArray[np.int64] = local - np.where(behind, -offset, offset)
    return moments


def _numbers(values: Sequence[bytes]) -> list[float]:
    """Values of texts; NaN for what is no number."""
    try:
        return list(map(float, values))
    except ValueError:
        return [_number(value) for value in values]


def _number(text: bytes) -> float:
    try:
        return float(text)
    except ValueError:
        return nan
