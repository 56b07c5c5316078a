"""The training so far as columns, and what they say of the runner at any moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.exposure.past_run import PastRun
from uncramp.physiology.descent import most_descent_Byrnes_1985
from uncramp.physiology.hard_days import hard_days_in_a_row, is_hard_day
from uncramp.physiology.spikes import longest_run_Frandsen_2025, recent_above_habit_Schwellnus_2011
from uncramp.physiology.training_load import (
    acute_load_Banister_1975,
    before_day,
    chronic_load_Banister_1975,
    daily_load,
    monotony_Foster_1998,
    strain_Foster_1998,
)
from uncramp.physiology.trimp import session_load_Foster_2001

SECONDS_PER_DAY = 86_400.0
SECONDS_PER_MINUTE = 60.0


class LoadMeasure(StrEnum):
    """In what the load of a session is counted, the same for all sessions that are compared."""

    SESSION_RPE = "session_rpe"
    TIME = "time"


@dataclass(frozen=True, eq=False)
class TrainingState:
    """What the runs before some moments say, each of the moments' shape; NaN is "cannot be told".

    Parameters
    ----------
    longest
        Longest run of 30 days, m.
    recent_above_habit
        Mean session of the last three days above that of six weeks, s.
    acute_load, chronic_load
        Exponential means of the daily load over 7 and 42 days, in the unit of its measure, up to the evening before.
    monotony, strain
        Of the seven days before.
    hard_days
        Hard days in a row up to the evening before.
    most_descent
        Of one run in six weeks, m.
    """

    longest: FloatArray
    recent_above_habit: FloatArray
    acute_load: FloatArray
    chronic_load: FloatArray
    monotony: FloatArray
    strain: FloatArray
    hard_days: FloatArray
    most_descent: FloatArray


@dataclass(frozen=True, eq=False)
class Training:
    """Runs on foot, oldest first, one value a run in each column of shape (n,); NaN is unknown.

    Parameters
    ----------
    start
        s since 1970.
    day
        Calendar day of the place, as Python numbers days (1 January of the year 1 is 1).
    distance, timer_time
        m and s.
    descent
        m.
    rpe
        Rated exertion, up to 10.
    load
        Of each session: as many as its minutes, or these times its rating.
    measure
        Which of the two.
    """

    start: FloatArray
    day: FloatArray
    distance: FloatArray
    timer_time: FloatArray
    descent: FloatArray
    rpe: FloatArray
    load: FloatArray
    measure: LoadMeasure

    @classmethod
    def of(cls, runs: Iterable[PastRun]) -> Self:
        """Columns of runs, oldest first; where every one of them was rated the load is session-RPE, else its time."""
        rows = [
            (
                run.outline.start.timestamp(),
                float(run.outline.local_start.toordinal()),
                _number(run.outline.distance),
                run.outline.timer_time,
                _number(run.features.descent),
                _number(run.said.get("rpe")),
            )
            for run in runs
        ]
        start, day, distance, timer_time, descent, rpe = np.array(rows, np.float64).reshape(-1, 6).T
        rated = session_load_Foster_2001(rpe, timer_time)
        is_rated = bool(rated.size and np.isfinite(rated).all())
        load = rated if is_rated else timer_time / SECONDS_PER_MINUTE
        measure = LoadMeasure.SESSION_RPE if is_rated else LoadMeasure.TIME
        return cls(start, day, distance, timer_time, descent, rpe, load, measure)

    def before(self, moment: ArrayLike, day: ArrayLike) -> TrainingState:
        """The state at each moment (s since 1970) on that calendar day of its place, by the runs before it."""
        moments, days = np.asarray(moment, np.float64), np.asarray(day, np.float64)
        first = min(self.day.min(initial=np.inf), days.min(initial=np.inf))
        last = days.max(initial=-np.inf)
        loads = daily_load(self.day, self.load, first, last)
        felt = np.full(loads.shape, np.nan)
        np.fmax.at(felt, (self.day[self.day <= last] - first).astype(np.intp), self.rpe[self.day <= last])

        def evening(daily: FloatArray) -> FloatArray:
            return before_day(daily, first, days)

        return TrainingState(
            longest=longest_run_Frandsen_2025(moments, self.start, self.distance),
            recent_above_habit=recent_above_habit_Schwellnus_2011(moments, self.start, self.timer_time),
            acute_load=evening(acute_load_Banister_1975(loads)),
            chronic_load=evening(chronic_load_Banister_1975(loads)),
            monotony=evening(monotony_Foster_1998(loads)),
            strain=evening(strain_Foster_1998(loads)),
            hard_days=evening(hard_days_in_a_row(is_hard_day(loads, felt))),
            most_descent=most_descent_Byrnes_1985(moments, self.start, self.descent),
        )


def _number(value: float | str | None) -> float:
    return float("nan") if value is None or isinstance(value, str) else float(value)
