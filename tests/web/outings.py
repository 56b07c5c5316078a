"""Runs as a watch would have recorded them, and a logbook filled with them."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import numpy as np

from uncramp.adapters.zones import zone_of_place
from uncramp.cli.demo.activity_file import activity_file
from uncramp.domain.activity import Activity, Device, Lap
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import Streams
from uncramp.exposure.features import VERSION, RunFeatures
from uncramp.formats.readers import read_activities, read_measurements
from uncramp.usecases.ports import Logbook, NewRun, Original, Outcome, Reading
from uncramp.usecases.reading import Reader

HAMBURG = (53.55, 9.98)
DAYS_AGO = (2, 6, 9, 13, 20, 27)


def outing(start: datetime, distance: float = 12_000.0, speed: float = 3.0) -> Activity:
    """An even run in Hamburg with a record every five seconds, up and down a hill."""
    time = np.arange(0.0, distance / speed + 1.0, 5.0)
    way = speed * time
    streams = Streams.of(
        time,
        distance=way,
        speed=np.full(time.size, speed),
        altitude=20.0 + 15.0 * np.sin(way / 900.0),
        heart_rate=148.0 + np.resize([-1.0, 1.0], time.size),
        cadence=np.full(time.size, 84.0),
        temperature=np.full(time.size, 19.0),
        latitude=HAMBURG[0] + way / 111_195.0,
        longitude=np.full(time.size, HAMBURG[1]),
    )
    end = float(time[-1])
    return Activity(
        Outline(Sport.RUNNING, start, end, end, time_zone="Europe/Berlin", distance=float(way[-1])),
        streams,
        laps=(Lap(0.0, end, float(way[-1]), "session_end"),),
        device=Device("development", "Test watch"),
    )


def fill(logbook: Logbook, moments: Iterable[datetime], distance: float = 12_000.0) -> None:
    """Import one run for each moment."""
    files = (Original(f"{when:%Y-%m-%d}.fit", activity_file(outing(when, distance))) for when in moments)
    reader = Reader(read_activities, read_measurements, zone_of_place)
    for file in files:
        entry = logbook.keep(file, reader(file))
        assert entry.outcome is Outcome.READ, entry


def recent_mornings() -> list[datetime]:
    """Whole seconds of some mornings of the last weeks."""
    morning = datetime.now(UTC).replace(hour=5, minute=30, second=0, microsecond=0)
    return [morning - timedelta(days=days) for days in DAYS_AGO]


def crowd(logbook: Logbook, count: int, days_ago: int = 1) -> None:
    """Keep many runs whose files nobody reads."""
    newest = datetime.now(UTC).replace(microsecond=0) - timedelta(days=days_ago)
    for number in range(count):
        outline = Outline(
            Sport.RUNNING, newest - timedelta(days=number), 3600.0, 3600.0, time_zone="Europe/Berlin", distance=12_000.0
        )
        original = Original(f"{number}.fit", str(number).encode())
        logbook.keep(original, Reading((NewRun(0, outline, RunFeatures(VERSION, mean_heart_rate=150.0)),)))
