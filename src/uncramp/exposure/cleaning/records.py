"""Records of an activity by index: which are known, which are meant, and the spans that these make."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.activity import Pause
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import FloatArray, Streams

Mask = NDArray[np.bool_]
"""Whether each record is meant, shape (n,)."""
Indices = NDArray[np.intp]
Span = tuple[int, int]
"""Index of the first record and of the one after the last."""

MOST_SPANS = 100
"""A finding with more spans has its nearest merged, ours: it is told to people and kept beside every run."""

NAMES = {
    "distance": say("distance"),
    "speed": say("speed"),
    "altitude": say("altitude"),
    "heart_rate": say("heart rate"),
    "cadence": say("cadence"),
    "power": say("power"),
    "temperature": say("temperature"),
    "latitude": say("latitude"),
    "longitude": say("longitude"),
    "vertical_oscillation": say("vertical oscillation"),
    "stance_time": say("ground contact time"),
    "step_length": say("step length"),
    "core_temperature": say("core temperature"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Records of a column to leave out, and why."""

    code: str
    column: str
    records: Mask
    sentence: Sentence


def known_records(streams: Streams, *names: str) -> Indices:
    """The records that have a time (s) and all the named columns, in order."""
    known = np.isfinite(streams.elapsed_time)
    for name in names:
        known &= np.isfinite(streams[name])
    return np.flatnonzero(known)


def mask_of(size: int, records: Indices) -> Mask:
    """The mask that means the given of so many records."""
    mask = np.zeros(size, np.bool_)
    mask[records] = True
    return mask


def edges(mask: Mask) -> tuple[Indices, Indices]:
    """First, and one after the last, of each run of true values."""
    bordered = np.zeros(mask.size + 2, np.bool_)
    bordered[1:-1] = mask
    found = np.flatnonzero(bordered[1:] != bordered[:-1])
    return found[::2], found[1::2]


def bounded(firsts: Indices, ends: Indices) -> tuple[Span, ...]:
    """Spans in order, merged across the shortest gaps if there are more than MOST_SPANS."""
    if firsts.size > MOST_SPANS:
        widest = np.argsort(firsts[1:] - ends[:-1], kind="stable")[-(MOST_SPANS - 1) :]
        kept = np.sort(widest)
        firsts, ends = firsts[np.append(0, kept + 1)], ends[np.append(kept, ends.size - 1)]
    return tuple(zip(firsts.tolist(), ends.tolist(), strict=True))


def spans_of(mask: Mask) -> tuple[Span, ...]:
    """The spans of the records that a mask means, and of what lies between merged ones."""
    return bounded(*edges(mask))


def time_paused(time: FloatArray, pauses: Iterable[Pause]) -> FloatArray:
    """Time with the timer stopped before each moment, s, shape (n,), whichever way the pauses overlap."""
    starts, ends = list[float](), list[float]()
    for start, end in sorted((pause.start, pause.end) for pause in pauses if pause.end > pause.start):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    if not starts:
        return np.zeros(time.shape)
    moments = np.column_stack([starts, ends])
    passed = np.cumsum(moments[:, 1] - moments[:, 0])
    before = np.column_stack([np.append(0.0, passed[:-1]), passed])
    paused: FloatArray = np.interp(time, moments.ravel(), before.ravel())
    return paused
