r"""What an experiment of one says: exact Bayes on a grid, no sampling.

The hazard of a turn is :math:`\lambda = E\,e^{a \pm \theta / 2}`, plus in the arm with what is tested and minus in the
other. :math:`E` is 1, or the hazard that was expected of the run before it. The chance of a cramp is
:math:`1 - e^{-\lambda}`. :math:`\theta \sim N(0, s)` is the log-ratio of the hazards, sceptical, and :math:`a` the
runner's own level under a weak prior. As :math:`\theta` is split evenly, an arm without outcomes tells next to nothing.

A near-cramp counts as half a cramp, :math:`y = 0.5` in :math:`y \log(1 - e^{-\lambda}) - (1 - y) \lambda`. That is a
quasi-likelihood: any score between 0 and 1 varies less than yes and no of the same mean, so the answer is rather too
wide than too narrow.

Weeks on end share what is good or bad in them: each block has a shift of its own, :math:`N(0, \sigma)`, integrated out
by quadrature (Gauss and Hermite). So many runs in one block do not count as many independent ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np

from uncramp.domain.experiment import Arm, Rules
from uncramp.domain.quantities import Range
from uncramp.domain.streams import FloatArray

NEAR_CRAMP = 0.5
COARSE, FINE = 241, 401
REACH = 5.5
"""How many standard deviations of the prior the first grid reaches."""
NEGLIGIBLE = 25.0
"""What lies so far below the top of the log-density is left out of the second grid."""
NODES = 9
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True)
class Observation:
    """Outcome of one run or twitch.

    Parameters
    ----------
    arm
        As it was drawn, whatever was done.
    score
        0 for nothing, 1 for a cramp, a near-cramp between them.
    turn
        Place in the order.
    expected
        Hazard expected before it, relative to that of the others.
    """

    arm: Arm
    score: float
    turn: int = 0
    expected: float = 1.0


@dataclass(frozen=True, slots=True)
class Chances:
    """How likely it is that what is tested lowers the hazard by more than the margin, raises it so, or neither."""

    lower: float
    same: float
    higher: float


@dataclass(frozen=True, eq=False)
class Answer:
    """What is believed of the ratio of the hazards, with what is tested over without.

    Parameters
    ----------
    log_ratio
        Grid of natural logarithms, evenly spaced, shape (k,).
    probability
        Probability of each, shape (k,).
    margin
        Ratio beyond which a difference matters.
    """

    log_ratio: FloatArray
    probability: FloatArray
    margin: float

    @cached_property
    def _edges(self) -> FloatArray:
        half = (self.log_ratio[1] - self.log_ratio[0]) / 2.0
        return np.append(self.log_ratio - half, self.log_ratio[-1] + half)

    @cached_property
    def _so_far(self) -> FloatArray:
        return np.append(0.0, np.cumsum(self.probability))

    @property
    def ratio(self) -> Range:
        """Median and 80 % interval of the ratio, 1."""
        low, median, high = np.exp(np.interp((LOW, 0.5, HIGH), self._so_far, self._edges)).tolist()
        return Range("ratio", low, median, high)

    @property
    def chances(self) -> Chances:
        """On either side of the margin, and within it."""
        below, upto = np.interp((-log(self.margin), log(self.margin)), self._edges, self._so_far).tolist()
        return Chances(below, upto - below, max(1.0 - upto, 0.0))


def answer(observations: Sequence[Observation], rules: Rules) -> Answer:
    """Posterior of the log-ratio; the prior where nothing was seen."""
    grid = np.linspace(*window(observations, rules), FINE)
    joint = _joint(observations, rules, grid)
    weight = np.exp(joint - joint.max())
    place = np.arange(FINE)
    difference = (place[None, :] - place[:, None] + FINE - 1).ravel()
    probability = np.bincount(difference, weight.ravel())
    steps = np.arange(1 - FINE, FINE) * (grid[1] - grid[0])
    return Answer(steps, probability / probability.sum(), rules.margin)


def prior_grid(rules: Rules, points: int) -> FloatArray:
    """Log-hazards of one arm as far as the prior reaches, shape (points,)."""
    half = REACH * float(np.hypot(rules.rate_log_sd, rules.prior_sd / 2.0))
    grid: FloatArray = log(rules.rate) + np.linspace(-half, half, points)
    return grid


def window(observations: Sequence[Observation], rules: Rules) -> tuple[float, float]:
    """Log-hazards between which all that is not negligible lies, for either arm."""
    grid = prior_grid(rules, COARSE)
    joint = _joint(observations, rules, grid)
    likely = joint > joint.max() - NEGLIGIBLE
    seen = np.flatnonzero(likely.any(0) | likely.any(1))
    return float(grid[max(seen[0] - 1, 0)]), float(grid[min(seen[-1] + 1, COARSE - 1)])


def log_prior(grid: FloatArray, rules: Rules) -> FloatArray:
    """Log-density, without its constant, of the log-hazards of both arms over a grid of shape (n,): shape (n, n)."""
    level = (grid[:, None] + grid[None, :]) / 2.0
    theta = grid[None, :] - grid[:, None]
    prior: FloatArray = -0.5 * (((level - log(rules.rate)) / rules.rate_log_sd) ** 2 + (theta / rules.prior_sd) ** 2)
    return prior


def log_likelihood(score: FloatArray, expected: FloatArray, log_hazard: FloatArray) -> FloatArray:
    """Log-likelihood of each outcome, broadcast over log-hazards; at most 0."""
    hazard = np.exp(np.log(expected) + log_hazard)
    cramped: FloatArray = score * np.log(-np.expm1(-hazard)) - (1.0 - score) * hazard
    return cramped


def shifts(block_sd: float) -> tuple[FloatArray, FloatArray]:
    """Shifts of a block's log-hazard and the logarithm of their weights, each of shape (k,)."""
    if block_sd <= 0.0:
        return np.zeros(1), np.zeros(1)
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    return block_sd * nodes, np.log(weights / weights.sum())


