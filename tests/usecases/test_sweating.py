from dataclasses import replace
from math import isnan

import pytest

from uncramp.domain.diary import WeighIn
from uncramp.physiology.sweat import SweatTest, measured_sweat_rate
from uncramp.presentation.words import Words
from uncramp.usecases.ports import KeptRun, KeptWeighIn, Logbook
from uncramp.usecases.sweating import sweat_model, sweat_test, sweat_tests, told_sweat_rate, why_no_sweat_rate
from usecases.world import Files, outing, take_in

HOUR = WeighIn(70.0, 69.0, 0.2, 3600.0)


def run_of(logbook: Logbook, **said: float) -> KeptRun:
    """Ten kilometres, and what its file tells of the weather."""
    take_in(Files(ten=outing(9)), logbook)
    (run,) = logbook.runs()
    return replace(run, said=said)


def test_the_model_has_the_numbers_of_the_evidence() -> None:
    model = sweat_model()
    assert (model.median, model.log_sd, model.run_sd) == (14.0, 0.30, 0.15)
    assert (model.urine_mean, model.clothes_mean) == (0.08, 0.08)


def test_the_pace_of_a_test_is_that_between_the_weighings(logbook: Logbook) -> None:
    run = run_of(logbook)
    assert sweat_test(HOUR, run).speed == pytest.approx(10_000 / 3600, rel=0.01)
    assert sweat_test(replace(HOUR, duration=7200.0), run).speed == pytest.approx(10_000 / 7200, rel=0.01)
    indoors = replace(run, outline=replace(run.outline, distance=None))
    assert isnan(sweat_test(HOUR, indoors).speed)


def test_the_heat_of_a_test_is_what_its_file_tells(logbook: Logbook) -> None:
    run = run_of(logbook, temperature=24.0, relative_humidity=60.0)
    assert 15 < sweat_test(HOUR, run).wbgt < 28
    assert isnan(sweat_test(HOUR, replace(run, said={})).wbgt)
    assert sweat_test(HOUR, replace(run, said={"temperature": -25.0})).wbgt == -25.0


def test_a_told_sweat_rate_is_nowhere_below_none() -> None:
    little = SweatTest(replace(HOUR, after=69.7, drunk=0.0))
    measured, told = measured_sweat_rate(little, sweat_model()), told_sweat_rate(little)
    assert measured.low < 0.0 < measured.median
    assert told == replace(measured, low=0.0)
    assert told_sweat_rate(SweatTest(HOUR)) == measured_sweat_rate(SweatTest(HOUR), sweat_model())


@pytest.mark.parametrize(
    ("weigh_in", "reason"),
    [
        (WeighIn(70.0, 69.8, 0.0, 599.0), "told from 9:59: it takes 10:00 at least."),
        (WeighIn(70.0, 70.0, 0.0, 600.0), "no more was lost than breath, fuel and urine account for."),
    ],
)
def test_a_weigh_in_that_tells_no_sweat_rate_says_why(weigh_in: WeighIn, reason: str) -> None:
    assert told_sweat_rate(SweatTest(weigh_in)) is None
    assert Words()(why_no_sweat_rate(weigh_in)).endswith(reason)


def test_ten_minutes_are_enough_for_a_sweat_rate() -> None:
    assert told_sweat_rate(SweatTest(WeighIn(70.0, 69.8, 0.0, 600.0))) is not None


def test_air_that_cannot_be_is_unknown(logbook: Logbook) -> None:
    run = run_of(logbook, temperature=79.0, relative_humidity=100.0)
    wbgt = sweat_test(HOUR, run).wbgt
    assert isnan(wbgt) or wbgt > 50


def test_of_several_weigh_ins_of_a_run_the_last_counts(logbook: Logbook) -> None:
    run = run_of(logbook)
    later = replace(HOUR, after=68.5)
    told = [KeptWeighIn(run.number, HOUR), KeptWeighIn(run.number, later), KeptWeighIn(999, HOUR)]
    assert [test.weigh_in for test in sweat_tests(told, [run])] == [later]
    assert sweat_tests([], [run]) == []
