"""A marathon so far, as the forecast reads it: times at the marks, and what they say of the runner."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from uncramp.domain.streams import FloatArray
from uncramp.physiology.prediction import MARATHON

MARKS: FloatArray = np.array([5e3, 10e3, 15e3, 20e3, 21097.5, 25e3, 30e3, 35e3, 40e3, MARATHON])
"""Where races time their runners, m."""
FIRST, HALF, LAST = 1, 4, 8
"""Places of 10 km, half way and 40 km in ``MARKS``: between them a forecast can be made."""
WIDEST_GAP = 5_100.0
FASTEST, SLOWEST = 6.7, 0.7
"""Speeds over a stretch between two marks that a runner can have, m/s: the record over 5 km, and a long rest."""
SHORT = 2_000.0
LEVEL_PACE = 0.34
MIDDLE_AGE = 40.0
DOUBTFUL, DOUBTFUL_TOGETHER, SAME = 0.03, 0.10, 1e-9
MUCH_SLOWER = 1.2
EARLY, LATE = (0, 3), (6, 8)
"""Places of 5 and 20 km, and of 30 and 40 km: the paces between them are compared."""


def times_at_marks(passed: ArrayLike, times: ArrayLike) -> FloatArray:
    """Times at the marks of a marathon, from splits anywhere.

    Parameters
    ----------
    passed
        Ways from the start, m, shape (n,), increasing.
    times
        Time at each, s, shape (n,), increasing; NaN where a mat was missed.

    Returns
    -------
    FloatArray
        Time at each of ``MARKS``, s, shape (10,): between the two points around a mark, in even pace; NaN
        where they lie more than 5.1 km apart, beyond the last point, and everywhere if a point is no number,
        the way or the time does not go forward or there is only one point.
    """
    unknown = np.full(MARKS.shape, np.nan)
    way, time = np.asarray(passed, np.float64), np.asarray(times, np.float64)
    if way.ndim != 1 or way.shape != time.shape or np.isnan(way).any():
        return unknown
    known = ~np.isnan(time) & ((way != 0.0) | (time != 0.0))
    way, time = np.concatenate(([0.0], way[known])), np.concatenate(([0.0], time[known]))
    if not (np.isfinite(way).all() and np.isfinite(time).all()) or way.size <= 2:  # noqa: PLR2004  # start and one
        return unknown
    if (np.diff(way) <= 0.0).any() or (np.diff(time) <= 0.0).any() or way[-1] > MARATHON:
        return unknown
    after = np.minimum(np.searchsorted(way, MARKS), way.size - 1)
    near = (way[after] - way[after - 1] <= WIDEST_GAP) | (way[after] == MARKS)
    return np.where((way[-1] >= MARKS) & near, np.interp(MARKS, way, time), np.nan)


def latest_mark(times: FloatArray) -> FloatArray:
    """Place in ``MARKS`` of the last mark up to 40 km that was passed, NaN before 10 km.

    Taken are times (s, shape (n, 10)), given back places of shape (n,).
    """
    passed = np.isfinite(times[:, : LAST + 1])
    place = LAST - np.argmax(passed[:, ::-1], axis=1)
    return np.where(passed.any(axis=1) & (passed.sum(axis=1) > 1) & (place >= FIRST), place, np.nan)


def complete(times: FloatArray, level: FloatArray) -> FloatArray:
    """Times (s, shape (n, 10)) with the missed marks before the last passed one filled at even effort.

    ``level`` is the level way to the marks, m, shape (10,).
    """
    filled = times.copy()
    missed = np.isnan(times)
    pattern = missed @ (1 << np.arange(MARKS.size))
    for each in np.unique(pattern):
        rows = pattern == each
        known = ~missed[np.argmax(rows)]
        if known.all() or not known.any():
            continue
        ends = np.concatenate(([0.0], level[known]))
        clock = np.column_stack((np.zeros(int(rows.sum())), times[rows][:, known]))
        for mark in np.flatnonzero(~known & (level <= ends[-1])):
            after = int(np.searchsorted(ends, level[mark]))
            part = (level[mark] - ends[after - 1]) / (ends[after] - ends[after - 1])
            filled[rows, mark] = clock[:, after - 1] + part * (clock[:, after] - clock[:, after - 1])
    return filled


def stretches(times: FloatArray, level: FloatArray, place: int) -> FloatArray:
    """Logarithm of the pace at level effort, s/m, over each stretch up to a mark, shape (n, k).

    Stretches are of 5 km; to half way the last one is from 15 km. ``times`` (s, shape (n, 10)) are complete.
    """
    ends = _ends(place)
    clock = np.column_stack((np.zeros(len(times)), times[:, ends]))
    way = np.concatenate(([0.0], level[ends]))
    with np.errstate(invalid="ignore", divide="ignore"):
        paces: FloatArray = np.log(np.diff(clock, axis=1) / np.diff(way))
    return paces


def _ends(place: int) -> list[int]:
    ends = [mark for mark in range(place + 1) if mark != HALF]
    return [*ends[:-1], HALF] if place == HALF else ends


def without_doubtful(times: FloatArray, level: FloatArray) -> FloatArray:
    """Times (s, shape (n, 10)) without the marks that seem to have stood elsewhere.

    A stretch slower than those around it followed by one faster, or the other way round, each by more than 3 % and
    together by more than 10 %, is a mark out of place rather than a runner. ``level`` is the level way to the marks, m.
    """
    cleaned = times.copy()
    paces = stretches(complete(times, level), level, LAST)
    ends = _ends(LAST)
    for index in range(len(ends) - 1):
        before, after = paces[:, index], paces[:, index + 1]
        sides = ((index - 1, before), (index + 2, after))
        around = [_if_another(paces[:, each], beside) for each, beside in sides if 0 <= each < len(ends)]
        highest, lowest = np.fmax.reduce(around), np.fmin.reduce(around)
        for first, second in ((before - highest, lowest - after), (lowest - before, after - highest)):
            odd = (np.minimum(first, second) > DOUBTFUL) & (first + second > DOUBTFUL_TOGETHER)
            cleaned[odd, ends[index]] = np.nan
    return cleaned


def _if_another(pace: FloatArray, beside: FloatArray) -> FloatArray:
    """The pace of a stretch, unless it is the same one as that beside it, with a missed mark between."""
    return np.where(np.abs(pace - beside) < SAME, np.nan, pace)


def misplaced_marks(times: ArrayLike, level: ArrayLike) -> NDArray[np.bool_]:
    """Marks that stood elsewhere for a whole field.

    Parameters
    ----------
    times
        Times of many runners at ``MARKS``, s, shape (n, 10).
    level
        Level way to ``MARKS``, m, shape (10,).

    Returns
    -------
    NDArray[np.bool_]
        Shape (10,): true where most of those who passed seem to say so; their times there are best left out.
    """
    given = np.atleast_2d(np.asarray(times, np.float64))
    passed = np.isfinite(given)
    dropped = passed & np.isnan(without_doubtful(given, np.asarray(level, np.float64)))
    return np.asarray(dropped.sum(axis=0) > 0.5 * np.maximum(passed.sum(axis=0), 1))


def is_human(times: FloatArray) -> NDArray[np.bool_]:
    """Whether each runner, shape (n,), went forward between all marks passed at a speed that people have.

    Taken are times (s, shape (n, 10)).
    """
    taken = np.diff(np.column_stack((np.zeros(len(times)), complete(times, MARKS))), axis=1)
    way = np.diff(np.append(0.0, MARKS))
    # Over the kilometre from 20 km to half way a mat a few metres off would make a miracle.
    human = (taken > 0.0) & ((way < SHORT) | ((taken > way / FASTEST) & (taken < way / SLOWEST)))
    return np.asarray((human | np.isnan(taken)).all(axis=1))


def features(
    paces: FloatArray, mean: FloatArray, male: FloatArray, age: FloatArray, heat: float
) -> dict[str, FloatArray]:
    """What the forecast rests on, each of shape (n,), without a unit.

    Parameters
    ----------
    paces
        As of ``stretches``.
    mean
        Logarithm of the mean pace at level effort so far, s/m, shape (n,).
    male
        0.5 for men, -0.5 for women, shape (n,).
    age
        a, shape (n,).
    heat
        WBGT above 10 °C, in tens of °C.
    """
    relative = paces - mean[:, None]
    ability, years, last = mean - np.log(LEVEL_PACE), (age - MIDDLE_AGE) / 10.0, relative[:, -1]
    made = {
        "male": male, "pace": ability, "pace_squared": ability**2, "male_pace": male * ability,
        "age": years, "age_squared": years**2, "heat_pace": heat * ability, "heat_male": heat * male,
        "last": last, "last_slower_squared": np.maximum(last, 0.0) ** 2, "last_pace": last * ability,
        "male_last": male * last, "spread": relative.std(axis=1), "first": relative[:, 0],
    }  # fmt: skip
    for back in (2, 3):
        if relative.shape[1] > back:
            made[f"last_but_{back - 1}"] = relative[:, -back]
    return made


def is_much_slower(times: FloatArray) -> FloatArray:
    """1 where the pace from 30 to 40 km is at least 20 % slower than from 5 to 20 km, else 0; NaN if not known.

    Taken are times (s, shape (n, 10)), complete up to 40 km.
    """
    ratio = _between(times, LATE) / _between(times, EARLY) * (_between(MARKS, EARLY) / _between(MARKS, LATE))
    return np.where(np.isnan(ratio), np.nan, ratio >= MUCH_SLOWER)


def slowing_threshold(level: FloatArray) -> float:
    """How much slower, as a logarithm, the late pace at level effort is when that on the ground is 20 % slower.

    ``level`` is the level way to the marks, m, shape (10,).
    """
    on_ground = _between(MARKS, LATE) / _between(MARKS, EARLY)
    return float(np.log(MUCH_SLOWER * on_ground * _between(level, EARLY) / _between(level, LATE)))


def _between(values: FloatArray, places: tuple[int, int]) -> FloatArray:
    return np.asarray(values[..., places[1]] - values[..., places[0]])
