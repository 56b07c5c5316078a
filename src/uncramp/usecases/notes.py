"""What the runner has told, read once: the profile, the diary, the weigh-ins."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from uncramp.domain.diary import Answer, CrampEpisode, WeighIn
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import say
from uncramp.usecases.history import known_runner
from uncramp.usecases.ports import KeptRun, Logbook

PROMPT = timedelta(days=14)
"""What is written down later than this after a run was remembered because of what happened, not asked after each."""


ADULT = 18
FOR_ADULTS = say("The studies are of adults: below 18 no chance of a cramp is told.")


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

    def is_minor(self, day: date) -> bool:
        """Whether the runner is known to be below 18: the chances come from adults."""
        age = self.runner.age(day)
        return age is not None and age < ADULT


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
