from datetime import UTC, datetime
from io import BytesIO

import numpy as np
import pytest

from formats.apple.apple_exports import (
    PHONE,
    beats,
    event,
    export,
    gpx,
    note,
    record,
    route,
    total,
    ways,
    workout,
)
from uncramp.domain.activity import Activity
from uncramp.domain.diary import MassReading
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Sport
from uncramp.exposure.features import features_of
from uncramp.formats.apple import read as reading
from uncramp.formats.apple.parts import masses_part, workout_part
from uncramp.formats.apple.read import is_apple, read, read_measurements
from uncramp.formats.apple.scan import scan

NORTH = [(second, 48.0 + second * 0.0000225, 100.0) for second in range(0, 601, 10)]
"""2.5 m/s along a meridian, on which a degree has 111,200 m at 48°."""
MORNING = datetime(2024, 5, 1, 5, tzinfo=UTC)


def run(*inner: str, routes: tuple[bytes, ...] = ()) -> Activity:
    """The only workout of an export, by way of its part."""
    found = scan("a", BytesIO(export(*inner)))
    (only,) = found.workouts
    (activity,) = read("a", workout_part(only, found.samples, routes))
    return activity


def codes(activity: Activity) -> list[str]:
    return [finding.code for finding in activity.findings]


def test_a_run_of_a_watch_has_all_that_it_measured() -> None:
    activity = run(
        beats(*[150] * 121),
        ways(*[0.0125] * 120),
        ways(*[0.05] * 120, source=PHONE),
        workout(note("HKTimeZone", "Europe/Berlin"), total("DistanceWalkingRunning", 1.5, "km"), route()),
        routes=(gpx(NORTH),),
    )
    outline = activity.outline
    assert (outline.sport, outline.start, outline.time_zone) == (Sport.RUNNING, MORNING, "Europe/Berlin")
    assert (outline.elapsed_time, outline.distance) == (600.0, 1500.0)
    streams = activity.streams
    assert streams.recorded == ("distance", "speed", "altitude", "heart_rate", "latitude", "longitude")
    assert streams.distance[-1] == pytest.approx(1500.0)
    assert (np.diff(streams.elapsed_time) > 0).all()
    assert codes(activity) == []


def test_the_science_understands_it() -> None:
    ran = run(beats(*[145, 150, 155] * 40), ways(*[0.0125] * 120), workout(route()), routes=(gpx(NORTH),))
    features = features_of(ran)
    assert features.mean_heart_rate == pytest.approx(150.0, abs=0.1)
    assert features.split_times == pytest.approx((400.0,))
    assert features.place == (48.0, 2.0)


def test_without_measured_way_the_route_tells_it() -> None:
    activity = run(beats(120), workout(route()), routes=(gpx(NORTH),))
    assert activity.outline.distance == pytest.approx(600 * 0.0000225 * 111_200, rel=1e-3)
    assert codes(activity) == ["distance-from-positions"]


def test_several_routes_are_one_way() -> None:
    parts = (gpx(NORTH[:20]), gpx(NORTH[40:]))
    activity = run(workout(route("/a.gpx"), route("/b.gpx")), routes=parts)
    assert int(np.isfinite(activity.streams.latitude).sum()) == 41


def test_a_route_that_is_not_there_is_told() -> None:
    assert codes(run(beats(120), workout(route()))) == ["route-missing"]


def test_a_route_of_another_day_is_told_and_left_out() -> None:
    activity = run(workout(route()), routes=(gpx(NORTH).replace(b"2024-05-01", b"2024-05-02"),))
    assert "route-elsewhen" in codes(activity)
    assert len(activity.streams) == 0


def test_an_unknown_speed_is_no_finding() -> None:
    slow = gpx(NORTH).replace(b"<speed>2.5<", b"<speed>-1<")
    assert run(ways(0.01), workout(route()), routes=(slow,)).streams.recorded == (
        *("distance", "altitude", "latitude"),
        "longitude",
    )


