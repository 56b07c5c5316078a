"""Importance sampling around Laplace's approximation, in coordinates in which a posterior is nearly normal."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from uncramp.domain.streams import FloatArray
from uncramp.risk.draws import FRAILTY, uniform_points
from uncramp.risk.laplace import STEP, Laplace, laplace_of
from uncramp.risk.likelihood import DEVIATION
from uncramp.risk.pareto import effective_count
from uncramp.risk.target import Target

MOST_ROUNDS = 6
FOUND = 0.25
"""The proposals have found the posterior when their draws are worth this share of as many independent ones."""
INFORMED = 0.9
"""A direction with less than this share of the prior's spread left is one that the diary has taught something of."""
FREEDOM, WIDER = 6.0, 1.1
"""The first proposal in such a direction: Student's t with so many degrees of freedom, so much wider than Laplace's."""
WIDENING = 1.05
"""Of the proposals after it, against the draws so far."""
LEAST_SPREAD = 0.1


@dataclass(frozen=True, eq=False)
class Straight:
    """Coordinates of the unknowns in which the mean log-hazard of the runs is nearly linear.

    The diary says much of that mean, and it is curved in the unknowns, so in those a posterior is a thin bent shell.
    The runner's own deviation is moved by what the others bend it, the more the diary says.

    Parameters
    ----------
    mean_run
        Weights of the parts of a log-hazard in that mean, shape (m,).
    slope
        Its gradient at the mode, shape (d,).
    middle
        Its value there.
    pull
        Share of the bending that is taken out, 0 to 1.
    """

    target: Target
    mode: FloatArray
    mean_run: FloatArray
    slope: FloatArray
    middle: float
    pull: float

    @classmethod
    def around(cls, target: Target, laplace: Laplace) -> "Straight":
        """Those at the mode."""
        told = laplace.run_weights.sum()
        mean_run = target.diary.design @ (laplace.run_weights / max(told, np.finfo(float).tiny))
        steps = STEP * np.eye(len(laplace.mode))
        parts, _ = target.parts(target.draws(np.vstack([laplace.mode, laplace.mode + steps, laplace.mode - steps])))
        middle, above, below = np.split(parts @ mean_run, [1, 1 + len(steps)])
        slope = (above - below) / (2.0 * STEP)
        information = told * slope[FRAILTY] ** 2
        return cls(target, laplace.mode, mean_run, slope, float(middle[0]), information / (1.0 + information))

    def density(self, coordinates: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The unknowns at coordinates, shape (n, d), and the posterior's log-density of those, shape (n,)."""
        draws = self.target.draws(coordinates)
        parts, rates = self.target.parts(draws)
        felt = np.maximum(draws.own_sd, LEAST_SPREAD)
        bent = self.middle + (coordinates - self.mode) @ self.slope - parts @ self.mean_run
        points = coordinates.copy()
        points[:, FRAILTY] += self.pull * bent / felt
        parts[:, DEVIATION] = draws.own_sd * points[:, FRAILTY]
        density = self.target.log_likelihood(parts, rates) - (points**2).sum(axis=1) / 2.0
        stretched = 1.0 + self.pull * (self.slope[FRAILTY] - draws.own_sd) / felt
        return points, density + np.log(np.maximum(stretched, np.finfo(float).tiny))


def weighed(target: Target, count: int) -> tuple[FloatArray, FloatArray]:
    """Points of a posterior with their log-weights.

    Each round proposes where the weights of the last one lie; all but the last are half as large.

    Returns
    -------
    FloatArray
        Shape (count, d).
    FloatArray
        Up to a constant, shape (count,).
    """
    laplace = laplace_of(target)
    straight = Straight.around(target, laplace)
    found = _Found(laplace)
    coordinates, log_proposal = _proposed(laplace.mode, laplace.covariance, count // 2, WIDER)
    for number in range(1, MOST_ROUNDS + 1):
        _, density = straight.density(coordinates)
        log_weights = density - log_proposal
        found.add(coordinates, log_weights)
        is_found = number == MOST_ROUNDS or (number > 1 and effective_count(log_weights) > FOUND * len(coordinates))
        coordinates, log_proposal = _proposed(*found.moments(), count if is_found else count // 2, WIDENING)
        if is_found:
            break
    points, density = straight.density(coordinates)
    return points, density - log_proposal


def _proposed(mean: FloatArray, covariance: FloatArray, count: int, wider: float) -> tuple[FloatArray, FloatArray]:
    """Coordinates about a mean and their log-density, with heavy tails where the diary has taught something."""
    values, directions = np.linalg.eigh(covariance)
    scales = np.sqrt(values)
    uniform = uniform_points(count, len(mean))
    steps = special.ndtri(uniform)
    log_density = -(steps**2) / 2.0
    for index in np.flatnonzero(scales < INFORMED):
        heavy = special.stdtrit(FREEDOM, uniform[:, index])
        log_density[:, index] = -(FREEDOM + 1.0) / 2.0 * np.log1p(heavy**2 / FREEDOM)
        steps[:, index] = heavy
    return mean + wider * (steps * scales) @ directions.T, log_density.sum(axis=1)


class _Found:
    """Where the posterior lies, by the draws of all rounds; the fewer they are worth, the more Laplace's counts."""

    def __init__(self, laplace: Laplace) -> None:
        self._laplace = laplace
        self._worth = 0.0
        self._first = np.zeros_like(laplace.mode)
        self._second = np.zeros_like(laplace.covariance)

    def add(self, coordinates: FloatArray, log_weights: FloatArray) -> None:
        """Take a round's draws in, by how many independent ones they are worth."""
        weights = np.exp(log_weights - log_weights.max())
        worth = effective_count(log_weights)
        weights *= worth / weights.sum()
        away = coordinates - self._laplace.mode
        self._worth += worth
        self._first += weights @ away
        self._second += (away * weights[:, np.newaxis]).T @ away

    def moments(self) -> tuple[FloatArray, FloatArray]:
        """Mean and covariance."""
        mean = self._first / self._worth
        covariance = self._second / self._worth - np.outer(mean, mean)
        doubt = len(mean) / (len(mean) + self._worth)
        return self._laplace.mode + mean, (1.0 - doubt) * covariance + doubt * self._laplace.covariance
