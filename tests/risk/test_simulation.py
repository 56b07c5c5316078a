"""The simulator by itself: what it plays is what docs/hazard.md states, whatever the rest of the code does."""

import numpy as np
import pytest
from benchmarks.hazard_simulation import (
    MARATHON,
    PROFILE,
    Habits,
    World,
    chance_of_cramp,
    field,
    level_at,
    levels,
    run,
    simulated,
)

from risk.diaries import PRIOR
from uncramp.risk.diary import Told

RNG = np.random.default_rng(11)
TYPICAL = World.of(np.zeros(10 + len(PRIOR.covariate)), PRIOR)
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


def test_a_diary_tells_what_happened_as_often_as_its_writer_does() -> None:
    world = World.of(np.array([0.0] * 8 + [-0.5, 0.8] + [0.0] * len(NAMES)), PRIOR)
    runner = simulated(PRIOR, world, 20_000, np.random.default_rng(5), Habits(lost=0.25))
    told = np.array([each.told for each in runner.runs])
    something = runner.outcomes.cramped | runner.outcomes.twitched
    assert (told[~something] == Told.NONE).mean() == pytest.approx(world.answering, abs=0.02)
    assert (told[something] != Told.SILENT).mean() == pytest.approx(world.writing, abs=0.05)
    assert (told[something] != Told.NONE).all()
    lost = np.isin(told, [Told.NEAR_SOMEWHERE, Told.CRAMP_SOMEWHERE]).sum()
    assert lost / ((told >= Told.NEAR).sum()) == pytest.approx(0.25, abs=0.05)


def test_all_of_the_profile_or_nothing_of_it_may_be_told() -> None:
    world = World.drawn(PRIOR, np.random.default_rng(6))
    nothing = simulated(PRIOR, world, 5, np.random.default_rng(7), Habits(untold=1.0))
    everything = simulated(PRIOR, world, 5, np.random.default_rng(7), Habits(untold=0.0))
    assert nothing.untold == frozenset(PROFILE)
    assert nothing.profile == {name: PRIOR.covariate[name].population.centre for name in PROFILE}
    assert everything.untold == frozenset()
    assert world.own_sd(PRIOR, PROFILE) > world.own_sd(PRIOR, ())
