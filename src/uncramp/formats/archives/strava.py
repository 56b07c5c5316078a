"""The export of a whole account from Strava: files, and a table that tells of them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import Sentence, say
from uncramp.formats.archives.catalogue import Catalogue, Entry, Listing, Said, cannot_be_opened, content_of
from uncramp.formats.archives.names import in_order, key, shown
from uncramp.formats.archives.strava_table import Table

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
                self.troubles.extend(UnreadableFileError(name, each) for each in self._lines(base, table))
        except UnreadableFileError as error:
            self.troubles.append(error)
        except OSError as error:
            self.troubles.append(cannot_be_opened(name, error))
        except csv.Error:
            self.troubles.append(UnreadableFileError(name, say("it is no well-formed table throughout")))

    def _lines(self, base: str, table: Table) -> list[Sentence]:
        """Take in the lines of a table; gives what is missing."""
        by_hand = 0
        missing: list[str] = []
        for line in islice(table.lines(), self.listing.bounds.most_entries):
            file = None if line.file is None else key(base + shown(line.file))
            path = None if file is None else self.paths.get(file)
            if file is None:
                by_hand += 1
            elif path is None:
                missing.append(file)
            else:
                self.said[path] = line.said
                self.started[path] = line.start or _UNKNOWN
        said = []
        if by_hand:
            said.append(say("activities in it that were entered by hand and have no file: {count}", count=by_hand))
        if missing:
            count, first = len(missing), missing[0]
            said.append(
                say("files that it names and that are not there: {count}, first {file}", count=count, file=first)
            )
        return said


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
    kept.sort(key=lambda entry: (telling.started.get(entry.path, _UNKNOWN), in_order(entry.path)), reverse=True)
    return Catalogue(kept, telling.said, telling.troubles, len(listing.entries) - len(kept))
