"""Draws of everything the hazard model does not know for certain. A prior makes them; a posterior will too."""

from dataclasses import dataclass

import numpy as np
from scipy import stats

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior

COUNT = 2000
PEOPLE = 256
SEED = 42195


@dataclass(frozen=True, eq=False)
class Draws:
    """Joint draws, one per row; all logarithms are natural.

    Parameters
    ----------
    shape
        Exponent of the cumulative hazard over the share of the run, shape (n,).
    effects
        Log-effect per unit of each covariate in the order of the prior, shape (n, k).
    frailty_sd
        Spread of the log-hazard between runners beyond the covariates, shape (n,).
    frailty
        This runner's own deviation, in units of ``frailty_sd``, shape (n,).
    baseline
        Deviation of the event's baseline, in units of its uncertainty, shape (n,).
    reporting
        Shift of the log-hazard from volunteers to all runners, shape (n,).
    race
        Log-ratio of the hazard in a race to that in training, shape (n,).
    """

    shape: FloatArray
    effects: FloatArray
    frailty_sd: FloatArray
    frailty: FloatArray
    baseline: FloatArray
    reporting: FloatArray
    race: FloatArray


def prior_draws(prior: HazardPrior, count: int = COUNT, seed: int = SEED) -> Draws:
    """Draw from the prior, the same for the same seed."""
    rng = np.random.default_rng(seed)
    covariates = prior.covariate.values()
    normal = rng.standard_normal((6 + len(covariates), count))
    effects = np.array([each.mean for each in covariates]) + normal[6:].T * np.array([each.sd for each in covariates])
    below_zero = stats.norm.cdf(-prior.frailty.mean / prior.frailty.sd)
    level = below_zero + stats.norm.cdf(normal[1]) * (1.0 - below_zero)
    return Draws(
        shape=prior.shape.median * np.exp(prior.shape.log_sd * normal[0]),
        effects=effects,
        frailty_sd=_without_history(prior, effects, prior.frailty.mean + prior.frailty.sd * stats.norm.ppf(level)),
        frailty=normal[2],
        baseline=normal[3],
        reporting=prior.reporting.log_mean + prior.reporting.log_sd * normal[4],
        race=np.log(prior.training.ratio) + prior.training.log_sd * normal[5],
    )


def _without_history(prior: HazardPrior, effects: FloatArray, frailty_sd: FloatArray) -> FloatArray:
    """Spread that is left between runners once their cramp history is known: history is part of frailty."""
    index = list(prior.covariate).index("cramp_history")
    explained = effects[:, index] ** 2 * prior.covariate["cramp_history"].population.variance
    return np.sqrt(np.maximum(frailty_sd**2 - explained, 0.0))


def race_population(prior: HazardPrior, count: int = PEOPLE, seed: int = SEED) -> tuple[FloatArray, FloatArray]:
    """Covariates and standard frailties of a race field, quasi-random: shapes (count, k) and (count,)."""
    spread = stats.qmc.Sobol(len(prior.covariate) + 1, seed=seed).random(count)
    columns = []
    for each, level in zip(prior.covariate.values(), spread.T, strict=False):
        people = each.population
        drawn = (
            level < people.share
            if people.share is not None
            else people.centre + people.variance**0.5 * stats.norm.ppf(level)
        )
        columns.append(np.clip(drawn.astype(np.float64), each.low, each.high))
    return np.column_stack(columns), stats.norm.ppf(spread[:, -1])
