"""How findings become what the hazard model starts from: pooling, shrinking, widening, and shapes of onsets.

Logarithms are natural. These are textbook steps over a handful of numbers, so they need no arrays.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, expm1, hypot, log, log1p, nan, sqrt

Z95 = 1.959963984540054
"""Standard errors in half a 95 % interval."""
NODES = tuple(index / 2 for index in range(-10, 11))
"""Standard deviations at which a normal spread between runners is summed."""
DENSITY = tuple(exp(-node * node / 2) for node in NODES)
MASS = tuple(density / sum(DENSITY) for density in DENSITY)
FRAILTIES = tuple((2 * index + 1) / 20 for index in range(40))
"""Standard deviations of frailty that are weighed against each other."""
NEWTON_STEPS = 6
WIDEST_LOG_RATIO = 12.0
BISECTIONS = 60


@dataclass(frozen=True, slots=True)
class Effect:
    """A logarithm, or another number on the line, with its standard error or spread; NaN where nobody told it."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Incidence:
    """A probability and its 95 % interval."""

    probability: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Sample:
    """Size, mean and standard deviation of a group."""

    n: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Table:
    """How many of the cases and of the controls had what was asked."""

    cases_with: float
    cases: float
    controls_with: float
    controls: float


def pooled_incidence(events: Sequence[int], runners: Sequence[int]) -> Incidence:
    """Events over runners of all cohorts as if they were one, with the score interval of Wilson (1927)."""
    n = sum(runners)
    share = sum(events) / n
    middle = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 * sqrt(share * (1 - share) / n + (Z95 / (2 * n)) ** 2) / (1 + Z95**2 / n)
    return Incidence(share, middle - half, middle + half)


def log_ratio(ratio: float, low: float = nan, high: float = nan) -> Effect:
    """Logarithm of a ratio, with the standard error of a normal whose 95 % interval is as wide as the printed one."""
    return Effect(log(ratio), (log(high) - log(low)) / (2 * Z95))


def log_odds_ratio(table: Table) -> Effect:
    """Log odds ratio of a table of four counts, with the standard error of Woolf (1955)."""
    odds = table.cases_with, table.controls - table.controls_with, table.cases - table.cases_with, table.controls_with
    yes, none, no, some = odds
    return Effect(log(yes * none / (no * some)), sqrt(sum(1 / count for count in odds)))


def log_odds_per_unit(cases: Sample, controls: Sample, unit: float) -> Effect:
    """Slope of the linear discriminant between two groups: log odds of being a case per unit of the measure.

    Two normals of one spread differ in their log odds by the difference of their means over the pooled variance. The
    standard error is that of the standardised difference (Hedges and Olkin 1985).
    """
    freedom = cases.n + controls.n - 2
    spread = sqrt(((cases.n - 1) * cases.sd**2 + (controls.n - 1) * controls.sd**2) / freedom)
    apart = (cases.mean - controls.mean) / spread
    error = sqrt(1 / cases.n + 1 / controls.n + apart**2 / (2 * (cases.n + controls.n)))
    return Effect(apart * unit / spread, error * abs(unit) / spread)


def log_share_ratio(share: float, other: float, n: int) -> Effect:
    """Log ratio of two shares of the same n people who fall into one or the other; error of a multinomial."""
    return Effect(log(share / other), sqrt((1 / share + 1 / other) / n))


def for_another_outcome(effect: Effect, weight: float) -> Effect:
    """A part of a log-effect that was measured on another outcome, such as half of that on a life-time history."""
    return Effect(weight * effect.mean, weight * effect.sd)


def shrunk(effect: Effect, sd: float) -> Effect:
    """A log-effect weighed against the belief that such effects are N(0, sd): the product of two normals."""
    weight = sd**2 / (sd**2 + effect.sd**2)
    return Effect(weight * effect.mean, sd * sqrt(1 - weight))


def widened(effect: Effect, sd: float) -> Effect:
    """A log-effect with a spread added that no study measured: of other races, other runners, other outcomes."""
    return Effect(effect.mean, hypot(effect.sd, sd))


