"""Draws of everything the hazard model does not know for certain: of its prior, and of what a diary makes of it."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy import special

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate, Origin, covariate_kinds

COUNT = 4096
SEED = 42195
SHAPE, SPREAD, FRAILTY, BASELINE, REPORTING, RACE, NEAR, AGAIN, ANSWERING, WRITING, NOTICING = range(11)
"""Places of the unknowns in a point; the effects follow in the order of the prior."""
EFFECTS = 11
NEARLY_ONE = np.nextafter(1.0, 0.0)


@dataclass(frozen=True, eq=False)
class Draws:
    """Joint draws, one per row; all logarithms are natural.

    Parameters
    ----------
    shape
        Exponent of the cumulative hazard over the share of the run, shape (n,).
    effects
        Log-effect per step of each covariate in the order of the prior, shape (n, k).
    frailty_sd
        Spread of the log-hazard between runners beyond the covariates, shape (n,).
    own_sd
        Spread from which this runner's deviation comes: that, and of what the runner did not tell, shape (n,).
    deviation
        By how much this runner's log-hazard differs beyond what is told of the runner, shape (n,).
    baseline
        Deviation of the event's baseline, in units of its uncertainty, shape (n,).
    reporting
        Shift of the log-hazard from volunteers to all runners, shape (n,).
    race
        Log-ratio of the hazard in a race to that in training, shape (n,).
    near
        Hazard of a near-cramp over that of a cramp, shape (n,).
    again
        What a near-cramp adds to the log-hazard of a cramp in the same run, shape (n,).
    answering, writing, noticing
        Chance that the runner says so when there was no cramp, when there was one, and when there was a near-cramp
        only, shape (n,).
    """

    shape: FloatArray
    effects: FloatArray
    frailty_sd: FloatArray
    own_sd: FloatArray
    deviation: FloatArray
    baseline: FloatArray
    reporting: FloatArray
    race: FloatArray
    near: FloatArray
    again: FloatArray
    answering: FloatArray
    writing: FloatArray
    noticing: FloatArray


def dimension(prior: HazardPrior) -> int:
    """How many unknowns there are."""
    return EFFECTS + len(prior.covariate)


def profile_covariates(prior: HazardPrior) -> frozenset[Covariate]:
    """Those that the runner tells of himself, the same in every run."""
    kinds = covariate_kinds()
    return frozenset(name for name in map(Covariate, prior.covariate) if kinds[name].of is Origin.PROFILE)


def draws_of(points: FloatArray, prior: HazardPrior, untold: Collection[Covariate]) -> Draws:
    """What points of the standard normal stand for.

    Parameters
    ----------
    points
        Shape (n, :func:`dimension`).
    untold
        Covariates of the profile that nobody told: their spread is part of the runner's deviation.
    """
    believed = prior.covariate.values()
    effects = np.array([each.mean for each in believed]) + points[:, EFFECTS:] * np.array(
        [each.sd for each in believed]
    )
    below_zero = special.ndtr(-prior.frailty.mean / prior.frailty.sd)
    level = np.minimum(below_zero + special.ndtr(points[:, SPREAD]) * (1.0 - below_zero), NEARLY_ONE)
    whole = prior.frailty.mean + prior.frailty.sd * special.ndtri(level)
    spread_of = {
        Covariate(name): effects[:, index] ** 2 * each.population.variance
        for index, (name, each) in enumerate(prior.covariate.items())
    }
    # The history is part of the spread between runners: once it is known, what it explains is gone.
    left = np.maximum(whole**2 - spread_of[Covariate.CRAMP_HISTORY], 0.0)
    own = np.sqrt(left + sum(spread_of[name] for name in profile_covariates(prior) & frozenset(untold)))
    return Draws(
        shape=prior.shape.median * np.exp(prior.shape.log_sd * points[:, SHAPE]),
        effects=effects,
        frailty_sd=np.sqrt(left),
        own_sd=own,
        deviation=own * points[:, FRAILTY],
        baseline=points[:, BASELINE],
        reporting=prior.reporting.log_mean + prior.reporting.log_sd * points[:, REPORTING],
        race=np.log(prior.training.ratio) + prior.training.log_sd * points[:, RACE],
        near=prior.near.median * np.exp(prior.near.log_sd * points[:, NEAR]),
        again=prior.again.mean + prior.again.sd * points[:, AGAIN],
        answering=special.ndtr(points[:, ANSWERING]),
        writing=special.ndtr(points[:, WRITING]),
        noticing=special.ndtr(points[:, NOTICING]),
    )


def uniform_points(count: int, dimensions: int, seed: int = SEED) -> FloatArray:
    """Points between 0 and 1 spread evenly along each direction (a Latin hypercube), shape (count, dimensions)."""
    levels = (np.arange(count) + 0.5) / count
    return np.random.default_rng(seed).permuted(np.tile(levels, (dimensions, 1)), axis=1).T


def normal_points(count: int, dimensions: int, seed: int = SEED) -> FloatArray:
    """Such points of the standard normal, the same for the same seed, shape (count, dimensions)."""
    points: FloatArray = special.ndtri(uniform_points(count, dimensions, seed))
    return points


def prior_draws(prior: HazardPrior, untold: Collection[Covariate] = (), count: int = COUNT, seed: int = SEED) -> Draws:
    """Draw from the prior."""
    return draws_of(normal_points(count, dimension(prior), seed), prior, untold)
