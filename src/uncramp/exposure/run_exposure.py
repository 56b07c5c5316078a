"""The one place that turns a run, what was before it and its weather into covariates."""

from collections.abc import Mapping
from datetime import date
from math import isfinite, nan
from types import MappingProxyType

from uncramp.domain.quantities import Range
from uncramp.domain.runner import CRAMP_LINKED, Runner
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import FloatArray
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import Limits
from uncramp.exposure.covariates import Covariate, Demand, Exposure, Origin, Readiness, Reading, covariate_kinds
from uncramp.exposure.within.run import WithinRun
from uncramp.physiology.descent import descent_ratio
from uncramp.physiology.intensity import zone_shares_Seiler_2012
from uncramp.physiology.spikes import spike_ratio_Frandsen_2025
from uncramp.physiology.trimp import (
    session_load_Foster_2001,
    trimp_of_records_Banister_1991,
    trimp_of_records_Edwards_1993,
)

MOST_CONDITIONS = 3
SHORT_LEAD_DAYS = 1

Told = dict[Covariate, Reading]

TWENTY_MINUTES = say("it takes twenty minutes with a speed up to the end")
NOT_SAID = say("your profile does not say")
NO_PLACE = say("no altitudes that can be trusted")
NO_CRITICAL_SPEED = say("your critical speed is not known: it takes hard efforts of 2 to 30 minutes")
NO_HIGHEST = say("it takes a heart rate, and your highest one in the profile")
NO_HEART_RATE = say("it takes half an hour at a steady effort with a heart rate")
NEEDS: Mapping[Covariate, Sentence] = MappingProxyType({
    Covariate.DISTANCE: say("no distance was recorded"),
    Covariate.DURATION: say("nobody said how long it will take"),
    Covariate.ASCENT: NO_PLACE,
    Covariate.DESCENT: NO_PLACE,
    Covariate.OVER_PACE: say("it takes the pace of the first half and an effort over 5 km of the last 16 weeks"),
    Covariate.WBGT: say("nobody told the weather"),
    Covariate.MASS_LOSS: say("nobody stood on a scale before and after"),
    Covariate.BEYOND_LONGEST: say("there is no run with a distance in the 30 days before"),
    Covariate.SPIKE_RATIO: say("there is no run with a distance in the 30 days before"),
    Covariate.RECENT_SESSION_TIME: say("it takes a run in the six weeks before, and the run to be near"),
    Covariate.HARD_DAYS: say("it takes six training days within six weeks"),
    Covariate.ACUTE_LOAD: say("it takes a week and more of training"),
    Covariate.CHRONIC_LOAD: say("it takes six weeks and more of training"),
    Covariate.MONOTONY: say("it takes a week with a run in it"),
    Covariate.STRAIN: say("it takes a week with a run in it"),
    Covariate.DESCENT_BEYOND: say("it takes altitudes in this run and in one of the six weeks before"),
    Covariate.ACCLIMATISATION: say("it takes runs of the last four months, most of them in known weather"),
    Covariate.CRAMP_HISTORY: say("neither your profile nor the diary says"),
    Covariate.MALE: NOT_SAID,
    Covariate.INJURY_12_MONTHS: NOT_SAID,
    Covariate.CONDITIONS: NOT_SAID,
    Covariate.FAMILY_HISTORY: NOT_SAID,
    Covariate.STRENGTH_WORK: NOT_SAID,
    Covariate.AGE: NOT_SAID,
    Covariate.SESSION_LOAD: say("nobody rated how hard it was"),
    Covariate.TRIMP: say("it takes a heart rate, and your sex and your lowest and highest one in the profile"),
    Covariate.EDWARDS_LOAD: NO_HIGHEST,
    Covariate.LOW_ZONE: NO_HIGHEST,
    Covariate.MIDDLE_ZONE: NO_HIGHEST,
    Covariate.HIGH_ZONE: NO_HIGHEST,
    Covariate.WARM_UP_SPEED_RATIO: TWENTY_MINUTES,
    Covariate.EASY_BEGINNING: say("it takes twenty minutes with a speed, the typical effort held for three"),
    Covariate.EASY_END: TWENTY_MINUTES,
    Covariate.DEAD_STOP: TWENTY_MINUTES,
    Covariate.FIRST_TO_LAST_MILE: say("it takes two miles with a speed"),
    Covariate.FIRST_TO_SECOND_HALF: say("no speed was recorded"),
    Covariate.SHARE_ABOVE_CRITICAL_SPEED: NO_CRITICAL_SPEED,
    Covariate.LOWEST_D_PRIME_SHARE: NO_CRITICAL_SPEED,
    Covariate.HEART_RATE_SLOPE: NO_HEART_RATE,
    Covariate.AEROBIC_DECOUPLING: NO_HEART_RATE,
    Covariate.DECOUPLING_ONSET: say("it takes 13 km with a heart rate at a steady effort, and to have come"),
    Covariate.LATE_EFFORT_RATIO: say("it takes 45 minutes with a speed"),
    Covariate.CADENCE_DRIFT: say("it takes 25 minutes with a cadence"),
    Covariate.STANCE_TIME_DRIFT: say("it takes 25 minutes with the time on the ground"),
    Covariate.STOP_COUNT: say("no speed was recorded"),
    Covariate.WALK_TIME: say("no speed was recorded"),
})  # fmt: skip
"""What it takes for a covariate to be told, for those of which it is not."""


