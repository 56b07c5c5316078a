"""The likelihood beside a simulator of its own, and beside integrals over the places."""

from typing import Any

import numpy as np
import pytest
from benchmarks.hazard_simulation import OTHERS, World, level_at, levels, run

from risk.diaries import FEW, ORDINARY, PRIOR, a_run
from uncramp.domain.streams import FloatArray
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import ANSWERING, NOTICING, WRITING, Draws, dimension, draws_of
from uncramp.risk.likelihood import Rates, log_hazards, log_likelihoods, log_likelihoods_of_all, quiet, told

PLACES, WEIGHTS = np.polynomial.legendre.leggauss(60)
PLACES, WEIGHTS = (PLACES + 1.0) / 2.0, WEIGHTS / 2.0
LEVEL = np.log(0.5)


def likelihoods(runs: list[DiaryRun], draws: Draws = FEW, level: float = LEVEL) -> FloatArray:
    """Of each run, in the order given, under each draw, at one log-hazard."""
    diary = Diary.of(runs, PRIOR)
    log_hazard = np.full((len(draws.shape), len(diary)), level)
    result = np.empty_like(log_hazard)
    result[:, diary.order] = np.exp(log_likelihoods(log_hazard, Rates.of(draws), diary))
    return result


def one(kind: Told, level: float = LEVEL, **more: Any) -> FloatArray:  # noqa: ANN401  # fields of a run
    return likelihoods([a_run(kind, **more)], level=level)[:, 0]


def over_places(kind: Told, level: float = LEVEL, **more: Any) -> FloatArray:  # noqa: ANN401  # fields of a run
    name = "near_at" if kind is Told.NEAR else "cramp_at"
    places: list[dict[str, Any]] = [{name: float(place)} for place in PLACES]
    return likelihoods([a_run(kind, **place, **more) for place in places], level=level) @ WEIGHTS


def near_then_cramp(level: float = LEVEL, **more: Any) -> FloatArray:  # noqa: ANN401  # fields of a run
    """Over both places, the near-cramp first."""
    runs = [
        a_run(Told.NEAR_THEN_CRAMP, near_at=float(then * first), cramp_at=float(then), **more)
        for then in PLACES
        for first in PLACES
    ]
    return likelihoods(runs, level=level) @ np.outer(WEIGHTS * PLACES, WEIGHTS).ravel()


def at(**unknowns: float) -> Draws:
    """One draw in the middle of the prior but for what is told: how the runner answers."""
    places = {"answering": ANSWERING, "writing": WRITING, "noticing": NOTICING}
    point = np.zeros((1, dimension(PRIOR)))
    for name, value in unknowns.items():
        point[0, places[name]] = value
    return draws_of(point, PRIOR, ())


@pytest.mark.parametrize("level", [-4.0, -2.0, LEVEL])
def test_all_that_a_diary_can_say_adds_up_to_one(level: float) -> None:
    all_told = one(Told.NONE, level) + over_places(Told.NEAR, level) + over_places(Told.CRAMP, level)
    assert all_told + near_then_cramp(level) + one(Told.SILENT, level) == pytest.approx(1.0, abs=3e-4)
    somewhere = one(Told.NONE, level) + one(Told.NEAR_SOMEWHERE, level) + one(Told.CRAMP_SOMEWHERE, level)
    assert somewhere + one(Told.SILENT, level) == pytest.approx(1.0)


@pytest.mark.parametrize("level", [-4.0, -2.0, LEVEL])
def test_all_that_can_be_told_of_a_run_that_was_told_of_adds_up_to_one(level: float) -> None:
    only: dict[str, Any] = {"is_told_only": True}
    placed = over_places(Told.NEAR, level, **only) + over_places(Told.CRAMP, level, **only)
    assert one(Told.NONE, level, **only) + placed + near_then_cramp(level, **only) == pytest.approx(1.0, abs=3e-4)
    kinds = (Told.NONE, Told.NEAR_SOMEWHERE, Told.CRAMP_SOMEWHERE)
    assert sum(one(kind, level, **only) for kind in kinds) == pytest.approx(1.0)


@pytest.mark.parametrize("kind", [Told.NEAR, Told.CRAMP])
def test_all_places_of_a_picked_run_add_up_to_one(kind: Told) -> None:
    assert over_places(kind, is_picked=True) == pytest.approx(1.0, abs=1e-3)


def test_a_place_not_told_is_any_place() -> None:
    assert over_places(Told.NEAR) == pytest.approx(one(Told.NEAR_SOMEWHERE), rel=1e-4)
    assert over_places(Told.CRAMP) + near_then_cramp() == pytest.approx(one(Told.CRAMP_SOMEWHERE), rel=1e-3)


