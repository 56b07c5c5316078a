"""The level of the hazard: how it depends on the distance, such that a field cramps as often as was measured."""

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior
from uncramp.risk.draws import Draws
from uncramp.risk.states import near_cramp_only, nothing

SHORTEST, LONGEST = 10_000.0, 161_000.0
NODES = np.array([SHORTEST, 15_000.0, 21_097.5, 30_000.0, 42_195.0, 56_000.0, 75_000.0, 100_000.0, 130_000.0, LONGEST])
"""Distances, m, at which the level is solved for; between them it is drawn straight over the logarithm."""
Z95 = 1.959963984540054
PEOPLE, WEIGHTS = np.polynomial.hermite_e.hermegauss(11)
SHARES = WEIGHTS / WEIGHTS.sum()
NEWTON_STEPS = 4
LEAST_SLOPE = np.finfo(np.float64).tiny
"""Where everybody cramps for certain, no change of the level shows."""


def baseline_log_hazard(distances: FloatArray, prior: HazardPrior, draws: Draws) -> FloatArray:
    """Log cumulative hazard of the average entrant of a race.

    Interpolated between the measured events over the logarithm of the distance; below the shortest of
    them it falls as the cumulative hazard within a run does.

    Parameters
    ----------
    distances
        m, shape (r,).

    Returns
    -------
    FloatArray
        Shape (n, r); meant for 10 to 161 km.
    """
    events = sorted(prior.baseline, key=lambda event: event.distance)
    where, here = np.log([event.distance for event in events]), np.log(distances)
    mean = np.interp(here, where, [log_hazard_of(event.probability) for event in events])
    spread = [(log_hazard_of(event.high) - log_hazard_of(event.low)) / (2 * Z95) for event in events]
    level: FloatArray = mean + np.outer(draws.baseline, np.interp(here, where, spread))
    level += np.outer(draws.shape, np.minimum(here - where[0], 0.0))
    return level + draws.reporting[:, np.newaxis]


def levels(nodes: FloatArray, prior: HazardPrior, draws: Draws) -> FloatArray:
    """Log cumulative hazard of a runner with every covariate and the deviation at 0.

    Such that a race field of mixed runners cramps as often as was measured; by Newton's method on a quadrature over
    the field, all draws at once.

    Parameters
    ----------
    nodes
        Distances, m, shape (k,).

    Returns
    -------
    FloatArray
        Shape (n, k).
    """
    felt = [index for index, each in enumerate(prior.covariate.values()) if not each.off]
    people = [each.population for each in prior.covariate.values() if not each.off]
    effects = draws.effects[:, felt]
    mean = effects @ np.array([each.centre for each in people])
    variance = effects**2 @ np.array([each.variance for each in people]) + draws.frailty_sd**2
    target = baseline_log_hazard(nodes, prior, draws)
    wanted = -np.expm1(-np.exp(target))
    near, again = draws.near[:, np.newaxis, np.newaxis], draws.again[:, np.newaxis, np.newaxis]
    spread = np.exp(np.sqrt(variance)[:, np.newaxis] * PEOPLE)[:, np.newaxis, :]
    level = target - variance[:, np.newaxis] / 2.0
    for _ in range(NEWTON_STEPS):
        hazard = np.exp(level)[:, :, np.newaxis] * spread
        first, only = nothing(hazard, near), near_cramp_only(hazard, near, again)
        missing = wanted - (1.0 - first - only) @ SHARES
        slope = hazard * (first + np.exp(again) * only) @ SHARES
        level = level + np.clip(missing / np.maximum(slope, LEAST_SLOPE), -1.0, 1.0)
    solved: FloatArray = level - mean[:, np.newaxis]
    return solved


def between_nodes(distances: FloatArray) -> FloatArray:
    """Weights of the :data:`NODES` in each distance: straight lines over the logarithm.

    Parameters
    ----------
    distances
        m, shape (r,).

    Returns
    -------
    FloatArray
        Shape (k, r); NaN outside 10 to 161 km.
    """
    above = np.clip(np.searchsorted(NODES, distances), 1, len(NODES) - 1)
    inside = (distances >= SHORTEST) & (distances <= LONGEST)
    low, high = np.log(NODES[above - 1]), np.log(NODES[above])
    part = (np.log(np.where(inside, distances, np.nan)) - low) / (high - low)
    weights = np.zeros((len(NODES), len(distances)))
    here = np.arange(len(distances))
    weights[above - 1, here], weights[above, here] = 1.0 - part, part
    return weights


def has_level(distance: float) -> bool:
    """Whether there is anything to go by for a distance, m."""
    return SHORTEST <= distance <= LONGEST


def level_at(distance: float, prior: HazardPrior, draws: Draws) -> FloatArray:
    """:func:`levels` at one distance, m, shape (n,)."""
    weights = between_nodes(np.array([distance]))[:, 0]
    used = np.flatnonzero(weights)
    level: FloatArray = levels(NODES[used], prior, draws) @ weights[used]
    return level


def log_hazard_of(probability: float) -> float:
    """Log cumulative hazard that gives a chance."""
    return float(np.log(-np.log1p(-probability)))
