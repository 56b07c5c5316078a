"""Tracks made by hand, a record a second, of pieces that are each run at one speed."""

from collections.abc import Mapping, Sequence

import numpy as np

from uncramp.domain.streams import FloatArray, Streams
from uncramp.exposure.track import Track

Piece = tuple[float, float]
"""How long, s, and how fast, m/s."""


def speeds(*pieces: Piece) -> FloatArray:
    """The speed of every second of the pieces."""
    return np.concatenate([np.full(round(seconds), speed) for seconds, speed in pieces])


def track(
    speed: FloatArray, pauses: Sequence[Piece] = (), columns: Mapping[str, FloatArray] | None = None, step: float = 1.0
) -> Track:
    """A track of these speeds, each held for a step, with pauses of the timer (after so many steps, so long).

    Columns have a value for each step; the first record, which stands for none, repeats the first.
    """
    size = speed.size + 1
    timer = step * np.arange(float(size))
    paused = np.zeros(size)
    for after, seconds in pauses:
        paused[round(after) + 1 :] += seconds
    moved = np.concatenate([[np.nan], speed])
    moved[1:][np.diff(paused) > 0.0] = np.nan
    weight = np.concatenate([[0.0], np.full(speed.size, step)])
    own = {name: np.concatenate([column[:1], column]) for name, column in (columns or {}).items()}
    way = np.concatenate([[0.0], np.cumsum(step * speed)])
    return Track(timer + paused, timer, weight, way, moved, Streams.of(timer + paused, None, distance=way, **own))


def run(*pieces: Piece, **columns: FloatArray) -> Track:
    """A track of pieces with columns of one value a second."""
    return track(speeds(*pieces), columns=columns)