def test_outcomes_are_as_frequent_as_in_the_simulator() -> None:
    rng, count = np.random.default_rng(7), 200_000
    world = World.of(rng.standard_normal(OTHERS + len(PRIOR.covariate)), PRIOR)
    draws = draws_of(world.unknowns[np.newaxis], PRIOR, ())
    outcomes = run(np.full(count, np.exp(LEVEL)), world, rng)
    cramped, twitched = outcomes.cramped.mean(), outcomes.twitched.mean()
    chance = likelihoods([a_run(kind) for kind in (Told.CRAMP_SOMEWHERE, Told.NEAR_SOMEWHERE, Told.NONE)], draws)[0]
    quiet = 1 - cramped - world.noticing * twitched
    expected = [world.writing * cramped, world.writing * world.noticing * twitched, world.answering * quiet]
    assert chance == pytest.approx(np.array(expected), abs=4 * 0.5 / count**0.5)
    late = likelihoods([a_run(Told.CRAMP, cramp_at=float(place)) for place in PLACES], draws)[0]
    direct = outcomes.cramped & (np.isnan(outcomes.near_at) | (rng.random(count) >= world.noticing))
    for edge in (0.5, 0.8):
        seen = world.writing * (direct & (outcomes.cramp_at < edge)).mean()
        integral = np.interp(edge * PLACES, PLACES, late) @ WEIGHTS * edge
        assert integral == pytest.approx(seen, abs=4 * 0.5 / count**0.5)


def test_the_log_hazard_of_a_run_is_the_simulators() -> None:
    rng = np.random.default_rng(8)
    world = World.of(rng.standard_normal(OTHERS + len(PRIOR.covariate)), PRIOR)
    draws = draws_of(world.unknowns[np.newaxis], PRIOR, ())
    steps, doubt = ORDINARY + rng.normal(0, 0.3, len(ORDINARY)), rng.random(len(ORDINARY))
    runs = [a_run(distance=17_000.0, steps=steps), a_run(distance=50_000.0, is_race=True, steps=steps, variance=doubt)]
    solved = level_at(np.array([17_000.0, 50_000.0]), levels(PRIOR, world))
    own = world.own_sd(PRIOR, ()) * world.luck + steps @ world.effects
    expected = solved + own + [-world.race, world.effects**2 @ doubt / 2]
    assert log_hazards(Diary.of(runs, PRIOR), PRIOR, draws)[0] == pytest.approx(expected, abs=0.02)


def test_silence_is_none_to_one_who_writes_down_every_cramp() -> None:
    sure = at(writing=40.0)
    silent, none = likelihoods([a_run(Told.SILENT), a_run(Told.NONE)], sure)[0]
    answering = sure.answering[0]
    assert silent / (1 - answering) == pytest.approx(none / answering)


def test_silence_says_nothing_of_one_who_answers_alike_and_tells_no_near_cramps() -> None:
    alike, runs = at(noticing=-40.0), [a_run(Told.SILENT)]
    assert likelihoods(runs, alike, -6.0) == pytest.approx(likelihoods(runs, alike, 2.0))


def test_to_one_who_never_tells_of_a_near_cramp_none_is_no_cramp() -> None:
    cramps_alone = at(noticing=-40.0)
    none, cramp = likelihoods([a_run(Told.NONE), a_run(Told.CRAMP_SOMEWHERE)], cramps_alone)[0]
    assert none / cramps_alone.answering + cramp / cramps_alone.writing == pytest.approx(1.0)
    tells_all = at(noticing=40.0)
    nothing = np.exp(-(1 + tells_all.near) * np.exp(LEVEL))
    assert likelihoods([a_run(Told.NONE)], tells_all)[0] == pytest.approx(tells_all.answering * nothing)


def test_a_near_cramp_is_told_as_cramps_are_and_not_as_quiet_days() -> None:
    twitch = [a_run(Told.NEAR, near_at=0.4)]
    of_both = [likelihoods(twitch, at(answering=each)) for each in (-2.0, 2.0)]
    assert of_both[0] == pytest.approx(of_both[1])
    seldom, often = (at(writing=each) for each in (-2.0, 2.0))
    ratio = likelihoods(twitch, often) / likelihoods(twitch, seldom)
    assert ratio == pytest.approx((often.writing / seldom.writing)[:, np.newaxis])


