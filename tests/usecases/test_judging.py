from dataclasses import replace
from datetime import timedelta

import pytest

from uncramp.domain.diary import WeighIn
from uncramp.exposure.covariates import Covariate
from uncramp.usecases.history import current_runs
from uncramp.usecases.judged_run import JudgedRun
from uncramp.usecases.judging import judged_runs
from uncramp.usecases.ports import Logbook
from usecases.world import Files, outing, take_in

TEN = 10_000.0
TOLD = Files(before=outing(20, TEN, 3.0), run=outing(3, 2 * TEN, 3.0))


def judged(logbook: Logbook, files: Files, weigh_ins: dict[int, WeighIn] | None = None) -> JudgedRun:
    runs = current_runs(logbook, files)
    newest = runs[0]
    return judged_runs([newest], runs, weigh_ins or {}, logbook)[newest.number]


def test_a_run_is_judged_by_what_came_before_it_and_not_by_the_profile(logbook: Logbook) -> None:
    take_in(TOLD, logbook)
    found = judged(logbook, TOLD)
    assert found.is_race
    assert found.readings[Covariate.BEYOND_LONGEST].value == 1.0
    assert not found.readings.keys() & {Covariate.MALE, Covariate.AGE, Covariate.CRAMP_HISTORY}


def test_what_is_judged_is_kept_to_the_last_digit(logbook: Logbook) -> None:
    take_in(TOLD, logbook)
    found = judged(logbook, TOLD)
    assert logbook.judged() == {found.run: found}


def test_what_is_kept_is_not_judged_again(logbook: Logbook, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(TOLD, logbook)
    first = judged(logbook, TOLD)
    monkeypatch.setattr("uncramp.usecases.judging.standing", None)
    assert judged(logbook, TOLD) == first


def test_an_older_run_that_comes_later_changes_how_a_run_stood(logbook: Logbook) -> None:
    take_in(TOLD, logbook)
    first = judged(logbook, TOLD)
    more = Files(**TOLD.told, longer=outing(10, 3 * TEN, 3.0))
    take_in(more, logbook)
    again = judged(logbook, more)
    assert again.digest != first.digest
    assert again.readings[Covariate.BEYOND_LONGEST].value == 0.0
    assert logbook.judged()[again.run] == again


def test_a_run_of_years_ago_changes_nothing(logbook: Logbook) -> None:
    take_in(TOLD, logbook)
    first = judged(logbook, TOLD)
    more = Files(**TOLD.told, ancient=outing(900, 3 * TEN, 3.0))
    take_in(more, logbook)
    assert judged(logbook, more) == first


def test_a_weigh_in_that_comes_later_is_seen(logbook: Logbook) -> None:
    take_in(TOLD, logbook)
    first = judged(logbook, TOLD)
    weigh_in = WeighIn(70.0, 68.6, 0.5, timedelta(hours=2).total_seconds())
    again = judged(logbook, TOLD, {first.run: weigh_in})
    assert again.readings[Covariate.MASS_LOSS].value == pytest.approx(0.02)
    assert Covariate.MASS_LOSS not in first.readings


def test_a_run_that_is_gone_by_now_is_not_kept(logbook: Logbook) -> None:
    take_in(TOLD, logbook)
    found = judged(logbook, TOLD)
    logbook.keep_judged([replace(found, run=found.run + 1000)])
    assert logbook.judged().keys() == {found.run}
