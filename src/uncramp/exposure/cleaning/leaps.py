"""Leaps in what must go on steadily: the clock, the distance, the speed, the altitude, the position."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.positions import way_between
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import Streams
from uncramp.domain.units import SECONDS_PER_HOUR
from uncramp.exposure.cleaning.bounds import bounds_of
from uncramp.exposure.cleaning.records import Fault, Indices, Mask, Span, bounded, known_records, mask_of, time_paused

Index = slice | Indices | np.intp
Reach = Callable[[Index, Index], Mask]
"""Whether the later of two known records can be true if the earlier is."""
EACH, NEXT = slice(None, -1), slice(1, None)

BELIEVED = 30
"""So many records outweigh a leap, ours. What leaps away and back in fewer than twice as many (at one record a second,
a minute), or lies beyond a leap at either end in fewer, is false; what stays longer may be true and is kept."""
NEAR_BLOCKS = 100
"""So many stretches between leaps are looked back on, ours: it bounds the time that pure noise takes."""
CLOCK_STEP = 1.0
"""Watches write whole seconds, s."""
LONGEST_GAP = SECONDS_PER_HOUR
"""No record for longer though the timer ran is worth a word, ours, s."""
LONGEST_OUTING = 24.0 * SECONDS_PER_HOUR
"""No record for longer is a clock that was set while recording, ours, s."""
POSITION_NOISE = 15.0
"""Under open sky phones know their position within 5 m (gps.gov), so a step between two may be wrong by 10; among trees
and houses by more. Ours, m."""
FALLBACK = 10.0
"""Watches take back this much distance as their position settles, ours, m; best efforts wait it out."""
ALTITUDE_NOISE = 5.0
"""A barometer feels doors and gusts, and altitudes come in whole metres: ours, m."""


def believed(size: int, reach: Reach) -> Indices:
    """The records of the chain that keeps most with the fewest leaps, each leap weighing as much as BELIEVED records.

    The records fall into blocks without a leap; the best chain up to a block continues the best up to one of the
    NEAR_BLOCKS before it. Of equals the one with more records is taken.
    """
    cuts = 1 + np.flatnonzero(~reach(EACH, NEXT))
    if not cuts.size:
        return np.arange(size)
    starts, ends = np.append(0, cuts), np.append(cuts, size)
    leap, record = BELIEVED * (size + 1), size + 2
    worth, before = (ends - starts) * record, np.full(starts.size, -1)
    for block in range(1, starts.size):
        near = np.arange(max(0, block - NEAR_BLOCKS), block)
        gains = worth[near] - leap * ~reach(ends[near] - 1, starts[block])
        best = int(gains.argmax())
        if gains[best] > 0:
            worth[block] += gains[best]
            before[block] = near[best]
    chain = [int(worth.argmax())]
    while before[chain[-1]] >= 0:
        chain.append(int(before[chain[-1]]))
    return np.concatenate([np.arange(starts[block], ends[block]) for block in reversed(chain)])


def parted(known: Indices, reach: Reach, goes_on: Reach, size: int) -> tuple[Mask, tuple[Span, ...]]:
    """Which records leap away and back, and the pairs of kept ones where it does not go on, a stricter test."""
    if goes_on(EACH, NEXT).all():
        return np.zeros(size, np.bool_), ()
    kept = believed(known.size, reach)
    leaps = np.flatnonzero(~goes_on(kept[:-1], kept[1:]))
    return mask_of(size, np.delete(known, kept)), bounded(known[kept[leaps]], known[kept[leaps + 1]] + 1)


def clock(activity: Activity, streams: Streams) -> Iterator[Fault | Finding]:
    """Times (s) that go back, or ahead by more than a day, and return; and those that stay, or are an hour ahead."""
    known = known_records(streams)
    time = streams.elapsed_time[known]
    timer = time - time_paused(time, activity.pauses)

    def within(longest: float) -> Reach:
        return lambda one, other: (time[other] >= time[one]) & (timer[other] - timer[one] <= longest)

    wrong, leaps = parted(known, within(LONGEST_OUTING), within(LONGEST_GAP), len(streams))
    if wrong.any():
        fault = say("The clock goes back, or ahead by more than a day, for a moment.")
        yield Fault("clock-jump", "elapsed_time", wrong, fault)
    if leaps:
        sentence = say(
            "The clock goes back, or ahead by more than {gap} without a pause, and stays there. Leaps: {count}. "
            "All records were kept.",
            gap=Quantity("elapsed_time", LONGEST_GAP),
            count=len(leaps),
        )
        yield Finding("clock-jump", sentence, spans=leaps)


def distance(activity: Activity, streams: Streams) -> Iterator[Fault | Finding]:
    """Distances (m) farther on than anybody moves, or back, that return; and those that stay."""
    known = known_records(streams, "distance")
    time, way = streams.elapsed_time[known], streams.distance[known]
    fastest = bounds_of(activity.outline.sport).speed

    def reach(one: Index, other: Index) -> Mask:
        step, passed = way[other] - way[one], np.abs(time[other] - time[one])
        return (step >= -FALLBACK) & (step <= fastest * np.maximum(passed, CLOCK_STEP) + POSITION_NOISE)

    wrong, leaps = parted(known, reach, reach, len(streams))
    speed = f"{fastest:g} m/s"
    moment = say("The distance leaps ahead faster than {speed}, or falls back, for a moment.", speed=speed)
    lasting = say(
        "The distance leaps ahead faster than {speed}, or falls back, and stays there. Leaps: {count}. "
        "All records were kept, but the way across a leap counts for nothing.",
        speed=speed,
        count=len(leaps),
    )
    yield from _told("distance", wrong, moment, leaps, lasting)


def speed(activity: Activity, streams: Streams) -> Iterator[Fault]:
    """Speeds (m/s) that nobody could have reached from those before and left for those after."""
    known = known_records(streams, "speed")
    time, recorded = streams.elapsed_time[known], streams.speed[known]
    gain = bounds_of(activity.outline.sport).acceleration

    def reach(one: Index, other: Index) -> Mask:
        passed = np.maximum(np.abs(time[other] - time[one]), CLOCK_STEP)
        possible: Mask = np.abs(recorded[other] - recorded[one]) <= gain * passed
        return possible

    wrong, _ = parted(known, reach, reach, len(streams))
    if wrong.any():
        change = f"{gain:g} m/s"  # no pace says that
        fault = say("The speed changes by more than {change} within a second, for a moment.", change=change)
        yield Fault("speed-spike", "speed", wrong, fault)


def altitude(activity: Activity, streams: Streams) -> Iterator[Fault | Finding]:
    """Altitudes (m) that nobody climbs to, that return; and those that stay."""
    known = known_records(streams, "altitude")
    time, height = streams.elapsed_time[known], streams.altitude[known]
    climb = bounds_of(activity.outline.sport).climb

    def reach(one: Index, other: Index) -> Mask:
        passed = np.maximum(np.abs(time[other] - time[one]), CLOCK_STEP)
        possible: Mask = np.abs(height[other] - height[one]) <= climb * passed + ALTITUDE_NOISE
        return possible

    wrong, leaps = parted(known, reach, reach, len(streams))
    speed = f"{climb:g} m/s"
    moment = say("The altitude leaps up or down faster than {speed}, for a moment.", speed=speed)
    lasting = say(
        "The altitude leaps up or down faster than {speed}, and stays there. Leaps: {count}. "
        "All records were kept, but nobody climbed that.",
        speed=speed,
        count=len(leaps),
    )
    yield from _told("altitude", wrong, moment, leaps, lasting)


def _told(
    column: str, wrong: Mask, moment: Sentence, leaps: Sequence[Span], lasting: Sentence
) -> Iterator[Fault | Finding]:
    """What is said of the leaps of a column that return, and of those that stay."""
    if wrong.any():
        yield Fault(f"{column}-jump", column, wrong, moment)
    if leaps:
        yield Finding(f"{column}-jump", lasting, spans=tuple(leaps))


def position(activity: Activity, streams: Streams) -> Iterator[Fault]:
    """Positions (°) that nobody could have reached and come back from."""
    known = known_records(streams, "latitude", "longitude")
    time = streams.elapsed_time[known]
    north, east = streams.latitude[known], streams.longitude[known]
    fastest = bounds_of(activity.outline.sport).speed

    def reach(one: Index, other: Index) -> Mask:
        way = way_between(north[one], east[one], north[other], east[other])
        passed = np.maximum(np.abs(time[other] - time[one]), CLOCK_STEP)
        possible: Mask = way <= fastest * passed + POSITION_NOISE
        return possible

    wrong, _ = parted(known, reach, reach, len(streams))
    if wrong.any():
        fault = say("The position leaps away faster than {speed}, for a moment.", speed=f"{fastest:g} m/s")
        yield Fault("gps-spike", "latitude", wrong, fault)
        yield Fault("gps-spike", "longitude", wrong, fault)
