"""Outings without a fault, to put faults into."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import ArrayLike

from uncramp.domain.activity import Activity, Finding, Pause
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import COLUMNS, FloatArray, Streams

START = datetime(2030, 1, 1, 9, tzinfo=UTC)
METRES_PER_DEGREE = 111_195.0

Columns = Mapping[str, ArrayLike]


def activity(
    time: ArrayLike, columns: Columns | None = None, sport: Sport = Sport.RUNNING, pauses: Iterable[Pause] = ()
) -> Activity:
    """An activity with these columns."""
    streams = Streams.of(time, None, **(columns or {}))
    seconds = float(streams.elapsed_time[-1]) if len(streams) else 0.0
    return Activity(Outline(sport, START, seconds, seconds), streams, pauses=tuple(pauses))


def wander(rng: np.random.Generator, size: int, spread: float, memory: float = 0.9) -> FloatArray:
    """Noise that remembers: each value is the last, faded, and something new."""
    fresh = rng.normal(0.0, spread * np.sqrt(1.0 - memory**2), size)
    values = np.empty(size)
    value = 0.0
    for index in range(size):
        value = memory * value + fresh[index]
        values[index] = value
    return values


def clean_columns(seed: int = 1, minutes: int = 60, pace: float = 3.0) -> dict[str, FloatArray]:
    """What a good watch records once a second of someone who moves at about this speed, m/s, up and down hills."""
    rng = np.random.default_rng(seed)
    time = np.arange(60.0 * minutes)
    speed = pace * (1.0 + 0.1 * np.sin(time / 300.0)) + wander(rng, time.size, 0.05 * pace)
    distance = np.cumsum(speed) - speed[0]
    return {
        "distance": distance.round(2),
        "speed": speed.round(3),
        "altitude": (200.0 + 30.0 * np.sin(distance / 500.0) + wander(rng, time.size, 0.3)).round(1),
        "heart_rate": (150.0 - 40.0 * np.exp(-time / 60.0) + wander(rng, time.size, 3.0, 0.98)).round(),
        "cadence": (86.0 + wander(rng, time.size, 1.0)).round(),
        "power": (250.0 + wander(rng, time.size, 15.0)).round(),
        "temperature": np.full(time.size, 21.0),
        "latitude": 48.0 + distance / METRES_PER_DEGREE,
        "longitude": 11.0 + wander(rng, time.size, 2e-5),
    }


def outing(columns: Columns | None = None, sport: Sport = Sport.RUNNING) -> Activity:
    """The outing of :func:`clean_columns` with other columns in the place of some."""
    clean = clean_columns()
    return activity(np.arange(clean["speed"].size), {**clean, **(columns or {})}, sport)


def changed(column: str, span: tuple[int, int], value: float, *, by: bool = False) -> dict[str, FloatArray]:
    """A clean column with one value over a span, or changed by it."""
    values = clean_columns()[column].copy()
    values[slice(*span)] = values[slice(*span)] + value if by else value
    return {column: values}


def spans(findings: Iterable[Finding]) -> Mapping[tuple[str, str | None], tuple[tuple[int, int], ...]]:
    """The spans of each finding by code and column."""
    return {(each.code, each.column): each.spans for each in findings}


@st.composite
def wild_activities(draw: st.DrawFn) -> Activity:
    """Activities of anything at all: no order of time, gaps, infinities, leaps."""
    size = draw(st.integers(0, 40))
    anything = arrays(np.float64, size, elements=st.floats(width=64) | st.floats(-1000.0, 1000.0))
    names = draw(st.sets(st.sampled_from(COLUMNS), max_size=6))
    pauses = draw(st.lists(st.builds(Pause, st.floats(-1e4, 1e5), st.floats(-1e4, 1e5)), max_size=3))
    time = draw(anything | st.just(np.arange(float(size))))
    columns = {name: draw(anything) for name in sorted(names)}
    return activity(time, columns, draw(st.sampled_from(Sport)), pauses)
