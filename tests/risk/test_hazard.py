from dataclasses import replace

import numpy as np
import pytest
from benchmarks.hazard_simulation import DISTANCES, OTHERS, Race, World, field
from benchmarks.hazard_simulation import levels as levels_by_bisection

from risk.diaries import PRIOR
from uncramp.risk.draws import draws_of, prior_draws
from uncramp.risk.hazard import (
    NODES,
    baseline_log_hazard,
    between_nodes,
    has_level,
    level_at,
    levels,
    log_hazard_of,
)

DRAWS = prior_draws(PRIOR, count=32, seed=11)
RNG = np.random.default_rng(2031)
WORLDS = [World.drawn(PRIOR, RNG) for _ in range(12)]
OF_WORLDS = draws_of(np.array([world.unknowns for world in WORLDS]), PRIOR, ())
TYPICAL = World.of(np.zeros(OTHERS + len(PRIOR.covariate)), PRIOR)
MARATHON, ULTRA = 42_195.0, 56_000.0


def test_at_a_measured_distance_the_field_cramps_as_often_as_was_measured_less_what_volunteers_overreport() -> None:
    typical = draws_of(np.zeros((1, len(TYPICAL.unknowns))), PRIOR, ())
    unshifted = replace(typical, reporting=np.zeros(1))
    events = sorted(PRIOR.baseline, key=lambda event: event.distance)
    seen = baseline_log_hazard(np.array([event.distance for event in events]), PRIOR, unshifted)[0]
    assert -np.expm1(-np.exp(seen)) == pytest.approx([event.probability for event in events])
    shifted = baseline_log_hazard(np.array([MARATHON]), PRIOR, typical)[0, 0]
    assert shifted == pytest.approx(seen[1] - 0.3)


def test_ninety_five_of_a_hundred_baselines_lie_in_the_published_interval() -> None:
    typical = draws_of(np.zeros((2, len(TYPICAL.unknowns))), PRIOR, ())
    edges = replace(typical, reporting=np.zeros(2), baseline=np.array([-1.96, 1.96]))
    chance = -np.expm1(-np.exp(baseline_log_hazard(np.array([MARATHON]), PRIOR, edges)))[:, 0]
    assert chance == pytest.approx([0.157, 0.281], abs=0.01)  # the pooled cohorts: 16 to 28 %


def test_below_the_half_marathon_the_hazard_falls_as_within_a_run() -> None:
    short, half = baseline_log_hazard(np.array([10_000.0, 21_097.5]), PRIOR, DRAWS).T
    assert np.exp(short - half) == pytest.approx((10_000 / 21_097.5) ** DRAWS.shape)


def test_the_levels_are_those_of_a_bisection_over_a_fine_grid() -> None:
    apart = levels(NODES, PRIOR, OF_WORLDS) - [levels_by_bisection(PRIOR, world) for world in WORLDS]
    assert np.abs(apart).max() < 0.03  # eleven nodes and four steps; 0.018 at most in a hundred draws of the prior


@pytest.mark.parametrize("distance", [MARATHON, ULTRA])
def test_a_simulated_field_cramps_as_often_as_was_measured(distance: float) -> None:
    rng, size = np.random.default_rng(2030), 20_000
    races = [Race.held(distance, field(PRIOR, size, rng), PRIOR, world, rng) for world in WORLDS]
    seen = np.array([race.outcomes.cramped.mean() for race in races])
    wanted = -np.expm1(-np.exp(baseline_log_hazard(np.array([distance]), PRIOR, OF_WORLDS)))[:, 0]
    error = np.sqrt(wanted * (1 - wanted) / size)
    # beyond chance: effects of people are no normal numbers, as the level takes them to be
    assert (np.abs(seen - wanted) < 4 * error + 0.03 * wanted).all()


@pytest.mark.parametrize("distance", [0.0, 9999.9, 161_000.1, np.inf, np.nan])
def test_outside_ten_to_a_hundred_and_sixty_one_kilometres_there_is_no_level(distance: float) -> None:
    assert not has_level(distance)
    assert np.isnan(between_nodes(np.array([distance]))).any()


@pytest.mark.parametrize("distance", [10_000.0, 12_000.0, 42_195.0, 160_000.0, 161_000.0])
def test_a_level_between_two_nodes_is_drawn_straight_over_the_logarithm(distance: float) -> None:
    at_nodes = levels(NODES, PRIOR, DRAWS)
    straight = [np.interp(np.log(distance), np.log(NODES), row) for row in at_nodes]
    assert level_at(distance, PRIOR, DRAWS) == pytest.approx(np.array(straight))
    assert has_level(distance)


def test_the_nodes_are_the_stated_distances() -> None:
    assert tuple(NODES) == DISTANCES


def test_a_level_beyond_all_measure_is_still_a_number() -> None:
    extreme = draws_of(np.full((2, len(TYPICAL.unknowns)), 12.0) * [[1.0], [-1.0]], PRIOR, ())
    assert np.isfinite(levels(NODES, PRIOR, extreme)).all()


def test_a_chance_and_its_log_hazard_belong_together() -> None:
    assert log_hazard_of(1 - np.exp(-np.exp(-1.5))) == pytest.approx(-1.5)
