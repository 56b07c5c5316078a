"""One race time to expect, of all that is known of a runner, with its 80 % interval.

The rivals stand in :mod:`uncramp.physiology.prediction`. Here they are weighed: the runner's efforts against each
other, by how far they are from the race, how old they are and whether they may have been held back; and, at the
marathon, the models against each other, by how far they were out.
"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, isfinite, log, nan, sqrt
from typing import NamedTuple, Protocol

import numpy as np
from scipy.special import log_ndtr, ndtr

from uncramp.domain.quantities import Range
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import FloatArray
from uncramp.domain.units import METRES_PER_MILE
from uncramp.physiology import prediction
from uncramp.physiology.prediction import EXPONENT_VICKERS, MARATHON

HALF = 21_097.5
SHORTEST_RACE = 1500.0
COURSE_SLACK = 1.01
"""A race of one distance, or its record, may be this much long."""
MOST_AGE, MOST_TIME = 730.0, 1e6
EFFORT_SD = 0.035
"""Logarithmic spread of one effort around what the runner is able to, and of the race to come as well."""
ENDURANCE_SD = 0.03
"""Spread between runners of the exponent by which time grows with distance."""
AGING_SD, AGING_DAYS = 0.03, 112.0
"""Drift of ability over a time; it grows with the root of the age."""
HOLDING_BACK = np.array([0.02, 0.05, 0.10, 0.20])
"""Means that the time lost by holding back in training may have, as shares; each as likely as the other."""
USUAL_WEEK = 41.7 * METRES_PER_MILE
"""Mean training of the marathon runners of [Vickers2016], m, for a runner of whom it is not known …"""
UNKNOWN_WEEK_SD = 0.035
"""… and the logarithmic spread at the marathon that comes of not knowing it."""
TWO_RACES_SD = 0.061
"""Root of 208 min² in marathons of 235 min."""
CRITICAL_SPEED_SD = 0.0767
LEAST_APART = 1.3
"""Ratio of the distances of two races that tell of endurance."""
BAD_DAYS = 0.1
"""Share of the races in which something went wrong and they were run as if held back."""
STEP, GRID_BEFORE, GRID_AFTER, TAIL = 0.004, 0.35, 0.30, 5.0
DECILES = np.array([0.1, 0.5, 0.9])
ENDURANCES, NEWTON_STEPS, BISECTIONS = 7, 6, 40
LEAST, MOST_LOG, NEGLIGIBLE = 1e-300, 300.0, 1e-9
SPEED_OF_HALF = prediction.SHARE_VICKERS * MARATHON / (MARATHON / HALF) ** EXPONENT_VICKERS
"""Marathon speed times half marathon time, m: the share of it that comes of the race."""


@dataclass(frozen=True, slots=True)
class KnownEffort:
    """What a runner has run.

    Parameters
    ----------
    distance
        m.
    duration
        Elapsed time, s.
    days_since
        Time since then, d. Efforts of one moment are parts of one run.
    is_maximal
        Whether it was a race, or known to be all out; otherwise the runner may be faster.
    """

    distance: float
    duration: float
    days_since: float
    is_maximal: bool


class FastestTimes(Protocol):
    """The best times (s) ever run over distances (m), ascending, and the share of them that counts as impossible."""

    @property
    def distance(self) -> Sequence[float]:
        """Distances, m."""

    @property
    def time(self) -> Sequence[float]:
        """Times, s."""

    @property
    def margin(self) -> float:
        """Share, 1."""


@dataclass(frozen=True, slots=True)
class RacePrediction:
    """A race time to expect.

    Parameters
    ----------
    time
        s, 80 % interval; NaN when there is nothing to go by.
    reason
        Why there is none, or None.
    rests_on
        The effort that promises most for this race, or None.
    efforts
        Count of the runs that it rests on.
    """

    time: Range
    reason: Sentence | None
    rests_on: KnownEffort | None
    efforts: int


class _Estimate(NamedTuple):
    """One model's view of the logarithm of the time: a mixture of normal distributions."""

    means: FloatArray
    weights: FloatArray
    sd: float

    @property
    def variance(self) -> float:
        mean = float(self.weights @ self.means)
        return float(self.weights @ (self.means - mean) ** 2) + self.sd**2


