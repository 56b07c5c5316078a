"""The last word on every plan: what none may exceed, whoever composed it."""

from dataclasses import replace
from datetime import datetime

from uncramp.advice.situation import Situation
from uncramp.domain.plan import DrinkPlan, PacePlan, Plan
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.runner import NO_DRINK_PLAN, Runner
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.units import SECONDS_PER_HOUR
from uncramp.evidence.priors import SipLimits

Notices = tuple[Sentence, ...]


def within_limits(plan: Plan, situation: Situation) -> Plan:
    """The plan with everything taken back that the limits do not allow, and said so.

    Parameters
    ----------
    plan
        As proposed; its drink in L/h and mg/h.
    situation
        The runner and the air it is for.
    """
    pace, of_heat = _pace_within_heat(plan.pace, situation)
    drink, of_drink = _drink_within_limits(plan.drink, situation)
    if is_too_hot(situation):  # who should not race needs no other advice for the race
        return replace(plan, pace=pace, drink=DrinkPlan(ceiling=None), advice=(), notices=of_heat)
    return replace(plan, pace=pace, drink=drink, notices=(*of_heat, *of_drink, *_load(situation), *plan.notices))


def fluid_ceiling(situation: Situation) -> float | None:
    """Most that this runner may be told to drink in an hour, L/h; None where no number may be given.

    The smallest of the general ceiling, the one for small or slow runners, and a share of the 10th percentile
    of the predicted sweat rate, so that a gain of mass has less than one chance in ten. No number for who was
    not asked about the illnesses and medicines with which it is a doctor's matter.
    """
    fluid, runner = situation.limits.fluid, situation.runner
    if situation.sweat_rate is None or runner.mass is None or not may_have_numbers(situation):
        return None
    ceiling = fluid.ceiling_weighed if situation.weighed else fluid.ceiling
    slowest = max(situation.target_time, 0.0 if situation.predicted_time is None else situation.predicted_time.median)
    if runner.mass < fluid.small_mass or slowest > fluid.slow_time:  # even weighed: a test in heat says nothing of cold
        ceiling = min(ceiling, fluid.ceiling_small_or_slow)
    return min(ceiling, fluid.share_of_sweat * situation.sweat_rate.low)


def needs_doctor(situation: Situation) -> bool:
    """Whether the profile names something with which drinking is a doctor's matter."""
    conditions = situation.runner.conditions
    return conditions is not None and bool(conditions & NO_DRINK_PLAN)


def is_too_hot(situation: Situation) -> bool:
    """Whether races are stopped in such heat."""
    return situation.wbgt is not None and situation.wbgt.median > situation.limits.heat.stop


def may_have_numbers(situation: Situation) -> bool:
    """Whether the runner was asked, and named nothing with which drinking is a doctor's matter."""
    return situation.runner.conditions is not None and not needs_doctor(situation)


def sip_refusal(runner: Runner, last: datetime | None, now: datetime, limits: SipLimits) -> Sentence | None:
    """Why an experiment may not ask for a sip of pickle juice now, or None if it may.

    Parameters
    ----------
    last
        When it was last drawn whether to take one, or None.
    """
    if runner.conditions is None or runner.conditions & NO_DRINK_PLAN:
        return say("No sip of pickle juice for who has not said, or has, an illness or a medicine that forbids it.")
    if last is not None and not (now - last).total_seconds() >= limits.least_between:
        return say(
            "One sip a run at most: {hours} hours must lie between one lot and the next.",
            hours=round(limits.least_between / SECONDS_PER_HOUR),
        )
    return None


