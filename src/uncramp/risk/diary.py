"""The diary as the hazard model sees it: what was asked of the runner in each run, and what the runner says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from math import isnan, nan
from typing import NamedTuple, Self

import numpy as np

from uncramp.domain.diary import CrampEpisode, Onset
from uncramp.domain.streams import FloatArray, IndexArray
from uncramp.evidence.priors import HazardPrior
from uncramp.risk.hazard import NODES, between_nodes, has_level

COLUMNS = ("told", "distance", "is_race", "near_at", "cramp_at", "is_picked", "is_told_only")
"""Columns of a diary's table before those of the covariates."""
PLAIN = len(COLUMNS)
FIRST, LAST = 1e-3, 1.0
"""A cramp told to be at the start or beyond the finish counts as here, in shares of the run."""


class Told(IntEnum):
    """What a runner says of a run; a near-cramp or a cramp with its place, or somewhere."""

    SILENT = 0
    NONE = 1
    NEAR = 2
    NEAR_SOMEWHERE = 3
    CRAMP = 4
    NEAR_THEN_CRAMP = 5
    CRAMP_SOMEWHERE = 6


class Outcome(NamedTuple):
    """What the diary says of a run, and where the first near-cramp and cramp came, as shares of it, or NaN."""

    told: Told
    near_at: float = nan
    cramp_at: float = nan

    @property
    def is_cramp(self) -> bool:
        """Whether there was a full cramp."""
        return self.told >= Told.CRAMP


@dataclass(frozen=True, eq=False)
class DiaryRun:
    """One run.

    Parameters
    ----------
    distance
        m.
    steps, variance
        Mean and variance of the covariates' steps in the order of the prior, shape (k,).
    near_at, cramp_at
        Where the first of each came, as a share of the run, or NaN.
    is_race
        1 for a race, 0 for training, between where nobody knows.
    is_picked
        Whether it is told of because of what happened: written down late, or what the diary was begun for.
    is_told_only
        Whether it would not be here had nothing been said of it: the runner's silence means nothing.
    """

    told: Told
    distance: float
    is_race: float
    steps: FloatArray
    variance: FloatArray
    near_at: float = nan
    cramp_at: float = nan
    is_picked: bool = False
    is_told_only: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether the model has a level for it."""
        return has_level(self.distance)

    @property
    def has_cramp(self) -> bool:
        """Whether there was a full cramp."""
        return self.told >= Told.CRAMP


@dataclass(frozen=True, eq=False)
class Diary:
    """The runs from which the model learns, in an order that does not depend on when they arrived.

    Every array has the shape (r,), those of the covariates (r, k); ``order`` says which of the runs that were given,
    less those without a level, each row is.
    """

    told: FloatArray
    distance: FloatArray
    is_race: FloatArray
    near_at: FloatArray
    cramp_at: FloatArray
    is_picked: FloatArray
    is_told_only: FloatArray
    steps: FloatArray
    variance: FloatArray
    order: IndexArray

    @classmethod
    def of(cls, runs: Iterable[DiaryRun], prior: HazardPrior) -> Self:
        """Stack runs; those for which the model has no level are left out."""
        usable = [run for run in runs if run.is_usable]
        plain = [[getattr(run, name) for name in COLUMNS] for run in usable]
        covariates = len(prior.covariate)
        return cls._sorted(
            np.hstack([
                np.array(plain, dtype=np.float64).reshape(len(usable), PLAIN),
                np.array([run.steps for run in usable]).reshape(len(usable), covariates),
                np.array([run.variance for run in usable]).reshape(len(usable), covariates),
            ])
        )  # fmt: skip

    @classmethod
    def _sorted(cls, table: FloatArray) -> Self:
        order = np.lexsort(table.T[::-1])
        table = table[order]
        plain = dict(zip(COLUMNS, table[:, :PLAIN].T.copy(), strict=True))
        steps, variance = np.split(table[:, PLAIN:], 2, axis=1)
        return cls(**plain, steps=steps, variance=variance, order=order)

    @cached_property
    def _table(self) -> FloatArray:
        return np.hstack([np.column_stack([getattr(self, name) for name in COLUMNS]), self.steps, self.variance])

    def joined(self, other: Self) -> Self:
        """The runs of both."""
        return self._sorted(np.vstack([self._table, other._table]))

    def __len__(self) -> int:
        """How many runs there are."""
        return len(self.told)

    @cached_property
    def design(self) -> FloatArray:
        """What makes up each run's log-hazard: nodes of the level, steps, variances, the runner, training; (m, r)."""
        alone = np.vstack([np.ones(len(self)), 1.0 - self.is_race])
        return np.vstack([between_nodes(self.distance), self.steps.T, self.variance.T, alone])

    @cached_property
    def nodes(self) -> IndexArray:
        """Indices of the nodes of the level that its runs lie between."""
        return np.flatnonzero(self.design[: len(NODES)].any(axis=1))

    @cached_property
    def fingerprints(self) -> tuple[bytes, ...]:
        """One a row; equal rows have equal ones."""
        return tuple(map(bytes, self._table))

    @cached_property
    def bounds(self) -> dict[Told, slice]:
        """Where the runs of each kind stand: they are sorted by it."""
        edges = np.searchsorted(self.told, [*Told, max(Told) + 1])
        return {kind: slice(edges[kind], edges[kind + 1]) for kind in Told}


def outcome_of(episodes: Sequence[CrampEpisode], distance: float, *, is_none: bool = False) -> Outcome:
    """What the diary says of a run.

    An episode outranks the answer "none"; what came at night does not count.

    Parameters
    ----------
    distance
        Of the run, m.
    is_none
        Whether the runner answered that there was nothing.
    """
    counted = [each for each in episodes if each.is_of_the_run]
    near = [each for each in counted if each.is_twitch]
    cramps = [each for each in counted if not each.is_twitch]
    near_at, cramp_at = _first_place(near, distance), _first_place(cramps, distance)
    if cramps:
        if isnan(cramp_at):
            return Outcome(Told.CRAMP_SOMEWHERE)
        if near_at < cramp_at:
            return Outcome(Told.NEAR_THEN_CRAMP, near_at, cramp_at)
        return Outcome(Told.CRAMP, cramp_at=cramp_at)
    if near:
        return Outcome(Told.NEAR_SOMEWHERE if isnan(near_at) else Told.NEAR, near_at)
    return Outcome(Told.NONE if is_none else Told.SILENT)


def _first_place(episodes: Iterable[CrampEpisode], distance: float) -> float:
    """Share of the run at the first of them, NaN if one in the run has no place: that might have been the first."""
    places = [_share(each, distance) for each in episodes if each.onset is Onset.DURING]
    return min(places, default=nan) if not any(map(isnan, places)) else nan


def _share(episode: CrampEpisode, distance: float) -> float:
    return nan if episode.distance is None else min(max(episode.distance / distance, FIRST), LAST)
