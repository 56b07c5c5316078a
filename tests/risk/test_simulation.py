"""The simulator by itself: what it plays is what docs/hazard.md states, whatever the rest of the code does."""

import numpy as np
import pytest
from benchmarks.hazard_simulation import (
    MARATHON,
    OTHERS,
    PROFILE,
    Habits,
    SimulatedRunner,
    World,
    chance_of_cramp,
    field,
    level_at,
    levels,
    run,
    run_with_cramp,
    simulated,
)
from numpy.typing import NDArray

from risk.diaries import PRIOR
from uncramp.risk.diary import Told

RNG = np.random.default_rng(11)
TYPICAL = World.of(np.zeros(OTHERS + len(PRIOR.covariate)), PRIOR)
NAMES = list(PRIOR.covariate)


def test_people_are_like_those_of_the_cohorts() -> None:
    people = field(PRIOR, 40_000, np.random.default_rng(1))
    for column, (name, each) in zip(people.T, PRIOR.covariate.items(), strict=True):
        assert ((column >= each.low) & (column <= each.high)).all(), name
        assert column.mean() == pytest.approx(each.population.centre, abs=0.06), name
        assert column.std() == pytest.approx(each.population.variance**0.5, rel=0.12), name


def test_a_run_is_nothing_a_near_cramp_or_a_cramp_as_often_as_the_formulas_say() -> None:
    count, hazard = 200_000, 0.3
    outcomes = run(np.full(count, hazard), TYPICAL, np.random.default_rng(2))
    nothing = np.exp(-(1 + TYPICAL.near) * hazard)
    assert (~outcomes.cramped & ~outcomes.twitched).mean() == pytest.approx(nothing, abs=0.005)
    assert outcomes.cramped.mean() == pytest.approx(chance_of_cramp(np.array([hazard]), TYPICAL)[0], abs=0.005)


def test_cramps_come_late_as_the_shape_says() -> None:
    hazard = 5e-3  # so rare that none uses the others up
    outcomes = run(np.full(400_000, hazard), TYPICAL, np.random.default_rng(3))
    places = outcomes.cramp_at[outcomes.cramped]
    assert places.mean() == pytest.approx(TYPICAL.shape / (TYPICAL.shape + 1), abs=0.02)
    assert ((outcomes.near_at < outcomes.cramp_at) | np.isnan(outcomes.near_at))[outcomes.cramped].all()


def test_the_field_of_a_marathon_cramps_as_often_as_was_measured() -> None:
    people = field(PRIOR, 100_000, RNG)
    own = RNG.normal(0.0, TYPICAL.left_variance(PRIOR) ** 0.5, len(people))
    level = level_at(np.array([MARATHON]), levels(PRIOR, TYPICAL))
    effects = TYPICAL.effects * [not each.off for each in PRIOR.covariate.values()]
    seen = chance_of_cramp(np.exp(level + people @ effects + own), TYPICAL).mean()
    measured = -np.log1p(-PRIOR.baseline[1].probability)
    assert seen == pytest.approx(-np.expm1(-measured * np.exp(PRIOR.reporting.log_mean)), rel=0.03)


def test_runs_known_to_end_in_a_cramp_are_those_of_all_that_do() -> None:
    hazard = np.full(400_000, 0.3)
    outcomes, sure = run(hazard, TYPICAL, RNG), run_with_cramp(hazard[:100_000], TYPICAL, RNG)
    assert sure.cramped.all()
    for name in ("near_at", "cramp_at"):
        seen, wanted = getattr(sure, name), getattr(outcomes, name)[outcomes.cramped]
        assert np.isnan(seen).mean() == pytest.approx(np.isnan(wanted).mean(), abs=0.01), name
        shares = (10, 50, 90)
        assert np.nanpercentile(seen, shares) == pytest.approx(np.nanpercentile(wanted, shares), abs=0.01), name


