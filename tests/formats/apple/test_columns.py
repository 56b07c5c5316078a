from collections.abc import Sequence
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.formats.apple.columns import Chosen, Row, Series, Way, chosen, streams_of

START = np.datetime64("2024-05-01T05:00:00", "us")
NOWHERE = Way(np.zeros(0), {name: np.zeros(0) for name in ("latitude", "longitude", "altitude", "distance", "speed")})


def clock(second: float) -> str:
    return f"2024-05-01 05:{int(second) // 60:02}:{int(second) % 60:02} +0000"


def row(start: float, end: float, value: object, unit: str = "m", source: str = "Watch") -> Row:
    return source, unit, clock(start), clock(end), f"{value}"


def picked(kind: str, *rows: Row, source: str = "Watch") -> Chosen:
    return chosen({kind: rows}, source, START, 600.0)


def series(*spans: tuple[float, float, float]) -> Series:
    start, end, value = np.array(spans, np.float64).reshape(-1, 3).T
    return Series(start, end, value)


def codes(found: Chosen) -> list[str]:
    return [each.code for each in found.findings]


@pytest.mark.parametrize(("source", "expected"), [("Watch", [1.0, 2.0]), ("Nike", [7.0, 8.0, 9.0])])
def test_the_source_of_the_workout_is_believed_else_the_one_that_tells_most(
    source: str, expected: Sequence[float]
) -> None:
    rows = [row(0, 5, 1), row(5, 10, 2), *(row(5 * i, 5 * i + 5, 7 + i, source="iPhone") for i in range(3))]
    assert picked("DistanceWalkingRunning", *rows, source=source).series["distance"].value.tolist() == expected


@pytest.mark.parametrize(
    ("kind", "unit", "value", "column", "expected"),
    [
        ("HeartRate", "count/min", 150, "heart_rate", 150.0),
        ("RunningSpeed", "km/hr", 10.8, "speed", 3.0),
        ("RunningSpeed", "mi/hr", 6.7108, "speed", 3.0),
        ("RunningPower", "W", 250, "power", 250.0),
        ("RunningStrideLength", "m", 1.1, "step_length", 1.1),
        ("RunningVerticalOscillation", "cm", 9.5, "vertical_oscillation", 0.095),
        ("RunningGroundContactTime", "ms", 240, "stance_time", 0.24),
        ("StepCount", "count", 14, "cadence", 84.0),  # 14 steps in 5 s: 168 a minute
    ],
)
def test_each_quantity_has_its_column_and_unit(
    kind: str, unit: str, value: float, column: str, expected: float
) -> None:
    found = picked(kind, row(10, 15, value, unit))
    assert found.series[column].value.tolist() == [pytest.approx(expected, rel=1e-4)]


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("HeartRate", row(0, 0, 300, "count/min")),
        ("HeartRate", row(0, 0, "nan", "count/min")),
        ("RunningPower", row(0, 0, -5, "W")),
        ("DistanceWalkingRunning", row(0, 5, -3)),
        ("DistanceWalkingRunning", row(0, 5, 5000)),
        ("RunningGroundContactTime", row(0, 0, 9, "s")),
    ],
)
def test_what_cannot_be_true_is_a_finding_and_no_number(kind: str, wrong: Row) -> None:
    found = picked(kind, wrong)
    assert not found.series
    assert found.findings[0].code == f"impossible-{found.findings[0].column}".replace("_", "-")
    assert str(found.findings[0].sentence).startswith("1 values of ")


def test_an_unknown_unit_is_told() -> None:
    assert codes(picked("DistanceWalkingRunning", row(0, 5, 3, "league"))) == ["unknown-unit-distance"]


def test_steps_counted_over_minutes_are_no_cadence() -> None:
    assert not picked("StepCount", row(0, 300, 800, "count"), row(5, 5, 3, "count")).series


def test_a_record_counts_once() -> None:
    assert picked("HeartRate", *[row(0, 0, 99, "count/min")] * 2).series["heart_rate"].value.tolist() == [99.0]


def test_a_value_holds_for_the_time_that_it_is_about() -> None:
    values = series((0, 5, 1), (10, 10, 2)).at(np.array([0.0, 3.0, 5.0, 7.0, 10.0, 11.0]))
    np.testing.assert_array_equal(values, [1, 1, 1, nan, 2, nan])


def test_increments_add_up_and_nothing_is_covered_between_them() -> None:
    sums = series((0, 5, 10), (5, 10, 20), (20, 25, 5)).sum_at(np.array([0.0, 2.5, 5.0, 10.0, 15.0, 20.0, 25.0, 26.0]))
    np.testing.assert_allclose(sums, [0, 5, 10, 30, 30, 30, 35, nan])


def test_of_increments_that_overlap_nothing_is_counted_twice() -> None:
    sums = series((0, 10, 20), (5, 15, 20), (6, 8, 4), (15, 15, 1)).sum_at(np.array([10.0, 15.0]))
    np.testing.assert_allclose(sums, [20, 31])


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20), st.floats(0, 100)), min_size=1))
def test_a_sum_never_falls_nor_exceeds_what_was_covered(spans: list[tuple[int, int, float]]) -> None:
    way = series(*sorted((start, start + length, value) for start, length, value in spans))
    sums = way.sum_at(np.unique(np.concatenate([way.start, way.end])))
    assert (np.diff(sums) >= -1e-9).all()
    assert sums[-1] <= way.value.sum() + 1e-6


def test_all_columns_share_one_time_base() -> None:
    route = Way(
        np.array([0.0, 4.0]),
        {
            "latitude": np.array([48.0, 48.1]),
            "longitude": np.array([2.0, 2.1]),
            "altitude": np.array([100.0, nan]),
            "distance": np.array([nan, nan]),
            "speed": np.array([2.0, 3.0]),
        },
    )
    streams = streams_of({"heart_rate": series((2, 2, 140)), "distance": series((0, 4, 12))}, route, 600.0)
    np.testing.assert_array_equal(streams.elapsed_time, [0, 2, 4])
    np.testing.assert_array_equal(streams.distance, [0, 6, 12])
    np.testing.assert_array_equal(streams.heart_rate, [nan, 140, nan])
    np.testing.assert_array_equal(streams.latitude, [48.0, nan, 48.1])
    np.testing.assert_array_equal(streams.speed, [2, nan, 3])


def test_a_measured_speed_is_believed_before_that_of_the_route() -> None:
    way = Way(np.zeros(1), {**{name: np.zeros(1) for name in NOWHERE.columns}, "speed": np.array([9.0])})
    assert streams_of({"speed": series((0, 0, 3))}, way, 600.0).speed.tolist() == [3.0]


def test_what_was_covered_before_the_start_does_not_count() -> None:
    streams = streams_of({"distance": series((-5, 5, 20), (5, 10, 10))}, NOWHERE, 600.0)
    assert (streams.elapsed_time.tolist(), streams.distance.tolist()) == ([0.0, 5.0, 10.0], [0.0, 10.0, 20.0])


def test_what_was_covered_after_the_end_does_not_count() -> None:
    streams = streams_of({"distance": series((0, 10, 20))}, NOWHERE, 5.0)
    assert (streams.elapsed_time.tolist(), streams.distance.tolist()) == ([0.0, 5.0], [0.0, 10.0])


def test_without_any_measurement_there_are_no_records() -> None:
    assert len(streams_of({}, NOWHERE, 600.0)) == 0
