"""What stands in a text file as numbers and times."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import inf, isnan, nan

import numpy as np
from numpy.typing import NDArray

from uncramp.domain.streams import FloatArray

Instants = NDArray[np.datetime64]
"""Moments in UTC, datetime64[us]; NaT is unknown."""
Cell = str | float
"""The text of an element or attribute, or MISSING."""

MISSING = nan


def numbers(cells: Sequence[Cell]) -> FloatArray:
    """Values of texts, shape (n,): NaN for what is missing, infinite for what is no number."""
    missing = cells.count(MISSING)  # found by identity: a text that says NaN is another
    if missing == len(cells):
        return np.full(len(cells), nan)
    try:
        values = np.fromiter(map(float, cells), np.float64, len(cells))
    except ValueError:
        return np.array([_number(cell) for cell in cells], np.float64)
    if np.count_nonzero(np.isnan(values)) > missing:
        return np.array([_number(cell) for cell in cells], np.float64)
    return values


def _number(cell: Cell) -> float:
    if cell is MISSING:
        return nan
    try:
        value = float(cell)
    except ValueError:
        return inf
    return inf if isnan(value) else value


@dataclass(frozen=True, slots=True)
class Times:
    """Times as read.

    Parameters
    ----------
    instants
        Shape (n,).
    unreadable, without_zone
        How many are no times, and how many name no zone and were taken as UTC.
    zone
        That of most of them, like "+02:00"; None if it is UTC or not named.
    """

    instants: Instants
    unreadable: int = 0
    without_zone: int = 0
    zone: str | None = None


_PLAIN = re.compile(r"(?>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?\n)*+", re.ASCII)
"""Lines of times without zones, of which NumPy understands more than is asked of it."""
_ISO = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)[T ](\d\d):([0-5]\d):([0-5]\d|60)(?:[.,](\d+))?"
    r"\s*([Zz]|[+-](?:0\d|1[0-4]):?[0-5]\d)?\s*",
    re.ASCII,
)
_UTC = {"Z", "+00:00", "-00:00"}
_EPOCH = date(1970, 1, 1).toordinal()


def times(cells: Sequence[Cell]) -> Times:
    """Moments of ISO 8601 texts, shape (n,)."""
    quick = _alike(cells)
    if quick is not None:
        return quick
    found = [_moment(cell) if isinstance(cell, str) else None for cell in cells]
    zones = Counter(each[1] for each in found if each is not None)
    zone, _ = zones.most_common(1)[0] if zones else ("", 0)
    return Times(
        np.array(["NaT" if each is None else each[0] for each in found], "datetime64[us]"),
        found.count(None) - cells.count(MISSING),
        zones[""],
        zone if zone and zone not in _UTC else None,
    )


def _alike(cells: Sequence[Cell]) -> Times | None:
    """The moments of texts in the form that all but a few devices write, and with one zone."""
    first = _ISO.fullmatch(cells[0]) if cells and isinstance(cells[0], str) else None
    if first is None or first[8] is None:
        return None
    zone = first[8]
    plain = [cell[: -len(zone)] for cell in cells if isinstance(cell, str) and cell.endswith(zone)]
    if len(plain) < len(cells) or _PLAIN.fullmatch("\n".join([*plain, ""])) is None:
        return None
    try:
        local: Instants = np.array(plain, "datetime64[us]")
    except ValueError:  # one of them is no time
        return None
    name, offset = _zone(zone)
    instants: Instants = np.subtract(local, np.timedelta64(offset, "s"))
    return Times(instants, zone=None if name in _UTC else name)


def _zone(text: str) -> tuple[str, int]:
    """Name of a time zone, and how far its clocks are ahead, s."""
    if not text or text in "Zz":
        return text.upper(), 0
    size = 3600 * int(text[1:3]) + 60 * int(text[-2:])
    return f"{text[:3]}:{text[-2:]}", -size if text[0] == "-" else size


def _moment(text: str) -> tuple[np.datetime64, str] | None:
    """Moment and zone of one text; second 60, a leap second, is the first of the next minute."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = map(int, match.group(1, 2, 3, 4, 5, 6))
    try:
        days = date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None
    zone, offset = _zone(match[8] or "")
    seconds = 86400 * days + 3600 * hour + 60 * minute + second - offset
    return np.datetime64(1_000_000 * seconds + int((match[7] or "0").ljust(6, "0")[:6]), "us"), zone
