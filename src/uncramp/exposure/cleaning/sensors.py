"""Sensors that say what cannot be, repeat themselves, or count something else; and a watch that stands."""

from collections.abc import Iterator

import numpy as np

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.quantities import Quantity, quantity_kinds
from uncramp.domain.sentence import say
from uncramp.domain.streams import COLUMNS, FloatArray, Streams
from uncramp.exposure.cleaning.bounds import ON_FOOT, bounds_of
from uncramp.exposure.cleaning.records import (
    NAMES,
    Fault,
    Indices,
    Mask,
    bounded,
    edges,
    known_records,
    time_paused,
)

RECORDED_WITHIN = 60.0
"""Farther apart, two records tell nothing of what is between (smart recording leaves up to 52 s), ours, s."""
MOVING_SPEED = 0.5
"""Slower than any walk: who covers way faster moves, ours, m/s."""
STANDING_SPEED = 0.3
"""Positions wander about as fast as this while the watch stands, ours, m/s."""
STANDING_LONGEST = 120.0
"""Longer than a red light, ours, s."""
STUCK_POSITION = 60.0
"""Positions are written to the centimetre: none repeats while one moves, ours, s."""
STUCK = {"heart_rate": 300.0, "cadence": 900.0, "power": 900.0}
"""How long a sensor may repeat one value while one moves, ours, s. In 232 of 233 real files with a heart rate none was
repeated for longer than 98 s (in the other for 216 s, perhaps stuck); a foot pod's cadence was for 230 s."""
LOCK_BAND = 5.0
"""A heart rate that is the step rate differs from it by how both are smoothed, ours, bpm."""
LOCK_SHORTEST = 120.0
"""How long at least, ours, s. Being so near for up to four minutes is common by chance, hence LOCK_AGREEMENT."""
LOCK_TREND = 60.0
"""What changes slower than this changes in both for one reason, a hill or fatigue, ours, s."""
LOCK_RECORDS = 12
"""So many records within LOCK_TREND at least, or their agreement means little, ours."""
LOCK_AGREEMENT = 0.6
"""Correlation of the quick changes of both, ours. The heart answers within tens of seconds: of 11 real stretches that
were near by chance for so long, none agreed better than 0.24. A watch that counts steps for beats agrees at once."""


def impossible(activity: Activity, streams: Streams) -> Iterator[Fault]:
    """Values outside the quantity table, whose units they have; the speed (m/s) by the bound of the sport.

    Times have no bound of their own: what matters is how they follow each other.
    """
    for name in COLUMNS:
        row, column = quantity_kinds()[name], streams[name]
        high = bounds_of(activity.outline.sport).speed if name == "speed" else row.high
        wrong = (column < row.low) | (column > high)
        if wrong.any():
            low, above = (f"{each:g} m/s" if name == "speed" else Quantity(name, each) for each in (row.low, high))
            fault = say("Impossible {column}: below {low} or above {high}.", column=NAMES[name], low=low, high=above)
            yield Fault("impossible-values", name, wrong, fault)


def no_position(_: Activity, streams: Streams) -> Iterator[Fault]:
    """The position 0° north 0° east, which is in the sea and which receivers write while they have none."""
    nowhere = (streams.latitude == 0.0) & (streams.longitude == 0.0)
    if nowhere.any():
        fault = say("The position is 0° north 0° east: the watch had none.")
        yield Fault("no-position", "latitude", nowhere, fault)
        yield Fault("no-position", "longitude", nowhere, fault)


def lasting(streams: Streams, known: Indices, alike: Mask, longest: float) -> Iterator[tuple[int, int]]:
    """First and last place among the known records of each stretch alike from record to record for longer, s."""
    time = streams.elapsed_time[known]
    firsts, lasts = edges(alike & (np.abs(np.diff(time)) <= RECORDED_WITHIN))
    if firsts.size:
        long = time[lasts] - time[firsts] > longest
        yield from zip(firsts[long].tolist(), lasts[long].tolist(), strict=True)


def moves(streams: Streams, first: int, last: int) -> bool:
    """Whether the person covers way between two records, by the distance or else the speed."""
    distance, speed = streams.distance[first : last + 1], streams.speed[first : last + 1]
    distance, speed = distance[np.isfinite(distance)], speed[np.isfinite(speed)]
    if distance.size > 1:
        passed = streams.elapsed_time[last] - streams.elapsed_time[first]
        return bool(distance[-1] - distance[0] >= MOVING_SPEED * passed)
    return bool(speed.size and speed.mean() >= MOVING_SPEED)


