"""Exercise-associated hyponatraemia (EAH): which of its known marks a runner and a plan bear.

Odds ratios are facts of one race and stand beside their mark; they are never multiplied into a chance of one's own.
The race had 488 finishers with blood taken, 13 % of them at 135 mmol/L or below: gain of mass, time above four hours
and extremes of the body-mass index stood out together; more than three litres, drinking every mile and female sex alone
[Almond2005]. Its bounds of the index were not seen, so below 20 and above 30 kg/m² are assumed. Small bodies, fast
drinking and NSAID are by a review [Rosner2007]; who asks says what mass is small.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import nan

from uncramp.domain.runner import Condition, Runner, Sex
from uncramp.domain.units import SECONDS_PER_HOUR
from uncramp.physiology.bounds import within

SLOW = 14_400.0
"""s; where the study cut, whose ratio belongs to it: it stays when the limits of drinking are moved."""
MUCH = 3.0
LOW_INDEX, HIGH_INDEX = 20.0, 30.0
FAST_DRINKING = 1.5
SHORTEST, TALLEST = 1.0, 2.5


class Mark(StrEnum):
    """What went with hyponatraemia in races, strongest first."""

    MASS_GAIN = "mass_gain"
    SLOW = "slow"
    PREVIOUS_HYPONATRAEMIA = "previous_hyponatraemia"
    MUCH_DRUNK = "much_drunk"
    DRINKING_FAST = "drinking_fast"
    EVERY_MILE = "every_mile"
    SMALL_BODY = "small_body"
    BODY_MASS_INDEX = "body_mass_index"
    FEMALE = "female"
    NSAID = "nsaid"


@dataclass(frozen=True, slots=True)
class OddsRatio:
    """A ratio of odds between groups of one study, with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class HyponatraemiaFlag:
    """A mark with the finding it rests on, and the ratio that the study of that finding gives, if any."""

    mark: Mark
    finding: str
    odds_ratio: OddsRatio | None = None


FLAGS = {
    flag.mark: flag
    for flag in (
        HyponatraemiaFlag(Mark.MASS_GAIN, "hy-almond", OddsRatio(4.2, 2.2, 8.2)),
        HyponatraemiaFlag(Mark.SLOW, "hy-almond", OddsRatio(7.4, 2.9, 23.1)),
        HyponatraemiaFlag(Mark.PREVIOUS_HYPONATRAEMIA, "hy-eah2015"),
        HyponatraemiaFlag(Mark.MUCH_DRUNK, "hy-almond"),
        HyponatraemiaFlag(Mark.DRINKING_FAST, "hy-eahrisk"),
        HyponatraemiaFlag(Mark.EVERY_MILE, "hy-almond"),
        HyponatraemiaFlag(Mark.SMALL_BODY, "hy-eahrisk"),
        HyponatraemiaFlag(Mark.BODY_MASS_INDEX, "hy-almond"),
        HyponatraemiaFlag(Mark.FEMALE, "hy-eahrisk"),
        HyponatraemiaFlag(Mark.NSAID, "hy-eahrisk"),
    )
}
"""The ratio of slow runners compares more than 4:00 with less than 3:30 h."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drinking:
    """A run and what is drunk in it, planned or done; NaN and None are unknown.

    Parameters
    ----------
    duration
        s.
    drunk
        In all, L.
    mass_change
        As a share of the mass before, a gain positive, 1.
    every_mile
        Whether something is drunk at every mile or every aid station.
    height
        Of the body, m; unknown outside 1.0 to 2.5 m.
    """

    duration: float = nan
    drunk: float = nan
    mass_change: float = nan
    every_mile: bool | None = None
    height: float = nan


def hyponatraemia_flags(runner: Runner, drinking: Drinking, *, small_mass: float) -> tuple[HyponatraemiaFlag, ...]:
    """Marks of hyponatraemia that are known to be there; what is unknown raises none.

    Parameters
    ----------
    runner
        Body mass, kg, sex and what the profile says of illnesses and medicines.
    drinking
        Time, s, volume, L, change of mass, 1, and height, m.
    small_mass
        A body below it is small, kg.

    Returns
    -------
    tuple of HyponatraemiaFlag
        Strongest first.
    """
    mass = nan if runner.mass is None else runner.mass
    conditions = runner.conditions or frozenset()
    index = mass / float(within(drinking.height, SHORTEST, TALLEST)) ** 2
    hours = drinking.duration / SECONDS_PER_HOUR
    borne = {
        Mark.MASS_GAIN: drinking.mass_change > 0.0,
        Mark.SLOW: drinking.duration > SLOW,
        Mark.PREVIOUS_HYPONATRAEMIA: Condition.PREVIOUS_HYPONATRAEMIA in conditions,
        Mark.MUCH_DRUNK: drinking.drunk > MUCH,
        Mark.DRINKING_FAST: hours > 0.0 and drinking.drunk / hours > FAST_DRINKING,
        Mark.EVERY_MILE: drinking.every_mile is True,
        Mark.SMALL_BODY: mass < small_mass,
        Mark.BODY_MASS_INDEX: index < LOW_INDEX or index > HIGH_INDEX,
        Mark.FEMALE: runner.sex is Sex.FEMALE,
        Mark.NSAID: Condition.NSAID in conditions,
    }
    return tuple(FLAGS[mark] for mark in Mark if borne[mark])
