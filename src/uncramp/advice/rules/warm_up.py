"""Before the start: an easy, moving warm-up."""

from uncramp.advice.situation import Contribution, Situation
from uncramp.domain.grade import Grade
from uncramp.domain.plan import Advice, Step
from uncramp.domain.sentence import say

FINDINGS = ("pv-behm", "pv-stretch-thr")
GRADE = Grade.WEAK
LONG_RACE = 30_000.0
HOT = 22.0


def advise(situation: Situation) -> Contribution:
    """Shorter before a long race or in heat, where the first kilometres warm up well enough."""
    spare = situation.race.distance >= LONG_RACE or (situation.wbgt is not None and situation.wbgt.median >= HOT)
    steps = (
        Step(say("Walk, then jog so easily that you could sing."), 300.0 if spare else 600.0),
        Step(say("Leg swings, lunges, high knees and heel flicks: moving, never forced."), 120.0),
        Step(say("Two or three strides at race pace, walking back between them."), 90.0 if spare else 180.0),
    )
    sentences = (
        say("A warm-up makes the first kilometres easier. No trial has looked at cramps."),
        say("Moving stretches cost no speed; holding one for a minute or longer does, a little."),
    )
    return Contribution(Advice("warm_up", say("Warm-up"), sentences, FINDINGS, GRADE, steps))
