"""How far into a run the runner lasted before it began to fail."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.exposure.within.bins import NAN, Bins, Course, ratio
from uncramp.exposure.within.drift import EARLY_MARATHON
from uncramp.physiology.decoupling import SUSTAINED, decoupling_onset_Smyth_2022, decoupling_Smyth_2022
from uncramp.physiology.energy_cost import energy_cost_Minetti_2002

SEGMENT = 1000.0
"""Decoupling is looked at by the kilometre, ours, m."""
BEST = 300.0
"""Length of the best effort early and late, s."""
THIRD_SHORTEST = 900.0
"""In a third shorter than this a best effort of five minutes is most of it, ours, s."""


@dataclass(frozen=True, slots=True)
class Durability:
    """How far a runner lasted; NaN where it cannot be told.

    Parameters
    ----------
    onset_distance
        Way at which heart rate and speed began to part for good, m; NaN also where they did not.
    onset_time
        Recorded time at that place, s.
    onset_work
        Work done by then, J/kg.
    watched
        Way up to which that could have been found, m: without an onset, they had not parted by then.
    late_effort_ratio
        Best effort over 5 min in the last third of the time over that in the first third, 1.
    """

    onset_distance: float = NAN
    onset_time: float = NAN
    onset_work: float = NAN
    watched: float = NAN
    late_effort_ratio: float = NAN


def durability_of(course: Course, bins: Bins) -> Durability:
    """How far a runner lasted: the onset of decoupling (m, s, J/kg) and a late against an early best effort.

    Decoupling is that of each kilometre against 5 to 10 km [Smyth2022], so runs under 13 km have no onset. The work is
    the grade-adjusted way times the cost of level running [Minetti2002]; without a grade-adjusted speed it is that of
    the way as if it were level.
    """
    late = late_effort_ratio(bins)
    starts = EARLY_MARATHON[1] + SEGMENT * np.arange((course.way - EARLY_MARATHON[1]) // SEGMENT)
    if starts.size * SEGMENT < SUSTAINED:
        return Durability(late_effort_ratio=late)
    early = [course.moment_at(way) for way in EARLY_MARATHON]
    moments = np.interp(np.append(starts, starts[-1] + SEGMENT), course.speed.total, course.time)
    ratios = decoupling_Smyth_2022(
        course.means(course.heart_rate, moments),
        course.means(course.effort, moments),
        course.mean(course.heart_rate, *early),
        course.mean(course.effort, *early),
    )
    if not np.isfinite(ratios).any():
        return Durability(late_effort_ratio=late)
    onset = decoupling_onset_Smyth_2022(starts, starts + SEGMENT, ratios)
    watched = float(starts[np.isfinite(ratios)][-1] + SEGMENT)
    moment = course.moment_at(onset)
    work = float(np.interp(moment, course.time, course.effort.total) * energy_cost_Minetti_2002(0.0))
    return Durability(onset, moment, work, watched, late)


def late_effort_ratio(bins: Bins) -> float:
    """Best mean effort (m/s) over 5 min in the last third over that in the first third, 1; NaN under 45 min."""
    third = len(bins) // 3
    if third < bins.count_of(THIRD_SHORTEST):
        return NAN
    length = bins.count_of(BEST)
    return ratio(_best(bins.effort[-third:], length), _best(bins.effort[:third], length))


def _best(effort: FloatArray, length: int) -> float:
    """Best mean of so many neighbours; windows with an unknown part do not count."""
    known = np.isfinite(effort)
    total, count = (np.cumsum(np.concatenate([[0.0], each])) for each in (np.where(known, effort, 0.0), known))
    whole = count[length:] - count[:-length] == length
    means = (total[length:] - total[:-length])[whole] / length
    return float(means.max()) if means.size else NAN
