from collections.abc import Sequence
from dataclasses import replace
from math import inf, isnan

import numpy as np
import pytest

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import priors
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import ANSWERING, FRAILTY, NOTICING, WRITING, dimension, draws_of, prior_draws
from uncramp.risk.hazard import baseline_log_hazard
from uncramp.risk.likelihood import log_hazards
from uncramp.risk.posterior import learn
from uncramp.risk.prequential import (
    FEWEST_RUNS,
    Evaluation,
    Guesses,
    Verdict,
    evaluate,
    guesses,
    log_scores,
    scored,
)
from uncramp.risk.states import cramp, near_cramp_only, nothing

PRIOR = priors()
EFFECTS = [index for index, each in enumerate(PRIOR.covariate.values()) if not each.off]
MEAN = np.array([0.0 if each.off else each.population.centre for each in PRIOR.covariate.values()])
SURE = np.zeros(len(PRIOR.covariate))
OVER_PACE = list(PRIOR.covariate).index("over_pace")
MARATHON, ULTRA = 42_195.0, 56_000.0
ALWAYS = 4.0
"""Of a standard normal: nearly every run is answered."""
SURELY = 40.0
SELDOM, OFTEN = -0.25, 1.28
"""Four and nine in ten."""


def run(told: Told = Told.NONE, distance: float = MARATHON, *, is_race: bool = True, **more: float) -> DiaryRun:
    steps = MEAN.copy()
    for name, value in more.items():
        steps[list(PRIOR.covariate).index(name)] = value
    return DiaryRun(told, distance, is_race, steps, SURE)


def truth(rng: np.random.Generator, **fixed: float) -> FloatArray:
    """A point of the unknowns, by chance but for what is fixed: the runner's deviation, how often he answers."""
    point = rng.standard_normal((1, dimension(PRIOR)))
    places = {"frailty": FRAILTY, "answering": ANSWERING, "writing": WRITING, "noticing": NOTICING}
    for name, value in fixed.items():
        point[0, places[name]] = value
    return point


def lived(
    point: FloatArray, count: int, rng: np.random.Generator, *, effects: float = 1.0, distance: float = MARATHON
) -> list[DiaryRun]:
    """Runs whose cramps come as the model says under one truth, its effects multiplied."""
    draws = draws_of(point, PRIOR, ())
    draws = replace(draws, effects=effects * draws.effects)
    runs = [run(distance=distance, over_pace=float(pace)) for pace in np.clip(rng.normal(0.0, 1.1, count), -3.0, 4.0)]
    diary = Diary.of(runs, PRIOR)
    hazard = np.empty(count)
    hazard[diary.order] = np.exp(log_hazards(diary, PRIOR, draws)[0])
    luck, told, noticed = rng.random((3, count))
    is_cramp, is_something = luck < cramp(hazard, draws.near, draws.again), luck < 1.0 - nothing(hazard, draws.near)
    is_near = is_something & ~is_cramp & (noticed < draws.noticing)
    kinds = np.where(told < draws.answering, Told.NONE, Told.SILENT)
    kinds = np.where(is_cramp, np.where(told < draws.writing, Told.CRAMP_SOMEWHERE, Told.SILENT), kinds)
    kinds = np.where(is_near, np.where(told < draws.writing, Told.NEAR_SOMEWHERE, Told.SILENT), kinds)
    return [replace(each, told=Told(kind)) for each, kind in zip(runs, kinds.tolist(), strict=True)]


def slowly(runs: Sequence[DiaryRun]) -> FloatArray:
    """The same chances by learning anew before every run."""
    chances = []
    for index, each in enumerate(runs):
        if each.told is Told.SILENT or each.is_picked:
            continue
        posterior = learn(Diary.of(runs[:index], PRIOR), PRIOR)
        draws = posterior.target.draws(posterior.points)
        hazard = np.exp(log_hazards(Diary.of([each], PRIOR), PRIOR, draws)[:, 0])
        weights = np.exp(posterior.log_weights - posterior.log_weights.max())
        near = near_cramp_only(hazard, draws.near, draws.again)
        quiet = nothing(hazard, draws.near) + (1.0 - draws.noticing) * near
        cramped = weights * draws.writing * cramp(hazard, draws.near, draws.again)
        others = weights * (draws.answering * quiet + draws.writing * draws.noticing * near)
        chances.append(cramped.sum() / (cramped + others).sum())
    return np.array(chances)


def made(model: Sequence[float], base: Sequence[float], is_cramp: Sequence[int]) -> Evaluation:
    chances = [np.array(each, dtype=np.float64) for each in (model, base)]
    return scored(Guesses(np.array(is_cramp, dtype=np.bool_), chances[0], chances[1], chances[1], 0))


