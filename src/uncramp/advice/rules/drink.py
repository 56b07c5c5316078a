"""Drinking: thirst first, under a ceiling that keeps small and slow runners safe."""

from uncramp.advice.limits import may_have_numbers, needs_doctor
from uncramp.advice.situation import Contribution, Situation
from uncramp.domain.grade import Grade
from uncramp.domain.plan import Advice, DrinkPlan
from uncramp.domain.sentence import say

FINDINGS = ("hy-eah2015", "hy-almond", "hy-goulet", "rf-dehyd-field", "rf-dehyd-kona", "hy-gut", "sw-cho")
GRADE = Grade.CONSENSUS
LONG = 5400.0


def advise(situation: Situation) -> Contribution:
    """Propose the share of the sweat rate that the limits name; they have the last word on it."""
    sweat = situation.sweat_rate if may_have_numbers(situation) else None
    ceiling = None if sweat is None else situation.limits.fluid.share_of_sweat * sweat.low
    sentences = [
        say("Drink when you are thirsty.")
        if ceiling is None
        else say("Drink when you are thirsty. The ceiling is not a target: do not drink more than it."),
        say(
            "That drinking decides whether you cramp has not been shown: in five race cohorts those who cramped had "
            "lost no more; the records of one medical tent say otherwise."
        ),
        say("Drinking too much is the danger: of marathon finishers tested, about one in eight had too little sodium."),
    ]
    if situation.target_time > LONG:
        sentences.append(say("Beyond 90 minutes carbohydrate helps the pace; a sports drink is one way to take it."))
    if needs_doctor(situation):
        sentences.append(say("With your illness or medicine, ask your doctor how much to drink."))
    elif situation.sweat_rate is None:
        sentences.append(say("Without your body mass there is no ceiling in numbers; add it to your profile."))
    elif not situation.weighed:
        sentences.append(say("Weigh yourself before and after a few runs: the ceiling is cautious until you do."))
    advice = Advice("drink", say("Drink"), tuple(sentences), FINDINGS, GRADE)
    return Contribution(advice, drink=DrinkPlan(ceiling=ceiling, sweat_rate=sweat))
