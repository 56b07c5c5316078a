"""Where an experiment stands: its turns with their outcomes, what they say, and how much longer it would take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from statistics import median

from uncramp.domain.experiment import Arm, Block, DrawnFor, Experiment, Question, Rules, Verdict
from uncramp.domain.quantities import Range
from uncramp.domain.sentence import Sentence
from uncramp.risk.allotment import blocks, drawn, order
from uncramp.risk.experiment import Answer, Chances, Observation, answer
from uncramp.risk.stopping import MOST_FURTHER, Conclusion, Further, further
from uncramp.usecases.experiment_offers import obstacles
from uncramp.usecases.experiment_outcomes import (
    SCORES,
    Diary,
    Outcome,
    Told,
    conclusion_of,
    has_changed,
    is_long,
    last_day,
    outcomes,
    run_of_the_lot,
    settled,
)
from uncramp.usecases.experiment_ports import KeptExperiment
from uncramp.usecases.ports import KeptRun, Logbook


class State(StrEnum):
    """How far an experiment is."""

    WAITING = "waiting"
    GOING_ON = "going_on"
    SUSPENDED = "suspended"
    OVER = "over"
    CLOSED = "closed"


HALF_A_YEAR = timedelta(days=182)
_further = lru_cache(maxsize=64)(further)
"""A server is asked the same again until something is written down."""
LOT_LASTS = timedelta(minutes=10)
"""So long the lot of a twitch says what to do; afterwards only what was drawn, so that no second twitch follows it."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Outcomes of one arm, and the median time until a twitch let go, s, where it was told."""

    counts: Mapping[Outcome, int] = field(default_factory=dict)
    release: float | None = None

    @property
    def known(self) -> int:
        """How many count."""
        return sum(self.counts.get(each, 0) for each in SCORES)


@dataclass(frozen=True, slots=True)
class Coming:
    """The turn that is next, or the block that goes on.

    Parameters
    ----------
    arm
        None until the lot is drawn.
    drawn
        When it was, for a run or a twitch.
    is_due
        Whether it is to be done now.
    """

    turn: int
    arm: Arm | None = None
    block: Block | None = None
    drawn: datetime | None = None
    is_due: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentReport:
    """An experiment as the runner may see it: of an order that is drawn turn by turn, nothing that is still to come.

    Parameters
    ----------
    key
        Names the experiment in calendars, the same for ever.
    closed
        The day where the runner is on which it ended, by the runner or by its rules, and ``closing`` the moment.
    suspension
        Why it may not go on with what the profile says; until then it gives no lot.
    seed
        What the order was drawn from; None until it is over and its conclusion kept, since it gives the order away.
    blocks
        Its calendar, where its turns are weeks on end.
    told
        Outcomes, in order of their turns.
    waiting
        The run for which the lot was drawn, if it is there and not written down.
    did
        What was done in each turn of which that was told.
    deviations, written
        Turns in which the other was done, and turns of which that was told.
    turns
        Turns that are over.
    observations
        Outcomes that count.
    ratio, chances
        What is believed now, whenever one looks; the rules read ``conclusion`` alone.
    has_changed
        Whether the diary says something else now than when the conclusion was kept.
    further
        How many more turns it would take, or None before the first outcome and once it is over.
    runs_a_turn
        Outcomes that a turn is likely to give.
    """

    number: int
    question: Question
    key: str
    start: date
    begun: datetime
    ended: datetime | None
    closed: date | None
    closing: datetime | None
    today: date
    rules: Rules
    state: State
    suspension: tuple[Sentence, ...]
    seed: int | None
    blocks: tuple[Block, ...]
    told: tuple[Told, ...]
    waiting: tuple[KeptRun, ...]
    coming: Coming | None
    tallies: Mapping[Arm, Tally]
    did: Mapping[int, Arm]
    deviations: int
    written: int
    turns: int
    observations: tuple[Observation, ...]
    ratio: Range
    chances: Chances
    conclusion: Conclusion
    has_changed: bool
    further: Further | None
    runs_a_turn: int

    @property
    def answer(self) -> Answer:
        """What is believed, over its grid."""
        return answer(self.observations, self.rules)


def report_on(number: int, logbook: Logbook, now: datetime) -> ExperimentReport:
    """Where an experiment stands; what is read of it at its end is kept; raises ``NotFoundError``."""
    return _report(logbook.experiment(number), Diary.of(logbook), logbook, now, looks_ahead=True)


def reports(logbook: Logbook, now: datetime) -> list[ExperimentReport]:
    """All experiments, newest first, without how much longer they would take."""
    diary = Diary.of(logbook)
    return [_report(kept, diary, logbook, now, looks_ahead=False) for kept in logbook.experiments()]


