"""Experiments in Django's database."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import QuerySet

from uncramp.domain.codec import to_document
from uncramp.domain.errors import NotFoundError, invalid
from uncramp.domain.experiment import Decision, Entry, Experiment, Lot
from uncramp.domain.sentence import say
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.models import ExperimentRow, RunRow, TurnRow
from uncramp.logbook.rows import Rows, decoded, no_run
from uncramp.usecases.experiment_ports import KeptExperiment


@dataclass(frozen=True, slots=True)
class ExperimentRows(Rows):
    """The experiments of one runner; fulfils :class:`uncramp.usecases.experiment_ports.Experiments`."""

    def experiments(self) -> list[KeptExperiment]:
        """All experiments, newest first."""
        with failures_in_words(self.database):
            return [_kept(row) for row in self._rows().order_by("-pk").prefetch_related("turns")]

    def experiment(self, number: int) -> KeptExperiment:
        """One experiment; raises ``NotFoundError``."""
        with failures_in_words(self.database):
            return _kept(self._row(number))

    def add_experiment(self, experiment: Experiment) -> int:
        """Keep an experiment and give its number; raises ``InvalidValueError`` while another goes on."""
        with self.one_writer():
            going_on = self._rows().filter(is_open=True).first()
            if going_on is not None:
                raise invalid(
                    "Experiment {number} still goes on. One thing at a time: close it first.", number=going_on.pk
                )
            document = to_document(experiment)
            row = ExperimentRow(runner_id=self.runner_id, document=document, is_open=experiment.ended is None)
            row.save(using=self.database)
            return row.pk

    def enter_turn(self, number: int, entry: Entry) -> None:
        """Write a turn down, in place of what was written of the same turn and run.

        Raises ``NotFoundError`` if there is no such experiment or run, and ``InvalidValueError`` if the turn belongs to
        another run or the experiment is closed.
        """
        with self.one_writer():
            row = self._row(number)
            if not row.is_open:
                raise invalid("Experiment {number} is closed.", number=number)
            runs = RunRow.objects.using(self.database).filter(runner=self.runner_id)
            if entry.run is not None and not runs.filter(pk=entry.run).exists():
                raise no_run(entry.run)
            there = row.turns.filter(turn=entry.turn)
            if there.exclude(run=entry.run).exists():
                raise invalid("Turn {turn} has been written down for another run.", turn=entry.turn + 1)
            document = to_document(replace(entry, run=None))  # its column keeps it, and follows runs that are joined
            if not there.update(document=document):
                TurnRow(experiment=row, turn=entry.turn, run_id=entry.run, document=document).save(using=self.database)

    def end_experiment(self, number: int, ended: datetime) -> None:
        """Close an experiment; one that is closed stays as it is; raises ``NotFoundError``."""
        with self.one_writer():
            row = self._row(number)
            if row.is_open:
                document = to_document(replace(decoded(row.document, Experiment), ended=ended))
                self._rows().filter(pk=number).update(document=document, is_open=False)

    def open_turn(self, number: int, lot: Lot) -> Lot:
        """Keep that a lot was drawn, and give the one that counts: the first of its turn.

        Raises ``NotFoundError`` if there is no such experiment.
        """
        with self.one_writer():
            kept = decoded(self._row(number).document, Experiment)
            first = kept.lot(lot.turn)
            if first is not None:
                return first
            self._rows().filter(pk=number).update(document=to_document(replace(kept, lots=(*kept.lots, lot))))
            return lot

    def decide_experiment(self, number: int, decision: Decision) -> Decision:
        """Keep what was read of it, close it, and give what counts: what was read first.

        Raises ``NotFoundError`` if there is no such experiment.
        """
        with self.one_writer():
            kept = decoded(self._row(number).document, Experiment)
            if kept.decision is not None:
                return kept.decision
            document = to_document(replace(kept, decision=decision))
            self._rows().filter(pk=number).update(document=document, is_open=False)
            return decision

    def _rows(self) -> QuerySet[ExperimentRow]:
        return ExperimentRow.objects.using(self.database).filter(runner=self.runner_id)

    def _row(self, number: int) -> ExperimentRow:
        row = self._rows().filter(pk=number).first()
        if row is None:
            raise NotFoundError(say("There is no experiment {number} in the logbook.", number=number))
        return row


def _kept(row: ExperimentRow) -> KeptExperiment:
    turns = sorted(row.turns.all(), key=lambda each: each.turn)
    entries = (replace(decoded(each.document, Entry), run=each.run_id) for each in turns)
    return KeptExperiment(row.pk, decoded(row.document, Experiment), tuple(entries))
