"""Imports and their rows, in both databases."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from logbook.books import new_logbook
from logbook.samples import file, new_run, reading
from uncramp.domain.errors import LogbookError, NotFoundError
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.ports import Entry, KeptImport, Outcome, Slot

NONE_YET = dict.fromkeys(Outcome, 0)
ROW = Entry(0, "a.fit", Outcome.REFUSED, reasons=(say("it is {size} long", size=Quantity("distance", 3.5)),))


def test_an_import_begins_when_it_is_opened(book: DjangoLogbook) -> None:
    before = datetime.now(UTC)
    kept = book.ledger(book.begin_import("a.zip"))
    assert kept.begun is not None
    assert before <= kept.begun <= datetime.now(UTC)
    assert kept == KeptImport(kept.number, "a.zip", kept.begun, None, 0, NONE_YET)


def test_an_import_that_waits_begins_when_it_is_taken_up(book: DjangoLogbook) -> None:
    number = book.begin_import("a.zip", is_waiting=True)
    assert book.ledger(number).begun is None
    book.take_up(number)
    assert book.ledger(number).begun is not None


def test_it_is_known_how_many_files_an_import_has_and_how_many_were_left_out(book: DjangoLogbook) -> None:
    number = book.begin_import("a.zip")
    book.expect(number, 30)
    book.end_import(number, skipped=4)
    kept = book.ledger(number)
    assert (kept.expected, kept.skipped, kept.is_stopped) == (30, 4, False)
    assert kept.begun is not None
    assert kept.ended is not None
    assert kept.begun <= kept.ended


def test_an_import_is_stopped_by_whoever_asks(book: DjangoLogbook) -> None:
    number, other = book.begin_import("a.zip"), book.begin_import("b.zip")
    book.stop_import(number)
    assert [book.is_stopped(each) for each in (number, other)] == [True, False]
    book.end_import(number, 0)
    assert book.ledger(number).is_stopped


def test_rows_come_back_as_written_and_in_the_order_of_their_places(book: DjangoLogbook) -> None:
    number, other = book.begin_import("a.zip"), book.begin_import("b.zip")
    rows = [Entry(place, f"{place}.fit", Outcome.READ, (place,), masses=2, weigh_ins=1) for place in (11, 2, 7)]
    for row in (*rows, ROW):
        book.enter(number, row)
    book.enter(other, ROW)
    assert book.entries(number) == sorted([*rows, ROW], key=lambda row: row.place)
    assert book.entries(other) == [ROW]


def test_rows_are_counted_by_their_outcome(book: DjangoLogbook) -> None:
    number = book.begin_import("a.zip")
    outcomes = [Outcome.READ] * 3 + [Outcome.RECOVERED, Outcome.REFUSED, Outcome.REFUSED]
    for place, outcome in enumerate(outcomes):
        book.enter(number, Entry(place, "a.fit", outcome))
    book.keep(file(), reading(new_run()), Slot(number, 6))
    book.keep(file(), reading(new_run()), Slot(number, 7))
    book.keep(file(content=b"other"), reading(new_run()), Slot(number, 8))
    counted = NONE_YET | {
        Outcome.READ: 4,
        Outcome.RECOVERED: 1,
        Outcome.REFUSED: 2,
        Outcome.ALREADY_THERE: 1,
        Outcome.SAME_ACTIVITY: 1,
    }
    assert book.ledger(number).done == counted
    assert [each.done for each in book.imports()] == [counted]


def test_imports_come_newest_first(book: DjangoLogbook) -> None:
    numbers = [book.begin_import(name) for name in ("a", "b", "c")]
    assert [each.number for each in book.imports()] == numbers[::-1]


def test_a_place_has_one_row(book: DjangoLogbook) -> None:
    number = book.begin_import("a.zip")
    book.enter(number, ROW)
    with pytest.raises(LogbookError):
        book.keep(file(), reading(new_run()), Slot(number, 0))
    assert (book.entries(number), book.runs()) == ([ROW], [])


CALLS: dict[str, Callable[[DjangoLogbook, int], object]] = {
    "take_up": lambda book, number: book.take_up(number),
    "expect": lambda book, number: book.expect(number, 5),
    "end_import": lambda book, number: book.end_import(number, 0),
    "stop_import": lambda book, number: book.stop_import(number),
    "ledger": lambda book, number: book.ledger(number),
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("number", [0, 2**70])
def test_a_number_that_no_import_has_is_named(book: DjangoLogbook, call: str, number: int) -> None:
    with pytest.raises(NotFoundError, match=rf"^There is no import {number} in the logbook\.$"):
        CALLS[call](book, number)
    assert (book.entries(number), book.is_stopped(number)) == ([], False)


@pytest.mark.parametrize("call", CALLS)
def test_an_import_of_another_runner_is_no_import(book: DjangoLogbook, call: str) -> None:
    number = book.begin_import("a.zip", is_waiting=True)
    book.enter(number, ROW)
    stranger = new_logbook(book.database)
    with pytest.raises(NotFoundError):
        CALLS[call](stranger, number)
    assert (stranger.imports(), stranger.entries(number), stranger.is_stopped(number)) == ([], [], False)
    kept = book.ledger(number)
    assert (kept.begun, kept.ended, kept.expected, kept.is_stopped) == (None, None, 0, False)
