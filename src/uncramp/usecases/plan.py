"""Plan a run to come: pace, drink, warm-up and cool-down, and how likely a cramp is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isnan, nan

import numpy as np

from uncramp.advice.compose import compose
from uncramp.advice.limits import is_too_hot
from uncramp.advice.situation import Situation
from uncramp.domain.course import Course
from uncramp.domain.errors import invalid
from uncramp.domain.plan import PacePlan, Plan, Race
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.units import SECONDS_PER_HOUR, UnitChoice
from uncramp.domain.weather import Weather
from uncramp.evidence.priors import limits, priors
from uncramp.exposure.air import wbgt_of
from uncramp.exposure.covariates import Demand, Readiness
from uncramp.exposure.features import Effort
from uncramp.exposure.history import History, Prediction, is_superhuman
from uncramp.exposure.run_exposure import exposure_of
from uncramp.physiology.heat import HOTTEST_MEASURED, heat_speed_factor_Mantzios_2022
from uncramp.physiology.sweat import SweatTest, sweat_rate_prediction
from uncramp.risk.draws import prior_draws
from uncramp.risk.forecast import Forecast, forecast
from uncramp.usecases.history import cramped_before, current_runs, known_runner
from uncramp.usecases.ports import Logbook, ReadActivities
from uncramp.usecases.sweating import sweat_model, sweat_tests

COURSE_SLACK = 0.05  # watches measure a course this much short or long
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
    """

    race: Race
    weather: Weather | None = None
    course: Course | None = None
    units: UnitChoice | None = None


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
    """

    plan: Plan
    forecast: Forecast | None
    prediction: Prediction | None
    wbgt: Range | None


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
    prediction = history.predict(race.distance, priors().prediction, limits().human)
    wbgt = _worst_wbgt(request, place, prediction)
    able = _in_heat(prediction, wbgt)
    readiness = Readiness(known_runner(logbook, now), history, able, cramped_before(now, logbook, runs))
    situation = _situation(request, readiness, wbgt, sweat_tests(logbook.weigh_ins(), runs))
    plan = compose(situation)
    demand = Demand(
        race.distance, is_race=True, first_half_speed=_first_half_speed(plan.pace), wbgt=wbgt, lead=race.start - now
    )
    if is_too_hot(situation):
        return PlanReport(plan, None, prediction, wbgt)
    exposure = exposure_of(demand, readiness, limits())
    told = forecast(exposure, priors(), prior_draws(priors()), situation.split_length)
    return PlanReport(plan, told, prediction, wbgt)


def _worst_wbgt(request: PlanRequest, place: tuple[float, float] | None, prediction: Prediction | None) -> Range | None:
    """WBGT of the hottest hour between the start and the slower of goal and prediction."""
    if request.weather is None:
        return None
    race = request.race
    times = [race.goal_time or 0.0, 0.0 if prediction is None else prediction.time.median]
    hours = range(int(max(times) // SECONDS_PER_HOUR) + 2)
    moments = (race.start + timedelta(hours=hour) for hour in hours)
    known = [wbgt_of(request.weather, moment, place, priors().weather) for moment in moments]
    return max((each for each in known if each is not None), key=lambda each: each.high, default=None)


def _situation(request: PlanRequest, readiness: Readiness, wbgt: Range | None, tests: Sequence[SweatTest]) -> Situation:
    runner, target = readiness.runner, _target(request.race, readiness.able_time)
    return Situation(
        race=request.race,
        runner=runner,
        predicted_time=readiness.able_time,
        target_time=target,
        weather_known=request.weather is not None,
        wbgt=wbgt,
        sweat_rate=_sweat_rate(request, runner.mass, target, wbgt, tests),
        weighed=bool(tests),
        longest=readiness.history.longest(),
        course=request.course,
        split_length=(request.units or runner.units).split_length,
        limits=limits(),
    )


def _sweat_rate(
    request: PlanRequest, mass: float | None, target: float, wbgt: Range | None, tests: Sequence[SweatTest]
) -> Range | None:
    """At the pace of the target and in the heat of the hottest hour; in frost in the cold of the air."""
    frost = nan if request.weather is None else request.weather.temperature
    rate = sweat_rate_prediction(
        nan if mass is None else mass,
        tests,
        sweat_model(),
        speed=request.race.distance / target,
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
    if race.goal_time is not None and is_superhuman(Effort(race.distance, race.goal_time), limits().human):
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


def _in_heat(prediction: Prediction | None, wbgt: Range | None) -> Range | None:
    if prediction is None:
        return None
    # Beyond the heat that was studied the loss is at least that of its hottest races.
    warmth = HOTTEST_MEASURED if wbgt is None else min(wbgt.median, HOTTEST_MEASURED)
    factor = 1.0 if wbgt is None else float(heat_speed_factor_Mantzios_2022(warmth))
    time = prediction.time
    return Range(time.kind, time.low / factor, time.median / factor, time.high / factor)


def _target(race: Race, able: Range | None) -> float:
    if race.goal_time is not None:
        return race.goal_time
    if able is None:
        raise invalid(
            "Give a goal time: nothing you ran in the last 16 weeks tells what {distance} will take.",
            distance=Quantity("distance", race.distance),
        )
    return able.median


def _first_half_speed(pace: PacePlan) -> float | None:
    """m/s over the first half of the way, or None without splits."""
    if not pace.splits:
        return None
    ends = np.array([0.0, *(split.end for split in pace.splits)])
    times = np.cumsum([0.0, *(split.duration for split in pace.splits)])
    half = ends[-1] / 2.0
    return float(half / np.interp(half, ends, times))
