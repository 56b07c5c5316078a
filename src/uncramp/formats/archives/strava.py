"""The export of a whole account from Strava: files, and a table that tells of them and of what was entered by hand."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from itertools import islice
from typing import BinaryIO

from uncramp.domain.errors import InvalidValueError, UnreadableFileError
from uncramp.domain.sentence import Sentence, say
from uncramp.formats.archives.catalogue import Catalogue, Entry, Listing, Said, cannot_be_opened, content_of
from uncramp.formats.archives.names import in_order, key, shown
from uncramp.formats.archives.strava_table import Line, Table, sport_as_written
from uncramp.formats.runs_csv import LONGEST_TEXT, TypedRun, written
from uncramp.formats.track import sport_of

TABLE = "activities.csv"
ROUTES = "routes/"
"""Ways to run some day, not runs."""
_UNKNOWN = datetime.min.replace(tzinfo=UTC)
_MISSING = say("activities.csv names it, but it is not there; what the table tells of it was taken")
_LOST = say("activities.csv names it, but it is not there, and the table does not tell when or how long it was")
_UNTOLD = say("it was entered by hand without telling when or how long it was")


@dataclass(frozen=True, slots=True)
class _Telling:
    """What the tables in a listing tell, gathered one by one."""

    listing: Listing
    paths: Mapping[str, str]
    said: dict[str, Said] = field(default_factory=dict)
    started: dict[str, datetime] = field(default_factory=dict)
    bases: list[str] = field(default_factory=list)
    by_hand: list[Entry] = field(default_factory=list)
    troubles: list[UnreadableFileError] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Take in what a table tells, if it is Strava's."""
        name = f"{self.listing.name}/{entry.path}"
        bounds = self.listing.bounds
        try:
            with entry.open() as stream:
                table = Table(content_of(name, stream, bounds.most_table_bytes, entry.checksum))
            if table.is_stravas:
                base = key(entry.path)[: -len(TABLE)]
                self.bases.append(base)
                self._lines(entry, base, table)
        except UnreadableFileError as error:
            self.troubles.append(error)
        except OSError as error:
            self.troubles.append(cannot_be_opened(name, error))
        except csv.Error:
            self.troubles.append(UnreadableFileError(name, say("it is no well-formed table throughout")))

    def _lines(self, entry: Entry, base: str, table: Table) -> None:
        """Take in the lines of a table; one whose file is not there tells as much as one entered by hand."""
        missing: list[str] = []
        lost: list[str] = []
        untold: list[str] = []
        for row, line in enumerate(islice(table.lines(), self.listing.bounds.most_entries), 2):
            file = "" if line.file is None else key(base + shown(line.file))
            path = self.paths.get(file)
            if path is None:
                told = str(line.said.get("strava_id", ""))
                path = f"{entry.path}/{told if told.isdecimal() else f'row {row}'}"
                run = None if path in self.said else _typed(line)
                if run is None:
                    (lost if file else untold).append(file or path)
                    continue
                if file:
                    missing.append(file)
                self.by_hand.append(Entry(path, partial(_bytes, run)))
            self.said[path] = line.said
            self.started[path] = line.start or _UNKNOWN
        self._tell(missing, _MISSING)
        self._tell(lost, _LOST)
        self._tell(untold, _UNTOLD)

    def _tell(self, paths: Sequence[str], reason: Sentence) -> None:
        """Of activities that are not there as they should be, in the name of the first."""
        if paths:
            words = say("{reason} (such in all: {count})", reason=reason, count=len(paths))
            self.troubles.append(UnreadableFileError(f"{self.listing.name}/{paths[0]}", words))


def _typed(line: Line) -> TypedRun | None:
    """The run that a line tells of without a file, or None if it tells too little."""
    duration, distance, rate = (line.run.get(name) for name in ("elapsed_time", "distance", "mean_heart_rate"))
    if line.start is None or not isinstance(duration, float):
        return None
    sport, sub_sport = sport_of(sport_as_written(str(line.run.get("sport", ""))))
    try:
        return TypedRun(
            local_start=line.start.replace(tzinfo=None),
            duration=duration,
            distance=distance if isinstance(distance, float) and distance else None,
            time_zone="UTC",
            sport=sport,
            sub_sport=sub_sport,
            name=str(line.said.get("name", ""))[:LONGEST_TEXT],
            mean_heart_rate=rate if isinstance(rate, float) else None,
        )
    except InvalidValueError:
        return None


def _bytes(run: TypedRun) -> BinaryIO:
    return BytesIO(written(run))


def strava_catalogue(listing: Listing) -> Catalogue | None:
    """The activities that the exports in a listing tell of, newest first, or None if there is no export in it."""
    tables = [entry for entry in listing.entries if key(entry.path).casefold().rpartition("/")[2] == TABLE]
    telling = _Telling(listing, {key(entry.path): entry.path for entry in listing.entries} if tables else {})
    for entry in tables:
        telling.add(entry)
    if not telling.bases and not telling.troubles:
        return None
    routes = tuple(base + ROUTES for base in telling.bases)
    rest = [entry for entry in listing.entries if entry.path not in telling.said]
    left = [entry for entry in rest if not key(entry.path).startswith(routes)]
    told = [entry for entry in listing.entries if entry.path in telling.said] + telling.by_hand
    told.sort(key=lambda entry: (telling.started[entry.path], in_order(entry.path)), reverse=True)
    return Catalogue(told, telling.said, telling.troubles, len(rest) - len(left), left)
