from math import isinf

import pytest

from uncramp.domain.outline import Sport
from uncramp.domain.quantities import quantity_kinds
from uncramp.exposure.cleaning.bounds import ON_FOOT, bounds_of


@pytest.mark.parametrize("sport", ON_FOOT)
def test_on_foot_nobody_is_faster_than_the_quantity_table_says(sport: Sport) -> None:
    assert bounds_of(sport).speed == quantity_kinds()["speed"].high


@pytest.mark.parametrize("sport", ON_FOOT)
def test_the_fastest_that_people_were_seen_is_within_the_bounds(sport: Sport) -> None:
    bounds = bounds_of(sport)
    assert bounds.speed > 12.42  # Usain Bolt, Berlin 2009, between 60 and 80 m (Graubner and Nixdorf 2011)
    assert bounds.climb > 1000.0 / (28 * 60 + 53)  # Philip Götsch, a kilometre up at Fully, 2017


def test_a_bicycle_is_faster_than_a_runner_and_the_unknown_fastest() -> None:
    on_foot, bicycle, other = (bounds_of(sport) for sport in (Sport.RUNNING, Sport.CYCLING, Sport.OTHER))
    assert on_foot.speed < bicycle.speed < other.speed
    assert on_foot.climb < bicycle.climb < other.climb
    assert isinf(other.acceleration)
