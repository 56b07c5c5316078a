"""The logbook of one runner in Django's database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from uncramp.domain.codec import to_document
from uncramp.domain.diary import Answer, CrampEpisode, WeighIn, check_answer, check_episode
from uncramp.domain.errors import NotFoundError
from uncramp.domain.outline import Outline
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import say
from uncramp.exposure.features import RunFeatures
from uncramp.logbook.club import ClubRows
from uncramp.logbook.experiments import ExperimentRows
from uncramp.logbook.failures import failures_in_words
from uncramp.logbook.files import Files
from uncramp.logbook.judged import JudgedRows
from uncramp.logbook.models import AnswerRow, EpisodeRow, WeighInRow
from uncramp.logbook.recordings import merged
from uncramp.logbook.rows import OUTLINE, decoded, feature_columns, features_of, outline_columns, outline_of
from uncramp.usecases.ports import KeptAnswer, KeptEpisode, KeptRun, KeptWeighIn

_KEPT_RUN = (
    "id",
    "run_id",
    "position",
    "original_id",
    "original__name",
    "said",
    "features_version",
    "features_text",
    *OUTLINE,
)


@dataclass(frozen=True, slots=True)
class DjangoLogbook(Files, ExperimentRows, JudgedRows, ClubRows):
    """What one runner keeps; fulfils :class:`uncramp.usecases.ports.Logbook`."""

    def runs(self) -> list[KeptRun]:
        """All activities, newest first."""
        with failures_in_words(self.database):
            others: dict[int, list[dict[str, Any]]] = {}
            unused = self.activities().filter(is_used=False).order_by("id")
            for number, said in unused.values_list("run_id", "said"):
                others.setdefault(number, []).append(said)
            rows = self.used().order_by("-start", "-run").values(*_KEPT_RUN)
            return [_kept_run(row, others.get(row["run_id"], [])) for row in rows]

    def run(self, number: int) -> KeptRun:
        """One activity; raises ``NotFoundError``."""
        row = self.run_row(number, *_KEPT_RUN)
        with failures_in_words(self.database):
            unused = self.activities().filter(run__pk=number, is_used=False).order_by("id")
            return _kept_run(row, unused.values_list("said", flat=True))

    def renew_features(self, run: KeptRun, features: RunFeatures, richness: int) -> None:
        """Replace the features of a recording; one that is gone by now is left alone."""
        self._replace(run, richness=richness, **feature_columns(features))

    def unplaced(self) -> list[KeptRun]:
        """All recordings without a time zone, those of one file together."""
        with failures_in_words(self.database):
            rows = self.activities().filter(time_zone=None).order_by("original", "position")
            return [_kept_run(row, []) for row in rows.values(*_KEPT_RUN)]

    def replace_outline(self, run: KeptRun, outline: Outline) -> None:
        """Replace the outline of a recording, once its time zone is known; one that is gone by now is left alone."""
        self._replace(run, **outline_columns(outline))

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
        return [KeptEpisode(run, decoded(each, CrampEpisode), number) for run, number, each in self._documents(rows)]

    def add_episode(self, run: int, episode: CrampEpisode) -> bool:
        """Write a cramp down, and say whether the answer that nothing cramped was taken back for it.

        Raises ``NotFoundError`` if there is no such run, and ``InvalidValueError`` if the cramp was told before.
        """
        with self.one_writer():
            number = self.run_row(run, "run_id")["run_id"]
            check_episode(episode, self.cramps_of(number))
            EpisodeRow.objects.using(self.database).create(run_id=number, document=to_document(episode))
            return self.drop_contradicted(number)

    def remove_episode(self, number: int) -> None:
        """Take a cramp back; raises ``NotFoundError``."""
        with self.one_writer():
            rows = EpisodeRow.objects.using(self.database).filter(pk=number, run__runner=self.runner_id)
            if not rows.delete()[0]:
                raise NotFoundError(say("There is no cramp {number} in the diary.", number=number))

    def answers(self) -> list[KeptAnswer]:
        """All answers that nothing cramped, newest run first; a run has one at most, and none beside a cramp of it."""
        rows = AnswerRow.objects.using(self.database)
        return [KeptAnswer(run, decoded(each, Answer)) for run, _, each in self._documents(rows)]

    def add_answer(self, run: int, answer: Answer) -> None:
        """Write down that nothing cramped; an answer that is there stays.

        Raises ``NotFoundError`` if there is no such run, and ``InvalidValueError`` if a cramp of it is in the diary.
        """
        with self.one_writer():
            number = self.run_row(run, "run_id")["run_id"]
            check_answer(number, self.cramps_of(number))
            if not self.answer_of(number).exists():
                AnswerRow.objects.using(self.database).create(run_id=number, document=to_document(answer))

    def remove_answer(self, run: int) -> None:
        """Take an answer back; raises ``NotFoundError`` if there is no such run, or no answer of it."""
        with self.one_writer():
            number = self.run_row(run, "run_id")["run_id"]
            if not self.answer_of(number).delete()[0]:
                raise NotFoundError(say("The diary holds no answer of run {number}.", number=number))

    def weigh_ins(self) -> list[KeptWeighIn]:
        """All weigh-ins, newest run first."""
        rows = WeighInRow.objects.using(self.database)
        return [KeptWeighIn(run, decoded(each, WeighIn)) for run, _, each in self._documents(rows)]

    def add_weigh_in(self, run: int, weigh_in: WeighIn) -> None:
        """Write a weigh-in down; raises ``NotFoundError`` if there is no such run."""
        with self.one_writer():
            number = self.run_row(run, "run_id")["run_id"]
            WeighInRow.objects.using(self.database).create(run_id=number, document=to_document(weigh_in))

    def _replace(self, run: KeptRun, **columns: object) -> None:
        with self.one_writer():
            self.activities().filter(pk=run.recording).update(**columns)

    def _documents(self, rows: QuerySet[Any]) -> list[tuple[int, int, dict[str, Any]]]:
        mine = rows.filter(run__runner=self.runner_id, run__activities__is_used=True)
        with failures_in_words(self.database):
            return list(mine.order_by("-run__activities__start", "-run", "id").values_list("run", "id", "document"))


def _kept_run(row: dict[str, Any], others: Iterable[dict[str, Any]]) -> KeptRun:
    return KeptRun(
        number=row["run_id"],
        file_name=row["original__name"],
        position=row["position"],
        outline=outline_of(row),
        features=features_of(row),
        said=merged([*others, row["said"]]),
        recording=row["id"],
        original=row["original_id"],
    )
