from dataclasses import replace
from math import inf, isnan, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from uncramp.domain.quantities import Range
from uncramp.domain.runner import Sex
from uncramp.physiology.fluid_balance import (
    BodyWater,
    FluidPlan,
    is_diluting,
    mass_change_over,
    plasma_sodium_after_Nguyen_2004,
    plasma_sodium_Nguyen_2004,
    plasma_sodium_prediction,
    probability_of_gain,
    total_body_water_Watson_1980,
    water_change,
)

SWEAT = Range("sweat_rate", 0.6, 0.8, 1.1)
PLAN = FluidPlan(mass=70.0, duration=14_400.0, sweat_rate=SWEAT, drinking_rate=0.5, energy_rate=800.0)
BODY = BodyWater(share=Range("share", 0.50, 0.565, 0.63), plasma_sodium=140.0, plasma_sodium_sd=1.5)
SALT = Range("sweat_sodium", 25.0, 43.0, 62.0)
anything = st.floats()
ranges = st.builds(Range, st.just("sweat_rate"), anything, anything, anything)
plans = st.builds(
    FluidPlan, mass=anything, duration=anything, sweat_rate=ranges, drinking_rate=anything, energy_rate=anything
)


def sodium(
    plan: FluidPlan = PLAN, salt: Range = SALT, body: BodyWater = BODY, rate: float = 0.0
) -> tuple[float, float]:
    return plasma_sodium_prediction(plan, body, salt, sodium_rate=rate, sweat_potassium=6.0)


def test_body_mass_falls_evenly_and_is_told_up_to_the_end() -> None:
    low, median, high = mass_change_over(PLAN, [0.0, 7200.0, 14_400.0, 14_401.0, -1.0, nan])
    breath = 0.2e-3 / 4184 * 800 * 14_400
    assert_allclose(median[:3] * 70, [0, (-0.3 * 4 - breath) / 2, -0.3 * 4 - breath])
    assert_allclose(low[:3] * 70, [0, (-0.6 * 4 - breath) / 2, -0.6 * 4 - breath])
    assert_allclose(high[:3] * 70, [0, (-0.1 * 4 - breath) / 2, -0.1 * 4 - breath])
    assert all(np.isnan(each[3:]).all() for each in (low, median, high))


def test_body_water_falls_by_less_than_body_mass() -> None:
    water = water_change(PLAN)
    assert (water.low, water.median, water.high) == pytest.approx((-2.4, -1.2, -0.4))
    assert 70 * mass_change_over(PLAN, 14_400.0)[1] < water.median


def test_the_chance_of_a_gain_is_that_of_sweating_less_than_is_drunk() -> None:
    breath = 0.2e-3 / 4184 * 800 * 3600
    assert probability_of_gain(replace(PLAN, drinking_rate=0.8 + breath)) == pytest.approx(0.5)
    assert probability_of_gain(replace(PLAN, drinking_rate=0.6 + breath)) == pytest.approx(0.1)
    assert probability_of_gain(replace(PLAN, drinking_rate=1.1 + breath)) == pytest.approx(0.9)
    assert probability_of_gain(replace(PLAN, drinking_rate=0.0)) < 0.001


def test_a_sweat_rate_without_spread_leaves_no_chance() -> None:
    sure = replace(PLAN, sweat_rate=Range("sweat_rate", 0.8, 0.8, 0.8))
    assert probability_of_gain(replace(sure, drinking_rate=0.7)) == 0
    assert probability_of_gain(replace(sure, drinking_rate=1.2)) == 1


UNKNOWN = [
    replace(PLAN, mass=nan),
    replace(PLAN, mass=24.0),
    replace(PLAN, duration=nan),
    replace(PLAN, duration=0.0),
    replace(PLAN, duration=0.9),
    replace(PLAN, duration=1_000_001.0),
    replace(PLAN, drinking_rate=nan),
    replace(PLAN, drinking_rate=-0.1),
    replace(PLAN, drinking_rate=10_001.0),
    replace(PLAN, sweat_rate=Range("sweat_rate", nan, 0.8, 1.0)),
    replace(PLAN, sweat_rate=Range("sweat_rate", 0.9, 0.8, 1.0)),
    replace(PLAN, sweat_rate=Range("sweat_rate", 0.6, 0.8, 7.0)),
]


@pytest.mark.parametrize("plan", UNKNOWN)
def test_what_is_unknown_or_cannot_be_gives_no_number(plan: FluidPlan) -> None:
    assert isnan(probability_of_gain(plan))
    assert np.isnan(sodium(plan)).all()
    assert is_diluting(*sodium(plan))