def averaged(effects: Sequence[Effect]) -> Effect:
    """Mean of the log-effects of several samples, each counting once, with the error that their spread gives it."""
    mean = sum(effect.mean for effect in effects) / len(effects)
    variance = sum((effect.mean - mean) ** 2 for effect in effects) / (len(effects) - 1)
    return Effect(mean, sqrt(variance / len(effects)))


def spread_of_studies(effects: Sequence[Effect], weights: Sequence[float]) -> Effect:
    """Weighted mean over studies and their weighted spread around it: where one more study might fall."""
    total = sum(weights)
    mean = sum(weight * effect.mean for weight, effect in zip(weights, effects, strict=True)) / total
    squares = (weight * (effect.mean - mean) ** 2 for weight, effect in zip(weights, effects, strict=True))
    return Effect(mean, sqrt(sum(squares) / total))


def shape_of_mean_onset(onset: Sample, way: float) -> Effect:
    r"""Log shape of onsets with density :math:`p u^{p-1}` over the way, whose mean is :math:`p / (p + 1)` of it.

    Parameters
    ----------
    onset
        Where the cramps began, in the unit of the way.
    way
        Length of the race.
    """
    place, error = onset.mean / way, onset.sd / sqrt(onset.n) / way
    return Effect(log(place / (1 - place)), error / (place * (1 - place)))


def shape_of_share_beyond(share: float, place: float, n: int) -> Effect:
    r"""Log shape of onsets of which a share :math:`1 - u^p` came beyond a place u (1 of the way), from n crampers."""
    before = 1 - share
    error = sqrt(share * before / n) / (before * abs(log(before)))
    return Effect(log(log(before) / log(place)), error)


def shape_of_last_quarter(share: float, n: int) -> Effect:
    """Log shape of onsets of which this share came in the last quarter of the race, from n crampers."""
    return shape_of_share_beyond(share, 0.75, n)


def extrapolated_incidence(known: Incidence, part: float, steep: Effect, flat: Effect) -> Incidence:
    """Incidence of a race that is a part (1) of the known one, the hazard running as within that race.

    The low end follows the steeper of two log shapes from the low end of the known incidence, the high end the
    flatter one from its high end; the middle follows the geometric mean of both.
    """
    ends = (
        (known.probability, (steep.mean + flat.mean) / 2),
        (known.low, steep.mean),
        (known.high, flat.mean),
    )
    probability, low, high = (-expm1(log1p(-share) * part ** exp(shape)) for share, shape in ends)
    return Incidence(probability, low, high)


def near_cramp_ratio(cramps: float, near_cramps: float, none: float, again: Effect, spread: float) -> Effect:
    r"""Log ratio of near-cramps to cramps, :math:`\log\rho`, from how many runners ended in each of three states.

    Solved by bisection, as the share of near-cramps alone rises with the ratio while that of nothing is held. Runners
    differ: were all alike, fewer near-cramps would go on to a cramp, and the ratio would come out too low. The error
    is that of the counts (multinomial, by differences) and of the belief what a near-cramp does to the hazard.

    Parameters
    ----------
    spread
        Standard deviation of the log-hazard between the runners of the field.
    """

    def solved(*counts: float, gamma: float = again.mean) -> float:
        cramp, near, nothing = counts
        total = cramp + near + nothing
        return _bisected(
            lambda log_rho: near_cramp_share(exp(log_rho), exp(gamma), nothing / total, spread) - near / total,
            -WIDEST_LOG_RATIO,
            WIDEST_LOG_RATIO,
        )

    counts = (cramps, near_cramps, none)
    variance = 0.0
    for index, count in enumerate(counts):
        more, less = ([*counts[:index], count + half, *counts[index + 1 :]] for half in (0.5, -0.5))
        variance += count * (solved(*more) - solved(*less)) ** 2
    by_again = (solved(*counts, gamma=again.mean + again.sd) - solved(*counts, gamma=again.mean - again.sd)) / 2
    return Effect(solved(*counts), hypot(sqrt(variance), by_again))