def arm_log_likelihood(observations: Sequence[Observation], rules: Rules, grid: FloatArray) -> FloatArray:
    """Log-likelihood of all outcomes of one arm over its log-hazard: grid and result of shape (n,)."""
    shift, log_weight = shifts(rules.block_sd)
    places = grid[:, None] + shift
    total = np.zeros(grid.shape)
    by_turn: dict[int, list[Observation]] = {}
    for each in observations:
        by_turn.setdefault(each.turn if rules.block_sd > 0.0 else 0, []).append(each)
    for block in by_turn.values():
        score, expected = (np.array(column) for column in zip(*((o.score, o.expected) for o in block), strict=True))
        total += np.logaddexp.reduce(_of_block(score, expected, places) + log_weight, axis=1)
    return total


def _of_block(score: FloatArray, expected: FloatArray, places: FloatArray) -> FloatArray:
    """Sum of the log-likelihoods of outcomes over log-hazards of any shape; alike ones are taken together."""
    quiet = score == 0.0
    total: FloatArray = -expected[quiet].sum() * np.exp(places)
    told = np.column_stack((score, expected))[~quiet]
    for (one, hazard), times in zip(*np.unique(told, axis=0, return_counts=True), strict=True):
        total += times * log_likelihood(one, hazard, places)
    return total


def _joint(observations: Sequence[Observation], rules: Rules, grid: FloatArray) -> FloatArray:
    """Log-posterior over both arms, without its constant; that without what is tested goes down the rows."""
    without, given = (
        arm_log_likelihood([each for each in observations if each.arm is arm], rules, grid)
        for arm in (Arm.WITHOUT, Arm.WITH)
    )
    joint: FloatArray = log_prior(grid, rules) + without[:, None] + given[None, :]
    return joint
