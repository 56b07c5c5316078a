from dataclasses import fields

import numpy as np
import pytest
from benchmarks.hazard_simulation import PROFILE, World
from scipy import stats

from risk.diaries import PRIOR
from uncramp.exposure.covariates import Covariate
from uncramp.risk.draws import (
    EFFECTS,
    FRAILTY,
    SPREAD,
    Draws,
    dimension,
    draws_of,
    normal_points,
    prior_draws,
    profile_covariates,
)

RNG = np.random.default_rng(4)
POINTS = RNG.standard_normal((40, dimension(PRIOR)))
MANY = prior_draws(PRIOR, count=16_384, seed=6)


def same(one: Draws, other: Draws) -> bool:
    return all(np.array_equal(getattr(one, each.name), getattr(other, each.name)) for each in fields(Draws))


def test_the_same_seed_gives_the_same_draws_and_another_gives_others() -> None:
    assert same(prior_draws(PRIOR, count=64, seed=3), prior_draws(PRIOR, count=64, seed=3))
    assert not same(prior_draws(PRIOR, count=64, seed=3), prior_draws(PRIOR, count=64, seed=4))


def test_there_is_one_row_a_draw_and_one_column_an_effect() -> None:
    draws = prior_draws(PRIOR, count=8)
    assert draws.effects.shape == (8, len(PRIOR.covariate))
    assert {getattr(draws, each.name).shape for each in fields(Draws) if each.name != "effects"} == {(8,)}


def test_a_point_stands_for_what_the_model_says_it_stands_for() -> None:
    draws = draws_of(POINTS, PRIOR, ())
    worlds = [World.of(point, PRIOR) for point in POINTS]
    for name in ("shape", "reporting", "race", "near", "again", "answering", "writing", "noticing", "baseline"):
        assert getattr(draws, name) == pytest.approx(np.array([getattr(world, name) for world in worlds])), name
    assert draws.effects == pytest.approx(np.array([world.effects for world in worlds]))


@pytest.mark.parametrize("untold", [(), ("age",), ("cramp_history",), PROFILE])
def test_what_a_runner_did_not_tell_is_part_of_the_deviation(untold: tuple[str, ...]) -> None:
    draws = draws_of(POINTS, PRIOR, [Covariate(name) for name in untold])
    spread = np.array([World.of(point, PRIOR).own_sd(PRIOR, untold) for point in POINTS])
    assert draws.own_sd == pytest.approx(spread)
    assert draws.deviation == pytest.approx(spread * POINTS[:, FRAILTY])


def test_the_spread_of_those_who_told_all_is_what_the_history_leaves() -> None:
    draws = draws_of(POINTS, PRIOR, ())
    assert (draws.own_sd == draws.frailty_sd).all()
    assert (draws_of(POINTS, PRIOR, [Covariate.CRAMP_HISTORY]).frailty_sd == draws.frailty_sd).all()


@pytest.mark.parametrize("index", range(len(PRIOR.covariate)))
def test_an_effect_is_drawn_as_the_prior_believes(index: int) -> None:
    believed, effects = list(PRIOR.covariate.values())[index], MANY.effects[:, index]
    assert (effects.mean(), effects.std()) == pytest.approx((believed.mean, believed.sd), abs=0.02 * believed.sd)


def test_the_rest_is_drawn_as_the_prior_believes() -> None:
    for drawn, mean, sd in (
        (np.log(MANY.shape), np.log(PRIOR.shape.median), PRIOR.shape.log_sd),
        (MANY.reporting, -0.3, 0.4),
        (MANY.race, np.log(PRIOR.training.ratio), PRIOR.training.log_sd),
        (np.log(MANY.near), np.log(PRIOR.near.median), PRIOR.near.log_sd),
        (MANY.again, PRIOR.again.mean, PRIOR.again.sd),
        (MANY.baseline, 0.0, 1.0),
        (MANY.answering, 0.5, 12**-0.5),
        (MANY.writing, 0.5, 12**-0.5),
        (MANY.noticing, 0.5, 12**-0.5),
    ):
        assert (drawn.mean(), drawn.std()) == pytest.approx((mean, sd), abs=0.02 * sd)


def test_the_frailty_is_a_normal_cut_off_at_none() -> None:
    history = list(PRIOR.covariate).index("cramp_history")
    whole = MANY.frailty_sd**2 + MANY.effects[:, history] ** 2 * PRIOR.covariate["cramp_history"].population.variance
    mean, sd = PRIOR.frailty.mean, PRIOR.frailty.sd
    believed = stats.truncnorm(-mean / sd, np.inf, loc=mean, scale=sd)
    here = MANY.frailty_sd > 0
    assert here.mean() > 0.8
    assert np.sqrt(whole[here]).max() < believed.ppf(1 - 1e-6)
    assert (MANY.frailty_sd >= 0).all()
    assert np.isfinite(draws_of(np.full((1, dimension(PRIOR)), 40.0), PRIOR, ()).frailty_sd).all()
    assert np.isfinite(draws_of(np.full((1, dimension(PRIOR)), -40.0), PRIOR, ()).frailty_sd).all()


def test_the_effects_follow_the_other_unknowns_in_a_point() -> None:
    moved = POINTS[:1].copy()
    moved[0, EFFECTS + 2] += 1.0
    step = draws_of(moved, PRIOR, ()).effects - draws_of(POINTS[:1], PRIOR, ()).effects
    assert np.flatnonzero(step[0]).tolist() == [2]
    assert dimension(PRIOR) == EFFECTS + len(PRIOR.covariate)


def test_the_profile_is_what_a_runner_tells_of_himself() -> None:
    assert profile_covariates(PRIOR) == {Covariate(name) for name in PROFILE}


def test_quasi_random_points_are_standard_normal() -> None:
    points = normal_points(2048, 5)
    assert np.abs(points.mean(axis=0)).max() < 0.01
    assert np.abs(points.std(axis=0) - 1).max() < 0.01
    assert np.abs(np.corrcoef(points, rowvar=False) - np.eye(5)).max() < 0.1
    assert (normal_points(64, 3, 1) == normal_points(64, 3, 1)).all()
    assert SPREAD != FRAILTY
