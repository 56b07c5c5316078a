"""Calendar files (RFC 5545) of whole days."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Calendar, Event

from uncramp.domain.calendar import DayEvent

MEDIA_TYPE = "text/calendar; charset=utf-8"
_DAY = timedelta(days=1)


def written_calendar(events: Iterable[DayEvent], name: str) -> bytes:
    """The file; the same events give the same bytes, so that a calendar that read it before finds nothing new."""
    calendar = Calendar()
    calendar.add("prodid", "-//Uncramp//Uncramp//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_event(event))
    file: bytes = calendar.to_ical()
    return file


def _event(event: DayEvent) -> Event:
    made = Event()
    made.add("uid", f"{event.key}@uncramp")
    made.add("dtstamp", event.stamp.astimezone(UTC))
    made.add("sequence", event.revision)
    made.add("dtstart", event.first)
    made.add("dtend", event.last + _DAY)  # the standard's end is exclusive
    made.add("summary", event.title)
    made.add("description", event.text)
    made.add("transp", "TRANSPARENT")  # it takes nobody's time
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return made
