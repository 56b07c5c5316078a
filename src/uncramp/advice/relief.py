"""Out of a cramp: what to do now, muscle by muscle."""

from dataclasses import dataclass
from types import MappingProxyType

from uncramp.domain.diary import Muscle
from uncramp.domain.grade import Grade
from uncramp.domain.plan import Step
from uncramp.domain.sentence import Sentence, say

HOLD = 30.0
EASY = 300.0


@dataclass(frozen=True, slots=True)
class Relief:
    """Steps for one muscle, with what they rest on.

    Parameters
    ----------
    steps
        In order; durations in s.
    notes
        What else to know.
    findings
        Ids of the findings behind it.
    """

    muscle: Muscle
    steps: tuple[Step, ...]
    notes: tuple[Sentence, ...]
    findings: tuple[str, ...]
    grade: Grade


STRETCHES = MappingProxyType({
    Muscle.CALF: (
        say("Stand facing a wall or a tree, the cramped leg behind you with its knee straight and its heel down. "
            "Lean in until the calf lengthens."),
        say("Nothing to lean on? Sit down, straighten the leg and pull the toes towards you."),
    ),
    Muscle.HAMSTRING: (
        say("Lie on your back and raise the cramped leg, knee straight, holding behind the thigh or with a strap."),
        say("Standing: put the heel on a kerb, keep the knee straight and bend forward from the hips."),
    ),
    Muscle.QUADRICEPS: (
        say("Hold on to something, bend the cramped leg and bring its heel to your buttock, knees together."),
        say("Cannot balance? Lie on the other side and do the same."),
    ),
    Muscle.FOOT: (
        say("Take the shoe off if you can, and pull the toes up towards the shin with your hand."),
        say("Or press the ball of the foot against a wall with the heel on the ground."),
    ),
    Muscle.OTHER: (
        say("Find the position that slowly lengthens the hard muscle, and stay in it without forcing."),
        say("Cannot reach it? Sit or lie down, let it rest, and breathe. In the trunk or the arms: get help."),
    ),
})  # fmt: skip
FINDINGS = ("tx-stretch", "tx-force-recovery", "occ-duration-lab", "tx-massage-ice", "tx-pickle", "tx-pickle-null")


def relief(muscle: Muscle) -> Relief:
    """What to do about a cramp in this muscle."""
    first, otherwise = STRETCHES[muscle]
    steps = (
        Step(say("Slow down and stop, out of the others' way.")),
        Step(first, HOLD),
        Step(otherwise),
        Step(say("Hold gently until it lets go. Do not bounce or force it. Repeat if it comes back.")),
        Step(say("Walk, then run easily before you think of pace: force takes about five minutes to come back."), EASY),
        Step(say("If it comes back, walk. If it comes back again, call it a day: the muscle is tired out.")),
    )
    notes = (
        say("Most cramps are mild and let go within minutes, also by themselves."),
        say("Rubbing may feel good. No trial says it helps."),
        say("Sip a drink if you are thirsty. Pickle juice shortened cramps in one trial and not in the next."),
    )
    return Relief(muscle, steps, notes, FINDINGS, Grade.CONSENSUS)
