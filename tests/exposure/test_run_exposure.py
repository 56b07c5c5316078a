from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.runs import NOW, Run, run
from strategies import runners
from uncramp.domain.quantities import Range
from uncramp.domain.runner import Condition, Runner, Sex
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import limits
from uncramp.exposure.covariates import Covariate, Demand, Origin, Readiness, Reading, covariate_kinds
from uncramp.exposure.features import HeartRateTimes
from uncramp.exposure.history import History
from uncramp.exposure.run_exposure import exposure_of
from uncramp.exposure.within.run import WithinRun

MARATHON = 42_195.0
RACE = Demand(MARATHON, is_race=True)
FOUR_HOURS = Range.normal("elapsed_time", 14_400, 0.065 * 14_400)
ABLE_SPEED = MARATHON / 14_400


def readiness(
    *runs: Run, runner: Runner | None = None, able: Range | None = None, has_cramped: bool = False
) -> Readiness:
    return Readiness(runner or Runner(), History.before(NOW, runs), able, has_cramped)


def values(demand: Demand, ready: Readiness) -> dict[Covariate, float]:
    """All that is known but the distance, which always is."""
    readings = exposure_of(demand, ready, limits()).readings
    return {name: reading.value for name, reading in readings.items() if name != "distance"}


def test_of_a_runner_of_whom_nothing_is_known_nothing_is_said() -> None:
    assert values(RACE, readiness()) == {}


def test_a_whole_profile_is_read_as_it_is() -> None:
    runner = Runner(
        sex=Sex.MALE,
        birth_year=1985,
        cramp_history=True,
        family_history=False,
        injury_12_months=True,
        strength_work=False,
        conditions=frozenset({Condition.STATIN, Condition.PREGNANCY}),
    )
    assert values(RACE, readiness(runner=runner)) == {
        Covariate.MALE: 1,
        Covariate.AGE: 2030 - 1985,
        Covariate.CRAMP_HISTORY: 1,
        Covariate.FAMILY_HISTORY: 0,
        Covariate.INJURY_12_MONTHS: 1,
        Covariate.STRENGTH_WORK: 0,
        Covariate.CONDITIONS: 1,
    }


def test_asked_and_none_is_not_the_same_as_not_asked() -> None:
    assert values(RACE, readiness(runner=Runner(conditions=frozenset()))) == {Covariate.CONDITIONS: 0}
    assert values(RACE, readiness(runner=Runner(sex=Sex.FEMALE))) == {Covariate.MALE: 0}


def test_more_than_three_illnesses_count_as_three() -> None:
    runner = Runner(conditions=frozenset(Condition))
    assert values(RACE, readiness(runner=runner)) == {Covariate.CONDITIONS: 3}


def test_a_cramp_in_the_diary_outweighs_the_profile() -> None:
    ready = readiness(runner=Runner(cramp_history=False), has_cramped=True)
    reading = exposure_of(RACE, ready, limits()).readings[Covariate.CRAMP_HISTORY]
    assert reading == Reading(1.0, Provenance.DIARY)


def test_a_diary_without_a_cramp_leaves_the_profile_its_word() -> None:
    assert values(RACE, readiness(runner=Runner(cramp_history=True))) == {Covariate.CRAMP_HISTORY: 1}
    assert values(RACE, readiness()) == {}


@pytest.mark.parametrize("faster", [0.05, -0.10, 0.0])
def test_a_race_is_counted_against_ability(faster: float) -> None:
    demand = Demand(MARATHON, is_race=True, first_half_speed=ABLE_SPEED * (1 + faster))
    assert values(demand, readiness(able=FOUR_HOURS))[Covariate.OVER_PACE] == pytest.approx(faster)


@pytest.mark.parametrize(("faster", "counted"), [(0.05, 0.05), (-0.30, 0.0)])
def test_training_counts_only_above_ability(faster: float, counted: float) -> None:
    demand = Demand(MARATHON, is_race=False, first_half_speed=ABLE_SPEED * (1 + faster))
    assert values(demand, readiness(able=FOUR_HOURS))[Covariate.OVER_PACE] == pytest.approx(counted)


