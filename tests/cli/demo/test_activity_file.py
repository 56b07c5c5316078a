import io
from datetime import UTC, datetime, timedelta
from typing import Any

import fitdecode
import fitfast
import numpy as np
import pytest
from garmin_fit_sdk import Decoder, Stream

from uncramp.cli.demo.activity_file import activity_file
from uncramp.domain.activity import Activity, Device, Lap, Pause
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import Streams

START = datetime(2026, 7, 19, 8, 30, tzinfo=UTC)
TIME = np.r_[0:61, 91:152].astype(float)  # stopped for half a minute after the first
WAY = 3.0 * np.arange(TIME.size)


@pytest.fixture
def activity() -> Activity:
    heart_rate = np.full(TIME.size, 140.0)
    heart_rate[100:] = np.nan
    streams = Streams.of(
        TIME,
        distance=WAY,
        speed=np.full(TIME.size, 3.0),
        altitude=10.0 + 0.2 * np.arange(TIME.size),
        heart_rate=heart_rate,
        cadence=np.full(TIME.size, 83.0),
        temperature=np.full(TIME.size, -3.0),
        latitude=53.55 + WAY / 111_195.0,
        longitude=np.full(TIME.size, 9.98),
        stance_time=np.full(TIME.size, 0.2555),
        vertical_oscillation=np.full(TIME.size, 0.0864),
        step_length=np.full(TIME.size, 1.0843),
    )
    return Activity(
        Outline(Sport.RUNNING, START, 151.0, 121.0, time_zone="Europe/Berlin", distance=363.0),
        streams,
        laps=(Lap(0.0, 50.0, 150.0, "distance"), Lap(50.0, 151.0, 213.0, "session_end")),
        pauses=(Pause(60.0, 90.0),),
        device=Device("development", "Uncramp sample"),
        details={"total_calories": 25.0},
    )


def by_sdk(content: bytes) -> dict[str, list[dict[str, Any]]]:
    decoder = Decoder(Stream.from_byte_array(bytearray(content)))
    messages: Any
    messages, errors = decoder.read()
    assert errors == []
    return dict(messages)


def test_garmins_sdk_finds_the_file_whole(activity: Activity) -> None:
    decoder = Decoder(Stream.from_byte_array(bytearray(activity_file(activity))))
    assert decoder.is_fit()
    assert decoder.check_integrity()


def test_garmins_sdk_reads_every_record_as_it_was(activity: Activity) -> None:
    records = by_sdk(activity_file(activity))["record_mesgs"]
    assert len(records) == TIME.size
    last = records[-1]
    assert last["timestamp"] == START + timedelta(seconds=151)
    assert last["position_lat"] * 180 / 2**31 == pytest.approx(53.55 + 363 / 111_195, abs=1e-7)
    assert last["distance"] == pytest.approx(363.0)
    assert last["enhanced_altitude"] == pytest.approx(10 + 0.2 * 121)
    assert last["temperature"] == -3
    assert (last["stance_time"], last["vertical_oscillation"], last["step_length"]) == (255.5, 86.4, 1084.3)


def test_a_heart_rate_that_was_not_recorded_is_not_in_the_file(activity: Activity) -> None:
    records = by_sdk(activity_file(activity))["record_mesgs"]
    assert [record.get("heart_rate") for record in records] == [140] * 100 + [None] * 22


def test_the_timer_stops_and_starts_round_the_pause(activity: Activity) -> None:
    events = by_sdk(activity_file(activity))["event_mesgs"]
    told = [(event["event_type"], (event["timestamp"] - START).total_seconds()) for event in events]
    assert told == [("start", 0), ("stop_all", 60), ("start", 90), ("stop_all", 151)]


def test_laps_and_session_tell_time_with_and_without_the_pause(activity: Activity) -> None:
    messages = by_sdk(activity_file(activity))
    laps, session = messages["lap_mesgs"], messages["session_mesgs"][0]
    assert [lap["total_elapsed_time"] for lap in laps] == [50, 101]
    assert [lap["total_timer_time"] for lap in laps] == [50, 71]
    assert [lap["lap_trigger"] for lap in laps] == ["distance", "session_end"]
    assert (session["total_elapsed_time"], session["total_timer_time"]) == (151, 121)
    assert (session["avg_heart_rate"], session["num_laps"], session["total_calories"]) == (140, 2, 25)


def test_the_local_clock_of_the_place_stands_in_the_file(activity: Activity) -> None:
    message = by_sdk(activity_file(activity))["activity_mesgs"][0]
    fit_epoch = datetime(1989, 12, 31, tzinfo=UTC)
    local = fit_epoch + timedelta(seconds=message["local_timestamp"])
    assert local - message["timestamp"] == timedelta(hours=2)


def test_messages_stand_in_the_order_of_time(activity: Activity) -> None:
    with fitdecode.FitReader(
        io.BytesIO(activity_file(activity)), error_handling=fitdecode.ErrorHandling.RAISE
    ) as reader:
        times = [
            frame.get_value("timestamp")
            for frame in reader
            if isinstance(frame, fitdecode.FitDataMessage) and frame.has_field("timestamp")
        ]
    assert len(times) == 1 + 4 + 122 + 2 + 1 + 1  # device, events, records, laps, session, activity
    assert times == sorted(times)


def test_three_decoders_read_the_same_records(activity: Activity) -> None:
    content = activity_file(activity)
    sdk = by_sdk(content)["record_mesgs"]
    columns = fitfast.records(content)
    with fitdecode.FitReader(io.BytesIO(content), error_handling=fitdecode.ErrorHandling.RAISE) as reader:
        frames = [f for f in reader if isinstance(f, fitdecode.FitDataMessage) and f.name == "record"]
    for name in ("distance", "enhanced_speed", "cadence", "stance_time"):
        expected = [record[name] for record in sdk]
        assert columns[name].tolist() == pytest.approx(expected)
        assert [frame.get_value(name) for frame in frames] == pytest.approx(expected)


def test_a_treadmill_run_has_no_place(activity: Activity) -> None:
    streams = Streams.of(TIME, distance=WAY, speed=np.full(TIME.size, 3.0), temperature=np.full(TIME.size, 21.0))
    indoors = Activity(Outline(Sport.RUNNING, START, 151.0, 121.0, "treadmill", distance=363.0), streams, activity.laps)
    messages = by_sdk(activity_file(indoors))
    assert messages["session_mesgs"][0]["sub_sport"] == "treadmill"
    assert not {"position_lat", "enhanced_altitude", "heart_rate"} & messages["record_mesgs"][0].keys()
    assert "start_position_lat" not in messages["session_mesgs"][0]
