"""Runners simulated as docs/hazard.md states the model, apart from the code that learns: the two check each other.

Nothing of ``uncramp.risk`` is used but the shape of a diary's run. A run is followed in operational time: the
cumulative hazard s runs from 0 to S, the first event comes at rate 1 + near, the place of an event at s is
(s / S)^(1 / shape).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import exp, log, nan

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import CovariatePrior, HazardPrior
from uncramp.risk.diary import DiaryRun, Told

BoolArray = NDArray[np.bool_]
DISTANCES = (10_000.0, 15_000.0, 21_097.5, 30_000.0, 42_195.0, 56_000.0, 75_000.0, 100_000.0, 130_000.0, 161_000.0)
HALF, MARATHON, ULTRA, HUNDRED_MILES = 21_097.5, 42_195.0, 56_000.0, 161_000.0
PROFILE = ("cramp_history", "male", "injury_12_months", "conditions", "family_history", "strength_work", "age")
Z95 = 1.959964
TIMES, TIME_WEIGHTS = np.polynomial.legendre.leggauss(24)
FIELD = np.linspace(-6.0, 6.0, 121)
FIELD_WEIGHTS = stats.norm.pdf(FIELD) / stats.norm.pdf(FIELD).sum()
HALVINGS = 45
OTHERS = 11
"""Unknowns beside the effects of the covariates."""


@dataclass(frozen=True, eq=False)
class World:
    """One possible truth: everything that is unknown of all runners, and how this one keeps a diary.

    Parameters
    ----------
    unknowns
        Independent standard normals in the order of docs/hazard.md, shape (d,).
    frailty
        Spread between runners, the cramp history a part of it.
    """

    unknowns: FloatArray
    shape: float
    frailty: float
    luck: float
    baseline: float
    reporting: float
    race: float
    near: float
    again: float
    answering: float
    writing: float
    noticing: float
    effects: FloatArray

    @classmethod
    def of(cls, unknowns: FloatArray, prior: HazardPrior) -> "World":
        """What a point of the standard normal stands for."""
        believed = list(prior.covariate.values())
        cut = -prior.frailty.mean / prior.frailty.sd
        cut_off = stats.truncnorm(cut, np.inf, loc=prior.frailty.mean, scale=prior.frailty.sd)
        return cls(
            unknowns=unknowns,
            shape=exp(log(prior.shape.median) + prior.shape.log_sd * unknowns[0]),
            frailty=float(cut_off.ppf(stats.norm.cdf(unknowns[1]))),
            luck=float(unknowns[2]),
            baseline=float(unknowns[3]),
            reporting=prior.reporting.log_mean + prior.reporting.log_sd * unknowns[4],
            race=log(prior.training.ratio) + prior.training.log_sd * unknowns[5],
            near=exp(log(prior.near.median) + prior.near.log_sd * unknowns[6]),
            again=prior.again.mean + prior.again.sd * unknowns[7],
            answering=float(stats.norm.cdf(unknowns[8])),
            writing=float(stats.norm.cdf(unknowns[9])),
            noticing=float(stats.norm.cdf(unknowns[10])),
            effects=np.array(
                [each.mean + each.sd * own for each, own in zip(believed, unknowns[11:], strict=True)],
            ),
        )

    @classmethod
    def drawn(cls, prior: HazardPrior, rng: np.random.Generator) -> "World":
        """Draw one from the prior."""
        return cls.of(rng.standard_normal(OTHERS + len(prior.covariate)), prior)

    def left_variance(self, prior: HazardPrior) -> float:
        """Variance of the log-hazard between runners once the cramp history is known."""
        place = list(prior.covariate).index("cramp_history")
        share = float(self.effects[place]) ** 2 * prior.covariate["cramp_history"].population.variance
        return max(self.frailty**2 - share, 0.0)

    def own_sd(self, prior: HazardPrior, untold: Collection[str]) -> float:
        """Spread of a runner of whom some of the profile was not told."""
        own = self.left_variance(prior)
        for effect, (name, each) in zip(self.effects, prior.covariate.items(), strict=True):
            if name in PROFILE and name in untold:
                own += effect**2 * each.population.variance
        return float(own**0.5)


def chance_of_cramp(hazard: FloatArray, world: World) -> FloatArray:
    """Chance of a cramp by the end of a run, by integration over the chance that the first event has come."""
    whole = -np.expm1(-(1.0 + world.near) * hazard)[..., np.newaxis]
    come = (TIMES + 1.0) / 2.0 * whole
    when = np.minimum(-np.log1p(-come) / (1.0 + world.near), hazard[..., np.newaxis])
    then = 1.0 + world.near * -np.expm1(-exp(world.again) * (hazard[..., np.newaxis] - when))
    chance: FloatArray = (then * whole) @ TIME_WEIGHTS / 2.0 / (1.0 + world.near)
    return np.clip(chance, 0.0, 1.0)


def measured_log_hazard(distance: float, prior: HazardPrior, world: World) -> float:
    """Of the share of a field that cramps in a race of a distance, m."""

    def of(probability: float) -> float:
        return log(-log(1.0 - probability))

    events = sorted(prior.baseline, key=lambda event: event.distance)
    ways = [log(event.distance) for event in events]
    mean = np.interp(log(distance), ways, [of(event.probability) for event in events])
    error = np.interp(log(distance), ways, [(of(event.high) - of(event.low)) / 2.0 / Z95 for event in events])
    shorter = world.shape * min(log(distance) - ways[0], 0.0)
    return float(mean + world.baseline * error + world.reporting + shorter)


def levels(prior: HazardPrior, world: World) -> FloatArray:
    """Log-hazard of a race at each of the :data:`DISTANCES` for a runner with every covariate at 0, by bisection."""
    felt = [
        (effect, each.population)
        for effect, each in zip(world.effects, prior.covariate.values(), strict=True)
        if not each.off
    ]
    mean = sum(effect * people.centre for effect, people in felt)
    spread = (sum(effect**2 * people.variance for effect, people in felt) + world.left_variance(prior)) ** 0.5
    target = np.array([measured_log_hazard(way, prior, world) for way in DISTANCES])
    wanted = -np.expm1(-np.exp(target))
    low, high = target - 15.0, target + 15.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        seen = chance_of_cramp(np.exp(middle[:, np.newaxis] + spread * FIELD), world) @ FIELD_WEIGHTS
        low, high = np.where(seen < wanted, middle, low), np.where(seen < wanted, high, middle)
    solved: FloatArray = (low + high) / 2.0 - mean
    return solved


def level_at(distances: FloatArray, solved: FloatArray) -> FloatArray:
    """The :func:`levels` between their distances, straight over the logarithm."""
    return np.interp(np.log(distances), np.log(DISTANCES), solved)


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Where the first near-cramp and the first cramp came, as shares of the run, or NaN; each of shape (n,)."""

    near_at: FloatArray
    cramp_at: FloatArray

    @property
    def cramped(self) -> BoolArray:
        """Whether there was a cramp."""
        return ~np.isnan(self.cramp_at)

    @property
    def twitched(self) -> BoolArray:
        """Whether there was a near-cramp without a cramp after it."""
        return ~np.isnan(self.near_at) & np.isnan(self.cramp_at)