def test_it_is_the_same_as_learning_anew_before_every_run() -> None:
    rng = np.random.default_rng(3)
    runs = lived(truth(rng, answering=0.5, writing=1.0, frailty=1.0), 36, rng)
    runs[:2] = [replace(run(Told.CRAMP_SOMEWHERE), is_picked=True), replace(run(Told.CRAMP), cramp_at=0.8)]
    assert {each.told for each in runs} >= {Told.SILENT, Told.NONE, Told.CRAMP_SOMEWHERE}
    quick = guesses(runs, PRIOR)
    assert quick.model == pytest.approx(slowly(runs), abs=0.015, rel=0.06)


def test_runs_are_learned_from_in_the_order_of_time_alone() -> None:
    rng = np.random.default_rng(4)
    runs = [run(Told.CRAMP_SOMEWHERE), *lived(truth(rng, answering=ALWAYS, frailty=0.0), 30, rng)]
    forward, again, backward = (guesses(each, PRIOR).model for each in (runs, list(runs), runs[::-1]))
    assert np.array_equal(forward, again)
    assert forward[0] == pytest.approx(guesses(runs[:1], PRIOR).model[0])
    assert forward[:7] == pytest.approx(guesses(runs[:7], PRIOR).model, rel=1e-9)  # what comes later changes nothing
    assert abs(forward - backward[::-1]).max() > 0.01


def test_the_first_run_is_guessed_from_the_prior_alone() -> None:
    one, other = (guesses([run(told)], PRIOR).model for told in (Told.NONE, Told.CRAMP_SOMEWHERE))
    assert one.tolist() == other.tolist()
    assert 0.05 < one[0] < 0.4


def test_a_silent_or_picked_run_and_one_without_a_level_are_no_guess_but_the_first_two_teach() -> None:
    asked = run()
    picked = replace(run(Told.CRAMP), cramp_at=0.5, is_picked=True)
    alone = guesses([asked], PRIOR).model
    assert len(guesses([picked, run(Told.SILENT), run(distance=5000.0)], PRIOR).model) == 0
    assert guesses([run(distance=5000.0), asked], PRIOR).model.tolist() == alone.tolist()
    after_silence = guesses([*[run(Told.SILENT)] * 20, run(), asked], PRIOR).model
    assert after_silence[0] != pytest.approx(alone[0], rel=1e-3)


def test_the_base_is_the_share_of_a_field_and_knows_no_covariates() -> None:
    plain = guesses([run()], PRIOR).base[0]
    assert guesses([run(over_pace=3.0, male=0.0)], PRIOR).base[0] == pytest.approx(plain, rel=0.05)
    middle = draws_of(np.zeros((1, dimension(PRIOR))), PRIOR, ())
    share = -np.expm1(-np.exp(baseline_log_hazard(np.array([MARATHON]), PRIOR, middle)[0, 0]))
    assert plain == pytest.approx(share, abs=0.02)
    assert guesses([run(is_race=False)], PRIOR).base[0] < 0.6 * plain
    assert guesses([run(distance=ULTRA)], PRIOR).base[0] > plain


def test_the_runners_frequency_counts_the_base_as_one_run() -> None:
    kinds = [Told.NONE, Told.CRAMP_SOMEWHERE, Told.SILENT, Told.NEAR_SOMEWHERE, Told.CRAMP_SOMEWHERE]
    found = guesses([run(kind) for kind in kinds], PRIOR)
    assert found.is_cramp.tolist() == [False, True, False, True]
    expected = [
        (before + base) / (index + 1) for index, (before, base) in enumerate(zip([0, 0, 1, 1], found.base, strict=True))
    ]
    assert found.frequency == pytest.approx(expected)


def test_one_who_answers_after_bad_days_is_expected_to_tell_of_a_bad_day() -> None:
    kinds = [
        Told.CRAMP_SOMEWHERE if each % 10 == 0 else Told.NONE if each % 3 == 0 else Told.SILENT for each in range(90)
    ]
    some = guesses([run(kind) for kind in kinds], PRIOR)
    every = guesses([run(Told.NONE if kind is Told.SILENT else kind) for kind in kinds], PRIOR)
    assert some.model[-5:].mean() > 1.5 * every.model[-5:].mean()
    assert some.base.tolist() == [every.base[0]] * len(some.base)


def test_of_one_who_writes_down_every_cramp_the_plain_chance_is_scored() -> None:
    plain = guesses([run()], PRIOR, is_complete=True).model[0]
    draws = prior_draws(PRIOR)
    hazard = np.exp(log_hazards(Diary.of([run()], PRIOR), PRIOR, draws)[:, 0])
    assert plain == pytest.approx(cramp(hazard, draws.near, draws.again).mean(), abs=1e-6)
    assert evaluate([run()], PRIOR, is_complete=True).model.total == pytest.approx(np.log1p(-plain))


