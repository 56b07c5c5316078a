"""What members of the house's enumerations are called."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from uncramp.advice.red_flags import Urgency
from uncramp.domain.diary import Muscle, Onset, Severity, Side
from uncramp.domain.grade import Grade
from uncramp.domain.outline import Sport
from uncramp.domain.runner import Condition, Sex
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.weather import Provenance

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Sentence]] = MappingProxyType({
    Grade: {
        Grade.STRONG: say("strong evidence"),
        Grade.MODERATE: say("moderate evidence"),
        Grade.WEAK: say("weak evidence"),
        Grade.CONSENSUS: say("experts agree, no trial"),
        Grade.CONTRADICTED: say("contradicted by evidence"),
    },
    Muscle: {
        Muscle.CALF: say("calf"),
        Muscle.HAMSTRING: say("hamstring"),
        Muscle.QUADRICEPS: say("quadriceps"),
        Muscle.FOOT: say("foot"),
        Muscle.OTHER: say("another muscle"),
    },
    Side: {
        Side.LEFT: say("left"),
        Side.RIGHT: say("right"),
        Side.BOTH: say("both"),
    },
    Severity: {
        Severity.TWITCH: say("a twitch"),
        Severity.MILD: say("mild"),
        Severity.MODERATE: say("moderate"),
        Severity.SEVERE: say("severe"),
    },
    Onset: {
        Onset.DURING: say("during the run"),
        Onset.AFTER: say("within six hours after"),
        Onset.NIGHT: say("at night"),
    },
    Sex: {
        Sex.FEMALE: say("female"),
        Sex.MALE: say("male"),
    },
    Condition: {
        Condition.HEART_DISEASE: say("heart disease"),
        Condition.KIDNEY_DISEASE: say("kidney disease"),
        Condition.LUNG_DISEASE: say("lung disease"),
        Condition.GUT_DISEASE: say("disease of the gut"),
        Condition.NERVE_DISEASE: say("disease of nerves or mind"),
        Condition.OTHER_CHRONIC_DISEASE: say("another chronic disease"),
        Condition.PREGNANCY: say("pregnancy"),
        Condition.PREVIOUS_HYPONATRAEMIA: say("too little sodium in the blood before"),
        Condition.NSAID: say("anti-inflammatory painkillers"),
        Condition.DIURETIC: say("water tablets"),
        Condition.STATIN: say("a statin"),
        Condition.LONG_ACTING_BETA_AGONIST: say("a long-acting inhaler"),
    },
    Sport: {
        Sport.RUNNING: say("run"),
        Sport.WALKING: say("walk"),
        Sport.HIKING: say("hike"),
        Sport.CYCLING: say("ride"),
        Sport.SWIMMING: say("swim"),
        Sport.TRANSITION: say("transition"),
        Sport.OTHER: say("other"),
    },
    Urgency: {
        Urgency.EMERGENCY: say("call for help now"),
        Urgency.TODAY: say("see a doctor today"),
        Urgency.DOCTOR: say("ask your doctor"),
    },
    Provenance: {
        Provenance.WEIGHED: say("from weigh-in"),
        Provenance.WATCH: say("from watch"),
        Provenance.FILE: say("from the file"),
        Provenance.DIARY: say("from diary"),
        Provenance.RUNS: say("from earlier runs"),
        Provenance.PROFILE: say("from profile"),
        Provenance.TYPED: say("typed in"),
        Provenance.PLANNED: say("from the plan"),
        Provenance.ASSUMED: say("assumed"),
    },
})  # fmt: skip


def label(member: StrEnum) -> Sentence:
    """The word for a member."""
    return LABELS[type(member)][member]
