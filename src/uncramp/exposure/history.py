"""The runs so far, and what they say of the runner at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np

from uncramp.domain.outline import Sport, zone
from uncramp.domain.quantities import Range
from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HumanLimits, PredictionPrior
from uncramp.exposure.features import Effort
from uncramp.exposure.past_run import PastRun
from uncramp.exposure.training import Training, TrainingState
from uncramp.physiology.prediction import LONGEST_VICKERS, MARATHON, marathon_time_Vickers_2016, race_time_Riegel_1981

FITNESS_WINDOW = timedelta(days=112)
HABIT_WINDOW = timedelta(days=42)
WEEK = timedelta(days=7)
SHORTEST_EFFORT = 5000.0
COURSE_SLACK = 1.01  # a marathon course or its file may be this much long


@dataclass(frozen=True, slots=True)
class Prediction:
    """A finish time (s, 80 % interval) and the effort it rests on."""

    time: Range
    effort: Effort
    run_on: datetime


@dataclass(frozen=True, eq=False)
class History:
    """The runs before one moment, oldest first."""

    runs: tuple[PastRun, ...]
    moment: datetime

    @classmethod
    def before(cls, moment: datetime, runs: Iterable[PastRun]) -> "History":
        """Everything on foot at a run that ended before the moment (aware)."""
        past = (run for run in runs if run.outline.sport is Sport.RUNNING and run.outline.start < moment)
        return cls(tuple(sorted(past, key=lambda run: run.outline.start)), moment)

    @cached_property
    def training(self) -> Training:
        """The runs as columns."""
        return Training.of(self.runs)

    @cached_property
    def state(self) -> TrainingState:
        """What the runs say at the moment, on the calendar of the place of the last of them: arrays without a shape."""
        place = zone(self.runs[-1].outline.time_zone) if self.runs else UTC
        return self.training.before(self.moment.timestamp(), self.moment.astimezone(place).toordinal())

    def within(self, window: timedelta) -> list[PastRun]:
        """The runs of the last while."""
        return [run for run in self.runs if self.moment - run.outline.start <= window]

    def longest(self) -> float | None:
        """Longest distance of the last 30 days, m, or None without a run that has one."""
        return known(self.state.longest)

    def weekly_distance(self) -> float | None:
        """Mean distance of a week over the last six, or since the very first run, m; None if nothing tells."""
        runs = [run for run in self.within(HABIT_WINDOW) if run.outline.distance is not None]
        if not runs:
            return None
        recorded = max(self.moment - self.runs[0].outline.start, WEEK)
        return sum(run.outline.distance or 0.0 for run in runs) / (min(recorded, HABIT_WINDOW) / WEEK)

    def recent_above_habit(self) -> float | None:
        """Mean session time of the last three days above that of the last six weeks, s, or None without a habit.

        A day without a run counts as no session: rest is never above habit.
        """
        return known(self.state.recent_above_habit)

    def predict(self, distance: float, prior: PredictionPrior, human: HumanLimits) -> Prediction | None:
        """Finish time over a distance (m) from the best of the runner's own efforts of the last 16 weeks.

        Riegel up to the half marathon, Vickers and Vertosick at the marathon, between them in between; longer
        efforts by Riegel, one over the distance itself as it is; None for longer ways or without an effort over
        5 km. Training is seldom run all out: the runner may well be faster, and what shows the time must say so.
        """
        week = self.weekly_distance()
        best: Prediction | None = None
        for run in self.within(FITNESS_WINDOW):
            for effort in run.features.efforts:
                time = _predict(distance, effort, week)
                if not effort.distance >= SHORTEST_EFFORT or not np.isfinite(time) or is_superhuman(effort, human):
                    continue
                if best is None or time < best.time.median:
                    spread = Range.normal("elapsed_time", time, prior.relative_sd * time)
                    best = Prediction(spread, effort, run.outline.start)
        return best


def known(value: FloatArray) -> float | None:
    """A single number, in its own unit, or None for NaN."""
    return value.item() if np.isfinite(value) else None


def is_superhuman(effort: Effort, human: HumanLimits) -> bool:
    """Whether nobody has ever run so far (m) in so short a time (s), with the margin of the data."""
    record = np.exp(np.interp(np.log(effort.distance), np.log(human.distance), np.log(human.time)))
    return bool(effort.duration < human.margin * record * min(effort.distance / human.distance[0], 1.0))


def _predict(distance: float, effort: Effort, weekly_distance: float | None) -> float:
    if abs(distance / effort.distance - 1.0) < COURSE_SLACK - 1.0:
        return effort.duration * distance / effort.distance
    if distance <= LONGEST_VICKERS or (effort.distance > LONGEST_VICKERS and distance <= MARATHON * COURSE_SLACK):
        return race_time_Riegel_1981(distance, effort.distance, effort.duration)
    if weekly_distance is None:
        return float("nan")
    half = race_time_Riegel_1981(LONGEST_VICKERS, effort.distance, effort.duration)
    marathon = marathon_time_Vickers_2016(effort.distance, effort.duration, weekly_distance)
    steps = np.log([LONGEST_VICKERS, MARATHON * COURSE_SLACK])
    return float(np.exp(np.interp(np.log(distance), steps, np.log([half, marathon * COURSE_SLACK]), right=np.nan)))
