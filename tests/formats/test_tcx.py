from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from tcxreader.tcxreader import TCXReader, TCXTrackPoint

from formats.real_files import SHARED, need
from formats.xml_files import TCX_2, activity, clock, codes, expected, lap, outcome, real, tcx_file, trackpoint
from uncramp.domain.activity import Activity
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Sport
from uncramp.formats.tcx import is_tcx, read

REAL = [name for name in expected() if name.startswith("tcx/")]
START = datetime(2025, 6, 1, 6, tzinfo=UTC)
DIFFERENCES = {
    ("tcx/runpandas__run.tcx", "speed"): "its extension has no namespace of its own, where tcxreader does not see it"
}
"""Where tcxreader is not followed, and why."""
EXTENSION = "http://www.garmin.com/xmlschemas/ActivityExtension/v2"


def one(*inner: str, sport: str = "Running") -> Activity:
    (found,) = read("a.tcx", tcx_file(activity(*inner, sport=sport)))
    return found


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read("a.tcx", content)
    return str(caught.value)


def said(seconds: float, metres: float, trigger: str = "Manual") -> str:
    return (
        f"<TotalTimeSeconds>{seconds}</TotalTimeSeconds><DistanceMeters>{metres}</DistanceMeters>"
        f"<Calories>10</Calories><TriggerMethod>{trigger}</TriggerMethod>"
    )


def test_a_treadmill_run_keeps_every_point() -> None:
    inner = "<DistanceMeters>{}</DistanceMeters><HeartRateBpm><Value>140</Value></HeartRateBpm>"
    found = one(lap(0, "".join(trackpoint(second, inner.format(3 * second)) for second in range(5)), said=said(4, 12)))
    assert found.outline.sport is Sport.RUNNING
    assert found.outline.start == START
    assert (found.outline.elapsed_time, found.outline.timer_time, found.outline.distance) == (4, 4, 12)
    assert found.streams.distance.tolist() == [0, 3, 6, 9, 12]
    assert found.streams.heart_rate.tolist() == [140] * 5
    assert found.streams.recorded == ("distance", "heart_rate")
    assert found.details == {"Calories": 10}
    assert found.findings == ()


def test_the_extension_of_a_point_is_read_whatever_its_prefix() -> None:
    told = "<x:Speed>3.1</x:Speed><x:RunCadence>85</x:RunCadence><x:Watts>250</x:Watts>"
    inner = f'<x:TPX xmlns:x="{EXTENSION}">{told}</x:TPX>'
    streams = one(lap(0, trackpoint(0, f"<Cadence>0</Cadence><Extensions>{inner}</Extensions>"))).streams
    assert (streams.speed[0], streams.cadence[0], streams.power[0]) == (3.1, 85, 250)


def test_laps_have_their_time_distance_and_trigger() -> None:
    found = one(
        lap(0, trackpoint(0) + trackpoint(99), said=said(100, 400, "Distance")),
        lap(100, trackpoint(100) + trackpoint(160), said=said(50, 200)),
    )
    assert [(each.start, each.end, each.distance, each.trigger) for each in found.laps] == [
        (0, 100, 400, "distance"),
        (100, 160, 200, "manual"),
    ]
    assert (found.outline.elapsed_time, found.outline.timer_time, found.outline.distance) == (160, 150, 600)


def test_between_tracks_of_a_lap_the_timer_stands_still() -> None:
    place = (48, 2), (48.001, 2), (48.005, 2), (48.006, 2)
    first, second = trackpoint(0, place=place[0]) + trackpoint(10, place=place[1]), trackpoint(70, place=place[2])
    found = one(lap(0, first, second), lap(80, trackpoint(80, place=place[3])))
    assert [(pause.start, pause.end) for pause in found.pauses] == [(10, 70)]
    assert (found.outline.elapsed_time, found.outline.timer_time) == (80, 20)
    assert found.streams.distance == pytest.approx([0, 111.2, 111.2, 222.4], abs=0.1)
    assert codes(found) == []


def test_each_activity_of_a_file_is_one() -> None:
    first = activity(lap(0, trackpoint(0)))
    second = activity(lap(900, trackpoint(900), said=said(1, 1)), sport="Biking")
    found = read("a.tcx", tcx_file(first, second))
    assert [each.outline.sport for each in found] == [Sport.RUNNING, Sport.CYCLING]
    assert [len(each.streams) for each in found] == [1, 1]
    assert [len(each.laps) for each in found] == [1, 1]


