from itertools import accumulate

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from uncramp.formats.fit.packed import unpack, unroll

NAN = np.nan


def test_twelve_bits_are_taken_lowest_byte_first() -> None:
    packed = np.array([[0x34, 0x12, 0xAB]], float)  # 0xAB1234
    assert unpack(packed, 0, 12) == 0x234
    assert unpack(packed, 12, 12) == 0xAB1


def test_a_whole_number_gives_its_low_bits() -> None:
    assert unpack(np.array([0x1FF], float), 0, 8) == 0xFF


def test_rows_too_short_give_nothing() -> None:
    assert unpack(np.zeros((3, 2)), 12, 12) is None


def test_what_was_not_recorded_stays_unknown() -> None:
    values = unpack(np.array([[NAN, NAN, NAN]]), 12, 12)
    assert values is not None
    assert np.isnan(values).all()


def test_counts_go_on_where_the_remainder_wraps_round() -> None:
    assert unroll(np.array([250.0, 254.0, 3.0]), 256, np.full(3, NAN)).tolist() == [250, 254, 259]


def test_counts_go_on_from_each_known_count_over_gaps() -> None:
    low = np.array([NAN, 2.0, NAN, 1.0, NAN, 3.0])
    known = np.array([1000.0, NAN, NAN, NAN, 64.0, NAN])
    counts = unroll(low, 32, known)
    assert np.array_equal(counts, [1000, 1026, NAN, 1057, 64, 67], equal_nan=True)


def test_nothing_recorded_gives_nothing() -> None:
    assert np.isnan(unroll(np.full(2, NAN), 32, np.full(2, NAN))).all()


@given(st.integers(0, 10**9), st.lists(st.integers(0, 31)), st.sampled_from([32, 256, 4096]))
def test_any_count_that_grows_by_less_than_the_modulus_comes_back(start: int, steps: list[int], modulus: int) -> None:
    counts = np.array([*accumulate(steps, initial=start)], float)
    known = np.full(counts.size, NAN)
    known[0] = start
    assert unroll(counts % modulus, modulus, known).tolist() == counts.tolist()