def race_time_prediction(
    distance: float,
    efforts: Sequence[KnownEffort],
    *,
    weekly_distance: float,
    fastest: FastestTimes,
    critical_speed: Range | None = None,
) -> RacePrediction:
    r"""Time to expect over a distance.

    .. math:: \ln t_i = \theta - b \ln \frac{d}{d_i} + \ln \frac{t_i}{f_d(t_i, d_i)} + \varepsilon_i + u_i

    The ability :math:`\theta` for the distance :math:`d` is weighed against each effort's projection :math:`f_d`: to
    the half marathon by the exponent 1.07, on to the marathon by the weekly distance. Runners differ in endurance
    :math:`b`, days in :math:`\varepsilon`, which is wider for old efforts, and of an effort that need not have been
    maximal something was held back, :math:`u \ge 0`. At the marathon it is pooled with the model of two races and with
    that of critical speed, each weighing by the inverse of its variance, so that where they differ the interval is
    wider, never narrower.

    Parameters
    ----------
    distance
        Of the race, m.
    efforts
        In any order: m, s and d. Of efforts held back only those count that no other beats, one of the same run or of
        another; of one run only the part that promises most; never one faster than anybody has run.
    weekly_distance
        Of a typical training week, m; NaN if not known.
    fastest
        Best times ever run (m, s): no effort and no prediction is faster.
    critical_speed
        m/s, or None.

    Returns
    -------
    RacePrediction
        s, 80 % interval; NaN, with the reason, for a distance not of 1500 m to the marathon, unless it was run before,
        and without an effort of at least 5 km, or half the distance.

    Notes
    -----
    Range: recreational runners, 5 km to the marathon [Vickers2016] [Smyth2020]. In the data of [Vickers2016] the 80 %
    interval held 84 % of the 310 marathons that their models had not seen, and the mean error was 11.1 min, against
    16.1 of Riegel and 11.2 of their model of one race; of 1,198 half marathons it held 80 %, of 490 races over 10 km
    76 % (``benchmarks/race_time.py``). The races are the runners' own accounts, and the spreads were judged with all of
    them in view. With 0 to 12 % added to the earlier times, and not said to be maximal, the interval held 87 %, the
    mean error 12.8 min. How much training holds back and how fast ability drifts nobody measured: those are judged.
    """
    known = distance if SHORTEST_RACE <= distance < inf else nan
    runs = _by_run(_usable(efforts, known), known, weekly_distance, fastest)
    estimates = [] if not runs else [_of_efforts(runs)]
    if _is_same(known, MARATHON):
        estimates += _of_rivals([each.effort for each in runs], weekly_distance, critical_speed)
    if not estimates:
        return RacePrediction(Range("elapsed_time", nan, nan, nan), _why_not(known), None, 0)
    floor = fastest.margin * _record(known, fastest)
    low, median, high = (max(exp(each), floor) for each in _deciles(estimates))
    best = min(runs, key=lambda each: each.log_time, default=None)
    return RacePrediction(
        Range("elapsed_time", low, median, high), None, None if best is None else best.effort, len(runs)
    )


class _Run(NamedTuple):
    """One run's effort and what it promises for the race."""

    effort: KnownEffort
    log_time: float
    reach: float
    sd: float


def is_superhuman(distance: float, duration: float, fastest: FastestTimes) -> bool:
    r"""Whether nobody has ever run so far in so short a time, with the margin of the data.

    .. math:: t < m\,t_1 \left(\frac{d}{d_1}\right)^k, \quad k = \frac{\ln (t_2 / t_1)}{\ln (d_2 / d_1)}

    with the best times :math:`t_1, t_2` over the known distances :math:`d_1, d_2` around :math:`d`, and :math:`k = 1`
    below the shortest, 0 beyond the longest of them.

    Parameters
    ----------
    distance
        m.
    duration
        s.
    fastest
        Best times ever run (m, s), and the margin :math:`m`, 1.

    Returns
    -------
    bool
        False too of what is not a distance and a time (m, s): it is no feat.

    Notes
    -----
    Range: world records of 3.5 to 230 min go with a power of the distance [Riegel1981]; beyond the longest distance
    known only its time is asked for, so that no honest run is doubted.
    """
    return 0.0 <= duration < fastest.margin * _record(distance, fastest)


def _usable(efforts: Sequence[KnownEffort], target: float) -> list[KnownEffort]:
    """Efforts that tell of a distance (m), the longest first, and of one length the fastest, and the latest."""
    longest = MARATHON * COURSE_SLACK
    shortest = max(min(prediction.SHORTEST_VICKERS, 0.5 * target), SHORTEST_RACE) if target <= longest else inf
    usable = (
        each
        for each in efforts
        if (shortest <= each.distance <= longest or _is_same(each.distance, target))
        and 0.0 <= each.days_since <= MOST_AGE
        and prediction.SHORTEST_RIEGEL <= each.duration <= MOST_TIME
    )
    return sorted(usable, key=lambda each: (-each.distance, each.duration, each.days_since, not each.is_maximal))


