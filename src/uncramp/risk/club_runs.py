"""How likely one runner's diary is, given what all runners share: what is the runner's own is integrated out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, groupby, product
from typing import Self

import numpy as np
from scipy import special

from uncramp.domain.streams import FloatArray, IndexArray
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import ANSWERING, FRAILTY, NOTICING, WRITING, Draws
from uncramp.risk.likelihood import CERTAIN, DEVIATION, Rates, log_likelihoods, parts_of
from uncramp.risk.mode import mode_of
from uncramp.risk.target import AT_ONCE

OWN = (FRAILTY, ANSWERING, WRITING, NOTICING)
"""Unknowns that are a runner's own: everything else is shared."""
KIND = np.float32
GROWTH = 1.4
"""Of runs without an event that count alike each group of about the same hazard is so much larger than the next."""
STEP = 0.5
"""Of the differences by which the middle of what is a runner's own is looked for, in standard deviations."""
MOVES = STEP * np.vstack([np.zeros(len(OWN)), np.eye(len(OWN)), -np.eye(len(OWN))])
ROUNDS, LEAST_CURVED, FURTHEST = 3, 0.25, 1.5


def _rule() -> tuple[FloatArray, FloatArray]:
    """Points and weights that integrate polynomials of degree 5 over a normal of four dimensions (Stroud)."""
    far = np.sqrt(3.0)
    pairs = list(combinations(range(len(OWN)), 2))
    points = np.zeros((1 + 4 * len(pairs), len(OWN)))
    for row, (pair, signs) in enumerate(product(pairs, product((-far, far), repeat=2)), 1):
        points[row, pair] = signs
    return points, np.array([1.0 / 3.0] + [1.0 / 36.0] * (len(points) - 1))


NODES, WEIGHTS = _rule()
LOG_WEIGHTS = np.log(WEIGHTS) + (NODES**2).sum(axis=1) / 2.0