def test_the_longest_and_shortest_runs_that_are_told() -> None:
    assert not isnan(probability_of_gain(replace(PLAN, duration=1.0)))
    assert not isnan(probability_of_gain(replace(PLAN, duration=200_000.0)))
    assert not isnan(water_change(replace(PLAN, duration=1_000_000.0)).median)


def test_without_an_energy_there_is_water_but_no_mass() -> None:
    plan = replace(PLAN, energy_rate=nan)
    assert isnan(probability_of_gain(plan))
    assert np.isnan(mass_change_over(plan, 3600.0)).all()
    assert water_change(plan).median == pytest.approx(-1.2)
    assert np.isfinite(sodium(plan)).all()


@settings(deadline=None, max_examples=40)
@given(plans, anything, anything, ranges)
def test_no_numbers_break_the_balance(plan: FluidPlan, time: float, rate: float, salt: Range) -> None:
    chance = probability_of_gain(plan)
    assert isnan(chance) or 0 <= chance <= 1
    low, median, high = mass_change_over(plan, time)
    assert np.isnan(median) or low <= median <= high
    water = water_change(plan)
    assert isnan(water.median) or water.low <= water.median <= water.high
    mean, tenth = sodium(plan, salt, replace(BODY, plasma_sodium=time), rate)
    assert isnan(mean) or 100 <= tenth <= 180


def test_water_alone_dilutes_and_salt_holds() -> None:
    drinker = replace(PLAN, drinking_rate=1.1)
    assert sodium(drinker)[0] < sodium()[0] < 145
    assert sodium(drinker)[0] < sodium(drinker, rate=500.0)[0]
    assert sodium(drinker, Range("sweat_sodium", 60.0, 75.0, 90.0))[0] < sodium(drinker)[0]
    assert sodium(replace(drinker, mass=50.0))[0] < sodium(drinker)[0]


def test_who_drinks_to_thirst_keeps_sodium_and_who_drinks_too_much_is_flagged() -> None:
    assert not is_diluting(*sodium(replace(PLAN, drinking_rate=0.3)))
    assert is_diluting(*sodium(replace(PLAN, drinking_rate=1.2)))


def test_the_tenth_percentile_lies_below_what_is_expected() -> None:
    mean, tenth = sodium()
    assert mean - 6 < tenth < mean - 1.2816 * 1.5 + 0.05
    sure = BodyWater(share=Range("share", 0.6, 0.6, 0.6), plasma_sodium=140.0, plasma_sodium_sd=0.0)
    plan = replace(PLAN, sweat_rate=Range("sweat_rate", 0.8, 0.8, 0.8))
    mean, tenth = sodium(plan, Range("sweat_sodium", 43.0, 43.0, 43.0), sure, 300.0)
    lost = -0.3 * 4, (300 / 22.99 - 0.8 * 49) * 4
    assert mean == pytest.approx(float(plasma_sodium_after_Nguyen_2004(140.0, 42.0, *lost)))
    assert tenth == pytest.approx(mean)


def marathon_of_chance(random: np.random.Generator) -> tuple[FluidPlan, float]:
    """Someone among the finishers, and what they drank in all."""
    mass, time = random.normal(68, 11), random.uniform(9500, 19_500)
    rate = 1.32e-3 * mass * (3.6 * 42_195 / time - 2.0) * random.lognormal(0, 0.25)
    drinking = random.lognormal(np.log(0.45), 0.6)
    spread = Range("sweat_rate", 0.85 * rate, rate, 1.15 * rate)
    plan = FluidPlan(
        mass=mass, duration=time, sweat_rate=spread, drinking_rate=drinking, energy_rate=4.0 * mass * 42_195 / time
    )
    return plan, drinking * time / 3600


def test_more_are_flagged_among_the_slow_those_who_gain_and_those_who_drink_much() -> None:
    # Boston 2002: odds rise with more than 4 h, a gain of mass and more than 3 L.
    random = np.random.default_rng(2002)
    rows = []
    for _ in range(300):
        plan, drunk = marathon_of_chance(random)
        gains = float(mass_change_over(plan, plan.duration)[1]) > 0
        rows.append((bool(is_diluting(*sodium(plan))), plan.duration > 14_400, gains, drunk > 3.0))
    flagged, slow, gain, much = np.array(rows).T
    for mark in (slow, gain, much):
        assert 20 < mark.sum() < 280
        assert flagged[mark].mean() > flagged[~mark].mean() + 0.05


