"""The table of activities in an export from Strava, in any of its languages."""

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import StringIO
from itertools import islice
from math import inf
from typing import Any
from unicodedata import normalize

from uncramp.domain.quantities import quantity_kinds
from uncramp.formats.archives.catalogue import Said

FILE = "file"
START = "start"
RUN = ("sport", "elapsed_time", "distance", "mean_heart_rate")
"""What a file says of itself, and the table alone of an activity without one."""
SAMPLE = 1000
"""Lines in which the column of the files shows by its values."""
MOST_COLUMNS = 200
"""Columns that are looked at; 103 were seen."""
ELAPSED_TIME, DISTANCE = 5, 6
"""Places of two columns of the first block; the second block repeats them as its first and its third."""
SECOND_BLOCK = 3
"""Where it begins, beyond the column of the files."""
_FILE_VALUE = re.compile(r"activities[/\\][^/\\]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read, and how.

    Parameters
    ----------
    names
        In all languages seen, folded.
    place, beyond
        Where it stands, counted from the first column or from the one of the files, or None.
    low, high
        Bounds of what its values can be, after ``factor``.
    """

    names: frozenset[str]
    place: int | None
    beyond: int | None
    is_text: bool
    factor: float
    low: float
    high: float

    def value(self, cell: str) -> float | str | None:
        """What a cell says, or None."""
        if self.is_text:
            return cell.strip() or None
        number = _number(cell)
        return None if number is None or not self.low <= self.factor * number <= self.high else self.factor * number


@dataclass(frozen=True, slots=True)
class Line:
    """An activity in the table.

    Parameters
    ----------
    file
        Path in the export, or None for an activity entered by hand.
    start
        Aware, in UTC, or None if the date cannot be read.
    run
        Its ``sport`` in Strava's word, its ``elapsed_time`` (s), ``distance`` (m) and ``mean_heart_rate`` (bpm), as far
        as the table has them.
    """

    file: str | None
    start: datetime | None
    said: Said
    run: Said


class Table:
    """The lines of a table.

    Parameters
    ----------
    content
        Of the file.

    Attributes
    ----------
    is_stravas
        Whether it has a column of files as Strava's has.
    """

    def __init__(self, content: bytes) -> None:
        self._text = _text(content)
        head = self._text[: self._text.find("\n") + 1] or self._text
        self._delimiter = max(",;\t", key=lambda each: len(next(csv.reader([head], delimiter=each), [])))
        lines = self._cells()
        header = [_folded(cell) for cell in next(lines, [])[:MOST_COLUMNS]]
        self._places = _places(header, [cells[:MOST_COLUMNS] for cells in islice(lines, SAMPLE)])
        self.is_stravas = FILE in self._places

    def _cells(self) -> Iterator[list[str]]:
        return csv.reader(StringIO(self._text, newline=""), delimiter=self._delimiter)

    def lines(self) -> Iterator[Line]:
        """The activities; raises ``csv.Error`` where the table is broken."""
        for cells in islice(self._cells(), 1, None):
            if any(cells):
                yield self._line(cells)

    def _line(self, cells: Sequence[str]) -> Line:
        found = {
            name: value
            for name, place in self._places.items()
            if place < len(cells) and (value := columns()[name].value(cells[place])) is not None
        }
        file, written = found.pop(FILE, None), found.pop(START, None)
        start = moment(str(written))
        if start is not None:
            found[START] = start.isoformat()
        elif written is not None:
            found["start_as_written"] = written
        run = {name: found.pop(name) for name in RUN if name in found}
        return Line(None if file is None else str(file), start, found, run)


@cache
def columns() -> Mapping[str, Column]:
    """The columns that are read, by the names of what they say."""
    return {name: _column(row) for name, row in _toml()["columns"].items()}


def _column(row: Mapping[str, Any]) -> Column:
    kind = quantity_kinds().get(row.get("quantity", ""))
    return Column(
        frozenset(map(_folded, row["names"])),
        row.get("place"),
        row.get("beyond"),
        row.get("text", False),
        row.get("factor", 1.0),
        row.get("low", -inf) if kind is None else kind.low,
        row.get("high", inf) if kind is None else kind.high,
    )


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:  # saved again by a spreadsheet
        return content.decode("cp1252", "replace")


def _folded(label: str) -> str:
    return " ".join(normalize("NFC", label).casefold().replace("\u2019", "'").split())


def _places(header: Sequence[str], sample: Sequence[Sequence[str]]) -> dict[str, int]:
    """Where each column stands; none at all without the one of the files."""
    known = {
        name: min(place for place, label in enumerate(header) if label in column.names)
        for name, column in columns().items()
        if not column.names.isdisjoint(header)
    }
    file = known.get(FILE, _file_place(sample))
    if file is None:
        return {}
    second = file + SECOND_BLOCK
    has_blocks = file > DISTANCE and (header[second : second + 1], header[second + 2 : second + 3]) == (
        header[ELAPSED_TIME : ELAPSED_TIME + 1],
        header[DISTANCE : DISTANCE + 1],
    )
    for name, column in columns().items():
        if column.place is not None and column.place < file:
            known.setdefault(name, column.place)
        if column.beyond is not None and (has_blocks or -file <= column.beyond < 0):
            known.setdefault(name, file + column.beyond)
    return known | {FILE: file}


def _file_place(sample: Sequence[Sequence[str]]) -> int | None:
    """The first column with paths of activities, and nothing but such."""
    for place in range(max(map(len, sample), default=0)):
        values = [cells[place] for cells in sample if place < len(cells) and cells[place]]
        if values and all(_FILE_VALUE.fullmatch(value) for value in values):
            return place
    return None


_NUMBER = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?)\s*")


def _number(cell: str) -> float | None:
    match = _NUMBER.fullmatch(cell)
    return None if match is None else float(match[1].replace(",", "."))


_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])\W{0,2}m\b)?")
_YEAR_FIRST = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\b")


def moment(text: str) -> datetime | None:
    """The moment that a date in the export names, in UTC as all of them are.

    Returns
    -------
    None for what is no date, of a language not seen, or of an order of day and month that only its language tells.
    """
    folded = text.casefold()
    clock = _CLOCK.search(folded)
    day = None if clock is None else _day(folded[: clock.start()] + folded[clock.end() :])
    if clock is None or day is None:
        return None
    hour = int(clock[1]) if clock[4] is None else int(clock[1]) % 12 + 12 * (clock[4] == "p")
    try:
        return datetime(*day, hour, int(clock[2]), int(clock[3] or 0), tzinfo=UTC)
    except ValueError:
        return None


def _day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day."""
    if (found := _YEAR_FIRST.search(text)) is not None:
        return int(found[1]), int(found[2]), int(found[3])
    if (found := _DAY_FIRST.search(text)) is not None:
        return int(found[3]), int(found[2]), int(found[1])
    months = [_months()[word] for word in re.findall(r"[^\W\d_]+", text) if word in _months()]
    numbers = re.findall(r"\d+", text)
    years = [number for number in numbers if len(number) == 4]  # noqa: PLR2004  # digits
    days = [number for number in numbers if len(number) <= 2]  # noqa: PLR2004  # digits
    if len(numbers) == 2 and len(months) == len(years) == len(days) == 1:  # noqa: PLR2004  # a year and a day
        return int(years[0]), months[0], int(days[0])
    return None


def sport_as_written(word: str) -> str:
    """A sport in words of this program, if it is in a language seen so far; else as it is."""
    return _sports().get(_folded(word), word)


@cache
def _sports() -> Mapping[str, str]:
    return {word: sport for sport, words in _toml()["sports"].items() for word in words}


@cache
def _months() -> Mapping[str, int]:
    return {word: int(number) for number, words in _toml()["months"].items() for word in words}


@cache
def _toml() -> dict[str, Any]:
    return tomllib.loads(files("uncramp.formats.archives").joinpath("strava.toml").read_text("utf-8"))
