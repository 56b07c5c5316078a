"""The runs so far, and what they say of the runner at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from math import isnan, nan

import numpy as np

from uncramp.domain.outline import Sport, zone
from uncramp.domain.quantities import Range
from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HumanLimits
from uncramp.exposure.past_run import PastRun
from uncramp.exposure.training import Training, TrainingState
from uncramp.exposure.within.run import Ability
from uncramp.physiology.critical_speed import CriticalSpeed, critical_speed_from_training
from uncramp.physiology.race_time import KnownEffort, RacePrediction, race_time_prediction

FITNESS_WINDOW = timedelta(days=112)
HABIT_WINDOW = timedelta(days=42)
LOAD_WINDOW = timedelta(days=366)
"""What is older weighs less than a thousandth in the slowest mean of load."""
WEEK = timedelta(days=7)
DAY = timedelta(days=1)
ALL_OUT = 9.0
"""Rated so or higher, of 10, a run was as hard as a race."""


@dataclass(frozen=True, eq=False)
class History:
    """The runs before one moment, oldest first."""

    runs: tuple[PastRun, ...]
    moment: datetime

    @classmethod
    def before(cls, moment: datetime, runs: Iterable[PastRun]) -> "History":
        """Every run that began before the moment (aware)."""
        past = (run for run in runs if run.outline.sport is Sport.RUNNING and run.outline.start < moment)
        return cls(tuple(sorted(past, key=lambda run: run.outline.start)), moment)

    @cached_property
    def day(self) -> date:
        """The moment's day on the calendar of the place of the last run."""
        return self.moment.astimezone(zone(self.runs[-1].outline.time_zone) if self.runs else UTC).date()

    @cached_property
    def state(self) -> TrainingState:
        """What the runs of the last year say at the moment: arrays without a shape."""
        training = Training.of(self.within(LOAD_WINDOW))
        return training.before(self.moment.timestamp(), self.day.toordinal())

    def within(self, window: timedelta) -> list[PastRun]:
        """The runs of the last while."""
        return [run for run in self.runs if self.moment - run.outline.start <= window]

    def longest(self) -> float | None:
        """Longest distance of the last 30 days, m, or None without a run that has one."""
        return _known(self.state.longest)

    def weekly_distance(self) -> float | None:
        """Mean distance of a week over the last six, or since the very first run, m; None if nothing tells."""
        runs = [run for run in self.within(HABIT_WINDOW) if run.outline.distance is not None]
        if not runs:
            return None
        recorded = max(self.moment - self.runs[0].outline.start, WEEK)
        return sum(run.outline.distance or 0.0 for run in runs) / (min(recorded, HABIT_WINDOW) / WEEK)

    def usual_session(self) -> float | None:
        """Mean time of a session of the last six weeks, s, or None without one."""
        times = [run.outline.timer_time for run in self.within(HABIT_WINDOW)]
        return sum(times) / len(times) if times else None

    def usual_speed(self) -> float | None:
        """Mean speed of the runs of the last six weeks, m/s, or None without one that has a distance."""
        runs = [run.outline for run in self.within(HABIT_WINDOW) if run.outline.distance and run.outline.timer_time]
        time = sum(each.timer_time for each in runs)
        return sum(each.distance or 0.0 for each in runs) / time if time else None

    def recent_above_habit(self) -> float | None:
        """Mean session time of the last three days above that of the last six weeks, s, or None without a habit.

        A day without a run counts as no session: rest is never above habit.
        """
        return _known(self.state.recent_above_habit)

    def predict(self, distance: float, human: HumanLimits) -> RacePrediction | None:
        """Finish time over a distance (m) from the efforts of the last 16 weeks, or None without any that tells.

        Training is seldom run all out: an effort counts as a race only if it was rated the hardest, 9 or 10 of 10.
        """
        efforts = [
            KnownEffort(effort.distance, effort.duration, self._days_since(run), is_maximal=_is_all_out(run))
            for run in self.within(FITNESS_WINDOW)
            for effort in run.features.efforts
        ]
        return self._predicted(distance, efforts, human)

    def shown(self, distance: float, prediction: RacePrediction, human: HumanLimits) -> Range:
        """Finish time (s) over a distance (m) had the effort that a prediction rests on been all the runner has.

        Never faster than the prediction, which allows for what was held back: the one to plan by, not to judge by.
        """
        effort = prediction.rests_on
        if effort is None or effort.is_maximal:
            return prediction.time
        all_out = self._predicted(distance, [replace(effort, is_maximal=True)], human)
        return prediction.time if all_out is None else all_out.time

    def _predicted(self, distance: float, efforts: list[KnownEffort], human: HumanLimits) -> RacePrediction | None:
        week, critical = self.weekly_distance(), self.critical_speed.speed
        prediction = race_time_prediction(
            distance,
            efforts,
            weekly_distance=nan if week is None else week,
            fastest=human,
            critical_speed=None if isnan(critical.median) else critical,
        )
        return prediction if prediction.reason is None else None

    @cached_property
    def critical_speed(self) -> CriticalSpeed:
        """Critical speed and D' from the best efforts of the last 16 weeks; NaN where they do not tell."""
        efforts = [effort for run in self.within(FITNESS_WINDOW) for effort in run.features.efforts]
        return critical_speed_from_training(
            [effort.distance for effort in efforts], [effort.duration for effort in efforts]
        )

    def ability(self, able_time: Range | None) -> Ability:
        """Critical speed and D', and the finish time (s) that is expected, as far as each is known."""
        critical = self.critical_speed
        return Ability(
            critical_speed=None if isnan(critical.speed.median) else critical.speed.median,
            d_prime=None if isnan(critical.d_prime.median) else critical.d_prime.median,
            finish_time=None if able_time is None else able_time.median,
        )

    def _days_since(self, run: PastRun) -> float:
        return (self.moment - run.outline.start) / DAY


def _is_all_out(run: PastRun) -> bool:
    rating = run.said.get("rpe")
    return isinstance(rating, float | int) and rating >= ALL_OUT


def _known(value: FloatArray) -> float | None:
    return value.item() if np.isfinite(value) else None