def test_watson_has_its_printed_coefficients_and_bounds() -> None:
    assert total_body_water_Watson_1980(Sex.MALE, 40.0, 1.8, 75.0) == pytest.approx(
        2.447 - 0.09516 * 40 + 0.1074 * 180 + 0.3362 * 75
    )
    assert total_body_water_Watson_1980(Sex.FEMALE, 40.0, 1.7, 60.0) == pytest.approx(
        -2.097 + 0.1069 * 170 + 0.2466 * 60
    )
    for age, height, mass in ((17.0, 1.2, 30.0), (86.0, 2.2, 150.0)):
        for sex in Sex:
            assert np.isfinite(total_body_water_Watson_1980(sex, age, height, mass))
    for age, height, mass in ((16.9, 1.7, 70.0), (86.1, 1.7, 70.0), (40.0, 1.19, 70.0), (40.0, 2.21, 70.0)):
        for sex in Sex:
            assert np.isnan(total_body_water_Watson_1980(sex, age, height, mass))
    assert np.isnan(total_body_water_Watson_1980(Sex.MALE, 40.0, 1.7, 29.9))
    assert np.isnan(total_body_water_Watson_1980(Sex.FEMALE, 40.0, 1.7, 150.1))


def test_plasma_sodium_is_told_between_bounds_alone() -> None:
    assert plasma_sodium_Nguyen_2004(4000.0, 2000.0, 40.0) == pytest.approx(1.03 * 150 - 23.8)
    held = (100 + 23.8) / 1.03 * 40
    assert np.isnan(plasma_sodium_Nguyen_2004(held - 0.1, 0.0, 40.0))
    assert np.isfinite(plasma_sodium_Nguyen_2004(held + 0.1, 0.0, 40.0))
    held = (180 + 23.8) / 1.03 * 40
    assert np.isfinite(plasma_sodium_Nguyen_2004(held - 0.1, 0.0, 40.0))
    assert np.isnan(plasma_sodium_Nguyen_2004(held + 0.1, 0.0, 40.0))
    for water in (10.0, 100.0):
        assert np.isfinite(plasma_sodium_Nguyen_2004(160 * water, 0.0, water))
    for water in (9.99, 100.1, nan, 0.0, -40.0):
        assert np.isnan(plasma_sodium_Nguyen_2004(160 * water, 0.0, water))


def test_nothing_gained_or_lost_changes_nothing() -> None:
    assert plasma_sodium_after_Nguyen_2004(140.0, 40.0, 0.0, 0.0) == pytest.approx(140)
    assert np.isnan(plasma_sodium_after_Nguyen_2004(140.0, 40.0, inf, 0.0))
    assert np.isnan(plasma_sodium_after_Nguyen_2004(140.0, 40.0, 0.0, -inf))
    assert plasma_sodium_after_Nguyen_2004([130.0, 140.0], 40.0, [[1.0], [2.0], [3.0]], 0.0).shape == (3, 2)


@given(st.floats(120, 160), st.floats(25, 55), st.floats(0, 4), st.floats(0, 4))
def test_more_water_is_less_sodium(before: float, water: float, one: float, other: float) -> None:
    less, more = sorted([one, other])
    after = plasma_sodium_after_Nguyen_2004(before, water, [less, more], 0.0)
    assert np.isnan(after).any() or after[1] <= after[0] <= before + 1e-9


def test_who_drinks_what_is_sweated_gains_as_often_as_not_even_if_less_sweat_is_impossible() -> None:
    plan = FluidPlan(
        mass=70.0, duration=3600.0, sweat_rate=Range("sweat_rate", 1.0, 1.0, 1.5), drinking_rate=1.0, energy_rate=0.0
    )
    assert probability_of_gain(plan) == 0.5


def test_a_time_or_rate_a_hair_below_nothing_is_none() -> None:
    plan = FluidPlan(
        mass=70.0, duration=3600.0, sweat_rate=Range("sweat_rate", 0.8, 1.0, 1.5), drinking_rate=0.0, energy_rate=0.0
    )
    assert np.isnan(mass_change_over(plan, [-0.01, 3600.01])[1]).all()
    assert mass_change_over(plan, [0.0, 3600.0])[1] == pytest.approx([0.0, -1.0 / 70.0])
    assert np.isnan(water_change(replace(plan, drinking_rate=-0.01)).median)
    assert np.isnan(mass_change_over(replace(plan, energy_rate=-0.01), 60.0)[1])


def test_a_second_and_ten_thousand_watts_are_the_borders_of_a_plan() -> None:
    assert isnan(water_change(replace(PLAN, duration=0.99)).median)
    assert not isnan(water_change(replace(PLAN, duration=1.0)).median)
    assert np.isfinite(mass_change_over(replace(PLAN, energy_rate=10_000.0), 60.0)[1])
    assert np.isnan(mass_change_over(replace(PLAN, energy_rate=10_001.0), 60.0)[1])