def test_the_doubt_in_the_prediction_is_the_doubt_in_the_over_pace() -> None:
    demand = Demand(MARATHON, is_race=True, first_half_speed=3.0, provenance=Provenance.WATCH)
    reading = exposure_of(demand, readiness(able=FOUR_HOURS), limits()).readings[Covariate.OVER_PACE]
    assert reading.sd == pytest.approx(0.065)
    assert reading.provenance is Provenance.WATCH


@pytest.mark.parametrize(("speed", "able"), [(None, FOUR_HOURS), (3.0, None)])
def test_without_speed_or_ability_the_over_pace_is_unknown(speed: float | None, able: Range | None) -> None:
    assert Covariate.OVER_PACE not in values(Demand(MARATHON, True, speed), readiness(able=able))  # noqa: FBT003  # a race


@pytest.mark.parametrize(("distance", "beyond"), [(21_900.0, 0.0), (22_000.0, 0.0), (22_001.0, 1.0)])
def test_beyond_the_longest_is_more_than_a_tenth(distance: float, beyond: float) -> None:
    demand = Demand(distance, is_race=True)
    assert values(demand, readiness(run(9, 20_000)))[Covariate.BEYOND_LONGEST] == beyond


@pytest.mark.parametrize(("lead", "known"), [(0.0, True), (0.9, True), (1.0, False), (60.0, False)])
def test_the_last_three_days_before_a_run_further_off_are_not_known_yet(lead: float, known: bool) -> None:  # noqa: FBT001  # a case
    demand = Demand(MARATHON, is_race=True, lead=timedelta(days=lead))
    assert (Covariate.RECENT_SESSION_TIME in values(demand, readiness(run(1), run(20)))) is known


def test_the_last_three_days_count_above_habit() -> None:
    ready = readiness(run(1, hours=2.0), run(20, hours=1.0))
    assert values(RACE, ready)[Covariate.RECENT_SESSION_TIME] == pytest.approx(7200.0 - 5400.0)


def test_warmth_counts_with_its_doubt() -> None:
    demand = Demand(MARATHON, is_race=True, wbgt=Range.normal("wbgt", 22.0, 2.5))
    reading = exposure_of(demand, readiness(), limits()).readings[Covariate.WBGT]
    assert (reading.value, reading.sd) == pytest.approx((22.0, 2.5))


@given(runners)
def test_what_the_profile_says_is_told_as_the_profile_s_and_for_certain(runner: Runner) -> None:
    readings = exposure_of(RACE, readiness(run(1), runner=runner), limits()).readings
    of_profile = {name: reading for name, reading in readings.items() if covariate_kinds()[name].of is Origin.PROFILE}
    assert {reading.provenance for reading in of_profile.values()} <= {Provenance.PROFILE}
    assert all(reading.sd == 0.0 for reading in of_profile.values())


@given(runners, st.floats(1000, 200_000), st.floats(0.1, 8))
def test_faster_is_never_a_lesser_demand(runner: Runner, distance: float, speed: float) -> None:
    ready = readiness(runner=runner, able=FOUR_HOURS)
    for is_race in (True, False):
        slow, fast = (
            values(Demand(distance, is_race, each), ready)[Covariate.OVER_PACE] for each in (speed, 1.1 * speed)
        )
        assert slow <= fast


def test_every_covariate_is_known_or_says_what_it_takes() -> None:
    past = replace(RACE, within=WithinRun(stop_count=2), provenance=Provenance.WATCH)
    for demand, origins in ((RACE, set(Origin) - {Origin.WITHIN}), (past, set(Origin))):
        exposure = exposure_of(demand, readiness(run(1)), limits())
        asked = {name for name, kind in covariate_kinds().items() if kind.of in origins}
        assert exposure.readings.keys() | exposure.unknown.keys() == asked
        assert not exposure.readings.keys() & exposure.unknown.keys()
        assert all(str(sentence) for sentence in exposure.unknown.values())
    assert exposure.readings[Covariate.STOP_COUNT] == Reading(2.0, Provenance.WATCH)


