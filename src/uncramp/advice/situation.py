"""What every advice rule may look at, and what it gives back."""

from dataclasses import dataclass

from uncramp.domain.course import Course
from uncramp.domain.plan import Advice, DrinkPlan, PacePlan, Race
from uncramp.domain.quantities import Range
from uncramp.domain.runner import Runner
from uncramp.evidence.priors import Limits


@dataclass(frozen=True, slots=True)
class Situation:
    """One run to come, and what is known around it.

    Parameters
    ----------
    predicted_time
        What the runner's own efforts show, in this weather, s, or None.
    target_time
        The goal, or the prediction where there is none, s.
    weather_known
        Whether anybody said what the weather will be.
    wbgt
        °C, or None if the weather is unknown or too cold for it to be defined.
    sweat_rate
        L/h, or None without a body mass.
    weighed
        Whether the sweat rate rests on the runner's own weigh-ins.
    longest
        Longest run of the last 30 days, m, or None.
    split_length
        1 km or 1 mile, m.
    """

    race: Race
    runner: Runner
    predicted_time: Range | None
    target_time: float
    weather_known: bool
    wbgt: Range | None
    sweat_rate: Range | None
    weighed: bool
    longest: float | None
    course: Course | None
    split_length: float
    limits: Limits


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a rule adds to a plan: always words, sometimes numbers."""

    advice: Advice
    pace: PacePlan | None = None
    drink: DrinkPlan | None = None
