"""What may stand in a calendar."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DayEvent:
    """Whole days with a title, in the reader's language.

    Parameters
    ----------
    key
        The same for the same event in every export.
    first, last
        Both inclusive.
    stamp
        When it last changed, aware, in UTC.
    revision
        How often it has changed.
    is_cancelled
        Whether it will not take place.
    """

    key: str
    first: date
    last: date
    title: str
    text: str
    stamp: datetime
    revision: int = 0
    is_cancelled: bool = False
