import numpy as np
import pytest
import tzfpy

from uncramp.cli.demo.routes import TIME_ZONE, Route, ring

ALL = pytest.mark.parametrize("route", Route)


@ALL
def test_a_round_closes_where_it_began(route: Route) -> None:
    around = ring(route)
    start, lap = around.at(np.array([0.0])), around.at(np.array([around.length]))
    assert np.concatenate(start) == pytest.approx(np.concatenate(lap))


@ALL
def test_the_way_along_a_round_is_the_great_circle_distance(route: Route) -> None:
    around = ring(route)
    latitude, longitude = np.radians(around.latitude), np.radians(around.longitude)
    haversine = (
        np.sin(np.diff(latitude) / 2) ** 2
        + np.cos(latitude[1:]) * np.cos(latitude[:-1]) * np.sin(np.diff(longitude) / 2) ** 2
    )
    assert around.length == pytest.approx(2 * 6_371_009 * np.arcsin(np.sqrt(haversine)).sum(), rel=1e-4)


@ALL
def test_a_round_lies_in_its_time_zone_and_can_be_run(route: Route) -> None:
    around = ring(route)
    assert tzfpy.get_tz(float(around.longitude[0]), float(around.latitude[0])) == TIME_ZONE
    assert np.abs(np.diff(around.altitude) / np.diff(around.distance)).max() < 0.12


def test_blankenese_is_hilly_and_the_alster_is_not() -> None:
    assert np.ptp(ring(Route.BLANKENESE).altitude) > 50
    assert np.ptp(ring(Route.ALSTER).altitude) < 10
