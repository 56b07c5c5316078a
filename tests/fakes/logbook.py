"""A logbook in memory."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from uncramp.domain.diary import CrampEpisode, WeighIn
from uncramp.domain.errors import LogbookError, NotFoundError
from uncramp.domain.outline import Outline
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import say
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.usecases.ports import KeptEpisode, KeptRun, KeptWeighIn, NewRun, Original, Receipt

_numbers = count(1)


class InMemoryLogbook:
    """Fulfils the port ``Logbook``; no number is given twice, not even by two logbooks."""

    def __init__(self) -> None:
        self.originals: dict[str, Original] = {}
        self._digests: dict[int, str] = {}
        self._runs: dict[int, KeptRun] = {}
        self._runner = Runner()
        self._episodes: list[KeptEpisode] = []
        self._weigh_ins: list[KeptWeighIn] = []

    def keep(self, original: Original, runs: Sequence[NewRun]) -> Receipt:
        same = self.has(original.digest)
        if same is not None:
            return same
        twins = [self._same_outing(run.outline) for run in runs]
        added = tuple(self._add(original, run) for run, twin in zip(runs, twins, strict=True) if twin is None)
        return Receipt(added, tuple(dict.fromkeys(twin for twin in twins if twin is not None)))

    def has(self, digest: str) -> Receipt | None:
        numbers = [number for number, own in self._digests.items() if own == digest]
        if not numbers:
            return None
        return Receipt(known=tuple(sorted(numbers, key=lambda each: self._runs[each].position)), same_file=True)

    def runs(self) -> list[KeptRun]:
        return sorted(self._runs.values(), key=lambda run: (run.outline.start, run.number), reverse=True)

    def run(self, number: int) -> KeptRun:
        if number not in self._runs:
            raise NotFoundError(say("There is no run {number} in the logbook.", number=number))
        return self._runs[number]

    def original(self, number: int) -> Original:
        self.run(number)
        original = self.originals[self._digests[number]]
        if original.digest != self._digests[number]:
            raise LogbookError(say("The kept file {name} is not what it was.", name=original.name))
        return original

    def renew_features(self, number: int, features: RunFeatures) -> None:
        self._runs[number] = replace(self.run(number), features=_readable(features))

    def runner(self) -> Runner:
        return self._runner

    def save_runner(self, runner: Runner) -> None:
        self._runner = runner

    def episodes(self) -> list[KeptEpisode]:
        return sorted(self._episodes, key=lambda each: self._age_rank(each.run))

    def add_episode(self, run: int, episode: CrampEpisode) -> None:
        self._episodes.append(KeptEpisode(self.run(run).number, episode))

    def weigh_ins(self) -> list[KeptWeighIn]:
        return sorted(self._weigh_ins, key=lambda each: self._age_rank(each.run))

    def add_weigh_in(self, run: int, weigh_in: WeighIn) -> None:
        self._weigh_ins.append(KeptWeighIn(self.run(run).number, weigh_in))

    def _same_outing(self, outline: Outline) -> int | None:
        oldest_first = reversed(self.runs())
        return next((run.number for run in oldest_first if run.outline.is_same_outing(outline)), None)

    def _add(self, original: Original, run: NewRun) -> int:
        number = next(_numbers)
        self.originals[original.digest] = original
        self._digests[number] = original.digest
        self._runs[number] = KeptRun(number, original.name, run.position, run.outline, _readable(run.features))
        return number

    def _age_rank(self, number: int) -> int:
        return self.runs().index(self._runs[number])


def _readable(features: RunFeatures) -> RunFeatures:
    """Features as a logbook gives them back: of those of another version only the version is known."""
    return features if features.version == VERSION else RunFeatures(features.version)