def test_a_run_to_come_and_a_past_one_are_told_how_far_they_are_beyond_what_came_before() -> None:
    longer = replace(RACE, distance=30_000.0, duration=9000.0, ascent=120.0, descent=300.0)
    ready = readiness(run(9, 20_000, descent=200.0), run(12, 15_000, descent=100.0))
    told = values(longer, ready)
    assert told[Covariate.SPIKE_RATIO] == 1.5
    assert told[Covariate.DESCENT_BEYOND] == 1.5
    assert (told[Covariate.DURATION], told[Covariate.ASCENT], told[Covariate.DESCENT]) == (9000.0, 120.0, 300.0)


def test_load_is_told_of_the_evening_before_and_only_for_a_run_that_is_near() -> None:
    every_day = [run(day, hours=1.0 + (day % 2)) for day in range(1, 60)]
    told = values(RACE, readiness(*every_day))
    assert told[Covariate.ACUTE_LOAD] == pytest.approx(90.0, abs=5.0)  # min a day
    assert told[Covariate.CHRONIC_LOAD] == pytest.approx(90.0, abs=25.0)
    assert told[Covariate.MONOTONY] == pytest.approx(np.mean([60, 120, 60, 120, 60, 120, 120]) / 30.0, abs=0.2)
    far = values(replace(RACE, lead=timedelta(days=2)), readiness(*every_day))
    assert not far.keys() & {Covariate.ACUTE_LOAD, Covariate.CHRONIC_LOAD, Covariate.MONOTONY, Covariate.STRAIN}


def test_being_used_to_heat_is_told_with_its_doubt() -> None:
    ready = replace(readiness(run(1)), acclimatisation=Range.normal("share", 0.4, 0.2))
    reading = exposure_of(RACE, ready, limits()).readings[Covariate.ACCLIMATISATION]
    assert (reading.value, reading.sd) == pytest.approx((0.4, 0.2))


def test_loads_follow_from_the_rating_and_from_the_heart_once_rest_and_highest_are_known() -> None:
    # An hour at a ΔHR of 0.7407 is 117.9 for a man in the evidence register; 152.5 bpm is the middle of its step.
    times = HeartRateTimes(150.0, (3600,))
    past = replace(RACE, within=WithinRun(), duration=3600.0, rpe=6.0, heart_rate_times=times)
    runner = Runner(sex=Sex.MALE, resting_heart_rate=52.5, max_heart_rate=187.5)
    told = values(past, readiness(runner=runner))
    assert told[Covariate.SESSION_LOAD] == 360.0
    assert told[Covariate.TRIMP] == pytest.approx(117.9, abs=0.1)
    assert told[Covariate.EDWARDS_LOAD] == 60.0 * 4
    assert (told[Covariate.LOW_ZONE], told[Covariate.MIDDLE_ZONE], told[Covariate.HIGH_ZONE]) == (1.0, 0.0, 0.0)
    no_heart = values(replace(past, heart_rate_times=None), readiness(runner=runner))
    assert no_heart[Covariate.SESSION_LOAD] == 360.0
    assert Covariate.EDWARDS_LOAD not in no_heart
    unknown = exposure_of(past, readiness(), limits()).unknown
    assert {Covariate.TRIMP, Covariate.EDWARDS_LOAD, Covariate.LOW_ZONE} <= unknown.keys()


def test_a_race_far_off_says_nothing_of_how_used_to_heat_the_runner_will_be() -> None:
    ready = replace(readiness(run(1)), acclimatisation=Range.normal("share", 0.4, 0.2))
    far = exposure_of(replace(RACE, lead=timedelta(days=60)), ready, limits())
    assert Covariate.ACCLIMATISATION in far.unknown


def test_heat_says_who_told_it() -> None:
    warm = replace(RACE, wbgt=Range.normal("wbgt", 22.0, 2.0), wbgt_provenance=Provenance.FILE)
    assert exposure_of(warm, readiness(), limits()).readings[Covariate.WBGT].provenance is Provenance.FILE


def test_a_weighed_loss_is_told_as_weighed() -> None:
    loss = Reading(0.021, Provenance.WEIGHED, 0.003)
    assert exposure_of(replace(RACE, mass_loss=loss), readiness(), limits()).readings[Covariate.MASS_LOSS] == loss
