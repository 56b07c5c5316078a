"""After the finish: keep walking, and drink no more than was lost."""

from uncramp.advice.limits import may_have_numbers, needs_doctor
from uncramp.advice.situation import Contribution, Situation
from uncramp.domain.grade import Grade
from uncramp.domain.plan import Advice, Step
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say

FINDINGS = ("pv-cooldown", "pv-poststretch", "hy-noakes", "hy-immda")
GRADE = Grade.WEAK


def advise(situation: Situation) -> Contribution:
    """The same for every run; the litres come from the limits, and there are none where a doctor has to say."""
    fluid = situation.limits.fluid
    if may_have_numbers(situation):
        drinking = say(
            "Drink when thirsty, with food: at most {volume} for each kilogram lost, and no more than {first_hour} in "
            "the first hour.",
            volume=Quantity("fluid", fluid.after_per_mass_lost),
            first_hour=Quantity("fluid", fluid.after_first_hour),
        )
    elif needs_doctor(situation):
        drinking = say("Drink when thirsty, with food. With your illness or medicine, ask your doctor how much.")
    else:
        drinking = say("Drink when thirsty, with food.")
    steps = (
        Step(say("Keep walking after the line. Stopping dead can make you faint."), 300.0),
        Step(say("Stretch gently if it feels good. It changes soreness by almost nothing.")),
        Step(drinking),
    )
    sentences = (
        say("If you weigh as much as before, or more, there is nothing to make up."),
        say("A cool-down does little against soreness; walking is for your circulation."),
    )
    return Contribution(Advice("cool_down", say("Cool-down"), sentences, FINDINGS, GRADE, steps))
