"""The runner: what a short profile can say. None means "not asked" and is never read as "no"."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from uncramp.domain.units import METRIC, UnitChoice


class Sex(StrEnum):
    """Sex as the cohorts recorded it."""

    FEMALE = "female"
    MALE = "male"


class Condition(StrEnum):
    """What changes advice: illnesses, and medicines by their class."""

    HEART_DISEASE = "heart_disease"
    KIDNEY_DISEASE = "kidney_disease"
    LUNG_DISEASE = "lung_disease"
    GUT_DISEASE = "gut_disease"
    NERVE_DISEASE = "nerve_disease"
    OTHER_CHRONIC_DISEASE = "other_chronic_disease"
    PREGNANCY = "pregnancy"
    PREVIOUS_HYPONATRAEMIA = "previous_hyponatraemia"
    NSAID = "nsaid"
    DIURETIC = "diuretic"
    STATIN = "statin"
    LONG_ACTING_BETA_AGONIST = "long_acting_beta_agonist"


CRAMP_LINKED = frozenset(Condition) - {Condition.PREGNANCY, Condition.PREVIOUS_HYPONATRAEMIA, Condition.NSAID}
"""Chronic diseases and medicines that the cohorts link with a history of cramps."""

NO_DRINK_PLAN = frozenset(
    {
        Condition.NSAID,
        Condition.PREVIOUS_HYPONATRAEMIA,
        Condition.PREGNANCY,
        Condition.KIDNEY_DISEASE,
        Condition.HEART_DISEASE,
        Condition.DIURETIC,
    }
)
"""With one of these a drink plan in numbers is a doctor's matter."""


@dataclass(frozen=True, slots=True)
class Runner:
    """One runner's profile.

    Parameters
    ----------
    mass
        Body mass, kg.
    birth_year
        Year of birth.
    resting_heart_rate, max_heart_rate
        Lowest of a rested morning and highest ever reached, bpm.
    cramp_history
        A cramp in or after one of the last ten races, or within 24 months.
    family_history
        A parent, brother or sister cramps in sport.
    injury_12_months
        A running injury within 12 months.
    strength_work
        Regular strength training of the legs.
    conditions
        Illnesses and medicines; the empty set says "asked, none".
    time_zone
        IANA name of the zone where this person runs, for what tells neither its zone nor its place.
    units
        In which units this person reads and types.
    writes_every_cramp
        Whether every cramp goes into the diary, so that silence is none, or silence means nothing.
    """

    mass: float | None = None
    sex: Sex | None = None
    birth_year: int | None = None
    resting_heart_rate: float | None = None
    max_heart_rate: float | None = None
    cramp_history: bool | None = None
    family_history: bool | None = None
    injury_12_months: bool | None = None
    strength_work: bool | None = None
    conditions: frozenset[Condition] | None = None
    time_zone: str | None = None
    units: UnitChoice = METRIC
    writes_every_cramp: bool | None = None

    def age(self, today: date) -> int | None:
        """Age reached this year, a, or None if the year of birth is unknown."""
        return None if self.birth_year is None else today.year - self.birth_year
