import numpy as np
import pytest

from uncramp.domain.outline import Sport
from uncramp.domain.streams import Streams
from uncramp.formats.fit.messages import HUGE, Table
from uncramp.formats.fit.records import FIRST_DATE, dated, oddities, placed, streams_of, with_dates

NAN = float("nan")
NOON = 1_000_000_000.0


def records(developer: dict[str, list[float]] | None = None, **columns: list[float]) -> Table:
    arrays = {name: np.array(values, float) for name, values in columns.items()}
    own = {name: np.array(values, float) for name, values in (developer or {}).items()}
    return Table(100 + 10 * np.arange(len(next(iter(columns.values())))), arrays, own)


def streams(table: Table, *elapsed_time: float) -> Streams:
    return streams_of(table, np.array(elapsed_time or [0.0] * len(table)), Sport.RUNNING)[0]


def test_values_come_in_the_units_of_the_house() -> None:
    table = records(
        position_lat=[2**30],
        position_long=[-(2**29)],
        vertical_oscillation=[85.5],
        stance_time=[245.0],
        step_length=[1050.0],
        core_temperature=[37.5],
    )
    found = streams(table, 3)
    assert (found.latitude[0], found.longitude[0]) == (90, -45)
    assert found.vertical_oscillation == pytest.approx(0.0855)
    assert found.stance_time == pytest.approx(0.245)
    assert found.step_length == pytest.approx(1.05)
    assert found.core_temperature == 37.5
    assert found.elapsed_time == 3


def test_speed_and_altitude_are_the_enhanced_ones() -> None:
    table = records(speed=[1], enhanced_speed=[2], altitude=[10], enhanced_altitude=[20])
    found = streams(table)
    assert (found.speed[0], found.altitude[0]) == (2, 20)


def test_cadence_is_recorded_whole_plus_fraction() -> None:
    table = records(cadence=[80, 81, NAN], fractional_cadence=[0.5, NAN, 0.5])
    assert np.array_equal(streams(table).cadence, [80.5, 81, NAN], equal_nan=True)


def test_only_the_chosen_records_are_taken() -> None:
    table = records({"Form Power": [1, 2, 3]}, heart_rate=[140, 141, 142])
    found = streams(table.where(np.array([0, 2])))
    assert found.heart_rate.tolist() == [140, 142]
    assert found.developer["Form Power"].tolist() == [1, 3]


def test_what_was_not_recorded_comes_from_the_app_that_stands_in_for_it() -> None:
    table = Table(np.array([1]), {}, {"Stryd": np.array([250.0]), "Core Temperature": np.array([38.5])})
    told = Table(table.places, {}, table.developer, {"power": "Stryd"})
    found = streams(told)
    assert (found.power[0], found.core_temperature[0]) == (250, 38.5)
    assert np.isnan(streams(table).power).all()


def test_what_the_watch_recorded_itself_stays() -> None:
    table = records({"power": [250]}, power=[200])
    assert streams(table).power.tolist() == [200]


def test_times_from_before_the_first_date_are_none_if_others_are_dates() -> None:
    messages, findings = with_dates({"record": records(timestamp=[NOON, 7, 2.0**33, NAN])})
    assert np.array_equal(messages["record"].numbers("timestamp"), [NOON, NAN, NAN, NAN], equal_nan=True)
    assert findings == []


def test_times_from_2058_on_are_none() -> None:
    messages, _ = with_dates({"record": records(timestamp=[2.0**31 - 1, 2.0**31])})
    assert np.array_equal(messages["record"].numbers("timestamp"), [2.0**31 - 1, NAN], equal_nan=True)


def test_infinite_values_of_apps_are_unknown() -> None:
    found = streams(records({"Smoothness": [HUGE, 1]}, heart_rate=[140, 141]))
    assert np.array_equal(found.developer["Smoothness"], [NAN, 1], equal_nan=True)


def test_a_watch_that_knew_no_date_keeps_its_own_times_and_is_told() -> None:
    messages, findings = with_dates({"record": records(timestamp=[7, FIRST_DATE - 1])})
    assert messages["record"].numbers("timestamp").tolist() == [7, FIRST_DATE - 1]
    assert [finding.code for finding in findings] == ["clock-not-set"]


def test_records_without_a_time_are_left_out_and_told_with_the_first_ones_byte() -> None:
    kept, (finding,) = dated(records(timestamp=[NOON, NAN, NOON], heart_rate=[1, 2, 3]))
    assert kept.numbers("heart_rate").tolist() == [1, 3]
    assert (finding.code, finding.offset, str(finding.sentence)[:1]) == ("records-without-time", 110, "1")


def test_records_that_go_back_in_time_are_told() -> None:
    (finding,) = oddities(records(heart_rate=[1, 2, 3, 4]), np.array([0.0, 2, 1, 3]), 3)
    assert (finding.code, finding.offset) == ("records-out-of-order", 120)


def test_records_long_after_the_end_are_told() -> None:
    (finding,) = oddities(records(heart_rate=[1, 2, 3]), np.array([0.0, 60, 90_000]), 50)
    assert (finding.code, finding.offset) == ("records-after-end", 120)


@pytest.mark.parametrize(
    ("seconds", "said", "start", "kept"),
    [
        ([0, 1, 2], 0, 0, [0, 1, 2]),
        ([3, 4, 5], 0, 0, [0, 1, 2]),
        ([-30, 0, 1], 0, -30, [0, 1, 2]),
        ([-90, 0, 1], 0, 0, [1, 2]),
        ([0, 1, 1e6 + 1], 0, 0, [0, 1]),
        ([-3600, 0, 1], 1e8, -3600, [0, 1, 2]),
        ([-1e8, 0, 1], -1e8, 0, [1, 2]),
    ],
)
def test_an_activity_begins_as_it_says_unless_most_of_its_records_know_better(
    seconds: list[float], said: float, start: float, kept: list[int]
) -> None:
    table = records(timestamp=[NOON + second for second in seconds])
    found, chosen, findings = placed(table, np.arange(3), NOON + said, None)
    assert (found - NOON, chosen.tolist()) == (start, kept)
    lost = sorted({0, 1, 2} - {*kept})
    assert [(each.code, each.offset) for each in findings] == [("records-outside", 100 + 10 * row) for row in lost]


def test_a_watch_that_was_forgotten_for_weeks_may_go_on_with_its_activity() -> None:
    table = records(timestamp=[NOON, NOON + 2e6, NOON + 2e6 + 1])
    assert placed(table, np.arange(3), NOON, NOON + 2e6 + 9)[1].tolist() == [0, 1, 2]
    assert placed(table, np.arange(3), NOON, NOON + 4e9)[1].tolist() == [1, 2]


def test_without_records_an_activity_begins_as_it_says() -> None:
    assert placed(records(timestamp=[]), np.arange(0), NOON, None)[0] == NOON


def test_values_that_cannot_be_are_left_out_and_told() -> None:
    found, (finding,) = streams_of(records(heart_rate=[140, 0, 141]), np.zeros(3), Sport.RUNNING)
    assert np.array_equal(found.heart_rate, [140, NAN, 141], equal_nan=True)
    assert (finding.code, finding.column, finding.spans) == ("impossible-heart-rate", "heart_rate", ((1, 2),))
