"""Hypothesis strategies for the values of the house."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from uncramp.domain.activity import Activity, Device, Finding, Lap, Pause
from uncramp.domain.course import Course
from uncramp.domain.diary import Answer, CrampEpisode, Muscle, Onset, Severity, Side, WeighIn
from uncramp.domain.grade import Grade
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.plan import Advice, DrinkPlan, PacePlan, Plan, Race, Split, Step
from uncramp.domain.quantities import Quantity, Range, quantity_kinds
from uncramp.domain.runner import Condition, Runner, Sex
from uncramp.domain.sentence import Sentence, Value
from uncramp.domain.streams import COLUMNS, Streams
from uncramp.domain.units import UnitChoice
from uncramp.domain.weather import Provenance, Weather
from uncramp.exposure.features import Effort, RunFeatures

words = st.text(max_size=12)
names = st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True)
kinds = st.sampled_from(sorted(quantity_kinds()))
zones = st.none() | st.sampled_from(["Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "+05:45", "-03:30"])


def possible(kind: str) -> SearchStrategy[float]:
    """Values of a quantity that can be true."""
    row = quantity_kinds()[kind]
    return st.floats(row.low, row.high)


def maybe(kind: str) -> SearchStrategy[float | None]:
    """As :func:`possible`, or unknown."""
    return st.none() | possible(kind)


moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds must be naive
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
local_moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=offsets)  # noqa: DTZ001  # as above


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    """Possible values that know their quantity."""
    kind = draw(kinds)
    return Quantity(kind, draw(possible(kind)))


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    """Medians inside their intervals."""
    kind = draw(kinds)
    low, median, high = sorted(draw(st.tuples(possible(kind), possible(kind), possible(kind))))
    return Range(kind, low, median, high)


@st.composite
def sentences(draw: st.DrawFn, depth: int = 2) -> Sentence:
    """Templates with a value in every place, sentences among them."""
    value = quantities() | ranges() | words | st.integers(-(2**53), 2**53)
    within = value | sentences(depth - 1) if depth else value
    values: dict[str, Value] = draw(st.dictionaries(names, within, max_size=3))
    return Sentence(" and ".join(f"{{{name}}}" for name in values) or draw(names), values)


@st.composite
def streams(draw: st.DrawFn, max_size: int = 8) -> Streams:
    """Records with gaps, of any of the columns, in order of time."""
    times = sorted(draw(st.lists(possible("elapsed_time"), max_size=max_size, unique=True)))
    size = len(times)

    def column(kind: str) -> SearchStrategy[list[float]]:
        return st.lists(possible(kind) | st.just(np.nan), min_size=size, max_size=size)

    recorded = draw(st.sets(st.sampled_from(COLUMNS), max_size=4))
    developer = draw(st.dictionaries(words, column("share"), max_size=2))
    return Streams.of(times, developer, **{name: draw(column(name)) for name in sorted(recorded)})


laps = st.builds(
    Lap,
    start=possible("elapsed_time"),
    end=possible("elapsed_time"),
    distance=maybe("distance"),
    trigger=st.none() | names,
)
pauses = st.builds(Pause, start=possible("elapsed_time"), end=possible("elapsed_time"))
devices = st.builds(
    Device,
    manufacturer=st.none() | words,
    product=st.none() | words,
    serial_number=st.none() | st.integers(0, 2**32),
    software_version=st.none() | words,
)
findings = st.builds(Finding, code=names, sentence=sentences(), offset=st.none() | st.integers(0, 2**40))
outlines = st.builds(
    Outline,
    sport=st.sampled_from(Sport),
    start=moments,
    elapsed_time=possible("elapsed_time"),
    timer_time=possible("timer_time"),
    sub_sport=st.none() | names,
    time_zone=zones,
    distance=maybe("distance"),
)
activities = st.builds(
    Activity,
    outline=outlines,
    streams=streams(),
    laps=st.lists(laps, max_size=2).map(tuple),
    pauses=st.lists(pauses, max_size=2).map(tuple),
    device=devices,
    findings=st.lists(findings, max_size=2).map(tuple),
    details=st.dictionaries(words, words | st.floats(allow_nan=False, allow_infinity=False), max_size=3),
)

unit_choices = st.builds(
    UnitChoice,
    distance=st.sampled_from(["km", "mi"]),
    altitude=st.sampled_from(["m", "ft"]),
    mass=st.sampled_from(["kg", "lb"]),
    temperature=st.sampled_from(["°C", "°F"]),
    fluid=st.sampled_from(["L", "fl oz"]),
)
runners = st.builds(
    Runner,
    mass=maybe("mass"),
    sex=st.none() | st.sampled_from(Sex),
    birth_year=st.none() | st.integers(1920, 2020),
    resting_heart_rate=maybe("heart_rate"),
    max_heart_rate=maybe("heart_rate"),
    cramp_history=st.none() | st.booleans(),
    family_history=st.none() | st.booleans(),
    injury_12_months=st.none() | st.booleans(),
    strength_work=st.none() | st.booleans(),
    conditions=st.none() | st.frozensets(st.sampled_from(Condition)),
    units=unit_choices,
    writes_every_cramp=st.none() | st.booleans(),
)
episodes = st.builds(
    CrampEpisode,
    reported=moments,
    muscle=st.sampled_from(Muscle),
    onset=st.sampled_from(Onset),
    severity=st.none() | st.sampled_from(Severity),
    side=st.none() | st.sampled_from(Side),
    distance=maybe("distance"),
    note=words,
)
answers = st.builds(Answer, reported=moments)


@st.composite
def weigh_ins(draw: st.DrawFn) -> WeighIn:
    """Weigh-ins that two scales can have shown."""
    before = draw(st.floats(35, 250))
    return WeighIn(
        before=before,
        after=before * (1 + draw(st.floats(-0.14, 0.09))),
        drunk=draw(possible("fluid")),
        duration=draw(possible("elapsed_time").filter(bool)),
        urine=draw(maybe("fluid")),
        wet_clothes=draw(st.none() | st.booleans()),
    )


weathers = st.builds(
    Weather,
    temperature=possible("temperature"),
    relative_humidity=maybe("relative_humidity"),
    wind_speed=maybe("wind_speed"),
    solar_radiation=maybe("solar_radiation"),
    provenance=st.sampled_from(Provenance),
)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Profiles that go forward at every point."""
    steps = draw(st.lists(st.floats(1, 2000), min_size=1, max_size=12))
    way = np.cumsum([draw(st.floats(0, 100)), *steps])
    altitude = draw(st.lists(possible("altitude"), min_size=way.size, max_size=way.size))
    return Course(draw(words), way, np.array(altitude))


