"""Stops and walk breaks."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.exposure.cleaning.records import Mask, edges
from uncramp.exposure.cleaning.sensors import RECORDED_WITHIN, STANDING_SPEED
from uncramp.exposure.track import Track
from uncramp.exposure.within.bins import Course

STOP_SHORTEST = 10.0
"""Shorter, it may be a receiver that stands still, ours, s."""
STOP_JOINED = 3.0
"""A wandering position splits no stop, ours, s."""
WALK_SHORTEST = 20.0
"""Shorter, it is a corner, a kerb or the noise of positions, ours, s."""
WALK_JOINED = 5.0
"""So short a burst ends no walk break, ours, s."""
SMOOTHED_OVER = 2.0
"""Speeds of a walk are means of so long before and after, ours, s."""
WALK_CADENCE = 70.0
"""Below it people walk, 1/min: they change between walk and run at 70.8 ± 3.1 strides a minute [Hansen2017]."""
WALK_SPEED = 2.0
"""Where the cadence is unknown, slower is walking, m/s: people change at about 7.6 km/h [Hansen2017], 1.9 to 3.0 m/s
outdoors [Baker2025]. Whoever jogs slower than this without a cadence counts as walking."""
WALK_FASTEST = 2.5
"""Faster is no walk whatever the sensor counts, ours, m/s."""


@dataclass(frozen=True, slots=True)
class Spells:
    """How often, how long together and how long at the most, s."""

    count: int
    total: float
    longest: float


@dataclass(frozen=True, slots=True)
class Stops:
    """Where a run was broken off; None where it cannot be told.

    Parameters
    ----------
    stops
        Standing or paused, for 10 s at least: one stop however much of it the watch paused.
    standing
        At most 0.3 m/s while the timer runs, for 10 s at least.
    pauses
        The timer stopped, or nothing recorded for more than a minute and no way covered, for 10 s at least.
    walks
        Below the border between walking and running but not standing, for 20 s at least.
    """

    stops: Spells | None
    standing: Spells | None
    pauses: Spells
    walks: Spells | None


def stops_of(track: Track, course: Course) -> Stops:
    """Stops and walk breaks of a track, from its speed (m/s), its cadence (1/min) and the pauses of its timer (s).

    Times of stops and pauses are of the clock, those of standing and walking are of the timer.
    """
    clock, timer = track.elapsed_time, track.timer_time
    begun, timed = _begun(clock), _begun(timer)
    paused = (clock - begun) - (timer - timed)
    gone = np.diff(track.distance, prepend=track.distance[:1])
    silent = (timer - timed > RECORDED_WITHIN) & (gone <= STANDING_SPEED * (timer - timed))
    off = (paused > STOP_SHORTEST / 2.0) | silent
    pauses = spells(clock - np.where(silent, clock - begun, paused), clock, off, 0.0, STOP_SHORTEST)
    if course.speed.is_empty:
        return Stops(None, None, pauses, None)
    speed = track.speed
    still = speed <= STANDING_SPEED
    stops = spells(begun, clock, still | off, STOP_JOINED, STOP_SHORTEST)
    standing = spells(timed, timer, still, STOP_JOINED, STOP_SHORTEST) if off.any() else stops
    walks = spells(timed, timer, _walks(track, course, speed) & ~still, WALK_JOINED, WALK_SHORTEST)
    return Stops(stops, standing, pauses, walks)


def spells(begun: FloatArray, ended: FloatArray, meant: Mask, joined: float, shortest: float) -> Spells:
    """Spells of meant records, each from begun to ended (s, shape (n,)), joined over gaps up to ``joined`` s.

    Those shorter than ``shortest`` s do not count.
    """
    if not meant.any():
        return Spells(0, 0.0, 0.0)
    firsts, ends = edges(meant)
    starts, stops = begun[firsts], ended[ends - 1]
    apart = np.concatenate([[True], starts[1:] - stops[:-1] > joined, [True]])
    length = stops[apart[1:]] - starts[apart[:-1]]
    length = length[length >= shortest]
    return Spells(length.size, float(length.sum()), float(length.max(initial=0.0)))


def _begun(time: FloatArray) -> FloatArray:
    """Time of the record before, s; the first begins itself."""
    return np.concatenate([time[:1], time[:-1]])


def _walks(track: Track, course: Course, speed: FloatArray) -> Mask:
    """Records slower than people run, by themselves (m/s) and in the mean of the seconds around."""
    cadence = track.streams.cadence
    border = np.where((cadence > 0.0) & (cadence < WALK_CADENCE), WALK_FASTEST, WALK_SPEED)
    border[cadence >= WALK_CADENCE] = 0.0
    slow: Mask = speed < border
    found = np.flatnonzero(slow)
    if found.size:
        ends = np.stack([course.time[found - 1] - SMOOTHED_OVER, course.time[found] + SMOOTHED_OVER])
        moments = ends.clip(0.0, course.duration)
        way = np.interp(moments, course.time, course.speed.total)
        known = np.interp(moments, course.time, course.speed.known)
        slow[found] = way[1] - way[0] < border[found] * (known[1] - known[0])
    return slow
