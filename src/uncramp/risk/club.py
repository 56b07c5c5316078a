"""What the diaries of others say of what all runners share: partial pooling over the runners of a club.

Shared are how the hazard grows over a run, the spread between runners, the level, and the effects; a runner's own are
the deviation from the others and how often the runner answers. The deviations are integrated out, runner by runner.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from scipy import optimize, special, stats

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate
from uncramp.risk.club_runs import Owned, Silence
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import ANSWERING, FRAILTY, SEED, WRITING, dimension, draws_of, normal_points
from uncramp.risk.likelihood import DEVIATION, Rates, parts_of
from uncramp.risk.pareto import effective_count, pareto_k
from uncramp.risk.posterior import Diagnosis, Method
from uncramp.risk.target import AT_ONCE, Belief

OWN = (FRAILTY, ANSWERING, WRITING)
EVENTS = {Told.NEAR: 1.0, Told.CRAMP: 1.0, Told.NEAR_THEN_CRAMP: 2.0}
"""Kinds of runs whose log-likelihood is, in the log-hazard h, so many times h less something times exp(h)."""
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
LOG_WEIGHTS = np.log(WEIGHTS) + NODES**2 / 2.0
CENTRING, REFINED, LEAST_CURVED, SETTLED = 12, 8, 0.1, 0.3
STEP = 1e-2
FLATTEST = 0.5
LUCK = np.linspace(-3.0, 3.0, 13)
COUNT = 2048
FREEDOM, WIDENING = 10.0, 1.1
LEAST_ROUNDS, MOST_ROUNDS = 2, 5


@dataclass(frozen=True, eq=False)
class Clubmate:
    """A runner who shares the diary.

    Parameters
    ----------
    untold
        Covariates of the profile that this runner did not tell.
    """

    runs: Sequence[DiaryRun]
    untold: Collection[Covariate] = ()


@dataclass(frozen=True, eq=False)
class Pooled:
    """What a club knows.

    Parameters
    ----------
    belief
        To start from for a runner who is not among the others.
    diagnosis
        Whether the draws behind it can be trusted; if not, use the published prior alone.
    runners, runs
        How many others there were with anything to learn from, and how many runs of theirs.
    """

    belief: Belief
    diagnosis: Diagnosis
    runners: int
    runs: int


def pooled(others: Sequence[Clubmate], prior: HazardPrior) -> Pooled:
    """The belief about one runner that the diaries of the others give; the same for them in any order.

    A runner who never answered is left out; of the others silence is learned from as in the runner's own diary.

    Parameters
    ----------
    others
        Everyone but the runner for whom it is meant, so that nobody's runs count twice.
    """
    size = dimension(prior)
    field = _Field.of(others, prior)
    if not field.runners:
        return Pooled(Belief(np.zeros(size), np.eye(size)), Diagnosis(Method.PRIOR, -np.inf, float(COUNT)), 0, 0)
    points, log_weights = _weighed(field.log_density, size - len(OWN))
    weights = special.softmax(log_weights)
    middle = weights @ points
    away = points - middle
    mean, covariance = np.zeros(size), np.eye(size)
    mean[field.shared] = middle
    covariance[np.ix_(field.shared, field.shared)] = (away * weights[:, np.newaxis]).T @ away
    diagnosis = Diagnosis(Method.IMPORTANCE, pareto_k(log_weights), effective_count(log_weights))
    factor = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
    return Pooled(Belief(mean, factor), diagnosis, field.runners, field.answered)


@dataclass(frozen=True, eq=False)
class _Field:
    """The runs of all runners.

    Parameters
    ----------
    quiet, placed, curved, silent
        Runs without anything, those of the kinds in :data:`EVENTS`, the others, and those of which nothing is said.
    untold
        Of each runner.
    """

    prior: HazardPrior
    quiet: Owned
    placed: Owned
    curved: Owned
    silent: Owned
    untold: tuple[frozenset[Covariate], ...]

    @classmethod
    def of(cls, others: Sequence[Clubmate], prior: HazardPrior) -> Self:
        """Those of runners with anything to learn from."""
        usable = [[run for run in mate.runs if run.is_usable] for mate in others]
        telling = [
            (runs, frozenset(mate.untold))
            for runs, mate in zip(usable, others, strict=True)
            if any(run.told is not Told.SILENT for run in runs)
        ]
        owned = [(run, number) for number, (runs, _) in enumerate(telling) for run in runs]
        quiet, placed, curved, silent = (
            Owned.of([each for each in owned if _kind(each[0]) == kind], prior) for kind in range(4)
        )
        return cls(prior, quiet, placed, curved, silent, tuple(untold for _, untold in telling))

    @property
    def runners(self) -> int:
        """How many there are."""
        return len(self.untold)

    @cached_property
    def diary(self) -> Diary:
        """All runs."""
        return self.quiet.diary.joined(self.placed.diary).joined(self.curved.diary).joined(self.silent.diary)

    @property
    def answered(self) -> int:
        """How many of them say anything."""
        return len(self.diary) - len(self.silent.diary)

    @cached_property
    def quiet_runs(self) -> FloatArray:
        """How many runs of each runner had nothing, shape (runners,)."""
        return np.bincount(self.quiet.owner, minlength=self.runners).astype(np.float64)

    @cached_property
    def told_runs(self) -> FloatArray:
        """How many runs of each runner had something, of those not picked for it, shape (runners,)."""
        placed = np.bincount(self.placed.owner, minlength=self.runners)
        owner = self.curved.owner[self.curved.diary.is_picked == 0.0]
        return (placed + np.bincount(owner, minlength=self.runners)).astype(np.float64)

    @cached_property
    def silence(self) -> Silence | None:
        """What is made of the silent runs, if there are any."""
        if not len(self.silent.diary):
            return None
        own, rates, parts = self.given(np.zeros((1, len(self.shared))))
        height, _, _ = self.deviating(own, rates, parts)
        luck = np.tile(LUCK[:, np.newaxis], (1, self.runners))
        answered = np.stack([self.quiet_runs, self.told_runs])
        leaving = (1.0 + rates.near) * np.exp(parts @ self.silent.design)
        return Silence.of(self.silent, leaving, own * luck, height(luck), answered)

    @cached_property
    def shared(self) -> list[int]:
        """Places of the unknowns that the runners share."""
        return [place for place in range(dimension(self.prior)) if place not in OWN]

    @cached_property
    def events(self) -> FloatArray:
        """What happened to each runner in runs with a place, shape (runners,)."""
        counts = np.array([EVENTS[Told(int(kind))] for kind in self.placed.diary.told])
        return np.bincount(self.placed.owner, weights=counts, minlength=self.runners).astype(np.float64)

    def log_density(self, shared: FloatArray) -> FloatArray:
        """Of the posterior of what is shared, up to a constant, shape (n, k) to (n,)."""
        rows = max(AT_ONCE // len(self.diary), 1)
        pieces = [self.log_marginal(shared[start : start + rows]) for start in range(0, len(shared), rows)]
        density: FloatArray = np.vstack(pieces).sum(axis=1) - (shared**2).sum(axis=1) / 2.0
        return density

    def log_marginal(self, shared: FloatArray) -> FloatArray:
        """Log-likelihood of each runner's diary with the runner's own unknowns integrated out, shape (n, runners)."""
        own, rates, parts = self.given(shared)
        height, middle, scale = self.deviating(own, rates, parts)
        silence = self.silence
        leaving = (1.0 + rates.near) * np.exp(parts @ silence.design) if silence is not None else np.empty(0)
        values = []
        for node in NODES:
            luck = middle + scale * node
            value = height(luck)
            if silence is not None:
                value = value + silence.log_likelihood(own * luck, leaving)
            values.append(value)
        weighted = np.stack(values) + LOG_WEIGHTS[:, np.newaxis, np.newaxis]
        integral: FloatArray = special.logsumexp(weighted, axis=0) + np.log(scale)
        return integral

    def given(self, shared: FloatArray) -> tuple[FloatArray, Rates, FloatArray]:
        """Spread of the runners, shape (n, runners), the rates, and what a design is multiplied by, shape (n, m)."""
        points = np.zeros((len(shared), dimension(self.prior)))
        points[:, self.shared] = shared
        spread = {untold: draws_of(points, self.prior, untold) for untold in set(self.untold)}
        draws = next(iter(spread.values()))
        own = np.column_stack([spread[untold].own_sd for untold in self.untold])
        certain = np.ones(len(shared))
        parts = parts_of(self.diary, self.prior, draws)
        parts[:, DEVIATION] = 0.0
        return own, Rates.of(replace(draws, answering=certain, writing=certain)), parts

    def deviating(
        self, own: FloatArray, rates: Rates, parts: FloatArray
    ) -> tuple[Callable[[FloatArray], FloatArray], FloatArray, FloatArray]:
        """How likely each runner's answered runs and deviation are, and where that is highest and how wide."""
        placed, curved = (parts @ each.diary.design for each in (self.placed, self.curved))
        here, further = (self.placed.log_likelihood(placed + by, rates, self.runners) for by in (0.0, 1.0))
        quiet = (1.0 + rates.near) * self.quiet.summed(np.exp(parts @ self.quiet.design), self.runners)
        exposed = quiet + (self.events + here - further) / (np.e - 1.0)

        def height(luck: FloatArray) -> FloatArray:
            moved = own * luck
            value = here - quiet + self.events * moved - np.expm1(moved) * exposed - luck**2 / 2.0
            each: FloatArray = value + self.curved.log_likelihood(
                curved + moved[:, self.curved.owner], rates, self.runners
            )
            return each

        middle, scale = self._centred(own, exposed, rates, parts)
        for _ in range(REFINED if len(self.curved.diary) else 0):
            below, at, above = (height(middle + by * scale) for by in (-1.0, 0.0, 1.0))
            curvature = np.maximum(2.0 * at - below - above, LEAST_CURVED)
            move = np.clip((above - below) / 2.0 / curvature, -2.0, 2.0)
            middle, scale = middle + scale * move, scale / np.sqrt(curvature)
            if np.abs(move).max() < SETTLED:
                break
        return height, middle, scale

    def _centred(
        self, own: FloatArray, exposed: FloatArray, rates: Rates, parts: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """About where each deviation lies and how far it spreads, in its standard deviations, shapes (n, runners).

        A cramp or near-cramp without a place counts as one halfway through the hazard of its run.
        """
        events = self.events + np.bincount(self.curved.owner, minlength=self.runners)
        halves = (1.0 + rates.near) / 2.0 * np.exp(parts @ self.curved.design)
        exposed = exposed + self.curved.summed(halves, self.runners)
        luck = np.zeros_like(own)
        for _ in range(CENTRING):
            hazard = np.exp(own * luck) * exposed
            slope, curvature = own * (events - hazard) - luck, 1.0 + own**2 * hazard
            luck = luck + np.clip(slope / curvature, -1.0, 1.0)
        return luck, 1.0 / np.sqrt(1.0 + own**2 * np.exp(own * luck) * exposed)


def _kind(run: DiaryRun) -> int:
    """0 for a run with nothing, 1 for one with a place, 2 for what has neither, 3 for one of which nothing is said."""
    if run.told is Told.SILENT:
        return 3
    if run.is_picked:
        return 2
    return 0 if run.told is Told.NONE else 1 if run.told in EVENTS else 2


def _weighed(log_density: Callable[[FloatArray], FloatArray], size: int) -> tuple[FloatArray, FloatArray]:
    """Points of a posterior with their log-weights: proposals around the mode, then where the last weights lie."""
    mean, covariance = _laplace(log_density, size)
    uniform = stats.qmc.Sobol(size, seed=SEED).random(COUNT // 2)
    steps = special.stdtrit(FREEDOM, uniform)
    log_proposal = -(FREEDOM + 1.0) / 2.0 * np.log1p(steps**2 / FREEDOM).sum(axis=1)
    first = covariance
    for number in range(MOST_ROUNDS + 1):
        points = mean + WIDENING * steps @ np.linalg.cholesky(covariance).T
        log_weights = log_density(points) - log_proposal
        diagnosis = Diagnosis(Method.IMPORTANCE, pareto_k(log_weights), effective_count(log_weights))
        if number >= LEAST_ROUNDS and diagnosis.is_trusted:
            break
        weights = special.softmax(log_weights)
        mean = weights @ points
        away = points - mean
        doubt = size / (size + diagnosis.effective)
        covariance = (1.0 - doubt) * (away * weights[:, np.newaxis]).T @ away + doubt * first
        steps = normal_points(COUNT, size)
        log_proposal = -(steps**2).sum(axis=1) / 2.0
    return points, log_weights


def _laplace(log_density: Callable[[FloatArray], FloatArray], size: int) -> tuple[FloatArray, FloatArray]:
    """Mode and covariance there, by differences."""
    moves = STEP * np.eye(size)

    def height_and_slope(point: FloatArray) -> tuple[float, FloatArray]:
        values = -log_density(np.vstack([point, point + moves, point - moves]))
        return float(values[0]), (values[1 : size + 1] - values[size + 1 :]) / (2.0 * STEP)

    mode = optimize.minimize(height_and_slope, np.zeros(size), jac=True, method="BFGS", options={"gtol": 1e-2}).x
    pairs = [(one, other) for one in range(size) for other in range(one + 1)]
    both = np.array([moves[one] + moves[other] for one, other in pairs])
    values = -log_density(mode + np.vstack([np.zeros(size), moves, -moves, both, -both]))
    middle, above, below = values[0], values[1 : size + 1], values[size + 1 : 2 * size + 1]
    up, down = np.split(values[2 * size + 1 :], 2)
    precision = np.empty((size, size))
    for index, (one, other) in enumerate(pairs):
        curved = up[index] + down[index] + 2.0 * middle
        curved -= above[one] + below[one] + above[other] + below[other]
        precision[one, other] = precision[other, one] = curved / (2.0 * STEP**2)
    scales, directions = np.linalg.eigh(precision)
    return mode, directions / np.maximum(scales, FLATTEST) @ directions.T
