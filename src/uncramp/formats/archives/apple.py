"""The export of all health data from an iPhone: one XML file of any size, and the routes of its workouts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from io import SEEK_END, BytesIO
from typing import BinaryIO, cast
from zlib import crc32

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats.apple.markup import HEAD, is_export
from uncramp.formats.apple.parts import masses_part, routes_of, workout_part
from uncramp.formats.apple.scan import Export, Workout, scan
from uncramp.formats.archives.bounds import Bounds, SpentError
from uncramp.formats.archives.catalogue import Catalogue, Entry, Listing, cannot_be_opened, content_of
from uncramp.formats.archives.names import is_hidden, key
from uncramp.formats.archives.stretches import Stored, buffered

ENDING = ".xml"
"""Of the export's name, which is "export" in one of Apple's languages: "Exportieren.xml", "exportación.xml"."""
ROUTES = "workout-routes/"


def apple_catalogue(listing: Listing) -> Catalogue | None:
    """The workouts on foot in the exports of a listing, newest first, or None if there is no export in it."""
    telling = _Telling(listing, {key(entry.path): entry for entry in listing.entries})
    for entry in sorted(listing.entries, key=lambda entry: entry.place):
        if entry.path.casefold().endswith(ENDING) and not is_hidden(entry.path):
            telling.add(entry)
    if not telling.exports:
        return None
    parts = sorted(telling.parts, key=lambda entry: entry.path, reverse=True)
    routes = tuple(f"{path.rpartition('/')[0]}/{ROUTES}".removeprefix("/") for path in telling.exports)
    rest = [
        entry
        for entry in listing.entries
        if key(entry.path) not in telling.exports and not key(entry.path).startswith(routes)
    ]
    idle = len(listing.entries) - len(rest) - len(telling.exports) - len(telling.used)
    return Catalogue(
        entries=parts,
        said={entry.path: {} for entry in parts},
        troubles=telling.troubles,
        skipped=telling.others + idle,
        rest=rest,
    )


def lone_export(name: str, stream: BinaryIO, bounds: Bounds) -> Listing:
    """An export that lies in no archive, as a listing of its own; its routes are not there.

    Parameters
    ----------
    stream
        The whole file, open as long as the listing is read.
    """
    size = stream.seek(0, SEEK_END)
    return Listing(name, [Entry(f"export{ENDING}", lambda: buffered(Stored(stream, 0, size)))], bounds)


class _Summed:
    """A file that sums up what is read of it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.checksum = 0

    def read(self, size: int) -> bytes:
        """The next bytes."""
        chunk = self._stream.read(size)
        self.checksum = crc32(chunk, self.checksum)
        return chunk


@dataclass(slots=True)
class _Telling:
    """What the exports in a listing tell, gathered one by one.

    Parameters
    ----------
    entries
        Of the listing, by path.
    used
        Paths of the routes of workouts on foot.
    others
        Workouts that were not on foot.
    """

    listing: Listing
    entries: Mapping[str, Entry]
    exports: set[str] = field(default_factory=set)
    parts: list[Entry] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    others: int = 0
    troubles: list[UnreadableFileError] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Take in what a file tells, if it is an export."""
        name = f"{self.listing.name}/{entry.path}"
        try:
            with entry.open() as stream:
                if not is_export(stream.read(HEAD)):
                    return
                self.exports.add(key(entry.path))
                stream.seek(0)
                summed = _Summed(stream)
                export = scan(name, cast("BinaryIO", summed))
            if entry.checksum not in {None, summed.checksum} and not export.troubles:
                export.troubles.append(say("it is damaged: its checksum does not match"))
            self.troubles.extend(UnreadableFileError(name, each) for each in export.troubles)
            self.others += export.others
            self.parts.extend(self._parts(entry, export))
        except UnreadableFileError as error:
            self.troubles.append(error)
        except OSError as error:
            self.troubles.append(cannot_be_opened(name, error))

    def _parts(self, export_entry: Entry, export: Export) -> Iterator[Entry]:
        folder = key(export_entry.path).rpartition("/")[0]
        for workout in export.workouts:
            found = [self.entries.get(key(f"{folder}{route}".lstrip("/"))) for route in routes_of(workout)]
            routes = [entry for entry in found if entry is not None]
            self.used |= {key(entry.path) for entry in routes}
            begun = datetime.fromtimestamp(workout.start, UTC)
            path = f"{export_entry.path}/{begun:%Y-%m-%d %H.%M.%S} {workout.sport}{ENDING}"
            place = min((entry.place for entry in routes), default=export_entry.place)
            yield Entry(path, partial(self._workout, workout, export, routes), place=place)
        masses = masses_part(export.samples)
        if masses is not None:
            yield Entry(f"{export_entry.path}/0 BodyMass{ENDING}", partial(BytesIO, masses), place=export_entry.place)

    def _workout(self, workout: Workout, export: Export, routes: list[Entry]) -> BinaryIO:
        return BytesIO(workout_part(workout, export.samples, list(self._contents(routes))))

    def _contents(self, routes: list[Entry]) -> Iterator[bytes]:
        """The routes that can be read: without one, the run is still worth having, and says so."""
        for entry in routes:
            name = f"{self.listing.name}/{entry.path}"
            try:
                with entry.open() as stream:
                    yield content_of(name, stream, self.listing.bounds.most_bytes, entry.checksum)
            except SpentError:
                raise
            except (UnreadableFileError, OSError):
                continue
