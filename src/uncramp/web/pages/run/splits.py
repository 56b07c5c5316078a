"""Splits of a recorded run in the runner's own unit."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.plan import Split
from uncramp.domain.streams import Streams
from uncramp.physiology.effort import monotone_track, time_at_distance
from uncramp.presentation.telling import split_name
from uncramp.presentation.words import Words

SHORTEST = 10.0
"""What is left at the end and shorter than this, m, is no split."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of splits.

    Parameters
    ----------
    pace
        Time for a whole split, pauses included, s.
    clock
        Time since the start at its end, s.
    heart_rate
        Mean, bpm, or None if not recorded.
    """

    name: str
    pace: float
    clock: float
    heart_rate: float | None


def rows_of(streams: Streams, words: Words) -> list[Row]:
    """Whole splits and the piece that is left; none without time and distance."""
    time, track = monotone_track(streams.elapsed_time, streams.distance)
    length = words.units.split_length
    way = float(track[-1] - track[0]) if track.size else 0.0
    if way < SHORTEST:
        return []
    marks = np.append(np.arange(0.0, way - SHORTEST, length), way)
    passed = time_at_distance(time, track, marks)
    place = np.searchsorted(passed, streams.elapsed_time, side="right") - 1
    rows = []
    for index, (end, piece, duration) in enumerate(zip(marks[1:], np.diff(marks), np.diff(passed), strict=True)):
        beats = streams.heart_rate[(place == index) & np.isfinite(streams.heart_rate)]
        if duration > 0:
            split = Split(float(end), float(piece), float(duration))
            mean = float(beats.mean()) if beats.size else None
            rows.append(Row(split_name(split, index + 1, words), length / split.speed, float(passed[index + 1]), mean))
    return rows
