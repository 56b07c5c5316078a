"""Where an experiment stands: its turns with their outcomes, what they say, and how much longer it would take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from math import exp, inf, log
from statistics import fmean, median

from uncramp.domain.experiment import Arm, Block, DrawnFor, Entry, Experiment, Question, Rules, Verdict
from uncramp.domain.quantities import Range
from uncramp.domain.runner import Runner
from uncramp.risk.allotment import blocks, drawn, order
from uncramp.risk.experiment import NEAR_CRAMP, Answer, Chances, Observation, answer
from uncramp.risk.stopping import MOST_FURTHER, Conclusion, Further, conclude, further
from uncramp.usecases.experiment import day_of, is_long
from uncramp.usecases.experiment_ports import KeptExperiment
from uncramp.usecases.ports import KeptRun, Logbook


class Outcome(StrEnum):
    """What became of a run or a twitch."""

    NONE = "none"
    NEAR_CRAMP = "near_cramp"
    CRAMP = "cramp"
    NOT_ASKED = "not_asked"
    GONE = "gone"


class State(StrEnum):
    """How far an experiment is."""

    WAITING = "waiting"
    GOING_ON = "going_on"
    OVER = "over"
    CLOSED = "closed"


HALF_A_YEAR = timedelta(days=182)
_further = lru_cache(maxsize=64)(further)
"""A server is asked the same again until something is written down."""
SCORES = {Outcome.NONE: 0.0, Outcome.NEAR_CRAMP: NEAR_CRAMP, Outcome.CRAMP: 1.0}


@dataclass(frozen=True, slots=True)
class Told:
    """One outcome: of a run in a block, of a run that had a turn, or of a twitch.

    Parameters
    ----------
    turn
        Its place in the order, from 0.
    arm
        As it was drawn.
    entry
        What was written of the turn, if anything.
    run
        The run, or None for a twitch and for a run that is gone.
    """

    turn: int
    arm: Arm
    outcome: Outcome
    entry: Entry | None = None
    run: KeptRun | None = None


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
    """The turn that is next, or the block that goes on."""

    turn: int
    arm: Arm
    block: Block | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentReport:
    """An experiment as the runner may see it: of an order that is drawn turn by turn, nothing that is still to come.

    Parameters
    ----------
    key
        Names the experiment in calendars, the same for ever.
    seed
        What the order was drawn from; None until it is over, since it gives the order away.
    blocks
        Its calendar, where its turns are weeks on end.
    told
        Outcomes, in order of their turns.
    waiting
        Long runs since it began that have no turn yet, newest first.
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
    rules: Rules
    state: State
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
    further: Further | None
    runs_a_turn: int

    @property
    def answer(self) -> Answer:
        """What is believed, over its grid."""
        return answer(self.observations, self.rules)


@dataclass(frozen=True, slots=True)
class Diary:
    """What the diary says of runs by their number."""

    runs: Mapping[int, KeptRun]
    outcomes: Mapping[int, Outcome]
    runner: Runner

    @classmethod
    def of(cls, logbook: Logbook) -> "Diary":
        """Read it once."""
        runs = {run.number: run for run in logbook.runs()}
        outcomes = {each.run: Outcome.NONE for each in logbook.answers()}
        for kept in logbook.episodes():
            if kept.episode.is_of_the_run:
                worst = Outcome.NEAR_CRAMP if kept.episode.is_twitch else Outcome.CRAMP
                outcomes[kept.run] = Outcome.CRAMP if outcomes.get(kept.run) is Outcome.CRAMP else worst
        return cls(runs, outcomes, logbook.runner())

    def day(self, now: datetime) -> date:
        """The day where the runner is."""
        return day_of(self.runner, self.runs.values(), now)

    def outcome(self, run: int | None) -> Outcome:
        """What it says of a run; silence is "none" only where the runner writes every cramp down."""
        if run is None or run not in self.runs:
            return Outcome.GONE
        return self.outcomes.get(run, Outcome.NONE if self.runner.writes_every_cramp else Outcome.NOT_ASKED)


def report_on(
    number: int, logbook: Logbook, now: datetime, expected: Mapping[int, float] | None = None
) -> ExperimentReport:
    """Where an experiment stands; raises ``NotFoundError``.

    Parameters
    ----------
    expected
        Hazard that was expected of runs before them, by their number; used if it is known of all that count.
    """
    kept = logbook.experiment(number)
    diary = Diary.of(logbook)
    return _report(kept, diary, diary.day(now), expected or {}, looks_ahead=True)


def reports(logbook: Logbook, now: datetime) -> list[ExperimentReport]:
    """All experiments, newest first, without how much longer they would take."""
    diary = Diary.of(logbook)
    return [_report(kept, diary, diary.day(now), {}, looks_ahead=False) for kept in logbook.experiments()]


