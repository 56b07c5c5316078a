from dataclasses import replace
from math import exp, hypot, inf, isnan, log, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import weigh_ins
from uncramp.domain.diary import WeighIn
from uncramp.domain.quantities import Z80, Range
from uncramp.physiology.sweat import (
    SweatModel,
    SweatTest,
    heat_to_shed,
    measured_sweat_rate,
    sweat_rate_from_weigh_in,
    sweat_rate_prediction,
)
from uncramp.usecases.sweating import sweat_model

MODEL = sweat_model()
FLOOR = 0.15  # L/h: half of what the best equations are off by at 95 %
PACE, HEAT = 3.0, 18.0


def weighed(
    rate: float, hours: float = 1.0, *, mass: float = 70.0, speed: float = PACE, wbgt: float = HEAT
) -> SweatTest:
    """A run in which this much was sweated, nothing drunk or passed, and some mass breathed out."""
    breath = 0.2e-3 / 4184 * 4.0 * mass * speed * 3600
    return SweatTest(
        WeighIn(mass, mass - (rate + breath) * hours, 0.0, 3600 * hours, 0.0, wet_clothes=False), speed, wbgt
    )


def expected(
    *tests: SweatTest, mass: float = 70.0, speed: float = PACE, wbgt: float = HEAT, wbgt_sd: float = 0.0
) -> Range:
    return sweat_rate_prediction(mass, tests, MODEL, speed=speed, wbgt=wbgt, wbgt_sd=wbgt_sd)


def width(rate: Range) -> float:
    return rate.high - rate.low


def test_what_was_drunk_counts_as_lost_and_what_was_passed_does_not() -> None:
    run = WeighIn(before=70.0, after=68.5, drunk=1.0, urine=0.3, duration=7200.0)
    assert sweat_rate_from_weigh_in(run) == pytest.approx((1.5 + 1.0 - 0.3) / 2)
    assert sweat_rate_from_weigh_in(replace(run, urine=None)) == pytest.approx((1.5 + 1.0) / 2)
    assert isnan(sweat_rate_from_weigh_in(replace(run, duration=5e-324)))


def test_a_test_knows_its_breath_and_how_exact_scales_are() -> None:
    rate = measured_sweat_rate(weighed(1.0), MODEL)
    breath = 0.2e-3 / 4184 * 4.0 * 70 * 3.0 * 3600
    assert rate.median == pytest.approx(1.0)
    assert rate.sd == pytest.approx(hypot(3**0.5 * 0.1, 0.1 * breath))
    longer = measured_sweat_rate(weighed(1.0, 2.0), MODEL)
    assert longer.sd == pytest.approx(hypot(3**0.5 * 0.1 / 2, 0.1 * breath))


def test_urine_of_which_nobody_told_shifts_and_widens_and_is_not_none() -> None:
    told = weighed(1.0, 2.0)
    untold = SweatTest(replace(told.weigh_in, urine=None), PACE, HEAT)
    assert measured_sweat_rate(untold, MODEL).median == pytest.approx(1.0 - 0.08)
    assert measured_sweat_rate(untold, MODEL).sd == pytest.approx(hypot(measured_sweat_rate(told, MODEL).sd, 0.1))
    passed = SweatTest(replace(told.weigh_in, urine=0.5), PACE, HEAT)
    assert measured_sweat_rate(passed, MODEL).median == pytest.approx(1.0 - 0.25)


@pytest.mark.parametrize(
    ("wet", "held", "spread"), [(True, 0.08, 0.05), (None, 0.04, hypot(0.04, 0.05)), (False, 0, 0)]
)
def test_wet_clothes_hide_sweat(wet: bool | None, held: float, spread: float) -> None:  # noqa: FBT001  # as the weigh-in has it
    nude = weighed(1.0)
    rate = measured_sweat_rate(SweatTest(replace(nude.weigh_in, wet_clothes=wet), PACE, HEAT), MODEL)
    assert rate.median == pytest.approx(1.0 / (1 - held))
    assert rate.sd == pytest.approx(hypot(measured_sweat_rate(nude, MODEL).sd / (1 - held), spread / (1 - held)))


def test_at_an_unknown_pace_the_breath_is_that_of_the_reference_and_less_certain() -> None:
    unknown = measured_sweat_rate(replace(weighed(1.0), speed=nan), MODEL)
    assert unknown.median == pytest.approx(1.0)
    assert unknown.sd > measured_sweat_rate(weighed(1.0), MODEL).sd


