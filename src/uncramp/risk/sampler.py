"""A sampler for posteriors on which importance sampling fails: tempered, many chains side by side."""

from collections.abc import Callable

import numpy as np
from scipy.linalg import solve_triangular

from uncramp.domain.streams import FloatArray, IndexArray
from uncramp.risk.draws import SEED, normal_points
from uncramp.risk.pareto import effective_count

START = 1.5
"""How much wider than Laplace's approximation the draws begin."""
LOST = 0.5
"""Share of the independent draws that may be lost between two temperatures."""
MOVES = 12
KEPT = 0.8
"""Share of its distance from the mean that a draw keeps in a move."""
BISECTIONS = 30


def sampled(
    log_density: Callable[[FloatArray], FloatArray], mode: FloatArray, covariance: FloatArray, count: int
) -> FloatArray:
    """Equally likely points of a posterior.

    Sequential Monte Carlo (Del Moral, Doucet and Jasra): from a normal around the mode to the posterior in steps of
    temperature; at each the points are drawn anew by their weights, and each then takes Metropolis steps that would
    keep a normal with the mean and covariance of them all (a preconditioned Crank-Nicolson walk).

    Parameters
    ----------
    log_density
        Of the posterior, up to a constant, shape (n, d) to (n,).
    mode, covariance
        Laplace's, shapes (d,) and (d, d).

    Returns
    -------
    FloatArray
        Shape (count, d).
    """
    rng = np.random.default_rng(SEED)
    factor = START * _root(covariance)

    def log_start(points: FloatArray) -> FloatArray:
        return _log_normal(points, mode, factor)

    points = mode + normal_points(count, len(mode)) @ factor.T
    start, density = log_start(points), log_density(points)
    temperature = 0.0
    while temperature < 1.0:
        gain = density - start
        further = _next(gain, 1.0 - temperature)
        chosen = drawn_evenly(np.exp(further * (gain - gain.max())))
        points, start, density = points[chosen], start[chosen], density[chosen]
        temperature = min(temperature + further, 1.0)
        mean = points.mean(axis=0)
        spread = _root(np.cov(points, rowvar=False) + 1e-9 * np.eye(len(mode)))
        for _ in range(MOVES):
            moved = mean + KEPT * (points - mean)
            moved += (1.0 - KEPT**2) ** 0.5 * rng.standard_normal(points.shape) @ spread.T
            moved_start, moved_density = log_start(moved), log_density(moved)
            ratio = temperature * (moved_density - density) + (1.0 - temperature) * (moved_start - start)
            ratio += _log_normal(points, mean, spread) - _log_normal(moved, mean, spread)
            taken = np.log(rng.random(count)) < ratio
            points[taken], start[taken], density[taken] = moved[taken], moved_start[taken], moved_density[taken]
    return points


def drawn_evenly(weights: FloatArray) -> IndexArray:
    """Systematic resampling: indices in which each occurs as often as its weight says, to within one.

    Parameters
    ----------
    weights
        Up to a factor, shape (n,).
    """
    edges = np.cumsum(weights)
    levels = (np.arange(len(weights)) + 0.5) / len(weights) * edges[-1]
    indices: IndexArray = np.searchsorted(edges, levels)
    return indices


def _next(gain: FloatArray, most: float) -> float:
    """How far the temperature may rise for the draws to stay worth half of them."""
    least = (1.0 - LOST) * len(gain)
    if effective_count(most * gain) >= least:
        return most
    low, high = 0.0, most
    for _ in range(BISECTIONS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if effective_count(middle * gain) >= least else (low, middle)
    return high


def _root(covariance: FloatArray) -> FloatArray:
    return np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)


def _log_normal(points: FloatArray, mean: FloatArray, factor: FloatArray) -> FloatArray:
    """Log-density up to a constant."""
    scaled = solve_triangular(factor, (points - mean).T, lower=True, check_finite=False)
    density: FloatArray = -(scaled**2).sum(axis=0) / 2.0
    return density
