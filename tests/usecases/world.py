"""A small world around the use cases: files that are told instead of read, at once and in the same process."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.sentence import say
from uncramp.domain.streams import Streams
from uncramp.usecases.import_files import import_originals
from uncramp.usecases.ports import Decode, Entry, Logbook, Measurement, Original, Reading
from uncramp.usecases.reading import Reader

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
        self.measured: dict[str, tuple[Measurement | Finding, ...]] = {}
        self.read: list[str] = []

    def __call__(self, name: str, content: bytes) -> tuple[Activity, ...]:
        self.read.append(name)
        if name not in self.told:
            raise UnreadableFileError(name, say("no file of a watch"), offset=len(content))
        return self.told[name]

    def measure(self, name: str, content: bytes) -> tuple[Measurement | Finding, ...]:  # noqa: ARG002  # as the port has it
        """Fulfils ``ReadMeasurements``."""
        return self.measured.get(name, ())

    def originals(self) -> list[Original]:
        return [Original(name, name.encode()) for name in self.told]

    def reader(self, home_zone: str | None = None) -> Reader:
        """Who reads these files."""
        return Reader(self, self.measure, zone_of, home_zone)


@dataclass(frozen=True)
class Read:
    """Fulfils ``Pending``: the file is read when it is asked for."""

    reader: Reader
    original: Original

    def done(self) -> bool:
        return True

    def result(self) -> Reading:
        return self.reader(self.original)


def at_once(reader: Reader) -> Decode:
    """Reads in this very process."""
    return lambda original: Read(reader, original)


def zone_of(latitude: float, longitude: float) -> str | None:
    return "Europe/Berlin" if (latitude, longitude) == MUNICH else None


def take_in(
    files: Files, logbook: Logbook, originals: Iterable[Original | UnreadableFileError] | None = None
) -> list[Entry]:
    """Import these originals, or all that were told."""
    ledger = logbook.begin_import("test")
    sources = files.originals() if originals is None else originals
    return list(import_originals(sources, logbook, at_once(files.reader()), ledger))