def test_a_run_of_less_than_ten_minutes_tells_nothing() -> None:
    short = SweatTest(WeighIn(70.0, 69.8, 0.0, 599.9, 0.0), PACE, HEAT)
    assert isnan(measured_sweat_rate(short, MODEL).median)
    assert isnan(measured_sweat_rate(short, MODEL).high)
    assert expected(short) == expected()
    just = SweatTest(WeighIn(70.0, 69.8, 0.0, 600.0, 0.0), PACE, HEAT)
    assert measured_sweat_rate(just, MODEL).median > 0
    assert expected(just) != expected()


def test_heat_to_shed_is_what_running_makes_less_what_air_takes() -> None:
    assert heat_to_shed(64.0, 3.0, 15.4) == pytest.approx(3.2 * 3.0 - 4.3 * 10 * 0.109 / 4)
    assert heat_to_shed(64.0, 3.0, 25.4) == pytest.approx(9.6)
    assert heat_to_shed(64.0, 3.0, 35.4) == pytest.approx(9.6 + 4.3 * 10 * 0.109 / 4)
    assert heat_to_shed(64.0, 1.0, -40.0) == pytest.approx(0.25 * 3.2)


@pytest.mark.parametrize(
    ("mass", "speed", "wbgt", "is_known"),
    [
        (25.0, 3.0, 18.0, True),
        (24.9, 3.0, 18.0, False),
        (300.0, 3.0, 18.0, True),
        (300.1, 3.0, 18.0, False),
        (70.0, 0.7, 18.0, True),
        (70.0, 0.69, 18.0, False),
        (70.0, 6.5, 18.0, True),
        (70.0, 6.51, 18.0, False),
        (70.0, 3.0, -40.0, True),
        (70.0, 3.0, -40.1, False),
        (70.0, 3.0, 40.0, True),
        (70.0, 3.0, 40.1, False),
    ],
)
def test_there_is_a_number_for_what_can_be_run_alone(
    mass: float,
    speed: float,
    wbgt: float,
    is_known: bool,  # noqa: FBT001  # expected
) -> None:
    assert np.isfinite(heat_to_shed(mass, speed, wbgt)) == is_known
    assert isnan(expected(mass=mass, speed=speed, wbgt=wbgt).median) != is_known


@pytest.mark.parametrize("mass", [nan, inf, -70.0, 0.0])
def test_without_a_mass_there_is_no_rate(mass: float) -> None:
    rate = expected(mass=mass)
    assert all(isnan(each) for each in (rate.low, rate.median, rate.high))


anything = st.floats()


@settings(deadline=None, max_examples=30)
@given(
    anything, st.lists(st.builds(SweatTest, weigh_ins(), anything, anything), max_size=3), anything, anything, anything
)
def test_no_numbers_break_the_rate(mass: float, tests: list[SweatTest], speed: float, wbgt: float, sd: float) -> None:
    rate = sweat_rate_prediction(mass, tests, MODEL, speed=speed, wbgt=wbgt, wbgt_sd=sd)
    assert isnan(rate.median) or 0 <= rate.low <= rate.median <= rate.high <= 6


@settings(deadline=None, max_examples=30)
@given(st.floats(40, 110), st.floats(2, 5), st.floats(5, 28), st.lists(st.floats(0.2, 3), max_size=5))
def test_the_interval_is_never_tighter_than_the_best_equations(
    mass: float, speed: float, wbgt: float, seen: list[float]
) -> None:
    rate = expected(*(weighed(each, mass=mass) for each in seen), mass=mass, speed=speed, wbgt=wbgt)
    assert rate.high - rate.median >= Z80 * FLOOR - 1e-6
    assert rate.median - rate.low >= Z80 * FLOOR - 1e-6 or rate.low == 0


@pytest.mark.parametrize("speed", [2.5, 3.0, 4.4])
def test_no_number_of_tests_takes_away_the_spread_between_runs(speed: float) -> None:
    rate = expected(*[weighed(1.5, 2.0)] * 200, speed=speed)
    assert width(rate) >= 2 * Z80 * 0.14 * rate.median * 0.99


def test_many_tests_outweigh_the_athletes() -> None:
    assert expected(*[weighed(0.5, 2.0)] * 200).median == pytest.approx(0.5, abs=0.01)
    assert expected(*[weighed(2.0, 2.0)] * 200).median == pytest.approx(2.0, abs=0.05)


