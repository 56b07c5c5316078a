"""Most of a year of training for a marathon, with what goes wrong on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import takewhile
from types import MappingProxyType
from zoneinfo import ZoneInfo

import numpy as np

from uncramp.cli.demo.climate import air_temperature
from uncramp.cli.demo.routes import TIME_ZONE, Route
from uncramp.domain.streams import FloatArray

EASY, LONG, MARATHON, HILLS, TEMPO = 2.92, 2.93, 3.32, 2.85, 3.48
FIVE_KM, TEN_KM, HALF_MARATHON = 3.885, 3.762, 3.565
THOUSANDS, FOUR_HUNDREDS, MILES = 4.12, 4.35, 3.93
JOG, WALK, CRAMPED = 2.35, 1.5, 0.25
"""Speeds of a fit runner, m/s."""

TUESDAY, WEDNESDAY, THURSDAY, SATURDAY, SUNDAY = 1, 2, 3, 5, 6
EVENING, DAWN, MORNING, RACE_TIME, LATE_RACE_TIME = 18.0, 6.7, 9.2, 10.0, 10.5


class Kind(StrEnum):
    """What a run is for; also part of the name of its file."""

    EASY = "easy-run"
    TREADMILL = "treadmill"
    LONG = "long-run"
    INTERVALS = "intervals"
    TEMPO = "tempo"
    HILLS = "hilly-run"
    FIVE_KM = "5-km-race"
    TEN_KM = "10-km-race"
    HALF_MARATHON = "half-marathon"


RACES = frozenset({Kind.FIVE_KM, Kind.TEN_KM, Kind.HALF_MARATHON})


@dataclass(frozen=True, slots=True)
class Segment:
    """A length (m) at one intended speed (m/s)."""

    length: float
    speed: float


@dataclass(frozen=True, slots=True)
class Stop:
    """The timer stopped after a way (m) for a while (s)."""

    distance: float
    duration: float


@dataclass(frozen=True, slots=True)
class Workout:
    """A run as intended: local hour of the start, and no route on the treadmill."""

    kind: Kind
    route: Route | None
    hour: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """A run on its day.

    Parameters
    ----------
    start
        Aware, in the zone of the place.
    fitness
        Speed at a given effort, as a share of that at the end of the training.
    air_temperature
        °C.
    stops
        With the timer stopped, as at traffic lights.
    strap_dies
        Whether the heart-rate strap gives up half way.
    """

    start: datetime
    workout: Workout
    fitness: float
    air_temperature: float
    stops: tuple[Stop, ...] = ()
    strap_dies: bool = False

    @property
    def file_name(self) -> str:
        """Name of its file."""
        return f"{self.start:%Y-%m-%d}-{self.workout.kind}.fit"

    @property
    def distance(self) -> float:
        """Way to its end, m."""
        return sum(segment.length for segment in self.workout.segments)

    @property
    def cramp_distance(self) -> float:
        """Way to the place where a cramp stopped the runner, m; all of it without one."""
        return sum(segment.length for segment in takewhile(lambda each: each.speed != CRAMPED, self.workout.segments))

    @property
    def timer_time(self) -> float:
        """Duration without stops, s."""
        return sum(segment.length / (segment.speed * self.fitness) for segment in self.workout.segments)


def _run(kind: Kind, route: Route, hour: float, *segments: tuple[float, float]) -> Workout:
    return Workout(kind, route, hour, tuple(Segment(1000.0 * length, speed) for length, speed in segments))


def _easy(km: float, hour: float = EVENING) -> Workout:
    return _run(Kind.EASY, Route.STADTPARK if hour == DAWN else Route.ALSTER, hour, (km, EASY))


def _long(km: float, fast_km: float = 0.0) -> Workout:
    route = Route.ALSTER if km < 16 else Route.ELBE  # noqa: PLR2004  # two rounds are enough
    finish = ((fast_km, MARATHON),) if fast_km else ()
    return _run(Kind.LONG, route, MORNING, (km - fast_km, LONG), *finish)


def _tempo(km: float) -> Workout:
    return _run(Kind.TEMPO, Route.ALSTER, EVENING, (2.0, EASY), (km - 3.5, TEMPO), (1.5, EASY))


def _hills(km: float, speed: float = HILLS) -> Workout:
    return _run(Kind.HILLS, Route.BLANKENESE, EVENING, (1.0, EASY), (km - 1.0, speed))


def _intervals(week: int) -> Workout:
    repeats, work, rest = (
        (6, (1.0, THOUSANDS), (0.4, JOG)),
        (10, (0.4, FOUR_HUNDREDS), (0.2, JOG)),
        (4, (1.6, MILES), (0.4, JOG)),
    )[week % 3]
    return _run(Kind.INTERVALS, Route.ALSTER, EVENING, (2.2, EASY), *(work, rest) * repeats, (1.4, EASY))


FIRST_WEEK = 43
"""Weeks from the first one to the race."""
LONG_RUNS = (
    *(13, 14, 15, 13, 15, 16, 17, 13, 17, 18, 18, 14, 18, 0, 12, 16, 25, 15, 19, 21, 22, 15),
    *(22, 24, 25, 16, 24, 26, 27, 17, 26, 28, 10, 29, 30, 18, 21, 28, 32, 26, 30),
)
"""Sundays, km."""
CUT_BACK_WEEKS = frozenset({3, 7, 11, 17, 21, 25, 29, 35})
FIRST_BUILD_WEEK = 18
FAST_FINISHES = frozenset({26, 30, 33, 37})
TOO_LONG_WEEK = 16
NIGHT_CRAMP_WEEK = 34
HOT_RACE_WEEKS = (*range(2, 12), *range(18, 29), 30)
"""Those in which the hot half marathon disturbs no other part of the story."""
STRAP_DIES_ON = 7 * 28 + THURSDAY
TRAFFIC_LIGHTS = 0.4
"""Share of training runs with a red light on the way."""

HOT_HALF_MARATHON = _run(
    *(Kind.HALF_MARATHON, Route.ALSTER, LATE_RACE_TIME, (10.0, 3.72), (6.9, 3.56)),
    *((0.03, CRAMPED), (0.3, WALK), (1.8, 2.9), (0.15, WALK), (1.98, 2.8)),
)
TOO_LONG_RUN = _run(
    *(Kind.LONG, Route.ELBE, MORNING, (16.0, 3.05), (6.4, 2.95), (0.02, CRAMPED), (0.4, WALK), (2.18, 2.4)),
)
FIVE_KM_RACE = _run(Kind.FIVE_KM, Route.STADTPARK, MORNING, (5.03, FIVE_KM))
ILL_WEEKS: Mapping[int, Mapping[int, Workout]] = MappingProxyType(
    {13: {}, 14: {THURSDAY: _easy(6.0), SATURDAY: _easy(6.0, MORNING), SUNDAY: _long(12.0)}}
)
SPECIAL_DAYS: Mapping[int, Mapping[int, Workout]] = MappingProxyType(
    {
        1: {SATURDAY: FIVE_KM_RACE},
        TOO_LONG_WEEK: {SUNDAY: TOO_LONG_RUN},
        17: {SATURDAY: FIVE_KM_RACE},
        29: {SATURDAY: FIVE_KM_RACE},
        32: {THURSDAY: _easy(8.0), SUNDAY: _run(Kind.TEN_KM, Route.ALSTER, RACE_TIME, (10.04, TEN_KM))},
        NIGHT_CRAMP_WEEK: {THURSDAY: _hills(14.0, 3.1)},
        36: {
            THURSDAY: _easy(8.0),
            SUNDAY: _run(Kind.HALF_MARATHON, Route.ALSTER, RACE_TIME, (21.17, HALF_MARATHON)),
        },
    }
)


def _week(week: int) -> dict[int, Workout]:
    long_run = _long(LONG_RUNS[week], 8.0 if week in FAST_FINISHES else 0.0)
    hard = _tempo if week % 4 < 2 else _hills  # noqa: PLR2004  # two weeks of each
    if week in CUT_BACK_WEEKS:
        return {TUESDAY: _easy(10.0), THURSDAY: _tempo(8.5), SATURDAY: _easy(5.0, MORNING), SUNDAY: long_run}
    if week >= FIRST_BUILD_WEEK:
        plan = {TUESDAY: _intervals(week), THURSDAY: hard(10.5), SATURDAY: _easy(6.0, MORNING), SUNDAY: long_run}
        has_fifth_run = week % 2 == 0 and LONG_RUNS[week] < 30  # noqa: PLR2004  # enough without it
        return plan | {WEDNESDAY: _easy(6.0, DAWN)} if has_fifth_run else plan
    if week % 2:
        return {TUESDAY: _easy(11.0), THURSDAY: hard(10.5), SUNDAY: long_run}
    return {TUESDAY: _easy(8.0), THURSDAY: hard(9.0), SATURDAY: _easy(7.0, MORNING), SUNDAY: long_run}


def race_day(today: date) -> date:
    """The Sunday 20 to 26 days after today."""
    return today + timedelta(days=20 + (SUNDAY - (today.weekday() + 20)) % 7)


@dataclass(frozen=True, slots=True)
class Training:
    """All sessions, oldest first, and those in which a cramp came."""

    sessions: tuple[Session, ...]
    hot_race: Session
    too_long_run: Session
    night_cramp_run: Session


def training(today: date) -> Training:
    """All that was run before today towards the race to come."""
    monday = race_day(today) - timedelta(days=6 + 7 * FIRST_WEEK)
    rng = np.random.default_rng([today.toordinal(), 0])
    hot_day = max(
        (7 * week + SUNDAY for week in HOT_RACE_WEEKS),
        key=lambda day: air_temperature(_moment(monday, day, HOT_HALF_MARATHON.hour)),
    )
    workouts = {
        7 * week + weekday: workout
        for week in range(len(LONG_RUNS))
        for weekday, workout in sorted({**ILL_WEEKS.get(week, _week(week)), **SPECIAL_DAYS.get(week, {})}.items())
    } | {hot_day: HOT_HALF_MARATHON}
    anomaly = _anomaly(rng, hot_day)
    sessions = {
        day: _session(_moment(monday, day, workout.hour), workout, float(anomaly[day]), day / 7.0, rng)
        for day, workout in workouts.items()
        if monday + timedelta(days=day) < today
    }
    _dress(sessions)
    return Training(
        tuple(sessions.values()),
        hot_race=sessions[hot_day],
        too_long_run=sessions[7 * TOO_LONG_WEEK + SUNDAY],
        night_cramp_run=sessions[7 * NIGHT_CRAMP_WEEK + THURSDAY],
    )


def _moment(monday: date, day: int, hour: float) -> datetime:
    midnight = datetime.combine(monday + timedelta(days=day), time(), ZoneInfo(TIME_ZONE))
    return midnight + timedelta(hours=hour)  # on the clock of the place


def _anomaly(rng: np.random.Generator, hot_day: int) -> FloatArray:
    """How far each day is above the usual temperature, °C, with a heat wave about one of them."""
    days = np.arange(7 * len(LONG_RUNS))
    usual = np.interp(days / 4.0, np.arange(days.size // 4 + 2), rng.normal(0.0, 2.5, days.size // 4 + 2))
    wave = np.exp(-(((days - hot_day) / 2.5) ** 2))
    anomaly: FloatArray = usual * (1.0 - wave) + 8.5 * wave
    return anomaly


def _session(appointed: datetime, workout: Workout, anomaly: float, week: float, rng: np.random.Generator) -> Session:
    after_illness = 0.02 if TOO_LONG_WEEK - 3 <= week <= TOO_LONG_WEEK + 1 else 0.0
    session = Session(
        appointed,
        workout,
        fitness=0.955 + 0.045 * min(week / 36.0, 1.0) - after_illness,
        air_temperature=air_temperature(appointed, anomaly),
    )
    if workout.kind in RACES:
        return session
    late = timedelta(seconds=int(rng.integers(-1000, 1000)))
    session = replace(session, start=appointed + late, workout=_as_it_came(workout, rng))
    if workout.kind is Kind.INTERVALS or rng.random() > TRAFFIC_LIGHTS:
        return session
    places = np.sort(rng.uniform(300.0, session.distance - 300.0, rng.integers(1, 4)))
    return replace(session, stops=tuple(Stop(float(place), float(rng.integers(12, 70))) for place in places))


def _as_it_came(workout: Workout, rng: np.random.Generator) -> Workout:
    """An easy or long run is never quite as far or as fast as the last one."""
    if workout.kind not in {Kind.EASY, Kind.LONG} or workout is TOO_LONG_RUN:
        return workout
    farther, faster = rng.uniform(0.985, 1.015), rng.normal(1.0, 0.015)
    segments = tuple(Segment(each.length * farther, each.speed * faster) for each in workout.segments)
    return replace(workout, segments=segments)


def _dress(sessions: dict[int, Session]) -> None:
    """Put the coldest easy run on the treadmill, and let the strap die in one tempo run."""
    easy = [day for day, session in sessions.items() if session.workout.kind is Kind.EASY]
    coldest = min(easy, key=lambda day: sessions[day].air_temperature)
    indoors = replace(sessions[coldest].workout, kind=Kind.TREADMILL, route=None)
    sessions[coldest] = replace(sessions[coldest], workout=indoors, air_temperature=21.0, stops=())
    sessions[STRAP_DIES_ON] = replace(sessions[STRAP_DIES_ON], strap_dies=True)