def test_impossible_values_are_findings_and_no_numbers() -> None:
    activity = run(beats(120, 999), workout(total("DistanceWalkingRunning", -3, "km")))
    assert codes(activity) == ["impossible-heart-rate", "impossible-total-distance"]
    assert (activity.streams.heart_rate.tolist(), activity.outline.distance) == ([120.0], None)


def test_laps_have_the_length_that_was_measured() -> None:
    laps = run(ways(*[0.0125] * 120), workout(event("Segment", 0, 4), event("Segment", 240, 4))).laps
    assert [lap.distance for lap in laps] == [pytest.approx(600.0), pytest.approx(600.0)]
    for measured in (ways(0.0125), beats(120)):
        (lap,) = run(measured, workout(event("Segment", 0, 4))).laps
        assert lap.distance is None


def test_a_whole_export_is_read_without_its_routes() -> None:
    content = export(beats(120), workout(), workout(start=3000, end=3600), workout(kind="Cycling", start=900))
    assert is_apple(content)
    late, early = read("a", content)
    assert (late.outline.start > early.outline.start, early.streams.heart_rate.tolist()) == (True, [120.0])


def test_a_damaged_export_is_told_with_each_run() -> None:
    (activity,) = read("a", export(workout(), end=""))
    assert codes(activity) == ["damaged-export"]


def test_body_masses_are_read_from_an_export_and_from_its_part() -> None:
    content = export(
        record("BodyMass", 60, 60, "154.3236", "lb", "Scale"),
        record("BodyMass", 0, 0, 70.5, "kg", "Scale"),
        record("BodyMass", 0, 0, 70.5, "kg", "Health"),
        record("BodyMass", 5, 5, 7000, "kg"),
        record("BodyMass", 6, 6, "?", "kg"),
    )
    part = masses_part(scan("a", BytesIO(content)).samples)
    assert part is not None
    for each in (content, part):
        first, second = read_measurements("a", each)
        assert first == MassReading(MORNING, 70.5)
        assert second.mass == pytest.approx(70.0, abs=1e-4)
        assert read("a", each) == ()


def test_a_run_is_no_measurement() -> None:
    assert read_measurements("a", export(beats(120), workout())) == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (export(), "a: it holds no workout on foot and no body mass"),
        (b'<HealthData part="workout"></HealthData>', "a: it holds no workout with a date"),
        (
            b'<!DOCTYPE HealthData [<!ENTITY a "b">]><HealthData part="workout">&a;</HealthData>',
            "a: it declares entities, which an activity has no need of",
        ),
        (
            export(workout(), dtd='<!DOCTYPE HealthData [<!ENTITY a "b">]>'),
            "a: it declares entities, which an activity has no need of",
        ),
    ],
)
def test_what_holds_no_run_is_refused(content: bytes, reason: str) -> None:
    assert is_apple(content)
    with pytest.raises(UnreadableFileError) as refusal:
        read("a", content)
    assert str(refusal.value) == reason


def test_too_many_records_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_POINTS", 5)
    with pytest.raises(UnreadableFileError, match="more than 5 points"):
        read("a", export(beats(*[120] * 6), workout()))


@pytest.mark.parametrize("seed", range(40))
def test_a_mangled_part_is_read_or_refused(seed: int) -> None:
    rng = np.random.default_rng(seed)
    found = scan("a", BytesIO(export(beats(*[150] * 9), ways(*[0.01] * 9), workout(route()))))
    content = bytearray(workout_part(found.workouts[0], found.samples, (gpx(NORTH),)))
    for place in rng.integers(60, len(content), 20):
        content[place] = rng.integers(32, 127)
    try:
        activities = read("a", bytes(content))
    except UnreadableFileError:
        return
    assert all(np.isfinite(each.streams.elapsed_time).all() for each in activities)