def told_by(world: World, habits: Habits) -> tuple[SimulatedRunner, NDArray[np.int64]]:
    runner = simulated(PRIOR, world, 20_000, np.random.default_rng(5), habits)
    return runner, np.array([each.told for each in runner.runs])


def test_a_diary_tells_what_happened_as_often_as_its_writer_does() -> None:
    world = World.of(np.array([0.0] * 8 + [-0.5, 0.8, -0.3] + [0.0] * len(NAMES)), PRIOR)
    runner, told = told_by(world, Habits(lost=0.25))
    came, twitched, cramped = runner.outcomes, runner.outcomes.twitched, runner.outcomes.cramped
    assert (told[~cramped & ~twitched] == Told.NONE).mean() == pytest.approx(world.answering, abs=0.02)
    is_told = np.isin(told[twitched], [Told.NEAR, Told.NEAR_SOMEWHERE])
    assert is_told.mean() == pytest.approx(world.writing * world.noticing, abs=0.05)
    assert (told[twitched] == Told.NONE).mean() == pytest.approx((1 - world.noticing) * world.answering, abs=0.05)
    assert (told[cramped] != Told.SILENT).mean() == pytest.approx(world.writing, abs=0.05)
    assert (told[cramped] != Told.NONE).all()
    after = np.isin(told, [Told.CRAMP, Told.NEAR_THEN_CRAMP]) & ~np.isnan(came.near_at)
    assert (told[after] == Told.NEAR_THEN_CRAMP).mean() == pytest.approx(world.noticing, abs=0.08)
    lost = np.isin(told, [Told.NEAR_SOMEWHERE, Told.CRAMP_SOMEWHERE]).sum()
    assert lost / ((told >= Told.NEAR).sum()) == pytest.approx(0.25, abs=0.05)


def test_a_runner_who_tells_of_no_near_cramp_tells_of_none() -> None:
    _, told = told_by(World.of(np.array([0.0] * 10 + [-40.0] + [0.0] * len(NAMES)), PRIOR), Habits())
    assert set(told.tolist()) == {Told.SILENT, Told.NONE, Told.CRAMP, Told.CRAMP_SOMEWHERE}


def test_a_diary_may_begin_with_its_cramp_or_have_nothing_but_what_was_told() -> None:
    begun, told = told_by(TYPICAL, Habits(begun=1.0, lost=0.0))
    assert [each.is_picked for each in begun.runs[:3]] == [True, False, False]
    assert told[0] in {Told.CRAMP, Told.NEAR_THEN_CRAMP}
    only, told = told_by(TYPICAL, Habits(told_only=1.0))
    assert (told != Told.SILENT).all()
    assert all(each.is_told_only for each in only.runs)
    every, told = told_by(TYPICAL, Habits())
    assert not any(each.is_told_only or each.is_picked for each in every.runs)
    heard = np.isin([each.told for each in only.runs], [Told.CRAMP, Told.CRAMP_SOMEWHERE, Told.NEAR_THEN_CRAMP]).mean()
    wanted = np.isin(told, [Told.CRAMP, Told.CRAMP_SOMEWHERE, Told.NEAR_THEN_CRAMP]).sum() / (told != Told.SILENT).sum()
    assert heard == pytest.approx(wanted, rel=0.3)


def test_all_of_the_profile_or_nothing_of_it_may_be_told() -> None:
    world = World.drawn(PRIOR, np.random.default_rng(6))
    nothing = simulated(PRIOR, world, 5, np.random.default_rng(7), Habits(untold=1.0))
    everything = simulated(PRIOR, world, 5, np.random.default_rng(7), Habits(untold=0.0))
    assert nothing.untold == frozenset(PROFILE)
    assert nothing.profile == {name: PRIOR.covariate[name].population.centre for name in PROFILE}
    assert everything.untold == frozenset()
    assert world.own_sd(PRIOR, PROFILE) > world.own_sd(PRIOR, ())
