"""Experiments of one runner: how one is begun, its lots drawn, its turns written down, and how it is closed."""

from datetime import date, datetime, timedelta
from math import isfinite

from uncramp.advice.limits import sip_refusal
from uncramp.domain.errors import InvalidValueError, invalid
from uncramp.domain.experiment import DrawnFor, Entry, Experiment, Lot, Question
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say
from uncramp.evidence.priors import limits
from uncramp.risk.allotment import blocks, order
from uncramp.usecases.experiment_offers import obstacles, offer
from uncramp.usecases.experiment_outcomes import (
    LEAST_DISTANCE,
    LEAST_TIME,
    Diary,
    day_of,
    is_long,
    outcomes,
    run_of_the_lot,
    settled,
)
from uncramp.usecases.experiment_ports import KeptExperiment
from uncramp.usecases.ports import KeptRun, Logbook

FURTHEST_START = timedelta(days=365)
LONGEST_RELEASE = 3600.0


def today_of(logbook: Logbook, now: datetime) -> date:
    """The day where the runner is, as far as the logbook can tell."""
    return day_of(logbook.runner(), logbook.runs(), now)


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
    diary = Diary.of(logbook)
    today = diary.day(now)
    offered = offer(question, diary.runner, today)
    if offered.refusals:
        raise InvalidValueError(offered.refusals[0])
    if offered.needs_agreement and not is_agreed:
        raise invalid("With what your profile says, ask who treats you first, and say that they agree.")
    start = today if start is None else start
    if start < today:
        raise invalid("{day} has passed. What has been run cannot be drawn by lot any more.", day=f"{start}")
    if start > today + FURTHEST_START:
        raise invalid("{day} is more than a year away.", day=f"{start}")
    for kept in logbook.experiments():  # what is over by its rules is in nobody's way
        settled(kept, outcomes(kept, diary, today), logbook, now)
    return logbook.add_experiment(
        Experiment(
            question,
            seed,
            start,
            now,
            offered.testable.rules,
            agreed=frozenset(offered.conditions),
            is_injury_agreed=offered.is_injured,
        )
    )


def draw_lot(number: int, logbook: Logbook, now: datetime) -> Lot:
    """Draw the lot of the next run or twitch; one that was drawn and not written down yet is given again.

    Raises
    ------
    InvalidValueError
        If its turns are blocks, it has not begun, may not go on or is closed, no turn is left, or a sip was drawn for
        too little time ago.
    NotFoundError
        If there is no such experiment.
    """
    kept, diary = _going_on(number, logbook, now)
    experiment = kept.experiment
    if experiment.rules.drawn_for is DrawnFor.BLOCK:
        raise invalid("In this experiment the lot of each block was drawn when it began.")
    if diary.day(now) < experiment.start:
        raise invalid("It begins on {day}.", day=f"{experiment.start}")
    turn = _next_turn(kept)
    there = experiment.lot(turn)
    if there is not None:
        return there
    if experiment.question is Question.PICKLE_JUICE:
        refusal = sip_refusal(diary.runner, _last_sip(logbook), now, limits().sip)
        if refusal is not None:
            raise InvalidValueError(refusal)
    return logbook.open_turn(number, Lot(turn, now))


