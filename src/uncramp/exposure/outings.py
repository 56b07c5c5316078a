"""Whether two files tell of one outing, and which of them tells more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain
from statistics import fmean, pstdev

import numpy as np

from uncramp.domain.activity import Activity
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.positions import way_between
from uncramp.domain.streams import COLUMNS
from uncramp.exposure.features import RunFeatures

SLACK, SLACK_SHARE, MOST_SLACK = 60.0, 0.03, 300.0
"""Services cut or round a file's first and last seconds, and two clocks differ, by up to the first, s, or by this
share of the duration, but by no more than the last, s."""
LARGER_PART = 0.8
"""A file tells of a part of an outing if so much of its own time lies within it: cut short, or started late."""
LONGER_WAY, LONGER_WAY_SHARE = 100.0, 0.3
"""By how much, m, or by which share, the way of a part may be longer: a treadmill against a foot pod."""
LONGEST = 86_400.0
"""Within which time one outing may begin before another that is a part of it, s."""
FURTHEST_SHIFT = timedelta(hours=14)
"""Between a local time and the same numbers read as UTC."""
ZONE_STEP = 900.0
"""All time zones of today differ by whole quarters of an hour, s."""
SAME_SECONDS, SAME_SHARE = 10.0, 0.02
"""What a copy with a wrong clock keeps: duration (s) and distance to within this,"""
SAME_WAY = 50.0
"""or the distance to within this, m."""
SAME_PLACE = 500.0
"""And where it began, m."""
SAME_BEATS = 0.75
"""And its heart rate, bpm on average over the parts of the run: the beats are the same, but for their rounding;"""
EQUAL_BEATS, VARIED_BEATS, MANY_PARTS = 0.3, 2.0, 12
"""Equal to within the first, bpm, over many parts that vary by the second, they leave no doubt,"""
OTHER_WAY = 0.1
"""though satellites and a foot pod tell of ways that differ by this share;"""
SAME_SPLITS = 0.005
"""or its splits, as a share of their mean; of splits that are themselves more even than this nothing follows."""
OTHER_SPLITS = 0.03
"""Where the heart rate is the same, splits from satellites may differ from those of a foot pod by this share."""
LEAST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells of an outing, and how much in all."""

    outline: Outline
    features: RunFeatures
    richness: int = 0


def shift_between(one: Told, other: Told) -> timedelta | None:
    """How much later the clock of the other ran, if both tell of one outing.

    Nobody is out twice at once: what happens at the same time is one outing, also where one file tells of a part of it.
    With a clock off by a time zone, place, duration and distance must be the same, and heart rate or splits as well.

    Returns
    -------
    Zero for clocks that agree, a multiple of a quarter of an hour for a wrong time zone, None for two outings.
    """
    mine, theirs = one.outline, other.outline
    if mine.sport is not theirs.sport and Sport.OTHER not in {mine.sport, theirs.sport}:
        return None
    apart = theirs.start - mine.start
    if _at_once(mine, theirs) or _is_part(mine, theirs):
        return timedelta(0)
    steps = round(apart.total_seconds() / ZONE_STEP)
    shift = timedelta(seconds=steps * ZONE_STEP)
    is_zone = steps != 0 and abs(shift) <= FURTHEST_SHIFT and abs((apart - shift).total_seconds()) <= SLACK
    return shift if is_zone and _is_copy(one, other) else None


def tells_more(one: Told, other: Told) -> bool:
    """Whether a run is better taken from the one: it knows the sport, tells of more of the time, or of more in it."""
    mine, theirs = one.outline, other.outline
    if (mine.sport is Sport.OTHER) != (theirs.sport is Sport.OTHER):
        return theirs.sport is Sport.OTHER
    shorter, longer = sorted((mine.elapsed_time, theirs.elapsed_time))
    if shorter < LARGER_PART * longer and min(one.richness, other.richness) > 0:
        return mine.elapsed_time > theirs.elapsed_time
    return one.richness > other.richness


def _at_once(one: Outline, other: Outline) -> bool:
    """Whether both begin and end together."""
    longer = max(one.elapsed_time, other.elapsed_time)
    slack = min(MOST_SLACK, max(SLACK, SLACK_SHARE * longer), longer / 2.0)  # short repeats follow within a minute
    apart = abs((other.start - one.start).total_seconds())
    durations = ((one.elapsed_time, other.elapsed_time), (one.timer_time, other.timer_time))
    return max(apart, min(abs(mine - theirs) for mine, theirs in durations)) <= slack


