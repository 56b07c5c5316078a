"""What a runner could change about a run to come, each as the same run with one thing changed."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import limits
from uncramp.exposure.covariates import Covariate, Exposure, Reading
from uncramp.exposure.history import History
from uncramp.risk.whatif import Alternative, Lever

FASTER_THAN_EVEN = 0.005
"""A first half less than this faster than the whole is even."""
SLOWER = 0.03
"""By which the first third is held back."""
THIRD_OF_HALF = 2.0 / 3.0
EASY_SHARE = 0.5
"""Of a usual session, for an easy day."""


def alternatives_of(exposure: Exposure, history: History) -> Iterator[Alternative]:
    """Changes that are open for a run, each with the covariate that it moves; what is drunk is none of them."""
    yield from _of_pace(exposure)
    yield from _of_rest(exposure, history)
    yield from _of_length(exposure, history)
    strength = exposure.readings.get(Covariate.STRENGTH_WORK)
    if strength is None or not strength.value:
        yield Alternative(
            Lever.STRENGTH_WORK,
            say("Regular strength work for the legs in the months before"),
            _with(exposure, Covariate.STRENGTH_WORK, 0.0),
            _with(exposure, Covariate.STRENGTH_WORK, 1.0),
            Covariate.STRENGTH_WORK,
        )


def _of_pace(exposure: Exposure) -> Iterator[Alternative]:
    demand, over = exposure.demand, exposure.readings.get(Covariate.OVER_PACE)
    if over is None or demand.first_half_speed is None:
        return
    held = 1.0 / (THIRD_OF_HALF / (1.0 - SLOWER) + 1.0 - THIRD_OF_HALF)
    held_back = say("The first third {percent} slower than planned", percent=Quantity("share", SLOWER))
    changes = [(Lever.SLOWER_FIRST_THIRD, held_back, held)]
    if over.value > 0.0:
        able = say("A first half no faster than your own runs support")
        changes.append((Lever.ABLE_PACE, able, 1.0 / (1.0 + over.value)))
    if demand.duration is not None:
        even = demand.distance / demand.duration / demand.first_half_speed
        if even < 1.0 - FASTER_THAN_EVEN:
            changes.append((Lever.EVEN_PACE, say("The same time at an even pace"), even))
    for lever, sentence, factor in changes:
        slower = (1.0 + over.value) * factor - 1.0
        if not demand.is_race:  # as everywhere, training below what the runner is able to is no slower than that
            slower = max(slower, min(over.value, 0.0))
        if slower == over.value:
            continue
        changed = replace(over, value=slower)
        readings = MappingProxyType({**exposure.readings, Covariate.OVER_PACE: changed})
        yield Alternative(lever, sentence, exposure, replace(exposure, readings=readings), Covariate.OVER_PACE)


def _of_rest(exposure: Exposure, history: History) -> Iterator[Alternative]:
    habit, recent = history.usual_session(), exposure.readings.get(Covariate.RECENT_SESSION_TIME)
    if habit is None:
        return
    easier = -habit * 2.0 * (1.0 - EASY_SHARE) / 3.0
    now = 0.0 if recent is None else recent.value
    if easier < now:
        yield Alternative(
            Lever.EASY_DAYS,
            say("Two easy days before it, each half as long as usual"),
            _with(exposure, Covariate.RECENT_SESSION_TIME, now),
            _with(exposure, Covariate.RECENT_SESSION_TIME, easier),
            Covariate.RECENT_SESSION_TIME,
        )


def _of_length(exposure: Exposure, history: History) -> Iterator[Alternative]:
    """Only training can be cut short."""
    beyond, longest = exposure.readings.get(Covariate.BEYOND_LONGEST), history.longest()
    if exposure.demand.is_race or longest is None or beyond is None or not beyond.value:
        return
    distance = longest * limits().load.spike
    shorter = replace(exposure, demand=replace(exposure.demand, distance=distance))
    yield Alternative(
        Lever.SHORTER,
        say("Only {distance}, no jump beyond your longest of 30 days", distance=Quantity("distance", distance)),
        exposure,
        _with(shorter, Covariate.BEYOND_LONGEST, 0.0),
        Covariate.BEYOND_LONGEST,
    )


def _with(exposure: Exposure, name: Covariate, value: float) -> Exposure:
    readings = MappingProxyType({**exposure.readings, name: Reading(value, Provenance.ASSUMED)})
    return replace(exposure, readings=readings)
