"""What the runner has told, read once: the profile, the diary, the weigh-ins."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from uncramp.domain.diary import Answer, CrampEpisode, WeighIn
from uncramp.domain.runner import Runner
from uncramp.usecases.history import CRAMP_MEMORY, known_runner
from uncramp.usecases.ports import KeptRun, Logbook

PROMPT = timedelta(days=14)
"""What is written down later than this after a run was remembered because of what happened, not asked after each."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What the runner has told, by the number of the run it is about."""

    runner: Runner
    episodes: dict[int, tuple[CrampEpisode, ...]]
    answers: dict[int, Answer]
    weigh_ins: dict[int, WeighIn]

    def of_run(self, number: int) -> tuple[CrampEpisode, ...]:
        """Cramps in or after a run."""
        return tuple(each for each in self.episodes.get(number, ()) if each.is_of_the_run)

    def is_told(self, number: int) -> bool:
        """Whether the diary says anything of a run."""
        return number in self.answers or bool(self.of_run(number))

    def is_late(self, run: KeptRun) -> bool:
        """Whether all that the diary says of a run was written down long after it."""
        answer = self.answers.get(run.number)
        told = [each.reported for each in self.of_run(run.number)] + ([] if answer is None else [answer.reported])
        end = run.outline.start + timedelta(seconds=run.outline.elapsed_time)
        return all(reported - end > PROMPT for reported in told)

    def cramped_before(self, moment: datetime, runs: list[KeptRun]) -> bool:
        """Whether the diary holds a cramp in or after a run of the 24 months before a moment."""
        ages = (moment - run.outline.start for run in runs if self.of_run(run.number))
        return any(timedelta(0) < age <= CRAMP_MEMORY for age in ages)


def notes_of(logbook: Logbook, now: datetime) -> Notes:
    """Read them; where several weigh-ins tell of a run the last holds."""
    episodes: dict[int, list[CrampEpisode]] = defaultdict(list)
    for kept in logbook.episodes():
        episodes[kept.run].append(kept.episode)
    return Notes(
        known_runner(logbook, now),
        {number: tuple(each) for number, each in episodes.items()},
        {kept.run: kept.answer for kept in logbook.answers()},
        {kept.run: kept.weigh_in for kept in logbook.weigh_ins()},
    )
