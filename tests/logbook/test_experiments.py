from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from logbook.books import kept, new_logbook
from uncramp.domain.errors import InvalidValueError, NotFoundError
from uncramp.domain.experiment import Arm, Decision, Entry, Experiment, Lot, Question, Verdict
from uncramp.evidence.experiments import questions
from uncramp.logbook.models import RunRow
from uncramp.logbook.store import DjangoLogbook

NOW = datetime(2030, 1, 1, 12, tzinfo=UTC)
SLOW = Experiment(Question.SLOWER_START, 2**48 - 1, date(2030, 1, 7), NOW, questions()[Question.SLOWER_START].rules)


READ = Decision(verdict=Verdict.LOWER, taken=NOW, turns=12, at=12, looks=1, lower=0.9, same=0.1, higher=0.0, digest="d")


def entry(turn: int, run: int | None = None, did: Arm = Arm.WITH) -> Entry:
    return Entry(turn, NOW, did, run)


def test_an_experiment_comes_back_as_it_was_kept(book: DjangoLogbook) -> None:
    number = book.add_experiment(SLOW)
    assert book.experiment(number).experiment == SLOW
    assert [each.number for each in book.experiments()] == [number]


def test_one_thing_at_a_time(book: DjangoLogbook) -> None:
    first = book.add_experiment(SLOW)
    with pytest.raises(InvalidValueError, match=f"Experiment {first} still goes on"):
        book.add_experiment(SLOW)
    book.end_experiment(first, NOW)
    second = book.add_experiment(SLOW)
    assert [each.number for each in book.experiments()] == [second, first]
    assert book.experiment(first).experiment.ended == NOW


def test_closing_twice_changes_nothing(book: DjangoLogbook) -> None:
    number = book.add_experiment(SLOW)
    book.end_experiment(number, NOW)
    book.end_experiment(number, NOW.replace(year=2031))
    assert book.experiment(number).experiment.ended == NOW


def test_the_first_lot_of_a_turn_is_the_one_that_counts(book: DjangoLogbook) -> None:
    number = book.add_experiment(SLOW)
    first = Lot(0, NOW)
    assert book.open_turn(number, first) == first
    assert book.open_turn(number, Lot(0, NOW.replace(year=2031))) == first
    second = book.open_turn(number, Lot(1, NOW))
    assert book.experiment(number).experiment.lots == (first, second)


def test_what_was_read_first_is_kept_and_closes_it(book: DjangoLogbook) -> None:
    number = book.add_experiment(SLOW)
    assert book.decide_experiment(number, READ) == READ
    assert book.decide_experiment(number, replace(READ, verdict=Verdict.NOT_YET)) == READ
    book.end_experiment(number, NOW)
    assert book.experiment(number).experiment == replace(SLOW, decision=READ)
    assert book.add_experiment(SLOW) != number


def test_what_is_closed_takes_no_more(book: DjangoLogbook) -> None:
    number = book.add_experiment(SLOW)
    book.decide_experiment(number, READ)
    with pytest.raises(InvalidValueError, match=f"Experiment {number} is closed"):
        book.enter_turn(number, entry(0))
    assert book.experiment(number).entries == ()


def test_turns_come_back_in_their_order_and_a_second_word_replaces_the_first(book: DjangoLogbook) -> None:
    number = book.add_experiment(SLOW)
    one, other = kept(book, 1), kept(book, 2)
    book.enter_turn(number, entry(1, other))
    book.enter_turn(number, entry(0, one))
    book.enter_turn(number, entry(0, one, Arm.WITHOUT))
    assert book.experiment(number).entries == (entry(0, one, Arm.WITHOUT), entry(1, other))


def test_a_turn_of_another_run_is_not_overwritten(book: DjangoLogbook) -> None:
    number = book.add_experiment(SLOW)
    one, other = kept(book, 1), kept(book, 2)
    book.enter_turn(number, entry(0, one))
    with pytest.raises(InvalidValueError, match="Turn 1 has been written down for another run"):
        book.enter_turn(number, entry(0, other))


def test_turns_without_a_run_may_be_said_anew(book: DjangoLogbook) -> None:
    number = book.add_experiment(SLOW)
    book.enter_turn(number, entry(0))
    book.enter_turn(number, entry(0, None, Arm.WITHOUT))
    assert book.experiment(number).entries == (entry(0, None, Arm.WITHOUT),)


def test_a_turn_stays_when_its_run_is_gone(book: DjangoLogbook) -> None:
    number = book.add_experiment(SLOW)
    run = kept(book, 1)
    book.enter_turn(number, entry(0, run))
    RunRow.objects.using(book.database).filter(pk=run).delete()
    assert book.experiment(number).entries == (entry(0),)


def test_a_turn_follows_its_run_into_another(book: DjangoLogbook) -> None:
    number = book.add_experiment(SLOW)
    one, other = kept(book, 1), kept(book, 2)
    book.enter_turn(number, entry(0, other))
    book.join(one, other)
    assert book.experiment(number).entries == (entry(0, one),)


def test_what_is_not_there_is_said(book: DjangoLogbook) -> None:
    with pytest.raises(NotFoundError, match="no experiment 99"):
        book.experiment(99)
    with pytest.raises(NotFoundError, match="no experiment 99"):
        book.enter_turn(99, entry(0))
    with pytest.raises(NotFoundError, match="no experiment 99"):
        book.end_experiment(99, NOW)
    with pytest.raises(NotFoundError, match="no experiment 99"):
        book.open_turn(99, Lot(0, NOW))
    with pytest.raises(NotFoundError, match="no experiment 99"):
        book.decide_experiment(99, READ)
    number = book.add_experiment(SLOW)
    with pytest.raises(NotFoundError, match="no run 99999"):
        book.enter_turn(number, entry(0, 99999))


def test_nobody_sees_the_experiments_and_runs_of_another(book: DjangoLogbook) -> None:
    stranger = new_logbook(book.database)
    number, run = book.add_experiment(SLOW), kept(book, 1)
    assert stranger.experiments() == []
    with pytest.raises(NotFoundError):
        stranger.experiment(number)
    with pytest.raises(NotFoundError):
        stranger.end_experiment(number, NOW)
    own = stranger.add_experiment(replace(SLOW, seed=1))
    with pytest.raises(NotFoundError):
        stranger.enter_turn(own, entry(0, run))
