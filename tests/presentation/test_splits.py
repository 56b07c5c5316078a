from datetime import UTC, datetime

import numpy as np
import pytest
from numpy.typing import ArrayLike

from uncramp.domain.activity import Activity
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import Streams
from uncramp.domain.units import IMPERIAL, METRES_PER_MILE
from uncramp.exposure.kilometres import kilometres_of_track
from uncramp.exposure.terrain import terrain_of
from uncramp.exposure.track import track_of
from uncramp.exposure.within.run import Ability
from uncramp.presentation.splits import SplitRow, split_rows
from uncramp.presentation.words import Words

TIME = np.arange(0.0, 901.0, 10.0)
WAY = TIME * 2500.0 / 900.0


def rows(words: Words | None = None, time: ArrayLike = TIME, **columns: ArrayLike) -> list[SplitRow]:
    own = words or Words()
    outline = Outline(Sport.RUNNING, datetime(2030, 1, 1, tzinfo=UTC), 900.0, 900.0)
    track = track_of(Activity(outline, Streams.of(time, None, **{"distance": WAY} | columns)))
    return list(
        split_rows(kilometres_of_track(track, terrain_of(track), Ability(), length=own.units.split_length), own)
    )


def test_whole_kilometres_and_the_piece_that_is_left() -> None:
    told = rows()
    assert [row.name for row in told] == ["1", "2", "2.5 km"]
    assert [row.pace for row in told] == pytest.approx([360.0, 360.0, 360.0])
    assert [row.clock for row in told] == pytest.approx([360.0, 720.0, 900.0])
    assert [row.effort for row in told] == [None, None, None]


def test_heart_rate_is_the_mean_of_what_was_recorded() -> None:
    beats = np.where(TIME < 360.0, 140.0 + np.cos(TIME), np.nan)
    assert [row.heart_rate for row in rows(heart_rate=beats)] == [pytest.approx(140.0, abs=0.5), None, None]


def test_miles_for_who_reads_miles() -> None:
    first, last = rows(Words(IMPERIAL))
    assert (first.name, last.name) == ("1", "1.6 mi")
    assert first.pace == pytest.approx(METRES_PER_MILE * 0.36)


def test_a_pause_counts() -> None:
    told = rows(time=np.where(TIME > 450.0, TIME + 60.0, TIME))
    assert [row.pace for row in told] == pytest.approx([360.0, 420.0, 360.0])


def test_uphill_the_effort_is_that_of_a_faster_pace_on_the_flat() -> None:
    (first, *_) = rows(altitude=100.0 + 0.05 * WAY)
    # Minetti: 4.685 J/kg/m at 5 %, 3.6 on the level.
    assert first.effort == pytest.approx(360.0 * 3.6 / 4.685, rel=1e-3)


@pytest.mark.parametrize("way", [np.nan, 0.0, 3.0])
def test_a_run_without_a_way_has_no_splits(way: float) -> None:
    assert rows(time=[0.0, 10.0], distance=[0.0, way]) == []


def test_a_run_without_records_has_no_splits() -> None:
    assert rows(time=[], distance=[]) == []
