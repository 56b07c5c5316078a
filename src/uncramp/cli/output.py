"""How the command line speaks: rich text for people, JSON for programs, one sentence and a code for failure."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

import typer

from uncramp.domain.errors import InvalidValueError, LogbookError, NotFoundError, UncrampError, UnreadableFileError
from uncramp.domain.units import IMPERIAL, METRIC, UnitChoice
from uncramp.presentation.words import Words, catalogue

if TYPE_CHECKING:
    from rich.console import Console


class Exit(IntEnum):
    """What a finished command tells the shell."""

    OK = 0
    SOME_REFUSED = 1
    INVALID = 2
    NONE_READ = 3
    NOT_FOUND = 4
    LOGBOOK = 5
    DAMAGED = 6
    STOPPED = 130


CODES: tuple[tuple[type[UncrampError], Exit], ...] = (
    (InvalidValueError, Exit.INVALID),
    (UnreadableFileError, Exit.NONE_READ),
    (NotFoundError, Exit.NOT_FOUND),
    (LogbookError, Exit.LOGBOOK),
)


@cache
def console() -> "Console":
    """Where results go."""
    from rich.console import Console

    return Console(highlight=False)


def words(units: UnitChoice = METRIC) -> Words:
    """Words in the language of the environment."""
    return Words(units, catalogue().gettext)


def chosen(name: str | None, own: UnitChoice) -> UnitChoice:
    """Units by name, or the runner's own."""
    return own if name is None else {"metric": METRIC, "imperial": IMPERIAL}[name]


def print_json(value: object, speak: Words) -> None:
    """The value as one JSON document on standard output."""
    from uncramp.domain.codec import plain

    sys.stdout.write(json.dumps(plain(value, speak), ensure_ascii=False, indent=2) + "\n")


@contextmanager
def failing_well() -> Iterator[None]:
    """Turn an error of the house into one sentence on standard error and its exit code."""
    try:
        yield
    except UncrampError as error:
        typer.echo(f"uncramp: {words()(error.sentence)}", err=True)
        code = next(code for kind, code in CODES if isinstance(error, kind))
        raise typer.Exit(code) from error
