"""What a run demands against what the runner is ready for, as the covariates of the hazard model."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from uncramp.domain.quantities import Range
from uncramp.domain.runner import CRAMP_LINKED, Runner
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import Limits
from uncramp.exposure.history import History

MOST_CONDITIONS = 3
SHORT_LEAD = timedelta(days=1)
CRAMP_MEMORY = timedelta(days=730)


class Covariate(StrEnum):
    """Names of the covariates, as in ``evidence/data/priors.toml``."""

    OVER_PACE = "over_pace"
    CRAMP_HISTORY = "cramp_history"
    RECENT_SESSION_TIME = "recent_session_time"
    BEYOND_LONGEST = "beyond_longest"
    MALE = "male"
    INJURY_12_MONTHS = "injury_12_months"
    CONDITIONS = "conditions"
    FAMILY_HISTORY = "family_history"
    STRENGTH_WORK = "strength_work"
    AGE = "age"
    WBGT = "wbgt"


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
    """

    distance: float
    is_race: bool
    first_half_speed: float | None = None
    wbgt: Range | None = None
    provenance: Provenance = Provenance.PLANNED
    lead: timedelta = timedelta(0)


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
    """

    runner: Runner
    history: History
    able_time: Range | None
    has_cramped: bool


@dataclass(frozen=True, slots=True)
class Exposure:
    """The covariates of one run; what is not in ``readings`` is unknown and widens the forecast."""

    demand: Demand
    readings: Mapping[Covariate, Reading]


def exposure_of(demand: Demand, readiness: Readiness, limits: Limits) -> Exposure:
    """Turn what a run demands and what the runner is ready for into covariates.

    Distances in m, speeds in m/s, times in s, temperatures in °C; a jump in distance is as the limits define it.
    """
    readings = _of_profile(readiness) | _of_pace(demand, readiness.able_time)
    longest = readiness.history.longest()
    if longest is not None:
        beyond = demand.distance > limits.load.spike * longest
        readings[Covariate.BEYOND_LONGEST] = Reading(float(beyond), Provenance.WATCH)
    above = readiness.history.recent_above_habit()
    if above is not None and demand.lead < SHORT_LEAD:
        readings[Covariate.RECENT_SESSION_TIME] = Reading(above, Provenance.WATCH)
    if demand.wbgt is not None:
        readings[Covariate.WBGT] = Reading(demand.wbgt.median, Provenance.TYPED, demand.wbgt.sd)
    return Exposure(demand, MappingProxyType(readings))


def _of_pace(demand: Demand, able_time: Range | None) -> dict[Covariate, Reading]:
    if able_time is None or demand.first_half_speed is None:
        return {}
    able = demand.distance / able_time.median
    faster, spread = demand.first_half_speed / able - 1.0, able_time.sd / able_time.median
    if not demand.is_race and faster < 0.0:  # training is meant to be slower; only what is faster than ability counts
        faster, spread = 0.0, 0.0
    return {Covariate.OVER_PACE: Reading(faster, demand.provenance, spread)}


def _of_profile(readiness: Readiness) -> dict[Covariate, Reading]:
    runner = readiness.runner
    cramped = True if readiness.has_cramped else runner.cramp_history
    source = Provenance.DIARY if readiness.has_cramped else Provenance.PROFILE
    age = runner.age(readiness.history.moment.date())
    known: dict[Covariate, tuple[float | None, Provenance]] = {
        Covariate.CRAMP_HISTORY: (cramped, source),
        Covariate.MALE: (None if runner.sex is None else runner.sex == "male", Provenance.PROFILE),
        Covariate.INJURY_12_MONTHS: (runner.injury_12_months, Provenance.PROFILE),
        Covariate.FAMILY_HISTORY: (runner.family_history, Provenance.PROFILE),
        Covariate.STRENGTH_WORK: (runner.strength_work, Provenance.PROFILE),
        Covariate.AGE: (age, Provenance.PROFILE),
        Covariate.CONDITIONS: (
            None if runner.conditions is None else min(len(runner.conditions & CRAMP_LINKED), MOST_CONDITIONS),
            Provenance.PROFILE,
        ),
    }
    return {name: Reading(float(value), origin) for name, (value, origin) in known.items() if value is not None}
