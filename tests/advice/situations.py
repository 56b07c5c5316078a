"""Situations in front of which a plan is made: one by hand, and any by chance."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from strategies import courses, runners
from uncramp.advice.situation import Situation
from uncramp.domain.plan import Race
from uncramp.domain.quantities import Range
from uncramp.domain.runner import Condition, Runner
from uncramp.evidence.priors import limits

START = datetime(2030, 9, 29, 9, tzinfo=UTC)
MARATHON = 42_195.0
ORDINARY = Situation(
    race=Race(MARATHON, START),
    runner=Runner(mass=70.0, conditions=frozenset()),
    predicted_time=Range.normal("elapsed_time", 13_000.0, 800.0),
    target_time=13_000.0,
    weather_known=True,
    wbgt=Range("wbgt", 12.0, 14.0, 16.0),
    sweat_rate=Range("sweat_rate", 0.46, 0.90, 1.34),
    weighed=False,
    longest=32_000.0,
    course=None,
    split_length=1000.0,
    limits=limits(),
)


def situation(**changes: Any) -> Situation:  # noqa: ANN401  # of any field
    """The ordinary one, but for these fields."""
    return replace(ORDINARY, **changes)


@st.composite
def ordered(draw: st.DrawFn, kind: str, low: float, high: float) -> Range:
    """Medians inside their intervals, all between two bounds."""
    return Range(kind, *sorted(draw(st.tuples(*[st.floats(low, high)] * 3))))


masses = st.sampled_from([None, 45.0, 59.9, 60.0, 70.0, 95.0]) | st.floats(30, 130)
asked = st.sampled_from([None, *(frozenset[Condition]() for _ in range(3))])
conditions = asked | st.frozensets(st.sampled_from(Condition), max_size=2)


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Any runner before any run in any weather, with anything or nothing known."""
    runner = replace(draw(runners), mass=draw(masses), conditions=draw(conditions))
    race = Race(draw(st.floats(5000, 161_000)), START, draw(st.none() | st.floats(900, 400_000)))
    predicted = draw(st.none() | ordered("elapsed_time", 900, 200_000))
    sweat = None if runner.mass is None else draw(ordered("sweat_rate", 0.1, 3) | ordered("sweat_rate", 0, 3))
    return Situation(
        race=race,
        runner=runner,
        predicted_time=predicted,
        target_time=race.goal_time or (14_400.0 if predicted is None else predicted.median),
        weather_known=draw(st.booleans()),
        wbgt=draw(st.none() | ordered("wbgt", 0, 20) | ordered("wbgt", 18, 40)),
        sweat_rate=sweat,
        weighed=sweat is not None and draw(st.booleans()),
        longest=draw(st.none() | st.floats(1, 200_000)),
        course=draw(st.none() | courses()),
        split_length=draw(st.sampled_from([1000.0, 1609.344])),
        limits=limits(),
    )
