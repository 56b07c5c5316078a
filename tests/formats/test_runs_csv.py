from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.documented import examples
from uncramp.domain.activity import Activity
from uncramp.domain.errors import InvalidValueError, UnreadableFileError
from uncramp.domain.outline import Outline, Sport
from uncramp.exposure.features import features_of
from uncramp.exposure.outings import richness_of
from uncramp.formats.readers import read_activities
from uncramp.formats.runs_csv import TypedRun, is_runs_csv, read, written

START = datetime(2027, 4, 18, 9)  # noqa: DTZ001  # on the clock of its place
TYPED = TypedRun(
    START,
    13510.5,
    42195.0,
    "Europe/Berlin",
    sub_sport="trail",
    name="City; marathon",
    mean_heart_rate=158.123,
    temperature=-3.0,
    ascent=120.0,
    rpe=9.0,
    note='left calf\nat "km" 36, again',
)


def only(text: str) -> Activity:
    (run,) = read("runs.csv", text.encode())
    return run


def told(run: Activity) -> list[str]:
    return [str(finding.sentence) for finding in run.findings]


def test_the_documented_runs_are_read_as_they_are_documented() -> None:
    marathon, easy = read_activities("runs.csv", examples()[0])
    start = datetime(2027, 4, 18, 7, tzinfo=UTC)
    assert marathon.outline == Outline(Sport.RUNNING, start, 13510, 13510, None, "Europe/Berlin", 42195)
    assert marathon.details == {
        "name": "City marathon",
        "description": "left calf at km 36",
        "mean_heart_rate": 158,
        "temperature": 17,
        "ascent": 120,
        "rpe": 9,
    }
    assert easy.details == {"rpe": 3}
    assert (marathon.findings, easy.findings) == ((), ())


def test_a_clock_without_a_zone_is_read_as_utc_and_says_so() -> None:
    run = only("date,start,duration_min,distance_km\n2027-04-18,09:00,50,10\n")
    assert (run.outline.start, run.outline.time_zone) == (START.replace(tzinfo=UTC), None)
    assert [finding.code for finding in run.findings] == ["time-without-zone"]


def test_a_clock_in_utc_is_sure_and_tells_nothing_of_the_place() -> None:
    run = only("date,start,duration_min,distance_km,time_zone\n2027-04-18,09:00,50,10,UTC\n")
    assert (run.outline.start, run.outline.time_zone, run.findings) == (START.replace(tzinfo=UTC), None, ())


def test_units_of_other_countries_are_converted() -> None:
    header = "date,start,duration,distance_mi,time_zone,temperature_f,ascent_ft"
    run = only(f"{header}\n2027-04-18,09:00,50 min,26.2,UTC,50,100\n")
    assert run.outline.distance == pytest.approx(42164.8128)
    assert run.details == {"temperature": pytest.approx(10), "ascent": pytest.approx(30.48)}


def test_a_run_may_have_no_distance() -> None:
    assert only("date,start,duration_min\n2027-04-18,09:00,50\n").outline.distance is None


def test_a_bad_line_is_told_with_the_first_run_and_the_others_are_kept() -> None:
    first, second = read(
        "a", b"date,start,duration_min,time_zone\n2027-04-18,9:00,50,Z\n31.4.2027,9:00,50,Z\n2027-05-01,9:00,9,Z\n"
    )
    assert told(first) == ["line 3: date “31.4.2027” does not exist"]
    assert told(second) == []


def test_an_impossible_value_is_left_out_and_told_and_the_run_is_kept() -> None:
    run = only("date,start,duration_min,time_zone,rpe,temperature\n2027-04-18,09:00,50,Z,12,17\n")
    assert told(run) == ["Left out in line 2: rpe “12” cannot be true"]
    assert run.details == {"temperature": 17}


def test_a_log_of_runs_with_the_body_mass_beside_them_is_one_of_runs() -> None:
    log = b"date,start,duration,distance_km,weight_kg\n2027-04-18,07:00,0:50:00,10,70\n2027-04-19,07:00,0:50:00,10,71\n"
    first, second = read_activities("log.csv", log)
    assert (first.outline.distance, second.outline.distance) == (10_000, 10_000)
    assert [finding.code for finding in first.findings] == ["time-without-zone", "columns-not-read"]
    assert "weight_kg" in str(first.findings[-1].sentence)
    with pytest.raises(UnreadableFileError, match="line 2: there is no start"):
        read_activities("log.csv", b"date,duration,distance_km,weight_kg\n2027-04-18,0:50:00,10,70\n")


def test_columns_that_mean_nothing_are_named() -> None:
    run = only("date,start,duration_min,time_zone,shoes,\n2027-04-18,09:00,50,Z,red,\n")
    assert told(run) == ["Columns of names that mean nothing here were not read: shoes."]