def _report(
    kept: KeptExperiment, diary: Diary, today: date, expected: Mapping[int, float], *, looks_ahead: bool
) -> ExperimentReport:
    experiment, rules = kept.experiment, kept.experiment.rules
    until = today if experiment.ended is None else min(experiment.ended.date(), today)
    stretches = blocks(experiment)
    told = tuple(_of_blocks(kept, diary, until) if stretches else _of_entries(kept, diary))
    turns = sum(each.last < until for each in stretches) if stretches else len(kept.entries)
    observations = _observations(told, expected)
    conclusion = conclude(observations, turns, rules)
    state = _state(experiment, today, conclusion)
    believed = answer(observations, rules)
    is_open = state in {State.WAITING, State.GOING_ON}
    seen = sum(each.turn < turns for each in observations) / turns if turns else 0.0
    runs_a_turn = max(round(seen or _runs_a_block(experiment, diary)), 1) if stretches else 1
    arms = drawn(experiment.seed, rules, MOST_FURTHER)[turns:]
    return ExperimentReport(
        number=kept.number,
        question=experiment.question,
        key=sha256(f"calendar {experiment.seed}".encode()).hexdigest()[:20],
        start=experiment.start,
        begun=experiment.begun,
        ended=experiment.ended,
        rules=rules,
        state=state,
        seed=None if is_open else experiment.seed,
        blocks=stretches,
        told=told,
        waiting=tuple(_waiting(kept, diary, until)) if is_open else (),
        coming=_coming(kept, today) if is_open else None,
        tallies={arm: _tally([each for each in told if each.arm is arm]) for arm in Arm},
        did={each.turn: each.did for each in kept.entries},
        deviations=sum(each.did is not order(experiment)[each.turn] for each in kept.entries),
        written=len(kept.entries),
        turns=turns,
        observations=tuple(observations),
        ratio=believed.ratio,
        chances=believed.chances,
        conclusion=conclusion,
        further=_further(tuple(observations), arms, turns, runs_a_turn, rules, experiment.seed)
        if is_open and looks_ahead and observations
        else None,
        runs_a_turn=runs_a_turn,
    )


def _state(experiment: Experiment, today: date, conclusion: Conclusion) -> State:
    if experiment.ended is not None:
        return State.CLOSED
    if conclusion.verdict is not Verdict.NOT_YET:
        return State.OVER
    return State.WAITING if today < experiment.start else State.GOING_ON


def _coming(kept: KeptExperiment, today: date) -> Coming | None:
    stretches = blocks(kept.experiment)
    if stretches:
        return next((Coming(each.turn, each.arm, each) for each in stretches if today <= each.last), None)
    turn = len(kept.entries)
    arms = order(kept.experiment)
    return Coming(turn, arms[turn]) if today >= kept.experiment.start and turn < len(arms) else None


def _of_entries(kept: KeptExperiment, diary: Diary) -> Iterable[Told]:
    """Turns that were written down; a run that has two of them counts in the first."""
    arms = order(kept.experiment)
    seen: set[int] = set()
    for entry in kept.entries:
        if entry.went_on is not None:
            yield Told(entry.turn, arms[entry.turn], Outcome.CRAMP if entry.went_on else Outcome.NONE, entry)
            continue
        run = entry.run if entry.run not in seen else None
        seen |= {run} if run is not None else set()
        outcome = diary.outcome(run)
        yield Told(entry.turn, arms[entry.turn], outcome, entry, None if run is None else diary.runs.get(run))


def _of_blocks(kept: KeptExperiment, diary: Diary, until: date) -> Iterable[Told]:
    """Long runs of the days that count, with the block they fall into."""
    entries = {each.turn: each for each in kept.entries}
    stretches = blocks(kept.experiment)
    rules = kept.experiment.rules
    for run in sorted(diary.runs.values(), key=lambda each: each.outline.start):
        day = run.outline.local_start.date()
        place = (day - kept.experiment.start).days // rules.block_days
        if not is_long(run.outline) or day > until or not 0 <= place < len(stretches) or day < stretches[place].counted:
            continue
        yield Told(place, stretches[place].arm, diary.outcome(run.number), entries.get(place), run)


def _waiting(kept: KeptExperiment, diary: Diary, until: date) -> Iterable[KeptRun]:
    experiment = kept.experiment
    if experiment.rules.drawn_for is not DrawnFor.RUN or len(kept.entries) >= experiment.rules.most:
        return ()
    entered = {each.run for each in kept.entries}
    return (
        run
        for run in diary.runs.values()
        if run.number not in entered
        and is_long(run.outline)
        and experiment.start <= run.outline.local_start.date() <= until
    )


def _runs_a_block(experiment: Experiment, diary: Diary) -> float:
    """Long runs in the days of a block that count, as many as there were in the half year before."""
    counted = experiment.rules.block_days - experiment.rules.wash_out_days
    days = [run.outline.local_start.date() for run in diary.runs.values() if is_long(run.outline)]
    before = sum(experiment.start - HALF_A_YEAR <= day < experiment.start for day in days)
    return before * counted / HALF_A_YEAR.days


def _observations(told: Iterable[Told], expected: Mapping[int, float]) -> list[Observation]:
    """Outcomes that count, with what was expected of their runs if that is known of all."""
    counted = [each for each in told if each.outcome in SCORES]
    hazards = [expected.get(each.run.number, 0.0) if each.run is not None else 0.0 for each in counted]
    if not counted or not all(0.0 < each < inf for each in hazards):
        hazards = [1.0] * len(counted)
    mean = fmean(log(each) for each in hazards) if hazards else 0.0
    return [
        Observation(each.arm, SCORES[each.outcome], each.turn, hazard / exp(mean))
        for each, hazard in zip(counted, hazards, strict=True)
    ]


def _tally(told: Iterable[Told]) -> Tally:
    counts: dict[Outcome, int] = {}
    releases = []
    for each in told:
        counts[each.outcome] = counts.get(each.outcome, 0) + 1
        if each.entry is not None and each.entry.release is not None:
            releases.append(each.entry.release)
    return Tally(counts, median(releases) if releases else None)
