from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfoNotFoundError

import pytest

from uncramp.domain.errors import InvalidValueError
from uncramp.domain.outline import Outline, Sport, on_the_clock, zone

MORNING = datetime(2027, 4, 18, 7, tzinfo=UTC)
MARATHON = Outline(Sport.RUNNING, MORNING, elapsed_time=13_500, timer_time=13_440, distance=42_300)


@pytest.mark.parametrize(
    ("distance", "timer_time", "speed"), [(42_000.0, 14_000.0, 3.0), (None, 14_000.0, None), (42_000.0, 0.0, None)]
)
def test_the_mean_speed_leaves_pauses_out(distance: float | None, timer_time: float, speed: float | None) -> None:
    assert replace(MARATHON, distance=distance, timer_time=timer_time).mean_speed == speed


@pytest.mark.parametrize(
    ("name", "clock"),
    [
        ("Europe/Berlin", "09:00"),
        ("America/St_Johns", "04:30"),
        ("+05:45", "12:45"),
        ("-03:30", "03:30"),
        ("-00:30", "06:30"),
        (None, "07:00"),
    ],
)
def test_a_run_starts_by_the_clock_of_its_place(name: str | None, clock: str) -> None:
    # Offsets of April 2027 as in the IANA database: summer time UTC+2 in Berlin, UTC-2:30 in St John's.
    assert replace(MARATHON, time_zone=name).local_start.strftime("%H:%M") == clock


@pytest.mark.parametrize("name", ["", "Atlantis", "Europe", "../etc/passwd", "/etc/localtime", "+0200", "+99:00", "\0"])
def test_a_name_of_no_zone_is_refused_whatever_it_looks_like(name: str) -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        zone(name)


def test_a_day_and_a_time_of_a_place_are_one_moment() -> None:
    moment = on_the_clock(date(2026, 10, 25), time(2, 30), zone("Europe/Berlin"))
    # Both half past two of that night are meant; the first is taken: summer time, UTC+2.
    assert moment.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_time_that_the_clock_leaps_over_is_refused() -> None:
    with pytest.raises(InvalidValueError, match=r"^On 2026-03-29 the clock leaps over 02:30\.$"):
        on_the_clock(date(2026, 3, 29), time(2, 30), zone("Europe/Berlin"))