def run(hazard: FloatArray, world: World, rng: np.random.Generator) -> Outcomes:
    """Follow runs with these cumulative hazards, shape (n,), each up to its first cramp."""
    first = rng.exponential(size=hazard.shape) / (1.0 + world.near)
    is_cramp = rng.random(hazard.shape) * (1.0 + world.near) < 1.0
    then = first + rng.exponential(size=hazard.shape) / exp(world.again)
    cramp = np.where(is_cramp, first, then)
    near_at = np.where(~is_cramp & (first < hazard), first / hazard, nan) ** (1.0 / world.shape)
    return Outcomes(near_at, np.where(cramp < hazard, cramp / hazard, nan) ** (1.0 / world.shape))


def run_with_cramp(hazard: FloatArray, world: World, rng: np.random.Generator) -> Outcomes:
    """Follow runs of which it is known that there was a cramp, shape (n,)."""
    found = Outcomes(np.full(hazard.shape, nan), np.full(hazard.shape, nan))
    while len(left := np.flatnonzero(~found.cramped)):
        whole, leaving = hazard[left], 1.0 + world.near
        first = -np.log1p(rng.random(len(left)) * np.expm1(-leaving * whole)) / leaving
        is_cramp = rng.random(len(left)) * leaving < 1.0
        cramp = np.where(is_cramp, first, first + rng.exponential(size=len(left)) / exp(world.again))
        here = cramp < whole
        places = np.where(is_cramp, nan, first) / whole, cramp / whole
        for kept, place in zip((found.near_at, found.cramp_at), places, strict=True):
            kept[left[here]] = place[here] ** (1.0 / world.shape)
    return found


