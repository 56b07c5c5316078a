from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from scipy import special

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate
from uncramp.risk import club as club_module
from uncramp.risk.club import Clubmate, Field, Pooled, pooled
from uncramp.risk.club_runs import OWN
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import EFFECTS, FRAILTY, RACE, dimension, draws_of
from uncramp.risk.likelihood import Rates, log_hazards, log_likelihoods
from uncramp.risk.mode import mode_of
from uncramp.risk.posterior import Method, learn
from uncramp.risk.prequential import guesses, log_scores
from uncramp.risk.target import Belief

PRIOR = priors()
SIZE = dimension(PRIOR)
COVARIATES = list(PRIOR.covariate)
OVER_PACE = EFFECTS + COVARIATES.index("over_pace")
MEAN = np.array([0.0 if each.off else each.population.centre for each in PRIOR.covariate.values()])
SURE = np.zeros(len(COVARIATES))
MARATHON = 42_195.0
SOMEWHERE = {
    Told.CRAMP: Told.CRAMP_SOMEWHERE,
    Told.NEAR: Told.NEAR_SOMEWHERE,
    Told.NEAR_THEN_CRAMP: Told.CRAMP_SOMEWHERE,
}
UNTOLD = {Told.NEAR: Told.NONE, Told.NEAR_THEN_CRAMP: Told.CRAMP}


def run(told: Told = Told.NONE, pace: float = 0.0, distance: float = MARATHON) -> DiaryRun:
    steps = MEAN.copy()
    steps[COVARIATES.index("over_pace")] = pace
    return DiaryRun(told, distance, is_race=True, steps=steps, variance=SURE)


def point(effect: float) -> FloatArray:
    """What is shared, as the prior's mean has it, but for the effect of an over-pace on the log-hazard."""
    prior = PRIOR.covariate["over_pace"]
    shared = np.zeros((1, SIZE))
    shared[0, OVER_PACE] = (effect - prior.mean) / prior.sd
    return shared


def lived(shared: FloatArray, count: int, rng: np.random.Generator) -> list[DiaryRun]:
    """Runs of one runner, all answered, as the model says: what comes first, and what comes after."""
    own = shared.copy()
    own[0, FRAILTY] = rng.standard_normal()
    draws = draws_of(own, PRIOR, ())
    (shape,), (near,), (after,) = draws.shape, draws.near, np.exp(draws.again)
    runs = [run(pace=float(pace)) for pace in np.clip(rng.normal(0.0, 1.1, count), -3.0, 4.0)]
    told = []
    for each in runs:
        hazard = float(np.exp(log_hazards(Diary.of([each], PRIOR), PRIOR, draws)[0, 0]))
        first, then, which = (
            rng.exponential() / ((1.0 + near) * hazard),
            rng.exponential() / (after * hazard),
            rng.random(),
        )
        places = first ** (1.0 / shape), (first + then) ** (1.0 / shape)
        if first >= 1.0:
            told.append(each)
        elif which < 1.0 / (1.0 + near):
            told.append(replace(each, told=Told.CRAMP, cramp_at=places[0]))
        elif first + then >= 1.0:
            told.append(replace(each, told=Told.NEAR, near_at=places[0]))
        else:
            told.append(replace(each, told=Told.NEAR_THEN_CRAMP, near_at=places[0], cramp_at=places[1]))
    return told


def club(runners: int, count: int, effect: float = 0.8, seed: int = 0) -> list[Clubmate]:
    rng = np.random.default_rng(seed)
    return [Clubmate(lived(point(effect), count, rng)) for _ in range(runners)]


def believed(found: Pooled) -> Belief:
    assert found.belief is not None
    return found.belief


def effect_of(found: Pooled) -> tuple[float, float]:
    """Mean and standard deviation of the effect of an over-pace."""
    belief = believed(found)
    prior, covariance = PRIOR.covariate["over_pace"], belief.factor @ belief.factor.T
    return (
        prior.mean + prior.sd * float(belief.mean[OVER_PACE]),
        prior.sd * float(covariance[OVER_PACE, OVER_PACE]) ** 0.5,
    )


@pytest.fixture(scope="module")
def many() -> Pooled:
    return pooled(club(8, 40), PRIOR)


@pytest.mark.parametrize(
    "others",
    [[], [Clubmate([])], [Clubmate([run(Told.SILENT)] * 9, {Covariate.MALE})], [Clubmate([run(distance=5000.0)])]],
)
def test_others_without_a_word_leave_the_prior_as_it_was(others: list[Clubmate]) -> None:
    found = pooled(others, PRIOR)
    assert (found.belief, found.runners, found.runs, found.diagnosis.method) == (None, 0, 0, Method.PRIOR)


