from dataclasses import replace

import numpy as np
import pytest

import uncramp.risk.posterior as module
from risk.diaries import PRIOR, chances, cramps, interval, learned_from, nones, silences
from uncramp.exposure.covariates import Covariate
from uncramp.risk.diary import Diary
from uncramp.risk.draws import COUNT, dimension
from uncramp.risk.posterior import FEWEST, Diagnosis, Method, Posterior, learn, learned
from uncramp.risk.target import Belief, Target

RUNS = [*cramps(3), *nones(25), *silences(4)]


def test_without_a_diary_there_is_the_prior() -> None:
    prior = learned_from()
    assert prior.diagnosis.method is Method.PRIOR
    assert prior.diagnosis.is_trusted
    assert prior.points.shape == (COUNT, dimension(PRIOR))
    assert np.abs(prior.points.mean(axis=0)).max() < 0.01


def test_an_ordinary_diary_is_learned_from_by_importance_sampling() -> None:
    posterior = learned_from(RUNS)
    assert posterior.diagnosis.method is Method.IMPORTANCE
    assert posterior.diagnosis.is_trusted
    assert posterior.diagnosis.effective > FEWEST


@pytest.mark.parametrize(
    ("pareto_k", "effective", "trusted"), [(0.69, 400.0, True), (0.7, 4000.0, False), (0.1, 399.0, False)]
)
def test_draws_are_trusted_by_the_shape_of_their_weights_and_their_worth(
    pareto_k: float,
    effective: float,
    trusted: bool,  # noqa: FBT001  # a case
) -> None:
    assert Diagnosis(Method.IMPORTANCE, pareto_k, effective).is_trusted is trusted


def test_the_sampler_stands_in_and_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = learned_from(RUNS)
    monkeypatch.setattr(module, "FEWEST", COUNT + 1)
    monkeypatch.setattr(module, "SAMPLED", 1024)
    drawn = learned_from(RUNS)
    assert drawn.diagnosis.method is Method.SAMPLER
    assert (drawn.log_weights == 0).all()
    one, other = (np.log(-np.log1p(-chances(each.draws))) for each in (weighed, drawn))
    error = one.std() * (1 / 1024 + 1 / weighed.diagnosis.effective) ** 0.5
    assert one.mean() == pytest.approx(other.mean(), abs=4 * error)
    assert one.std() == pytest.approx(other.std(), rel=0.15)
    assert np.array(interval(weighed)) == pytest.approx(np.array(interval(drawn)), abs=0.04)


def test_the_draws_are_equally_likely() -> None:
    posterior = learned_from(RUNS)
    weights = np.exp(posterior.log_weights - posterior.log_weights.max())
    weights /= weights.sum()
    draws = posterior.target.draws(posterior.points)
    assert np.log(posterior.draws.shape).mean() == pytest.approx(weights @ np.log(draws.shape), abs=0.01)
    assert len(posterior.draws.shape) == len(posterior.points)


def test_one_run_more_weighs_the_same_points_anew() -> None:
    before = learned_from(RUNS)
    after = before.with_run(cramps(4)[3])
    assert after.points is before.points
    assert len(after.target.diary) == len(RUNS) + 1
    assert after.diagnosis.effective < before.diagnosis.effective
    assert interval(after)[1] > interval(before)[1]


def test_where_weighing_anew_will_not_do_the_points_are_drawn_anew() -> None:
    weights = np.where(np.arange(COUNT) < 300, 0.0, -50.0)
    worn = replace(learned_from(RUNS), log_weights=weights)
    fresh = worn.with_run(nones(1)[0])
    assert not np.array_equal(fresh.points, worn.points)
    assert fresh.diagnosis.is_trusted


def test_what_was_not_told_widens_what_is_learned() -> None:
    diary = Diary.of(nones(3), PRIOR)
    told = learn(diary, PRIOR)
    untold = learn(diary, PRIOR, [Covariate.CRAMP_HISTORY, Covariate.MALE])
    assert untold.draws.own_sd.mean() > told.draws.own_sd.mean()


def test_what_the_diaries_of_others_taught_is_where_learning_starts() -> None:
    size = dimension(PRIOR)
    mean, factor = np.zeros(size), np.eye(size)
    mean[0], factor[0, 0] = 2.0, 0.05
    posterior = learn(Diary.of(RUNS, PRIOR), PRIOR, belief=Belief(mean, factor))
    believed = PRIOR.shape.median * np.exp(2.0 * PRIOR.shape.log_sd)
    assert np.median(posterior.draws.shape) == pytest.approx(believed, rel=0.05)


def test_more_than_a_thousand_runs_take_half_the_draws() -> None:
    assert len(learned_from(nones(1_000)).points) == COUNT
    assert len(learned_from(nones(1_001)).points) == COUNT // 2


def test_the_same_target_gives_the_same_posterior() -> None:
    target = Target(PRIOR, frozenset(), Diary.of(RUNS, PRIOR))
    one: Posterior = learned(target)
    assert (one.points == learned(target).points).all()
