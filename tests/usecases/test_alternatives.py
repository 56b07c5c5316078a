from datetime import timedelta
from types import MappingProxyType

import pytest

from uncramp.domain.weather import Provenance
from uncramp.exposure.covariates import Covariate, Demand, Exposure, Reading
from uncramp.exposure.history import History
from uncramp.risk.whatif import Alternative, Lever
from uncramp.usecases.alternatives import alternatives_of
from uncramp.usecases.history import current_runs
from uncramp.usecases.ports import Logbook
from usecases.world import NOW, Files, outing, take_in

MARATHON = 42_195.0


def history(logbook: Logbook) -> History:
    files = Files(easy=outing(20, 10_000.0, 2.5), long=outing(8, 18_000.0, 2.5))
    take_in(files, logbook)
    return History.before(NOW, current_runs(logbook, files))


def exposure(*, is_race: bool = True, distance: float = MARATHON, speed: float = 3.6, **known: float) -> Exposure:
    readings = {Covariate(name): Reading(value, Provenance.PLANNED) for name, value in known.items()}
    demand = Demand(distance, is_race, first_half_speed=speed, duration=distance / 3.4, lead=timedelta(days=30))
    return Exposure(demand, MappingProxyType(readings), {})


def found(what: Exposure, before: History) -> dict[Lever, Alternative]:
    return {each.lever: each for each in alternatives_of(what, before)}


def test_an_even_pace_takes_the_same_time(logbook: Logbook) -> None:
    even = found(exposure(over_pace=0.08), history(logbook))[Lever.EVEN_PACE]
    # 3.6 m/s is 8 % beyond ability, so ability is 3.333 m/s; the mean of 3.4 m/s is 2 % beyond it.
    assert even.changed.readings[Covariate.OVER_PACE].value == pytest.approx(3.4 / (3.6 / 1.08) - 1.0)
    assert even.run.readings[Covariate.OVER_PACE].value == 0.08


def test_a_pace_that_is_even_cannot_be_made_so(logbook: Logbook) -> None:
    assert Lever.EVEN_PACE not in found(exposure(speed=3.41, over_pace=0.0), history(logbook))


def test_a_first_third_held_back_slows_the_first_half_by_two_per_cent(logbook: Logbook) -> None:
    held = found(exposure(over_pace=0.0), history(logbook))[Lever.SLOWER_FIRST_THIRD]
    # Of 1.5 parts two thirds are run at 0.97: 1.5 / (1 / 0.97 + 0.5) of the speed.
    assert held.changed.readings[Covariate.OVER_PACE].value == pytest.approx(1.5 / (1.0 / 0.97 + 0.5) - 1.0)


def test_training_that_is_easy_already_cannot_be_made_easier(logbook: Logbook) -> None:
    before = history(logbook)
    assert Lever.SLOWER_FIRST_THIRD not in found(exposure(is_race=False, over_pace=0.0), before)
    hasty = found(exposure(is_race=False, over_pace=0.01), before)[Lever.SLOWER_FIRST_THIRD]
    assert hasty.changed.readings[Covariate.OVER_PACE].value == 0.0


def test_without_a_pace_or_a_history_there_is_strength_work_alone() -> None:
    assert found(exposure(), History((), NOW)).keys() == {Lever.STRENGTH_WORK}


def test_who_does_strength_work_cannot_begin_with_it() -> None:
    assert not found(exposure(strength_work=1.0), History((), NOW))


def test_two_easy_days_are_a_third_less_than_habit(logbook: Logbook) -> None:
    before = history(logbook)
    easy = found(exposure(), before)[Lever.EASY_DAYS]
    habit = (10_000.0 + 18_000.0) / 2.5 / 2.0
    assert easy.run.readings[Covariate.RECENT_SESSION_TIME].value == 0.0
    assert easy.changed.readings[Covariate.RECENT_SESSION_TIME].value == pytest.approx(-habit / 3.0)


def test_who_rests_already_needs_no_easy_days(logbook: Logbook) -> None:
    assert Lever.EASY_DAYS not in found(exposure(recent_session_time=-9000.0), history(logbook))


def test_a_training_run_that_is_a_jump_can_be_cut_short_and_a_race_cannot(logbook: Logbook) -> None:
    before = history(logbook)
    shorter = found(exposure(is_race=False, distance=30_000.0, beyond_longest=1.0), before)[Lever.SHORTER]
    assert shorter.changed.demand.distance == pytest.approx(18_000.0 * 1.1)
    assert shorter.changed.readings[Covariate.BEYOND_LONGEST].value == 0.0
    assert Lever.SHORTER not in found(exposure(beyond_longest=1.0), before)
    assert Lever.SHORTER not in found(exposure(is_race=False, distance=15_000.0, beyond_longest=0.0), before)
