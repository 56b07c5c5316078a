"""The logbook of one runner in Django's database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import lru_cache
from json import loads
from typing import Any, TypeVar
from zlib import compress, decompress
from zlib import error as ZlibError  # noqa: N812  # it is a class

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from uncramp.domain.codec import from_document, to_document
from uncramp.domain.diary import CrampEpisode, WeighIn
from uncramp.domain.errors import LogbookError, NotFoundError
from uncramp.domain.outline import SAME_START, Outline, Sport
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import say
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.models import ActivityRow, EpisodeRow, OriginalRow, RunnerRow, WeighInRow
from uncramp.usecases.ports import KeptEpisode, KeptRun, KeptWeighIn, NewRun, Original, Receipt

COMPRESSION = 1
"""Level of zlib: on FIT, TCX and GPX files level 6 takes twice the time for a few per cent less room."""

T = TypeVar("T")
_OUTLINE = tuple(each.name for each in fields(Outline))
_KEPT_RUN = ("id", "position", "original__name", "features_version", "features_text", *_OUTLINE)
_DECODED_RUNS = 16384


@dataclass(frozen=True, slots=True)
class DjangoLogbook:
    """What one runner keeps; fulfils :class:`uncramp.usecases.ports.Logbook`.

    A run's number is its primary key. Every query starts at the runner's own rows.

    Parameters
    ----------
    runner_id
        Primary key of the runner's row.
    database
        Django's alias of the database.
    """

    runner_id: int
    database: str = DEFAULT_DB_ALIAS

    def keep(self, original: Original, runs: Sequence[NewRun]) -> Receipt:
        """Keep a file and its runs; those already there, by bytes or by outing, change nothing."""
        digest = original.digest
        content = compress(original.content, COMPRESSION)
        with self._one_writer():
            same = self.has(digest)
            if same is not None:
                return same
            twins = [self._same_outing(run.outline) for run in runs]
            known = tuple(dict.fromkeys(twin for twin in twins if twin is not None))
            new = [run for run, twin in zip(runs, twins, strict=True) if twin is None]
            if not new:
                return Receipt(known=known)
            file = OriginalRow.objects.using(self.database).create(
                runner_id=self.runner_id,
                name=original.name.encode(errors="backslashreplace").decode(),  # a name on disk may be no text
                sha256=digest,
                size=len(original.content),
                content=content,
            )
            return Receipt(tuple(self._add(run, file) for run in new), known)

    def has(self, digest: str) -> Receipt | None:
        """The receipt for a file whose very bytes are there, or None."""
        with failures_in_words(self.database):
            originals = OriginalRow.objects.using(self.database).filter(runner=self.runner_id, sha256=digest)
            numbers = list(originals.order_by("activities__position").values_list("activities", flat=True))
        return Receipt(known=tuple(numbers), same_file=True) if numbers else None

    def runs(self) -> list[KeptRun]:
        """All activities, newest first."""
        with failures_in_words(self.database):
            return [_kept_run(row) for row in self._activities().order_by("-start", "-id").values(*_KEPT_RUN)]

    def run(self, number: int) -> KeptRun:
        """One activity; raises ``NotFoundError``."""
        return _kept_run(self._row(number, *_KEPT_RUN))

    def original(self, number: int) -> Original:
        """The file of an activity; raises ``NotFoundError``, or ``LogbookError`` if its bytes have changed."""
        row = self._row(number, "original__name", "original__content", "original__sha256")
        return unpacked(row["original__name"], row["original__content"], row["original__sha256"])

    def renew_features(self, number: int, features: RunFeatures) -> None:
        """Replace the features of an activity; raises ``NotFoundError``."""
        with self._one_writer():
            changed = self._activities().filter(pk=number).update(**_feature_columns(features))
            if not changed:
                raise _no_run(number)

    def runner(self) -> Runner:
        """The profile; one with nothing asked if none was saved."""
        with failures_in_words(self.database):
            profile = self._runners().values_list("profile", flat=True).get()
        return Runner() if profile is None else decoded(profile, Runner)

    def save_runner(self, runner: Runner) -> None:
        """Replace the profile."""
        with self._one_writer():
            self._runners().update(profile=to_document(runner))

    def episodes(self) -> list[KeptEpisode]:
        """All cramps, newest run first."""
        rows = EpisodeRow.objects.using(self.database).filter(activity__runner=self.runner_id)
        return [KeptEpisode(number, decoded(each, CrampEpisode)) for number, each in self._documents(rows)]

    def add_episode(self, run: int, episode: CrampEpisode) -> None:
        """Write a cramp down; raises ``NotFoundError`` if there is no such run."""
        with self._one_writer():
            number = self._row(run, "id")["id"]
            EpisodeRow.objects.using(self.database).create(activity_id=number, document=to_document(episode))

    def weigh_ins(self) -> list[KeptWeighIn]:
        """All weigh-ins, newest run first."""
        rows = WeighInRow.objects.using(self.database).filter(activity__runner=self.runner_id)
        return [KeptWeighIn(number, decoded(each, WeighIn)) for number, each in self._documents(rows)]

    def add_weigh_in(self, run: int, weigh_in: WeighIn) -> None:
        """Write a weigh-in down; raises ``NotFoundError`` if there is no such run."""
        with self._one_writer():
            number = self._row(run, "id")["id"]
            WeighInRow.objects.using(self.database).create(activity_id=number, document=to_document(weigh_in))

    @contextmanager
    def _one_writer(self) -> Iterator[None]:
        """One transaction, on disk when it ends, and alone in writing to this runner's rows.

        SQLite lets one writer in at a time; elsewhere the lock on the runner's row does.
        """
        with failures_in_words(self.database), transaction.atomic(using=self.database, durable=True):
            list(self._runners().select_for_update().values_list("pk"))
            yield

    def _runners(self) -> QuerySet[RunnerRow]:
        return RunnerRow.objects.using(self.database).filter(pk=self.runner_id)

    def _activities(self) -> QuerySet[ActivityRow]:
        rows = ActivityRow.objects.using(self.database).filter(runner=self.runner_id)
        return rows.annotate(features_text=Cast("features", TextField()))

    def _row(self, number: int, *columns: str) -> dict[str, Any]:
        with failures_in_words(self.database):
            row: dict[str, Any] | None = self._activities().filter(pk=number).values(*columns).first()
        if row is None:
            raise _no_run(number)
        return row

    def _same_outing(self, outline: Outline) -> int | None:
        slack = timedelta(seconds=SAME_START)
        near = self._activities().filter(start__range=(outline.start - slack, outline.start + slack))
        rows = near.order_by("start", "id").values("id", *_OUTLINE)
        return next((row["id"] for row in rows if _outline(row).is_same_outing(outline)), None)

    def _add(self, run: NewRun, file: OriginalRow) -> int:
        outline = {name: getattr(run.outline, name) for name in _OUTLINE} | {"sport": run.outline.sport.value}
        return (
            ActivityRow.objects.using(self.database)
            .create(
                runner_id=self.runner_id,
                original=file,
                position=run.position,
                **outline,
                **_feature_columns(run.features),
            )
            .pk
        )

    def _documents(self, rows: QuerySet[Any]) -> list[tuple[int, dict[str, Any]]]:
        with failures_in_words(self.database):
            return list(rows.order_by("-activity__start", "-activity_id", "id").values_list("activity_id", "document"))


def unpacked(name: str, content: bytes | memoryview, digest: str) -> Original:
    """Original of its compressed content.

    Raises
    ------
    LogbookError
        If it is no longer what was kept under this digest.
    """
    try:
        original = Original(name, decompress(content))
    except ZlibError as error:
        raise _changed(name) from error
    if original.digest != digest:
        raise _changed(name)
    return original


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


def _changed(name: str) -> LogbookError:
    return LogbookError(
        say("The kept file {name} is not what it was when it was added; restore the logbook from a backup.", name=name)
    )


def _no_run(number: int) -> NotFoundError:
    return NotFoundError(say("There is no run {number} in the logbook.", number=number))


def _outline(row: dict[str, Any]) -> Outline:
    return Outline(**{name: row[name] for name in _OUTLINE} | {"sport": Sport(row["sport"])})


def _feature_columns(features: RunFeatures) -> dict[str, Any]:
    return {"features": to_document(features), "features_version": features.version}


def _kept_run(row: dict[str, Any]) -> KeptRun:
    stale = row["features_version"] != VERSION
    return KeptRun(
        number=row["id"],
        file_name=row["original__name"],
        position=row["position"],
        outline=_outline(row),
        features=RunFeatures(row["features_version"]) if stale else _features(row["features_text"]),
    )


@lru_cache(maxsize=_DECODED_RUNS)
def _features(text: str) -> RunFeatures:
    """Features of their document's text; decoding is most of the time of a list, and a server lists the same again."""
    return decoded(text, RunFeatures)