def write_run(number: int, run: int, logbook: Logbook, now: datetime, *, is_followed: bool) -> Entry:
    """Write down the run of the turn that was drawn, or say anew of a run that had one what was done.

    The run is the first long one that began after the lot was drawn; its outcome comes from the diary.

    Raises
    ------
    InvalidValueError
        If its turns are no runs, no lot was drawn, it was drawn for another run, or it is closed or may not go on.
    NotFoundError
        If there is no such experiment or run.
    """
    kept, diary = _open(number, DrawnFor.RUN, logbook, now)
    of_run = logbook.run(run)
    there = next((each.turn for each in kept.entries if each.run == run), None)
    if there is None:
        turn = _drawn_turn(kept)
        _check_run(of_run, kept, diary)
    else:
        turn = there
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
        If its turns are no twitches, the time cannot be, no lot was drawn, or it is closed or may not go on.
    NotFoundError
        If there is no such experiment.
    """
    kept, _ = _open(number, DrawnFor.TWITCH, logbook, now)
    if release is not None and not (isfinite(release) and 0.0 < release <= LONGEST_RELEASE):
        raise invalid("{time} until it let go cannot be right.", time=Quantity("elapsed_time", release))
    return _write(kept, _drawn_turn(kept), logbook, now, is_followed=is_followed, went_on=went_on, release=release)


def write_block(number: int, block: int, logbook: Logbook, now: datetime, *, is_followed: bool) -> Entry:
    """Say whether a block, counted from 1, was kept to.

    Raises
    ------
    InvalidValueError
        If its turns are no blocks, there is no such block, it has not begun, or the experiment is closed or may not go
        on.
    NotFoundError
        If there is no such experiment.
    """
    kept, diary = _open(number, DrawnFor.BLOCK, logbook, now)
    stretches = blocks(kept.experiment)
    if not 1 <= block <= len(stretches):
        raise invalid("There is no block {block}; the experiment has {count}.", block=block, count=len(stretches))
    if stretches[block - 1].first > diary.day(now):
        raise invalid("Block {block} begins on {day}.", block=block, day=f"{stretches[block - 1].first}")
    return _write(kept, block - 1, logbook, now, is_followed=is_followed)


def stop_experiment(number: int, logbook: Logbook, now: datetime) -> None:
    """Close an experiment; what was written down stays, and what is read of it now; raises ``NotFoundError``."""
    diary = Diary.of(logbook)
    if _settled(number, diary, logbook, now).experiment.decision is None:
        logbook.end_experiment(number, now)
        _settled(number, diary, logbook, now)


def _settled(number: int, diary: Diary, logbook: Logbook, now: datetime) -> KeptExperiment:
    kept = logbook.experiment(number)
    return settled(kept, outcomes(kept, diary, diary.day(now)), logbook, now)


def _going_on(number: int, logbook: Logbook, now: datetime) -> tuple[KeptExperiment, Diary]:
    """An experiment to which something may be added: not over, and with nothing in the profile against it."""
    diary = Diary.of(logbook)
    kept = _settled(number, diary, logbook, now)
    if kept.experiment.decision is not None:
        raise invalid("Experiment {number} is closed.", number=number)
    against = obstacles(kept.experiment, diary.runner, diary.day(now))
    if against:
        raise InvalidValueError(against[0])
    return kept, diary


def _open(number: int, drawn_for: DrawnFor, logbook: Logbook, now: datetime) -> tuple[KeptExperiment, Diary]:
    kept, diary = _going_on(number, logbook, now)
    actual = kept.experiment.rules.drawn_for
    if actual is not drawn_for:
        raise InvalidValueError(_OTHER_TURNS[actual])
    return kept, diary


def _last_sip(logbook: Logbook) -> datetime | None:
    """When a lot was last drawn for a sip, in whichever experiment."""
    asked = (each.experiment for each in logbook.experiments() if each.experiment.question is Question.PICKLE_JUICE)
    return max((lot.drawn for experiment in asked for lot in experiment.lots), default=None)


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


def _drawn_turn(kept: KeptExperiment) -> int:
    """The turn that is next, if its lot was drawn."""
    turn = _next_turn(kept)
    if kept.experiment.lot(turn) is None:
        raise invalid("The lot of turn {turn} was not drawn. Draw it first, and not for what is over.", turn=turn + 1)
    return turn


def _check_run(run: KeptRun, kept: KeptExperiment, diary: Diary) -> None:
    """That the lot was drawn for this run, before anybody knew how it would end."""
    if not is_long(run.outline):
        raise invalid(
            "Run {run} is too short to tell: only runs from {distance}, or beyond {time}, count.",
            run=run.number,
            distance=Quantity("distance", LEAST_DISTANCE),
            time=Quantity("elapsed_time", LEAST_TIME),
        )
    lot = kept.experiment.lot(len(kept.entries))
    if lot is not None and run.outline.start <= lot.drawn:
        raise invalid(
            "Run {run} had begun before the lot of turn {turn} was drawn, so it has no turn.",
            run=run.number,
            turn=lot.turn + 1,
        )
    bound = run_of_the_lot(kept, diary.runs.values())
    if bound is not None and bound.number != run.number:
        raise invalid(
            "The lot was drawn for the first long run after it: that is run {bound}, not run {run}.",
            bound=bound.number,
            run=run.number,
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
