import math

import numpy as np
import pytest

from uncramp.domain.positions import way_between


@pytest.mark.parametrize(
    ("latitude", "north", "east"),
    # Length of a degree on WGS 84, m: National Geospatial-Intelligence Agency, "Length of a degree of latitude and
    # longitude calculator", as tabulated in Wikipedia, "Geographic coordinate system", of 2024.
    [
        (0, 110_574, 111_320),
        (15, 110_649, 107_550),
        (30, 110_852, 96_486),
        (45, 111_132, 78_847),
        (60, 111_412, 55_800),
    ],
)
def test_a_degree_is_as_long_as_the_geodesists_say(latitude: float, north: float, east: float) -> None:
    assert 10 * way_between(latitude - 0.05, 0.0, latitude + 0.05, 0.0) == pytest.approx(north, abs=1)
    assert 10 * way_between(latitude, 0.0, latitude, 0.1) == pytest.approx(east, abs=1)


def degrees(whole: float, minutes: float, seconds: float) -> float:
    return math.copysign(abs(whole) + minutes / 60 + seconds / 3600, whole)


def test_flinders_peak_is_as_far_from_buninyong_as_vincentys_formula_says() -> None:
    """Geocentric Datum of Australia, Technical Manual 2.4, section 4: 54,972.271 m on GRS 80."""
    latitude = np.array([degrees(-37, 57, 3.72030), degrees(-37, 39, 10.15610)])
    longitude = np.array([degrees(144, 25, 29.52440), degrees(143, 55, 35.38390)])
    assert way_between(latitude[0], longitude[0], latitude[1], longitude[1]) == pytest.approx(54_972.271, rel=1e-4)


def test_the_date_line_is_no_journey_round_the_world() -> None:
    assert way_between(0.0, 179.9995, 0.0, -179.9995) == pytest.approx(111.32, abs=0.01)