def _report(
    kept: KeptExperiment, diary: Diary, logbook: Logbook, now: datetime, *, looks_ahead: bool
) -> ExperimentReport:
    today = diary.day(now)
    found = outcomes(kept, diary, today)
    kept = settled(kept, found, logbook, now)
    experiment, rules, turns = kept.experiment, kept.experiment.rules, found.turns
    conclusion = conclusion_of(kept, found)
    suspension = () if experiment.decision is not None else obstacles(experiment, diary.runner, today)
    state = _state(experiment, today, conclusion, is_suspended=bool(suspension))
    believed = answer(found.observations, rules)
    is_open = state in {State.WAITING, State.GOING_ON}
    runs_a_turn = _runs_a_turn(experiment, diary, found.observations, turns)
    bound = run_of_the_lot(kept, diary.runs.values()) if is_open else None
    arms = drawn(experiment.seed, rules, MOST_FURTHER)[turns:]
    return ExperimentReport(
        number=kept.number,
        question=experiment.question,
        key=sha256(f"calendar {experiment.seed}".encode()).hexdigest()[:20],
        start=experiment.start,
        begun=experiment.begun,
        ended=experiment.ended,
        closed=last_day(experiment, diary),
        closing=experiment.ended or (None if experiment.decision is None else experiment.decision.taken),
        today=today,
        rules=rules,
        state=state,
        suspension=suspension,
        seed=None if experiment.decision is None else experiment.seed,
        blocks=blocks(experiment),
        told=found.told,
        waiting=() if bound is None else (bound,),
        coming=_coming(kept, today, now) if is_open else None,
        tallies={arm: _tally([each for each in found.told if each.arm is arm]) for arm in Arm},
        did={each.turn: each.did for each in kept.entries},
        deviations=sum(each.did is not order(experiment)[each.turn] for each in kept.entries),
        written=len(kept.entries),
        turns=turns,
        observations=found.observations,
        ratio=believed.ratio,
        chances=believed.chances,
        conclusion=conclusion,
        has_changed=has_changed(kept, found),
        further=_further(found.observations, arms, turns, runs_a_turn, rules, experiment.seed)
        if is_open and looks_ahead and found.observations
        else None,
        runs_a_turn=runs_a_turn,
    )


def _state(experiment: Experiment, today: date, conclusion: Conclusion, *, is_suspended: bool) -> State:
    if experiment.ended is not None:
        return State.CLOSED
    if conclusion.verdict is not Verdict.NOT_YET:
        return State.OVER
    if is_suspended:
        return State.SUSPENDED
    return State.WAITING if today < experiment.start else State.GOING_ON


def _coming(kept: KeptExperiment, today: date, now: datetime) -> Coming | None:
    experiment = kept.experiment
    stretches = blocks(experiment)
    if stretches:
        return next((Coming(each.turn, each.arm, each) for each in stretches if today <= each.last), None)
    turn = len(kept.entries)
    arms = order(experiment)
    if today < experiment.start or turn >= len(arms):
        return None
    lot = experiment.lot(turn)
    if lot is None:
        return Coming(turn)
    is_due = experiment.rules.drawn_for is DrawnFor.RUN or now - lot.drawn <= LOT_LASTS
    return Coming(turn, arms[turn], None, lot.drawn, is_due)


def _runs_a_turn(experiment: Experiment, diary: Diary, observations: Iterable[Observation], turns: int) -> int:
    """Outcomes that a turn to come is likely to give: as many as the ones that are over gave."""
    if experiment.rules.drawn_for is not DrawnFor.BLOCK:
        return 1
    seen = sum(each.turn < turns for each in observations) / turns if turns else 0.0
    return max(round(seen or _runs_a_block(experiment, diary)), 1)


def _runs_a_block(experiment: Experiment, diary: Diary) -> float:
    """Long runs in the days of a block that count, as many as there were in the half year before."""
    counted = experiment.rules.block_days - experiment.rules.wash_out_days
    days = [run.outline.local_start.date() for run in diary.runs.values() if is_long(run.outline)]
    before = sum(experiment.start - HALF_A_YEAR <= day < experiment.start for day in days)
    return before * counted / HALF_A_YEAR.days


def _tally(told: Iterable[Told]) -> Tally:
    counts: dict[Outcome, int] = {}
    releases = []
    for each in told:
        counts[each.outcome] = counts.get(each.outcome, 0) + 1
        if each.entry is not None and each.entry.release is not None:
            releases.append(each.entry.release)
    return Tally(counts, median(releases) if releases else None)
