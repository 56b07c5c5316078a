"""How likely a diary is under each draw."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

import numpy as np

from uncramp.domain.streams import FloatArray, IndexArray
from uncramp.evidence.priors import HazardPrior
from uncramp.risk.diary import Diary, Told
from uncramp.risk.draws import Draws
from uncramp.risk.hazard import NODES, levels
from uncramp.risk.states import cramp, near_cramp_only

DEVIATION = -2
"""Column of the parts of a log-hazard that is the runner's own deviation."""
CERTAIN = 80.0
"""A log-hazard beyond this counts as this, so that single precision can hold the hazard."""


@dataclass(frozen=True, eq=False)
class Rates:
    """What the likelihood needs of a draw beside the hazard of each run; each of shape (n, 1)."""

    shape: FloatArray
    near: FloatArray
    again: FloatArray
    answering: FloatArray
    writing: FloatArray

    @classmethod
    def of(cls, draws: Draws) -> Self:
        """Those of draws."""
        return cls(*(getattr(draws, name)[:, np.newaxis] for name in cls.__dataclass_fields__))

    def astype(self, kind: type[np.floating]) -> "Rates":
        """The same in single or double precision."""
        return Rates(*(getattr(self, name).astype(kind) for name in self.__dataclass_fields__))

    def __getitem__(self, rows: slice) -> "Rates":
        """Those of some of the draws."""
        return Rates(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


def log_hazards(diary: Diary, prior: HazardPrior, draws: Draws) -> FloatArray:
    """Log cumulative hazard of a cramp in each run under each draw, shape (n, r)."""
    return parts_of(diary, prior, draws) @ diary.design


def parts_of(diary: Diary, prior: HazardPrior, draws: Draws) -> FloatArray:
    """What the rows of a diary's design are multiplied by in each draw, shape (n, m)."""
    level = np.zeros((len(draws.shape), len(NODES)))
    level[:, diary.nodes] = levels(NODES[diary.nodes], prior, draws)
    own = np.column_stack([draws.deviation, -draws.race])
    return np.hstack([level, draws.effects, draws.effects**2 / 2.0, own])


def log_likelihoods(
    log_hazard: FloatArray, rates: Rates, diary: Diary, kinds: Collection[Told] = tuple(Told)
) -> FloatArray:
    """Of each run under each draw, shape (n, r).

    Parameters
    ----------
    log_hazard
        Shape (n, r).
    kinds
        Of which runs; the others' is left 0.
    """
    result = np.zeros_like(log_hazard)
    for kind in kinds:
        here = diary.bounds[kind]
        if here.stop > here.start:
            result[:, here] = _BY_KIND[kind](_hazard(log_hazard[:, here]), rates, diary, here)
    if diary.is_picked.any():
        picked = np.flatnonzero(diary.is_picked)
        result[:, picked] -= _log_picked(_hazard(log_hazard[:, picked]), rates, diary, picked)
    return result


def log_likelihood(log_hazard: FloatArray, rates: Rates, diary: Diary) -> FloatArray:
    """Of the whole diary under each draw, shape (n,), in double precision; overwrites the log-hazards.

    Most runs are told to be without anything, and of these only the sum of their hazards counts.

    Parameters
    ----------
    log_hazard
        Shape (n, r).
    """
    hazard = np.minimum(log_hazard, CERTAIN, out=log_hazard)
    np.exp(hazard, out=hazard)
    total = np.zeros(len(hazard))
    for kind, here in diary.bounds.items():
        if kind is Told.NONE:
            count = here.stop - here.start
            told = count * _log(rates.answering[:, 0])
            total += told - (1.0 + rates.near[:, 0]) * (hazard[:, here] @ np.ones(count, dtype=hazard.dtype))
        elif here.stop > here.start:
            total += _BY_KIND[kind](hazard[:, here], rates, diary, here).sum(axis=1, dtype=np.float64)
    if diary.is_picked.any():
        picked = np.flatnonzero(diary.is_picked)
        total -= _log_picked(hazard[:, picked], rates, diary, picked).sum(axis=1, dtype=np.float64)
    return total


def _hazard(log_hazard: FloatArray) -> FloatArray:
    hazard: FloatArray = np.exp(np.minimum(log_hazard, CERTAIN))
    return hazard


def _silent(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:  # noqa: ARG001  # every kind is asked alike
    nothing = np.exp(-(1.0 + rates.near) * hazard)
    return _log(1.0 - rates.writing + (rates.writing - rates.answering) * nothing)


def _none(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:  # noqa: ARG001  # every kind is asked alike
    return _log(rates.answering) - (1.0 + rates.near) * hazard


def _near(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:
    place = diary.near_at[here]
    before = hazard * place**rates.shape
    return (
        _log(rates.writing * rates.near)
        + _log_density(hazard, place, rates)
        - (1.0 + rates.near) * before
        - np.exp(rates.again) * (hazard - before)
    )


def _near_somewhere(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:  # noqa: ARG001  # every kind is asked alike
    return _log(rates.writing) + _log(near_cramp_only(hazard, rates.near, rates.again))


def _cramp(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:
    place = diary.cramp_at[here]
    before = hazard * place**rates.shape
    return _log(rates.writing) + _log_density(hazard, place, rates) - (1.0 + rates.near) * before


def _near_then_cramp(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:
    first, then = diary.near_at[here], diary.cramp_at[here]
    before, all_before = hazard * first**rates.shape, hazard * then**rates.shape
    return (
        _log(rates.writing * rates.near)
        + _log_density(hazard, first, rates)
        + rates.again
        + _log_density(hazard, then, rates)
        - (1.0 + rates.near) * before
        - np.exp(rates.again) * (all_before - before)
    )


def _cramp_somewhere(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:  # noqa: ARG001  # every kind is asked alike
    return _log(rates.writing) + _log(cramp(hazard, rates.near, rates.again))


_BY_KIND = {
    Told.SILENT: _silent,
    Told.NONE: _none,
    Told.NEAR: _near,
    Told.NEAR_SOMEWHERE: _near_somewhere,
    Told.CRAMP: _cramp,
    Told.NEAR_THEN_CRAMP: _near_then_cramp,
    Told.CRAMP_SOMEWHERE: _cramp_somewhere,
}


def _log(chance: FloatArray) -> FloatArray:
    """Logarithm of a chance that may have been rounded to nothing."""
    return np.log(np.maximum(chance, np.finfo(chance.dtype).tiny))


def _log_density(hazard: FloatArray, place: FloatArray, rates: Rates) -> FloatArray:
    """Of the hazard at a share of the run."""
    return _log(hazard * rates.shape) + (rates.shape - 1.0) * np.log(place)


def _log_picked(hazard: FloatArray, rates: Rates, diary: Diary, picked: IndexArray) -> FloatArray:
    """Chance of what a run was picked for: divided by it, the run tells where, and not how often."""
    is_cramp = diary.told[picked] >= Told.CRAMP
    chance = np.where(
        is_cramp, cramp(hazard, rates.near, rates.again), near_cramp_only(hazard, rates.near, rates.again)
    )
    return _log(rates.writing) + _log(chance)
