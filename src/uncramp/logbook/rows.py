"""The rows of one runner, and the way values go in and out of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import lru_cache
from json import loads
from math import isfinite
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from uncramp.domain.codec import from_document, to_document
from uncramp.domain.errors import LogbookError, NotFoundError
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.sentence import say
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.models import ActivityRow, RunnerRow

T = TypeVar("T")
OUTLINE = tuple(each.name for each in fields(Outline))
DECODED_RUNS = 16384


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows that belong to one runner; every query starts at them.

    Parameters
    ----------
    runner_id
        Primary key of the runner's row.
    database
        Django's alias of the database.
    """

    runner_id: int
    database: str = DEFAULT_DB_ALIAS

    @contextmanager
    def one_writer(self) -> Iterator[None]:
        """One transaction, on disk when it ends, and alone in writing to this runner's rows.

        SQLite lets one writer in at a time; elsewhere the lock on the runner's row does.
        """
        with failures_in_words(self.database), transaction.atomic(using=self.database, durable=True):
            list(self.runners().select_for_update().values_list("pk"))
            yield

    def runners(self) -> QuerySet[RunnerRow]:
        """The runner's own row."""
        return RunnerRow.objects.using(self.database).filter(pk=self.runner_id)

    def activities(self) -> QuerySet[ActivityRow]:
        """All recordings of runs."""
        rows = ActivityRow.objects.using(self.database).filter(runner=self.runner_id)
        return rows.annotate(features_text=Cast("features", TextField()))

    def used(self) -> QuerySet[ActivityRow]:
        """The one recording of each run that it is taken from."""
        return self.activities().filter(is_used=True)

    def recording_row(self, recording: int, *columns: str) -> dict[str, Any]:
        """Columns of one recording; raises ``NotFoundError``."""
        with failures_in_words(self.database):
            row: dict[str, Any] | None = self.activities().filter(pk=recording).values(*columns).first()
        if row is None:
            raise NotFoundError(say("The file of the run is no longer in the logbook."))
        return row

    def run_row(self, number: int, *columns: str) -> dict[str, Any]:
        """Columns of the recording that a run is taken from; raises ``NotFoundError``."""
        with failures_in_words(self.database):
            row: dict[str, Any] | None = self.used().filter(run__pk=number).values(*columns).first()
        if row is None:
            raise no_run(number)
        return row


def decoded(kept: Any, kind: type[T]) -> T:  # noqa: ANN401  # what a JSON column gives
    """Value of a document: of its dict, or of its text, as which Django also gives what is no JSON.

    Raises
    ------
    LogbookError
        If it is no document of such a value.
    """
    try:
        document = loads(kept) if isinstance(kept, str) else kept
    except ValueError as error:
        raise LogbookError(say("A kept {kind} cannot be read.", kind=kind.__name__)) from error
    return from_document(document, kind)


def no_run(number: int) -> NotFoundError:
    """What is said of a number that no run has."""
    return NotFoundError(say("There is no run {number} in the logbook.", number=number))


def outline_of(row: dict[str, Any]) -> Outline:
    """The outline in a row's columns."""
    return Outline(**{name: row[name] for name in OUTLINE} | {"sport": Sport(row["sport"])})


def outline_columns(outline: Outline) -> dict[str, Any]:
    """The columns of an outline; raises ``LogbookError`` for a NaN, of which each database makes something else."""
    columns = {name: getattr(outline, name) for name in OUTLINE} | {"sport": outline.sport.value}
    for name, value in columns.items():
        if isinstance(value, float) and not isfinite(value):
            raise LogbookError(say("An activity whose {name} is {value} cannot be kept.", name=name, value=str(value)))
    return columns


def features_of(row: dict[str, Any]) -> RunFeatures:
    """The features in a row's columns; of those of another version only the version is known."""
    is_stale = row["features_version"] != VERSION
    return RunFeatures(row["features_version"]) if is_stale else _features(row["features_text"])


def feature_columns(features: RunFeatures) -> dict[str, Any]:
    """The columns of features."""
    return {"features": to_document(features), "features_version": features.version}


def text(name: str) -> str:
    """A name as the database can keep it: one on disk may be no text, and PostgreSQL keeps no character 0."""
    return name.encode(errors="backslashreplace").decode().replace("\0", r"\x00")


def in_text(document: Any) -> Any:  # noqa: ANN401  # any JSON value
    """A document with all that it says as the database can keep it."""
    if isinstance(document, dict):
        return {text(name): in_text(value) for name, value in document.items()}
    if isinstance(document, list | tuple):
        return [in_text(value) for value in document]
    return text(document) if isinstance(document, str) else document


@lru_cache(maxsize=DECODED_RUNS)
def _features(document: str) -> RunFeatures:
    """Features of their document's text; decoding is most of the time of a list, and a server lists the same again."""
    return decoded(document, RunFeatures)
