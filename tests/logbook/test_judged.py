from dataclasses import replace
from types import MappingProxyType

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from logbook.books import kept, new_logbook
from uncramp.domain.weather import Provenance
from uncramp.exposure.covariates import Covariate, Reading
from uncramp.logbook.models import JudgedRow, RunRow
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.judged_run import JudgedRun

READINGS = MappingProxyType({
    Covariate.OVER_PACE: Reading(0.1 + 0.2, Provenance.WATCH, 1e-300),
    Covariate.BEYOND_LONGEST: Reading(0.0, Provenance.RUNS),
    Covariate.MASS_LOSS: Reading(-5e-324, Provenance.WEIGHED, 0.001),
})  # fmt: skip


def judged(run: int, digest: str = "1.a", *, is_race: bool = True) -> JudgedRun:
    return JudgedRun(run, digest, is_race, READINGS)


def test_what_is_judged_comes_back_to_the_last_digit(book: DjangoLogbook) -> None:
    one, other = kept(book, 1), kept(book, 2)
    runs = {one: judged(one), other: JudgedRun(other, "2.b", is_race=False, readings=MappingProxyType({}))}
    book.keep_judged(runs.values())
    assert book.judged() == runs


def test_nothing_is_judged_before_it_is_and_keeping_nothing_keeps_nothing(book: DjangoLogbook) -> None:
    kept(book, 1)
    assert book.judged() == {}
    book.keep_judged([])
    assert book.judged() == {}


def test_what_is_judged_anew_takes_the_place_of_what_was_and_leaves_the_others(book: DjangoLogbook) -> None:
    one, other = kept(book, 1), kept(book, 2)
    book.keep_judged([judged(one), judged(other)])
    changed = replace(judged(one, "1.z", is_race=False), readings=MappingProxyType({}))
    book.keep_judged([changed])
    assert book.judged() == {one: changed, other: judged(other)}
    assert JudgedRow.objects.using(book.database).count() == 2


def test_of_one_run_given_twice_the_last_is_kept(book: DjangoLogbook) -> None:
    one = kept(book, 1)
    book.keep_judged([judged(one, "first"), judged(one, "last")])
    assert book.judged()[one].digest == "last"


@pytest.mark.parametrize("number", [0, -1, 2**40])
def test_a_run_that_is_gone_is_left_out(book: DjangoLogbook, number: int) -> None:
    one = kept(book, 1)
    book.keep_judged([judged(number), judged(one)])
    assert book.judged().keys() == {one}


def test_what_was_judged_goes_with_its_run(book: DjangoLogbook) -> None:
    one, other = kept(book, 1), kept(book, 2)
    book.keep_judged([judged(one), judged(other)])
    RunRow.objects.using(book.database).filter(pk=one).delete()
    assert book.judged().keys() == {other}


def test_nobody_sees_or_changes_how_the_runs_of_another_were_judged(book: DjangoLogbook) -> None:
    one, stranger = kept(book, 1), new_logbook(book.database)
    book.keep_judged([judged(one)])
    stranger.keep_judged([judged(one, "forged")])
    assert stranger.judged() == {}
    assert book.judged() == {one: judged(one)}


def test_reading_takes_one_query_however_many_runs(book: DjangoLogbook) -> None:
    book.keep_judged([judged(kept(book, day)) for day in range(30)])
    with CaptureQueriesContext(connections[book.database]) as queries:
        assert len(book.judged()) == 30
    assert len(queries) == 1