def test_what_cannot_be_trusted_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(club_module, "pareto_k", lambda _: 0.8)
    found = pooled(club(1, 5), PRIOR)
    assert (found.belief, found.runners, found.runs) == (None, 1, 5)


def exactly(runs: list[DiaryRun], shared: FloatArray, untold: Iterable[Covariate] = ()) -> float:
    """One runner's own unknowns integrated out by a fine grid around their mode, with the likelihood as it stands."""
    diary = Diary.of(runs, PRIOR)

    def log_density(own: FloatArray) -> FloatArray:
        points = np.zeros((len(own), SIZE))
        points[:, [place for place in range(SIZE) if place not in OWN]] = shared
        points[:, OWN] = own
        draws = draws_of(points, PRIOR, frozenset(untold))
        likelihood = log_likelihoods(log_hazards(diary, PRIOR, draws), Rates.of(draws), diary).sum(axis=1)
        density: FloatArray = likelihood - (own**2).sum(axis=1) / 2.0
        return density

    mode, covariance = mode_of(log_density, len(OWN))
    factor = np.linalg.cholesky(covariance)
    grid = np.stack(np.meshgrid(*[np.arange(-5.0, 5.1)] * len(OWN))).reshape(len(OWN), -1).T
    each = np.concatenate([log_density(mode + some @ factor.T) for some in np.array_split(grid, 40)])
    return float(special.logsumexp(each) + np.log(np.diag(factor)).sum())


def off_by(runs: list[DiaryRun], shared: FloatArray, untold: Iterable[Covariate] = ()) -> FloatArray:
    """By how much the integral differs from the fine grid's, up to a constant, shape (n,)."""
    found = Field.of([Clubmate(runs, frozenset(untold))], PRIOR).log_marginal(shared)[:, 0]
    difference = found - [exactly(runs, each, untold) for each in shared]
    centred: FloatArray = difference - difference.mean()
    return centred


@pytest.mark.parametrize("cramps", ["placed", "somewhere", "picked", "told only"])
def test_what_is_a_runners_own_is_integrated_out_as_a_fine_grid_would(cramps: str) -> None:
    rng = np.random.default_rng(5)
    runs = lived(point(0.8), 60, rng)
    if cramps == "somewhere":
        runs = [replace(each, told=SOMEWHERE.get(each.told, each.told)) for each in runs]
    if cramps == "picked":
        runs = [replace(each, is_picked=each.told is not Told.NONE) for each in runs]
    if cramps == "told only":
        runs = [replace(each, is_told_only=True) for each in runs]
    assert {each.told for each in runs} > {Told.NONE}
    shared = 0.7 * rng.standard_normal((4, SIZE - len(OWN)))
    # The likelihoods themselves are units apart; of a told-only diary the rule of degree 5 is the roughest.
    most = 0.2 if cramps == "told only" else 0.1
    assert off_by(runs, shared, {Covariate.MALE}) == pytest.approx(0.0, abs=most)


def test_runners_count_one_by_one_each_with_what_was_not_told() -> None:
    mates = club(3, 20)
    mates[1] = replace(mates[1], untold={Covariate.MALE, Covariate.AGE})
    mates.insert(1, Clubmate([]))
    shared = np.random.default_rng(2).standard_normal((4, SIZE - len(OWN)))
    together = Field.of(mates, PRIOR).log_marginal(shared)
    alone = [Field.of([mate], PRIOR).log_marginal(shared) for mate in mates if mate.runs]
    assert together == pytest.approx(np.hstack(alone), rel=1e-5)


def test_the_belief_moves_to_what_holds_in_the_club_and_becomes_surer(many: Pooled) -> None:
    mean, sd = effect_of(many)
    assert many.diagnosis.is_trusted
    assert (many.runners, many.runs) == (8, 320)
    assert sd < 0.5 * PRIOR.covariate["over_pace"].sd
    assert abs(mean - 0.8) < 3.0 * sd
    assert mean > PRIOR.covariate["over_pace"].mean + 2.0 * sd


def test_more_runners_make_it_surer(many: Pooled) -> None:
    assert effect_of(pooled(club(8, 40)[:3], PRIOR))[1] > 1.3 * effect_of(many)[1]


def test_nothing_is_believed_of_the_runner_himself(many: Pooled) -> None:
    covariance = believed(many).factor @ believed(many).factor.T
    assert not believed(many).mean[list(OWN)].any()
    assert covariance[list(OWN)] == pytest.approx(np.eye(SIZE)[list(OWN)])
    assert covariance[RACE, RACE] == pytest.approx(
        1.0, abs=0.15
    )  # all ran races alone: training is as unknown as before


