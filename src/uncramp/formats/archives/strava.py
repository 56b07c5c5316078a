"""The export of a whole account from Strava: files, and a table that tells of them and of what was entered by hand."""

import csv
from collections.abc import Mapping
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
                self.troubles.extend(UnreadableFileError(name, each) for each in self._lines(entry, base, table))
        except UnreadableFileError as error:
            self.troubles.append(error)
        except OSError as error:
            self.troubles.append(cannot_be_opened(name, error))
        except csv.Error:
            self.troubles.append(UnreadableFileError(name, say("it is no well-formed table throughout")))

    def _lines(self, entry: Entry, base: str, table: Table) -> list[Sentence]:
        """Take in the lines of a table; gives what is missing."""
        untold: list[str] = []
        missing: list[str] = []
        for row, line in enumerate(islice(table.lines(), self.listing.bounds.most_entries), 2):
            if line.file is None:
                told = str(line.said.get("strava_id", ""))
                path = f"{entry.path}/{told if told.isdecimal() else f'row {row}'}"
                run = None if path in self.said else _typed(line)
                if run is None:
                    untold.append(path)
                    continue
                self.by_hand.append(Entry(path, partial(_bytes, run)))
            else:
                file = key(base + shown(line.file))
                if file not in self.paths:
                    missing.append(file)
                    continue
                path = self.paths[file]
            self.said[path] = line.said
            self.started[path] = line.start or _UNKNOWN
        said = []
        if untold:
            template = "activities entered by hand that do not tell when or how long they were: {count}, first {place}"
            said.append(say(template, count=len(untold), place=shown(untold[0])))
        if missing:
            template = "files that it names and that are not there: {count}, first {file}"
            said.append(say(template, count=len(missing), file=missing[0]))
        return said


def _typed(line: Line) -> TypedRun | None:
    """The run that a line tells of without a file, or None if it tells too little."""
    duration, distance = line.run.get("elapsed_time"), line.run.get("distance")
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
        )
    except InvalidValueError:
        return None


def _bytes(run: TypedRun) -> BinaryIO:
    return BytesIO(written(run))


def strava_catalogue(listing: Listing) -> Catalogue | None:
    """What the exports in a listing say of their files, or None if there is no export in it."""
    tables = [entry for entry in listing.entries if key(entry.path).casefold().rpartition("/")[2] == TABLE]
    telling = _Telling(listing, {key(entry.path): entry.path for entry in listing.entries} if tables else {})
    for entry in tables:
        telling.add(entry)
    if not telling.bases and not telling.troubles:
        return None
    routes = tuple(base + ROUTES for base in telling.bases)
    kept = [entry for entry in listing.entries if entry.path in telling.said or not key(entry.path).startswith(routes)]
    skipped = len(listing.entries) - len(kept)
    kept += telling.by_hand
    kept.sort(key=lambda entry: (telling.started.get(entry.path, _UNKNOWN), in_order(entry.path)), reverse=True)
    return Catalogue(kept, telling.said, telling.troubles, skipped)
