"""Which files tell of which run, in Django's database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from typing import Any

from django.db.models import QuerySet

from uncramp.domain.diary import CrampEpisode
from uncramp.domain.errors import NotFoundError
from uncramp.domain.sentence import say
from uncramp.exposure.features import VERSION
from uncramp.exposure.outings import FURTHEST_SHIFT, LONGEST, Told, shift_between, tells_more
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.ledgers import Ledgers
from uncramp.logbook.models import ActivityRow, AnswerRow, EpisodeRow, OriginalRow, RunRow, TurnRow, WeighInRow
from uncramp.logbook.rows import (
    OUTLINE,
    decoded,
    feature_columns,
    features_of,
    in_text,
    no_run,
    outline_columns,
    outline_of,
)
from uncramp.usecases.ports import NewRun, Recording

TWIN = ("id", "run_id", "original_id", "richness", "is_clock_sure", "features_version", "features_text", *OUTLINE)


@dataclass(frozen=True, slots=True)
class Linked:
    """Where an activity went.

    Parameters
    ----------
    number
        Of its run.
    is_new
        Whether the run is new.
    is_used
        Whether the run is taken from it.
    shift
        How much later its clock ran than that of the recording that was there.
    """

    number: int
    is_new: bool = False
    is_used: bool = True
    shift: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Recordings(Ledgers):
    """The recordings of one runner's runs."""

    def recordings(self, number: int) -> list[Recording]:
        """The files that tell of a run, the first that came first; raises ``NotFoundError``."""
        rows = self._rows_of(number, "id", "original__name", "is_used", "start", "time_zone")
        return [
            Recording(row["id"], row["original__name"], row["is_used"], row["start"], row["time_zone"]) for row in rows
        ]

    def separate(self, number: int, recording: int) -> int:
        """Make one of several recordings a run of its own and give its number; raises ``NotFoundError``."""
        with self.one_writer():
            rows = self._rows_of(number, *TWIN, "is_used")
            chosen = next((row for row in rows if row["id"] == recording), None)
            if chosen is None or len(rows) == 1:
                raise NotFoundError(
                    say("Run {number} has no file {recording} beside others.", number=number, recording=recording)
                )
            own = RunRow.objects.using(self.database).create(runner_id=self.runner_id)
            self.activities().filter(pk=recording).update(run=own.pk, is_used=True)
            if chosen["is_used"]:
                self._use_best(number)
            return own.pk

    def join(self, number: int, other: int) -> None:
        """Make the recordings and the diary of another run those of a run; raises ``NotFoundError``."""
        with self.one_writer():
            self._rows_of(number, "id")
            self._rows_of(other, "id")
            if number == other:
                raise no_run(other)
            self._join(number, other)

    def relink(self, number: int) -> None:
        """Join a run whose clock was set right with another that tells of the same outing, if there is one."""
        with self.one_writer():
            (row,) = self.used().filter(run__pk=number).values(*TWIN)[:1]
            twin = self._twin(Told(outline_of(row), features_of(row)), but=number)
            if twin is not None and not twin[1]:
                self._join(min(number, twin[0]["run_id"]), max(number, twin[0]["run_id"]))

    def cramps_of(self, number: int) -> list[CrampEpisode]:
        """The cramps of a run, within a transaction that is open."""
        rows = EpisodeRow.objects.using(self.database).filter(run__pk=number).order_by("id")
        return [decoded(each, CrampEpisode) for each in rows.values_list("document", flat=True)]

    def answer_of(self, number: int) -> QuerySet[AnswerRow]:
        """The row that says that nothing cramped in a run, if there is one."""
        return AnswerRow.objects.using(self.database).filter(run__pk=number)

    def drop_contradicted(self, number: int) -> bool:
        """Take the answer that nothing cramped back if the diary holds a cramp of the run, and say whether it was."""
        answer = self.answer_of(number)
        is_contradicted = answer.exists() and any(each.is_of_the_run for each in self.cramps_of(number))
        return is_contradicted and bool(answer.delete()[0])

    def add_run(self, run: NewRun, file: OriginalRow) -> Linked:
        """Keep an activity of a file, within a transaction that is open: as a run, or as a recording of one there."""
        twin = self._twin(Told(run.outline, run.features), file.pk)
        if twin is None:
            own = RunRow.objects.using(self.database).create(runner_id=self.runner_id)
            self._record(run, file, own.pk, is_used=True)
            return Linked(own.pk, is_new=True)
        row, shift = twin
        number: int = row["run_id"]
        is_known = row["features_version"] == VERSION  # else its richness was never told
        is_used = is_known and tells_more(Told(run.outline, run.features, run.richness), _told(row))
        if is_used:
            self.used().filter(run__pk=number).update(is_used=False)
        self._record(run, file, number, is_used=is_used)
        if shift and run.is_clock_sure != row["is_clock_sure"]:
            sure = run.outline.start if run.is_clock_sure else row["start"]
            self.activities().filter(run__pk=number, is_clock_sure=False).update(start=sure)
        return Linked(number, is_used=is_used, shift=shift)

    def _twin(
        self, new: Told, file: int | None = None, but: int | None = None
    ) -> tuple[dict[str, Any], timedelta] | None:
        """The run of the same outing that is there, and how much later the clock of the new one ran.

        Activities of one file are one only if they are alike in everything: else their own watch tells them apart.
        """
        reach = FURTHEST_SHIFT + timedelta(seconds=LONGEST)
        start = new.outline.start
        near = self.used().filter(start__range=(start - reach, start + reach))
        twins = []
        for row in near.order_by("start", "id").values(*TWIN):
            there = _told(row)
            if row["run_id"] == but or (row["original_id"] == file and there.outline != new.outline):
                continue
            shift = shift_between(there, new)
            if shift is not None:
                twins.append((row, shift))
        return min(twins, key=lambda twin: abs(twin[1]), default=None)

    def _join(self, number: int, other: int) -> None:
        self.activities().filter(run__pk=other).update(run=number, is_used=False)
        for rows in (EpisodeRow.objects, WeighInRow.objects, TurnRow.objects):
            rows.using(self.database).filter(run__pk=other).update(run=number)
        if not self.answer_of(number).exists():
            self.answer_of(other).update(run=number)
        self.drop_contradicted(number)
        RunRow.objects.using(self.database).filter(pk=other).delete()
        self._use_best(number)

    def _use_best(self, number: int) -> None:
        """Take a run from the recording that tells most."""
        rows = self._rows_of(number, *TWIN)
        best = reduce(lambda one, other: other if tells_more(_told(other), _told(one)) else one, rows)
        self.activities().filter(run__pk=number).update(is_used=False)
        self.activities().filter(pk=best["id"]).update(is_used=True)

    def _record(self, run: NewRun, file: OriginalRow, number: int, *, is_used: bool) -> None:
        ActivityRow.objects.using(self.database).create(
            runner_id=self.runner_id,
            run_id=number,
            original=file,
            position=run.position,
            is_used=is_used,
            richness=run.richness,
            is_clock_sure=run.is_clock_sure,
            said=in_text(dict(run.said)),
            **outline_columns(run.outline),
            **feature_columns(run.features),
        )

    def _rows_of(self, number: int, *columns: str) -> list[dict[str, Any]]:
        with failures_in_words(self.database):
            rows = list(self.activities().filter(run__pk=number).order_by("id").values(*columns))
        if not rows:
            raise no_run(number)
        return rows


def _told(row: dict[str, Any]) -> Told:
    return Told(outline_of(row), features_of(row), row["richness"])


def merged(said: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What several files say, the last before the others."""
    return {name: value for each in said for name, value in each.items()}
