"""What the model has learned of the runner: the diary as it understands it, and the posterior."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, cached_property
from types import MappingProxyType

import numpy as np

from uncramp.domain.outline import Sport, zone
from uncramp.domain.runner import Runner
from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate, Demand, Exposure
from uncramp.exposure.run_exposure import profile_readings
from uncramp.risk.diary import DiaryRun, Outcome, Told, outcome_of
from uncramp.risk.draws import profile_covariates
from uncramp.risk.hazard import has_level
from uncramp.risk.memory import Memory
from uncramp.risk.posterior import Posterior
from uncramp.risk.reasons import UsualRun
from uncramp.risk.steps import steps_of
from uncramp.risk.target import Belief
from uncramp.usecases.club_belief import pooling_now
from uncramp.usecases.club_ports import Pooling
from uncramp.usecases.history import CRAMP_MEMORY
from uncramp.usecases.judged_run import JudgedRun
from uncramp.usecases.judging import judged_runs
from uncramp.usecases.notes import PROMPT, Notes
from uncramp.usecases.ports import KeptRun, Logbook

ALIKE = 1.5
"""Runs up to so many times as long, or as short, are of about the same length."""
LEAST_USUAL = 3
"""So many runs it takes to say what is usual."""
KNOWN_THEN = frozenset({Covariate.MALE, Covariate.AGE, Covariate.FAMILY_HISTORY})
"""Of the profile, what was as true of any past run."""


@dataclass(frozen=True, eq=False)
class LearnedRun:
    """One run that the model learns from.

    Parameters
    ----------
    is_picked
        Whether it is told of because of what happened: written down late, or what the diary was begun for.
    is_told_only
        Whether it would not be here had nothing been said of it.
    """

    run: KeptRun
    judged: JudgedRun
    outcome: Outcome
    is_picked: bool
    is_told_only: bool = False

    @property
    def is_told(self) -> bool:
        """Whether the diary says anything of it."""
        return self.outcome.told is not Told.SILENT


@dataclass(frozen=True, slots=True)
class DiarySummary:
    """What the model has had to learn from, in numbers of runs.

    Parameters
    ----------
    none, near, cramps
        Runs of which the diary says that there was nothing, a near-cramp only, a cramp.
    picked
        Those among them that were written down long after, and tell where and not how often.
    silent
        Runs since the diary was begun of which it says nothing.
    late
        Runs of which it was said long after that there was nothing: left out.
    is_one_sided
        Whether only cramps and near-cramps are told, though there are runs without.
    sharing
        Runners who share with this one, and from whom the model has learned.
    """

    none: int = 0
    near: int = 0
    cramps: int = 0
    picked: int = 0
    silent: int = 0
    late: int = 0
    is_one_sided: bool = False
    sharing: int = 0

    @property
    def told(self) -> int:
        """Runs of which the diary says anything."""
        return self.none + self.near + self.cramps


NOTHING_TOLD = DiarySummary()


@dataclass(frozen=True, eq=False)
class Lessons:
    """The runs that the model learns from, oldest first, and what is told of the runner at a moment.

    Parameters
    ----------
    moment
        Of the run that is looked at, or of now.
    is_past
        Whether only what was known then of the runner counts, and not all of today's profile.
    late
        How many runs of which the runner said long after that there was nothing: they are left out.
    club
        What those who share with the runner come to, or None.
    """

    notes: Notes
    runs: tuple[LearnedRun, ...]
    moment: datetime
    is_past: bool = False
    late: int = 0
    club: Pooling | None = None

    @property
    def belief(self) -> Belief | None:
        """What others say of what all runners share, or None."""
        return None if self.club is None else self.club.belief

    @property
    def summary(self) -> DiarySummary:
        """What there is to learn from before the moment."""
        runs = [each for each in self.runs if each.run.outline.start < self.moment]
        told = Counter(each.outcome.told for each in runs)
        in_time = Counter(each.outcome.told for each in runs if not each.is_picked)
        return DiarySummary(
            none=told[Told.NONE],
            near=told[Told.NEAR] + told[Told.NEAR_SOMEWHERE],
            cramps=sum(count for kind, count in told.items() if kind >= Told.CRAMP),
            picked=sum(each.is_picked for each in runs),
            silent=told[Told.SILENT],
            late=self.late,
            is_one_sided=not in_time[Told.NONE] and bool(in_time.keys() - {Told.SILENT}),
            sharing=0 if self.club is None or self.club.belief is None else self.club.runners,
        )

    @cached_property
    def has_cramped(self) -> bool:
        """Whether a cramp of the last 24 months was picked: what was told in time is learned from instead."""
        return any(each.is_picked for each in self._cramps)

    @property
    def _cramps(self) -> list[LearnedRun]:
        """Runs of the last 24 months with a cramp."""
        cramps = [each for each in self.runs if each.outcome.is_cramp]
        return [each for each in cramps if timedelta(0) < self.moment - each.run.outline.start <= CRAMP_MEMORY]

    @cached_property
    def runner(self) -> Runner:
        """The profile, without its cramp history where the diary holds cramps of that time: it may be of the same."""
        is_in_diary = any(not each.is_picked for each in self._cramps)
        return replace(self.notes.runner, cramp_history=None) if is_in_diary else self.notes.runner

    @cached_property
    def untold(self) -> frozenset[Covariate]:
        """Covariates of the profile that nobody told, or that were not known then: part of the runner's deviation."""
        known = set(profile_readings(self.runner, self.moment.date(), has_cramped=self.has_cramped))
        if self.is_past:
            known &= KNOWN_THEN | ({Covariate.CRAMP_HISTORY} if self.has_cramped else frozenset())
        return profile_covariates(priors()) - known

    def posterior(self, *, before: bool = False, without: int | None = None) -> Posterior:
        """What the diary makes of the prior, or of what a club has made of it.

        Parameters
        ----------
        before
            From the runs before the moment only.
        without
            Without the run of that number.
        """
        chosen = (
            each
            for each in self.runs
            if each.run.number != without and (not before or each.run.outline.start < self.moment)
        )
        return _memory().learned([self.as_learned(each) for each in chosen], self.untold, self.belief)

    def as_modelled(self, exposure: Exposure) -> Exposure:
        """A run's covariates without those that the diary tells better, or that were not known then."""
        hidden = self.untold & frozenset(exposure.readings)
        if not hidden:
            return exposure
        readings = {name: each for name, each in exposure.readings.items() if name not in hidden}
        return replace(exposure, readings=MappingProxyType(readings))

    def as_learned(self, each: LearnedRun) -> DiaryRun:
        """A run as the model sees it."""
        outline = each.run.outline
        day = outline.start.astimezone(zone(outline.time_zone)).date()
        own = profile_readings(self.runner, day, has_cramped=self.has_cramped)
        readings = MappingProxyType({**each.judged.readings, **own})
        exposure = Exposure(Demand(outline.distance or 0.0, each.judged.is_race), readings, {})
        steps, variance = steps_of(exposure, priors(), self.untold)
        return DiaryRun(
            each.outcome.told,
            outline.distance or 0.0,
            each.judged.race,
            steps,
            variance,
            each.outcome.near_at,
            each.outcome.cramp_at,
            each.is_picked,
            each.is_told_only,
        )

    def usual(self, demand: Demand) -> UsualRun | None:
        """What races, or training runs, of about a length are like, or None where there are too few."""
        before = (each for each in self.runs if each.run.outline.start < self.moment)
        alike = [
            each
            for each in before
            if each.judged.is_race == demand.is_race
            and 1.0 / ALIKE <= (each.run.outline.distance or 0.0) / demand.distance <= ALIKE
        ]
        if len(alike) < LEAST_USUAL:
            return None
        steps = []
        for name, each in priors().covariate.items():
            told = [run.judged.readings[Covariate(name)].value for run in alike if name in run.judged.readings]
            middle = each.steps(float(np.median(told))) if told else np.nan
            steps.append(np.clip(middle, each.low, each.high))
        return UsualRun(np.array(steps), len(alike))


