from datetime import UTC, datetime

import numpy as np
import pytest
from numpy.typing import ArrayLike

from uncramp.domain.activity import Activity
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import Streams
from uncramp.exposure.terrain import Terrain, terrain_of
from uncramp.exposure.track import track_of

TIME = np.arange(0.0, 1201.0)
SPEED = 3.0


def terrain(altitude: ArrayLike | None) -> Terrain:
    outline = Outline(Sport.RUNNING, datetime(2030, 1, 1, tzinfo=UTC), 1200.0, 1200.0)
    columns = {} if altitude is None else {"altitude": altitude}
    return terrain_of(track_of(Activity(outline, Streams.of(TIME, None, distance=SPEED * TIME, **columns))))


def test_a_steady_slope_has_its_grade_everywhere_and_its_climb() -> None:
    ground = terrain(100.0 + 0.05 * SPEED * TIME)
    assert ground.is_known
    assert ground.grade == pytest.approx(0.05)
    assert (ground.climb.ascent, ground.climb.descent) == pytest.approx((180.0, 0.0), abs=1.0)


def test_uphill_is_as_hard_as_faster_on_the_flat() -> None:
    # Minetti's cost at 10 % over that on the level: 5.968 / 3.6.
    assert terrain(100.0 + 0.1 * SPEED * TIME).adjusted_speed[1:] == pytest.approx(SPEED * 5.968 / 3.6, rel=1e-3)


@pytest.mark.parametrize("altitude", [None, np.random.default_rng(1).normal(100.0, 10.0, TIME.size)])
def test_without_altitudes_or_with_noise_alone_there_is_no_ground(altitude: ArrayLike | None) -> None:
    ground = terrain(altitude)
    assert np.isnan(ground.climb.ascent)
    assert np.isnan(ground.grade).all()
    assert np.isnan(ground.adjusted_speed).all()
    assert ground.altitude.shape == TIME.shape
    assert not ground.is_known
    assert ground.effort[1:] == pytest.approx(SPEED)
