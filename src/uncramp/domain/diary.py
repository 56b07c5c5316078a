"""The diary: what only the runner can tell."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import inf

from uncramp.domain.errors import invalid
from uncramp.domain.quantities import Quantity


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