def test_the_parts_of_a_session_of_many_sports_are_told_apart() -> None:
    transition = lap(100, trackpoint(100), said=said(20, 50)).replace("Lap", "Transition")
    first, last = activity(lap(0, trackpoint(0)), sport="Other"), activity(lap(120, trackpoint(120)))
    session = f"<FirstSport>{first}</FirstSport><NextSport>{transition}{last}</NextSport>"
    found = read("a.tcx", tcx_file(f"<MultiSportSession><Id>{clock(0)}</Id>{session}</MultiSportSession>"))
    assert [each.outline.sport for each in found] == [Sport.OTHER, Sport.TRANSITION, Sport.RUNNING]
    assert (found[1].outline.elapsed_time, found[1].outline.distance) == (20, 50)
    assert [len(each.laps) for each in found] == [1, 1, 1]


def test_a_run_typed_in_has_laps_and_no_points() -> None:
    found = one(lap(0, said=said(1800, 5000)))
    assert (len(found.streams), len(found.laps)) == (0, 1)
    assert (found.outline.elapsed_time, found.outline.distance) == (1800, 5000)


def test_a_distance_of_nothing_is_unknown() -> None:
    assert one(lap(0, said=said(1800, 0))).outline.distance is None
    still = "".join(trackpoint(second, "<DistanceMeters>0</DistanceMeters>") for second in range(5))
    assert one(lap(0, still, said=said(5, 0))).outline.distance is None
    moved = trackpoint(0, "<DistanceMeters>0</DistanceMeters>") + trackpoint(9, "<DistanceMeters>25</DistanceMeters>")
    assert one(lap(0, moved, said=said(9, 0))).outline.distance == 25


def test_points_without_time_are_left_out_and_told() -> None:
    found = one(lap(0, trackpoint(0) + trackpoint(None) + trackpoint(1)))
    assert len(found.streams) == 2
    assert codes(found) == ["records-without-time"]


def test_a_lap_that_began_in_another_year_than_its_points_begins_with_them() -> None:
    wrong = lap(0, trackpoint(5) + trackpoint(9), said=said(4, 10)).replace(
        "2025-06-01T06:00:00", "1989-12-31T00:00:00"
    )
    found = one(wrong)
    assert [(each.start, each.end) for each in found.laps] == [(0, 4)]
    assert found.outline.elapsed_time == 4


@pytest.mark.parametrize("amount", ["-1", "NaN", "1e9", "", "1:30"])
def test_amounts_of_laps_that_cannot_be_are_told(amount: str) -> None:
    found = one(lap(0, trackpoint(0) + trackpoint(60), said=said(60, 200).replace(">60<", f">{amount}<")))
    assert codes(found) == ["impossible-lap-values"]
    assert (found.laps[0].end, found.outline.timer_time) == (60, 60)


def test_a_lap_without_any_time_is_left_out_and_told() -> None:
    empty = lap(0, said=said(60, 200)).replace(f' StartTime="{clock(0)}"', "")
    found = one(lap(0, trackpoint(0)), empty)
    assert len(found.laps) == 1
    assert codes(found) == ["laps-without-time"]


def test_the_device_is_the_creator() -> None:
    version = "<Version><VersionMajor>5</VersionMajor><VersionMinor>40</VersionMinor></Version>"
    device = one(
        lap(0, trackpoint(0)), f"<Creator><Name>Forerunner 45</Name><UnitId>123</UnitId>{version}</Creator>"
    ).device
    assert (device.product, device.serial_number, device.software_version) == ("Forerunner 45", 123, "5.40")


def test_an_unnamed_device_is_unknown() -> None:
    version = "<Version><VersionMajor>0</VersionMajor><VersionMinor>0</VersionMinor></Version>"
    nobody = f"<Creator><Name/><UnitId>0</UnitId>{version}</Creator>"
    device = one(lap(0, trackpoint(0)), nobody).device
    assert (device.product, device.serial_number, device.software_version) == (None, None, None)


def test_the_zone_that_the_times_carry_is_kept() -> None:
    assert one(lap(0, trackpoint(0).replace("Z", "-03:00"))).outline.time_zone == "-03:00"
    assert one(lap(0, said=said(1, 1)).replace("Z", "+05:30")).outline.time_zone == "+05:30"


def test_times_without_zone_are_told_once() -> None:
    assert codes(one(lap(0, said=said(1, 1)).replace("Z", ""))) == ["time-without-zone"]
    assert codes(one(lap(0, trackpoint(0)).replace("Z", ""))) == ["time-without-zone"]


def test_a_sport_that_is_not_named_is_another() -> None:
    assert one(lap(0, trackpoint(0)), sport="").outline.sport is Sport.OTHER
    assert one(lap(0, trackpoint(0)), sport="").outline.sub_sport is None


