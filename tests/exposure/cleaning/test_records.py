import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.cleaning.outings import activity
from uncramp.domain.activity import Pause
from uncramp.domain.streams import COLUMNS
from uncramp.exposure.cleaning.records import (
    MOST_SPANS,
    NAMES,
    bounded,
    edges,
    known_records,
    mask_of,
    spans_of,
    time_paused,
)

masks = st.lists(st.booleans(), max_size=40).map(lambda values: np.array(values, np.bool_))


@given(masks)
def test_the_spans_of_a_mask_mean_what_the_mask_means(mask: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
    meant = [index for first, end in spans_of(mask) for index in range(first, end)]
    assert np.array_equal(mask_of(mask.size, np.array(meant, np.intp)), mask)


def test_runs_at_both_ends_have_their_edges() -> None:
    firsts, ends = edges(np.array([True, True, False, True]))
    assert (firsts.tolist(), ends.tolist()) == ([0, 3], [2, 4])


def test_of_one_span_too_many_the_nearest_two_become_one() -> None:
    firsts = 10 * np.arange(MOST_SPANS + 1)
    firsts[50] -= 3
    spans = bounded(firsts, firsts + 2)
    assert len(spans) == MOST_SPANS
    assert spans[49] == (490, 499)
    assert spans[0] == (0, 2)
    assert spans[-1] == (1000, 1002)


def test_a_record_is_known_with_its_time_and_all_the_columns() -> None:
    streams = activity(
        [0.0, np.nan, 2, 3, 4], {"speed": [1.0, 1, np.nan, 1, 1], "distance": [0.0, 1, 2, np.inf, 4]}
    ).streams
    assert known_records(streams, "speed", "distance").tolist() == [0, 4]


def test_every_column_has_a_name_in_words() -> None:
    assert set(NAMES) == set(COLUMNS)


def test_time_in_overlapping_and_empty_pauses_is_counted_once() -> None:
    pauses = [Pause(50.0, 60.0), Pause(10.0, 30.0), Pause(20.0, 40.0), Pause(90.0, 80.0)]
    paused = time_paused(np.array([0.0, 10, 25, 45, 55, 100]), pauses)
    assert paused == pytest.approx([0, 0, 15, 30, 35, 40])


def test_without_a_pause_no_time_is_paused() -> None:
    assert time_paused(np.array([0.0, 1.0]), ()).tolist() == [0.0, 0.0]
