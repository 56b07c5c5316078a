"""The logbook of one runner in Django's database."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from uncramp.domain.codec import to_document
from uncramp.domain.diary import CrampEpisode, WeighIn
from uncramp.domain.outline import Outline
from uncramp.domain.runner import Runner
from uncramp.exposure.features import RunFeatures
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.files import Files
from uncramp.logbook.models import EpisodeRow, WeighInRow
from uncramp.logbook.rows import OUTLINE, decoded, feature_columns, features_of, no_run, outline_columns, outline_of
from uncramp.usecases.ports import KeptEpisode, KeptRun, KeptWeighIn

_KEPT_RUN = ("run_id", "position", "original__name", "said", "features_version", "features_text", *OUTLINE)


@dataclass(frozen=True, slots=True)
class DjangoLogbook(Files):
    """What one runner keeps; fulfils :class:`uncramp.usecases.ports.Logbook`."""

    def runs(self) -> list[KeptRun]:
        """All activities, newest first."""
        with failures_in_words(self.database):
            return [_kept_run(row) for row in self.used().order_by("-start", "-run").values(*_KEPT_RUN)]

    def run(self, number: int) -> KeptRun:
        """One activity; raises ``NotFoundError``."""
        return _kept_run(self.run_row(number, *_KEPT_RUN))

    def renew_features(self, number: int, features: RunFeatures) -> None:
        """Replace the features of an activity; raises ``NotFoundError``."""
        self._replace(number, **feature_columns(features))

    def replace_outline(self, number: int, outline: Outline) -> None:
        """Replace the outline of a run, once its time zone is known; raises ``NotFoundError``."""
        self._replace(number, **outline_columns(outline))

    def runner(self) -> Runner:
        """The profile; one with nothing asked if none was saved."""
        with failures_in_words(self.database):
            profile = self.runners().values_list("profile", flat=True).get()
        return Runner() if profile is None else decoded(profile, Runner)

    def save_runner(self, runner: Runner) -> None:
        """Replace the profile."""
        with self.one_writer():
            self.runners().update(profile=to_document(runner))

    def episodes(self) -> list[KeptEpisode]:
        """All cramps, newest run first."""
        rows = EpisodeRow.objects.using(self.database)
        return [KeptEpisode(number, decoded(each, CrampEpisode)) for number, each in self._documents(rows)]

    def add_episode(self, run: int, episode: CrampEpisode) -> None:
        """Write a cramp down; raises ``NotFoundError`` if there is no such run."""
        with self.one_writer():
            number = self.run_row(run, "run_id")["run_id"]
            EpisodeRow.objects.using(self.database).create(run_id=number, document=to_document(episode))

    def weigh_ins(self) -> list[KeptWeighIn]:
        """All weigh-ins, newest run first."""
        rows = WeighInRow.objects.using(self.database)
        return [KeptWeighIn(number, decoded(each, WeighIn)) for number, each in self._documents(rows)]

    def add_weigh_in(self, run: int, weigh_in: WeighIn) -> None:
        """Write a weigh-in down; raises ``NotFoundError`` if there is no such run."""
        with self.one_writer():
            number = self.run_row(run, "run_id")["run_id"]
            WeighInRow.objects.using(self.database).create(run_id=number, document=to_document(weigh_in))

    def _replace(self, number: int, **columns: object) -> None:
        with self.one_writer():
            if not self.used().filter(run__pk=number).update(**columns):
                raise no_run(number)

    def _documents(self, rows: QuerySet[Any]) -> list[tuple[int, dict[str, Any]]]:
        mine = rows.filter(run__runner=self.runner_id, run__activities__is_used=True)
        with failures_in_words(self.database):
            return list(mine.order_by("-run__activities__start", "-run", "id").values_list("run", "document"))


def _kept_run(row: dict[str, Any]) -> KeptRun:
    return KeptRun(
        number=row["run_id"],
        file_name=row["original__name"],
        position=row["position"],
        outline=outline_of(row),
        features=features_of(row),
        said=row["said"],
    )
