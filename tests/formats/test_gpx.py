import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import gpxpy
import numpy as np
import pytest

from formats.real_files import SHARED, need
from formats.xml_files import GPX_11, clock, codes, expected, gpx_file, outcome, real, trk, trkpt, trkseg
from formats.xml_mutants import KINDS, fuzz
from uncramp.domain.activity import Activity
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Sport
from uncramp.domain.quantities import quantity_kinds
from uncramp.formats.gpx import is_gpx, read

REAL = [name for name in expected() if name.startswith("gpx/")]
START = datetime(2025, 6, 1, 6, tzinfo=UTC)
TPX = "http://www.garmin.com/xmlschemas/TrackPointExtension/v2"
CLUETRUST = "http://www.cluetrust.com/XML/GPXDATA/1/0"


def one(*inner: str) -> Activity:
    (activity,) = read("a.gpx", gpx_file(*inner))
    return activity


def refusal(*inner: str) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read("a.gpx", gpx_file(*inner))
    return str(caught.value)


def test_a_track_is_an_activity() -> None:
    inner = "<ele>100</ele><speed>3.1</speed><course>90</course>"
    activity = one(trk("<name>Evening</name>", trkseg(trkpt(0, 48, 2, inner), trkpt(2.5, 48.0001, 2))))
    assert activity.outline.sport is Sport.RUNNING
    assert activity.outline.start == START
    assert (activity.outline.elapsed_time, activity.outline.timer_time) == (2.5, 2.5)
    assert activity.outline.distance == pytest.approx(11.12, abs=0.01)
    assert activity.streams.altitude.tolist()[0] == 100
    assert activity.streams.speed.tolist()[0] == 3.1
    assert activity.streams.developer["course"].tolist()[0] == 90
    assert activity.details == {"name": "Evening", "creator": "test"}
    assert codes(activity) == []


@pytest.mark.parametrize(
    ("inner", "column", "value"),
    [
        (f'<e:TrackPointExtension xmlns:e="{TPX}"><e:hr>150</e:hr></e:TrackPointExtension>', "heart_rate", 150),
        (f'<TrackPointExtension xmlns="{TPX}"><cad>85</cad></TrackPointExtension>', "cadence", 85),
        (
            f'<e:TrackPointExtension xmlns:e="{TPX}"><e:atemp>21.5</e:atemp></e:TrackPointExtension>',
            "temperature",
            21.5,
        ),
        (f'<e:TrackPointExtension xmlns:e="{TPX}"><e:speed>3.2</e:speed></e:TrackPointExtension>', "speed", 3.2),
        (f'<g:hr xmlns:g="{CLUETRUST}">150</g:hr>', "heart_rate", 150),
        (f'<g:cadence xmlns:g="{CLUETRUST}">85</g:cadence>', "cadence", 85),
        (f'<g:temp xmlns:g="{CLUETRUST}">21</g:temp>', "temperature", 21),
        ("<power>251</power>", "power", 251),
        ('<p:PowerInWatts xmlns:p="u">251</p:PowerInWatts>', "power", 251),
        ("<undeclared:heartrate>150</undeclared:heartrate>", "heart_rate", 150),
    ],
)
def test_extensions_are_known_by_their_local_names(inner: str, column: str, value: float) -> None:
    activity = one(trk(trkseg(trkpt(0, inner=f"<extensions>{inner}</extensions>"))))
    assert activity.streams[column].tolist() == [value]
    assert codes(activity) == []


def test_gpx_1_0_and_a_file_without_namespace_are_read_too() -> None:
    file = gpx_file(trk(trkseg(trkpt(0, inner="<speed>3</speed>"))))
    for other in ("http://www.topografix.com/GPX/1/0", ""):
        (activity,) = read("a.gpx", file.replace(GPX_11.encode(), other.encode()))
        assert activity.streams.speed.tolist() == [3]


def test_each_track_is_an_activity_of_its_own() -> None:
    ride = trk(trkseg(trkpt(900)), kind="<type>cycling</type>")
    first, second = read("a.gpx", gpx_file(trk(trkseg(trkpt(0))), ride))
    assert [first.outline.sport, second.outline.sport] == [Sport.RUNNING, Sport.CYCLING]
    assert second.outline.start == START + timedelta(minutes=15)


def test_between_segments_the_timer_stands_still() -> None:
    activity = one(trk(trkseg(trkpt(0, 48), trkpt(10, 48.001)), trkseg(trkpt(70, 48.005), trkpt(80, 48.006))))
    assert [(pause.start, pause.end) for pause in activity.pauses] == [(10, 70)]
    assert (activity.outline.elapsed_time, activity.outline.timer_time) == (80, 20)
    assert activity.streams.distance == pytest.approx([0, 111.2, 111.2, 222.4], abs=0.1)


