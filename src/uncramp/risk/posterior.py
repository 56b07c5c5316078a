"""What a diary makes of the prior: Laplace's approximation at the mode, set right by importance sampling."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate
from uncramp.risk.diary import Diary, DiaryRun
from uncramp.risk.draws import COUNT, Draws, dimension, normal_points
from uncramp.risk.importance import weighed
from uncramp.risk.laplace import laplace_of
from uncramp.risk.pareto import TRUSTED, effective_count, pareto_k
from uncramp.risk.sampler import drawn_evenly, sampled
from uncramp.risk.target import Belief, Target

FEWEST = 400
"""So many independent draws the weighted ones must be worth."""
MANY = 1000
"""Runs of a diary from which on half the draws are enough: it takes longer to weigh them, and less is uncertain."""
SAMPLED = 1024


class Method(StrEnum):
    """How draws of a posterior were made."""

    PRIOR = "prior"
    IMPORTANCE = "importance sampling"
    SAMPLER = "sampler"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Whether draws can be trusted.

    Parameters
    ----------
    pareto_k
        Shape of the tail of the weights, to be below 0.7.
    effective
        How many independent draws they are worth.
    """

    method: Method
    pareto_k: float
    effective: float

    @property
    def is_trusted(self) -> bool:
        """Whether the weights may be used."""
        return self.pareto_k < TRUSTED and self.effective >= FEWEST


@dataclass(frozen=True, eq=False)
class Posterior:
    """Weighted points of the unknowns.

    Parameters
    ----------
    points
        Of the standard normal, shape (n, d).
    log_weights
        Up to a constant, shape (n,).
    """

    target: Target
    points: FloatArray
    log_weights: FloatArray
    diagnosis: Diagnosis

    @cached_property
    def draws(self) -> Draws:
        """Equally likely draws."""
        return self.target.draws(self.points[drawn_evenly(np.exp(self.log_weights - self.log_weights.max()))])

    def with_run(self, run: DiaryRun) -> "Posterior":
        """The posterior after one more run: the points are weighed anew, and drawn anew only where that will not do."""
        one = Diary.of([run], self.target.prior)
        if not len(one):
            return self
        target = replace(self.target, diary=self.target.diary.joined(one))
        one_more = replace(self.target, diary=one)
        log_weights = self.log_weights + one_more.log_likelihood(*one_more.parts(one_more.draws(self.points)))
        diagnosis = Diagnosis(self.diagnosis.method, pareto_k(log_weights), effective_count(log_weights))
        return Posterior(target, self.points, log_weights, diagnosis) if diagnosis.is_trusted else learned(target)


def learn(
    diary: Diary, prior: HazardPrior, untold: Collection[Covariate] = (), belief: Belief | None = None
) -> Posterior:
    """The posterior of one runner's diary; the same for the same runs in any order.

    Parameters
    ----------
    untold
        Covariates of the profile that nobody told.
    belief
        What the diaries of others say of what all runners share.
    """
    return learned(Target(prior, frozenset(untold), diary, belief))


def learned(target: Target) -> Posterior:
    """Draw from a posterior by importance sampling, or where its diagnosis forbids that by a sampler."""
    if not len(target.diary):
        points = normal_points(COUNT, dimension(target.prior))
        return Posterior(target, points, np.zeros(COUNT), Diagnosis(Method.PRIOR, -np.inf, float(COUNT)))
    points, log_weights = weighed(target, COUNT if len(target.diary) <= MANY else COUNT // 2)
    diagnosis = Diagnosis(Method.IMPORTANCE, pareto_k(log_weights), effective_count(log_weights))
    if diagnosis.is_trusted:
        return Posterior(target, points, log_weights, diagnosis)
    laplace = laplace_of(target)
    points = sampled(target.log_density, laplace.mode, laplace.covariance, SAMPLED)
    return Posterior(target, points, np.zeros(SAMPLED), Diagnosis(Method.SAMPLER, -np.inf, float(SAMPLED)))