def stuck(activity: Activity, streams: Streams) -> Iterator[Fault]:
    """Values repeated longer (s) than a working sensor does while the person moves."""
    for name, longest in STUCK.items():
        if name != "heart_rate" and activity.outline.sport not in ON_FOOT:
            continue  # who rides downhill neither turns the cranks nor works
        known = known_records(streams, name)
        wrong = np.zeros(len(streams), np.bool_)
        for first, last in lasting(streams, known, np.diff(streams[name][known]) == 0.0, longest):
            wrong[known[first : last + 1]] = moves(streams, known[first], known[last])
        if wrong.any():
            fault = say(
                "The {column} repeats one value for more than {time} while moving.",
                column=NAMES[name],
                time=Quantity("elapsed_time", longest),
            )
            yield Fault(f"stuck-{name.replace('_', '-')}", name, wrong, fault)


def stuck_position(_: Activity, streams: Streams) -> Iterator[Fault]:
    """Positions (°) repeated while the person moves; the first of them is kept, for there the person was."""
    known = known_records(streams, "latitude", "longitude")
    same = (np.diff(streams.latitude[known]) == 0.0) & (np.diff(streams.longitude[known]) == 0.0)
    wrong = np.zeros(len(streams), np.bool_)
    for first, last in lasting(streams, known, same, STUCK_POSITION):
        wrong[known[first + 1 : last + 1]] = moves(streams, known[first], known[last])
    if wrong.any():
        time = Quantity("elapsed_time", STUCK_POSITION)
        fault = say("The position stays the same for more than {time} while moving.", time=time)
        yield Fault("stuck-position", "latitude", wrong, fault)
        yield Fault("stuck-position", "longitude", wrong, fault)


def cadence_lock(activity: Activity, streams: Streams) -> Iterator[Fault]:
    """Heart rates (bpm) that are the steps per minute, two to a stride, up to their quick changes."""
    if activity.outline.sport not in ON_FOOT:
        return
    known = known_records(streams, "heart_rate", "cadence")
    time, beats, steps = streams.elapsed_time[known], streams.heart_rate[known], 2.0 * streams.cadence[known]
    near = np.abs(beats - steps) <= LOCK_BAND
    wrong = np.zeros(len(streams), np.bool_)
    for first, last in lasting(streams, known, near[1:] & near[:-1], LOCK_SHORTEST):
        inside = slice(first, last + 1)
        window = round(LOCK_TREND * (last - first) / (time[last] - time[first]))
        if window >= LOCK_RECORDS and agreement(beats[inside], steps[inside], window) >= LOCK_AGREEMENT:
            wrong[known[inside]] = True
    if wrong.any():
        fault = say("The heart rate follows every change of the steps per minute: the watch counted steps for beats.")
        yield Fault("cadence-locked-heart-rate", "heart_rate", wrong, fault)


def agreement(one: FloatArray, other: FloatArray, window: int) -> float:
    """Correlation, 1, of two columns, shape (n,), less their moving means over window ≤ n records; 0 if one is flat."""
    kernel = np.ones(window)
    counts = np.convolve(np.ones(one.size), kernel, "same")
    first, second = (column - np.convolve(column, kernel, "same") / counts for column in (one, other))
    spread = np.sqrt((first @ first) * (second @ second))
    return float(first @ second / spread) if spread > 0.0 else 0.0


def standing(activity: Activity, streams: Streams) -> Iterator[Finding]:
    """Stretches without way for longer than STANDING_LONGEST (s), pauses not counted, in a run that has way."""
    if activity.outline.sport not in ON_FOOT:
        return
    by_speed = bool(np.isfinite(streams.speed).any())
    known = known_records(streams, "speed" if by_speed else "distance")
    time = streams.elapsed_time[known]
    slow = streams.speed[known] <= STANDING_SPEED
    still = slow[1:] & slow[:-1]
    if not by_speed:
        still = np.diff(streams.distance[known]) <= STANDING_SPEED * np.abs(np.diff(time))
    firsts, lasts = edges(still)
    if still.all() or not firsts.size:
        return
    timer = time - time_paused(time, activity.pauses)
    stood = timer[lasts] - timer[firsts]
    long = stood > STANDING_LONGEST
    if long.any():
        sentence = say(
            "Standing for more than {longest} without a pause. Times: {count}, together {total}. Nothing was left out.",
            longest=Quantity("elapsed_time", STANDING_LONGEST),
            count=int(np.count_nonzero(long)),
            total=Quantity("elapsed_time", float(stood[long].sum())),
        )
        yield Finding("standing", sentence, spans=bounded(known[firsts[long]], known[lasts[long]] + 1))
