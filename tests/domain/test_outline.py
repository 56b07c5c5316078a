from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest
from hypothesis import given

from strategies import outlines
from uncramp.domain.outline import Outline, Sport, zone

MORNING = datetime(2027, 4, 18, 7, tzinfo=UTC)
MARATHON = Outline(Sport.RUNNING, MORNING, elapsed_time=13_500, timer_time=13_440, distance=42_300)


def later(seconds: float) -> Outline:
    return replace(MARATHON, start=MORNING + timedelta(seconds=seconds))


def test_a_file_and_its_copy_with_rounded_ends_are_one_outing() -> None:
    assert MARATHON.is_same_outing(replace(later(60), elapsed_time=13_440, distance=42_195))


def test_a_copy_without_a_distance_is_the_same_outing() -> None:
    assert MARATHON.is_same_outing(replace(MARATHON, distance=None))


@pytest.mark.parametrize(
    "other",
    [
        later(61),
        later(-61),
        replace(MARATHON, sport=Sport.CYCLING),
        replace(MARATHON, elapsed_time=13_500 * 0.97),
        replace(MARATHON, distance=42_300 * 1.03),
    ],
    ids=["later", "earlier", "by bicycle", "shorter in time", "longer"],
)
def test_what_differs_by_more_than_rounding_is_another_outing(other: Outline) -> None:
    assert not MARATHON.is_same_outing(other)


@given(outlines, outlines)
def test_being_the_same_outing_does_not_depend_on_who_asks(one: Outline, other: Outline) -> None:
    near = replace(other, sport=one.sport, start=one.start)
    assert one.is_same_outing(near) == near.is_same_outing(one)
    assert one.is_same_outing(one)


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
