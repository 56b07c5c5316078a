"""The outline of an activity: all there is to say of it without its streams."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from uncramp.domain.errors import invalid


class Sport(StrEnum):
    """What was done; everything that is not on foot is kept but not assessed."""

    RUNNING = "running"
    WALKING = "walking"
    HIKING = "hiking"
    CYCLING = "cycling"
    SWIMMING = "swimming"
    TRANSITION = "transition"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Outline:
    """What there is to say of an activity without its streams.

    Parameters
    ----------
    sport, sub_sport
        What was done, and the watch's own finer word for it ("trail", "treadmill"), or None.
    start
        First moment, aware, in UTC.
    time_zone
        IANA name of the place's zone, or a fixed offset like "+02:00", or None if unknown.
    elapsed_time, timer_time
        Duration with and without pauses, s.
    distance
        Way covered, m, or None if not recorded.
    """

    sport: Sport
    start: datetime
    elapsed_time: float
    timer_time: float
    sub_sport: str | None = None
    time_zone: str | None = None
    distance: float | None = None

    @property
    def local_start(self) -> datetime:
        """First moment on the clock of the place, or in UTC if the zone is unknown."""
        return self.start.astimezone(zone(self.time_zone))

    @property
    def mean_speed(self) -> float | None:
        """Distance over the time without pauses, m/s, or None where one of them is missing."""
        return self.distance / self.timer_time if self.distance and self.timer_time else None


def on_the_clock(day: date, clock: time, place: tzinfo) -> datetime:
    """Aware moment of a day and a time of day in a zone.

    Raises
    ------
    InvalidValueError
        If the clock leaps over that time on that day.
    """
    moment = datetime.combine(day, clock, place)
    if moment.astimezone(UTC).astimezone(place).time() != clock:
        raise invalid("On {day} the clock leaps over {clock}.", day=f"{day}", clock=f"{clock:%H:%M}")
    return moment


def zone(name: str | None) -> tzinfo:
    """Time zone of an IANA name or a fixed offset like "+02:00"; UTC for None.

    Raises
    ------
    zoneinfo.ZoneInfoNotFoundError
        If no zone has the name.
    """
    if name is None:
        return UTC
    offset = re.fullmatch(r"([+-])(\d{1,2}):([0-5]\d)", name)
    try:
        if offset is None:
            return ZoneInfo(name)
        size = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
        return timezone(-size if offset[1] == "-" else size)
    except (ValueError, OSError) as error:  # ZoneInfo looks names up as paths
        raise ZoneInfoNotFoundError(name) from error
