"""Splits of a recorded run in the runner's own unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from uncramp.domain.plan import Split
from uncramp.exposure.kilometres import Kilometres
from uncramp.presentation.telling import split_name
from uncramp.presentation.words import SLOWEST_PACE, Words


@dataclass(frozen=True, slots=True)
class SplitRow:
    """One line of the table of splits; None is "not known".

    Parameters
    ----------
    pace
        Time for a whole split, pauses included, s.
    effort
        The same on the flat at equal effort, s.
    clock
        Time since the start at its end, s.
    heart_rate
        Mean, bpm.
    """

    name: str
    pace: float | None
    effort: float | None
    clock: float
    heart_rate: float | None


def split_rows(kilometres: Kilometres, words: Words) -> Iterator[SplitRow]:
    """Whole splits and the piece that is left."""
    length, begin = words.units.split_length, 0.0
    columns = (
        kilometres.distance,
        kilometres.elapsed_time,
        kilometres.speed,
        kilometres.adjusted_speed,
        kilometres.heart_rate,
    )
    for number, (end, clock, speed, adjusted, beats) in enumerate(zip(*map(list, columns), strict=True), start=1):
        name = split_name(Split(float(end), float(end) - begin, 1.0), number, words)
        paces = [length / float(each) if each >= SLOWEST_PACE else None for each in (speed, adjusted)]
        yield SplitRow(name, paces[0], paces[1], float(clock), float(beats) if isfinite(beats) else None)
        begin = float(end)
