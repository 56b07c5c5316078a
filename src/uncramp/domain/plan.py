"""A plan for one run: pace, drink, warm-up, cool-down and what to know, as values."""

from dataclasses import dataclass
from datetime import datetime

from uncramp.domain.grade import Grade
from uncramp.domain.quantities import Range
from uncramp.domain.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Race:
    """A run to come.

    Parameters
    ----------
    distance
        m.
    start
        Aware; in the zone of the place.
    goal_time
        What the runner hopes for, s, or None.
    """

    distance: float
    start: datetime
    goal_time: float | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """One kilometre or mile of a pace plan, or the piece that is left at the end.

    Parameters
    ----------
    end
        Distance from the start at its end, m.
    length
        m.
    duration
        s.
    grade
        Mean grade, or None without a course.
    """

    end: float
    length: float
    duration: float
    grade: float | None = None

    @property
    def speed(self) -> float:
        """m/s."""
        return self.length / self.duration


@dataclass(frozen=True, slots=True)
class PacePlan:
    """Splits from the start to the finish."""

    splits: tuple[Split, ...]

    @property
    def total_time(self) -> float:
        """Time from start to finish, s."""
        return sum(split.duration for split in self.splits)


@dataclass(frozen=True, slots=True)
class DrinkPlan:
    """A ceiling for drinking, never a target.

    Parameters
    ----------
    ceiling
        Most to drink in an hour, L/h, or None where no number may be given.
    sodium
        Sodium in the drink, mg/h.
    sweat_rate
        Expected sweat rate with its 80 % interval, L/h, or None where it cannot be told.
    mass_change
        Expected change of body mass when drinking at the ceiling, 80 % interval, or None.
    """

    ceiling: float | None
    sodium: float = 0.0
    sweat_rate: Range | None = None
    mass_change: Range | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a warm-up, a cool-down or a relief: what to do, and for how long (s) or None."""

    sentence: Sentence
    duration: float | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What one rule has to say.

    Parameters
    ----------
    rule
        Name of the rule.
    title
        Heading.
    sentences
        What to do and why.
    steps
        In order, where there is an order.
    findings
        Ids of the findings it rests on.
    grade
        How well it is known.
    """

    rule: str
    title: Sentence
    sentences: tuple[Sentence, ...]
    findings: tuple[str, ...]
    grade: Grade
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything for one run. Only what ``advice.limits`` has passed reaches a runner.

    Parameters
    ----------
    notices
        What the limits changed or refused, most urgent first.
    """

    race: Race
    pace: PacePlan
    drink: DrinkPlan
    advice: tuple[Advice, ...]
    notices: tuple[Sentence, ...] = ()
