"""A small world around the use cases: files that are told instead of read, and a logbook in memory."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import numpy as np

from fakes.logbook import InMemoryLogbook
from uncramp.domain.activity import Activity
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.sentence import say
from uncramp.domain.streams import Streams
from uncramp.usecases.import_files import LedgerRow, import_originals
from uncramp.usecases.ports import Original

NOW = datetime(2030, 6, 30, 12, tzinfo=UTC)
MUNICH = (48.1, 11.6)


def outing(
    days_ago: float,
    distance: float = 10_000.0,
    speed: float = 3.0,
    sport: Sport = Sport.RUNNING,
    place: tuple[float, float] | None = None,
) -> Activity:
    """A run at constant speed, so many days ago."""
    count = int(distance / speed / 5) + 2
    time = np.linspace(0, distance / speed, count)
    north, east = (np.nan, np.nan) if place is None else place
    seconds = distance / speed
    outline = Outline(sport, NOW - timedelta(days=days_ago), seconds, seconds, distance=distance)
    return Activity(
        outline, Streams.of(time, distance=speed * time, latitude=np.full(count, north), longitude=np.full(count, east))
    )


class Files:
    """Fulfils ``ReadActivities``: each name stands for the activities that were told; others cannot be read."""

    def __init__(self, **told: Activity | tuple[Activity, ...]) -> None:
        self.told = {name: each if isinstance(each, tuple) else (each,) for name, each in told.items()}
        self.read: list[str] = []

    def __call__(self, name: str, content: bytes) -> tuple[Activity, ...]:
        self.read.append(name)
        if name not in self.told:
            raise UnreadableFileError(name, say("no file of a watch"), offset=len(content))
        return self.told[name]

    def originals(self) -> list[Original]:
        return [Original(name, name.encode()) for name in self.told]


def zone_of(latitude: float, longitude: float) -> str | None:
    return "Europe/Berlin" if (latitude, longitude) == MUNICH else None


def take_in(
    files: Files, logbook: InMemoryLogbook, originals: Iterable[Original | UnreadableFileError] | None = None
) -> list[LedgerRow]:
    """Import these originals, or all that were told."""
    return list(import_originals(files.originals() if originals is None else originals, logbook, files, zone_of))
