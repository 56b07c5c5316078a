"""Tables of text as people and spreadsheets write them, line by line; what could mean two things is refused by name."""

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import TypeVar

from uncramp.domain.activity import Finding
from uncramp.domain.errors import InvalidValueError, UnreadableFileError, invalid
from uncramp.domain.sentence import say
from uncramp.formats.encoding import opening

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of what is read.

    Parameters
    ----------
    most_bytes, most_lines, most_columns
        Of one table: fifty years with a run a day have 18,000 lines, which fill 5 MB with long notes.
    longest_value
        Characters of a number, a date or a time.
    most_told
        Lines that are named one by one when they cannot be read.
    """

    most_bytes: int = 16_000_000
    most_lines: int = 20_000
    most_columns: int = 200
    longest_value: int = 40
    most_told: int = 20


BOUNDS = Bounds()
HEAD = 4096
"""How far into a file its first line must reach, bytes."""
DELIMITERS = ",;\t"
_SEPARATOR_LINE = re.compile(r"\s*\"?sep=(.)\"?[ \t]*(?:\r\n?|\n)", re.IGNORECASE)
"""What Excel takes as an order and never shows."""


def header_of(content: bytes) -> tuple[str, ...]:
    """The columns that the first line of a text names, folded; something else gives what no table has."""
    text, delimiter = _begun(opening(content[:HEAD]).removeprefix("ï»¿"))
    try:
        cells = next(csv.reader([re.split(r"[\r\n]", text, maxsplit=1)[0]], delimiter=delimiter), [])
    except csv.Error:
        return ()
    return tuple(map(folded, cells[: BOUNDS.most_columns]))


def _begun(text: str) -> tuple[str, str]:
    """The text from its header on, and its delimiter: the one that Excel is told, or that parts the header most."""
    text = text.lstrip("\ufeff\r\n\0")
    told = _SEPARATOR_LINE.match(text)
    text = (text if told is None else text[told.end() :]).lstrip("\r\n")
    if told is not None and told[1] in DELIMITERS:
        return text, told[1]
    first = re.split(r"[\r\n]", text[:HEAD], maxsplit=1)[0]
    return text, max(DELIMITERS, key=first.count)


def folded(label: str) -> str:
    """How a column is known, however it is written: "Distance (km)" is ``distance_km``."""
    return re.sub(r"[\W_]+", "_", label.casefold()).strip("_")


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, in UTF-16 with its mark, or else in Windows' own code page; without zeros."""
    try:
        wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if wide else "utf-8-sig", "replace" if wide else "strict")
    except UnicodeDecodeError:  # saved by a spreadsheet
        text = content.decode("cp1252", "replace")
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table.

    Parameters
    ----------
    place
        By which a person finds it in the file: "7", or "7 to 9" if a text in it has line ends.
    cells
        By the names of their columns, without the empty ones.
    is_day_first
        Whether 4/5/2027 is in May, as far as the dates of the table show that.
    """

    place: str
    cells: Mapping[str, str]
    is_day_first: bool | None = None

    def text(self, column: str) -> str | None:
        """What a cell says, or None."""
        return self.cells.get(column)

    def value(self, column: str) -> str:
        """What a cell says; raises ``InvalidValueError`` if it is empty or longer than a number or date."""
        text = self.cells.get(column, "")
        if not text:
            raise invalid("there is no {column}", column=column)
        if len(text) > BOUNDS.longest_value:
            raise invalid("{column} “{value}” is too long", column=column, value=printable(text))
        return text

    def first(self, columns: Collection[str]) -> str | None:
        """The first of some columns that is filled, or None."""
        return next((column for column in columns if column in self.cells), None)


class Table:
    """A table of text.

    Parameters
    ----------
    name
        The file, as its errors name it.
    aliases
        Other names of columns.

    Raises
    ------
    UnreadableFileError
        If it is too large.
    """

    def __init__(self, name: str, content: bytes, aliases: Mapping[str, str]) -> None:
        if len(content) > BOUNDS.most_bytes:
            size = BOUNDS.most_bytes // 1_000_000
            raise UnreadableFileError(name, say("it is a table of more than {size} MB", size=size))
        self.name = name
        whole = decoded(content)
        self._text, self._delimiter = _begun(whole)
        self._before = whole[: len(whole) - len(self._text)].count("\n")
        try:
            header = next(self._rows(), (0, []))[1]
        except csv.Error:
            header = []
        names = map(folded, header[: BOUNDS.most_columns])
        self.columns = tuple(aliases.get(name, name) for name in names)

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(StringIO(self._text, newline=""), delimiter=self._delimiter)
        for cells in reader:
            yield reader.line_num, cells

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines that are not empty, down to where the table is none any more.

        Raises
        ------
        UnreadableFileError
            If there are too many.
        """
        found: list[tuple[str, dict[str, str]]] = []
        before = 0
        try:
            for number, cells in self._rows():
                first, before = before + 1, number
                told = {name: cell.strip() for name, cell in zip(self.columns, cells, strict=False) if cell.strip()}
                if first > 1 and told:
                    found.append((self._place(first, number), told))
                if len(found) > BOUNDS.most_lines:
                    reason = say("it is a table of more than {count} lines", count=BOUNDS.most_lines)
                    raise UnreadableFileError(self.name, reason)
        except csv.Error:
            found.append((self._place(before + 1, before + 1), {}))
        is_day_first = _order(told.get("date", "") for _, told in found)
        return tuple(Line(place, told, is_day_first) for place, told in found)

    def _place(self, first: int, last: int) -> str:
        first, last = first + self._before, last + self._before
        return f"{first}" if first >= last else f"{first} to {last}"

    def read(self, read: Callable[[Line], Read]) -> tuple[list[Read], tuple[Finding, ...]]:
        """What each line says, and a finding for each that cannot be read.

        Parameters
        ----------
        read
            Reads a line; raises ``InvalidValueError``.

        Raises
        ------
        UnreadableFileError
            If not one line can be read.
        """
        found: list[Read] = []
        lost: list[Finding] = []
        for line in self.lines:
            try:
                if not line.cells:
                    raise invalid("from here on it is no well-formed table")
                found.append(read(line))
            except InvalidValueError as error:
                words = say("line {line}: {reason}", line=line.place, reason=error.sentence)
                lost.append(Finding("line-left-out", words))
        if not found:
            raise UnreadableFileError(self.name, lost[0].sentence if lost else say("it is a table without a line"))
        more = len(lost) - BOUNDS.most_told
        rest = Finding("line-left-out", say("{count} further lines could not be read.", count=more))
        return found, (*lost[: BOUNDS.most_told], *([rest] if more > 0 else []))


def printable(text: str) -> str:
    """The beginning of a text, fit to be shown."""
    shown = "".join(mark if mark.isprintable() else " " for mark in text[: BOUNDS.longest_value + 1])
    return shown if len(text) <= BOUNDS.longest_value else f"{shown[: BOUNDS.longest_value]}…"


YEAR_LAST = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4})", re.ASCII)
"""A date whose first two numbers may be day and month or the other way round."""
_MONTHS = 12


def _order(dates: Iterable[str]) -> bool | None:
    """Whether the day stands first in dates with strokes; None if they do not show it, or contradict each other."""
    found = [match for match in map(YEAR_LAST.fullmatch, dates) if match is not None]
    firsts, seconds = (any(int(match[place]) > _MONTHS for match in found) for place in (1, 3))
    return firsts if firsts != seconds else None
