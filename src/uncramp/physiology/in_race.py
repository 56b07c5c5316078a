"""The finish and the fade of a marathon, from its splits so far."""

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from uncramp.domain.quantities import Z80, Range
from uncramp.domain.runner import Sex
from uncramp.domain.streams import FloatArray
from uncramp.physiology.in_race_course import level_way
from uncramp.physiology.in_race_history import (
    LAST,
    MARKS,
    complete,
    features,
    is_human,
    is_much_slower,
    latest_mark,
    slowing_threshold,
    stretches,
    times_at_marks,
    without_doubtful,
)
from uncramp.physiology.in_race_model import InRaceModel, shipped_model
from uncramp.physiology.prediction import MARATHON

Profile = tuple[ArrayLike, ArrayLike]
FASTEST_MEASURED, SLOWEST_MEASURED = 5.8, 1.5
YOUNGEST_MEASURED, OLDEST_MEASURED = 16.0, 85.0
COLDEST_STUDIED, HOTTEST_STUDIED = -5.0, 25.0
HEAT_FROM = 10.0
TOLERANCE = 1.0


@dataclass(frozen=True, slots=True)
class InRacePrediction:
    """Forecast of one runner.

    Parameters
    ----------
    finish
        Finish time, s, with its 80 % interval.
    last_10_km_slower
        Chance that the pace from 30 to 40 km is at least 20 % slower than from 5 to 20 km.
    at
        The mark that it was made at, m.
    """

    finish: Range
    last_10_km_slower: float
    at: float


@dataclass(frozen=True, slots=True, eq=False)
class InRacePredictions:
    """Forecasts of many runners: finish times (s) as percentiles, chance of slowing and mark (m), each shape (n,)."""

    low: FloatArray
    median: FloatArray
    high: FloatArray
    last_10_km_slower: FloatArray
    at: FloatArray


def predict_finish(  # noqa: PLR0913  # the runner, the day and the course
    passed: ArrayLike,
    times: ArrayLike,
    distance: float = MARATHON,
    *,
    sex: Sex | None = None,
    age: float | None = None,
    wbgt: float | None = None,
    course: Profile | str | None = None,
) -> InRacePrediction:
    r"""Finish time and chance of slowing of a marathon runner on the way.

    .. math:: t_f = t_c + (w_f - w_c)\,\bar p_c\,e^{x\beta_c + u + \gamma h + v}

    with :math:`w` the level way of the course, :math:`\bar p_c` the pace at level effort up to mark :math:`c`,
    :math:`x` the runner's pace, its changes so far, sex and age, :math:`h` the WBGT above 10 °C, and
    :math:`u, v` the offsets of course and day. The quantiles of :math:`x\beta_c` are linear, one line each.

    Parameters
    ----------
    passed
        Ways from the start that were passed, m, shape (n,), increasing: mats, or a watch's kilometres.
    times
        Time since the start at each, s, shape (n,); NaN where a mat was missed.
    distance
        Length of the race, m; only the marathon was measured.
    sex, age
        Of the runner, a; None where not known, which makes the interval wider.
    wbgt
        °C, over the hours of the race, or None.
    course
        Ways and altitudes, m, of the course's profile, or the name of a known course, or None.

    Returns
    -------
    InRacePrediction
        Finish time, s, with its 80 % interval, the chance of a much slower last part, 1, and the mark used, m;
        all NaN for other distances, fewer than two passed marks or none from 10 km on, splits that do not go
        forward or that no human runs, a course that is not known or is no marathon, and outside the range below.

    Notes
    -----
    Range: mean speeds so far of 1.5 to 5.8 m/s, ages of 16 to 85 a, WBGT up to the 25 °C of [Ely2007], of which
    the races fitted on reached 17.4 °C; the chance of slowing is of the kind in [Smyth2021]. Fitted on 171,000
    finishers of nine days of two courses. On a day left out the mean error is 7.0 min from half way and 3.6 min
    from 30 km (the pace of the last 5 km held: 4.4 min), on a course left out 7.3 and 3.7 min; the 80 % interval
    held 75 to 89 % of a field, for every day has an offset that nobody knows before. All that is in
    ``benchmarks/in_race.py``. Evidence: moderate, a forecast from large fields, not a trial of any pace.

    Finishers only: who gave up in heat is missing, so its effect is understated. It says how a race may go on and
    nothing of cramps. Between two marks the way since the last mark counts as it was run, and what is
    left as it was forecast from there.
    """
    way = _way(course, shipped_model())
    splits = times_at_marks(passed, times) if abs(distance - MARATHON) <= TOLERANCE else np.full(MARKS.shape, np.nan)
    male = {None: np.nan, Sex.MALE: 0.5, Sex.FEMALE: -0.5}[sex]
    many = predict_finishes(splits[None, :], male=male, age=age, wbgt=wbgt, course=course)
    if np.isnan(many.at[0]):
        return InRacePrediction(Range("elapsed_time", np.nan, np.nan, np.nan), np.nan, np.nan)
    ways, clock = np.asarray(passed, np.float64), np.asarray(times, np.float64)
    last = np.flatnonzero(~np.isnan(clock))[-1]
    gone, used, whole = np.interp([ways[last], many.at[0], MARATHON], np.append(0.0, MARKS), np.append(0.0, way.level))
    since = float((whole - gone) / (whole - used))
    start = float(splits[many.at[0] == MARKS][0])
    finish = (float(clock[last] + (each[0] - start) * since) for each in (many.low, many.median, many.high))
    return InRacePrediction(Range("elapsed_time", *finish), float(many.last_10_km_slower[0]), float(many.at[0]))


