"""Whether two files tell of one outing, and which of them tells more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import chain
from statistics import fmean, pstdev

import numpy as np

from uncramp.domain.activity import Activity
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import COLUMNS
from uncramp.exposure.features import RunFeatures

SLACK = 60.0
"""Services cut or round a file's first and last seconds, and two clocks differ, by up to this much, s."""
SAME_CLOCK = 2.0
"""Where start and duration differ by no more than this, s, distances may: satellites alone make one of them longer."""
SLACK_SHARE = 0.03
MOST_SLACK = 300.0
"""Or by this share of the duration, but never by more than this, s: a phone is started after the watch."""
SAME_WAY, SAME_WAY_SHARE = 50.0, 0.1
"""Two devices on one way differ by up to this much, m, or by this share of it: satellites against a foot pod."""
FURTHEST_SHIFT = timedelta(hours=14)
"""Between a local time and the same numbers read as UTC."""
ZONE_STEP = 900.0
"""All time zones of today differ by whole quarters of an hour, s."""
SAME_SECONDS, SAME_SHARE = 10.0, 0.02
"""What a copy with a wrong clock keeps: duration (s) and distance to within this."""
SAME_BEATS = 2.0
"""And its heart rate, bpm on average over the parts of the run,"""
OTHER_SPLITS = 0.03
"""unless its splits differ by more than this share of their mean: the way to work and back is run by one heart;"""
SAME_SPLITS = 0.01
"""or its splits alone, as a share of their mean; of splits that are themselves more even than this nothing follows."""
LEAST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Told:
    """What a file tells of an outing."""

    outline: Outline
    features: RunFeatures


def shift_between(one: Told, other: Told) -> timedelta | None:
    """How much later the clock of the other ran, if both tell of one outing.

    Nobody is out twice at once: starts and ends alike are one outing, unless the distances contradict. With a clock off
    by a time zone, duration and distance must be the same and the course of heart rate or splits as well.

    Returns
    -------
    Zero for clocks that agree, a multiple of a quarter of an hour for a wrong time zone, None for two outings.
    """
    mine, theirs = one.outline, other.outline
    if mine.sport is not theirs.sport and Sport.OTHER not in {mine.sport, theirs.sport}:
        return None
    apart = theirs.start - mine.start
    if _at_once(mine, theirs):
        return timedelta(0)
    steps = round(apart.total_seconds() / ZONE_STEP)
    shift = timedelta(seconds=steps * ZONE_STEP)
    is_zone = steps != 0 and abs(shift) <= FURTHEST_SHIFT and abs((apart - shift).total_seconds()) <= SLACK
    return shift if is_zone and _is_copy(one, other) else None


def _at_once(one: Outline, other: Outline) -> bool:
    longer = max(one.elapsed_time, other.elapsed_time)
    slack = min(MOST_SLACK, max(SLACK, SLACK_SHARE * longer), longer / 2.0)  # short repeats follow within a minute
    apart = abs((other.start - one.start).total_seconds())
    durations = ((one.elapsed_time, other.elapsed_time), (one.timer_time, other.timer_time))
    differ = min(abs(mine - theirs) for mine, theirs in durations)
    if max(apart, differ) > slack:
        return False
    is_exact = max(apart, differ) <= SAME_CLOCK
    return is_exact or _alike(one.distance, other.distance, SAME_WAY, SAME_WAY_SHARE) is not False


def _is_copy(one: Told, other: Told) -> bool:
    mine, theirs = one.outline, other.outline
    if not _alike(mine.timer_time, theirs.timer_time, SAME_SECONDS, SAME_SHARE):
        return False
    if not _alike(mine.distance, theirs.distance, SAME_WAY, SAME_SHARE):
        return False
    pairs = zip(one.features.heart_rate_course, other.features.heart_rate_course, strict=False)
    beats = [abs(own - their) for own, their in pairs if own is not None and their is not None]
    splits = list(zip(one.features.split_times, other.features.split_times, strict=False))
    if len(beats) < LEAST_PARTS:
        return _split_alike(splits, SAME_SPLITS) and _are_uneven(splits)
    return fmean(beats) <= SAME_BEATS and (len(splits) < LEAST_PARTS or _split_alike(splits, OTHER_SPLITS))


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
