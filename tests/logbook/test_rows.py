"""Values into rows and out of them, and one writer at a time."""

from threading import Barrier, Thread

import pytest
from django.db import connections, transaction
from pytest_django import DjangoDbBlocker

from logbook.books import kept, new_logbook
from logbook.samples import FEATURES, TRAIL
from uncramp.domain.codec import to_document
from uncramp.domain.errors import LogbookError, NotFoundError
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.models import RunRow
from uncramp.logbook.rows import decoded, features_of, in_text, no_run, outline_columns, outline_of, text
from uncramp.logbook.store import DjangoLogbook


def test_an_outline_comes_back_from_its_columns() -> None:
    assert outline_of(outline_columns(TRAIL)) == TRAIL


@pytest.mark.parametrize("kept_as", ["{", "[]", '"gone"', None, 7])
def test_what_is_no_document_is_said(kept_as: object) -> None:
    with pytest.raises(LogbookError, match="cannot be read"):
        decoded(kept_as, RunFeatures)


def test_features_of_another_version_are_not_decoded() -> None:
    row = {"features_version": VERSION + 1, "features_text": "no JSON"}
    assert features_of(row) == RunFeatures(VERSION + 1)


def test_a_document_is_read_from_its_dict_and_from_its_text() -> None:
    document = to_document(FEATURES)
    assert decoded(document, RunFeatures) == FEATURES


def test_what_no_database_can_keep_is_kept_readable_wherever_it_stands() -> None:
    assert text("a\0b\udce9") == r"a\x00b\udce9"
    assert in_text({"a\0": ["\0", 1.5, None, {"b": "é"}]}) == {r"a\x00": [r"\x00", 1.5, None, {"b": "é"}]}


def test_a_number_is_named_as_it_was_asked_for() -> None:
    assert isinstance(no_run(7), NotFoundError)
    assert str(no_run(7)) == "There is no run 7 in the logbook."


def test_a_row_is_that_of_the_runner_who_asks(book: DjangoLogbook) -> None:
    number = kept(book, 0)
    assert book.run_row(number, "run_id") == {"run_id": number}
    with pytest.raises(NotFoundError):
        new_logbook(book.database).run_row(number, "run_id")


def test_a_write_within_another_write_is_a_mistake_of_the_house(book: DjangoLogbook) -> None:
    with transaction.atomic(using=book.database), pytest.raises(RuntimeError, match="durable"), book.one_writer():
        pass


def test_who_writes_to_one_runners_rows_in_postgresql_waits_for_the_other(
    postgresql: str, django_db_blocker: DjangoDbBlocker
) -> None:
    """Else two could find an outing unknown, and both add it."""
    with django_db_blocker.unblock():
        book = new_logbook(postgresql)
        seen: list[int] = []
        meet = Barrier(2, timeout=60)

        def write() -> None:
            meet.wait()
            with book.one_writer():
                before = RunRow.objects.using(postgresql).filter(runner=book.runner_id).count()
                RunRow.objects.using(postgresql).create(runner_id=book.runner_id)
                seen.append(before)
            connections[postgresql].close()

        threads = [Thread(target=write) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(seen) == [0, 1]
