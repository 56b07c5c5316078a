"""Laplace's approximation: the mode of a posterior, and its curvature there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.risk.diary import Told
from uncramp.risk.draws import AGAIN, ANSWERING, NEAR, NOTICING, SHAPE, WRITING, dimension, draws_of
from uncramp.risk.likelihood import Rates, log_hazards, log_likelihoods, parts_of
from uncramp.risk.target import Target

STEP = 1e-3
MOST_STEPS = 30
TOLERANCE = 1e-2
SHARED = (SHAPE, NEAR, AGAIN, ANSWERING, WRITING, NOTICING)
"""The unknowns that act on a run beside its hazard."""
OTHERS = tuple(kind for kind in Told if kind is not Told.NONE)


@dataclass(frozen=True, eq=False)
class Laplace:
    """A normal approximation of a posterior.

    Parameters
    ----------
    mode
        Shape (d,).
    scales, directions
        Standard deviations along orthogonal directions, shapes (d,) and, in columns, (d, d).
    run_weights
        How much each run tells of its log-hazard: the curvature of its log-likelihood, at least 0, shape (r,).
    """

    mode: FloatArray
    scales: FloatArray
    directions: FloatArray
    run_weights: FloatArray

    @property
    def covariance(self) -> FloatArray:
        """Shape (d, d)."""
        covariance: FloatArray = self.directions * self.scales**2 @ self.directions.T
        return covariance


def laplace_of(target: Target) -> Laplace:
    """Find the mode by Newton's method."""
    point = np.zeros(dimension(target.prior))
    height = _height(target, point)
    for _ in range(MOST_STEPS):
        slope, curvature, run_weights = _derivatives(target, point)
        values, directions = np.linalg.eigh(curvature)
        scales = 1.0 / np.sqrt(1.0 + np.maximum(values, 0.0))
        step = directions @ (scales**2 * (directions.T @ (slope - point)))
        while np.abs(step).max() > TOLERANCE and not _height(target, point + step) > height:
            step = step / 2.0
        if np.abs(step).max() <= TOLERANCE:
            break
        point = point + step
        height = _height(target, point)
    return Laplace(point, scales, directions, run_weights)


def _height(target: Target, point: FloatArray) -> float:
    return float(target.log_density(point[np.newaxis, :])[0])


def _derivatives(target: Target, point: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Gradient and negative Hessian of the log-likelihood, through seven numbers a run, and the weights of the runs.

    The seven are its log-hazard, and the unknowns that all runs share; that the log-hazard is itself curved in the
    unknowns is left out.
    """
    diary, prior = target.diary, target.prior
    unknowns = target.unknowns(point[np.newaxis, :])[0]
    moves = STEP * np.eye(len(unknowns))
    around = draws_of(np.vstack([unknowns + moves, unknowns - moves]), prior, target.untold)
    above, below = np.split(parts_of(diary, prior, around), 2)
    of_hazard = (above - below) / (2.0 * STEP) @ diary.design
    first, of_hazards, of_shared = _of_each_run(target, unknowns)
    shared = list(SHARED)
    gradient = of_hazard @ first[0]
    gradient[shared] += first[1:].sum(axis=1)
    hessian = (of_hazard * of_hazards[0]) @ of_hazard.T
    cross = of_hazard @ of_hazards[1:].T
    hessian[:, shared] += cross
    hessian[shared, :] += cross.T
    hessian[np.ix_(shared, shared)] += of_shared
    if target.belief is not None:
        factor = target.belief.factor
        gradient, hessian = factor.T @ gradient, factor.T @ hessian @ factor
    return gradient, -hessian, np.maximum(-of_hazards[0], 0.0)


def _of_each_run(target: Target, unknowns: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Derivatives of each run's log-likelihood by its log-hazard and the shared unknowns, by differences.

    Returns
    -------
    FloatArray
        First, shape (7, r).
    FloatArray
        Second, by the log-hazard and each, shape (7, r).
    FloatArray
        Second, by the shared unknowns, summed over the runs, shape (6, 6).
    """
    diary, size = target.diary, 1 + len(SHARED)
    pairs = [(one, other) for one in range(size) for other in range(one)]
    alone = np.eye(size)
    moves = np.vstack([alone, [alone[one] + alone[other] for one, other in pairs]])
    moves = STEP * np.vstack([np.zeros(size), moves, -moves])
    points = np.tile(unknowns, (len(moves), 1))
    points[:, SHARED] += moves[:, 1:]
    here = log_hazards(diary, target.prior, draws_of(unknowns[np.newaxis, :], target.prior, target.untold))
    rates = Rates.of(draws_of(points, target.prior, target.untold))
    first, second = _differences(log_likelihoods(here + moves[:, :1], rates, diary), pairs)
    return first, second[0], second[1:, 1:].sum(axis=2)


def _differences(values: FloatArray, pairs: Sequence[tuple[int, int]]) -> tuple[FloatArray, FloatArray]:
    """First and second derivatives, shapes (7, c) and (7, 7, c), from values after each move, shape (57, c)."""
    size = 1 + len(SHARED)
    middle, above, below = values[0], *np.split(values[1:], 2)
    first = (above[:size] - below[:size]) / (2.0 * STEP)
    curved = above + below - 2.0 * middle
    second = np.zeros((size, size, values.shape[1]))
    second[range(size), range(size)] = curved[:size] / STEP**2
    for both, (one, other) in zip(curved[size:], pairs, strict=True):
        second[one, other] = second[other, one] = (both - curved[one] - curved[other]) / (2.0 * STEP**2)
    return first, second