def test_more_speed_heat_or_mass_is_more_sweat() -> None:
    assert expected(speed=2.5).median < expected().median < expected(speed=3.5).median
    assert expected(wbgt=8.0).median < expected().median < expected(wbgt=26.0).median
    assert expected(mass=50.0).median < expected().median < expected(mass=90.0).median


def test_the_pace_and_the_heat_of_a_test_count() -> None:
    slow_in_cold, fast_in_heat = weighed(1.2, speed=2.5, wbgt=8.0), weighed(1.2, speed=3.8, wbgt=26.0)
    assert expected(slow_in_cold).median > 1.2
    assert expected(fast_in_heat).median < 1.0


def test_a_test_says_less_of_another_heat() -> None:
    tests = [weighed(1.4, 2.0, wbgt=26.0)] * 5
    share = [width(expected(*tests, wbgt=wbgt)) / expected(*tests, wbgt=wbgt).median for wbgt in (26.0, 8.0)]
    assert share[1] > 1.1 * share[0]


def test_what_is_unknown_widens() -> None:
    known, no_pace, no_heat, neither = (
        expected(),
        expected(speed=nan),
        expected(wbgt=nan),
        expected(speed=nan, wbgt=nan),
    )
    assert width(known) < width(no_heat) < width(no_pace) < width(neither)
    assert expected(wbgt_sd=4.0).median == pytest.approx(known.median, rel=0.02)
    assert width(known) < width(expected(wbgt_sd=4.0)) < width(expected(wbgt_sd=8.0))
    assert expected(wbgt_sd=inf) == expected(wbgt_sd=nan) == expected(wbgt_sd=-1.0) == known
    assert expected(wbgt=nan, wbgt_sd=4.0) == no_heat


def test_beyond_the_paces_and_the_heat_that_were_measured_it_widens() -> None:
    def spread(**at: float) -> float:
        rate = expected(mass=90.0, **at)
        return log(rate.high / rate.median)

    inside = spread(speed=4.45)
    assert spread(speed=5.5) > inside + 0.005
    assert spread(speed=4.44) == pytest.approx(inside, abs=1e-3)
    assert spread(speed=4.4, wbgt=28.01) == pytest.approx(spread(speed=4.4, wbgt=27.99), abs=1e-4)
    assert spread(speed=4.4, wbgt=38.0) > spread(speed=4.4, wbgt=28.0) + 0.04
    assert spread(speed=4.4, wbgt=4.99) == pytest.approx(spread(speed=4.4, wbgt=5.01), abs=1e-4)
    assert spread(speed=4.4, wbgt=-5.0) > spread(speed=4.4, wbgt=5.0) + 0.03
    assert spread(speed=2.35) == pytest.approx(spread(speed=2.37), abs=2e-3)


def test_a_test_at_a_pace_that_nobody_runs_counts_as_one_at_an_unknown_pace() -> None:
    unknown, odd = replace(weighed(1.5), speed=nan), replace(weighed(1.5), speed=40.0)
    assert expected(odd) == expected(unknown)
    assert measured_sweat_rate(odd, MODEL) == measured_sweat_rate(unknown, MODEL)
    assert width(expected(odd)) > width(expected(weighed(1.5)))
    assert expected(replace(weighed(1.5), wbgt=99.0)) == expected(replace(weighed(1.5), wbgt=nan))


@given(st.permutations([weighed(0.8), weighed(1.4), weighed(1.1, 2.0), weighed(4.0)]))
@settings(deadline=None, max_examples=10)
def test_the_order_of_the_tests_does_not_matter(tests: list[SweatTest]) -> None:
    assert expected(*tests).median == pytest.approx(1.11, abs=0.2)
    assert expected(*tests).median == pytest.approx(expected(*reversed(tests)).median, abs=1e-9)


@given(st.floats(0.3, 2.2), st.floats(0.3, 2.2))
@settings(deadline=None, max_examples=30)
def test_who_lost_a_little_more_is_expected_to_lose_more(one: float, other: float) -> None:
    less, more = sorted([one, other])
    others = [weighed(1.2), weighed(1.2)]
    assert (
        expected(*others, weighed(less)).median <= expected(*others, weighed(more)).median + 0.03
    )  # a far one is doubted


