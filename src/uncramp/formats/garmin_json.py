"""The long lists in Garmin's export of an account, element by element: one in memory at a time."""

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of what is read.

    Parameters
    ----------
    most_elements
        Of one list. Garmin begins another file after a thousand activities; body masses come by the day.
    most_characters
        Of one element. An activity with the splits of an ultramarathon has 200,000; real files reach 135 MB.
    """

    most_elements: int = 50_000
    most_characters: int = 4_000_000


BOUNDS = Bounds()
CHUNK = 64 * 1024
"""Read at first, bytes."""
HEAD = 64 * 1024
"""How far into a file its kind must show, bytes."""
Element = Mapping[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST, LATEST = datetime(1980, 1, 6, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
"""Before the first there was no time from satellites; after the second nobody reads this."""
MOST_MILLISECONDS = 1e13
_BETWEEN = re.compile(r"[\s,]*")
_NUMBERS = json.JSONDecoder(parse_int=float)  # numbers of any length, none of them exact: none needs to be


class DamagedListError(UnreadableFileError):
    """A list that is none from some byte on."""


def elements(name: str, content: bytes, start: int) -> Iterator[Element]:
    """The objects in a list, one by one; what else is in it is passed over.

    Parameters
    ----------
    start
        First byte after the bracket that opens the list.

    Raises
    ------
    DamagedListError
        Where the list ends before its bracket, or is none.
    UnreadableFileError
        If it is too long.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    text, at, place, end, size, count = "", 0, start, start, CHUNK, 0
    while True:
        at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # it matches nothing, too
        if text.startswith("]", at):
            return
        try:
            found, at = _NUMBERS.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            place += len(text[:at].encode("utf-8", "surrogateescape"))
            text, at = text[at:], 0
            if end >= len(content) or len(text) > BOUNDS.most_characters or isinstance(error, RecursionError):
                raise DamagedListError(name, say("it is damaged or cut short"), place) from None
            text += decoder.decode(content[end : end + size], final=end + size >= len(content))
            end, size = end + size, 2 * size
            continue
        count, size = count + 1, CHUNK
        if count > BOUNDS.most_elements:
            raise UnreadableFileError(name, say("it holds a list of more than {most}", most=BOUNDS.most_elements))
        if isinstance(found, dict):
            yield found


def number(value: object) -> float | None:
    """A value as a number, or None for what is none or not finite."""
    return float(value) if isinstance(value, float) and isfinite(value) else None


def text(value: object) -> str | None:
    """A value as a text that every database takes, or None for what is none or empty."""
    if not isinstance(value, str):
        return None
    return value.encode("utf-8", "replace").decode("utf-8").replace("\0", "").strip() or None


def moment(milliseconds: object) -> datetime | None:
    """The moment so long after 1970, or None for what cannot be one."""
    since = number(milliseconds)
    if since is None or not abs(since) < MOST_MILLISECONDS:
        return None
    found = EPOCH + timedelta(milliseconds=since)
    return found if EARLIEST <= found < LATEST else None
