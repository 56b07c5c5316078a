"""How likely a diary is under each draw."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from uncramp.domain.streams import FloatArray, IndexArray
from uncramp.evidence.priors import HazardPrior
from uncramp.risk.diary import Diary, Told
from uncramp.risk.draws import Draws
from uncramp.risk.hazard import NODES, levels
from uncramp.risk.states import CLOSEST, cramp, near_cramp_only, nothing

DEVIATION = -2
"""Column of the parts of a log-hazard that is the runner's own deviation."""
CERTAIN = 80.0
"""A log-hazard beyond this counts as this, so that single precision can hold the hazard."""
TOGETHER = 8
LEAST = 1e-30
"""Of so many runs one logarithm is taken, unless the product of their chances is less than single precision holds."""


@dataclass(frozen=True, eq=False)
class Rates:
    """What the likelihood needs of a draw beside the hazard of each run; each of shape (n, 1)."""

    shape: FloatArray
    near: FloatArray
    again: FloatArray
    answering: FloatArray
    writing: FloatArray
    noticing: FloatArray

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


def log_likelihoods(log_hazard: FloatArray, rates: Rates, diary: Diary) -> FloatArray:
    """Of each run under each draw, shape (n, r).

    Parameters
    ----------
    log_hazard
        Shape (n, r).
    """
    hazard = _hazard(log_hazard)
    result = np.empty_like(hazard)
    for kind, here in diary.bounds.items():
        if here.stop > here.start:
            result[:, here] = _of_kind(kind, hazard[:, here], rates, diary, here)
    return result


def log_likelihoods_of_all(log_hazard: FloatArray, rates: Rates, diary: Diary) -> FloatArray:
    """Of all runs together under each draw, in double precision, shape (n,).

    Parameters
    ----------
    log_hazard
        Shape (n, r).
    """
    hazard, total = _hazard(log_hazard), np.zeros(len(log_hazard))
    for kind, here in diary.bounds.items():
        if kind is Told.NONE and not diary.is_told_only[here].any():
            total += _nones(hazard[:, here], rates)
        elif here.stop > here.start:
            total += _of_kind(kind, hazard[:, here], rates, diary, here).sum(axis=1, dtype=np.float64)
    return total


def _of_kind(kind: Told, hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:
    """Of the runs of one kind, shape (n, k)."""
    result = _BY_KIND[kind](hazard, rates, diary, here)
    told_only, picked = np.flatnonzero(diary.is_told_only[here]), np.flatnonzero(diary.is_picked[here])
    if len(told_only):
        result[:, told_only] -= _log(told(hazard[:, told_only], rates))
    if len(picked):
        result[:, picked] = _picked(rates, diary, here.start + picked)
    return result


def _nones(hazard: FloatArray, rates: Rates) -> FloatArray:
    """Of all runs without anything to tell: they are the most by far, so of several one logarithm is taken."""
    chances = quiet(hazard, rates)
    count = chances.shape[1] // TOGETHER
    whole = count * TOGETHER
    product = chances[:, :count].copy()
    for first in range(count, whole, count or 1):
        product *= chances[:, first : first + count]
    parts = [product, chances[:, whole:]] if product.min(initial=1.0) > LEAST else [chances]
    total: FloatArray = chances.shape[1] * _log(rates.answering)[:, 0].astype(np.float64)
    for part in parts:
        total += _log(part).sum(axis=1, dtype=np.float64)
    return total


def _hazard(log_hazard: FloatArray) -> FloatArray:
    hazard: FloatArray = np.minimum(log_hazard, CERTAIN)
    return np.exp(hazard, out=hazard)


def quiet(hazard: FloatArray, rates: Rates) -> FloatArray:
    """Chance that there was nothing that the runner would tell of: no cramp, and no near-cramp that is told."""
    first, near = _uneventful(hazard, rates)
    near *= 1.0 - rates.noticing
    near += first
    return near


def _uneventful(hazard: FloatArray, rates: Rates) -> tuple[FloatArray, FloatArray]:
    """Chances of nothing and of a near-cramp only, to within the rounding of 1: enough where they are added to it."""
    after = np.exp(rates.again)
    leaving = 1.0 + rates.near
    first = -leaving * hazard
    near = -after * hazard
    np.exp(first, out=first)
    np.exp(near, out=near)
    near -= first
    difference = leaving - after
    near *= rates.near / np.where(np.abs(difference) < CLOSEST, CLOSEST, difference)
    return first, near


def _silent(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:  # noqa: ARG001  # every kind is asked alike
    return _log(1.0 - rates.writing + (rates.writing - rates.answering) * quiet(hazard, rates))


def _none(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:  # noqa: ARG001  # every kind is asked alike
    return _log(rates.answering) + _log(quiet(hazard, rates))


def _near(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:
    place = diary.near_at[here]
    before = hazard * place**rates.shape
    return (
        _log(rates.writing * rates.noticing * rates.near)
        + _log_density(hazard, place, rates)
        - (1.0 + rates.near) * before
        - np.exp(rates.again) * (hazard - before)
    )


def _near_somewhere(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:  # noqa: ARG001  # every kind is asked alike
    return _log(rates.writing * rates.noticing) + _log(near_cramp_only(hazard, rates.near, rates.again))


def _cramp(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:
    place = diary.cramp_at[here]
    before = hazard * place**rates.shape
    untold = (1.0 - rates.noticing) * np.exp(rates.again) * near_cramp_only(before, rates.near, rates.again)
    ready = nothing(before, rates.near) + untold
    return _log(rates.writing) + _log_density(hazard, place, rates) + _log(ready)


def _near_then_cramp(hazard: FloatArray, rates: Rates, diary: Diary, here: slice) -> FloatArray:
    first, then = diary.near_at[here], diary.cramp_at[here]
    before, all_before = hazard * first**rates.shape, hazard * then**rates.shape
    return (
        _log(rates.writing * rates.noticing * rates.near)
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


def _picked(rates: Rates, diary: Diary, picked: IndexArray) -> FloatArray:
    """Of runs that were picked for what happened: where it came, as where the hazard is small; nothing of how often."""
    cramp_at = diary.cramp_at[picked]
    place = np.where(np.isnan(cramp_at), diary.near_at[picked], cramp_at)
    density = np.log(rates.shape) + (rates.shape - 1.0) * np.log(place)
    return np.where(np.isnan(place), 0.0, density)


def told(hazard: FloatArray, rates: Rates) -> FloatArray:
    """Chance that anything at all is told of a run."""
    return rates.writing + (rates.answering - rates.writing) * quiet(hazard, rates)