def test_a_run_of_one_whose_silence_means_nothing_is_divided_by_the_chance_that_it_was_told() -> None:
    given = likelihoods([a_run(kind) for kind in (Told.NONE, Told.NEAR_SOMEWHERE, Told.CRAMP_SOMEWHERE)])
    some_told = given.sum(axis=1)
    hazard = np.full((len(FEW.shape), 1), np.exp(LEVEL))
    assert told(hazard, Rates.of(FEW))[:, 0] == pytest.approx(some_told)
    assert quiet(hazard, Rates.of(FEW))[:, 0] == pytest.approx(given[:, 0] / FEW.answering)
    assert one(Told.CRAMP, cramp_at=0.6, is_told_only=True) == pytest.approx(one(Told.CRAMP, cramp_at=0.6) / some_told)


PICKED: list[tuple[Told, dict[str, Any], float]] = [
    (Told.CRAMP, {"cramp_at": 0.7}, 0.7),
    (Told.NEAR, {"near_at": 0.4}, 0.4),
    (Told.NEAR_THEN_CRAMP, {"near_at": 0.4, "cramp_at": 0.7}, 0.7),
]


@pytest.mark.parametrize(("kind", "told_at", "place"), PICKED)
@pytest.mark.parametrize("level", [-5.0, LEVEL, 2.0])
def test_a_run_picked_for_what_happened_tells_where_and_not_how_often(
    kind: Told, told_at: dict[str, Any], place: float, level: float
) -> None:
    where = FEW.shape * place ** (FEW.shape - 1)
    assert one(kind, level, is_picked=True, **told_at) == pytest.approx(where)


@pytest.mark.parametrize(("kind", "told_at"), [(kind, told_at) for kind, told_at, _ in PICKED[:2]])
def test_where_the_hazard_is_small_a_picked_place_is_that_of_the_whole_model(
    kind: Told, told_at: dict[str, Any]
) -> None:
    somewhere = Told.NEAR_SOMEWHERE if kind is Told.NEAR else Told.CRAMP_SOMEWHERE
    given = one(kind, -12.0, **told_at) / one(somewhere, -12.0)
    assert one(kind, is_picked=True, **told_at) == pytest.approx(given, rel=1e-3)


def test_a_picked_run_without_a_place_says_nothing() -> None:
    for somewhere in (Told.NEAR_SOMEWHERE, Told.CRAMP_SOMEWHERE):
        assert one(somewhere, is_picked=True) == pytest.approx(1.0)


@pytest.mark.parametrize("level", [-200.0, -20.0, 0.0, 30.0, 200.0])
@pytest.mark.parametrize("kind", list(Told))
def test_no_hazard_is_without_a_number_in_single_precision(kind: Told, level: float) -> None:
    early: dict[str, Any] = {"near_at": 0.2, "cramp_at": 0.5}
    late: dict[str, Any] = {"near_at": 1.0, "cramp_at": 1.0}
    runs = [a_run(kind, **early), a_run(kind, **late)]
    runs += [a_run(kind, is_told_only=True, **each) for each in (early, late) if kind is not Told.SILENT]
    runs += [a_run(kind, is_picked=True, **each) for each in (early, late) if kind >= Told.NEAR]
    diary = Diary.of(runs, PRIOR)
    extreme = draws_of(np.array([-9.0, 0.0, 9.0])[:, np.newaxis] * np.ones(OTHERS + len(ORDINARY)), PRIOR, ())
    rates = Rates.of(extreme).astype(np.float32)
    found = log_likelihoods(np.full((3, len(diary)), level, dtype=np.float32), rates, diary)
    assert not np.isnan(found).any()
    assert (found < 1e4).all()


@pytest.mark.parametrize("level", [-20.0, -1.0, 2.0, 6.0])
@pytest.mark.parametrize("is_told_only", [False, True])
@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 40])
def test_all_runs_together_are_the_sum_of_each(count: int, level: float, *, is_told_only: bool) -> None:
    nones = [a_run(is_told_only=is_told_only and number % 3 == 0) for number in range(count)]
    others = [a_run(Told.SILENT), a_run(Told.CRAMP, cramp_at=0.6), a_run(Told.CRAMP, cramp_at=0.7, is_picked=True)]
    diary = Diary.of([*nones, *others], PRIOR)
    log_hazard = level + np.linspace(-0.5, 0.5, len(diary)) * np.ones((len(FEW.shape), 1))
    each = log_likelihoods(log_hazard, Rates.of(FEW), diary)
    assert log_likelihoods_of_all(log_hazard, Rates.of(FEW), diary) == pytest.approx(each.sum(axis=1), rel=1e-12)
