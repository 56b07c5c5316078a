from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate
from uncramp.risk.club import Clubmate, Pooled, _Field, pooled
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import ANSWERING, EFFECTS, FRAILTY, RACE, WRITING, dimension, draws_of
from uncramp.risk.likelihood import Rates, log_hazards, log_likelihoods, parts_of
from uncramp.risk.posterior import Method, learn
from uncramp.risk.prequential import guesses, log_scores

PRIOR = priors()
SIZE = dimension(PRIOR)
COVARIATES = list(PRIOR.covariate)
OVER_PACE = EFFECTS + COVARIATES.index("over_pace")
OWN = [FRAILTY, ANSWERING, WRITING]
MEAN = np.array([0.0 if each.off else each.population.centre for each in PRIOR.covariate.values()])
SURE = np.zeros(len(COVARIATES))
MARATHON = 42_195.0
SOMEWHERE = {
    Told.CRAMP: Told.CRAMP_SOMEWHERE,
    Told.NEAR: Told.NEAR_SOMEWHERE,
    Told.NEAR_THEN_CRAMP: Told.CRAMP_SOMEWHERE,
}


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


def effect_of(found: Pooled) -> tuple[float, float]:
    """Mean and standard deviation of the effect of an over-pace."""
    prior, covariance = PRIOR.covariate["over_pace"], found.belief.factor @ found.belief.factor.T
    return (
        prior.mean + prior.sd * float(found.belief.mean[OVER_PACE]),
        prior.sd * float(covariance[OVER_PACE, OVER_PACE]) ** 0.5,
    )


@pytest.fixture(scope="module")
def many() -> Pooled:
    return pooled(club(12, 60), PRIOR)


@pytest.mark.parametrize(
    "others",
    [[], [Clubmate([])], [Clubmate([run(Told.SILENT)] * 9, {Covariate.MALE})], [Clubmate([run(distance=5000.0)])]],
)
def test_others_without_a_word_leave_the_prior_as_it_was(others: list[Clubmate]) -> None:
    found = pooled(others, PRIOR)
    assert (found.runners, found.runs, found.diagnosis.method) == (0, 0, Method.PRIOR)
    assert not found.belief.mean.any()
    assert np.array_equal(found.belief.factor, np.eye(SIZE))


def exactly(field: _Field, shared: FloatArray, untold: Iterable[Covariate]) -> float:
    """One runner's own unknowns integrated out by a sum over a fine grid of them, with the likelihood as it stands."""
    luck, ways = np.linspace(-7.0, 7.0, 101), (np.arange(32) + 0.5) / 32
    has_silence = len(field.silent.diary) > 0
    grid = np.array(np.meshgrid(luck, ways if has_silence else [1.0], ways if has_silence else [1.0])).reshape(3, -1)
    points = np.zeros((grid.shape[1], SIZE))
    points[:, field.shared] = shared
    points[:, FRAILTY] = grid[0]
    draws = replace(draws_of(points, PRIOR, frozenset(untold)), answering=grid[1], writing=grid[2])
    total = -(grid[0] ** 2) / 2.0
    for start in range(0, len(total), 20_000):
        here = slice(start, start + 20_000)
        some = type(draws)(**{name: getattr(draws, name)[here] for name in draws.__dataclass_fields__})
        hazards = parts_of(field.diary, PRIOR, some) @ field.diary.design
        total[here] += log_likelihoods(hazards, Rates.of(some), field.diary).sum(axis=1)
    return float(np.log(np.exp(total - total.max()).mean() * len(luck) * (luck[1] - luck[0])) + total.max())


@pytest.mark.parametrize("cramps", ["placed", "somewhere", "picked"])
def test_the_deviation_is_integrated_out_as_a_fine_grid_would(cramps: str) -> None:
    rng = np.random.default_rng(5)
    runs = lived(point(0.8), 60, rng)
    if cramps == "somewhere":
        runs = [replace(each, told=SOMEWHERE.get(each.told, each.told)) for each in runs]
    if cramps == "picked":
        runs = [replace(each, is_picked=each.told is not Told.NONE) for each in runs]
    assert {each.told for each in runs} > {Told.NONE}
    untold = frozenset({Covariate.MALE})
    field = _Field.of([Clubmate(runs, untold)], PRIOR)
    for shared in 0.7 * rng.standard_normal((6, len(field.shared))):
        assert field.log_marginal(shared[np.newaxis])[0, 0] == pytest.approx(exactly(field, shared, untold), abs=1e-3)


