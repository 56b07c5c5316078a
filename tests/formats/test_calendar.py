from dataclasses import replace
from datetime import UTC, date, datetime

from icalendar import Calendar

from uncramp.domain.calendar import DayEvent
from uncramp.formats.calendar import MEDIA_TYPE, written_calendar

STAMP = datetime(2030, 1, 1, 12, 30, tzinfo=UTC)
EVENT = DayEvent("one", date(2030, 1, 7), date(2030, 1, 9), "Kräftig, mit; Übung", "Zwei\nZeilen", STAMP)


def test_a_real_parser_reads_what_was_written() -> None:
    calendar = Calendar.from_ical(written_calendar([EVENT], "Versuch"))
    (event,) = calendar.walk("VEVENT")
    assert str(event["summary"]) == "Kräftig, mit; Übung"
    assert str(event["description"]) == "Zwei\nZeilen"
    assert str(event["uid"]) == "one@uncramp"
    assert event.decoded("dtstart") == date(2030, 1, 7)
    assert event.decoded("dtend") == date(2030, 1, 10)  # exclusive
    assert event.decoded("dtstamp") == STAMP
    assert event["sequence"] == 0
    assert str(event["status"]) == "CONFIRMED"
    assert str(calendar["x-wr-calname"]) == "Versuch"
    assert str(calendar["method"]) == "PUBLISH"


def test_the_same_events_are_the_same_bytes() -> None:
    assert written_calendar([EVENT], "a") == written_calendar([EVENT], "a")


def test_what_will_not_take_place_says_so_with_a_higher_number() -> None:
    gone = replace(EVENT, revision=1, is_cancelled=True)
    (event,) = Calendar.from_ical(written_calendar([gone], "a")).walk("VEVENT")
    assert (event["sequence"], str(event["status"])) == (1, "CANCELLED")


def test_lines_are_folded_and_end_as_the_standard_wants() -> None:
    long = replace(EVENT, text="ä" * 300)
    lines = written_calendar([long], "a").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert lines[0] == b"BEGIN:VCALENDAR"


def test_no_events_are_an_empty_calendar() -> None:
    assert list(Calendar.from_ical(written_calendar([], "a")).walk("VEVENT")) == []
    assert MEDIA_TYPE.startswith("text/calendar")
