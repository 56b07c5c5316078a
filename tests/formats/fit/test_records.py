import numpy as np
import pytest

from uncramp.formats.fit.messages import Table
from uncramp.formats.fit.records import FIRST_DATE, dated, oddities, streams_of, with_dates

NAN = float("nan")
NOON = 1_000_000_000.0


def records(developer: dict[str, list[float]] | None = None, **columns: list[float]) -> Table:
    arrays = {name: np.array(values, float) for name, values in columns.items()}
    own = {name: np.array(values, float) for name, values in (developer or {}).items()}
    return Table(100 + 10 * np.arange(len(next(iter(columns.values())))), arrays, own)


def every(table: Table) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    return np.arange(len(table))


def test_values_come_in_the_units_of_the_house() -> None:
    table = records(
        position_lat=[2**30],
        position_long=[-(2**29)],
        vertical_oscillation=[85.5],
        stance_time=[245.0],
        step_length=[1050.0],
        core_temperature=[37.5],
    )
    streams = streams_of(table, np.array([3.0]), every(table))
    assert (streams.latitude[0], streams.longitude[0]) == (90, -45)
    assert streams.vertical_oscillation == pytest.approx(0.0855)
    assert streams.stance_time == pytest.approx(0.245)
    assert streams.step_length == pytest.approx(1.05)
    assert streams.core_temperature == 37.5
    assert streams.elapsed_time == 3


def test_speed_and_altitude_are_the_enhanced_ones() -> None:
    table = records(speed=[1], enhanced_speed=[2], altitude=[10], enhanced_altitude=[20])
    streams = streams_of(table, np.zeros(1), every(table))
    assert (streams.speed[0], streams.altitude[0]) == (2, 20)


def test_cadence_is_recorded_whole_plus_fraction() -> None:
    table = records(cadence=[80, 81, NAN], fractional_cadence=[0.5, NAN, 0.5])
    assert np.array_equal(streams_of(table, np.zeros(3), every(table)).cadence, [80.5, 81, NAN], equal_nan=True)


def test_only_the_chosen_records_are_taken() -> None:
    table = records({"Form Power": [1, 2, 3]}, heart_rate=[140, 141, 142])
    streams = streams_of(table, np.array([0.0, 1.0]), np.array([0, 2]))
    assert streams.heart_rate.tolist() == [140, 142]
    assert streams.developer["Form Power"].tolist() == [1, 3]


def test_what_was_not_recorded_comes_from_the_app_that_stands_in_for_it() -> None:
    table = Table(np.array([1]), {}, {"Stryd": np.array([250.0]), "core_temperature": np.array([38.5])})
    told = Table(table.places, {}, table.developer, {"power": "Stryd"})
    streams = streams_of(told, np.zeros(1), every(told))
    assert (streams.power[0], streams.core_temperature[0]) == (250, 38.5)
    assert np.isnan(streams_of(table, np.zeros(1), every(table)).power).all()


def test_what_the_watch_recorded_itself_stays() -> None:
    table = records({"power": [250]}, power=[200])
    assert streams_of(table, np.zeros(1), every(table)).power.tolist() == [200]


def test_times_from_before_the_first_date_are_none_if_others_are_dates() -> None:
    messages, findings = with_dates({"record": records(timestamp=[NOON, 7, 2.0**33, NAN])})
    assert np.array_equal(messages["record"].numbers("timestamp"), [NOON, NAN, NAN, NAN], equal_nan=True)
    assert findings == []


def test_a_watch_that_knew_no_date_keeps_its_own_times_and_is_told() -> None:
    messages, findings = with_dates({"record": records(timestamp=[7, FIRST_DATE - 1])})
    assert messages["record"].numbers("timestamp").tolist() == [7, FIRST_DATE - 1]
    assert [finding.code for finding in findings] == ["clock-not-set"]


def test_records_without_a_time_are_left_out_and_told_with_the_first_ones_byte() -> None:
    kept, (finding,) = dated(records(timestamp=[NOON, NAN, NOON], heart_rate=[1, 2, 3]))
    assert kept.numbers("heart_rate").tolist() == [1, 3]
    assert (finding.code, finding.offset, str(finding.sentence)[:1]) == ("records-without-time", 110, "1")


def test_records_that_go_back_in_time_are_told() -> None:
    table = records(timestamp=[NOON, NOON + 2, NOON + 1, NOON + 3])
    (finding,) = oddities(table, every(table), NOON + 3)
    assert (finding.code, finding.offset) == ("records-out-of-order", 120)


def test_records_long_after_the_end_are_told() -> None:
    table = records(timestamp=[NOON, NOON + 60, NOON + 90_000])
    (finding,) = oddities(table, every(table), NOON + 50)
    assert (finding.code, finding.offset) == ("records-after-end", 120)