def test_the_order_of_runners_and_of_their_runs_does_not_matter(many: Pooled) -> None:
    turned = pooled([replace(mate, runs=mate.runs[::-1]) for mate in club(8, 40)[::-1]], PRIOR)
    assert believed(turned).mean == pytest.approx(believed(many).mean, abs=1e-2)
    assert believed(turned).factor == pytest.approx(believed(many).factor, abs=1e-2)


def hushed(
    mates: list[Clubmate], answering: float, writing: float, noticing: float = 1.0, seed: int = 9
) -> list[Clubmate]:
    """The same runners, some of whose near-cramps go untold and some of whose runs unanswered."""
    rng = np.random.default_rng(seed)

    def heard(each: DiaryRun) -> DiaryRun:
        if noticing < 1.0 and each.told in UNTOLD and rng.random() > noticing:
            each = replace(each, told=UNTOLD[each.told], near_at=np.nan)
        chance = answering if each.told is Told.NONE else writing if each.has_cramp else 1.0
        return each if rng.random() < chance else run(Told.SILENT, float(each.steps[COVARIATES.index("over_pace")]))

    return [replace(mate, runs=[heard(each) for each in mate.runs]) for mate in mates]


def test_silence_is_integrated_out_as_a_fine_grid_would() -> None:
    (mate,) = hushed(club(1, 40, seed=5), 0.4, 0.8)
    runs = list(mate.runs)
    assert sum(each.told is Told.SILENT for each in runs) > 10
    assert off_by(runs, 0.5 * np.random.default_rng(3).standard_normal((3, SIZE - len(OWN)))) == pytest.approx(
        0.0, abs=0.05
    )


def test_bad_days_told_more_often_than_good_ones_do_not_make_every_day_bad() -> None:
    mates = club(8, 40)
    all_told, some = pooled(mates, PRIOR), pooled(hushed(mates, 0.3, 0.9), PRIOR)
    deaf = pooled(
        [replace(mate, runs=[each for each in mate.runs if each.told]) for mate in hushed(mates, 0.3, 0.9)], PRIOR
    )
    assert effect_of(some)[0] == pytest.approx(effect_of(all_told)[0], abs=2.0 * effect_of(some)[1])
    assert effect_of(deaf)[0] < effect_of(some)[0]


def test_near_cramps_that_go_untold_do_not_hide_an_effect() -> None:
    mean, sd = effect_of(pooled(hushed(club(12, 40), 0.5, 0.9, noticing=0.4), PRIOR))
    assert sd < 0.7 * PRIOR.covariate["over_pace"].sd
    assert abs(mean - 0.8) < 3.0 * sd
    assert mean > PRIOR.covariate["over_pace"].mean + 2.0 * sd


def test_a_runner_with_an_empty_diary_starts_from_what_the_club_believes(many: Pooled) -> None:
    posterior = learn(Diary.of([], PRIOR), PRIOR, belief=many.belief)
    effects = posterior.draws.effects[:, OVER_PACE - EFFECTS]
    assert (effects.mean(), effects.std()) == pytest.approx(effect_of(many), abs=0.01)


def test_a_club_of_one_other_learns_about_what_that_one_alone_would_have_taught() -> None:
    (mate,) = club(1, 80, seed=7)
    alone = learn(Diary.of(mate.runs, PRIOR), PRIOR)
    points = alone.points[:, OVER_PACE]
    weights = np.exp(alone.log_weights - alone.log_weights.max())
    weights /= weights.sum()
    mean = float(weights @ points)
    sd = float(weights @ (points - mean) ** 2) ** 0.5
    found = pooled([mate], PRIOR)
    assert found.diagnosis.is_trusted
    assert believed(found).mean[OVER_PACE] == pytest.approx(mean, abs=0.15 * sd)
    assert (believed(found).factor @ believed(found).factor.T)[OVER_PACE, OVER_PACE] == pytest.approx(sd**2, rel=0.25)


def test_a_new_runner_is_guessed_better_with_the_club_than_without(many: Pooled) -> None:
    gains = []
    for seed in range(8):
        runs = lived(point(0.8), 40, np.random.default_rng(100 + seed))
        own, with_club = (guesses(runs, PRIOR, belief=belief) for belief in (None, many.belief))
        scores = (log_scores(each.model, each.is_cramp).mean() for each in (own, with_club))
        without, pooling = scores
        gains.append(pooling - without)
    assert np.mean(gains) > 1.5 * np.std(gains, ddof=1) / len(gains) ** 0.5