def _is_part(one: Outline, other: Outline) -> bool:
    """Whether the shorter lies in the longer, which is no whole day of several sports."""
    part, whole = sorted((one, other), key=lambda each: each.elapsed_time)
    if part.sport is not whole.sport or part.sport is Sport.OTHER:
        return False
    begin = (part.start - whole.start).total_seconds()
    within = min(begin + part.elapsed_time, whole.elapsed_time) - max(begin, 0.0)
    if part.elapsed_time <= 0 or within < LARGER_PART * part.elapsed_time:
        return False
    if part.distance is None or whole.distance is None:
        return True
    return part.distance <= whole.distance + max(LONGER_WAY, LONGER_WAY_SHARE * whole.distance)


def _is_copy(one: Told, other: Told) -> bool:
    """Whether the one is the other but for its clock."""
    mine, theirs = one.outline, other.outline
    durations = ((mine.timer_time, theirs.timer_time), (mine.elapsed_time, theirs.elapsed_time))
    if not any(_alike(*each, SAME_SECONDS, 0.0) for each in durations):
        return False
    if _are_apart(one.features, other.features):
        return False
    pairs = zip(one.features.heart_rate_course, other.features.heart_rate_course, strict=False)
    known = [(own, their) for own, their in pairs if own is not None and their is not None]
    beats = [abs(own - their) for own, their in known]
    if len(beats) >= MANY_PARTS and fmean(beats) <= EQUAL_BEATS and pstdev(own for own, _ in known) >= VARIED_BEATS:
        return _alike(mine.distance, theirs.distance, SAME_WAY, OTHER_WAY) is not False
    if not _alike(mine.distance, theirs.distance, SAME_WAY, SAME_SHARE):
        return False
    splits = list(zip(one.features.split_times, other.features.split_times, strict=False))
    if len(beats) < LEAST_PARTS:
        return _split_alike(splits, SAME_SPLITS) and _are_uneven(splits)
    return fmean(beats) <= SAME_BEATS and (len(splits) < LEAST_PARTS or _split_alike(splits, OTHER_SPLITS))


def _are_apart(one: RunFeatures, other: RunFeatures) -> bool:
    """Whether they are known to begin at two places."""
    if one.place is None or other.place is None:
        return False
    return bool(way_between(*one.place, *other.place) > SAME_PLACE)


def _split_alike(splits: list[tuple[float, float]], share: float) -> bool:
    if len(splits) < LEAST_PARTS:
        return False
    return fmean(abs(own - their) for own, their in splits) <= share * fmean(chain.from_iterable(splits))


def _are_uneven(splits: list[tuple[float, float]]) -> bool:
    usual = fmean(chain.from_iterable(splits))
    return all(pstdev(each) > SAME_SPLITS * usual for each in zip(*splits, strict=True))


def _alike(one: float | None, other: float | None, slack: float, share: float) -> bool | None:
    """Whether two amounts are alike, or None where one is unknown."""
    if one is None or other is None:
        return None
    return abs(one - other) <= max(slack, share * max(one, other))


def richness_of(activity: Activity) -> int:
    """How much a file tells of an outing: its recorded values, then its laps."""
    values = sum(int(np.count_nonzero(np.isfinite(activity.streams[name]))) for name in COLUMNS)
    own = sum(int(np.count_nonzero(np.isfinite(column))) for column in activity.streams.developer.values())
    return values + own + len(activity.laps)


SAME_MOMENT = timedelta(minutes=30)
"""How far a told start may lie from that of its run."""


def run_at(local_start: datetime, outlines: Sequence[tuple[int, Outline]]) -> int | None:
    """Number of the run that began at a time on the clock of its place, or None.

    A told time of midnight stands for the day; on a day of several runs it then names none.
    """
    near = [(abs(outline.local_start.replace(tzinfo=None) - local_start), number) for number, outline in outlines]
    if local_start.time() == time():
        numbers = [number for number, outline in outlines if outline.local_start.date() == local_start.date()]
        return numbers[0] if len(numbers) == 1 else None
    apart, number = min(near, default=(timedelta.max, None))
    return number if apart <= SAME_MOMENT else None
