"""What is not a cramp, or not only one: these interrupt everything else."""

from dataclasses import dataclass
from enum import StrEnum

from uncramp.domain.sentence import Sentence, say


class Urgency(StrEnum):
    """How fast help is needed."""

    EMERGENCY = "emergency"
    TODAY = "today"
    DOCTOR = "doctor"


@dataclass(frozen=True, slots=True)
class RedFlag:
    """Signs, and what to do about them."""

    key: str
    urgency: Urgency
    signs: Sentence
    action: Sentence
    findings: tuple[str, ...]


RED_FLAGS = (
    RedFlag(
        "heat_stroke",
        Urgency.EMERGENCY,
        say("Confusion, collapse, odd behaviour or hot skin"),
        say("Heat stroke: call for help and cool now, with water and ice over the whole body. Cool first, move later."),
        ("rfl-ehs",),
    ),
    RedFlag(
        "hyponatraemia",
        Urgency.EMERGENCY,
        say("Headache, vomiting, swollen hands, weight gain or confusion after drinking a lot"),
        say("Too little sodium: stop drinking and get to a hospital. More water makes it worse."),
        ("rfl-eah",),
    ),
    RedFlag(
        "heart",
        Urgency.EMERGENCY,
        say("Chest pain, or fainting"),
        say("Stop and call for help."),
        (),
    ),
    RedFlag(
        "clot",
        Urgency.EMERGENCY,
        say("One calf swollen, warm and painful, or short of breath"),
        say("It may be a clot: do not massage it, and get help now."),
        ("rfl-dvt",),
    ),
    RedFlag(
        "compartment",
        Urgency.EMERGENCY,
        say("A tight leg that gets worse, with a numb or weak foot"),
        say("Pressure in the muscle: get to a hospital now."),
        ("rfl-compartment",),
    ),
    RedFlag(
        "serious_cramp",
        Urgency.EMERGENCY,
        say("A cramp that does not let go, spreads to the trunk or arms, or comes with feeling ill"),
        say("Go to the medical tent, or call for help."),
        ("rfl-serious",),
    ),
    RedFlag(
        "rhabdomyolysis",
        Urgency.TODAY,
        say("Dark urine, or a swollen, weak muscle in the hours and days after"),
        say("Have your blood tested the same day."),
        ("rfl-rhabdo",),
    ),
    RedFlag(
        "tear",
        Urgency.TODAY,
        say("A pop or sudden sharp pain, then a bruise"),
        say("It may be a tear: do not stretch it. Stop, and have it looked at."),
        (),
    ),
    RedFlag(
        "other_cramps",
        Urgency.DOCTOR,
        say(
            "New cramps at rest or at night, weakness or twitching; any new cramps in pregnancy, on dialysis, with "
            "liver disease or with a new medicine"
        ),
        say("Ask your doctor. Never stop a medicine on your own."),
        ("rf-meds-night",),
    ),
)
