"""How the heart and the gait of a runner changed at like speed from early to late in a run."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.domain.units import SECONDS_PER_HOUR
from uncramp.exposure.track import Track
from uncramp.exposure.within.bins import NAN, Bins, Course, median, part_means, ratio, record_borders
from uncramp.exposure.within.edges import WARM_UP
from uncramp.exposure.within.stops import WALK_SPEED
from uncramp.physiology.decoupling import aerobic_decoupling_Friel_2008, decoupling_Smyth_2022

Pair = tuple[FloatArray, FloatArray]
"""Speeds, m/s, and values beside them, each of shape (k,)."""

STEADY_BAND = 0.1
"""Effort within this share of the typical one is steady, ours."""
STEADY_SHORTEST = 1200.0
"""So much steady effort at least, or a slope is chance, ours, s."""
STEADY_SHARE = 0.5
"""In a run with less of its time steady there is neither drift nor decoupling, ours: it was intervals or hills."""
GAIT_SHORTEST = 300.0
"""So much running in each fifth at least, ours, s."""
LIKE_SPEED = 0.1
"""Mean speeds that differ by more are not alike, ours, share: a slope on noisy speeds takes too little off."""
SMOOTHED_OVER = 60.0
"""Whether effort is steady is judged by the mean of so long around, ours, s: positions are noisier than runners."""
APART = 0.25
"""Where more than three quarters of the speed's spread go with the time, they cannot be told apart, ours, share."""
EARLY_MARATHON = (5000.0, 10_000.0)
LATE_MARATHON = (35_000.0, 40_000.0)


@dataclass(frozen=True, slots=True)
class HeartDrift:
    """How the heart rate parted from the effort; NaN where it cannot be told.

    Parameters
    ----------
    steady_share
        Share of the time after the first 10 min in which the effort over a minute was within 10 % of the median, 1.
    slope
        Rise of the heart rate at equal effort over the steady parts after the first 10 min, bpm/h.
    ratio
        Heart rate of the second half of the steady parts over that of the first, at equal effort, 1.
    decoupling
        Loss of effort per heartbeat from the first half to the second, of what was in motion after the first 10 min,
        share. As the others, for runs of which half was steady.
    marathon_decoupling
        Internal-to-external workload at 35 to 40 km over that at 5 to 10 km, 1.
    """

    steady_share: float = NAN
    slope: float = NAN
    ratio: float = NAN
    decoupling: float = NAN
    marathon_decoupling: float = NAN


def heart_drift_of(course: Course, bins: Bins) -> HeartDrift:
    """Drift of the heart rate (bpm) against the effort (m/s) of a run with 20 min or more after its first 10 min."""
    marathon = marathon_decoupling(course)
    start, most = bins.count_of(WARM_UP), bins.count_of(STEADY_SHORTEST)
    effort, beats = bins.in_motion[start:], bins.heart_rate[start:]
    known = np.isfinite(effort) & np.isfinite(beats)
    if np.count_nonzero(known) < most:
        return HeartDrift(marathon_decoupling=marathon)
    typical = median(effort)
    around = moving_mean(effort, bins.count_of(SMOOTHED_OVER))
    steady = known & (np.abs(around - typical) <= STEADY_BAND * typical)
    share = np.count_nonzero(steady) / np.count_nonzero(known)
    if np.count_nonzero(steady) < most or share < STEADY_SHARE:
        return HeartDrift(share, marathon_decoupling=marathon)
    (v1, h1), (v2, h2) = _halves(effort[known], beats[known])
    lost = aerobic_decoupling_Friel_2008(v1.mean(), h1.mean(), v2.mean(), h2.mean())
    hours = np.flatnonzero(steady).astype(np.float64) * (bins.step / SECONDS_PER_HOUR)
    first, second = _halves(effort[steady], beats[steady])
    slope = partial_slope(hours, effort[steady], beats[steady])
    return HeartDrift(share, slope, 1.0 + change_at_like_speed(*first, *second), float(lost), marathon)


def _halves(effort: FloatArray, beats: FloatArray) -> tuple[Pair, Pair]:
    half = effort.size // 2
    return (effort[:half], beats[:half]), (effort[half:], beats[half:])