def drawn_steps(name: str, each: CovariatePrior, count: int, rng: np.random.Generator) -> FloatArray:
    """A covariate of people like those of the cohorts, in steps of the prior, shape (count,)."""
    people = each.population
    if people.share is not None:
        return (rng.random(count) < people.share).astype(np.float64)
    if name == "conditions":  # a count
        part = people.centre / people.variance
        drawn = rng.negative_binomial(people.centre * part / (1.0 - part), part, count).astype(np.float64)
    elif each.low == 0.0 and people.centre > 0.0:
        drawn = rng.gamma(people.centre**2 / people.variance, people.variance / people.centre, count)
    else:
        drawn = rng.normal(people.centre, people.variance**0.5, count)
    return np.clip(drawn, each.low, each.high)


def field(prior: HazardPrior, count: int, rng: np.random.Generator) -> FloatArray:
    """Covariates of people like those of the cohorts, in the order of the prior, shape (count, k)."""
    return np.column_stack([drawn_steps(name, each, count, rng) for name, each in prior.covariate.items()])


def felt_effects(prior: HazardPrior, world: World) -> FloatArray:
    """The effects, 0 for what is off."""
    return np.where([each.off for each in prior.covariate.values()], 0.0, world.effects)


@dataclass(frozen=True, eq=False)
class Race:
    """A race of one distance: who ran, shape (n, k), and what came of it."""

    people: FloatArray
    outcomes: Outcomes

    @classmethod
    def held(
        cls, distance: float, people: FloatArray, prior: HazardPrior, world: World, rng: np.random.Generator
    ) -> "Race":
        """Let a field with these covariates run."""
        level = level_at(np.array([distance]), levels(prior, world))
        own = rng.normal(0.0, world.left_variance(prior) ** 0.5, len(people))
        return cls(people, run(np.exp(level + people @ felt_effects(prior, world) + own), world, rng))


@dataclass(frozen=True, eq=False)
class SimulatedRunner:
    """A runner with a diary and the truth behind it.

    Parameters
    ----------
    log_hazards
        Of each of the runs.
    marathon
        Log-hazard of a marathon raced with all that changes from run to run at its mean.
    """

    world: World
    untold: frozenset[str]
    deviation: float
    profile: Mapping[str, float]
    runs: tuple[DiaryRun, ...]
    outcomes: Outcomes
    log_hazards: FloatArray
    marathon: float


@dataclass(frozen=True)
class Habits:
    """How simulated runners run and write.

    Parameters
    ----------
    short
        Share of the runs of less than 18 km; the others are of up to 45 km.
    races
        Share of the runs that are races.
    untold
        Chance that a covariate of the profile is not told.
    lost
        Chance that the places of what happened in a run are not told.
    doubt
        Standard deviation of what is told of over-pace and heat, in steps.
    begun
        Chance that the diary was begun because of a cramp: its first run is one, and picked.
    told_only
        Chance that the silence of this runner means nothing: there are only runs of which anything was told.
    """

    short: float = 0.5
    races: float = 0.12
    untold: float = 0.3
    lost: float = 0.2
    doubt: float = 0.0
    begun: float = 0.0
    told_only: float = 0.0


def simulated(
    prior: HazardPrior, world: World, count: int, rng: np.random.Generator, habits: Habits | None = None
) -> SimulatedRunner:
    """A runner with a diary of so many runs of 10 to 45 km, races and training."""
    habits = habits or Habits()
    untold = frozenset(name for name in PROFILE if rng.random() < habits.untold)
    deviation = world.own_sd(prior, untold) * world.luck
    longest = np.where(rng.random(count) < habits.short, 18_000.0, 45_000.0)
    distance = rng.uniform(10_000.0, longest)
    is_race = rng.random(count) < habits.races
    true, told, variance, profile = _covariates(prior, untold, count, rng, habits)
    solved = levels(prior, world)
    log_hazards = level_at(distance, solved) + true @ world.effects + deviation - world.race * ~is_race
    is_picked = np.arange(count) < (rng.random() < habits.begun)
    is_told_only = ~is_picked & (rng.random() < habits.told_only)
    outcomes, said = _lived(np.exp(log_hazards), world, is_picked, is_told_only, rng)
    is_lost = rng.random(count) < habits.lost
    runs = tuple(
        DiaryRun(_SOMEWHERE.get(what, what), way, raced, steps, doubt, is_picked=picked, is_told_only=told_only)
        if lost
        else DiaryRun(what, way, raced, steps, doubt, near_at, cramp_at, is_picked=picked, is_told_only=told_only)
        for (what, near_at, cramp_at), lost, way, raced, steps, doubt, picked, told_only in zip(
            said,
            is_lost.tolist(),
            distance.tolist(),
            is_race.astype(np.float64).tolist(),
            told,
            variance,
            is_picked.tolist(),
            is_told_only.tolist(),
            strict=True,
        )
    )
    centre = np.array(
        [profile.get(name, 0.0 if each.off else each.population.centre) for name, each in prior.covariate.items()]
    )
    marathon = float(level_at(np.array([MARATHON]), solved)[0] + centre @ world.effects + deviation)
    return SimulatedRunner(world, untold, deviation, profile, runs, outcomes, log_hazards, marathon)


