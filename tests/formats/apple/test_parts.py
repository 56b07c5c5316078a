from io import BytesIO

import pytest
from lxml import etree

from formats.apple.apple_exports import beats, clock, export, gpx, note, record, route, workout
from formats.apple.bounded import ends
from uncramp.formats.apple.markup import is_part
from uncramp.formats.apple.parts import masses_part, routes_of, workout_part
from uncramp.formats.apple.scan import scan

BERLIN = note("HKTimeZone", "Europe/Berlin")
POINTS = [(0, 48.0, 100.0), (10, 48.0001, 101.0)]


def part(*inner: str, routes: tuple[bytes, ...] = ()) -> bytes:
    """That of the only workout of an export."""
    found = scan("a", BytesIO(export(*inner)))
    (only,) = found.workouts
    return workout_part(only, found.samples, routes)


def test_a_part_holds_the_workout_its_records_and_its_route() -> None:
    content = part(beats(120, 130), workout(BERLIN, route()), routes=(gpx(POINTS),))
    assert is_part(content)
    root = etree.fromstring(content)
    assert [child.tag for child in root] == ["Workout", "Records", "Route"]
    assert [each.get("value") for each in root.iter("Record")] == ["120", "130"]
    assert [(each.get("lat"), each.findtext("ele")) for each in root.iter("trkpt")] == [
        ("48.000000", "100.0"),
        ("48.000100", "101.0"),
    ]


def test_a_later_export_from_elsewhere_gives_the_same_bytes() -> None:
    early = part(beats(120, 130), workout(BERLIN, device="0x1a"), routes=(gpx(POINTS),))
    more = record("HeartRate", 4000, 4000, 80, "count/min", "New")
    abroad = [
        record("HeartRate", second, second, value, "count/min", zone="+0000") for second, value in ((5, 130), (0, 120))
    ]
    late = part(
        more, *abroad, workout(BERLIN, device="0x2b", zone="+0000"), routes=(gpx(POINTS, made="2025-01-01T00:00:00Z"),)
    )
    assert early == late


def test_without_a_zone_of_its_own_a_workout_keeps_that_of_the_phone() -> None:
    assert f'startDate="{clock(0)}"'.encode() in part(workout())
    assert f'startDate="{clock(0)}"'.encode() not in part(workout(BERLIN))


def test_the_paths_of_the_routes_are_told_once_each() -> None:
    (only,) = scan("a", BytesIO(export(workout(route("/a.gpx"), route("/b.gpx"), route("/a.gpx"))))).workouts
    assert routes_of(only) == ["/a.gpx", "/b.gpx"]


def test_the_points_that_ios_10_wrote_within_the_workout_become_a_route() -> None:
    location = f'<Location date="{clock(3)}" latitude="48.5" longitude="2.5" altitude="77.5" course="-1" speed="2.25"/>'
    root = etree.fromstring(part(workout(f"<WorkoutRoute>{location}</WorkoutRoute>")))
    (point,) = root.iter("trkpt")
    assert (point.get("lat"), point.get("lon"), point.findtext("ele"), point.findtext("time")) == (
        *("48.5", "2.5", "77.5"),
        clock(3),
    )
    assert not list(root.iter("Location"))


@pytest.mark.parametrize("source", ["A &amp; B", "A &bad; B", "A\x0bB", "A &#0; B"])
def test_a_part_is_well_formed_whatever_the_export_was(source: str) -> None:
    point = b'<trkpt lat="1" lon="2"><name>&bad;<![CDATA[x]]>\x0b</name></trkpt>'
    content = part(beats(120, source=source), workout(source=source), routes=(point, b"no route"))
    assert len(list(etree.fromstring(content).iter("Record", "trkpt"))) == 2


def test_body_masses_are_a_part_of_their_own() -> None:
    held = scan("a", BytesIO(export(record("BodyMass", 0, 0, "154.5", "lb", "Scale"), beats(1), workout()))).samples
    content = masses_part(held)
    assert content is not None
    (only,) = etree.fromstring(content).iter("Record")
    assert (only.get("type"), only.get("value"), only.get("unit")) == (
        "HKQuantityTypeIdentifierBodyMass",
        "154.5",
        "lb",
    )
    assert masses_part(scan("a", BytesIO(export(beats(1), workout()))).samples) is None


def test_of_points_that_never_end_each_is_looked_at_but_once() -> None:
    assert ends("""
from uncramp.formats.apple.parts import workout_part
from uncramp.formats.apple.samples import Samples
from uncramp.formats.apple.scan import Workout
import zlib
samples = Samples("a")
samples.keep_within([], [])
workout_part(Workout("Running", 0, 1, zlib.compress(b"")), samples, [b"<trkpt>" * 400_000])
""")