def _is_same(way: float, target: float) -> bool:
    return abs(way / target - 1.0) < COURSE_SLACK - 1.0


def _record(way: float, fastest: FastestTimes) -> float:
    """Best time ever run over a distance (m), s: between the known ones in proportion, in logarithms."""
    known, times = fastest.distance, fastest.time
    if not known[0] < way < known[-1]:
        return times[-1] if way > known[0] else times[0] * (way / known[0])
    after = bisect(known, way)
    share = log(way / known[after - 1]) / log(known[after] / known[after - 1])
    return float(times[after - 1] * (times[after] / times[after - 1]) ** share)


def _by_run(efforts: Sequence[KnownEffort], target: float, weekly_distance: float, fastest: FastestTimes) -> list[_Run]:
    """What each run promises: the best of its parts, without those held back that went no farther in no less time."""
    runs: dict[float, list[_Run]] = {}
    least = inf  # of the longer ones, which come first
    for effort in efforts:
        is_beaten = effort.duration >= least and not effort.is_maximal
        if is_beaten or is_superhuman(effort.distance, effort.duration, fastest):
            continue
        run = _projected(effort, target, weekly_distance)
        if isfinite(run.log_time):
            least = min(least, effort.duration)
            runs.setdefault(effort.days_since, []).append(run)
    return [min(parts, key=lambda run: (not run.effort.is_maximal, run.log_time)) for parts in runs.values()]


def _projected(effort: KnownEffort, target: float, weekly_distance: float) -> _Run:
    drift = AGING_SD**2 * effort.days_since / AGING_DAYS
    if _is_same(effort.distance, target):
        time, beyond = effort.duration * (target / effort.distance), 0.0
    else:
        is_known = 0.0 <= weekly_distance < inf
        week = min(weekly_distance, prediction.MOST_TRAINING) if is_known else USUAL_WEEK
        training = prediction.SPEED_VICKERS + prediction.TRAINING_VICKERS * week / METRES_PER_MILE / 10.0
        time = _time_from_half(target, _half_from(effort, training), training)
        beyond = 0.0 if is_known else UNKNOWN_WEEK_SD * (_beyond_half(target) - _beyond_half(effort.distance))
    log_time = log(time) if time > 0.0 else nan
    return _Run(effort, log_time, log(target / effort.distance), sqrt(EFFORT_SD**2 + drift + beyond**2))


def _beyond_half(way: float) -> float:
    """Share of the way from the half marathon to the marathon, in logarithms."""
    return min(max(_octaves(way), 0.0), 1.0)


def _octaves(way: float) -> float:
    """How many times a distance (m) doubles the half marathon."""
    return log(way / HALF) / log(MARATHON / HALF)


def _time_from_half(way: float, half: float, training: float) -> float:
    """Time over a distance by that of the half marathon (s) and marathon speed of training (m/s); NaN out of survey."""
    if way <= HALF * COURSE_SLACK:
        return float(half * (way / HALF) ** EXPONENT_VICKERS)
    marathon = MARATHON / (training + SPEED_OF_HALF / half)
    surveyed = prediction.SHORTEST_RACE <= half <= prediction.LONGEST_RACE
    surveyed &= prediction.FASTEST_MARATHON <= marathon <= prediction.SLOWEST_MARATHON
    return float(half * (marathon / half) ** _octaves(way)) if surveyed else nan


def _half_from(effort: KnownEffort, training: float) -> float:
    """Time over the half marathon that an effort is worth, s; beyond it NaN where none of the survey is."""
    half = float(effort.duration * (HALF / effort.distance) ** EXPONENT_VICKERS)
    if effort.distance <= HALF * COURSE_SLACK:
        return half
    if half > prediction.LONGEST_RACE:
        return nan
    octaves = _octaves(effort.distance)
    for _ in range(NEWTON_STEPS):
        speed = training + SPEED_OF_HALF / half
        late = log(half / effort.duration) + octaves * log(MARATHON / (speed * half))
        half *= exp(-late / (1.0 - octaves * training / speed))
    return half if isfinite(_time_from_half(effort.distance, half, training)) else nan


def _held_back(late: FloatArray, sd: FloatArray) -> FloatArray:
    """Density of a logarithmic delay that is noise and holding back."""
    shape = sd[:, np.newaxis] / HOLDING_BACK
    scaled = late[..., np.newaxis] / sd[:, np.newaxis]
    log_density = 0.5 * shape**2 - shape * scaled - np.log(HOLDING_BACK) + log_ndtr(scaled - shape)
    return np.asarray(np.exp(np.minimum(log_density, MOST_LOG)).mean(axis=-1), np.float64)


