import pickle

import pytest

from uncramp.domain.errors import (
    InvalidValueError,
    LogbookError,
    NotFoundError,
    OtherKindError,
    UncrampError,
    UnreadableFileError,
    invalid,
)
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say


def test_an_unreadable_file_is_named_with_the_reason_and_the_byte() -> None:
    error = UnreadableFileError("run.fit", say("the file ends inside a message of {size} bytes", size=23), 1017)
    assert str(error) == "run.fit: the file ends inside a message of 23 bytes (at byte 1017)"
    assert (error.name, error.offset) == ("run.fit", 1017)


def test_a_file_that_fails_as_a_whole_names_no_byte() -> None:
    assert str(UnreadableFileError("run.txt", say("no known format"))) == "run.txt: no known format"


def test_a_file_that_fails_at_its_first_byte_names_byte_0() -> None:
    assert str(UnreadableFileError("run.fit", say("no header"), 0)) == "run.fit: no header (at byte 0)"


def test_a_reason_with_a_name_and_an_offset_of_its_own_keeps_them() -> None:
    error = UnreadableFileError("all.zip", say("{name} lies at {offset}", name="run.fit", offset=7), 99)
    assert str(error) == "all.zip: run.fit lies at 7 (at byte 99)"


def test_the_clause_of_a_reason_has_the_byte_where_one_is_named() -> None:
    reason = say("{count} records are missing", count=3)
    assert str(UnreadableFileError("run.fit", reason, 99).clause) == "3 records are missing (at byte 99)"
    assert UnreadableFileError("run.fit", reason).clause == reason


@pytest.mark.parametrize("kind", [UnreadableFileError, OtherKindError])
@pytest.mark.parametrize("offset", [None, 0, 99])
def test_the_error_of_a_file_travels_whole_between_processes(
    kind: type[UnreadableFileError], offset: int | None
) -> None:
    error = kind("run.fit", say("{size} is too much", size=Quantity("distance", 5.0)), offset)
    came = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    assert (type(came), came.name, came.reason, came.offset, str(came), came.sentence) == (
        kind,
        error.name,
        error.reason,
        error.offset,
        str(error),
        error.sentence,
    )


def test_a_file_name_with_braces_is_shown_as_it_is() -> None:
    assert str(UnreadableFileError("{size}.fit", say("{size} bytes", size=3))) == "{size}.fit: 3 bytes"


def test_an_invalid_value_is_shown_in_its_sentence() -> None:
    error = invalid("A heart does not beat at {value}.", value=Quantity("heart_rate", 700))
    assert isinstance(error, InvalidValueError)
    assert str(error) == "A heart does not beat at 700 bpm."
    assert error.sentence.values == {"value": Quantity("heart_rate", 700)}


@pytest.mark.parametrize("kind", [InvalidValueError, LogbookError, NotFoundError, UnreadableFileError])
def test_one_class_catches_every_error_of_the_house(kind: type[Exception]) -> None:
    assert issubclass(kind, UncrampError)