def test_a_distance_since_the_start_is_taken_as_recorded() -> None:
    points = [trkpt(second, inner=f"<distance>{3 * second}</distance>") for second in range(3)]
    activity = one(trk(trkseg(*points)))
    assert activity.streams.distance.tolist() == [0, 3, 6]
    assert activity.findings == ()


def test_a_distance_since_the_point_before_is_kept_apart() -> None:
    steps = [0, 9, 8, 9]
    points = [
        trkpt(second, 48 + second / 10_000, inner=f"<distance>{step}</distance>") for second, step in enumerate(steps)
    ]
    activity = one(trk(trkseg(*points)))
    assert activity.streams.distance == pytest.approx([0, 11.12, 22.24, 33.36], abs=0.02)
    assert activity.streams.developer["recorded_distance"].tolist() == steps


def test_points_without_position_are_kept() -> None:
    activity = one(trk(trkseg(trkpt(0), f"<trkpt><time>{clock(1)}</time><hr>99</hr></trkpt>", trkpt(2, 48.0001))))
    assert np.isnan(activity.streams.latitude).tolist() == [False, True, False]
    assert activity.outline.distance == pytest.approx(11.12, abs=0.01)


def test_a_cut_file_is_read_up_to_the_cut_and_names_the_byte() -> None:
    file = gpx_file(trk(trkseg(*(trkpt(second) for second in range(9)))))
    cut = file.index(b"<trkpt", file.index(b"06:00:04")) + 20
    (activity,) = read("a.gpx", file[:cut])
    assert len(activity.streams) == 5
    assert [(finding.code, finding.offset) for finding in activity.findings[:1]] == [("cut-short", cut)]


@pytest.mark.parametrize(
    ("kind", "sport", "finer", "told"),
    [
        ("<type>trail_running</type>", Sport.RUNNING, "trail", False),
        ("<type>9</type>", Sport.RUNNING, None, False),
        ("<type>1</type>", Sport.CYCLING, None, False),
        ("<type>rowing</type>", Sport.OTHER, "rowing", False),
        ("<type>unknown</type>", Sport.OTHER, None, True),
        ("<name>Running 6/17/16 4:41 pm</name>", Sport.RUNNING, None, True),
        ("<name>Berlin</name>", Sport.OTHER, None, True),
        ("", Sport.OTHER, None, True),
    ],
)
def test_the_sport_is_that_of_the_type_or_else_of_the_name(
    kind: str,
    sport: Sport,
    finer: str | None,
    told: bool,  # noqa: FBT001  # a column of the table above
) -> None:
    activity = one(trk(trkseg(trkpt(0)), kind=kind))
    assert (activity.outline.sport, activity.outline.sub_sport) == (sport, finer)
    assert codes(activity) == ["sport-not-said"] * told


def test_the_zone_that_the_times_carry_is_kept() -> None:
    outline = one(trk(trkseg(trkpt(0).replace("Z", "+02:00")))).outline
    assert (outline.start, outline.time_zone) == (START - timedelta(hours=2), "+02:00")


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ([], "it holds no recorded track"),
        ([trk(trkseg())], "it holds no recorded track"),
        (['<wpt lat="1" lon="2"><name>a</name></wpt>'], "only routes or waypoints"),
        (['<rte><rtept lat="1" lon="2"/></rte>'], "only routes or waypoints"),
        ([trk(trkseg(trkpt(None), trkpt(None)))], "has no times"),
        ([trk(trkseg("<trkpt><time>1901-12-13T20:45:52Z</time></trkpt>"))], "none of its times can be true"),
    ],
)
def test_what_was_not_recorded_is_refused_by_name(inner: list[str], words: str) -> None:
    assert words in refusal(*inner)


def test_a_segment_outside_every_track_is_not_lost() -> None:
    assert len(one(trkseg(trkpt(0))).streams) == 1


def test_tracks_without_times_beside_others_are_told() -> None:
    activity = one(trk(trkseg(trkpt(None))), trk(trkseg(trkpt(0))))
    assert codes(activity) == ["track-without-time"]


def test_a_gpx_file_is_known_by_its_root() -> None:
    assert is_gpx(gpx_file())
    assert is_gpx(gpx_file(head='<!-- a --><!DOCTYPE a [<!ENTITY b "c">]>').decode().encode("utf-16"))
    assert not is_gpx(b"<html><gpx/></html>")


def test_every_real_file_is_in_the_table() -> None:
    lying = {path.relative_to(SHARED / "corpus").as_posix() for path in need(SHARED / "corpus" / "gpx").iterdir()}
    assert lying == set(REAL)


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_ends_as_the_table_says(name: str) -> None:
    told = {key: value for key, value in expected()[name].items() if key != "others"}
    assert outcome(name, real(name)) == told


