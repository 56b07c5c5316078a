from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.runs import NOW, Run, run
from strategies import runners
from uncramp.domain.quantities import Range
from uncramp.domain.runner import Condition, Runner, Sex
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import limits
from uncramp.exposure.covariates import Covariate, Demand, Readiness, Reading, exposure_of
from uncramp.exposure.history import History

MARATHON = 42_195.0
RACE = Demand(MARATHON, is_race=True)
FOUR_HOURS = Range.normal("elapsed_time", 14_400, 0.065 * 14_400)
ABLE_SPEED = MARATHON / 14_400


def readiness(
    *runs: Run, runner: Runner | None = None, able: Range | None = None, has_cramped: bool = False
) -> Readiness:
    return Readiness(runner or Runner(), History.before(NOW, runs), able, has_cramped)


def values(demand: Demand, ready: Readiness) -> dict[Covariate, float]:
    return {name: reading.value for name, reading in exposure_of(demand, ready, limits()).readings.items()}


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
def test_every_reading_of_any_runner_says_where_it_comes_from(runner: Runner) -> None:
    readings = exposure_of(RACE, readiness(run(1), runner=runner), limits()).readings
    assert all(reading.provenance in Provenance and reading.sd >= 0 for reading in readings.values())


@given(runners, st.floats(1000, 200_000), st.floats(0.1, 8))
def test_faster_is_never_a_lesser_demand(runner: Runner, distance: float, speed: float) -> None:
    ready = readiness(runner=runner, able=FOUR_HOURS)
    for is_race in (True, False):
        slow, fast = (
            values(Demand(distance, is_race, each), ready)[Covariate.OVER_PACE] for each in (speed, 1.1 * speed)
        )
        assert slow <= fast