def _covariates(
    prior: HazardPrior, untold: frozenset[str], count: int, rng: np.random.Generator, habits: Habits
) -> tuple[FloatArray, FloatArray, FloatArray, dict[str, float]]:
    """True steps, told steps and their variances, each of shape (count, k), and the profile."""
    true, told = field(prior, count, rng), np.zeros((count, len(prior.covariate)))
    variance, profile = np.zeros_like(told), {}
    for place, (name, each) in enumerate(prior.covariate.items()):
        if name in PROFILE:
            profile[name] = each.population.centre if name in untold else float(true[0, place])
            true[:, place] = profile[name]
        if each.off:
            true[:, place] -= each.population.centre
        told[:, place] = true[:, place]
        if name in {"over_pace", "wbgt"} and habits.doubt:
            variance[:, place] = habits.doubt**2
            true[:, place] += rng.normal(0.0, habits.doubt, count)
    return true, told, variance, profile


_SOMEWHERE = {
    Told.NEAR: Told.NEAR_SOMEWHERE,
    Told.CRAMP: Told.CRAMP_SOMEWHERE,
    Told.NEAR_THEN_CRAMP: Told.CRAMP_SOMEWHERE,
}
"""What is said where the places are not."""


def _lived(
    hazard: FloatArray, world: World, is_picked: BoolArray, is_told_only: BoolArray, rng: np.random.Generator
) -> tuple[Outcomes, list[tuple[Told, float, float]]]:
    """What came of runs, and what the diary says of them with the places of the near-cramp and of the cramp."""
    outcomes = Outcomes(np.full(hazard.shape, nan), np.full(hazard.shape, nan))
    said: list[tuple[Told, float, float]] = [(Told.SILENT, nan, nan)] * len(hazard)
    left = np.arange(len(hazard))
    while len(left):
        here = is_picked[left]
        came = run(hazard[left], world, rng)
        sure = run_with_cramp(hazard[left[here]], world, rng)
        came.near_at[here], came.cramp_at[here] = sure.near_at, sure.cramp_at
        outcomes.near_at[left], outcomes.cramp_at[left] = came.near_at, came.cramp_at
        for place, near, cramp in zip(left.tolist(), came.near_at.tolist(), came.cramp_at.tolist(), strict=True):
            said[place] = _said(near, cramp, world, rng, is_written=bool(is_picked[place]))
        # One whose silence means nothing has no silent runs: in their place there are others like them.
        left = np.array([place for place in left if is_told_only[place] and said[place][0] is Told.SILENT], dtype=int)
    return outcomes, said


def _said(
    near: float, cramp: float, world: World, rng: np.random.Generator, *, is_written: bool
) -> tuple[Told, float, float]:
    """What the diary says of a run: a near-cramp is told or is as if it had not been."""
    is_noticed, is_answered = rng.random() < world.noticing, rng.random() < world.answering
    has_near = not np.isnan(near) and is_noticed
    if not np.isnan(cramp):
        if not is_written and not rng.random() < world.writing:
            return Told.SILENT, nan, nan
        return (Told.NEAR_THEN_CRAMP, near, cramp) if has_near else (Told.CRAMP, nan, cramp)
    if has_near:
        is_told = is_written or rng.random() < world.writing
        return (Told.NEAR, near, nan) if is_told else (Told.SILENT, nan, nan)
    return (Told.NONE if is_answered else Told.SILENT), nan, nan