def test_it_is_calibrated_for_runners_who_write_down_every_cramp_and_no_near_cramp() -> None:
    found = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        runs = lived(truth(rng, answering=SURELY, writing=SURELY, noticing=-SURELY), 80, rng)
        assert {each.told for each in runs} <= {Told.NONE, Told.CRAMP_SOMEWHERE}
        found.append(guesses(runs, PRIOR, is_complete=True))
    assert surprise(found) < 3.3


def test_two_hundred_looks_at_equals_seldom_call_one_of_them_better_or_worse() -> None:
    rng, looks = np.random.default_rng(12), range(FEWEST_RUNS, FEWEST_RUNS + 200)
    histories, once, ever = 40, 0, 0
    for _ in range(histories):
        chances = rng.uniform(0.05, 0.6, (2, looks[-1]))  # each the truth as often as the other
        is_cramp = rng.random(looks[-1]) < chances[rng.integers(0, 2, looks[-1]), np.arange(looks[-1])]
        seen = [scored(Guesses(is_cramp[:n], chances[0, :n], chances[1, :n], chances[1, :n], 0)) for n in looks]
        ever += any(each.verdict is not Verdict.UNCLEAR for each in seen)
        once += any(each.base.low > 0.0 or each.base.high < 0.0 for each in seen)
    assert ever <= 0.2 * histories
    assert once > 0.5 * histories  # what the plain interval of 80 % would say at some look


def test_who_knows_is_found_to_be_better_in_time() -> None:
    rng, count = np.random.default_rng(13), 200
    chance = rng.choice([0.05, 0.5], count)
    is_cramp, field = rng.random(count) < chance, np.full(count, 0.275)
    assert scored(Guesses(is_cramp, chance, field, field, 0)).verdict is Verdict.BETTER
    assert scored(Guesses(is_cramp, field, chance, chance, 0)).verdict is Verdict.WORSE


def test_what_is_off_is_learned_from_and_not_counted_on() -> None:
    known = [run(mass_loss=4.0, descent_beyond=4.0)]
    assert guesses(known, PRIOR).model.tolist() == guesses([run()], PRIOR).model.tolist()


def test_scores_are_those_of_a_hand_calculation() -> None:
    found = made([0.5, 0.25], [0.5, 0.5], [1, 0])
    assert found.model.total == pytest.approx(np.log(0.5) + np.log(0.75))
    assert found.model.log_score == pytest.approx(found.model.total / 2)
    assert found.model.brier == pytest.approx((0.25 + 0.0625) / 2)
    assert found.base.opponent.total == pytest.approx(2 * np.log(0.5))
    gain = np.log(0.75 / 0.5)
    assert found.base.mean == pytest.approx(gain / 2)
    # Two differences, 0 and g: standard error g/2, and t(0.9, 1) = 3.0777 in every table.
    assert found.base.high - found.base.mean == pytest.approx(3.0777 * gain / 2, rel=1e-4)
    assert found.base.mean - found.base.low == pytest.approx(found.base.high - found.base.mean)


def test_what_was_held_to_be_impossible_costs_much_and_not_everything() -> None:
    assert log_scores(np.array([0.0, 1.0]), np.array([True, False])) == pytest.approx([np.log(1e-9)] * 2)


@pytest.mark.parametrize(
    ("runs", "cramps", "verdict"),
    [(20, 3, Verdict.BETTER), (19, 3, Verdict.UNCLEAR), (20, 2, Verdict.UNCLEAR), (200, 60, Verdict.BETTER)],
)
def test_better_is_said_from_twenty_runs_and_three_cramps_on(runs: int, cramps: int, verdict: Verdict) -> None:
    is_cramp = [1] * cramps + [0] * (runs - cramps)
    knowing, guessing = [0.9] * cramps + [0.1] * (runs - cramps), [0.5] * runs
    found = made(knowing, guessing, is_cramp)
    assert (found.base.verdict, found.verdict) == (verdict, verdict)
    assert (found.runs, found.cramps) == (runs, cramps)
    lost = made(guessing, knowing, is_cramp)
    assert lost.verdict is (Verdict.WORSE if verdict is Verdict.BETTER else Verdict.UNCLEAR)


def test_the_same_guesses_are_neither_better_nor_worse() -> None:
    found = made([0.2] * 40, [0.2] * 40, [1, 0, 0, 0] * 10)
    assert (found.base.low, found.base.high, found.verdict) == (0.0, 0.0, Verdict.UNCLEAR)


def test_better_than_one_and_not_the_other_is_no_better() -> None:
    is_cramp = np.array([1] * 10 + [0] * 30, dtype=np.bool_)
    good, middling = np.where(is_cramp, 0.8, 0.1), np.full(40, 0.3)
    assert scored(Guesses(is_cramp, good, middling, good, 0)).verdict is Verdict.UNCLEAR
    assert scored(Guesses(is_cramp, middling, middling - 0.05, good, 0)).verdict is Verdict.WORSE


