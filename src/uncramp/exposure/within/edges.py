"""How a run began and how it ended: warm-up, cool-down or a dead stop."""

from dataclasses import dataclass

import numpy as np

from uncramp.exposure.cleaning.records import Mask
from uncramp.exposure.within.bins import MOVING_SPEED, NAN, Bins, mean, ratio

WARM_UP = 600.0
"""The longer of the 5 to 10 minutes that are usually advised, s."""
HELD = 0.9
"""At this share of the typical effort and above the run is no longer in its easy beginning, ours."""
HELD_FOR = 180.0
"""Strides last 15 to 30 s; what is held for so long is none, ours, s."""
HELD_SHARE = 0.75
"""So much of that time must be at effort, ours: a street light or a kerb does not end it."""
EASY_END = 0.9
"""Below this share of the typical effort the end is a cool-down, ours."""
EASY_END_SHORTEST = 60.0
"""Shorter, it is the last steps to the door, ours, s."""
END = 120.0
"""The very end whose speed is compared with the body of the run, ours, s."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """How a run began; NaN where it cannot be told.

    Parameters
    ----------
    speed_ratio
        Mean speed in motion in the first 10 min over that of the rest, 1.
    adjusted_ratio
        The same of the grade-adjusted speed, where there is one, 1.
    heart_rate_ratio
        Mean heart rate in the first 10 min over that of the rest, in motion, 1.
    easy
        Recorded time until the typical effort was first held, s: 0 for a run that set off at once.
    """

    speed_ratio: float = NAN
    adjusted_ratio: float = NAN
    heart_rate_ratio: float = NAN
    easy: float = NAN


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended; NaN where it cannot be told. What was done after the watch was stopped is unknown.

    Parameters
    ----------
    easy
        Length of the last stretch below 90 % of the typical effort, in motion, s.
    easy_ratio
        Mean effort of that stretch over the typical effort, 1; NaN without such a stretch.
    speed_ratio
        Mean effort of the last 2 min in motion over the typical effort, 1.
    """

    easy: float = NAN
    easy_ratio: float = NAN
    speed_ratio: float = NAN

    @property
    def is_dead_stop(self) -> bool | None:
        """Whether the run went on until less than a minute before its last step was recorded; None if unknown."""
        return None if np.isnan(self.easy) else self.easy < EASY_END_SHORTEST


def beginning_of(bins: Bins) -> Beginning:
    """How a run began, from its parts (s, m/s, bpm).

    The first 10 min (recorded time) are set against the rest, of which there must be as much. The easy beginning ends
    where 3 min begin in which three quarters are at 90 % of the run's median effort or above: strides do not end it.
    """
    first = bins.count_of(WARM_UP)
    if len(bins) < 2 * first:
        return Beginning()
    moving = bins.speed >= MOVING_SPEED
    columns = (bins.speed, bins.heart_rate) if bins.effort is bins.speed else (bins.speed, bins.heart_rate, bins.effort)
    speed, beats, *adjusted = (
        ratio(mean(values[:first][moving[:first]]), mean(values[first:][moving[first:]])) for values in columns
    )
    at_effort = bins.in_motion >= HELD * bins.typical_effort
    held = first_held(at_effort, bins.count_of(HELD_FOR), HELD_SHARE)
    return Beginning(speed, adjusted[0] if adjusted else NAN, beats, NAN if held is None else held * bins.step)


def ending_of(bins: Bins) -> Ending:
    """How a run of at least 20 min ended, from its parts (s, m/s).

    Parts without motion at the very end are left out: who stands there has ended the run. The easy end is what is left
    after the last minute of which three quarters were at 90 % of the run's median effort or above.
    """
    effort = bins.in_motion
    known = np.flatnonzero(np.isfinite(effort))
    typical = bins.typical_effort
    if len(bins) < 2 * bins.count_of(WARM_UP) or not known.size:
        return Ending()
    if np.isnan(bins.speed[known[-1] + 1 :]).any():  # nobody knows how it ended
        return Ending()
    backwards = effort[: known[-1] + 1][::-1]
    at_effort = backwards >= EASY_END * typical
    held = first_held(at_effort, bins.count_of(EASY_END_SHORTEST), HELD_SHARE)
    last = ratio(mean(backwards[: bins.count_of(END)]), typical)
    if held is None:
        return Ending(speed_ratio=last)
    easy = backwards[:held]
    easy = easy[np.isfinite(easy)]
    share = ratio(mean(easy), typical)
    return Ending(easy.size * bins.step, share, last) if share < EASY_END else Ending(0.0, NAN, last)


def first_held(at_effort: Mask, length: int, share: float) -> int | None:
    """Index of the first true value, shape (k,), that begins a stretch of this length with such a share (1) of true."""
    if at_effort.size < length:
        return None
    counts = np.cumsum(np.concatenate([[0], at_effort]))
    held = at_effort[: at_effort.size - length + 1] & (counts[length:] - counts[:-length] >= share * length)
    return int(held.argmax()) if held.any() else None
