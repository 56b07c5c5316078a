"""How far importance weights can be trusted."""

import numpy as np

from uncramp.domain.streams import FloatArray

TRUSTED = 0.7
"""Vehtari and others: above this shape the mean of the weights does not settle with any usual number of draws."""


def pareto_shape_Zhang_2009(exceedances: FloatArray) -> float:  # noqa: N802  # named after its author
    """Shape of the generalised Pareto distribution of exceedances over a threshold.

    Parameters
    ----------
    exceedances
        Above 0, at least five, shape (m,).

    Notes
    -----
    The profile posterior mean of Zhang and Stephens with the weak prior towards 0.5 that Vehtari and others add.
    """
    ordered = np.sort(exceedances)
    count = len(ordered)
    grid = 30 + int(count**0.5)
    quartile = ordered[int(count / 4 + 0.5) - 1]
    scale = 1.0 - np.sqrt(grid / (np.arange(1, grid + 1) - 0.5))
    scale = scale / (3.0 * quartile) + 1.0 / ordered[-1]
    shape = -np.log1p(-np.outer(scale, ordered)).mean(axis=1)
    profile = count * (np.log(scale / shape) + shape - 1.0)
    weights = np.exp(profile - profile.max())
    best = float(scale @ weights / weights.sum())
    raw = float(np.log1p(-best * ordered).mean())
    return (count * raw + 10 * 0.5) / (count + 10)


def pareto_k(log_weights: FloatArray) -> float:
    """Shape of the tail of importance weights: below 0.7 they can be trusted.

    Parameters
    ----------
    log_weights
        Up to a constant, shape (n,).
    """
    tail = int(min(0.2 * len(log_weights), 3.0 * len(log_weights) ** 0.5))
    ordered = np.sort(log_weights)
    weights = np.exp(ordered[-tail - 1 :] - ordered[-1])
    exceedances = weights[1:] - weights[0]
    if not exceedances[0] > 0.0:  # equal weights have no tail
        exceedances = exceedances[exceedances > 0.0]
    least = 5
    return -np.inf if len(exceedances) < least else pareto_shape_Zhang_2009(exceedances)


def effective_count(log_weights: FloatArray) -> float:
    """How many independent draws weighted ones are worth (Kish)."""
    weights = np.exp(log_weights - log_weights.max())
    return float(weights.sum() ** 2 / (weights**2).sum())
