from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.sun import (
    clear_sky_radiation_Haurwitz_1945,
    clear_sky_radiation_Kasten_1980,
    cloudy_sky_radiation_Kasten_1980,
    sun_elevation_Michalsky_1988,
)

anything = st.floats(allow_nan=True, allow_infinity=True)
moments = st.floats(-2_208_988_800.0, 4_102_444_799.0)
places = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def at(*moment: int) -> float:
    return datetime(*moment, tzinfo=UTC).timestamp()  # type: ignore[arg-type, misc]  # year to minute


@given(anything, anything, anything)
def test_the_sun_stands_between_nadir_and_zenith_or_nowhere(when: float, latitude: float, longitude: float) -> None:
    elevation = sun_elevation_Michalsky_1988(when, latitude, longitude)
    assert np.isnan(elevation) or abs(elevation) <= 90.0


@given(moments, places)
def test_on_the_other_side_of_the_earth_it_stands_as_deep_as_here_high(when: float, place: tuple[float, float]) -> None:
    latitude, longitude = place
    here = sun_elevation_Michalsky_1988(when, latitude, longitude)
    there = sun_elevation_Michalsky_1988(when, -latitude, longitude - np.copysign(180.0, longitude))
    assert there == pytest.approx(-here, abs=1e-6)


@given(moments)
def test_at_the_poles_the_longitude_changes_nothing_and_the_height_is_the_season(when: float) -> None:
    heights = sun_elevation_Michalsky_1988(when, 90.0, [-180.0, -20.0, 0.0, 133.0])
    assert np.ptp(heights) < 1e-6
    assert abs(heights[0]) < 23.46


def test_seasons_and_hours_are_where_they_belong() -> None:
    noon, midnight = at(2030, 6, 21, 12), at(2030, 6, 21, 0)
    assert sun_elevation_Michalsky_1988(noon, 23.44, 0.0) == pytest.approx(89.5, abs=0.5)
    assert sun_elevation_Michalsky_1988(midnight, 70.0, 0.0) > 0.0
    assert sun_elevation_Michalsky_1988(at(2030, 12, 21, 12), 70.0, 0.0) < 0.0


def test_shapes_are_broadcast_and_nothing_is_of_nothing() -> None:
    assert sun_elevation_Michalsky_1988([[0.0], [1.0]], [10.0, 20.0, 30.0], 5.0).shape == (2, 3)
    assert sun_elevation_Michalsky_1988([], 10.0, 20.0).shape == (0,)
    assert clear_sky_radiation_Haurwitz_1945([]).shape == (0,)
    assert cloudy_sky_radiation_Kasten_1980([100.0, 200.0], 0.5).shape == (2,)


def test_the_globe_ends_at_its_poles_and_at_the_date_line() -> None:
    edges = sun_elevation_Michalsky_1988(at(2024, 1, 1), [90.0, -90.0, 90.01, -90.01, 0.0, 0.0], [0, 0, 0, 0, 180, 181])
    assert np.isnan(edges).tolist() == [False, False, True, True, False, True]


def test_the_centuries_end_where_they_were_checked() -> None:
    ends = [-2_208_988_800.0, 4_102_444_799.0, 4_102_444_800.0, -2_208_988_801.0]
    assert np.isnan(sun_elevation_Michalsky_1988(ends, 0.0, 0.0)).tolist() == [False, False, True, True]


@given(st.lists(anything, max_size=5))
def test_clear_skies_give_some_light_none_or_no_number(heights: list[float]) -> None:
    haurwitz, kasten = clear_sky_radiation_Haurwitz_1945(heights), clear_sky_radiation_Kasten_1980(heights)
    given_heights = np.array(heights)
    assert np.array_equal(np.isfinite(haurwitz), np.abs(given_heights) <= 90.0)
    assert np.array_equal(np.isfinite(kasten), (given_heights >= 5.0) & (given_heights <= 90.0))
    assert ((haurwitz[np.isfinite(haurwitz)] >= 0.0) & (haurwitz[np.isfinite(haurwitz)] < 1036.0)).all()
    assert ((kasten[np.isfinite(kasten)] > 49.0) & (kasten[np.isfinite(kasten)] <= 880.0)).all()


@given(st.floats(0.01, 90), st.floats(0.01, 90))
def test_a_higher_sun_gives_more(one: float, other: float) -> None:
    low, high = clear_sky_radiation_Haurwitz_1945(sorted([one, other]))
    assert low <= high


def test_the_sky_of_hamburg_was_hazier() -> None:
    heights = np.arange(20.0, 91.0)
    assert (clear_sky_radiation_Kasten_1980(heights) < 0.92 * clear_sky_radiation_Haurwitz_1945(heights)).all()


@given(anything, anything)
def test_clouds_take_at_most_three_quarters(clear: float, cover: float) -> None:
    light = cloudy_sky_radiation_Kasten_1980(clear, cover)
    assert np.isnan(light) or 0.25 * clear <= light <= clear


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_clouds_never_give_more_light(one: float, other: float) -> None:
    fewer, more = cloudy_sky_radiation_Kasten_1980(1000.0, sorted([one, other]))
    assert more <= fewer


def test_light_without_end_is_no_light() -> None:
    assert np.isnan(cloudy_sky_radiation_Kasten_1980(np.inf, 0.5))


def test_where_it_stands_highest_and_lowest_is_told_too() -> None:
    moment = at(2024, 3, 20, 12, 7)
    assert sun_elevation_Michalsky_1988(moment, 0.0, [0.0, 180.0]) == pytest.approx([89.83, -89.83], abs=0.1)


def test_a_sky_a_hair_below_clear_or_dark_is_unknown() -> None:
    assert np.isnan(cloudy_sky_radiation_Kasten_1980([500.0, -0.01], [-0.01, 0.5])).all()
    assert cloudy_sky_radiation_Kasten_1980([500.0, 0.0], [0.0, 0.5]).tolist() == [500.0, 0.0]
