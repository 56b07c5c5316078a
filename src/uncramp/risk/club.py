"""What the diaries of others say of what all runners share: partial pooling over the runners of a club.

Shared are how the hazard grows over a run, the spread between runners, the level, and the effects; a runner's own are
the deviation from the others, how often the runner answers, and how often a near-cramp is told. Those are integrated
out, runner by runner.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import special, stats

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate
from uncramp.risk.club_runs import OWN, Mate
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import SEED, dimension, draws_of, normal_points
from uncramp.risk.likelihood import parts_of
from uncramp.risk.mode import mode_of
from uncramp.risk.pareto import effective_count, pareto_k
from uncramp.risk.posterior import Diagnosis, Method
from uncramp.risk.target import Belief

COUNT = 2048
FREEDOM, WIDENING = 10.0, 1.1
MOST_ROUNDS, FOUND = 6, 0.25
"""The proposals have found the posterior when their draws are worth this share of as many independent ones."""


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
        To start from for a runner who is not among the others; None where the published prior alone is to be used:
        nobody told anything, or the draws behind it cannot be trusted.
    diagnosis
        Of those draws.
    runners, runs
        How many others there were with anything to learn from, and how many runs of theirs.
    """

    belief: Belief | None
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
    field = Field.of(others, prior)
    if not field.mates:
        return Pooled(None, Diagnosis(Method.PRIOR, -np.inf, float(COUNT)), 0, 0)
    points, log_weights = _weighed(field.log_density, len(field.shared))
    diagnosis = Diagnosis(Method.IMPORTANCE, pareto_k(log_weights), effective_count(log_weights))
    belief = field.belief(points, special.softmax(log_weights)) if diagnosis.is_trusted else None
    return Pooled(belief, diagnosis, len(field.mates), sum(mate.answered for mate in field.mates))


@dataclass(frozen=True, eq=False)
class Field:
    """The diaries of all runners of whom anything is known.

    Parameters
    ----------
    diary
        The runs of all of them.
    """

    prior: HazardPrior
    mates: tuple[Mate, ...]
    diary: Diary

    @classmethod
    def of(cls, others: Sequence[Clubmate], prior: HazardPrior) -> Self:
        """Those of runners with anything to learn from."""
        usable = [([run for run in mate.runs if run.is_usable], frozenset(mate.untold)) for mate in others]
        telling = [(runs, untold) for runs, untold in usable if any(run.told is not Told.SILENT for run in runs)]
        middle = np.zeros((1, dimension(prior)))
        mates = (Mate.of(runs, untold, prior, draws_of(middle, prior, untold)) for runs, untold in telling)
        return cls(prior, tuple(mates), Diary.of((run for runs, _ in telling for run in runs), prior))

    @property
    def shared(self) -> list[int]:
        """Places of the unknowns that the runners share."""
        return [place for place in range(dimension(self.prior)) if place not in OWN]

    def log_density(self, shared: FloatArray) -> FloatArray:
        """Of the posterior of what is shared, up to a constant, shape (n, k) to (n,)."""
        density: FloatArray = self.log_marginal(shared).sum(axis=1) - (shared**2).sum(axis=1) / 2.0
        return density

    def log_marginal(self, shared: FloatArray) -> FloatArray:
        """Log-likelihood of each runner's diary with the runner's own integrated out, shape (n, runners)."""
        points = np.zeros((len(shared), dimension(self.prior)))
        points[:, self.shared] = shared
        draws = {untold: draws_of(points, self.prior, untold) for untold in {mate.untold for mate in self.mates}}
        parts = parts_of(self.diary, self.prior, next(iter(draws.values())))  # alike but for the runner's own
        return np.column_stack([mate.log_marginal(parts, draws[mate.untold]) for mate in self.mates])

    def belief(self, points: FloatArray, weights: FloatArray) -> Belief:
        """The normal distribution with the mean and covariance of weighted points; nothing of a runner's own."""
        middle = weights @ points
        away = points - middle
        mean, covariance = np.zeros(dimension(self.prior)), np.eye(dimension(self.prior))
        mean[self.shared] = middle
        covariance[np.ix_(self.shared, self.shared)] = (away * weights[:, np.newaxis]).T @ away
        return Belief(mean, np.asarray(np.linalg.cholesky(covariance), dtype=np.float64))


def _weighed(log_density: Callable[[FloatArray], FloatArray], size: int) -> tuple[FloatArray, FloatArray]:
    """Points of a posterior with their log-weights: proposals around the mode, then where the last weights lie."""
    mean, first = mode_of(log_density, size)
    covariance = first
    uniform = stats.qmc.Sobol(size, seed=SEED).random(COUNT // 2)
    steps = special.stdtrit(FREEDOM, uniform)
    log_proposal = -(FREEDOM + 1.0) / 2.0 * np.log1p(steps**2 / FREEDOM).sum(axis=1)
    for number in range(1, MOST_ROUNDS + 1):
        points = mean + WIDENING * steps @ np.linalg.cholesky(covariance).T
        log_weights = log_density(points) - log_proposal
        if len(points) == COUNT:
            break
        effective = effective_count(log_weights)
        weights = special.softmax(log_weights)
        mean = weights @ points
        away = points - mean
        doubt = size / (size + effective)
        covariance = (1.0 - doubt) * (away * weights[:, np.newaxis]).T @ away + doubt * first
        is_found = number == MOST_ROUNDS - 1 or effective > FOUND * len(points)
        steps = normal_points(COUNT if is_found else COUNT // 2, size)
        log_proposal = -(steps**2).sum(axis=1) / 2.0
    return points, log_weights
