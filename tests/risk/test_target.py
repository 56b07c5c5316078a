import numpy as np
import pytest

from risk.diaries import PRIOR, cramps, nones, silences
from uncramp.exposure.covariates import Covariate
from uncramp.risk.diary import Diary
from uncramp.risk.draws import dimension
from uncramp.risk.likelihood import log_likelihoods
from uncramp.risk.target import AT_ONCE, Belief, Target

DIARY = Diary.of([*cramps(3), *nones(20), *silences(4)], PRIOR)
TARGET = Target(PRIOR, frozenset(), DIARY)
POINTS = np.random.default_rng(3).standard_normal((30, dimension(PRIOR)))


def test_the_density_is_that_of_the_runs_and_of_the_standard_normal() -> None:
    parts, rates = TARGET.parts(TARGET.draws(POINTS))
    runs = log_likelihoods(parts @ DIARY.design, rates, DIARY).sum(axis=1)
    assert TARGET.log_density(POINTS) == pytest.approx(runs - (POINTS**2).sum(axis=1) / 2, rel=1e-5, abs=1e-3)


def test_one_draw_alone_is_worked_out_in_double_precision_and_agrees_with_many() -> None:
    alone = np.array([TARGET.log_density(point[np.newaxis])[0] for point in POINTS])
    assert TARGET.log_density(POINTS) == pytest.approx(alone, rel=1e-5, abs=1e-3)


def test_pieces_give_what_the_whole_gives() -> None:
    many = Target(PRIOR, frozenset(), Diary.of(nones(AT_ONCE // 8), PRIOR))
    few = POINTS[:20]
    assert len(many.diary) * len(few) > 2 * AT_ONCE
    alone = np.array([many.log_density(point[np.newaxis])[0] for point in few])
    assert many.log_density(few) == pytest.approx(alone, rel=1e-4)


def test_without_a_diary_there_is_the_standard_normal() -> None:
    empty = Target(PRIOR, frozenset(), Diary.of([], PRIOR))
    assert empty.log_density(POINTS) == pytest.approx(-(POINTS**2).sum(axis=1) / 2)


def test_a_belief_moves_the_unknowns_and_not_the_points() -> None:
    size = dimension(PRIOR)
    belief = Belief(np.linspace(-1, 1, size), np.tril(np.full((size, size), 0.1)) + np.eye(size))
    moved = Target(PRIOR, frozenset(), DIARY, belief)
    unknowns = belief.mean + POINTS @ belief.factor.T
    assert moved.unknowns(POINTS) == pytest.approx(unknowns)
    shift = (unknowns**2 - POINTS**2).sum(axis=1) / 2
    assert moved.log_density(POINTS) == pytest.approx(TARGET.log_density(unknowns) + shift, rel=1e-5, abs=2e-3)
    assert (TARGET.unknowns(POINTS) == POINTS).all()


def test_what_was_not_told_reaches_the_draws() -> None:
    untold = Target(PRIOR, frozenset({Covariate.MALE}), DIARY)
    assert (untold.draws(POINTS).own_sd > TARGET.draws(POINTS).own_sd).all()
