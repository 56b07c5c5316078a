from contextlib import suppress
from datetime import UTC, date, datetime, time
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.errors import InvalidValueError
from uncramp.domain.units import METRES_PER_MILE
from uncramp.formats.tables import Line
from uncramp.formats.tables_values import (
    Measure,
    clock_of,
    date_of,
    duration_of,
    moment_at,
    readings,
    times,
    zone_of,
)

DISTANCE = Measure({"m": times(1.0), "km": times(1000.0), "mi": times(METRES_PER_MILE)}, "distance")


def line(is_day_first: bool | None = None, /, **cells: str) -> Line:  # noqa: FBT001  # as in Line
    return Line("2", cells, is_day_first)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12", {12}),
        ("-0.5", {-0.5}),
        ("10,25", {10.25}),
        ("1,234", {1.234, 1234}),
        ("1.234", {1.234, 1234}),
        ("0,234", {0.234}),
        ("1,234.5", {1234.5}),
        ("1.234,5", {1234.5}),
        ("1,234,567", {1234567}),
        ("1 234,5", {1234.5}),
        ("1\u202f234", {1234}),
        ("1'234", {1234}),
        ("1234,567", {1234.567}),
        *((text, set()) for text in ("", "x", "1e5", "nan", "inf", "1,23,4", "--1", "٣", "1 2", "1.2.3")),
    ],
)
def test_a_text_means_the_numbers_that_people_write_so(text: str, numbers: set[float]) -> None:
    assert readings(text) == numbers


@pytest.mark.parametrize(
    ("column", "text", "metres"),
    [("km", "10,5", 10_500), ("km", "21.098", 21_098), ("mi", "26.2", 42_164.8128), ("m", "0", 0)],
)
def test_a_distance_is_in_the_unit_of_its_column(column: str, text: str, metres: float) -> None:
    assert DISTANCE.of(line(**{column: text})) == pytest.approx(metres)


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("m", "10,000", "could be two numbers.*like 10.0000 or 10000"),
        ("km", "far", "km “far” is no number"),
        ("km", "-1", "km “-1” cannot be true"),
        ("km", "5000", "cannot be true"),
    ],
)
def test_a_distance_that_is_none_or_could_be_two_is_refused(column: str, text: str, words: str) -> None:
    with pytest.raises(InvalidValueError, match=words):
        DISTANCE.of(line(**{column: text}))


def test_what_is_not_told_is_none_and_what_is_needed_is_asked_for() -> None:
    assert DISTANCE.of(line()) is None
    with pytest.raises(InvalidValueError, match="there is no m"):
        DISTANCE.needed(line())


@pytest.mark.parametrize(
    ("column", "text", "seconds"),
    [
        ("duration", "1:23:45", 5025),
        ("duration", "0:45:10,5", 2710.5),
        ("duration", "83.75 min", 5025),
        ("duration", "83,75min", 5025),
        ("duration", "1.5 h", 5400),
        ("duration", "90s", 90),
        ("duration_min", "83,75", 5025),
        ("duration_h", "1.5", 5400),
        ("duration_s", "5025", 5025),
    ],
)
def test_a_duration_is_read_in_its_forms(column: str, text: str, seconds: float) -> None:
    assert duration_of(line(**{column: text})) == seconds


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"duration": "45:10"}, "could be hours and minutes"),
        ({"duration": "83.75"}, "is none; write it like"),
        ({"duration": "1:60:00"}, "is none"),
        ({"duration": "0:00:00"}, "cannot be true"),
        ({"duration": "x min"}, "is no number"),
        ({"duration_min": "0"}, "cannot be true"),
        ({}, "there is no duration"),
    ],
)
def test_a_duration_that_is_none_or_could_be_two_is_refused(cells: dict[str, str], words: str) -> None:
    with pytest.raises(InvalidValueError, match=words):
        duration_of(line(**cells))


@pytest.mark.parametrize(
    ("text", "is_day_first"),
    [
        *((text, None) for text in ("2027-04-18", "2027/4/18", "2027.04.18", "18.04.2027", "18. 4. 2027")),
        ("18/4/2027", True),
        ("18-04-2027", True),
        ("4/18/2027", False),
    ],
)
def test_a_day_is_read_in_its_forms(text: str, is_day_first: bool | None) -> None:  # noqa: FBT001  # given
    assert date_of(line(is_day_first, date=text)) == date(2027, 4, 18)


def test_a_day_that_is_its_month_needs_no_order() -> None:
    assert date_of(line(date="4/4/2027")) == date(2027, 4, 4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("4/5/2027", "could be two days"),
        ("18.04.27", "is no date"),
        ("2027-04/18", "is no date"),
        ("30.02.2027", "does not exist"),
        ("2207-04-18", "cannot be meant"),
        ("1927-04-18", "cannot be meant"),
        ("", "there is no date"),
    ],
)
def test_a_day_that_is_none_or_could_be_two_is_refused(text: str, words: str) -> None:
    with pytest.raises(InvalidValueError, match=words):
        date_of(line(date=text))


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("7:30", time(7, 30)),
        ("07:30:15.5", time(7, 30, 15, 500_000)),
        ("7:30 PM", time(19, 30)),
        ("12:00 am", time()),
        ("12:00 p.m.", time(12)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_of_day_is_read_in_its_forms(text: str, clock: time) -> None:
    assert clock_of(line(start=text)) == clock


@pytest.mark.parametrize("text", ["24:00", "7", "7.30", "13:00 PM", "0:30 am", "7:60"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match="is no time of day"):
        clock_of(line(start=text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("+02:00", "+02:00"),
        ("+2", "+02:00"),
        ("-0330", "-03:30"),
        ("z", "UTC"),
        ("", None),
    ],
)
def test_a_zone_is_read_in_its_forms(text: str, name: str | None) -> None:
    assert zone_of(line(**({"time_zone": text} if text else {}))) == name


@pytest.mark.parametrize("text", ["Mars/Olympus", "+99:00", "../etc/passwd", "Europe", "/"])
def test_what_is_no_zone_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match="is no time zone"):
        zone_of(line(time_zone=text))


def test_a_moment_is_on_the_clock_of_its_zone() -> None:
    assert moment_at(date(2027, 7, 1), time(9), "Europe/Berlin") == datetime(2027, 7, 1, 7, tzinfo=UTC)
    assert moment_at(date(2027, 7, 1), time(9), None) == datetime(2027, 7, 1, 9, tzinfo=UTC)
    with pytest.raises(InvalidValueError, match="leaps"):
        moment_at(date(2027, 3, 28), time(2, 30), "Europe/Berlin")


@given(st.text(max_size=30) | st.sampled_from(sorted(available_timezones())))
def test_any_text_is_a_value_or_refused(text: str) -> None:
    told = line(date=text, start=text, time_zone=text, duration=text, km=text)
    for read in (date_of, clock_of, zone_of, duration_of, DISTANCE.of):
        with suppress(InvalidValueError):
            assert read(told) is not None
