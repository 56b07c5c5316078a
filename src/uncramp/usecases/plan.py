"""Plan a run to come: pace, drink, warm-up and cool-down, and how likely a cramp is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import isnan, nan
from types import MappingProxyType

import numpy as np

from uncramp.advice.compose import compose
from uncramp.advice.limits import is_too_hot
from uncramp.advice.situation import Situation
from uncramp.domain.course import Course
from uncramp.domain.diary import Muscle
from uncramp.domain.errors import invalid
from uncramp.domain.plan import PacePlan, Plan, Race
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import say
from uncramp.domain.units import UnitChoice
from uncramp.domain.weather import Provenance, Weather
from uncramp.evidence.priors import limits, priors
from uncramp.exposure.air import Warmth, warmth_over
from uncramp.exposure.covariates import Covariate, Demand, Exposure, Readiness, Reading
from uncramp.exposure.heat_cost import time_in_heat
from uncramp.exposure.heat_history import acclimatisation_of
from uncramp.exposure.history import History
from uncramp.exposure.kilometres import Kilometres, kilometres_of_plan
from uncramp.exposure.run_exposure import exposure_of
from uncramp.physiology.elevation import WATCH_THRESHOLD, trusted_climb
from uncramp.physiology.race_time import RacePrediction, is_superhuman
from uncramp.physiology.sweat import SweatTest, sweat_rate_prediction
from uncramp.risk.forecast import Forecast, forecast
from uncramp.risk.muscles import muscles_of
from uncramp.risk.reasons import Explanation, explain
from uncramp.risk.whatif import Alternative, Lever, WhatIf, ranked
from uncramp.usecases.alternatives import alternatives_of
from uncramp.usecases.history import current_runs
from uncramp.usecases.learning import NOTHING_TOLD, DiarySummary, Lessons, lessons_of
from uncramp.usecases.notes import FOR_ADULTS, notes_of
from uncramp.usecases.ports import Logbook, ReadActivities
from uncramp.usecases.sweating import sweat_model, sweat_tests, told_sweat_rate

COURSE_SLACK = 0.05  # watches measure a course this much short or long
SHIFTS = (-3, -2, -1, 1, 2, 3)
"""Hours by which another start is looked for."""
FIRST_HOUR, LAST_HOUR = 5, 20
COOLER = 0.5
"""°C WBGT that another start must gain to be named."""
SLOWEST = 0.7  # m/s; the slowest limits of ultramarathons are above it


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What the runner asks.

    Parameters
    ----------
    weather
        Expected, or None if unknown.
    course
        Profile, or None for flat.
    units
        In which the splits are, or None for the runner's own.
    is_training
        Whether it is training and no race: without a goal it is run at the usual pace.
    """

    race: Race
    weather: Weather | None = None
    course: Course | None = None
    units: UnitChoice | None = None
    is_training: bool = False


@dataclass(frozen=True, slots=True)
class PlanReport:
    """A plan with what it rests on.

    Parameters
    ----------
    forecast
        None where there is nothing to go by.
    prediction
        Finish time that the runner's efforts show in cool weather, or None.
    wbgt
        °C, or None if the weather is unknown or too cold for it to be defined.
    exposure, kilometres
        What it will ask as a whole and kilometre by kilometre, or None where it is too hot to race.
    diary
        What there was to learn from.
    explanation, what_ifs
        What raises and lowers the risk, and what would change it.
    muscles
        Share of the cramps in each muscle, most likely first.
    """

    plan: Plan
    forecast: Forecast | None
    prediction: RacePrediction | None
    wbgt: Range | None
    exposure: Exposure | None = None
    kilometres: Kilometres | None = None
    diary: DiarySummary = NOTHING_TOLD
    explanation: Explanation | None = None
    what_ifs: tuple[WhatIf, ...] = ()
    muscles: tuple[tuple[Muscle, Range], ...] = ()