def predict_finishes(  # noqa: PLR0913  # as for one
    times: ArrayLike,
    *,
    male: ArrayLike = np.nan,
    age: ArrayLike | None = None,
    wbgt: float | None = None,
    course: Profile | str | None = None,
    model: InRaceModel | None = None,
) -> InRacePredictions:
    r"""Finish times and chances of slowing of many marathon runners, each at the last mark passed.

    .. math:: t_f = t_c + (w_f - w_c)\,\bar p_c\,e^{x\beta_c + u + \gamma h + v}

    Parameters
    ----------
    times
        Time at each of the ten ``MARKS``, s, shape (n, 10); NaN where missed or not yet passed. The finish is
        not looked at.
    male
        0.5 for men, -0.5 for women, 1, NaN where not known, shape (n,) or one for all.
    age
        a, NaN where not known, shape (n,), one for all, or None.
    wbgt
        °C, or None.
    course
        As of ``predict_finish``.
    model
        Coefficients; those of the package if None.

    Returns
    -------
    InRacePredictions
        Percentiles of the finish time, s, chances, 1, and marks, m, shape (n,); NaN as of ``predict_finish``.

    Notes
    -----
    Range: as of ``predict_finish``, whose formula it is, and hence [Ely2007] for heat.
    """
    fitted = shipped_model() if model is None else model
    given = np.atleast_2d(np.asarray(times, np.float64))
    given = given if given.shape[1] == MARKS.size else np.full((len(given), MARKS.size), np.nan)
    who = np.broadcast_to(np.asarray(male, np.float64), len(given))
    years = np.broadcast_to(np.asarray(np.nan if age is None else age, np.float64), len(given))
    way, heats = _way(course, fitted), _heats(wbgt, fitted)
    result = np.full((4, len(given)), np.nan)
    place = latest_mark(given)
    fit = is_human(given) & _is_person(who, years) & bool(heats) & np.isfinite(way.level).all()
    for each in fitted.checkpoints:
        rows = np.flatnonzero(fit & (place == each))
        if rows.size:
            result[:, rows] = _at_mark(fitted, each, given[rows], who[rows], years[rows], heats, way)
    at = np.where(np.isnan(result[0]), np.nan, MARKS[np.where(np.isnan(place), 0, place).astype(int)])
    low, median, high, chance = result
    return InRacePredictions(low, median, high, chance, at)


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """A course: its name if it has one, level way to the marks (m), and whether its hills are known."""

    name: str | None
    level: FloatArray
    has_profile: bool = True


def _way(course: Profile | str | None, model: InRaceModel) -> _Way:
    if course is None:
        return _Way(None, MARKS, has_profile=False)
    if isinstance(course, str):
        return _Way(course, model.courses.get(course, np.full(MARKS.shape, np.nan)))
    return _Way(None, level_way(*course, MARKS))


def _heats(wbgt: float | None, model: InRaceModel) -> tuple[float, ...]:
    """Tens of °C above 10 that are possible; none if beyond what was studied."""
    if wbgt is None or np.isnan(wbgt):
        return model.usual_heat
    return (max(wbgt - HEAT_FROM, 0.0) / 10.0,) if COLDEST_STUDIED <= wbgt <= HOTTEST_STUDIED else ()


def _is_person(male: FloatArray, age: FloatArray) -> NDArray[np.bool_]:
    sex = np.isnan(male) | (np.abs(male) == 0.5)  # noqa: PLR2004  # men and women as they are coded
    return np.asarray(sex & (np.isnan(age) | ((age >= YOUNGEST_MEASURED) & (age <= OLDEST_MEASURED))))


def _at_mark(  # noqa: PLR0913, PLR0917  # a runner, a day and a course
    model: InRaceModel, place: int, times: FloatArray, male: FloatArray, age: FloatArray, heats: tuple[float, ...],
    way: _Way,
) -> FloatArray:  # fmt: skip
    """Percentiles of the finish, s, and chances of slowing of runners who passed the same mark last, shape (4, n)."""
    so_far = np.where(np.arange(MARKS.size) <= place, times, np.nan)
    filled = complete(without_doubtful(so_far, way.level), way.level)
    paces, mean = stretches(filled, way.level, place), np.log(filled[:, place] / way.level[place])
    nodes = product(_possible(male, (-0.5, 0.5)), _possible(age, model.usual_ages), heats)
    point, threshold = model.checkpoints[place], slowing_threshold(way.level)
    further = 0.0 if way.has_profile else point.profile_variance
    rests, chances = [], []
    for who, years, heat in nodes:
        columns = features(paces, mean, who, years, heat)
        rests.append(point.rest_pace(columns, way.name, heat, further))
        chances.append(point.slowing_chance(columns, way.name, heat, threshold))
    rest = np.exp(_pooled(np.stack(rests)) + mean) * (way.level[-1] - way.level[place])
    chance = is_much_slower(filled) if place == LAST else np.mean(chances, axis=0)
    speed = MARKS[place] / filled[:, place]
    measured = (speed >= SLOWEST_MEASURED) & (speed <= FASTEST_MEASURED)
    return np.where(measured, np.vstack((filled[:, place] + rest, chance)), np.nan)


def _possible(known: FloatArray, usual: tuple[float, ...]) -> list[FloatArray]:
    """What is known, with each of the usual values in the place of what is not."""
    return [np.where(np.isnan(known), each, known) for each in usual] if np.isnan(known).any() else [known]


def _pooled(percentiles: FloatArray) -> FloatArray:
    """Percentiles (3, n) of equally likely cases (k, 3, n): their spread within and between added as variances."""
    low, median, high = np.moveaxis(percentiles, 1, 0)
    middle, between = median.mean(axis=0), Z80**2 * median.var(axis=0)
    below, above = (np.sqrt((each**2).mean(axis=0) + between) for each in (median - low, high - median))
    return np.stack((middle - below, middle, middle + above))
