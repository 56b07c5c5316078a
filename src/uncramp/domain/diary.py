"""The diary: what only the runner can tell."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import inf

from uncramp.domain.errors import invalid
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import Sentence, say

SAME_PLACE = 100.0
"""Cramps of one muscle nearer to each other than this, m, are one that was told twice."""


class Muscle(StrEnum):
    """Where a runner cramps, most frequent first."""

    CALF = "calf"
    HAMSTRING = "hamstring"
    QUADRICEPS = "quadriceps"
    FOOT = "foot"
    OTHER = "other"


class Side(StrEnum):
    """Which leg."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class Severity(StrEnum):
    """How bad: a twitch, runs on, must stop, must give up."""

    TWITCH = "twitch"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class Onset(StrEnum):
    """When a cramp came: three different conditions, logged apart."""

    DURING = "during"
    AFTER = "after"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class CrampEpisode:
    """One exercise-associated muscle cramp (EAMC), or a night cramp.

    Parameters
    ----------
    reported
        When it was written down, aware, in UTC.
    onset
        During the run, within six hours after it, or at night.
    distance
        Distance into the run at which it began, m, or None if unknown.
    note
        The runner's own words.
    """

    reported: datetime
    muscle: Muscle
    onset: Onset = Onset.DURING
    severity: Severity | None = None
    side: Side | None = None
    distance: float | None = None
    note: str = ""

    @property
    def is_of_the_run(self) -> bool:
        """Whether it came in the run or within six hours after it; a night cramp is another condition."""
        return self.onset is not Onset.NIGHT

    @property
    def is_twitch(self) -> bool:
        """Whether it was a near-cramp only."""
        return self.severity is Severity.TWITCH

    @property
    def short_name(self) -> Sentence:
        """By which the runner knows it again."""
        what = say("a twitch") if self.is_twitch else say("a cramp")
        muscle = Sentence(self.muscle.value)
        if self.distance is None:
            return say("{what} ({muscle})", what=what, muscle=muscle)
        place = Quantity("distance", self.distance)
        return say("{what} ({muscle}, at {place})", what=what, muscle=muscle, place=place)

    def is_told_again_by(self, other: "CrampEpisode") -> bool:
        """Whether another tells of the same cramp: of the same muscle and leg, of the same kind, at the same place."""
        kind = ("muscle", "side", "onset", "is_twitch")
        if any(getattr(self, name) != getattr(other, name) for name in kind):
            return False
        if self.distance is None or other.distance is None:
            return self.distance is other.distance
        return abs(self.distance - other.distance) <= SAME_PLACE


@dataclass(frozen=True, slots=True)
class Answer:
    """That a runner was asked whether anything cramped in a run or within six hours after it, and nothing did.

    Without one, silence is not "none": nobody may have asked. Night cramps are not asked about.

    Parameters
    ----------
    reported
        When it was given, aware, in UTC.
    """

    reported: datetime


def check_episode(episode: CrampEpisode, told: Iterable[CrampEpisode]) -> None:
    """Look at a new cramp beside those that were told of the same run.

    Raises
    ------
    InvalidValueError
        If it is one of them told again.
    """
    twin = next((each for each in told if each.is_told_again_by(episode)), None)
    if twin is not None:
        raise invalid("The diary holds {cramp} of this run already.", cramp=twin.short_name)


def check_answer(run: int, told: Iterable[CrampEpisode]) -> None:
    """Look at the answer that nothing cramped beside the cramps that were told of the same run.

    Raises
    ------
    InvalidValueError
        If one of them contradicts it.
    """
    cramp = next((each for each in told if each.is_of_the_run), None)
    if cramp is not None:
        raise invalid(
            "The diary holds {cramp} of run {run}. If it was none, take it back first: on the page of the run, "
            "or with uncramp cramp {run} --take-back.",
            cramp=cramp.short_name,
            run=run,
        )


@dataclass(frozen=True, slots=True)
class WeighIn:
    """Body mass before and after a run, with what went in and out between.

    Parameters
    ----------
    before, after
        Nude or in the same clothes, kg.
    drunk
        Between the two, L.
    duration
        Time between the two, s.
    urine
        Passed between the two, L, or None if not told; 0 says that it was none.
    wet_clothes
        Whether the second was in the clothes of the run, wet with sweat, or None if not told.
    """

    before: float
    after: float
    drunk: float
    duration: float
    urine: float | None = None
    wet_clothes: bool | None = None

    def __post_init__(self) -> None:
        """Refuse what no scale can show."""
        fluids = [("fluid", volume) for volume in (self.drunk, self.urine) if volume is not None]
        for kind, value in [("mass", self.before), ("mass", self.after), *fluids]:
            if not Quantity(kind, value).is_possible:
                raise invalid("A weigh-in cannot hold {value}.", value=Quantity(kind, value))
        if not 0 < self.duration < inf:
            raise invalid("A weigh-in needs a duration above 0, not {seconds} s.", seconds=f"{self.duration:g}")
        if not Quantity("mass_change", self.mass_change).is_possible:
            before, after = Quantity("mass", self.before), Quantity("mass", self.after)
            raise invalid("No run takes a body from {before} to {after}.", before=before, after=after)

    @property
    def mass_change(self) -> float:
        """Change of body mass as a share of the mass before; a gain is positive."""
        return (self.after - self.before) / self.before


@dataclass(frozen=True, slots=True)
class ToldWeighIn:
    """A weigh-in that a file tells of, not yet joined with its run.

    Parameters
    ----------
    local_start
        When that run began, on the clock of its place (naive).
    """

    local_start: datetime
    weigh_in: WeighIn


@dataclass(frozen=True, slots=True)
class MassReading:
    """Body mass at a moment, as a scale or an app has it.

    Parameters
    ----------
    moment
        Aware, in UTC.
    mass
        kg.
    """

    moment: datetime
    mass: float

    def __post_init__(self) -> None:
        """Refuse what no body weighs."""
        if not Quantity("mass", self.mass).is_possible:
            raise invalid("No body has a mass of {mass}.", mass=Quantity("mass", self.mass))
