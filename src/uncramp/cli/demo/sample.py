"""The sample runner: profile, files, diary and the race to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from uncramp.cli.demo.activity_file import activity_file
from uncramp.cli.demo.climate import usual_weather
from uncramp.cli.demo.recording import record
from uncramp.cli.demo.routes import TIME_ZONE
from uncramp.cli.demo.training import Kind, Session, Training, race_day, training
from uncramp.domain.diary import CrampEpisode, Muscle, Onset, Severity, Side, WeighIn
from uncramp.domain.plan import Race
from uncramp.domain.runner import Runner, Sex
from uncramp.domain.weather import Weather
from uncramp.usecases.ports import Original

MASS = 68.0
AGE = 38
MARATHON = 42195.0
GOAL_TIME = 12_600.0
START = time(9, 0)


@dataclass(frozen=True, slots=True)
class SampleRunner:
    """An invented runner on one day; the same day gives the same runner to the byte.

    Parameters
    ----------
    today
        Every run was before it.
    sessions
        Oldest first.
    episodes, weigh_ins
        Each with the name of the file of its run.
    """

    today: date
    profile: Runner
    sessions: tuple[Session, ...]
    race: Race
    race_weather: Weather
    episodes: tuple[tuple[str, CrampEpisode], ...]
    weigh_ins: tuple[tuple[str, WeighIn], ...]

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.sessions)

    def originals(self) -> Iterator[Original]:
        """Make the files one by one, oldest first."""
        for number, session in enumerate(self.sessions, 1):
            rng = np.random.default_rng([self.today.toordinal(), number])
            yield Original(session.file_name, activity_file(record(session, MASS, rng)))


def sample_runner(today: date) -> SampleRunner:
    """The sample runner as of a day: some forty weeks of runs before it, a marathon three weeks after it."""
    trained = training(today)
    start = datetime.combine(race_day(today), START, ZoneInfo(TIME_ZONE))
    profile = Runner(
        mass=MASS,
        sex=Sex.MALE,
        birth_year=today.year - AGE,
        cramp_history=True,
        family_history=False,
        injury_12_months=False,
        strength_work=False,
        conditions=frozenset(),
        writes_every_cramp=True,
    )
    return SampleRunner(
        today,
        profile,
        trained.sessions,
        Race(MARATHON, start, GOAL_TIME),
        usual_weather(start + timedelta(hours=1.75)),
        _episodes(trained),
        _weigh_ins(trained),
    )


def _episodes(trained: Training) -> tuple[tuple[str, CrampEpisode], ...]:
    hot, too_long, night = trained.hot_race, trained.too_long_run, trained.night_cramp_run
    morning_after = night.start.replace(hour=6, minute=40, second=0) + timedelta(days=1)
    episodes = (
        (
            hot.file_name,
            CrampEpisode(
                _evening(hot),
                Muscle.CALF,
                Onset.DURING,
                Severity.SEVERE,
                Side.RIGHT,
                distance=hot.cramp_distance,
                note="Went out at the pace of a cool day. Right calf locked solid at km 17, walked, hobbled home.",
            ),
        ),
        (
            too_long.file_name,
            CrampEpisode(
                _evening(too_long),
                Muscle.HAMSTRING,
                Onset.DURING,
                Severity.MODERATE,
                Side.LEFT,
                distance=too_long.cramp_distance,
                note="First really long one after the flu. Back of the left thigh grabbed, had to stop and stretch.",
            ),
        ),
        (
            night.file_name,
            CrampEpisode(
                morning_after.astimezone(UTC),
                Muscle.CALF,
                Onset.NIGHT,
                Severity.MILD,
                Side.RIGHT,
                note="Woke up with it at three. Legs were wrecked from the hills.",
            ),
        ),
    )
    return tuple(sorted(episodes, key=lambda episode: episode[1].reported))


def _evening(session: Session) -> datetime:
    return session.start.replace(hour=20, minute=15, second=0).astimezone(UTC)


def _weigh_ins(trained: Training) -> tuple[tuple[str, WeighIn], ...]:
    """The warmest long run and the warmest hilly run without a cramp."""
    whole = [session for session in trained.sessions if session.cramp_distance == session.distance]
    weighed = (
        max((session for session in whole if session.workout.kind is kind), key=lambda each: each.air_temperature)
        for kind in (Kind.LONG, Kind.HILLS)
    )
    return tuple(
        (session.file_name, _weigh_in(session, before)) for session, before in zip(weighed, (68.3, 67.9), strict=True)
    )


def _weigh_in(session: Session, before: float) -> WeighIn:
    """Sweat rises with the warmth of the air, and some of it is drunk on the way."""
    duration = session.timer_time + sum(stop.duration for stop in session.stops) + 480.0
    lost = (1.0 + 0.035 * (session.air_temperature - 20.0)) * duration / 3600.0
    drunk = round(0.45 * lost, 1)
    return WeighIn(before, round(before - lost + drunk, 1), drunk, float(round(duration, -1)))
