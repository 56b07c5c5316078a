"""Whatever a runner drops, file by file."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from io import SEEK_END, BufferedReader, BytesIO
from itertools import chain
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.formats.apple.markup import is_export
from uncramp.formats.archives.apple import apple_catalogue, lone_export
from uncramp.formats.archives.bounds import BOUNDS, Bounds, Budget, SpentError
from uncramp.formats.archives.catalogue import (
    Catalogue,
    Entry,
    Kind,
    Listing,
    Said,
    by_name,
    cannot_be_opened,
    content_of,
)
from uncramp.formats.archives.directory import is_zip, listing_of
from uncramp.formats.archives.folder import folder_listing
from uncramp.formats.archives.names import in_order, is_hidden, promises_activity, shown
from uncramp.formats.archives.strava import strava_catalogue
from uncramp.formats.archives.stretches import GZIP_MARK, Gunzipped, Inflated, buffered
from uncramp.formats.readers import FORMATS
from uncramp.usecases.ports import Original

KINDS: tuple[Kind, ...] = (strava_catalogue, apple_catalogue)
"""The exports that tell more of their files than a name; what one says nothing of is left to the next."""
HEAD = 64 * 1024
"""How far into a file its kind must show, bytes."""


Source = Original | UnreadableFileError


def open_sources(paths: Iterable[Path], bounds: Bounds = BOUNDS) -> "Opening":
    """All activity files at some paths: files, folders, gzip, zip, and these in each other; content decides, not names.

    Nothing is written to disk, and of all that is packed one file at a time is in memory. The paths are taken by
    falling name, since a shell gives them by rising: where names hold dates or running numbers, the newest first.
    """
    return Opening(sorted(paths, key=lambda path: in_order(str(path)), reverse=True), bounds)


def _promising(listing: Listing, catalogue: Catalogue) -> int:
    """About how many sources there are, by names alone: an archive in another counts as one."""
    promising = [
        entry
        for entry in catalogue.entries
        if not is_hidden(entry.path) and (entry.path in catalogue.said or promises_activity(entry.path))
    ]
    return len(listing.troubles) + len(catalogue.troubles) + len(promising)


def _catalogue(listing: Listing) -> Catalogue:
    found: list[Catalogue] = []
    rest = listing.entries
    for kind in KINDS:
        catalogue = kind(replace(listing, entries=rest))
        if catalogue is not None:
            found.append(catalogue)
            rest = catalogue.rest
    return Catalogue(
        entries=[*chain.from_iterable(each.entries for each in found), *by_name(rest)],
        said=ChainMap(*(dict(each.said) for each in found)),
        troubles=[*chain.from_iterable(each.troubles for each in found)],
        skipped=sum(each.skipped for each in found),
    )


def _as_value(error: UnreadableFileError) -> UnreadableFileError:
    """The error without the calls that led to it, which would hold all that was open in them."""
    return UnreadableFileError(error.name, error.reason, error.offset)


@dataclass(frozen=True, slots=True)
class _Item:
    """A file about to be looked into.

    Parameters
    ----------
    is_wanted
        Whether the runner or the archive calls it an activity, whatever it looks like.
    depth
        Archives that it lies in.
    budget
        Of the dropped file that it lies in, or None if that is itself.
    """

    name: str
    is_wanted: bool
    depth: int = 0
    budget: Budget | None = None
    said: Said = field(default_factory=dict)
    checksum: int | None = None


@dataclass(slots=True)
class Opening:
    """The sources at some paths, to be gone through once.

    Parameters
    ----------
    expected
        About how many sources there are, as far as that is known by now.
    skipped
        Files in folders and archives that are none of a runner's activities, up to now.
    """

    paths: Sequence[Path]
    bounds: Bounds
    expected: int = field(init=False)
    skipped: int = 0

    def __post_init__(self) -> None:
        """Expect one source of each path until it is opened."""
        self.expected = len(self.paths)

    def __iter__(self) -> Iterator[Source]:
        """Each file in turn, or why it cannot be had, in its place; newest first within an archive or folder."""
        for path in self.paths:
            try:
                yield from self._dropped(path)
            except UnreadableFileError as error:
                yield _as_value(error)
            except OSError as error:
                yield cannot_be_opened(shown(str(path)), error)

    def _dropped(self, path: Path) -> Iterator[Source]:
        name = shown(path.absolute().name or str(path))
        try:
            mode = path.stat().st_mode
        except (FileNotFoundError, ValueError) as error:  # a name with a zero in it cannot be that of a file
            raise UnreadableFileError(shown(str(path)), say("there is no such file.")) from error
        if S_ISDIR(mode):
            sources = self._listed(folder_listing(name, path, self.bounds), 0, None)
        elif S_ISREG(mode):
            sources = self._file(name, path)
        else:
            raise UnreadableFileError(name, say("it is no file"))
        first = next(sources, None)
        if first is None:
            raise UnreadableFileError(name, say("nothing in it looks like an activity file"))
        yield first
        del first  # it may be large
        yield from sources

    def _file(self, name: str, path: Path) -> Iterator[Source]:
        with path.open("rb") as stream:
            yield from self._opened(_Item(name, is_wanted=True), stream)

    def _listed(self, listing: Listing, depth: int, budget: Budget | None) -> Iterator[Source]:
        catalogue = _catalogue(listing)
        self.expected += max(1, _promising(listing, catalogue)) - 1
        self.skipped += listing.skipped + catalogue.skipped
        yield from map(_as_value, (*listing.troubles, *catalogue.troubles))
        entries = catalogue.entries
        if listing.is_one_way:
            entries = sorted(entries, key=lambda entry: entry.place)
        for entry in entries:
            name = f"{listing.name}/{entry.path}"
            told = catalogue.said.get(entry.path)
            item = _Item(name, told is not None, depth, budget, told or {}, entry.checksum)
            try:
                yield from self._entered(item, entry)
            except SpentError as error:
                if budget is not None:
                    raise
                yield _as_value(error)
            except UnreadableFileError as error:
                yield _as_value(error)
            except OSError as error:
                yield cannot_be_opened(name, error)

    def _entered(self, item: _Item, entry: Entry) -> Iterator[Source]:
        if is_hidden(entry.path):
            self.skipped += 1
        elif len(entry.path) > self.bounds.longest_name:
            beginning = f"{item.name[: self.bounds.longest_name]}…"
            reason = say("its name has more than {most} characters", most=self.bounds.longest_name)
            raise UnreadableFileError(beginning, reason)
        else:
            with entry.open() as stream:
                yield from self._opened(item, stream)

    def _opened(self, item: _Item, stream: BinaryIO) -> Iterator[Source]:
        budget = item.budget or Budget(item.name, stream.seek(0, SEEK_END), self.bounds)
        stream.seek(0)
        head = stream.read(HEAD)
        inner = replace(item, depth=item.depth + 1, budget=budget)
        is_gzip = head.startswith(GZIP_MARK)
        if inner.depth > self.bounds.deepest and (is_gzip or is_zip(head)):
            reason = say("more than {most} archives lie in each other", most=self.bounds.deepest)
            raise UnreadableFileError(item.name, reason)
        if is_zip(head):
            yield from self._listed(self._listing(inner, stream, head, budget), inner.depth, budget)
        elif is_gzip:
            stream.seek(0)
            yield from self._opened(replace(inner, checksum=None), buffered(Gunzipped(item.name, stream, budget)))
        elif is_export(head):
            yield from self._listed(lone_export(item.name, stream, self.bounds), item.depth, budget)
        else:
            yield from self._original(item, stream, head)

    def _original(self, item: _Item, stream: BinaryIO, head: bytes) -> Iterator[Source]:
        known = next((each for each in FORMATS if each.is_it(head)), None)
        if known is None and not item.is_wanted and not promises_activity(item.name):
            self.skipped += 1
            return
        # FIT has checksums of its own, and XML is well-formed or not: their readers tell what is wrong and save the
        # rest, and a wrong digit among thousands of records shows as a leap. A table has nothing but this checksum.
        checksum = None if known is not None and known.shows_damage else item.checksum
        yield Original(item.name, content_of(item.name, stream, self.bounds.most_bytes, checksum, head), item.said)

    def _listing(self, item: _Item, stream: BinaryIO, head: bytes, budget: Budget) -> Listing:
        """What a zip holds; one that is itself packed is unpacked into memory, or gone through in one way."""
        packed = stream.raw if isinstance(stream, BufferedReader) else None
        if not isinstance(packed, Inflated):
            return listing_of(item.name, stream, budget)
        most = self.bounds.most_held_bytes
        if packed.size > most and not isinstance(packed, Gunzipped):
            return replace(listing_of(item.name, stream, budget), is_one_way=True)
        content = content_of(item.name, stream, most, item.checksum, head)
        return listing_of(item.name, BytesIO(content), budget)