@dataclass(frozen=True, eq=False)
class Mate:
    """A runner's diary.

    Parameters
    ----------
    design, blocks
        Of all runs, shape (m, r), and where those without an event stand that count alike.
    diary, starts, sizes
        A run for each of g groups of runs, where in the design the group begins, and how many it has, shape (g,).
    middle, factor
        Mode of the runner's own unknowns at the middle of what is shared, and a root of the covariance there, shapes
        (4,) and (4, 4).
    """

    design: FloatArray
    blocks: tuple[slice, ...]
    diary: Diary
    starts: IndexArray
    sizes: FloatArray
    untold: frozenset[Covariate]
    middle: FloatArray
    factor: FloatArray

    @classmethod
    def of(cls, runs: Sequence[DiaryRun], untold: Collection[Covariate], prior: HazardPrior, middle: Draws) -> Self:
        """From runs, at least one, for which the model has a level.

        Parameters
        ----------
        middle
            What is shared, in its middle, as one draw for a runner with the same untold.
        """
        whole = Diary.of(runs, prior)
        beside = sorted(range(len(whole)), key=lambda row: _kind(whole, row))
        alike = [len(list(rows)) for _, rows in groupby(beside, lambda row: _kind(whole, row))]
        ends = np.cumsum(alike).tolist()
        blocks = [slice(end - count, end) for end, count in zip(ends, alike, strict=True) if count > 1]
        sizes = np.array([size for count in alike for size in _sizes(count)])
        starts = np.cumsum(sizes) - sizes
        diary = Diary.of((runs[whole.order[beside[start]]] for start in starts), prior)
        diary = replace(diary, near_at=diary.near_at.astype(KIND), cramp_at=diary.cramp_at.astype(KIND))
        start = cls(
            whole.design[:, beside].astype(KIND), tuple(blocks), diary, starts, sizes.astype(KIND),
            frozenset(untold), np.zeros(len(OWN)), np.eye(len(OWN)),
        )  # fmt: skip
        parts = parts_of(whole, prior, middle)
        mode, covariance = mode_of(lambda own: start.log_density(own[np.newaxis], parts, middle)[0], len(OWN))
        factor = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
        return replace(start, middle=mode, factor=factor)

    @property
    def answered(self) -> int:
        """How many runs say anything."""
        return int(self.sizes[self.diary.order][self.diary.told != Told.SILENT].sum())

    def log_hazards(self, parts: FloatArray) -> FloatArray:
        """Of the mean hazard of each group without the runner's own, shape (n, m) to (n, g).

        Which of the runs that count alike are in a group is seen anew in each draw.
        """
        without = parts.astype(KIND)
        without[:, DEVIATION] = 0.0
        hazards = np.exp(np.minimum(without @ self.design, CERTAIN))
        for block in self.blocks:
            hazards[:, block].sort(axis=1)
        mean = np.log(np.add.reduceat(hazards, self.starts, axis=1) / self.sizes)
        return mean[:, self.diary.order]

    def log_density(self, own: FloatArray, parts: FloatArray, shared: Draws) -> FloatArray:
        """Log-likelihood of the diary and of what is the runner's own, shapes (n, k, 4) and (n, m) to (n, k)."""
        return self._log_density(own, self.log_hazards(parts), shared)

    def _log_density(self, own: FloatArray, log_hazards: FloatArray, shared: Draws) -> FloatArray:
        deviation = (shared.own_sd[:, np.newaxis] * own[:, :, 0]).astype(KIND)
        moved = (log_hazards[:, np.newaxis, :] + deviation[:, :, np.newaxis]).reshape(-1, len(self.sizes))
        alike = (np.repeat(getattr(shared, name), own.shape[1])[:, np.newaxis] for name in ("shape", "near", "again"))
        chances = (special.ndtr(own[:, :, place]).reshape(-1, 1) for place in range(1, len(OWN)))
        each = log_likelihoods(moved, Rates(*alike, *chances).astype(KIND), self.diary)
        values = (each * self.sizes[self.diary.order]).sum(axis=1, dtype=np.float64)
        density: FloatArray = values.reshape(own.shape[:2]) - (own**2).sum(axis=2) / 2.0
        return density

    def log_marginal(self, parts: FloatArray, shared: Draws) -> FloatArray:
        """Log-likelihood of the diary with the runner's own integrated out, up to a constant, (n, m) to (n,)."""
        rows = max(AT_ONCE // (len(self.sizes) * len(NODES)), 1)
        pieces = []
        for start in range(0, len(parts), rows):
            here = slice(start, start + rows)
            some = Draws(**{name: getattr(shared, name)[here] for name in Draws.__dataclass_fields__})
            pieces.append(self._integral(self.log_hazards(parts[here]), some))
        return np.concatenate(pieces)

    def _integral(self, log_hazards: FloatArray, shared: Draws) -> FloatArray:
        """By a rule around where each integrand is highest, as wide as it is there along each of the unknowns."""
        middle = np.tile(self.middle, (len(log_hazards), 1))
        spread = np.sqrt((self.factor**2).sum(axis=1))
        slim = np.ones_like(middle)
        for _ in range(ROUNDS):
            width = spread / slim
            around = middle[:, np.newaxis] + MOVES * width[:, np.newaxis]
            at, above, below = np.split(self._log_density(around, log_hazards, shared), [1, 1 + len(OWN)], axis=1)
            slope = (above - below) / (2.0 * STEP) / width
            curved = np.maximum((2.0 * at - above - below) / STEP**2, LEAST_CURVED)
            slim = slim * np.sqrt(curved / self.curved)
            move = (slope / slim) @ self.factor @ self.factor.T / slim
            middle = middle + np.clip(move, -FURTHEST * width, FURTHEST * width)
        nodes = middle[:, np.newaxis] + NODES @ self.factor.T / slim[:, np.newaxis]
        values = self._log_density(nodes, log_hazards, shared) + LOG_WEIGHTS
        integral: FloatArray = special.logsumexp(values, axis=1) - np.log(slim).sum(axis=1)
        return integral

    @property
    def curved(self) -> FloatArray:
        """Curvature along each of the unknowns at the middle, by their standard deviations, at least 1, shape (4,)."""
        covariance = self.factor @ self.factor.T
        return np.diag(np.linalg.inv(covariance)) * np.diag(covariance)


def _kind(diary: Diary, row: int) -> tuple[float, float]:
    """The same for runs that differ in their hazard alone."""
    return float(diary.told[row]), float(diary.is_told_only[row]) if diary.told[row] <= Told.NONE else float(row)


def _sizes(count: int) -> list[int]:
    """Of groups of so many runs from the least hazard to the greatest, which stands alone: there it matters most."""
    sizes: list[int] = []
    while count > 0:
        sizes.insert(0, min(int(GROWTH ** len(sizes)), count))
        count -= sizes[0]
    return sizes
