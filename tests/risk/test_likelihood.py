"""The likelihood beside a simulator of its own, and beside integrals over the places."""

from typing import Any

import numpy as np
import pytest
from benchmarks.hazard_simulation import World, level_at, levels, run

from risk.diaries import FEW, ORDINARY, PRIOR, a_run
from uncramp.domain.streams import FloatArray
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import Draws, draws_of
from uncramp.risk.likelihood import Rates, log_hazards, log_likelihoods

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


def one(told: Told) -> FloatArray:
    return likelihoods([a_run(told)])[:, 0]


def over_places(told: Told) -> FloatArray:
    name = "near_at" if told is Told.NEAR else "cramp_at"
    told_at: list[dict[str, Any]] = [{name: float(place)} for place in PLACES]
    return likelihoods([a_run(told, **place) for place in told_at]) @ WEIGHTS


def near_then_cramp() -> FloatArray:
    """Over both places, the near-cramp first."""
    runs = [
        a_run(Told.NEAR_THEN_CRAMP, near_at=float(then * first), cramp_at=float(then))
        for then in PLACES
        for first in PLACES
    ]
    return likelihoods(runs) @ np.outer(WEIGHTS * PLACES, WEIGHTS).ravel()


def test_all_that_a_diary_can_say_adds_up_to_one() -> None:
    all_told = one(Told.NONE) + over_places(Told.NEAR) + over_places(Told.CRAMP) + near_then_cramp()
    assert all_told + one(Told.SILENT) == pytest.approx(1.0, abs=1e-4)
    somewhere = one(Told.NONE) + one(Told.NEAR_SOMEWHERE) + one(Told.CRAMP_SOMEWHERE)
    assert somewhere + one(Told.SILENT) == pytest.approx(1.0)


def test_a_place_not_told_is_any_place() -> None:
    assert over_places(Told.NEAR) == pytest.approx(one(Told.NEAR_SOMEWHERE), rel=1e-4)
    assert over_places(Told.CRAMP) + near_then_cramp() == pytest.approx(one(Told.CRAMP_SOMEWHERE), rel=1e-3)


def test_outcomes_are_as_frequent_as_in_the_simulator() -> None:
    rng, count = np.random.default_rng(7), 200_000
    world = World.of(rng.standard_normal(10 + len(PRIOR.covariate)), PRIOR)
    draws = draws_of(world.unknowns[np.newaxis], PRIOR, ())
    outcomes = run(np.full(count, np.exp(LEVEL)), world, rng)
    cramped, twitched = outcomes.cramped.mean(), outcomes.twitched.mean()
    chance = likelihoods([a_run(kind) for kind in (Told.CRAMP_SOMEWHERE, Told.NEAR_SOMEWHERE, Told.NONE)], draws)[0]
    expected = [world.writing * cramped, world.writing * twitched, world.answering * (1 - cramped - twitched)]
    assert chance == pytest.approx(np.array(expected), abs=4 * 0.5 / count**0.5)
    late = likelihoods([a_run(Told.CRAMP, cramp_at=float(place)) for place in PLACES], draws)[0]
    direct = outcomes.cramped & np.isnan(outcomes.near_at)
    for edge in (0.5, 0.8):
        seen = world.writing * (direct & (outcomes.cramp_at < edge)).mean()
        integral = np.interp(edge * PLACES, PLACES, late) @ WEIGHTS * edge
        assert integral == pytest.approx(seen, abs=4 * 0.5 / count**0.5)


def test_the_log_hazard_of_a_run_is_the_simulators() -> None:
    rng = np.random.default_rng(8)
    world = World.of(rng.standard_normal(10 + len(PRIOR.covariate)), PRIOR)
    draws = draws_of(world.unknowns[np.newaxis], PRIOR, ())
    steps, doubt = ORDINARY + rng.normal(0, 0.3, len(ORDINARY)), rng.random(len(ORDINARY))
    runs = [a_run(distance=17_000.0, steps=steps), a_run(distance=50_000.0, is_race=True, steps=steps, variance=doubt)]
    solved = level_at(np.array([17_000.0, 50_000.0]), levels(PRIOR, world))
    own = world.own_sd(PRIOR, ()) * world.luck + steps @ world.effects
    expected = solved + own + [-world.race, world.effects**2 @ doubt / 2]
    assert log_hazards(Diary.of(runs, PRIOR), PRIOR, draws)[0] == pytest.approx(expected, abs=0.02)


def test_silence_is_none_to_one_who_writes_down_every_cramp() -> None:
    sure = draws_of(np.tile([0.0] * 9 + [40.0] + [0.0] * len(ORDINARY), (2, 1)), PRIOR, ())
    silent, none = likelihoods([a_run(Told.SILENT), a_run(Told.NONE)], sure)[0]
    answering = sure.answering[0]
    assert silent / (1 - answering) == pytest.approx(none / answering)


def test_silence_says_nothing_of_one_who_answers_alike() -> None:
    alike = draws_of(np.zeros((1, 10 + len(ORDINARY))), PRIOR, ())
    runs = [a_run(Told.SILENT)]
    assert likelihoods(runs, alike, -6.0) == pytest.approx(likelihoods(runs, alike, 2.0))


@pytest.mark.parametrize(("told", "place"), [(Told.CRAMP, {"cramp_at": 0.7}), (Told.NEAR, {"near_at": 0.4})])
def test_a_run_picked_for_its_cramp_tells_where_and_not_how_often(told: Told, place: dict[str, Any]) -> None:
    somewhere = Told.CRAMP_SOMEWHERE if told is Told.CRAMP else Told.NEAR_SOMEWHERE
    given = likelihoods([a_run(told, **place), a_run(somewhere)])
    assert likelihoods([a_run(told, is_picked=True, **place)])[:, 0] == pytest.approx(given[:, 0] / given[:, 1])
    assert likelihoods([a_run(somewhere, is_picked=True)])[:, 0] == pytest.approx(1.0)


@pytest.mark.parametrize("level", [-200.0, -20.0, 0.0, 30.0, 200.0])
@pytest.mark.parametrize("kind", list(Told))
def test_no_hazard_is_without_a_number_in_single_precision(kind: Told, level: float) -> None:
    diary = Diary.of([a_run(kind, near_at=0.2, cramp_at=0.5), a_run(kind, near_at=1.0, cramp_at=1.0)], PRIOR)
    extreme = draws_of(np.array([-9.0, 0.0, 9.0])[:, np.newaxis] * np.ones(10 + len(ORDINARY)), PRIOR, ())
    rates = Rates.of(extreme).astype(np.float32)
    found = log_likelihoods(np.full((3, 2), level, dtype=np.float32), rates, diary)
    assert not np.isnan(found).any()
    assert (found < 1e4).all()
