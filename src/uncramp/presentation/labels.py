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
from uncramp.exposure.covariates import Covariate, Origin

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
    Origin: {
        Origin.DEMAND: say("What it asked"),
        Origin.HISTORY: say("Against what came before"),
        Origin.PROFILE: say("Who ran"),
        Origin.WITHIN: say("What happened in it"),
    },
    Covariate: {
        Covariate.DISTANCE: say("Distance"),
        Covariate.DURATION: say("Time, pauses included"),
        Covariate.ASCENT: say("Ascent"),
        Covariate.DESCENT: say("Descent"),
        Covariate.OVER_PACE: say("First half faster than your own efforts support"),
        Covariate.WBGT: say("Heat (WBGT)"),
        Covariate.MASS_LOSS: say("Body mass lost"),
        Covariate.BEYOND_LONGEST: say("A jump beyond your longest run of 30 days"),
        Covariate.SPIKE_RATIO: say("Times your longest run of 30 days"),
        Covariate.RECENT_SESSION_TIME: say("Sessions of the last three days above habit"),
        Covariate.HARD_DAYS: say("Hard days in a row before it"),
        Covariate.ACUTE_LOAD: say("Daily load of about a week before"),
        Covariate.CHRONIC_LOAD: say("Daily load of about six weeks before"),
        Covariate.MONOTONY: say("Monotony of the week before"),
        Covariate.STRAIN: say("Strain of the week before"),
        Covariate.DESCENT_BEYOND: say("Times your most descent of six weeks"),
        Covariate.ACCLIMATISATION: say("Used to heat"),
        Covariate.CRAMP_HISTORY: say("Cramped before"),
        Covariate.MALE: say("Male"),
        Covariate.INJURY_12_MONTHS: say("Injured within twelve months"),
        Covariate.CONDITIONS: say("Illnesses and medicines that go with cramps"),
        Covariate.FAMILY_HISTORY: say("Cramps in the family"),
        Covariate.STRENGTH_WORK: say("Regular strength work"),
        Covariate.AGE: say("Age"),
        Covariate.SESSION_LOAD: say("Rated exertion times minutes"),
        Covariate.TRIMP: say("Training impulse by heart rate (Banister)"),
        Covariate.EDWARDS_LOAD: say("Minutes in zones of heart rate, weighted (Edwards)"),
        Covariate.LOW_ZONE: say("Time below 82 % of your highest heart rate"),
        Covariate.MIDDLE_ZONE: say("Time from 82 to 88 % of it"),
        Covariate.HIGH_ZONE: say("Time above 88 % of it"),
        Covariate.WARM_UP_SPEED_RATIO: say("First ten minutes over the rest, speed"),
        Covariate.EASY_BEGINNING: say("Easy beginning"),
        Covariate.EASY_END: say("Easy end"),
        Covariate.DEAD_STOP: say("Stopped at full effort, or nearly"),
        Covariate.FIRST_TO_LAST_MILE: say("First mile over the last, speed"),
        Covariate.FIRST_TO_SECOND_HALF: say("First half over the second, speed"),
        Covariate.SHARE_ABOVE_CRITICAL_SPEED: say("Time above critical speed"),
        Covariate.LOWEST_D_PRIME_SHARE: say("Least that was left of D\N{PRIME}"),
        Covariate.HEART_RATE_SLOPE: say("Heart rate at equal effort"),
        Covariate.AEROBIC_DECOUPLING: say("Speed lost per heartbeat, late against early"),
        Covariate.DECOUPLING_ONSET: say("Heart rate and speed parted after"),
        Covariate.LATE_EFFORT_RATIO: say("Best five minutes, late over early"),
        Covariate.CADENCE_DRIFT: say("Cadence, late against early"),
        Covariate.STANCE_TIME_DRIFT: say("Time on the ground, late against early"),
        Covariate.STOP_COUNT: say("Stops and pauses"),
        Covariate.WALK_TIME: say("Walk breaks, together"),
    },
})  # fmt: skip


def label(member: StrEnum) -> Sentence:
    """The word for a member."""
    return LABELS[type(member)][member]
