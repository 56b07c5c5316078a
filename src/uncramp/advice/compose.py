"""All rules on one situation make one plan; the limits have the last word."""

from uncramp.advice.limits import within_limits
from uncramp.advice.rules import cool_down, drink, pace, warm_up
from uncramp.advice.situation import Situation
from uncramp.domain.plan import DrinkPlan, PacePlan, Plan

RULES = (warm_up, pace, drink, cool_down)


def compose(situation: Situation) -> Plan:
    """Ask every rule in turn and hand what they say to the limits."""
    contributions = [rule.advise(situation) for rule in RULES]
    proposed = Plan(
        race=situation.race,
        pace=next((each.pace for each in contributions if each.pace is not None), PacePlan(())),
        drink=next((each.drink for each in contributions if each.drink is not None), DrinkPlan(None)),
        advice=tuple(each.advice for each in contributions),
    )
    return within_limits(proposed, situation)