def _of_efforts(runs: Sequence[_Run]) -> _Estimate:
    """Posterior of the ability, on a grid, and the spread of the day of the race."""
    promised = np.array([run.log_time for run in runs])
    reach, sd = np.array([[run.reach, run.sd] for run in runs]).T
    is_maximal = np.array([run.effort.is_maximal for run in runs])
    slowest = promised[is_maximal].max(initial=promised.min())
    ability = np.arange(promised.min() - GRID_BEFORE, slowest + GRID_AFTER, STEP)
    nodes, weights = np.polynomial.hermite_e.hermegauss(ENDURANCES)
    late = promised - ability[:, np.newaxis, np.newaxis] + ENDURANCE_SD * nodes[:, np.newaxis] * reach
    as_race = np.exp(-0.5 * (late / sd) ** 2) / (sd * np.sqrt(2.0 * np.pi))
    held = _held_back(late, sd)
    likelihood = np.where(is_maximal, (1.0 - BAD_DAYS) * as_race + BAD_DAYS * held, held)
    log_weight = np.log(np.maximum(likelihood, LEAST)).sum(axis=2)
    weight = np.exp(log_weight - log_weight.max()) @ weights
    counts = weight > NEGLIGIBLE * weight.max()
    return _Estimate(ability[counts], weight[counts] / weight[counts].sum(), EFFORT_SD)


def _of_rivals(efforts: Sequence[KnownEffort], weekly_distance: float, critical_speed: Range | None) -> list[_Estimate]:
    """What the model of two races and that of critical speed say of a marathon, where they can."""
    found = [_of_two_races(efforts, weekly_distance)]
    if critical_speed is not None:
        found.append(_of_critical_speed(critical_speed))
    return [_Estimate(np.log([time]), np.ones(1), sd) for time, sd in found if time > 0.0 and sd < np.inf]


def _of_critical_speed(critical_speed: Range) -> tuple[float, float]:
    """Marathon time (s) by the share of critical speed that is held, and its logarithmic spread."""
    time = float(prediction.marathon_time_Smyth_2020(critical_speed.median))
    if not time > 0.0:
        return nan, nan
    return time, float(np.hypot(CRITICAL_SPEED_SD, critical_speed.sd / critical_speed.median))


def _of_two_races(efforts: Sequence[KnownEffort], weekly_distance: float) -> tuple[float, float]:
    """Marathon time (s) by the two longest races that are apart, and its logarithmic spread."""
    races = sorted((each for each in efforts if each.is_maximal), key=lambda each: (-each.distance, each.duration))
    longer = next((each for each in races if each.distance <= prediction.LONGEST_VICKERS), None)
    if longer is None:
        return nan, nan
    shorter = next((each for each in races if each.distance * LEAST_APART <= longer.distance), None)
    if shorter is None:
        return nan, nan
    time = prediction.marathon_time_Vickers_2016_two_races(
        shorter.distance, shorter.duration, longer.distance, longer.duration, weekly_distance
    )
    drift = AGING_SD**2 * max(shorter.days_since, longer.days_since) / AGING_DAYS
    return float(time), float(np.sqrt(TWO_RACES_SD**2 + drift))


def _deciles(estimates: Sequence[_Estimate]) -> list[float]:
    """First, fifth and ninth decile of the estimates, each weighing by the inverse of its variance."""
    share = np.array([1.0 / each.variance for each in estimates])
    low = np.full(DECILES.shape, min(float(each.means[0]) - TAIL * each.sd for each in estimates))
    high = np.full(DECILES.shape, max(float(each.means[-1]) + TAIL * each.sd for each in estimates))
    for _ in range(BISECTIONS):
        middle = 0.5 * (low + high)
        below = [ndtr((middle[:, np.newaxis] - each.means) / each.sd) @ each.weights for each in estimates]
        is_low = np.transpose(below) @ share / share.sum() < DECILES
        low, high = np.where(is_low, middle, low), np.where(is_low, high, middle)
    return [float(each) for each in high]


def _why_not(distance: float) -> Sentence:
    if np.isnan(distance):
        return say("A race time can only be told for distances from 1500 m.")
    if distance > MARATHON * COURSE_SLACK:
        return say("Beyond the marathon a race time can only be told from a run over the same distance.")
    return say("No run of the last months is long enough to tell a race time from.")