@pytest.mark.parametrize(("runs", "groups"), [(0, 0), (1, 1), (19, 1), (20, 2), (39, 3), (40, 4), (1000, 4)])
def test_runs_fall_into_at_most_four_groups_of_ten_or_more(runs: int, groups: int) -> None:
    chances = np.linspace(0.9, 0.1, runs)
    found = made(chances.tolist(), chances.tolist(), [0] * runs).groups
    assert len(found) == groups
    assert sum(each.runs for each in found) == runs
    assert [each.expected.median for each in found] == sorted(each.expected.median for each in found)
    assert all(each.runs >= 10 for each in found[: runs // 20])


def test_the_interval_of_a_group_is_that_of_Jeffreys() -> None:  # noqa: N802  # a name
    (found,) = made([0.3] * 10, [0.3] * 10, [1, 1, 0, 0, 0, 0, 0, 0, 0, 0]).groups
    assert (found.runs, found.cramps, found.observed.median) == (10, 2, 0.2)
    assert found.expected.median == pytest.approx(0.3)
    draws = np.random.default_rng(1).beta(2.5, 8.5, 400_000)
    assert (found.observed.low, found.observed.high) == pytest.approx(np.percentile(draws, (10, 90)), abs=2e-3)
    (never,), (always,) = (made([0.3] * 9, [0.3] * 9, [each] * 9).groups for each in (0, 1))
    assert (never.observed.low, always.observed.high) == (0.0, 1.0)
    assert 0.05 < never.observed.high < 0.3
    assert always.observed.low == pytest.approx(1.0 - never.observed.high)


def test_without_a_run_nothing_can_be_told() -> None:
    found = evaluate([], PRIOR)
    assert (found.runs, found.cramps, found.groups, found.verdict) == (0, 0, (), Verdict.UNCLEAR)
    assert isnan(found.model.log_score)
    assert (found.base.low, found.base.high) == (-inf, inf)
    assert evaluate([run()], PRIOR).base.high == inf


@pytest.mark.parametrize("told", [Told.NONE, Told.CRAMP_SOMEWHERE])
def test_a_runner_who_never_or_always_cramps_is_soon_known(told: Told) -> None:
    found = guesses([run(told)] * 60, PRIOR)
    never, chance = told is Told.NONE, found.model
    assert chance[-1] < 0.05 if never else chance[-1] > 0.9
    assert ((chance > 0.0) & (chance < 1.0)).all()
    assert evaluate([run(told)] * 60, PRIOR).base.mean > 0.0
    assert evaluate([run(told)] * 60, PRIOR).verdict is not Verdict.BETTER or not never  # without a cramp: cannot tell


def simulated(answering: float, writing: float) -> list[Guesses]:
    """Guesses about twelve runners drawn from the prior, who answer in one way."""
    found = []
    for seed in range(12):
        rng = np.random.default_rng(seed)
        found.append(guesses(lived(truth(rng, answering=answering, writing=writing), 80, rng), PRIOR))
    return found


def surprise(found: Sequence[Guesses]) -> float:
    """By how many standard errors more or fewer cramps came than expected, in all or in the half of which more were.

    Each guess knows all that came before, so the errors of one runner's runs do not go together.
    """
    chance, is_cramp = (np.concatenate([getattr(each, name) for each in found]) for name in ("model", "is_cramp"))
    off, variance = is_cramp - chance, chance * (1.0 - chance)
    parts = (chance >= 0.0, chance > np.median(chance))
    return max(float(abs(off[part].sum()) / variance[part].sum() ** 0.5) for part in parts)


def test_where_cramps_come_as_the_model_says_it_is_calibrated_and_beats_the_base_on_the_average() -> None:
    found = simulated(ALWAYS, ALWAYS)
    gains = [(log_scores(each.model, each.is_cramp) - log_scores(each.base, each.is_cramp)).mean() for each in found]
    assert np.mean(gains) > 2.0 * np.std(gains, ddof=1) / len(gains) ** 0.5
    assert surprise(found) < 3.3


def test_it_is_calibrated_too_for_runners_who_tell_of_bad_days_more_often() -> None:
    assert surprise(simulated(SELDOM, OFTEN)) < 3.3


def test_a_runner_for_whom_a_fast_start_works_the_other_way_is_told_that_the_model_is_no_better() -> None:
    verdicts = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        point = np.zeros((1, dimension(PRIOR)))
        point[0, [ANSWERING, WRITING]] = ALWAYS
        found = evaluate(lived(point, 60, rng, effects=-2.0), PRIOR)
        verdicts.append(found.base.verdict)
        assert found.runs >= FEWEST_RUNS
    assert Verdict.BETTER not in verdicts