def _drink_within_limits(drink: DrinkPlan, situation: Situation) -> tuple[DrinkPlan, Notices]:
    if needs_doctor(situation):
        sentence = say(
            "With your illness or medicine, how much to drink is a question for your doctor, not for a plan."
        )
        return DrinkPlan(ceiling=None), (sentence,)
    if situation.runner.conditions is None:
        sentence = say(
            "How much you may drink is not said in numbers until your profile says whether you have one of the "
            "illnesses or medicines with which a doctor has to say: uncramp profile --help names them."
        )
        return DrinkPlan(ceiling=None), (sentence,)
    allowed, proposed = fluid_ceiling(situation), drink.ceiling
    if allowed is None or proposed is None or not min(proposed, allowed) >= situation.limits.fluid.least_told:
        return DrinkPlan(ceiling=None), ()  # a ceiling of next to nothing would forbid to drink when thirsty
    ceiling = min(proposed, allowed)
    change = _mass_change(ceiling, situation)
    safe = replace(drink, ceiling=ceiling, sodium=_sodium(drink.sodium, ceiling, situation), mass_change=change)
    if change is None or change.median >= situation.limits.fluid.warn_mass_change:
        return safe, ()
    sentence = say(
        "At the ceiling you may still lose {change} of your body mass. Over so long a run let thirst lead, eat on the "
        "way, and weigh yourself around long runs in like weather: the ceiling is on the safe side.",
        change=Quantity("mass_change", -change.median),
    )
    return safe, (sentence,)


def _sodium(proposed: float, ceiling: float, situation: Situation) -> float:
    """Sodium, mg/h: none in shorter runs, nor where far less is drunk than sweated."""
    sodium, sweat = situation.limits.sodium, situation.sweat_rate
    enough = sweat is not None and ceiling >= sodium.from_replacement * sweat.median
    return min(max(0.0, proposed), sodium.ceiling) if enough and situation.target_time > sodium.from_time else 0.0


def _mass_change(ceiling: float, situation: Situation) -> Range | None:
    """Change of body mass when drinking at the ceiling, as a share; the low end is the greatest loss."""
    sweat, mass = situation.sweat_rate, situation.runner.mass
    if sweat is None or mass is None:
        return None
    hours = situation.target_time / SECONDS_PER_HOUR
    low, median, high = ((ceiling - rate) * hours / mass for rate in (sweat.high, sweat.median, sweat.low))
    return Range("mass_change", low, median, high)


def _pace_within_heat(pace: PacePlan, situation: Situation) -> tuple[PacePlan, Notices]:
    wbgt, heat = situation.wbgt, situation.limits.heat
    if wbgt is None and situation.weather_known:  # too cold for heat to be a question
        return pace, ()
    if wbgt is None:
        return pace, (say("The weather is not known yet. Plan again with a forecast: heat changes the plan."),)
    if is_too_hot(situation):
        return PacePlan(()), (
            say(
                "Do not race: it may reach {wbgt} WBGT, and above {limit} races are stopped. No pace is safe then.",
                wbgt=wbgt,
                limit=Quantity("wbgt", heat.stop),
            ),
        )
    if wbgt.high > heat.stop_unacclimatised:
        return pace, (
            say(
                "It may reach {wbgt} WBGT. Above {limit} it is too hot to race for all who have not trained in such "
                "heat for two weeks: slow down, or leave it.",
                wbgt=wbgt,
                limit=Quantity("wbgt", heat.stop_unacclimatised),
            ),
        )
    return pace, ()


def _load(situation: Situation) -> Notices:
    load, longest, distance = situation.limits.load, situation.longest, situation.race.distance
    way = Quantity("distance", distance)
    if longest is None:
        return (say("No run of the last 30 days is on file, so nothing says that you are ready for {way}.", way=way),)
    known = Quantity("distance", longest)
    if distance > load.double * longest:
        return (
            say(
                "{way} is more than twice your longest run of the last 30 days, {longest}. Such jumps go with more "
                "injuries: a shorter race, or walking breaks from the start, is the safer choice.",
                way=way,
                longest=known,
            ),
        )
    if distance > load.spike * longest:
        return (
            say(
                "{way} is more than a tenth beyond your longest run of the last 30 days, {longest}. Such jumps go with "
                "more injuries: hold back early.",
                way=way,
                longest=known,
            ),
        )
    return ()
