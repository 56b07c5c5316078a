"""Experiments of one runner: what is offered to whom, how one is begun, written down and closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite

from uncramp.domain.errors import InvalidValueError, invalid
from uncramp.domain.experiment import DrawnFor, Entry, Experiment, Question
from uncramp.domain.outline import Outline, Sport, zone
from uncramp.domain.quantities import Quantity
from uncramp.domain.runner import Condition, Runner
from uncramp.domain.sentence import Sentence, say
from uncramp.evidence.experiments import Testable, questions
from uncramp.risk.allotment import blocks, order
from uncramp.usecases.experiment_ports import KeptExperiment
from uncramp.usecases.ports import KeptRun, Logbook

LEAST_DISTANCE, LEAST_TIME = 10_000.0, 3600.0
"""A run of this way, m, or of this time, s, is long enough to count: cramps in shorter ones are too rare to tell."""
FURTHEST_START = timedelta(days=365)
LONGEST_RELEASE = 3600.0
INJURY = say("an injury of the last twelve months")


@dataclass(frozen=True, slots=True)
class Offer:
    """A question, and what stands in the way of testing it.

    Parameters
    ----------
    refusals
        Why it is not offered to this runner.
    conditions, is_injured
        With what somebody who treats the runner must agree first.
    """

    question: Question
    testable: Testable
    refusals: tuple[Sentence, ...] = ()
    conditions: tuple[Condition, ...] = ()
    is_injured: bool = False

    @property
    def needs_agreement(self) -> bool:
        """Whether somebody who treats the runner must agree first."""
        return self.is_injured or bool(self.conditions)


def offers(runner: Runner) -> list[Offer]:
    """All questions as they are offered to a runner."""
    return [_offer(question, testable, runner) for question, testable in questions().items()]


def is_long(outline: Outline) -> bool:
    """Whether a run counts in an experiment."""
    is_far = outline.distance is not None and outline.distance >= LEAST_DISTANCE
    return outline.sport is Sport.RUNNING and (is_far or outline.timer_time > LEAST_TIME)


def today_of(logbook: Logbook, now: datetime) -> date:
    """The day where the runner is, as far as the logbook can tell."""
    return day_of(logbook.runner(), logbook.runs(), now)


def day_of(runner: Runner, runs: Iterable[KeptRun], now: datetime) -> date:
    """The day where a runner is, by the profile, or else by the newest run of which it is known."""
    ran = (run.outline.time_zone for run in runs if run.outline.time_zone is not None)
    return now.astimezone(zone(runner.time_zone or next(ran, None))).date()


def start_experiment(  # noqa: PLR0913  # what makes an experiment
    question: Question, start: date | None, seed: int, logbook: Logbook, now: datetime, *, is_agreed: bool = False
) -> int:
    """Begin an experiment and give its number.

    Parameters
    ----------
    start
        First day, or None for today.
    seed
        A number drawn at random, which makes the order.
    is_agreed
        Whether the runner says that somebody who treats him agrees.

    Raises
    ------
    InvalidValueError
        If it is not for this runner, begins in the past or beyond a year, or another goes on.
    """
    (offer,) = (each for each in offers(logbook.runner()) if each.question is question)
    if offer.refusals:
        raise InvalidValueError(offer.refusals[0])
    if offer.needs_agreement and not is_agreed:
        raise invalid("With what your profile says, ask who treats you first, and say that they agree.")
    today = today_of(logbook, now)
    start = today if start is None else start
    if start < today:
        raise invalid("{day} has passed. What has been run cannot be drawn by lot any more.", day=f"{start}")
    if start > today + FURTHEST_START:
        raise invalid("{day} is more than a year away.", day=f"{start}")
    return logbook.add_experiment(Experiment(question, seed, start, now, offer.testable.rules))


def write_run(number: int, run: int, logbook: Logbook, now: datetime, *, is_followed: bool) -> Entry:
    """Give a run the next turn, or say anew of a run that has one what was done; the outcome comes from the diary.

    Raises
    ------
    InvalidValueError
        If its turns are no runs, the run was before it or is too short, it is closed, or no turn is left.
    NotFoundError
        If there is no such experiment or run.
    """
    kept = _open(number, DrawnFor.RUN, logbook)
    of_run = logbook.run(run)
    _check_run(of_run, kept.experiment)
    there = next((each.turn for each in kept.entries if each.run == run), None)
    turn = _next_turn(kept) if there is None else there
    return _write(kept, turn, logbook, now, is_followed=is_followed, run=run)


def write_twitch(  # noqa: PLR0913  # all there is to say of one
    number: int,
    logbook: Logbook,
    now: datetime,
    *,
    is_followed: bool,
    went_on: bool,
    release: float | None = None,
) -> Entry:
    """Write down what became of a twitch, for the next turn.

    Parameters
    ----------
    went_on
        Whether it went on to a full cramp.
    release
        Time until it let go, s, or None.

    Raises
    ------
    InvalidValueError
        If its turns are no twitches, the time cannot be, it is closed, or no turn is left.
    NotFoundError
        If there is no such experiment.
    """
    kept = _open(number, DrawnFor.TWITCH, logbook)
    if release is not None and not (isfinite(release) and 0.0 < release <= LONGEST_RELEASE):
        raise invalid("{time} until it let go cannot be right.", time=Quantity("elapsed_time", release))
    return _write(kept, _next_turn(kept), logbook, now, is_followed=is_followed, went_on=went_on, release=release)


def write_block(number: int, block: int, logbook: Logbook, now: datetime, *, is_followed: bool) -> Entry:
    """Say whether a block, counted from 1, was kept to.

    Raises
    ------
    InvalidValueError
        If its turns are no blocks, there is no such block, it has not begun, or the experiment is closed.
    NotFoundError
        If there is no such experiment.
    """
    kept = _open(number, DrawnFor.BLOCK, logbook)
    stretches = blocks(kept.experiment)
    if not 1 <= block <= len(stretches):
        raise invalid("There is no block {block}; the experiment has {count}.", block=block, count=len(stretches))
    if stretches[block - 1].first > today_of(logbook, now):
        raise invalid("Block {block} begins on {day}.", block=block, day=f"{stretches[block - 1].first}")
    return _write(kept, block - 1, logbook, now, is_followed=is_followed)


def stop_experiment(number: int, logbook: Logbook, now: datetime) -> None:
    """Close an experiment; what was written down stays; raises ``NotFoundError``."""
    logbook.end_experiment(number, now)


def _offer(question: Question, testable: Testable, runner: Runner) -> Offer:
    if testable.asks_conditions and runner.conditions is None:
        return Offer(question, testable, (say("Say in your profile first which illnesses and medicines you have."),))
    if testable.asks_injury and runner.injury_12_months is None:
        return Offer(question, testable, (say("Say in your profile first whether you were injured of late."),))
    own = runner.conditions or frozenset()
    if own & testable.not_with:
        return Offer(question, testable, (say("It is not offered with an illness or a medicine that you named."),))
    asking = tuple(sorted(own & testable.ask_with))
    return Offer(question, testable, (), asking, testable.asks_injury and bool(runner.injury_12_months))


def _open(number: int, drawn_for: DrawnFor, logbook: Logbook) -> KeptExperiment:
    kept = logbook.experiment(number)
    if kept.experiment.ended is not None:
        raise invalid("Experiment {number} is closed.", number=number)
    actual = kept.experiment.rules.drawn_for
    if actual is not drawn_for:
        raise InvalidValueError(_OTHER_TURNS[actual])
    return kept


_OTHER_TURNS = {
    DrawnFor.BLOCK: say("In this experiment runs count by themselves. Say only whether you kept to a block."),
    DrawnFor.RUN: say("In this experiment each turn is a run: name the run."),
    DrawnFor.TWITCH: say("In this experiment each turn is a twitch: say what became of it."),
}


def _next_turn(kept: KeptExperiment) -> int:
    turn = len(kept.entries)
    if turn >= kept.experiment.rules.most:
        raise invalid("All {count} turns of this experiment have been written down.", count=turn)
    return turn


def _check_run(run: KeptRun, experiment: Experiment) -> None:
    if run.outline.local_start.date() < experiment.start:
        raise invalid("Run {run} was before the experiment began on {day}.", run=run.number, day=f"{experiment.start}")
    if not is_long(run.outline):
        raise invalid(
            "Run {run} is too short to tell: only runs from {distance}, or beyond {time}, count.",
            run=run.number,
            distance=Quantity("distance", LEAST_DISTANCE),
            time=Quantity("elapsed_time", LEAST_TIME),
        )


def _write(  # noqa: PLR0913  # all there is to say of a turn
    kept: KeptExperiment,
    turn: int,
    logbook: Logbook,
    now: datetime,
    *,
    is_followed: bool,
    run: int | None = None,
    went_on: bool | None = None,
    release: float | None = None,
) -> Entry:
    arm = order(kept.experiment)[turn]
    entry = Entry(turn, now, arm if is_followed else arm.other, run, went_on, release)
    logbook.enter_turn(kept.number, entry)
    return entry