def exposure_of(demand: Demand, readiness: Readiness, limits: Limits) -> Exposure:
    """Turn what a run demands and what the runner is ready for into covariates.

    Distances in m, speeds in m/s, times in s, temperatures in °C; a jump in distance is as the limits define it. What
    happened within the run is left out of a run to come.
    """
    readings = {
        **profile_readings(readiness.runner, readiness.history.moment.date(), has_cramped=readiness.has_cramped),
        **_of_demand(demand),
        **_of_pace(demand, readiness.able_time),
        **_of_history(demand, readiness, limits),
        **_of_within(demand),
        **_of_load(demand, readiness.runner),
    }
    asked = [
        name for name, kind in covariate_kinds().items() if kind.of is not Origin.WITHIN or demand.within is not None
    ]
    return Exposure(
        demand,
        MappingProxyType({name: readings[name] for name in asked if name in readings}),
        MappingProxyType({name: NEEDS[name] for name in asked if name not in readings}),
    )


def _of_demand(demand: Demand) -> Told:
    told = _known(
        {
            Covariate.DISTANCE: demand.distance,
            Covariate.DURATION: demand.duration,
            Covariate.ASCENT: demand.ascent,
            Covariate.DESCENT: demand.descent,
        },
        demand.provenance,
    )
    if demand.wbgt is not None:
        told[Covariate.WBGT] = Reading(demand.wbgt.median, demand.wbgt_provenance, demand.wbgt.sd)
    if demand.mass_loss is not None:
        told[Covariate.MASS_LOSS] = demand.mass_loss
    return told


def _of_pace(demand: Demand, able_time: Range | None) -> Told:
    if able_time is None or demand.first_half_speed is None:
        return {}
    able = demand.distance / able_time.median
    faster, spread = demand.first_half_speed / able - 1.0, able_time.sd / able_time.median
    if not demand.is_race and faster < 0.0:  # training is meant to be slower; only what is faster than ability counts
        faster, spread = 0.0, 0.0
    return {Covariate.OVER_PACE: Reading(faster, demand.provenance, spread)}


def _of_history(demand: Demand, readiness: Readiness, limits: Limits) -> Told:
    state = readiness.history.state
    spike = spike_ratio_Frandsen_2025(demand.distance, state.longest)
    descent = nan if demand.descent is None else demand.descent
    told = _known(
        {
            Covariate.SPIKE_RATIO: spike,
            Covariate.BEYOND_LONGEST: float(spike > limits.load.spike) if isfinite(spike) else None,
            Covariate.DESCENT_BEYOND: descent_ratio(descent, state.most_descent),
        },
        Provenance.RUNS,
    )
    if demand.lead.days >= SHORT_LEAD_DAYS:
        return told
    used = readiness.acclimatisation
    if used is not None:
        told[Covariate.ACCLIMATISATION] = Reading(used.median, Provenance.ASSUMED, used.sd)
    return told | _known(
        {
            Covariate.RECENT_SESSION_TIME: state.recent_above_habit,
            Covariate.HARD_DAYS: state.hard_days,
            Covariate.ACUTE_LOAD: state.acute_load,
            Covariate.CHRONIC_LOAD: state.chronic_load,
            Covariate.MONOTONY: state.monotony,
            Covariate.STRAIN: state.strain,
        },
        Provenance.RUNS,
    )


def profile_readings(runner: Runner, day: date, *, has_cramped: bool) -> Told:
    """What the runner tells of himself, as of a day; a cramp in the diary outranks the profile."""
    cramped = True if has_cramped else runner.cramp_history
    told = _known(
        {
            Covariate.MALE: None if runner.sex is None else runner.sex == "male",
            Covariate.INJURY_12_MONTHS: runner.injury_12_months,
            Covariate.FAMILY_HISTORY: runner.family_history,
            Covariate.STRENGTH_WORK: runner.strength_work,
            Covariate.AGE: runner.age(day),
            Covariate.CONDITIONS: (
                None if runner.conditions is None else min(len(runner.conditions & CRAMP_LINKED), MOST_CONDITIONS)
            ),
        },
        Provenance.PROFILE,
    )
    source = Provenance.DIARY if has_cramped else Provenance.PROFILE
    return told | _known({Covariate.CRAMP_HISTORY: cramped}, source)


def _of_within(demand: Demand) -> Told:
    if demand.within is None:
        return {}
    names = [name for name in Covariate if name.value in WithinRun.__slots__]
    return _known({name: getattr(demand.within, name.value) for name in names}, demand.provenance)


def _of_load(demand: Demand, runner: Runner) -> Told:
    """Loads of a past run: by its rating, and by the heart where its rest and its highest rate are known."""
    if demand.within is None or demand.duration is None:
        return {}
    told = _known(
        {Covariate.SESSION_LOAD: session_load_Foster_2001(nan if demand.rpe is None else demand.rpe, demand.duration)},
        Provenance.DIARY,
    )
    times = demand.heart_rate_times
    if times is None:
        return told
    resting, highest = (nan if rate is None else rate for rate in (runner.resting_heart_rate, runner.max_heart_rate))
    by_heart = (times.durations, times.heart_rates)
    low, middle, high = zone_shares_Seiler_2012(*by_heart, highest)
    return told | _known(
        {
            Covariate.TRIMP: trimp_of_records_Banister_1991(*by_heart, resting, highest, runner.sex),
            Covariate.EDWARDS_LOAD: trimp_of_records_Edwards_1993(*by_heart, highest),
            Covariate.LOW_ZONE: low,
            Covariate.MIDDLE_ZONE: middle,
            Covariate.HIGH_ZONE: high,
        },
        demand.provenance,
    )


def _known(values: Mapping[Covariate, float | FloatArray | None], provenance: Provenance) -> Told:
    return {
        name: Reading(float(value), provenance)
        for name, value in values.items()
        if value is not None and isfinite(value)
    }
