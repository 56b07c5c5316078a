"""Past runs as they were judged, in Django's database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from json import loads
from types import MappingProxyType

from django.db.models import TextField
from django.db.models.functions import Cast

from uncramp.domain.weather import Provenance
from uncramp.exposure.covariates import Covariate, Reading
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.models import JudgedRow, RunRow
from uncramp.logbook.rows import Rows
from uncramp.usecases.judged_run import JudgedRun


@dataclass(frozen=True, slots=True)
class JudgedRows(Rows):
    """What is kept of how past runs were judged."""

    def judged(self) -> dict[int, JudgedRun]:
        """What past runs were judged to be like, by their numbers."""
        rows = JudgedRow.objects.using(self.database).filter(run__runner=self.runner_id)
        told = rows.annotate(text=Cast("readings", TextField())).values_list("run", "digest", "is_race", "text")
        with failures_in_words(self.database):
            return {run: JudgedRun(run, digest, is_race, _readings(text)) for run, digest, is_race, text in told}

    def keep_judged(self, runs: Iterable[JudgedRun]) -> None:
        """Keep what past runs were judged to be like, in place of what is there; runs that are gone are left out."""
        by_number = {run.run: run for run in runs}
        with self.one_writer():
            there = RunRow.objects.using(self.database).filter(runner=self.runner_id)
            numbers = set(there.values_list("pk", flat=True)) & set(by_number)
            rows = [_row(by_number[number]) for number in sorted(numbers)]
            JudgedRow.objects.using(self.database).bulk_create(
                rows, update_conflicts=True, unique_fields=["run"], update_fields=["digest", "is_race", "readings"]
            )


def _row(run: JudgedRun) -> JudgedRow:
    readings = {name.value: (each.value, each.provenance.name, each.sd) for name, each in run.readings.items()}
    return JudgedRow(run_id=run.run, digest=run.digest, is_race=run.is_race, readings=readings)


def _readings(text: str) -> Mapping[Covariate, Reading]:
    return MappingProxyType({
        Covariate(name): Reading(value, Provenance[provenance], sd)
        for name, (value, provenance, sd) in loads(text).items()
    })  # fmt: skip