races = st.builds(
    Race,
    distance=st.floats(1, 1_000_000),
    start=local_moments,
    goal_time=st.none() | st.floats(1, 1_000_000),
)
splits = st.builds(
    Split,
    end=possible("distance"),
    length=st.floats(0.1, 1610),
    duration=st.floats(1, 100_000),
    grade=maybe("grade"),
)
drink_plans = st.builds(
    DrinkPlan,
    ceiling=maybe("fluid_rate"),
    sodium=possible("sodium_rate"),
    sweat_rate=st.none() | ranges(),
    mass_change=st.none() | ranges(),
)
steps = st.builds(Step, sentence=sentences(), duration=st.none() | st.floats(1, 3600))
advice = st.builds(
    Advice,
    rule=names,
    title=sentences(),
    sentences=st.lists(sentences(), max_size=2).map(tuple),
    findings=st.lists(words, max_size=2).map(tuple),
    grade=st.sampled_from(Grade),
    steps=st.lists(steps, max_size=2).map(tuple),
)
plans = st.builds(
    Plan,
    race=races,
    pace=st.builds(PacePlan, splits=st.lists(splits, max_size=3).map(tuple)),
    drink=drink_plans,
    advice=st.lists(advice, max_size=2).map(tuple),
    notices=st.lists(sentences(), max_size=2).map(tuple),
)
run_features = st.builds(
    RunFeatures,
    version=st.integers(1, 99),
    mean_heart_rate=maybe("heart_rate"),
    mean_temperature=maybe("temperature"),
    split_times=st.lists(possible("elapsed_time"), max_size=3).map(tuple),
    efforts=st.lists(
        st.builds(Effort, distance=possible("distance"), duration=possible("elapsed_time")), max_size=2
    ).map(tuple),
    place=st.none() | st.tuples(possible("latitude"), possible("longitude")),
)