def plan_run(request: PlanRequest, logbook: Logbook, read: ReadActivities, now: datetime) -> PlanReport:
    """Plan a race.

    Parameters
    ----------
    now
        Aware.

    Raises
    ------
    InvalidValueError
        If the goal is faster than any human, the start is past, or there is neither a goal nor a run to
        judge from.
    """
    race = request.race
    _refuse_impossible(race, now)
    _refuse_other_course(request)
    runs = current_runs(logbook, read)
    history = History.before(now, runs)
    place = next((run.features.place for run in runs if run.features.place is not None), None)
    prediction = history.predict(race.distance, limits().human)
    warmth = _warmth(request, place, prediction)
    wbgt, mean = (None, None) if warmth is None else (warmth.hottest, warmth.mean)
    able, shown = (None, None) if prediction is None else _times_in_heat(race, history, prediction, mean)
    notes = notes_of(logbook, now)
    lessons = lessons_of(notes, runs, logbook, now)
    readiness = Readiness(
        runner=notes.runner,
        history=history,
        able_time=able,
        has_cramped=lessons.has_cramped,
        acclimatisation=acclimatisation_of(history.runs, history.day, priors().weather),
    )
    if request.is_training:
        shown = _usual(race, history)
    situation = _situation(request, readiness, _target(race, shown), wbgt, sweat_tests(logbook.weigh_ins(), runs))
    plan = compose(situation)
    if is_too_hot(situation):
        return PlanReport(plan, None, prediction, wbgt)
    kilometres = kilometres_of_plan(plan.pace, request.course, history.ability(able), warmth)
    exposure = exposure_of(_demand(plan, request, wbgt, race.start - now), readiness, limits())
    report = PlanReport(plan, None, prediction, wbgt, exposure, kilometres, diary=lessons.summary)
    if notes.is_minor(race.start.date()):
        return replace(report, plan=replace(plan, notices=(*plan.notices, FOR_ADULTS)))
    seen = lessons.as_modelled(exposure)
    cooler = _cooler_start(request, seen, readiness, place, prediction)
    alternatives = (*alternatives_of(seen, history), *(() if cooler is None else (cooler,)))
    return _with_chances(report, seen, lessons, alternatives, situation.split_length)


def _with_chances(
    report: PlanReport, exposure: Exposure, lessons: Lessons, alternatives: tuple[Alternative, ...], split_length: float
) -> PlanReport:
    """How likely, where, why, and what would change it, as far as there is anything to go by."""
    draws = lessons.posterior().draws
    told = forecast(exposure, priors(), draws, split_length)
    if told is None:
        return report
    episodes = (episode for each in lessons.notes.episodes.values() for episode in each)
    return replace(
        report,
        forecast=told,
        explanation=explain(exposure, priors(), draws, lessons.usual(exposure.demand)),
        what_ifs=ranked(alternatives, priors(), draws),
        muscles=muscles_of(report.plan.race.distance, episodes, priors().muscle),
    )


def _cooler_start(
    request: PlanRequest,
    exposure: Exposure,
    readiness: Readiness,
    place: tuple[float, float] | None,
    prediction: RacePrediction | None,
) -> Alternative | None:
    """The start within three hours at which the sun is lowest, where that makes the hottest hour cooler."""
    start, told = request.race.start, []
    for hours in SHIFTS:
        shifted = start + timedelta(hours=hours)
        if shifted.date() == start.date() and FIRST_HOUR <= shifted.hour <= LAST_HOUR:
            warmth = _warmth(replace(request, race=replace(request.race, start=shifted)), place, prediction)
            told += [(warmth.hottest.median, shifted, warmth)] if warmth is not None and warmth.hottest else []
    heat = exposure.readings.get(Covariate.WBGT)
    if not told or heat is None:
        return None
    coolest, shifted, warmth = min(told, key=lambda each: each[0])
    if warmth.hottest is None or heat.value - coolest < COOLER:
        return None
    readings = {**exposure.readings, Covariate.WBGT: replace(heat, value=coolest, sd=warmth.hottest.sd)}
    over = exposure.readings.get(Covariate.OVER_PACE)
    if over is not None and prediction is not None and readiness.able_time is not None:
        able = time_in_heat(prediction.time, request.race.distance, warmth.mean)
        faster = able.median / readiness.able_time.median
        readings[Covariate.OVER_PACE] = replace(over, value=(1.0 + over.value) * faster - 1.0)
    return Alternative(
        Lever.START_HOUR,
        say("A start at {clock}: in the same air the sun is lower", clock=f"{shifted:%H:%M}"),
        exposure,
        replace(exposure, readings=MappingProxyType(readings)),
        Covariate.WBGT,
    )


def _demand(plan: Plan, request: PlanRequest, wbgt: Range | None, lead: timedelta) -> Demand:
    change, course, weather = plan.drink.mass_change, request.course, request.weather
    climb = None if course is None else trusted_climb(course.distance, course.altitude, WATCH_THRESHOLD)
    return Demand(
        distance=plan.race.distance,
        is_race=not request.is_training,
        first_half_speed=_first_half_speed(plan.pace),
        wbgt=wbgt,
        wbgt_provenance=Provenance.PLANNED if weather is None else weather.provenance,
        lead=lead,
        duration=plan.pace.total_time,
        ascent=None if climb is None else climb.ascent,
        descent=None if climb is None else climb.descent,
        mass_loss=None if change is None else Reading(-change.median, Provenance.PLANNED, change.sd),
    )