def lessons_of(
    notes: Notes, runs: Sequence[KeptRun], logbook: Logbook, moment: datetime, *, is_past: bool = False
) -> Lessons:
    """The runs of the logbook that teach something.

    A runner who writes down every cramp answers for every run since the first of which anything is told. Of others,
    what was written down long after a run was picked for what happened, and silence since the diary was begun may mean
    either; where it means nothing, silent runs are left out. What the diary was begun for was picked, too; and a run of
    the last two weeks may still be told of.
    """
    past = sorted(
        (run for run in runs if run.outline.sport is Sport.RUNNING and has_level(run.outline.distance or 0.0)),
        key=lambda run: run.outline.start,
    )
    is_complete, is_mute = notes.runner.writes_every_cramp is True, notes.runner.writes_every_cramp is False
    opening = next((run for run in past if notes.is_told(run.number) and (is_complete or not notes.is_late(run))), None)
    wanted, late = [], 0
    for run in past:
        is_told = notes.is_told(run.number)
        is_late = is_told and not is_complete and notes.is_late(run)
        if is_late and not notes.of_run(run.number):
            late += 1
        elif is_told:
            wanted.append((run, is_late or (run is opening and bool(notes.of_run(run.number)))))
        elif (
            opening is not None
            and run.outline.start > opening.outline.start
            and not is_mute
            and _is_settled(run, moment)
        ):
            wanted.append((run, False))
    judged = judged_runs((run for run, _ in wanted), runs, notes.weigh_ins, logbook)
    learned = []
    for run, is_picked in wanted:
        is_none = run.number in notes.answers or is_complete
        outcome = outcome_of(notes.of_run(run.number), run.outline.distance or 0.0, is_none=is_none)
        learned.append(LearnedRun(run, judged[run.number], outcome, is_picked, is_mute and not is_picked))
    return Lessons(notes, tuple(learned), moment, is_past, late, pooling_now(logbook))


def _is_settled(run: KeptRun, moment: datetime) -> bool:
    """Whether a silent run is old enough for its silence to mean anything."""
    return not timedelta(0) < moment - run.outline.start <= PROMPT


@cache
def _memory() -> Memory:
    return Memory(priors())
