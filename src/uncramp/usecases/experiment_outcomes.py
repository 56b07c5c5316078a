"""What the diary says of the turns of an experiment, and what is read of them: once, and then it is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from uncramp.domain.experiment import Arm, Decision, DrawnFor, Entry, Experiment, Verdict
from uncramp.domain.outline import Outline, Sport, zone
from uncramp.domain.runner import Runner
from uncramp.risk.allotment import blocks, order
from uncramp.risk.experiment import NEAR_CRAMP, Chances, Observation
from uncramp.risk.stopping import Conclusion, conclude
from uncramp.usecases.experiment_ports import KeptExperiment
from uncramp.usecases.ports import KeptRun, Logbook

LEAST_DISTANCE, LEAST_TIME = 10_000.0, 3600.0
"""A run of this way, m, or of this time, s, is long enough to count: cramps in shorter ones are too rare to tell."""


class Outcome(StrEnum):
    """What became of a run or a twitch."""

    NONE = "none"
    NEAR_CRAMP = "near_cramp"
    CRAMP = "cramp"
    NOT_ASKED = "not_asked"
    GONE = "gone"


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

    def day(self, moment: datetime) -> date:
        """The day of a moment where the runner is."""
        return day_of(self.runner, self.runs.values(), moment)

    def outcome(self, run: int | None) -> Outcome:
        """What it says of a run; silence is "none" only where the runner writes every cramp down."""
        if run is None or run not in self.runs:
            return Outcome.GONE
        return self.outcomes.get(run, Outcome.NONE if self.runner.writes_every_cramp else Outcome.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What there is of an experiment by a day.

    Parameters
    ----------
    told
        In order of their turns.
    turns
        Turns that are over.
    """

    told: tuple[Told, ...]
    turns: int

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Those that count."""
        return tuple(
            Observation(each.arm, SCORES[each.outcome], each.turn) for each in self.told if each.outcome in SCORES
        )

    @property
    def is_complete(self) -> bool:
        """Whether the diary tells how each run ended."""
        return all(each.outcome is not Outcome.NOT_ASKED for each in self.told)

    def digest(self, turns: int) -> str:
        """The same for the same outcomes of the first turns."""
        read = sorted((each.turn, each.arm.value, each.score) for each in self.observations if each.turn < turns)
        return sha256(repr(read).encode()).hexdigest()


def is_long(outline: Outline) -> bool:
    """Whether a run counts in an experiment."""
    is_far = outline.distance is not None and outline.distance >= LEAST_DISTANCE
    return outline.sport is Sport.RUNNING and (is_far or outline.timer_time > LEAST_TIME)


def day_of(runner: Runner, runs: Iterable[KeptRun], now: datetime) -> date:
    """The day where a runner is, by the profile, or else by the newest run of which it is known."""
    ran = (run.outline.time_zone for run in runs if run.outline.time_zone is not None)
    return now.astimezone(zone(runner.time_zone or next(ran, None))).date()


def last_day(experiment: Experiment, diary: Diary) -> date | None:
    """The day where the runner is on which it ended, by the runner or by its rules, or None while it goes on."""
    if experiment.ended is not None:
        return diary.day(experiment.ended)
    return None if experiment.decision is None else diary.day(experiment.decision.taken)


def outcomes(kept: KeptExperiment, diary: Diary, today: date) -> Outcomes:
    """What there is of it by today, and by its last day if that is over."""
    last = last_day(kept.experiment, diary)
    until = today if last is None else min(last, today)
    stretches = blocks(kept.experiment)
    told = tuple(_of_blocks(kept, diary, until) if stretches else _of_entries(kept, diary))
    return Outcomes(told, sum(each.last < until for each in stretches) if stretches else len(kept.entries))


def settled(kept: KeptExperiment, found: Outcomes, logbook: Logbook, now: datetime) -> KeptExperiment:
    """The experiment with what was read of it kept, once it is over: at the first look that decides, or at its end.

    An end without an answer waits until the diary tells how each run ended, or until the runner closes it.
    """
    experiment = kept.experiment
    if experiment.decision is not None:
        return kept
    read = conclude(found.observations, found.turns, experiment.rules)
    is_told = read.at is not None or (read.verdict is Verdict.NOT_TOLD and found.is_complete)
    if experiment.ended is None and not is_told:
        return kept
    chances = (None, None, None) if read.chances is None else _values(read.chances)
    decision = Decision(
        verdict=read.verdict,
        taken=now,
        turns=found.turns,
        at=read.at,
        looks=read.looks,
        lower=chances[0],
        same=chances[1],
        higher=chances[2],
        digest=found.digest(_read_turns(read.at, found.turns)),
    )
    kept_first = logbook.decide_experiment(kept.number, decision)
    return replace(kept, experiment=replace(experiment, decision=kept_first))


def conclusion_of(kept: KeptExperiment, found: Outcomes) -> Conclusion:
    """What was read of it when it ended, or what its rules say now."""
    decision = kept.experiment.decision
    if decision is None:
        return conclude(found.observations, found.turns, kept.experiment.rules)
    lower, same, higher = decision.lower, decision.same, decision.higher
    chances = None if lower is None or same is None or higher is None else Chances(lower, same, higher)
    return Conclusion(decision.verdict, decision.at, decision.looks, chances)


def has_changed(kept: KeptExperiment, found: Outcomes) -> bool:
    """Whether the diary says something else now than when the conclusion was kept."""
    decision = kept.experiment.decision
    return decision is not None and found.digest(_read_turns(decision.at, decision.turns)) != decision.digest


def run_of_the_lot(kept: KeptExperiment, runs: Iterable[KeptRun]) -> KeptRun | None:
    """The run of the turn whose lot was drawn and that is not written down: the first long one that began after it."""
    lot = kept.experiment.lot(len(kept.entries))
    if kept.experiment.rules.drawn_for is not DrawnFor.RUN or lot is None:
        return None
    entered = {each.run for each in kept.entries}
    after = [
        run for run in runs if run.outline.start > lot.drawn and run.number not in entered and is_long(run.outline)
    ]
    return min(after, key=lambda run: (run.outline.start, run.number), default=None)


def _values(chances: Chances) -> tuple[float, float, float]:
    return chances.lower, chances.same, chances.higher


def _read_turns(at: int | None, turns: int) -> int:
    """Turns whose outcomes were read."""
    return turns if at is None else at


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