def _warmth(
    request: PlanRequest, place: tuple[float, float] | None, prediction: RacePrediction | None
) -> Warmth | None:
    """Between the start and the later of the goal and the slow end of the prediction."""
    if request.weather is None:
        return None
    race = request.race
    slowest = max(race.goal_time or 0.0, 0.0 if prediction is None else prediction.time.high)
    return warmth_over(request.weather, race.start, slowest, place, priors().weather)


def _situation(
    request: PlanRequest, readiness: Readiness, target: float, wbgt: Range | None, tests: Sequence[SweatTest]
) -> Situation:
    runner = readiness.runner
    return Situation(
        race=request.race,
        runner=runner,
        predicted_time=readiness.able_time,
        target_time=target,
        weather_known=request.weather is not None,
        wbgt=wbgt,
        sweat_rate=_sweat_rate(request, readiness, target, wbgt, tests),
        weighed=any(told_sweat_rate(test) is not None for test in tests),
        longest=readiness.history.longest(),
        course=request.course,
        split_length=(request.units or runner.units).split_length,
        limits=limits(),
    )


def _sweat_rate(
    request: PlanRequest, readiness: Readiness, target: float, wbgt: Range | None, tests: Sequence[SweatTest]
) -> Range | None:
    """In the heat of the hottest hour, or in frost in the cold of the air.

    At the slower of the target and the slow end of what the runner is able to: who hopes for more sweats no more, and
    must not be told to drink more.
    """
    mass, able = readiness.runner.mass, readiness.able_time
    slowest = max(target, 0.0 if able is None else able.high)
    frost = nan if request.weather is None else request.weather.temperature
    rate = sweat_rate_prediction(
        nan if mass is None else mass,
        tests,
        sweat_model(),
        speed=request.race.distance / slowest,
        wbgt=frost if wbgt is None else wbgt.median,
        wbgt_sd=0.0 if wbgt is None else wbgt.sd,
    )
    return None if isnan(rate.median) else rate


def _refuse_other_course(request: PlanRequest) -> None:
    course = request.course
    length = 0.0 if course is None else float(course.distance[-1] - course.distance[0])
    if course is not None and abs(length / request.race.distance - 1.0) > COURSE_SLACK:
        raise invalid(
            "The course {name} is {length} long, not {distance}.",
            name=course.name,
            length=Quantity("distance", length),
            distance=Quantity("distance", request.race.distance),
        )


def _refuse_impossible(race: Race, now: datetime) -> None:
    if race.start <= now:
        raise invalid("A plan needs a start in the future; {start} is past.", start=f"{race.start:%Y-%m-%d %H:%M}")
    if not Quantity("distance", race.distance).is_possible:
        raise invalid("{distance} is too far for one run.", distance=Quantity("distance", race.distance))
    if not race.distance:
        raise invalid("A plan needs a distance above {distance}.", distance=Quantity("distance", race.distance))
    if race.goal_time is not None and is_superhuman(race.distance, race.goal_time, limits().human):
        raise invalid(
            "A goal of {goal} over {distance} is faster than any human has run.",
            goal=Quantity("elapsed_time", race.goal_time),
            distance=Quantity("distance", race.distance),
        )
    if race.goal_time is not None and not race.distance / race.goal_time >= SLOWEST:
        raise invalid(
            "A goal of {goal} over {distance} is slower than a stroll; write hours and minutes like 3:45.",
            goal=Quantity("elapsed_time", race.goal_time),
            distance=Quantity("distance", race.distance),
        )


def _times_in_heat(race: Race, history: History, prediction: RacePrediction, wbgt: Range | None) -> tuple[Range, Range]:
    """Times (s) that the runner is able to, and that the efforts so far show, in the heat of the day."""
    shown = history.shown(race.distance, prediction, limits().human)
    return time_in_heat(prediction.time, race.distance, wbgt), time_in_heat(shown, race.distance, wbgt)


def _usual(race: Race, history: History) -> Range | None:
    """Time (s) that a run takes at the usual pace, or None without one."""
    speed = history.usual_speed()
    return None if speed is None else Range.normal("elapsed_time", race.distance / speed, 0.0)


def _target(race: Race, shown: Range | None) -> float:
    if race.goal_time is not None:
        return race.goal_time
    if shown is None:
        raise invalid(
            "Give a goal time: nothing you ran in the last 16 weeks tells what {distance} will take.",
            distance=Quantity("distance", race.distance),
        )
    return shown.median


def _first_half_speed(pace: PacePlan) -> float | None:
    """m/s over the first half of the way, or None without splits."""
    if not pace.splits:
        return None
    ends = np.array([0.0, *(split.end for split in pace.splits)])
    times = np.cumsum([0.0, *(split.duration for split in pace.splits)])
    half = ends[-1] / 2.0
    return float(half / np.interp(half, ends, times))