@pytest.mark.parametrize(
    ("header", "line", "reason"),
    [
        ("date,start,duration,distance", "2027-04-18,09:00,0:50:00,10", "names no unit; call it distance_km"),
        ("date,start,duration,ascent", "2027-04-18,09:00,0:50:00,10", "names no unit; call it ascent_m"),
        ("date,start,duration", "2027-04-18,09:00,50:00", "line 2: duration “50:00” could be"),
        ("date,start,duration", "2027-04-18,,0:50:00", "line 2: there is no start"),
        ("date,start,duration,distance_km", "2027-04-18,09:00,0:50:00,0", "line 2: distance_km “0” cannot be true"),
        ("date,start,duration,time_zone", "2027-03-28,02:30,0:50:00,Europe/Berlin", "line 2: .* leaps over 02:30"),
    ],
)
def test_a_table_with_only_bad_lines_is_refused_by_line_and_value(header: str, line: str, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        only(f"{header}\n{line}\n")


@pytest.mark.parametrize(
    ("header", "is_it"),
    [
        (b"Date;Start;Duration (min);Distance (km)", True),
        (b"date,start_time,duration", True),
        (b"date,start,duration,mass_before,mass_after", False),
        (b"Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR", False),
        (b"Activity ID,Activity Date,Activity Name,Activity Type", False),
        (b"", False),
        (b"\0\xff" * 100, False),
    ],
)
def test_a_table_of_runs_is_known_by_its_first_line(header: bytes, is_it: bool) -> None:  # noqa: FBT001  # expected
    assert is_runs_csv(header + b"\n") is is_it


def test_features_of_a_run_without_records_and_distance_are_all_unknown() -> None:
    run = only("date,start,duration_min\n2027-04-18,09:00,50\n")
    assert (len(run.streams), richness_of(run)) == (0, 0)
    features = asdict(features_of(run))
    assert [name for name, value in features.items() if name != "version" and value not in (None, ())] == []


def test_a_typed_run_is_read_as_it_was_written() -> None:
    run = only(written(TYPED).decode())
    start = datetime(2027, 4, 18, 7, tzinfo=UTC)
    assert run.outline == Outline(Sport.RUNNING, start, 13510.5, 13510.5, "trail", "Europe/Berlin", 42195.0)
    assert run.details == {
        "name": "City; marathon",
        "description": 'left calf\nat "km" 36, again',
        "mean_heart_rate": 158.123,
        "temperature": -3,
        "ascent": 120,
        "rpe": 9,
    }
    assert run.findings == ()


AHEAD = {"UTC": 0.0, "+05:45": 5.75, "-03:00": -3.0, "Africa/Kigali": 2.0}


@given(
    st.builds(
        TypedRun,
        st.datetimes(START.replace(year=1970), START.replace(year=2100)),
        st.floats(1, 1_000_000),
        st.none() | st.floats(1, 1_000_000),
        st.sampled_from(sorted(AHEAD)),
        name=st.text(max_size=20),
        rpe=st.none() | st.floats(1, 10),
        temperature=st.none() | st.floats(-60, 80),
    )
)
def test_every_typed_run_comes_back(typed: TypedRun) -> None:
    (run,) = read("a.csv", written(typed))
    ahead = timedelta(hours=AHEAD[typed.time_zone or ""])
    assert run.outline.start == (typed.local_start - ahead).replace(tzinfo=UTC)
    assert (run.outline.elapsed_time, run.outline.distance) == (typed.duration, typed.distance)
    assert run.details.get("rpe") == typed.rpe
    assert run.details.get("temperature") == pytest.approx(typed.temperature, abs=1e-15)


@pytest.mark.parametrize(
    "wrong",
    [
        {"local_start": START.replace(tzinfo=UTC)},
        {"local_start": START.replace(year=1900)},
        {"local_start": START.replace(month=3, day=28, hour=2, minute=30)},
        {"duration": 0.0},
        {"duration": float("nan")},
        {"distance": -1.0},
        {"distance": 0.0},
        {"time_zone": "Mars"},
        {"sub_sport": "Trail Run"},
        {"mean_heart_rate": 500.0},
        {"temperature": float("inf")},
        {"ascent": 40_000.0},
        {"rpe": 0.0},
        {"note": "n" * 10_001},
    ],
)
def test_what_cannot_be_meant_of_a_typed_run_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError):
        replace(TYPED, **wrong)


HEADER = b"date,start,duration,distance_km,time_zone,sport,name,rpe,temperature\n"


@given(st.binary(max_size=200) | st.text("0123456789-:.,;+/ aZ\n\"'", max_size=200).map(str.encode))
def test_any_bytes_are_runs_or_refused(content: bytes) -> None:
    for each in (content, HEADER + content, HEADER + b"2027-04-18,9:00," + content):
        try:
            runs = read("a.csv", each)
        except UnreadableFileError:
            continue
        assert all(run.outline.elapsed_time > 0 for run in runs)
