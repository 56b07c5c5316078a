from datetime import UTC, datetime

import numpy as np
import pytest

from uncramp.domain.activity import Device, Lap, Pause
from uncramp.domain.outline import Sport
from uncramp.domain.streams import Streams
from uncramp.formats.fit.messages import Column, Messages, Row, Table
from uncramp.formats.fit.summary import (
    Session,
    begin,
    circumstances_of,
    details_of,
    device_of,
    duration,
    laps_of,
    outline_of,
    pauses_of,
    sport_of,
)

START = 1_000_000_000.0
NOTHING = Streams.of([])


def messages(**kinds: list[Row]) -> Messages:
    return {kind: Table(np.arange(len(rows)), columns(rows)) for kind, rows in kinds.items()}


def columns(rows: list[Row]) -> dict[str, Column]:
    made: dict[str, Column] = {}
    for name in {name: None for row in rows for name in row}:
        is_text = any(isinstance(row.get(name), str) for row in rows)
        made[name] = np.array([row.get(name, "" if is_text else np.nan) for row in rows], object if is_text else float)
    return made


def session(**row: float | str) -> Session:
    return Session(row, {}, START)


def sport(**row: float) -> tuple[Sport, str | None]:
    outline = outline_of({}, session(**row), 60, NOTHING, ())
    return outline.sport, outline.sub_sport


def zone(local: float) -> str | None:
    told = messages(activity=[{"timestamp": START, "local_timestamp": START + local}])
    return outline_of(told, session(), 60, NOTHING, ()).time_zone


def test_an_outline_says_what_its_session_says() -> None:
    outline = outline_of({}, session(sport=1, total_timer_time=50, total_distance=200.5), 60, NOTHING, ())
    assert outline.start == datetime(2021, 9, 8, 1, 46, 40, tzinfo=UTC)
    assert (outline.elapsed_time, outline.timer_time, outline.distance) == (60, 50, 200.5)


def test_what_the_session_leaves_out_comes_from_pauses_and_records() -> None:
    streams = Streams.of([0, 1, 2], distance=[0, 3, np.nan])
    outline = outline_of(messages(sport=[{"sport": 11}]), session(), 60, streams, [Pause(10, 15), Pause(20, 22)])
    assert (outline.sport, outline.timer_time, outline.distance) == (Sport.WALKING, 53, 3)
    assert outline_of({}, session(), 60, NOTHING, ()).distance is None


def test_a_distance_of_nothing_is_unknown() -> None:
    moved, still = Streams.of([0, 1], distance=[0, 3]), Streams.of([0, 1], distance=[0, 0])
    assert outline_of({}, session(total_distance=0.0), 60, NOTHING, ()).distance is None
    assert outline_of({}, session(total_distance=0.0), 60, still, ()).distance is None
    assert outline_of({}, session(total_distance=0.0), 60, moved, ()).distance == 3


def test_sports_on_foot_are_known_and_others_keep_their_own_word() -> None:
    assert sport(sport=1, sub_sport=3) == (Sport.RUNNING, "trail")
    assert sport(sport=17) == (Sport.HIKING, None)
    assert sport(sport=15) == (Sport.OTHER, "rowing")
    assert sport(sport=10, sub_sport=20) == (Sport.OTHER, "strength_training")
    assert sport() == (Sport.OTHER, None)


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        (7200, "+02:00"),
        (0, "+00:00"),
        (-3.5 * 3600, "-03:30"),
        (5.75 * 3600 + 12, "+05:45"),
        (14 * 3600, "+14:00"),
        (15 * 3600, None),
        (-13 * 3600, None),
        (7200 + 400, None),
        (-6e8, None),
    ],
)
def test_the_watchs_clock_tells_the_zone_if_a_place_on_earth_can_have_it(local: float, expected: str | None) -> None:
    assert zone(local) == expected


def test_a_session_begins_when_it_says_or_its_duration_before_its_end() -> None:
    assert begin({"start_time": 5.0, "timestamp": 90.0}) == 5
    assert begin({"timestamp": 90.0, "total_elapsed_time": 60.0}) == 30
    assert begin({"total_elapsed_time": 60.0}) is None


def test_a_session_lasts_as_it_says_or_until_its_end() -> None:
    assert duration({"total_elapsed_time": 60.0, "timestamp": 99.0}, 30) == 60
    assert duration({"timestamp": 99.0}, 30) == 69
    assert duration({"timestamp": 9.0}, 30) is None
    assert duration({"total_elapsed_time": 4e6}, 30) is None
    assert duration({}, 30) is None


def test_laps_are_in_order_of_time_since_the_start() -> None:
    rows: list[Row] = [
        {"start_time": START + 60, "total_elapsed_time": 30.0, "lap_trigger": 7.0},
        {"start_time": START, "total_elapsed_time": 60.0, "total_distance": 200.0, "lap_trigger": 2.0},
        {"total_distance": 5.0},
    ]
    assert laps_of(rows, (), START) == ((Lap(0, 60, 200, "distance"), Lap(60, 90, None, "session_end")), [])


