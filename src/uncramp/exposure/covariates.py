"""The covariates of a run: their names, their units, and their values with where these come from."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from uncramp.domain.quantities import Range
from uncramp.domain.runner import Runner
from uncramp.domain.sentence import Sentence
from uncramp.domain.weather import Provenance
from uncramp.exposure.features import HeartRateTimes
from uncramp.exposure.history import History
from uncramp.exposure.within.run import WithinRun

VERSION = 1
"""Raise it with every change of what a covariate means or how it is computed."""


class Covariate(StrEnum):
    """Names of the covariates, as in ``covariates.toml``; the hazard model of ``priors.toml`` uses some of them."""

    DISTANCE = "distance"
    DURATION = "duration"
    ASCENT = "ascent"
    DESCENT = "descent"
    OVER_PACE = "over_pace"
    WBGT = "wbgt"
    MASS_LOSS = "mass_loss"
    BEYOND_LONGEST = "beyond_longest"
    SPIKE_RATIO = "spike_ratio"
    RECENT_SESSION_TIME = "recent_session_time"
    HARD_DAYS = "hard_days"
    ACUTE_LOAD = "acute_load"
    CHRONIC_LOAD = "chronic_load"
    MONOTONY = "monotony"
    STRAIN = "strain"
    DESCENT_BEYOND = "descent_beyond"
    ACCLIMATISATION = "acclimatisation"
    CRAMP_HISTORY = "cramp_history"
    MALE = "male"
    INJURY_12_MONTHS = "injury_12_months"
    CONDITIONS = "conditions"
    FAMILY_HISTORY = "family_history"
    STRENGTH_WORK = "strength_work"
    AGE = "age"
    SESSION_LOAD = "session_load"
    TRIMP = "trimp"
    EDWARDS_LOAD = "edwards_load"
    LOW_ZONE = "low_zone"
    MIDDLE_ZONE = "middle_zone"
    HIGH_ZONE = "high_zone"
    WARM_UP_SPEED_RATIO = "warm_up_speed_ratio"
    EASY_BEGINNING = "easy_beginning"
    EASY_END = "easy_end"
    DEAD_STOP = "dead_stop"
    FIRST_TO_LAST_MILE = "first_to_last_mile"
    FIRST_TO_SECOND_HALF = "first_to_second_half"
    SHARE_ABOVE_CRITICAL_SPEED = "share_above_critical_speed"
    LOWEST_D_PRIME_SHARE = "lowest_d_prime_share"
    HEART_RATE_SLOPE = "heart_rate_slope"
    AEROBIC_DECOUPLING = "aerobic_decoupling"
    DECOUPLING_ONSET = "decoupling_onset"
    LATE_EFFORT_RATIO = "late_effort_ratio"
    CADENCE_DRIFT = "cadence_drift"
    STANCE_TIME_DRIFT = "stance_time_drift"
    STOP_COUNT = "stop_count"
    WALK_TIME = "walk_time"


class Origin(StrEnum):
    """What a covariate tells of."""

    DEMAND = "demand"
    HISTORY = "history"
    PROFILE = "profile"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class CovariateKind:
    """One row of ``covariates.toml``.

    Parameters
    ----------
    quantity
        In whose unit the covariate is, by its name in the quantity table.
    """

    of: Origin
    quantity: str
    meaning: str


@cache
def covariate_kinds() -> dict[Covariate, CovariateKind]:
    """All covariates."""
    table = tomllib.loads(files("uncramp.exposure").joinpath("covariates.toml").read_text("utf-8"))
    return {
        Covariate(name): CovariateKind(Origin(row["of"]), row["quantity"], row["meaning"])
        for name, row in table.items()
    }


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of one covariate, in its unit of the quantity table.

    Parameters
    ----------
    value
        Best estimate.
    sd
        How uncertain it is; 0 for what is known.
    provenance
        Where it comes from.
    """

    value: float
    provenance: Provenance
    sd: float = 0.0


@dataclass(frozen=True, slots=True)
class Demand:
    """One run, past or planned.

    Parameters
    ----------
    distance
        m.
    is_race
        Race effort, or training.
    first_half_speed
        m/s, or None if unknown.
    wbgt
        °C, or None if unknown.
    provenance
        Of the speed: planned or from the watch.
    lead
        Time from now to the run; the last three days before a run further off are not known yet.
    duration
        s, or None if unknown.
    ascent, descent
        m, or None if unknown.
    mass_loss
        As a share of the mass before, weighed or expected, or None.
    within
        What happened in it, or None for a run to come.
    heart_rate_times
        How long the heart beat how fast in it, or None.
    rpe
        How hard the runner rated it, of 10, or None.
    wbgt_provenance
        Where the heat comes from.
    """

    distance: float
    is_race: bool
    first_half_speed: float | None = None
    wbgt: Range | None = None
    provenance: Provenance = Provenance.PLANNED
    lead: timedelta = timedelta(0)
    duration: float | None = None
    ascent: float | None = None
    descent: float | None = None
    mass_loss: Reading | None = None
    within: WithinRun | None = None
    heart_rate_times: HeartRateTimes | None = None
    rpe: float | None = None
    wbgt_provenance: Provenance = Provenance.TYPED


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the runner is ready for.

    Parameters
    ----------
    history
        As it stands before the run, or today for a run to come.
    able_time
        Finish time over the demand's distance that the runner's own efforts show, s, or None.
    has_cramped
        Whether the diary holds a cramp of the last 24 months.
    acclimatisation
        How used to heat the runs before have made the runner, as a share, or None.
    """

    runner: Runner
    history: History
    able_time: Range | None
    has_cramped: bool
    acclimatisation: Range | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """The covariates of one run.

    Parameters
    ----------
    readings
        What is known.
    unknown
        What is not, and widens the forecast, with what it would take to be told.
    version
        Of the code that made them.
    """

    demand: Demand
    readings: Mapping[Covariate, Reading]
    unknown: Mapping[Covariate, Sentence]
    version: int = VERSION
