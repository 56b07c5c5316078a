"""The fastest that anybody moves, by sport."""

from dataclasses import dataclass
from math import inf

from uncramp.domain.outline import Sport
from uncramp.domain.quantities import quantity_kinds

ON_FOOT = frozenset({Sport.RUNNING, Sport.WALKING, Sport.HIKING, Sport.TRANSITION})
"""A transition is run, to the bicycle or away from it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What nobody exceeds in a sport.

    Parameters
    ----------
    speed
        m/s.
    acceleration
        Change of a recorded speed within a second, m/s.
    climb
        Vertical speed, up or down, m/s.
    """

    speed: float
    acceleration: float
    climb: float


def bounds_of(sport: Sport) -> Bounds:
    """Bounds of a sport, m/s: narrow on foot, wider on a bicycle, widest where the sport is another or unknown.

    On foot the speed is that of the quantity table; the others are ours. A sprinter's first second brings 6 m/s, and
    no mountain is run down at 3 m/s. A bicycle brakes, or its wheel sensor fails, by up to 10 m/s within a second.
    Nobody is faster than 100 m/s whom no engine carries.
    """
    if sport in ON_FOOT:
        return Bounds(speed=quantity_kinds()["speed"].high, acceleration=6.0, climb=3.0)
    if sport is Sport.CYCLING:
        return Bounds(speed=40.0, acceleration=10.0, climb=10.0)
    return Bounds(speed=100.0, acceleration=inf, climb=100.0)
