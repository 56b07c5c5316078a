import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.json_values import JSON
from uncramp.domain.activity import Activity
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Outline, Sport
from uncramp.formats.garmin_activities import NUMBERS, TEXTS, is_garmin_activities, read
from uncramp.formats.readers import read_activities

FILE = Path(__file__).parents[1] / "files" / "garmin" / "runner_0_summarizedActivities.json"
"""The layout and keys as in public readers of such files, nareddyt's and others'; the distances, and that they are in
cm, as in pull request 278 of arpanghosh8453/garmin-grafana."""
RUN = {"startTimeGmt": 1767693793000, "duration": 3600000.0, "activityType": "running"}


def content(*rows: object) -> bytes:
    return json.dumps([{"summarizedActivitiesExport": rows}]).encode()


def only(**more: object) -> Activity:
    (run,) = read("g.json", content({**RUN, **more}))
    return run


def test_an_activity_is_read_in_the_units_of_the_house() -> None:
    run = read_activities(FILE.name, FILE.read_bytes())[0]
    start = datetime(2026, 1, 6, 10, 3, 13, tzinfo=UTC)
    assert run.outline == Outline(Sport.RUNNING, start, 3106.5, 3056.125, None, "+01:00", run.outline.distance)
    assert run.outline.distance == pytest.approx(9457.330078125)
    assert run.details == pytest.approx(
        {
            "name": "Tempo am Kanal",
            "description": "Gegenwind",
            "location": "Berlin",
            "mean_heart_rate": 152,
            "max_heart_rate": 171,
            "ascent": 43,
            "min_temperature": 3,
            "max_temperature": 7,
            "rpe": 7,
            "workout_feel": 75,
            "estimated_sweat_loss": 1.025,
            "vo2_max": 52,
            "start_latitude": 52.5,
            "start_longitude": 13.4,
        }
    )
    assert (run.device.serial_number, run.findings, len(run.streams)) == (3999999999, (), 0)


def test_every_activity_is_kept_but_those_that_hold_others() -> None:
    runs = read(FILE.name, FILE.read_bytes())
    assert [(run.outline.sport, run.outline.sub_sport) for run in runs] == [
        (Sport.RUNNING, None),
        (Sport.RUNNING, "treadmill"),
        (Sport.OTHER, "strength_training"),
    ]
    assert [run.findings for run in runs] == [(), (), ()]


def test_what_was_not_recorded_is_unknown_and_not_zero() -> None:
    run = only(distance=0.0, avgHr=0, workoutRpe=0, deviceId=0, maxHr=None, vO2MaxValue=0)
    assert (run.outline.distance, run.details, run.device.serial_number, run.findings) == (None, {}, None, ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"avgHr": "152"},
        {"avgHr": 1000},
        {"distance": -5.0},
        {"distance": 1e300},
        {"maxTemperature": 127},
        {"workoutRpe": [7]},
        {"elevationGain": {"cm": 5}},
        {"startLatitude": 91},
    ],
)
def test_what_cannot_be_true_is_left_out_and_named(wrong: dict[str, object]) -> None:
    run = only(**wrong)
    assert run.details == {}
    assert run.outline.distance is None
    assert [str(finding.sentence) for finding in run.findings] == [
        f"What the file says of {next(iter(wrong))} cannot be true and was left out."
    ]


@pytest.mark.parametrize(
    ("hours", "zone"),
    [(2.0, "+02:00"), (-3.5, "-03:30"), (5.75, "+05:45"), (0.0, "+00:00"), (0.1, None), (15.0, None), (-13.0, None)],
)
def test_the_zone_is_how_far_the_local_clock_is_ahead(hours: float, zone: str | None) -> None:
    assert only(startTimeLocal=RUN["startTimeGmt"] + 3_600_000 * hours).outline.time_zone == zone  # type: ignore[operator]  # numbers


def test_a_duration_may_be_told_with_pauses_or_without() -> None:
    assert (only(duration=None, elapsedDuration=5000).outline.timer_time) == 5
    assert (only(elapsedDuration=None).outline.elapsed_time) == 3600
    assert (only(elapsedDuration=5000).outline.elapsed_time) == 3600


@pytest.mark.parametrize("row", [{}, {**RUN, "startTimeGmt": 0}, {**RUN, "duration": 0}, {**RUN, "duration": "3600"}])
def test_what_has_no_start_or_duration_is_counted_or_refused(row: dict[str, object]) -> None:
    (run,) = read("g.json", content(row, RUN))
    assert [str(finding.sentence) for finding in run.findings] == [
        "1 activities have no start or no duration and were left out."
    ]
    with pytest.raises(UnreadableFileError, match="no activity with a start and a duration"):
        read("g.json", content(row))


def test_a_file_that_is_cut_short_gives_what_it_has() -> None:
    whole = content(RUN, RUN)
    (run,) = read("g.json", whole[:-20])
    assert [(finding.code, finding.offset) for finding in run.findings] == [("list-damaged", whole.rindex(b"{"))]
    with pytest.raises(UnreadableFileError, match="damaged or cut short"):
        read("g.json", whole[:60])


@pytest.mark.parametrize(
    ("beginning", "is_it"),
    [
        (FILE.read_bytes()[:4096], True),
        (b'\xef\xbb\xbf [ {\n "summarizedActivitiesExport" : [', True),
        (b'[{"summarizedExerciseSetsExport":[', False),
        (b'{"type": "FeatureCollection"}', False),
        (b"", False),
    ],
)
def test_such_a_file_is_known_by_its_beginning(beginning: bytes, is_it: bool) -> None:  # noqa: FBT001  # expected
    assert is_garmin_activities(beginning) is is_it


KEYS = sorted({"startTimeGmt", "startTimeLocal", "duration", "elapsedDuration", "distance", "deviceId", "activityType"})
ROWS = st.dictionaries(
    st.sampled_from([*KEYS, *TEXTS.values(), *(key for field in NUMBERS.values() for key in field.keys)]),
    JSON | st.floats() | st.integers(10**11, 2 * 10**12),
)


@given(st.lists(ROWS, max_size=4) | st.lists(ROWS.map(lambda row: {**RUN, **row}), max_size=4), st.integers(0, 400))
def test_any_summaries_are_activities_or_refused(rows: list[dict[str, object]], cut: int) -> None:
    for each in (content(*rows), content(*rows)[:-cut], content()[:-3] + content(*rows)[cut:]):
        try:
            runs = read("g.json", each)
        except UnreadableFileError:
            continue
        for run in runs:
            assert 0 < run.outline.timer_time <= run.outline.elapsed_time
            assert all(isinstance(value, str) or abs(value) < 1e6 for value in run.details.values())


@given(st.binary(max_size=100))
def test_any_bytes_are_activities_or_refused(rest: bytes) -> None:
    for each in (rest, b'[{"summarizedActivitiesExport":[' + rest):
        with pytest.raises(UnreadableFileError):
            read("g.json", each)
