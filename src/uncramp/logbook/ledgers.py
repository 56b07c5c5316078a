"""Imports and their ledgers in Django's database."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from uncramp.domain.codec import to_document
from uncramp.domain.errors import NotFoundError
from uncramp.domain.sentence import Sentence, say
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.models import EntryRow, ImportRow
from uncramp.logbook.rows import Rows, decoded, in_text, text
from uncramp.usecases.ports import Entry, KeptImport, Outcome

_ADDED = "added_runs"
_COUNTS = {outcome: f"count_{outcome.name.lower()}" for outcome in Outcome}


@dataclass(frozen=True, slots=True)
class Ledgers(Rows):
    """The imports of one runner."""

    def begin_import(self, label: str, *, is_waiting: bool = False) -> int:
        """Open a ledger and give its number; one that waits is begun by whoever takes it up."""
        with self.one_writer():
            begun = None if is_waiting else timezone.now()
            row = ImportRow(runner_id=self.runner_id, label=text(label), begun=begun)
            row.save(using=self.database)
            return row.pk

    def take_up(self, ledger: int) -> None:
        """Begin an import that was waiting."""
        self._change(ledger, begun=timezone.now())

    def expect(self, ledger: int, expected: int) -> None:
        """Write down about how many files an import has."""
        self._change(ledger, expected=expected)

    def end_import(self, ledger: int, skipped: int) -> None:
        """Close a ledger."""
        self._change(ledger, ended=timezone.now(), skipped=skipped)

    def fail_import(self, ledger: int, reason: Sentence) -> None:
        """Close a ledger that cannot go on, and keep why."""
        self._change(ledger, ended=timezone.now(), failure=to_document(reason))

    def is_stopped(self, ledger: int) -> bool:
        """Whether the runner has asked to stop an import."""
        with failures_in_words(self.database):
            rows = ImportRow.objects.using(self.database).filter(pk=ledger, runner=self.runner_id)
            return rows.filter(is_stopped=True).exists()

    def stop_import(self, ledger: int) -> None:
        """Ask whoever works on an import to stop; one that is over stays as it is; raises ``NotFoundError``."""
        if self.ledger(ledger).ended is None:
            self._change(ledger, is_stopped=True)

    def imports(self) -> list[KeptImport]:
        """All imports, newest first."""
        with failures_in_words(self.database):
            return [_kept(row) for row in self._counted().order_by("-pk")]

    def ledger(self, ledger: int) -> KeptImport:
        """One import; raises ``NotFoundError``."""
        with failures_in_words(self.database):
            row = self._counted().filter(pk=ledger).first()
        if row is None:
            raise _no_import(ledger)
        return _kept(row)

    def entries(self, ledger: int) -> list[Entry]:
        """The rows of a ledger, in order of their places."""
        with failures_in_words(self.database):
            rows = EntryRow.objects.using(self.database).filter(ledger__pk=ledger, ledger__runner=self.runner_id)
            return [decoded(each, Entry) for each in rows.order_by("place").values_list("document", flat=True)]

    def enter(self, ledger: int, entry: Entry) -> None:
        """Write the row of a file of which nothing is to be kept."""
        with self.one_writer():
            self.write_entry(ledger, entry)

    def write_entry(self, ledger: int, entry: Entry) -> None:
        """Write a row within a transaction that is open."""
        document = in_text(to_document(entry))
        EntryRow(
            ledger_id=ledger, place=entry.place, outcome=entry.outcome.value, added=entry.added, document=document
        ).save(using=self.database, force_insert=True)

    def _counted(self) -> QuerySet[ImportRow]:
        counts = {name: Count("entries", filter=Q(entries__outcome=each.value)) for each, name in _COUNTS.items()}
        return (
            ImportRow.objects.using(self.database)
            .filter(runner=self.runner_id)
            .annotate(**counts, **{_ADDED: Sum("entries__added")})
        )

    def _change(self, ledger: int, **columns: object) -> None:
        with self.one_writer():
            rows = ImportRow.objects.using(self.database).filter(pk=ledger, runner=self.runner_id)
            if not rows.update(**columns):
                raise _no_import(ledger)


def _kept(row: ImportRow) -> KeptImport:
    return KeptImport(
        number=row.pk,
        label=row.label,
        begun=row.begun,
        ended=row.ended,
        expected=row.expected,
        added=getattr(row, _ADDED) or 0,
        failure=None if row.failure is None else decoded(row.failure, Sentence),
        done={outcome: getattr(row, name) for outcome, name in _COUNTS.items()},
        skipped=row.skipped,
        is_stopped=row.is_stopped,
    )


def _no_import(ledger: int) -> NotFoundError:
    return NotFoundError(say("There is no import {number} in the logbook.", number=ledger))
