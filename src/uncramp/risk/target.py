"""What a posterior is drawn from: unknowns that are standard normal beforehand, and a diary."""

from dataclasses import dataclass

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate
from uncramp.risk.diary import Diary
from uncramp.risk.draws import Draws, draws_of
from uncramp.risk.likelihood import Rates, log_likelihoods_of_all, parts_of

AT_ONCE = 100_000
"""So many pairs of a draw and a run are worked on at a time: they stay near the processor."""


@dataclass(frozen=True, eq=False)
class Belief:
    """A normal distribution of the unknowns to start from, in place of the standard one.

    Parameters
    ----------
    mean
        Shape (d,).
    factor
        Times its transpose it is the covariance, shape (d, d).
    """

    mean: FloatArray
    factor: FloatArray


@dataclass(frozen=True, eq=False)
class Target:
    """A diary, and what is believed before it.

    Parameters
    ----------
    untold
        Covariates of the profile that nobody told.
    belief
        What the diaries of others say of what all runners share, or None.
    """

    prior: HazardPrior
    untold: frozenset[Covariate]
    diary: Diary
    belief: Belief | None = None

    def unknowns(self, points: FloatArray) -> FloatArray:
        """Points of the standard normal, moved to where the belief has them, shape (n, d)."""
        return points if self.belief is None else self.belief.mean + points @ self.belief.factor.T

    def draws(self, points: FloatArray) -> Draws:
        """What points of the standard normal stand for."""
        return draws_of(self.unknowns(points), self.prior, self.untold)

    def parts(self, draws: Draws) -> tuple[FloatArray, Rates]:
        """What the diary's design is multiplied by, shape (n, m), and the rates beside it."""
        return parts_of(self.diary, self.prior, draws), Rates.of(draws)

    def log_likelihood(self, parts: FloatArray, rates: Rates) -> FloatArray:
        """Of the diary, shape (n,); in single precision where the draws are many."""
        total = np.zeros(len(parts))
        if not len(self.diary):
            return total
        kind: type[np.floating] = np.float64 if len(parts) == 1 else np.float32
        used = np.flatnonzero(self.diary.design.any(axis=1))
        own, shared, design = parts[:, used].astype(kind), rates.astype(kind), self.diary.design[used].astype(kind)
        rows = max(AT_ONCE // len(self.diary), 1)
        for start in range(0, len(parts), rows):
            here = slice(start, start + rows)
            total[here] = log_likelihoods_of_all(own[here] @ design, shared[here], self.diary)
        return total

    def log_density(self, points: FloatArray) -> FloatArray:
        """Of the posterior up to a constant, shape (n,)."""
        density: FloatArray = self.log_likelihood(*self.parts(self.draws(points))) - (points**2).sum(axis=1) / 2.0
        return density