def moving_mean(values: FloatArray, length: int) -> FloatArray:
    """Mean of the known ones of so many values around each, m/s or bpm as they are, shape (k,); NaN without."""
    known = np.isfinite(values)
    before = np.maximum(np.arange(values.size) - length // 2, 0)
    after = np.minimum(before + length, values.size)
    total, count = (np.cumsum(np.concatenate([[0.0], each])) for each in (np.where(known, values, 0.0), known))
    counts = count[after] - count[before]
    found: FloatArray = np.divide(
        total[after] - total[before], counts, out=np.full(values.shape, np.nan), where=counts > 0.0
    )
    return found


def marathon_decoupling(course: Course) -> float:
    """Decoupling at 35 to 40 km against 5 to 10 km of the way (m) after Smyth 2022, 1; NaN short of 40 km."""
    if course.way < LATE_MARATHON[1]:
        return NAN
    borders = [course.moment_at(way) for way in (*EARLY_MARATHON, *LATE_MARATHON)]
    early, late = (
        (course.mean(course.heart_rate, *span), course.mean(course.effort, *span))
        for span in (borders[:2], borders[2:])
    )
    return float(decoupling_Smyth_2022(*late, *early))


def gait_drift(track: Track, course: Course, bins: Bins, names: Sequence[str]) -> dict[str, float]:
    """Changes of columns of the gait at like speed (m/s), last fifth of the time against the second fifth, share.

    Only parts that were run count, 5 min in each fifth at least. The change is that of the means less what the speed
    explains, by the slope on speed within the fifths, as [Zandbergen2023] correct for speed. From 8 to 40 km of a
    marathon ground contact grew by 13 % [ChanRoper2012]. It describes; it is no measure of a cramp to come.
    """
    fifth = len(bins) / 5.0
    recorded = [name for name in names if np.isfinite(track.streams[name]).any()]
    if not recorded or fifth < bins.count_of(GAIT_SHORTEST):
        return {}
    columns = np.stack([track.streams[name] for name in recorded])
    borders = record_borders(course, bins)
    (first, end), (late_first, late_end) = (round(fifth), round(2.0 * fifth)), (round(4.0 * fifth), len(bins))
    early = part_means(track.weight, borders[first : end + 1], columns)
    late = part_means(track.weight, borders[late_first : late_end + 1], columns)
    one, other = bins.speed[first:end], bins.speed[late_first:late_end]
    return {
        name: _change(_run(one, early[index]), _run(other, late[index]), bins.count_of(GAIT_SHORTEST))
        for index, name in enumerate(recorded)
    }


def _change(early: Pair, late: Pair, fewest: int) -> float:
    return NAN if min(early[0].size, late[0].size) < fewest else change_at_like_speed(*early, *late)


def _run(speed: FloatArray, values: FloatArray) -> Pair:
    """Speeds and values of the parts that were run."""
    run = np.isfinite(values) & (speed >= WALK_SPEED)
    return speed[run], values[run]


def change_at_like_speed(early_speed: FloatArray, early: FloatArray, late_speed: FloatArray, late: FloatArray) -> float:
    """Change from early to late values at equal speed (m/s), as a share of the early mean; shapes (j,) and (k,) ≥ 1.

    NaN where the mean speeds differ by more than 10 %, or where the early mean is not above 0.
    """
    v1, y1, v2, y2 = (float(each.sum()) / each.size for each in (early_speed, early, late_speed, late))
    if not abs(v2 - v1) <= LIKE_SPEED * v1:
        return NAN
    one, other = early_speed - v1, late_speed - v2
    spread = float(one @ one + other @ other)
    slope = float(one @ early + other @ late) / spread if spread > 0.0 else 0.0
    return ratio(y2 - y1 - slope * (v2 - v1), y1)


def partial_slope(time: FloatArray, speed: FloatArray, values: FloatArray) -> float:
    """Slope of values over time (h) at equal speed (m/s), all of shape (k,), by least squares.

    NaN without a spread of the times, and where speed and time cannot be told apart.
    """
    t, v, y = (each - each.sum() / each.size for each in (time, speed, values))
    tt, vv, tv, ty, vy = (float(one @ other) for one, other in ((t, t), (v, v), (t, v), (t, y), (v, y)))
    apart = tt * vv - tv * tv
    if apart > APART * tt * vv:
        return (ty * vv - vy * tv) / apart
    return ty / tt if tt > 0.0 and vv <= 0.0 else NAN