def test_notes_are_kept() -> None:
    assert one(lap(0, trackpoint(0)), "<Notes>hot</Notes>").details == {"Notes": "hot"}


def test_a_cut_file_is_read_up_to_the_cut() -> None:
    file = tcx_file(
        activity(lap(0, trackpoint(0) + trackpoint(1), said=said(9, 30)), lap(9, trackpoint(9), trackpoint(10)))
    )
    cut = file.index(b"</Track></Lap></Activity>") - 4
    (found,) = read("a.tcx", file[:cut])
    assert found.streams.elapsed_time.tolist() == [0, 1, 9]
    assert [(each.start, each.end) for each in found.laps] == [(0, 9), (9, 9)]
    assert codes(found) == ["cut-short"]


COURSE = f"<Courses><Course><Name>a</Name><Track>{trackpoint(0)}</Track></Course></Courses>"


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        (COURSE, "no activity but a course"),
        ("<Workouts><Workout><Name>a</Name></Workout></Workouts>", "no activity but a workout"),
        ("<Activities/>", "it holds no activity"),
        (f"<Activities>{activity()}</Activities>", "no activity with a date"),
        (f"<Activities>{activity(lap(0))}</Activities>", "no activity with a date"),
        (f"<Activities>{activity(lap(0, trackpoint(None)))}</Activities>", "no activity with a date"),
    ],
)
def test_what_is_no_activity_is_refused_by_name(inner: str, words: str) -> None:
    file = f'<TrainingCenterDatabase xmlns="{TCX_2}">{inner}</TrainingCenterDatabase>'
    assert words in refusal(file.encode())


def test_a_course_beside_an_activity_is_no_part_of_it() -> None:
    run = f"<Activities>{activity(lap(0, trackpoint(0)))}{activity()}</Activities>"
    (found,) = read("a.tcx", f"<TrainingCenterDatabase>{COURSE}{run}{COURSE}</TrainingCenterDatabase>".encode())
    assert len(found.streams) == 1
    assert codes(found) == ["activity-without-time"]


def test_a_tcx_file_is_known_by_its_root() -> None:
    assert is_tcx(tcx_file())
    assert is_tcx(b"<?xml version='1.0'?><Activities>")
    assert not is_tcx(b"<gpx/>")


def test_every_real_file_is_in_the_table() -> None:
    lying = {path.relative_to(SHARED / "corpus").as_posix() for path in need(SHARED / "corpus" / "tcx").iterdir()}
    assert lying == set(REAL)


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_ends_as_the_table_says(name: str) -> None:
    told = {key: value for key, value in expected()[name].items() if key != "others"}
    assert outcome(name, real(name)) == told


@pytest.mark.parametrize("name", [name for name in REAL if "malformed" not in name])
def test_a_real_file_holds_the_points_that_tcxreader_sees(name: str) -> None:
    points = TCXReader().read(BytesIO(real(name)), only_gps=False).trackpoints
    (found,) = read(name, real(name))
    counted = sum(1 for _ in ET.parse(BytesIO(real(name))).iter(f"{{{TCX_2}}}Trackpoint"))  # noqa: S314  # our own
    assert len(found.streams) == len(points) == counted
    moments = [(point.time.replace(tzinfo=UTC) - found.outline.start).total_seconds() for point in points]
    assert found.streams.elapsed_time.tolist() == moments
    compare(name, found, points)


def compare(name: str, found: Activity, points: list[TCXTrackPoint]) -> None:
    columns = {
        "latitude": [point.latitude for point in points],
        "longitude": [point.longitude for point in points],
        "altitude": [point.elevation for point in points],
        "distance": [point.distance for point in points],
        "heart_rate": [point.hr_value for point in points],
        "speed": [point.tpx_ext.get("Speed") for point in points],
        "power": [point.tpx_ext.get("Watts") for point in points],
        "cadence": [point.tpx_ext.get("RunCadence", point.cadence) for point in points],
    }
    for column, values in columns.items():
        theirs = np.array([np.nan if value is None else value for value in values], float)
        same = np.array_equal(found.streams[column], theirs, equal_nan=True)
        assert same == ((name, column) not in DIFFERENCES), column


def test_the_sums_of_a_real_file_are_those_of_tcxreader() -> None:
    content = real("tcx/elevate__20181021_run_3106033902.tcx")
    (found,) = read("a.tcx", content)
    theirs = TCXReader().read(BytesIO(content))
    assert found.outline.distance == pytest.approx(theirs.distance)
    assert found.details["Calories"] == theirs.calories
    assert found.laps[0].distance == theirs.laps[0].distance == 1000
