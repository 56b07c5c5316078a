"""GPX and TCX files made for tests, and what became of the real ones."""

import json
import tomllib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import gpxpy

from formats.real_files import CORPUS, need
from uncramp.domain.activity import Activity
from uncramp.domain.errors import UnreadableFileError
from uncramp.formats import gpx, tcx

EXPECTED = Path(__file__).with_name("expected_xml.toml")
GPX_11 = "http://www.topografix.com/GPX/1/1"
TCX_2 = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"


def clock(second: float) -> str:
    """A time of 1 June 2025 from six o'clock on, UTC."""
    minutes, rest = divmod(second, 60)
    return f"2025-06-01T{6 + int(minutes) // 60:02}:{int(minutes) % 60:02}:{rest:06.3f}Z"


def trkpt(second: float | None, lat: object = 48, lon: object = 2, inner: str = "") -> str:
    """One point of a GPX track."""
    time = "" if second is None else f"<time>{clock(second)}</time>"
    return f'<trkpt lat="{lat}" lon="{lon}">{time}{inner}</trkpt>'


def trkseg(*points: str) -> str:
    """A segment of points."""
    return f"<trkseg>{''.join(points)}</trkseg>"


def trk(*inner: str, kind: str = "<type>running</type>") -> str:
    """A track."""
    return f"<trk>{kind}{''.join(inner)}</trk>"


def gpx_file(*inner: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """A GPX file."""
    return f'{head}\n<gpx version="1.1" creator="test" xmlns="{GPX_11}">{"".join(inner)}</gpx>'.encode()


def trackpoint(second: float | None, inner: str = "", place: tuple[object, object] | None = None) -> str:
    """One point of a TCX track."""
    time = "" if second is None else f"<Time>{clock(second)}</Time>"
    position = (
        ""
        if place is None
        else f"<Position><LatitudeDegrees>{place[0]}</LatitudeDegrees>"
        f"<LongitudeDegrees>{place[1]}</LongitudeDegrees></Position>"
    )
    return f"<Trackpoint>{time}{position}{inner}</Trackpoint>"


def lap(second: float, *tracks: str, said: str = "") -> str:
    """A lap with its tracks."""
    joined = "".join(f"<Track>{track}</Track>" for track in tracks)
    return f'<Lap StartTime="{clock(second)}">{said}{joined}</Lap>'


def activity(*inner: str, sport: str = "Running") -> str:
    """An activity."""
    return f'<Activity Sport="{sport}"><Id>{clock(0)}</Id>{"".join(inner)}</Activity>'


def tcx_file(*activities: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """A TCX file."""
    inner = "".join(activities)
    return (
        f'{head}\n<TrainingCenterDatabase xmlns="{TCX_2}"><Activities>{inner}</Activities></TrainingCenterDatabase>'
    ).encode()


def codes(activity: Activity) -> list[str]:
    """Codes of an activity's findings, without the one of every GPX that tells where its distance is from."""
    return [finding.code for finding in activity.findings if finding.code != "distance-from-positions"]


def real(name: str) -> bytes:
    """Content of a real file by its path in the corpus."""
    return need(CORPUS / name).read_bytes()


@cache
def expected() -> dict[str, dict[str, Any]]:
    """What becomes of each real file, by its path in the corpus."""
    return tomllib.loads(EXPECTED.read_text("utf-8"))


def outcome(name: str, content: bytes) -> dict[str, Any]:
    """What becomes of a file: what it gives, or why nothing."""
    read: Callable[[str, bytes], tuple[Activity, ...]] = gpx.read if gpx.is_gpx(content) else tcx.read
    try:
        activities = read(name, content)
    except UnreadableFileError as error:
        return {"refused": str(error.reason)}
    return {
        "sports": [each.outline.sport.value for each in activities],
        "records": [len(each.streams) for each in activities],
        "findings": sorted({code for each in activities for code in codes(each)}),
    }


def _oracle(content: bytes) -> str:
    """What others see in the file: gpxpy in GPX, and the count of its points in TCX."""
    if gpx.is_gpx(content):
        found = gpxpy.parse(content)
        points = [point for track in found.tracks for segment in track.segments for point in segment.points]
        timed = sum(point.time is not None for point in points)
        return f"gpxpy: {len(points)} track points, {timed} with a time"
    count = sum(1 for _ in ET.parse(BytesIO(content)).iter(f"{{{TCX_2}}}Trackpoint"))  # noqa: S314  # our own
    return f"{count} Trackpoint elements"


def write() -> None:
    """Write the table anew, to be looked through before it is kept."""
    lines = ["# What becomes of each real GPX and TCX file; `python tests/formats/xml_files.py` writes it.\n"]
    for path in sorted([*CORPUS.glob("gpx/*"), *CORPUS.glob("tcx/*")]):
        content = path.read_bytes()
        try:
            others = _oracle(content)
        except ET.ParseError as error:
            others = f"ElementTree refuses it: {error}"
        told = outcome(path.name, content) | {"others": others}
        rows = "".join(f"{key} = {json.dumps(value)}\n" for key, value in told.items())
        lines.append(f'["{path.relative_to(CORPUS).as_posix()}"]\n{rows}')
    EXPECTED.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    write()
