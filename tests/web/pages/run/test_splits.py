import numpy as np
import pytest

from uncramp.domain.streams import Streams
from uncramp.domain.units import IMPERIAL, METRES_PER_MILE
from uncramp.presentation.words import Words
from uncramp.web.pages.run.splits import rows_of

TIME = np.arange(0.0, 901.0, 10.0)
EVEN = Streams.of(TIME, distance=TIME * 2500.0 / 900.0, heart_rate=np.where(TIME < 450.0, 140.0, np.nan))


def test_whole_kilometres_and_the_piece_that_is_left() -> None:
    rows = rows_of(EVEN, Words())
    assert [row.name for row in rows] == ["1", "2", "2.5 km"]
    assert [row.pace for row in rows] == pytest.approx([360.0, 360.0, 360.0])
    assert [row.clock for row in rows] == pytest.approx([360.0, 720.0, 900.0])


def test_heart_rate_is_the_mean_of_what_was_recorded() -> None:
    assert [row.heart_rate for row in rows_of(EVEN, Words())] == [140.0, 140.0, None]


def test_miles_for_who_reads_miles() -> None:
    first, last = rows_of(EVEN, Words(IMPERIAL))
    assert (first.name, last.name) == ("1", "1.6 mi")
    assert first.pace == pytest.approx(METRES_PER_MILE * 0.36)


def test_a_pause_counts() -> None:
    time = np.where(TIME > 450.0, TIME + 60.0, TIME)
    rows = rows_of(Streams.of(time, distance=EVEN.distance), Words())
    assert [row.pace for row in rows] == pytest.approx([360.0, 420.0, 360.0])


@pytest.mark.parametrize("distance", [np.nan, 0.0, 3.0])
def test_a_run_without_a_way_has_no_splits(distance: float) -> None:
    assert rows_of(Streams.of([0.0, 10.0], distance=[0.0, distance]), Words()) == []


def test_a_way_in_no_time_is_no_split() -> None:
    assert rows_of(Streams.of([7.0, 7.0], distance=[0.0, 500.0]), Words()) == []


def test_a_run_without_records_has_no_splits() -> None:
    assert rows_of(Streams.of([]), Words()) == []
