import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.formats.cells import MISSING, Cell, numbers, times


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.just(MISSING)))
def test_numbers_are_those_of_their_texts(values: list[float]) -> None:
    cells: list[Cell] = [MISSING if value is MISSING else repr(value) for value in values]
    assert np.array_equal(numbers(cells), np.array(values, float), equal_nan=True)


@pytest.mark.parametrize("text", ["NaN", "nan", "inf", "-INF", "1e400", "", " ", "1,5", "12 bpm", "0x10"])
def test_what_is_no_number_is_infinite_and_what_is_missing_is_nan(text: str) -> None:
    one, two, three = numbers([text, MISSING, "7"])
    assert np.isinf(one)
    assert np.isnan(two)
    assert three == 7


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-06-01T06:00:00Z", "2025-06-01T06:00:00"),
        ("2025-06-01T06:00:00.25Z", "2025-06-01T06:00:00.25"),
        ("2025-06-01T06:00:00.123456789Z", "2025-06-01T06:00:00.123456"),
        (" 2025-06-01 06:00:00,5z\n", "2025-06-01T06:00:00.5"),
        ("2025-06-01T06:00:00+02:00", "2025-06-01T04:00:00"),
        ("2025-06-01T06:00:00-0330", "2025-06-01T09:30:00"),
        ("2025-06-01T06:00:00", "2025-06-01T06:00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00"),
        ("0001-01-01T00:00:00+14:00", "0000-12-31T10:00:00"),
        ("9999-12-31T23:59:59-14:00", "10000-01-01T13:59:59"),
    ],
)
def test_a_time_is_a_moment_in_utc(text: str, moment: str) -> None:
    assert times([text]).instants.tolist() == np.array([moment], "datetime64[us]").tolist()
    assert times([text, "2025-06-01T06:00:00Z"]).instants[0] == np.datetime64(moment)


@pytest.mark.parametrize(
    "text",
    [
        *("", "now", "todayZ", "nowZ", "2025", "2025-06-01", "2025-02-30T10:00:00Z", "2025-13-01T10:00:00Z"),
        *("2025-06-01T06:61:00Z", "2025-06-01T06:00:00+15:00", "2025-06-01T06:00:00+02:00Z", "NaT", "01/06/2025"),
    ],
)
def test_what_is_no_time_is_told(text: str) -> None:
    read = times(["2025-06-01T06:00:00Z", text, MISSING])
    assert np.isnat(read.instants).tolist() == [False, True, True]
    assert read.unreadable == 1


def test_the_zone_is_that_of_most_times_unless_it_is_utc() -> None:
    late = "2025-06-01T06:00:00+02:00"
    assert times([late, late]).zone == "+02:00"
    assert times([late, "2025-06-01T06:00:00Z", late]).zone == "+02:00"
    assert times([late, "2025-06-01T06:00:00Z", "2025-06-01T06:00:00Z"]).zone is None
    assert times(["2025-06-01T06:00:00+0000"]).zone is None
    assert times(["2025-06-01T06:00:00-0330"]).zone == "-03:30"


def test_times_without_zone_are_counted() -> None:
    assert times(["2025-06-01T06:00:00", "2025-06-01T06:00:00Z"]).without_zone == 1


@given(st.lists(st.datetimes(), min_size=1), st.sampled_from(["Z", "+05:45", "-11:00"]))
def test_times_read_together_are_those_read_one_by_one(moments: list[object], zone: str) -> None:
    texts = [f"{moment}{zone}".replace(" ", "T") for moment in moments]
    together = times(texts).instants
    assert together.tolist() == [times([text, MISSING]).instants[0].item() for text in texts]


def test_no_cells_are_no_values() -> None:
    assert numbers([]).size == times([]).instants.size == 0