def test_a_moment_that_the_runner_marked_is_a_lap_without_length() -> None:
    marker, other = timer(42, 3, event=32), timer(50, 3, event=9)
    by_hand: Row = {"start_time": START, "total_elapsed_time": 60.0, "lap_trigger": 0.0}
    laps, _ = laps_of([by_hand], [marker, other], START)
    assert laps == (Lap(0, 60, None, "manual"), Lap(42, 42, None, "user_marker"))


def test_laps_lie_within_what_an_activity_can_be_and_others_are_told() -> None:
    rows: list[Row] = [
        {"start_time": START - 5, "total_elapsed_time": 60.0, "total_distance": 4e7},
        {"start_time": START - 50, "total_elapsed_time": 5.0},
        {"start_time": START + 2e7, "total_elapsed_time": 5.0},
    ]
    laps, (finding,) = laps_of(rows, (), START)
    assert laps == (Lap(0, 55, None, None),)
    assert (finding.code, str(finding.sentence)[:6]) == ("laps-outside", "2 laps")


def timer(second: float, event_type: float, event: float = 0) -> Row:
    return {"timestamp": START + second, "event": event, "event_type": event_type}


def test_a_pause_lasts_from_a_stop_of_the_timer_to_its_next_start() -> None:
    rows = [timer(0, 0), timer(10, 4), timer(12, 4), timer(20, 0), timer(30, 3), timer(40, 1), timer(45, 0, event=9)]
    assert pauses_of([*rows, timer(50, 0), timer(60, 9)], START, 60) == (Pause(10, 20), Pause(40, 50))


def test_pauses_lie_within_the_activity() -> None:
    assert pauses_of([timer(-9, 4), timer(-5, 0), timer(50, 4), timer(99, 0)], START, 60) == (Pause(50, 60),)
    assert pauses_of([{"event": 0.0, "event_type": 4.0}, timer(9, 0)], START, 60) == ()


def test_the_device_is_the_one_that_wrote_the_file() -> None:
    told = messages(
        file_id=[{"manufacturer": 1.0, "product": 3113.0, "garmin_product": 3113.0, "serial_number": 42.0}],
        device_info=[
            {"device_index": 0.0, "software_version": 13.22},
            {"device_index": 1.0, "software_version": 2.5, "serial_number": 7.0},
        ],
    )
    assert device_of(told) == Device("Garmin", "Forerunner 945", 42, "13.22")


def test_a_device_without_a_known_name_goes_by_its_number() -> None:
    assert device_of(messages(file_id=[{"manufacturer": 4711.0, "product": 5.0}])) == Device("#4711", "#5")
    assert device_of(messages(file_id=[{"product_name": "Pace 3"}])) == Device(None, "Pace 3")
    assert device_of({}) == Device()


def test_details_are_what_is_not_in_the_outline() -> None:
    row: Row = {"sport": 1.0, "total_calories": 500.0, "avg_speed": 3.0, "enhanced_avg_speed": 3.0}
    assert details_of(Session(row, {"RP_SD": 345.0}, START)) == {
        "RP_SD": 345.0,
        "total_calories": 500.0,
        "enhanced_avg_speed": 3.0,
    }


def test_the_weather_that_the_watch_was_told_goes_with_the_details() -> None:
    forecast: Row = {"weather_report": 1.0, "temperature": 30.0}
    current: Row = {"weather_report": 0.0, "temperature": 18.0, "relative_humidity": 70.0}
    told = messages(weather_conditions=[forecast, current])
    assert circumstances_of(told) == {"weather_temperature": 18.0, "weather_relative_humidity": 70.0}


def test_the_runner_weighs_what_the_scale_says_or_else_the_profile() -> None:
    profile, scale = {"weight": 71.0, "age": 40.0}, {"weight": 70.2}
    assert circumstances_of(messages(user_profile=[profile])) == {"weight": 71}
    assert circumstances_of(messages(user_profile=[profile], weight_scale=[scale])) == {"weight": 70.2}
    assert circumstances_of({}) == {}


def test_the_sport_of_a_lost_session_is_that_of_the_settings_or_of_the_first_lap() -> None:
    lap: Row = {"sport": 1.0, "sub_sport": 3.0}
    assert sport_of(messages(lap=[lap]), session()) == (Sport.RUNNING, "trail")
    assert sport_of(messages(lap=[lap], sport=[{"sport": 2.0}]), session()) == (Sport.CYCLING, None)
    assert sport_of(messages(lap=[lap]), session(sport=5.0)) == (Sport.SWIMMING, None)


def test_what_every_format_tells_is_called_by_the_words_of_the_house() -> None:
    row = {"avg_heart_rate": 150.0, "max_heart_rate": 170.0, "total_ascent": 90.0, "total_descent": 80.0}
    assert details_of(session(**row, workout_rpe=35.0)) == {
        "mean_heart_rate": 150.0,
        "max_heart_rate": 170.0,
        "ascent": 90.0,
        "descent": 80.0,
        "rpe": 3.5,
    }
