"""Awkward moments, from the file of a watch into each database and out again."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from formats.xml_files import GPX_11
from logbook.samples import TRAIL
from uncramp.adapters.zones import zone_of_place
from uncramp.cli.demo.activity_file import activity_file
from uncramp.domain.activity import Activity
from uncramp.domain.diary import CrampEpisode, MassReading, Muscle
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import Streams
from uncramp.formats.readers import read_activities, read_measurements
from uncramp.logbook.store import DjangoLogbook
from uncramp.usecases.ports import KeptRun, Original, Outcome, Reading
from uncramp.usecases.reading import Reader

READER = Reader(read_activities, read_measurements, zone_of_place)
BERLIN, ST_JOHNS, KATHMANDU, CHATHAM = (52.52, 13.4), (47.56, -52.71), (27.7, 85.32), (-43.95, -176.56)
KIRITIMATI, PAGO_PAGO, APIA = (1.98, -157.47), (-14.28, -170.69), (-13.83, -171.76)


def recorded(start: datetime, place: tuple[float, float], minutes: int = 30) -> bytes:
    """FIT file of a run of that place."""
    time = np.arange(0.0, 60.0 * minutes + 1, 10.0)
    distance = 3.0 * time
    north, east = place
    streams = Streams.of(
        time, distance=distance, latitude=north + distance / 111_195.0, longitude=np.full(time.size, east)
    )
    return activity_file(Activity(Outline(Sport.RUNNING, start, time[-1], time[-1], distance=distance[-1]), streams))


def kept(book: DjangoLogbook, content: bytes, name: str = "run.fit") -> KeptRun:
    """The run of a file, as the logbook gives it back."""
    original = Original(name, content)
    entry = book.keep(original, READER(original))
    assert entry.outcome is Outcome.READ
    (number,) = entry.runs
    assert book.original(number) == original
    return book.run(number)


@pytest.mark.parametrize(
    ("start", "place", "clock"),
    [
        ("2026-03-29T00:59:50", BERLIN, "2026-03-29 01:59:50+01:00"),
        ("2026-03-29T01:00:00", BERLIN, "2026-03-29 03:00:00+02:00"),
        ("2026-10-25T00:30:00", BERLIN, "2026-10-25 02:30:00+02:00"),
        ("2026-10-25T01:30:00", BERLIN, "2026-10-25 02:30:00+01:00"),
        ("2026-07-01T12:00:00", ST_JOHNS, "2026-07-01 09:30:00-02:30"),
        ("2026-01-01T12:00:00", ST_JOHNS, "2026-01-01 08:30:00-03:30"),
        ("2026-07-01T00:00:00", KATHMANDU, "2026-07-01 05:45:00+05:45"),
        ("2026-01-01T00:00:00", CHATHAM, "2026-01-01 13:45:00+13:45"),
        ("2026-07-01T00:00:00", CHATHAM, "2026-07-01 12:45:00+12:45"),
        ("2026-01-01T10:30:00", KIRITIMATI, "2026-01-02 00:30:00+14:00"),
        ("2026-01-01T10:30:00", PAGO_PAGO, "2025-12-31 23:30:00-11:00"),
        ("2011-12-30T09:59:59", APIA, "2011-12-29 23:59:59-10:00"),
        ("2011-12-30T10:00:00", APIA, "2011-12-31 00:00:00+14:00"),
        ("1989-12-31T00:00:00", BERLIN, "1989-12-31 01:00:00+01:00"),
        ("2038-01-19T03:14:07", BERLIN, "2038-01-19 04:14:07+01:00"),
        ("2038-01-19T03:14:08", BERLIN, "2038-01-19 04:14:08+01:00"),
        ("2024-02-29T23:45:00", BERLIN, "2024-03-01 00:45:00+01:00"),
        ("2100-03-01T06:00:00", BERLIN, "2100-03-01 07:00:00+01:00"),
        ("2106-02-07T06:28:16", BERLIN, "2106-02-07 07:28:16+01:00"),
    ],
    ids=[
        "before summer time",
        "after the hour that is left out",
        "the first half past two",
        "the second half past two",
        "half an hour, in summer",
        "half an hour, in winter",
        "three quarters",
        "three quarters, in summer",
        "three quarters, in winter",
        "the first to see a day",
        "the last to see a day",
        "before a day that was left out",
        "after a day that was left out",
        "the first second of FIT",
        "the last second of 32 bits",
        "the second after it",
        "into a leap day's morrow",
        "a century without a leap day",
        "after 32 bits without a sign",
    ],
)
def test_a_run_starts_at_its_moment_and_by_the_clock_of_its_place(
    book: DjangoLogbook, start: str, place: tuple[float, float], clock: str
) -> None:
    # The clocks are those of the IANA database.
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)
    run = kept(book, recorded(moment, place))
    assert (run.outline.start, str(run.outline.local_start)) == (moment, clock)
    assert (run.outline.elapsed_time, run.outline.distance) == (1800.0, 5400.0)


def test_a_run_through_the_doubled_hour_takes_as_long_as_it_took(book: DjangoLogbook) -> None:
    run = kept(book, recorded(datetime(2026, 10, 25, 0, 15, tzinfo=UTC), BERLIN, minutes=120))
    end = run.outline.start + timedelta(seconds=run.outline.elapsed_time)
    zoned = end.astimezone(run.outline.local_start.tzinfo)
    assert (f"{run.outline.local_start:%H:%M}", f"{zoned:%H:%M}") == ("02:15", "03:15")
    assert run.outline.elapsed_time == 7200.0


def test_two_runs_at_the_same_clock_of_the_doubled_hour_are_two(book: DjangoLogbook) -> None:
    first = kept(book, recorded(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), BERLIN))
    second = kept(book, recorded(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), BERLIN))
    assert first.outline.local_start.replace(tzinfo=None) == second.outline.local_start.replace(tzinfo=None)
    assert [run.number for run in book.runs()] == [second.number, first.number]


def gpx(*clocks: str) -> bytes:
    points = "".join(
        f'<trkpt lat="{48 + place / 1000}" lon="2"><time>{clock}</time></trkpt>' for place, clock in enumerate(clocks)
    )
    track = f"<trk><type>running</type><trkseg>{points}</trkseg></trk>"
    return f'<gpx version="1.1" creator="test" xmlns="{GPX_11}">{track}</gpx>'.encode()


def test_a_leap_second_is_the_second_after_it(book: DjangoLogbook) -> None:
    run = kept(book, gpx("2016-12-31T23:59:60Z", "2017-01-01T00:00:30Z", "2017-01-01T00:01:00Z"), "leap.gpx")
    assert (run.outline.start, run.outline.elapsed_time) == (datetime(2017, 1, 1, tzinfo=UTC), 60.0)


def test_a_run_across_a_leap_second_goes_on(book: DjangoLogbook) -> None:
    clocks = ("2016-12-31T23:59:30Z", "2016-12-31T23:59:60Z", "2017-01-01T00:00:30Z")
    assert kept(book, gpx(*clocks), "leap.gpx").outline.elapsed_time == 60.0


def test_a_fraction_of_a_second_is_kept(book: DjangoLogbook) -> None:
    run = kept(book, gpx("2026-05-01T06:00:00.123456Z", "2026-05-01T06:10:00Z"), "run.gpx")
    assert run.outline.start == datetime(2026, 5, 1, 6, 0, 0, 123456, tzinfo=UTC)


def test_the_diary_keeps_its_moments_too(book: DjangoLogbook) -> None:
    moments = [datetime(1989, 12, 31, tzinfo=UTC), datetime(2038, 1, 19, 3, 14, 8, 1, tzinfo=UTC)]
    run = kept(book, recorded(TRAIL.start, BERLIN))
    for moment, muscle in zip(moments, (Muscle.CALF, Muscle.FOOT), strict=True):
        book.add_episode(run.number, CrampEpisode(moment, muscle))
    book.keep(Original("scale", b"scale"), Reading(measurements=tuple(MassReading(each, 70.0) for each in moments)))
    assert [each.episode.reported for each in book.episodes()] == moments
    assert [each.moment for each in book.masses()] == moments[::-1]
