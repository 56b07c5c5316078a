"""Long runs, what the diary says of them, and experiments that began a while ago."""

from datetime import timedelta

from uncramp.domain.diary import Answer, CrampEpisode, Muscle, Severity
from uncramp.domain.experiment import Entry, Question
from uncramp.domain.runner import Runner
from uncramp.usecases.experiment import draw_lot, start_experiment, write_run, write_twitch
from uncramp.usecases.ports import Logbook
from usecases.world import NOW, Files, outing, take_in

SEED = 7
HEALTHY = Runner(birth_year=1990, injury_12_months=False, conditions=frozenset())


def begun(question: Question, logbook: Logbook, days_ago: float = 100) -> int:
    """Number of an experiment that a healthy runner began so many days ago."""
    logbook.save_runner(HEALTHY)
    return start_experiment(question, None, SEED, logbook, NOW - timedelta(days=days_ago))


def ran(logbook: Logbook, *days_ago: float, distance: float = 20_000.0) -> list[int]:
    """Numbers of runs so many days ago, the first told first."""
    take_in(Files(**{f"run{days}_{distance}": outing(days, distance) for days in days_ago}), logbook)
    by_start = {run.outline.start: run.number for run in logbook.runs()}
    return [by_start[NOW - timedelta(days=days)] for days in days_ago]


def turned(number: int, logbook: Logbook, *runs: int, deviates: int | None = None) -> None:
    """Each run, told in their order by time, had its turn: its lot was drawn an hour before it."""
    for run in runs:
        drawn = logbook.run(run).outline.start - timedelta(hours=1)
        draw_lot(number, logbook, drawn)
        write_run(number, run, logbook, NOW, is_followed=run != deviates)


def twitched(  # noqa: PLR0913  # all there is to say of one
    number: int,
    logbook: Logbook,
    days_ago: float = 0,
    *,
    went_on: bool = False,
    is_followed: bool = True,
    release: float | None = None,
) -> Entry:
    """A twitch so many days ago, for which the lot was drawn."""
    at = NOW - timedelta(days=days_ago)
    draw_lot(number, logbook, at)
    return write_twitch(number, logbook, at, is_followed=is_followed, went_on=went_on, release=release)


def cramped(logbook: Logbook, run: int, severity: Severity | None = None) -> None:
    """A cramp of a run."""
    logbook.add_episode(run, CrampEpisode(NOW, Muscle.CALF, severity=severity))


def quiet(logbook: Logbook, *runs: int) -> None:
    """Nothing cramped in them."""
    for run in runs:
        logbook.add_answer(run, Answer(NOW))
