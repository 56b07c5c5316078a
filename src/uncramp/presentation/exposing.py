"""The covariates of a run as rows to read: what it is called, how much it was, and where that comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from uncramp.domain.quantities import Range
from uncramp.domain.sentence import Sentence, say
from uncramp.exposure.covariates import Covariate, Exposure, Origin, Reading, covariate_kinds
from uncramp.presentation.labels import label
from uncramp.presentation.words import MINUS, Words, clock


@dataclass(frozen=True, slots=True)
class Row:
    """One covariate in words.

    Parameters
    ----------
    value
        With its unit; a dash for what is unknown.
    remark
        Where it comes from, or what it would take to know it.
    """

    name: str
    value: str
    remark: str
    is_known: bool


UNKNOWN = "\N{EN DASH}"
ORIGINS: Mapping[Origin, Sentence] = MappingProxyType({
    Origin.DEMAND: say("What it asked"),
    Origin.HISTORY: say("Against what came before"),
    Origin.PROFILE: say("Who ran"),
    Origin.WITHIN: say("What happened in it"),
})  # fmt: skip
"""What covariates tell of."""
NAMES: Mapping[Covariate, Sentence] = MappingProxyType({
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
})  # fmt: skip
"""What the covariates are called."""


def rows_of(exposure: Exposure, origin: Origin, words: Words) -> Iterator[Row]:
    """The covariates that tell of one thing, in the order of the table."""
    for covariate, kind in covariate_kinds().items():
        if kind.of is not origin:
            continue
        name, reading = words(NAMES[covariate]), exposure.readings.get(covariate)
        if reading is not None:
            yield Row(name, value_of(covariate, reading, words), words(label(reading.provenance)), is_known=True)
        elif covariate in exposure.unknown:
            yield Row(name, UNKNOWN, words(exposure.unknown[covariate]), is_known=False)


def value_of(covariate: Covariate, reading: Reading, words: Words) -> str:
    """A value with its unit, and with its 80 % interval where it is in doubt."""
    kind = covariate_kinds()[covariate].quantity
    if kind == "answer":
        return words.translate("yes" if reading.value else "no")
    if covariate is Covariate.RECENT_SESSION_TIME:
        minutes = round(reading.value / 60.0)
        return f"{MINUS if minutes < 0 else ''}{words.duration(abs(minutes) * 60.0)}"
    if kind == "elapsed_time":
        return (MINUS if reading.value < 0.0 else "") + clock(abs(reading.value))
    if reading.sd:
        return words.range(Range.normal(kind, reading.value, reading.sd))
    return words.quantity(kind, reading.value)