def test_runners_count_one_by_one_each_with_what_was_not_told() -> None:
    mates = club(3, 20)
    mates[1] = replace(mates[1], untold={Covariate.MALE, Covariate.AGE})
    mates.insert(1, Clubmate([]))
    shared = np.random.default_rng(2).standard_normal((4, SIZE - len(OWN)))
    together = _Field.of(mates, PRIOR).log_marginal(shared)
    alone = [_Field.of([mate], PRIOR).log_marginal(shared) for mate in mates if mate.runs]
    assert together == pytest.approx(np.hstack(alone), rel=1e-9)


def test_the_belief_moves_to_what_holds_in_the_club_and_becomes_surer(many: Pooled) -> None:
    mean, sd = effect_of(many)
    assert many.diagnosis.is_trusted
    assert (many.runners, many.runs) == (12, 720)
    assert sd < 0.5 * PRIOR.covariate["over_pace"].sd
    assert abs(mean - 0.8) < 3.0 * sd
    assert mean > PRIOR.covariate["over_pace"].mean + 2.0 * sd


def test_more_runners_make_it_surer(many: Pooled) -> None:
    assert effect_of(pooled(club(12, 60)[:3], PRIOR))[1] > 1.5 * effect_of(many)[1]


def test_nothing_is_believed_of_the_runner_himself(many: Pooled) -> None:
    covariance = many.belief.factor @ many.belief.factor.T
    assert not many.belief.mean[OWN].any()
    assert covariance[OWN] == pytest.approx(np.eye(SIZE)[OWN])
    assert covariance[RACE, RACE] == pytest.approx(
        1.0, abs=0.15
    )  # all ran races alone: training is as unknown as before


def test_the_order_of_runners_and_of_their_runs_does_not_matter(many: Pooled) -> None:
    turned = pooled([replace(mate, runs=mate.runs[::-1]) for mate in club(12, 60)[::-1]], PRIOR)
    assert turned.belief.mean == pytest.approx(many.belief.mean, abs=1e-4)
    assert turned.belief.factor == pytest.approx(many.belief.factor, abs=1e-4)


def hushed(mates: list[Clubmate], answering: float, writing: float, seed: int = 9) -> list[Clubmate]:
    """The same runners, some of whose runs go unanswered."""
    rng = np.random.default_rng(seed)

    def heard(each: DiaryRun) -> DiaryRun:
        chance = answering if each.told is Told.NONE else writing
        return each if rng.random() < chance else run(Told.SILENT, float(each.steps[COVARIATES.index("over_pace")]))

    return [replace(mate, runs=[heard(each) for each in mate.runs]) for mate in mates]


def test_silence_is_integrated_out_as_a_fine_grid_would() -> None:
    (mate,) = hushed(club(1, 40, seed=5), 0.4, 0.8)
    field = _Field.of([mate], PRIOR)
    assert len(field.silent.diary) > 10
    shared = 0.5 * np.random.default_rng(3).standard_normal((3, len(field.shared)))
    found = field.log_marginal(shared)[:, 0]
    wanted = np.array([exactly(field, each, ()) for each in shared])
    assert found - found.mean() == pytest.approx(wanted - wanted.mean(), abs=0.05)  # up to a constant


def test_bad_days_told_more_often_than_good_ones_do_not_make_every_day_bad() -> None:
    mates = club(12, 60)
    all_told, some = pooled(mates, PRIOR), pooled(hushed(mates, 0.3, 0.9), PRIOR)
    deaf = pooled(
        [replace(mate, runs=[each for each in mate.runs if each.told]) for mate in hushed(mates, 0.3, 0.9)], PRIOR
    )
    assert effect_of(some)[0] == pytest.approx(effect_of(all_told)[0], abs=2.0 * effect_of(some)[1])
    assert effect_of(deaf)[0] < effect_of(some)[0]


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
    assert found.belief.mean[OVER_PACE] == pytest.approx(mean, abs=0.15 * sd)
    assert (found.belief.factor @ found.belief.factor.T)[OVER_PACE, OVER_PACE] == pytest.approx(sd**2, rel=0.25)


def test_a_new_runner_is_guessed_better_with_the_club_than_without(many: Pooled) -> None:
    gains = []
    for seed in range(8):
        runs = lived(point(0.8), 40, np.random.default_rng(100 + seed))
        own, with_club = (guesses(runs, PRIOR, belief=belief) for belief in (None, many.belief))
        scores = (log_scores(each.model, each.is_cramp).mean() for each in (own, with_club))
        without, pooling = scores
        gains.append(pooling - without)
    assert np.mean(gains) > 1.5 * np.std(gains, ddof=1) / len(gains) ** 0.5