@pytest.mark.parametrize("name", [name for name in REAL if "records" in expected()[name]])
def test_a_real_file_holds_the_points_that_gpxpy_sees(name: str) -> None:
    tracks = [
        [point for segment in track.segments for point in segment.points if point.time is not None]
        for track in gpxpy.parse(real(name)).tracks
    ]
    activities = read(name, real(name))
    assert [len(activity.streams) for activity in activities] == [len(points) for points in tracks if points]
    for activity, points in zip(activities, filter(None, tracks), strict=True):
        compare(activity, points)


def compare(activity: Activity, points: list[Any]) -> None:
    """Our columns with gpxpy's values, but for those that cannot be."""
    start = activity.outline.start
    moments = [point.time if point.time.tzinfo else point.time.replace(tzinfo=UTC) for point in points]
    elapsed_time = [(moment - start).total_seconds() for moment in moments]
    assert activity.streams.elapsed_time == pytest.approx(elapsed_time, abs=0.002)  # gpxpy rounds to milliseconds
    columns = {
        "latitude": [point.latitude for point in points],
        "longitude": [point.longitude for point in points],
        "altitude": [point.elevation for point in points],
        "heart_rate": [extension(point, "hr") for point in points],
        "cadence": [extension(point, "cad") for point in points],
        "temperature": [extension(point, "atemp") for point in points],
    }
    for column, values in columns.items():
        kind = quantity_kinds()[column]
        theirs = np.array([np.nan if value is None else value for value in values], float)
        theirs[(theirs < kind.low) | (theirs > kind.high)] = np.nan
        assert np.array_equal(activity.streams[column], theirs, equal_nan=True), column


def extension(point: Any, name: str) -> float | None:  # noqa: ANN401  # a point of gpxpy, which publishes no types
    found = [each.text for outer in point.extensions for each in outer.iter() if each.tag.rpartition("}")[2] == name]
    return float(found[-1]) if found else None


@pytest.mark.parametrize("name", ["gpx/elevate__20170319_run_906581465.gpx", "gpx/runpandas__run.gpx"])
def test_a_real_run_is_as_long_as_gpxpy_says(name: str) -> None:
    """gpxpy measures on a sphere of the Earth's mean radius, which at these latitudes is 0.1 % off."""
    (activity,) = read(name, real(name))
    assert activity.outline.distance == pytest.approx(gpxpy.parse(real(name)).tracks[0].length_2d(), rel=2e-3)


READ_ALL = """
import json, resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_DATA, (512_000_000, 512_000_000))
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats import gpx, tcx
outcomes = {}
for path in map(Path, sys.argv[1:]):
    content = path.read_bytes()
    read = tcx.read if tcx.is_tcx(content) or path.suffix == ".tcx" else gpx.read
    try:
        found = read(path.name, content)
        outcomes[path.name] = sorted({finding.code for activity in found for finding in activity.findings})
    except UnreadableFileError as error:
        outcomes[path.name] = str(error)
print(json.dumps(outcomes))
"""
USUAL = {"sport-not-said", "distance-from-positions"}


def test_files_made_to_do_harm_end_as_they_should(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    maker = need(SHARED / "tools" / "attacks.py")
    made = maker.read_text("utf-8").partition("# ---- FIT")[0] + "json.dump(IDX, open(f'{D}/attacks.json', 'w'))\n"
    folder = tmp_path / "attacks"
    subprocess.run([sys.executable, "-B", "-W", "ignore", "-c", made, str(folder)], check=True, cwd=maker.parent)
    wanted = {row["name"]: row["want"] for row in json.loads((folder / "attacks.json").read_text("utf-8"))}
    names = [str(folder / name) for name in wanted if name.endswith((".gpx", ".tcx"))]
    ran = subprocess.run([sys.executable, "-c", READ_ALL, *names], check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    outcomes = json.loads(ran.stdout)
    assert len(outcomes) > 40
    ends = {name: (wanted[name], told) for name, told in outcomes.items()}
    assert {name: told for name, (want, told) in ends.items() if want == "refuse" and isinstance(told, list)} == {}
    assert {name: told for name, (want, told) in ends.items() if want == "accept" and set(told) - USUAL} == {}
    assert {name: told for name, (want, told) in ends.items() if want == "flag" and not set(told) - USUAL} == {}


def test_mutants_of_real_files_are_read_or_refused() -> None:
    need(SHARED / "corpus")
    read_by_kind = fuzz(210)
    assert sum(read_by_kind.values()) > 80
    assert {kind.__name__ for kind in KINDS} - read_by_kind.keys() == set()
