"""Whether the logbook holds what it should: the database, every original, every document."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Count, F, Q, QuerySet

from uncramp.domain.activity import Finding
from uncramp.domain.diary import Answer, CrampEpisode, WeighIn
from uncramp.domain.errors import LogbookError
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import say
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.files import unpacked
from uncramp.logbook.models import (
    ActivityRow,
    AnswerRow,
    EntryRow,
    EpisodeRow,
    OriginalRow,
    RunnerRow,
    RunRow,
    WeighInRow,
)
from uncramp.logbook.rows import decoded
from uncramp.usecases.ports import Entry


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check has looked at and what it found wrong.

    Parameters
    ----------
    originals, runs, episodes, weigh_ins
        Counts of all runners' rows, or None if the database failed before they were counted.
    findings
        Empty if all is well.
    """

    originals: int | None
    runs: int | None
    episodes: int | None
    weigh_ins: int | None
    findings: tuple[Finding, ...]


def check_logbook(database: str = DEFAULT_DB_ALIAS) -> CheckReport:
    """Check the whole database of this alias, all runners' rows, one original in memory at a time."""
    findings: list[Finding] = []
    counts: dict[str, int | None] = dict.fromkeys(("originals", "runs", "episodes", "weigh_ins"))
    try:
        with failures_in_words(database):
            findings.extend(_in_database(database))
            counts["originals"] = OriginalRow.objects.using(database).count()
            counts["runs"] = RunRow.objects.using(database).count()
            counts["episodes"] = EpisodeRow.objects.using(database).count()
            counts["weigh_ins"] = WeighInRow.objects.using(database).count()
            findings.extend(chain(_in_originals(database), _in_activities(database), _in_documents(database)))
    except LogbookError as error:
        findings.append(Finding("database_unreadable", error.sentence))
    return CheckReport(**counts, findings=tuple(findings))


def _in_database(database: str) -> Iterator[Finding]:
    """What SQLite's own checks say; PostgreSQL keeps its pages and keys in order by itself."""
    if connections[database].vendor != "sqlite":
        return
    with connections[database].cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        for (trouble,) in cursor.fetchall():
            if trouble != "ok":
                yield Finding("database_damaged", say("The database is damaged: {trouble}.", trouble=trouble))
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, parent, _ in cursor.fetchall():
            sentence = say("Row {row} of {table} belongs to no row of {parent}.", row=row, table=table, parent=parent)
            yield Finding("row_without_owner", sentence)


def _in_originals(database: str) -> Iterator[Finding]:
    originals = OriginalRow.objects.using(database)
    for name, content, digest in originals.values_list("name", "content", "sha256").iterator(chunk_size=1):
        try:
            unpacked(name, content, digest)
        except LogbookError as error:
            yield Finding("original_changed", error.sentence)
    orphans = originals.filter(activities=None, masses=None, weigh_ins=None, set_aside=None)
    for name in orphans.values_list("name", flat=True).iterator():
        yield Finding("original_without_run", say("No run belongs to the kept file {name}.", name=name))


def _in_activities(database: str) -> Iterator[Finding]:
    used = Count("activities", filter=Q(activities__is_used=True))
    runs = RunRow.objects.using(database).annotate(used=used).exclude(used=1).order_by("pk")
    for number in runs.values_list("pk", flat=True):
        yield Finding("run_without_recording", say("Run {number} is taken from no kept file.", number=number))
    strangers = ActivityRow.objects.using(database).exclude(original__runner=F("runner"), run__runner=F("runner"))
    for number in strangers.values_list("run", flat=True).iterator():
        sentence = say("Run {number} and its file belong to different runners.", number=number)
        yield Finding("run_of_another_runner", sentence)


def _in_documents(database: str) -> Iterator[Finding]:
    profiles = RunnerRow.objects.using(database).filter(profile__isnull=False).values_list("pk", "profile")
    features = ActivityRow.objects.using(database).filter(features_version=VERSION).values_list("pk", "features")
    episodes = EpisodeRow.objects.using(database).values_list("pk", "document")
    answers = AnswerRow.objects.using(database).values_list("pk", "document")
    weigh_ins = WeighInRow.objects.using(database).values_list("pk", "document")
    entries = EntryRow.objects.using(database).values_list("pk", "document")
    kept: tuple[tuple[type, QuerySet[Any, tuple[int, Any]]], ...] = (
        (Runner, profiles),
        (RunFeatures, features),
        (CrampEpisode, episodes),
        (Answer, answers),
        (WeighIn, weigh_ins),
        (Entry, entries),
    )
    for kind, rows in kept:
        for row, document in rows.iterator():
            try:
                decoded(document, kind)
            except LogbookError:
                sentence = say("The {kind} in row {row} of its table cannot be read.", kind=kind.__name__, row=row)
                yield Finding("document_unreadable", sentence)