@pytest.mark.parametrize("absurd", [4.0, 5.9, -0.5])
@pytest.mark.parametrize("usual", [0.7, 1.0, 1.5])
def test_one_absurd_weigh_in_of_three_moves_little(absurd: float, usual: float) -> None:
    two = [weighed(usual, 1.5), weighed(1.1 * usual, 1.5)]
    assert expected(*two, weighed(absurd)).median == pytest.approx(expected(*two).median, rel=0.08)
    assert width(expected(*two, weighed(absurd))) < width(expected())


def test_a_lone_absurd_weigh_in_moves_little_and_is_not_believed() -> None:
    assert expected(weighed(-0.5)).median == pytest.approx(expected().median, rel=0.1)
    assert expected(weighed(5.5)).median == pytest.approx(expected().median, rel=0.1)


def runner_of_chance(random: np.random.Generator) -> tuple[float, float, float]:
    """Mass, multiplier and exponent."""
    return random.uniform(48, 95), random.normal(0, MODEL.log_sd), random.normal(0, MODEL.slope_sd)


def run_of_chance(random: np.random.Generator, runner: tuple[float, float, float]) -> tuple[float, float, float]:
    """Pace, heat and what is sweated."""
    mass, theta, slope = runner
    speed, wbgt = random.uniform(2.4, 4.2), random.uniform(5, 27)
    share = float(heat_to_shed(mass, speed, wbgt) / heat_to_shed(70.0, MODEL.speed, MODEL.wbgt))
    mean = MODEL.median / 1000 * mass * share * exp(theta + slope * log(share))
    return speed, wbgt, max(0.0, random.normal(mean, max(MODEL.run_log_sd * mean, MODEL.run_sd)))


def test_three_tests_narrow_the_interval_by_a_third_and_keep_what_it_promises() -> None:
    random = np.random.default_rng(20300629)
    narrowed, held = [], []
    for _ in range(250):
        runner = runner_of_chance(random)
        tests = []
        for _ in range(3):
            speed, wbgt, rate = run_of_chance(random, runner)
            told = rate + random.normal(0, 3**0.5 * MODEL.scale_sd / 1.5)
            tests.append(weighed(told, 1.5, mass=runner[0], speed=speed, wbgt=wbgt))
        speed, wbgt, rate = run_of_chance(random, runner)
        before, after = (expected(*each, mass=runner[0], speed=speed, wbgt=wbgt) for each in ([], tests))
        narrowed.append(width(after) / width(before))
        held.append(after.low <= rate <= after.high)
    assert np.median(narrowed) <= 2 / 3
    assert 0.75 <= np.mean(held) <= 0.85


def test_a_model_of_other_numbers_gives_other_rates() -> None:
    wetter: SweatModel = replace(MODEL, median=28.0, log_sd=0.1)
    rate = sweat_rate_prediction(70.0, [], wetter, speed=PACE, wbgt=HEAT)
    assert rate.median == pytest.approx(28.0 * 0.07, rel=0.01)
    assert log(rate.high / rate.median) == pytest.approx(Z80 * hypot(0.1, 0.14), abs=0.02)


def test_a_minute_between_two_weighings_is_a_time() -> None:
    assert sweat_rate_from_weigh_in(WeighIn(70.0, 69.99, 0.0, 36.0, 0.0)) == pytest.approx(1.0)


def test_a_test_that_tells_nothing_does_not_hide_those_after_it() -> None:
    short = SweatTest(WeighIn(70.0, 69.8, 0.0, 599.9, 0.0), PACE, HEAT)
    assert expected(short, weighed(1.6)) == expected(weighed(1.6))


def test_a_rate_is_within_nothing_and_six_litres() -> None:
    assert expected(mass=300.0, speed=6.5, wbgt=40.0).high == pytest.approx(6.0, abs=1e-6)
    assert expected(mass=25.0, speed=0.7, wbgt=-40.0).low == 0.0


def test_an_uncertainty_of_less_than_nothing_is_none() -> None:
    assert expected(wbgt_sd=-0.01) == expected()


def test_the_energy_of_an_unknown_pace_is_three_times_less_certain() -> None:
    breath = 0.2e-3 / 4184 * 4.0 * 70 * 3.0 * 3600
    unknown = measured_sweat_rate(replace(weighed(1.0), speed=nan), MODEL)
    assert unknown.sd == pytest.approx(hypot(3**0.5 * 0.1, 0.3 * breath))