def near_cramp_share(rho: float, again: float, none: float, spread: float = 0.0) -> float:
    r"""Share of runners with a near-cramp and no cramp, where ``none`` is that of those with neither.

    .. math:: \int \rho\,(e^{-gS_y} - e^{-(1+\rho)S_y}) / (1 + \rho - g)\,\varphi(y)\,dy,
       \qquad S_y = S e^{\text{spread}\,y}
    """
    level = _level(1 - none, spread) - log1p(rho)
    return sum(
        mass * _near_cramp_share(rho, again, exp(level + spread * node)) for mass, node in zip(MASS, NODES, strict=True)
    )


def _near_cramp_share(rho: float, again: float, hazard: float) -> float:
    excess = (1 + rho - again) * hazard
    gain = expm1(excess) / excess if excess else 1.0
    return rho * hazard * exp(-(1 + rho) * hazard) * gain


def frailty_of_history(table: Table, scale: float) -> Effect:
    """Spread of the log-hazard between runners, from how many of those who cramped had cramped before, and others.

    With more spread, a past of given frequency tells more of who cramps next. Each spread on a grid is weighed by the
    chance of the table under it and by a half-normal belief of the given scale; the two frequencies are the table's.
    """
    posterior = []
    for frailty in FRAILTIES:
        of_cases, of_controls = _history_shares(table, frailty)
        likelihood = (
            table.cases_with * log(of_cases)
            + (table.cases - table.cases_with) * log1p(-of_cases)
            + table.controls_with * log(of_controls)
            + (table.controls - table.controls_with) * log1p(-of_controls)
        )
        posterior.append(exp(likelihood - (frailty / scale) ** 2 / 2))
    total = sum(posterior)
    mean = sum(frailty * weight for frailty, weight in zip(FRAILTIES, posterior, strict=True)) / total
    square = sum((frailty - mean) ** 2 * weight for frailty, weight in zip(FRAILTIES, posterior, strict=True)) / total
    return Effect(mean, sqrt(square))


def history_of_frailty(frailty: Effect, share: float) -> Effect:
    """How far apart the mean log-hazards are of runners with and without a past cramp, whose share is given."""

    def apart(spread: float) -> float:
        level = _level(share, spread)
        past = [-expm1(-exp(level + spread * node)) for node in NODES]
        of_yes = sum(mass * yes * node for mass, yes, node in zip(MASS, past, NODES, strict=True)) / share
        return spread * of_yes / (1 - share)

    high, low = apart(frailty.mean + frailty.sd), apart(max(frailty.mean - frailty.sd, 0.0))
    return Effect(apart(frailty.mean), (high - low) / 2)


def share_of_cohort(table: Table) -> float:
    """Share of a whole cohort, cases and controls, that had what was asked."""
    return (table.cases_with + table.controls_with) / (table.cases + table.controls)


def share_of_two(first: Sequence[float], second: Sequence[float], n: Sequence[int]) -> float:
    """Share of the first of two answers in both, where people could name several; mean over surveys of n people."""
    shares = (one / (one + other) for one, other in zip(first, second, strict=True))
    return sum(count * share for count, share in zip(n, shares, strict=True)) / sum(n)


def _history_shares(table: Table, frailty: float) -> tuple[float, float]:
    cramped = table.cases / (table.cases + table.controls)
    before = share_of_cohort(table)
    now, past = _level(cramped, frailty), _level(before, frailty)
    both = sum(
        mass * expm1(-exp(now + frailty * node)) * expm1(-exp(past + frailty * node))
        for mass, node in zip(MASS, NODES, strict=True)
    )
    return both / cramped, (before - both) / (1 - cramped)


@cache
def _level(share: float, frailty: float) -> float:
    """Log cumulative hazard at which this share of mixed runners cramps: Newton's method on that scale."""
    target = log(-log1p(-share))
    level = target
    for _ in range(NEWTON_STEPS):
        hazards = [exp(level + frailty * node) for node in NODES]
        left = sum(mass * exp(-hazard) for mass, hazard in zip(MASS, hazards, strict=True))
        slope = sum(mass * hazard * exp(-hazard) for mass, hazard in zip(MASS, hazards, strict=True))
        level += (target - log(-log(left))) * left * -log(left) / slope
    return level


def _bisected(rising: Callable[[float], float], low: float, high: float) -> float:
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2
