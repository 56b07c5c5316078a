import re
from collections.abc import Callable
from functools import cache
from math import nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.streams import FloatArray
from uncramp.physiology.elevation import (
    BANDWIDTH,
    WATCH_THRESHOLD,
    Climb,
    climb,
    smoothed_profile,
    trusted_climb,
)

COURSES = Path(__file__).parents[3] / "shared" / "data" / "courses"
POINT = re.compile(r'<trkpt[^>]*?lat="([-.\d]+)"[^>]*?lon="([-.\d]+)".*?<ele>([-.\d]+)</ele>', re.DOTALL)
HONEST = ["athens", "berlin", "boston", "chicago", "london", "new_york", "sydney"]

anything = st.floats(allow_nan=True, allow_infinity=True)
records = st.lists(st.tuples(anything, anything), max_size=8)
heights = st.lists(st.floats(-400, 8000), min_size=1, max_size=20)


def columns(of: list[tuple[float, float]]) -> tuple[FloatArray, FloatArray]:
    table = np.array(of, np.float64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def apart(one: FloatArray, other: FloatArray | float) -> float:
    """Greatest difference; NaN if any is unknown."""
    return float(np.abs(one - other).max())


@cache
def course(name: str) -> tuple[FloatArray, FloatArray]:
    """Way along the points on a sphere, and altitude, m."""
    path = COURSES / f"{name}_marathon.gpx"
    if not path.is_file():
        pytest.skip("the marathon courses do not lie beside this checkout")
    latitude, longitude, altitude = np.array(POINT.findall(path.read_text("utf-8")), np.float64).T
    north, east = np.radians(latitude), np.radians(longitude)
    half = np.sin(np.diff(north) / 2) ** 2 + np.cos(north[1:]) * np.cos(north[:-1]) * np.sin(np.diff(east) / 2) ** 2
    return np.concatenate([[0.0], np.cumsum(2 * 6_371_008.8 * np.arcsin(np.sqrt(half)))]), altitude


def way(length: float, step: float = 3.0) -> FloatArray:
    return np.arange(0.0, length + step / 2, step)


def summed(distance: FloatArray, height: Callable[[FloatArray], FloatArray], bandwidth: float) -> FloatArray:
    """The triangle's mean of a height, summed on a grid of 5,001 points for each place."""
    reach = np.linspace(-bandwidth, bandwidth, 5001)
    weight = bandwidth - np.abs(reach)
    return np.array([float(height(place + reach) @ weight / weight.sum()) for place in distance], np.float64)


@given(records, st.sampled_from([5.0, 50.0, 1e9]))
def test_any_records_give_possible_altitudes_and_grades_or_none(
    of: list[tuple[float, float]], bandwidth: float
) -> None:
    distance, altitude = columns(of)
    profile = smoothed_profile(distance, altitude, bandwidth)
    assert profile.altitude.shape == profile.grade.shape == (len(of),)
    assert (np.isnan(profile.grade) | (np.abs(profile.grade) <= 1)).all()
    assert (np.isnan(profile.altitude) | (np.abs(profile.altitude) < 20_000)).all()


@given(records, anything)
def test_any_records_have_a_possible_climb_or_none(of: list[tuple[float, float]], threshold: float) -> None:
    distance, altitude = columns(of)
    for found in (climb(altitude, threshold), trusted_climb(distance, altitude, threshold)):
        assert np.isnan(found.ascent) == np.isnan(found.descent)
        assert np.isnan(found.ascent) or min(found.ascent, found.descent) >= 0


@pytest.mark.parametrize("bandwidth", [4.999, 0.0, -50.0, np.nan, -np.inf])
def test_no_width_averages_nothing(bandwidth: float) -> None:
    profile = smoothed_profile(way(300), way(300), bandwidth)
    assert np.isnan(profile.altitude).all()
    assert np.isnan(profile.grade).all()


@pytest.mark.parametrize("distance", [[], [5.0], [5.0, 5.0, 5.0], [np.nan, np.nan]])
def test_without_a_way_nothing_is_known(distance: list[float]) -> None:
    profile = smoothed_profile(distance, [100.0 + k for k in range(len(distance))], BANDWIDTH)
    assert profile.altitude.shape == (len(distance),)
    assert np.isnan(profile.altitude).all()
    assert np.isnan(profile.grade).all()


@given(st.floats(-0.9, 0.9), st.sampled_from([5.0, 50.0, 200.0, np.inf]), st.floats(20, 3000))
def test_a_ramp_stays_itself(grade: float, bandwidth: float, length: float) -> None:
    distance = way(length, 7.0)
    profile = smoothed_profile(distance, 3000 + grade * distance, bandwidth)
    assert apart(profile.altitude, 3000 + grade * distance) < 1e-6
    assert apart(profile.grade, grade) < 1e-9


@pytest.mark.parametrize("wavelength", [100.0, 200.0, 600.0])
def test_a_wave_keeps_what_the_docstring_says(wavelength: float) -> None:
    distance = way(6000, 1.0)
    profile = smoothed_profile(distance, 50 + 10 * np.sin(2 * np.pi * distance / wavelength), 50.0)
    kept = 10 * float(np.sinc(50.0 / wavelength)) ** 2
    inside = (distance > 100) & (distance < 5900)
    expected = kept * np.sin(2 * np.pi * distance / wavelength)
    assert apart(profile.altitude[inside] - 50, expected[inside]) < 0.2
    slope = kept * 2 * np.pi / wavelength * np.cos(2 * np.pi * distance / wavelength)
    assert apart(profile.grade[inside], slope[inside]) < 0.02


def test_the_mean_is_that_of_the_triangle_whatever_the_spacing_of_the_records() -> None:
    rng = np.random.default_rng(7)
    distance = np.append(0.0, np.cumsum(rng.choice([0.5, 3.0, 40.0, 110.0], 60)))
    distance *= 1500.0 / distance[-1]  # a whole number of tenths of the bandwidth
    altitude = 100 + np.cumsum(rng.normal(0, 1, distance.size))
    places = np.arange(50.0, 1450.1, 10.0)
    profile = smoothed_profile(
        np.append(distance, 1500.0), np.append(altitude, altitude[-1]), 50.0
    )  # two records at one place
    inside = (distance >= 50) & (distance <= 1450)
    exact = summed(places, lambda x: np.interp(x, distance, altitude), 50.0)
    assert apart(profile.altitude[:-1][inside], np.interp(distance[inside], places, exact)) < 1e-3
    ahead, behind = (
        np.array([np.interp(place + reach, distance, altitude).mean() for place in places])
        for reach in (np.linspace(0, 50, 5001), np.linspace(-50, 0, 5001))
    )
    expected = np.interp(distance[inside], places, (ahead - behind) / 50.0)
    assert apart(profile.grade[:-1][inside], expected) < 1e-4


def test_near_the_ends_the_grade_is_that_of_one_bandwidth_inside() -> None:
    distance = way(1000, 5.0)
    profile = smoothed_profile(distance, 0.0001 * (distance - 400) ** 2, 50.0)
    assert apart(profile.grade[distance <= 50], 0.0002 * (50 - 400)) < 1e-5
    assert apart(profile.grade[distance >= 950], 0.0002 * (950 - 400)) < 1e-5
    assert np.ptp(profile.grade[(distance >= 50) & (distance <= 70)]) > 0.003
    assert profile.grade[distance == 500] == pytest.approx(0.02, abs=1e-5)


def test_a_way_shorter_than_two_bandwidths_is_averaged_over_half_of_it() -> None:
    distance = way(60, 1.0)
    profile = smoothed_profile(distance, np.abs(distance - 30.0), 50.0)
    assert profile.altitude[30] == pytest.approx(10.0, abs=0.01)  # |u| under a triangle 30 m wide to each side
    assert profile.grade == pytest.approx(np.zeros(61), abs=1e-9)


def test_records_at_one_place_count_by_their_mean() -> None:
    distance = np.concatenate([way(500, 5.0), np.full(50, 500.0), way(500, 5.0) + 500.0])
    altitude = np.where((distance == 500) & (np.arange(distance.size) % 2 == 0), 101.0, 100.0)
    profile = smoothed_profile(distance, altitude, 50.0)
    assert np.ptp(profile.altitude[distance == 500]) == 0
    assert 100.0 < profile.altitude[distance == 500][0] < 100.1


def test_records_a_millimetre_apart_are_at_one_place() -> None:
    distance = np.array([0.0, 100.0, 100.0001, 200.0])
    profile = smoothed_profile(distance, [10.0, 10.0, 30.0, 10.0], 50.0)
    same = smoothed_profile([0.0, 100.0, 200.0], [10.0, 20.0, 10.0], 50.0)
    assert profile.altitude[[0, 1, 3]] == pytest.approx(same.altitude, abs=1e-4)


def test_a_short_gap_is_bridged_and_a_long_one_is_not() -> None:
    distance = way(1000, 10.0)
    altitude = 0.05 * distance
    altitude[21:25] = np.nan  # 50 m from one altitude to the next
    altitude[51:56] = np.nan  # 60 m
    profile = smoothed_profile(distance, altitude, 50.0)
    assert profile.altitude[21:25] == pytest.approx(0.05 * distance[21:25])
    assert np.flatnonzero(np.isnan(profile.altitude)).tolist() == [51, 52, 53, 54, 55]
    assert np.flatnonzero(np.isnan(profile.grade)).tolist() == [51, 52, 53, 54, 55]


def test_before_the_first_and_after_the_last_altitude_nothing_is_known() -> None:
    altitude = np.array([np.nan, np.nan, 10.0, 10.0, 10.0, np.nan])
    profile = smoothed_profile(way(50, 10.0), altitude, 50.0)
    assert np.isnan(profile.altitude).tolist() == [True, True, False, False, False, True]


def test_records_that_fall_back_or_have_no_place_are_unknown() -> None:
    distance = np.array([0.0, 20.0, 10.0, np.nan, 40.0, -1.0, 60.0, 2e6])
    profile = smoothed_profile(distance, 0.1 * distance, 50.0)
    assert np.isnan(profile.altitude).tolist() == [False, False, True, True, False, True, False, True]
    assert profile.grade[[0, 1, 4, 6]] == pytest.approx([0.1] * 4)


def test_altitudes_of_no_place_on_earth_are_not_recorded() -> None:
    distance = way(100, 10.0)
    altitude = np.full(11, 7.0)
    altitude[[3, 5]] = -500.1, 9000.1
    assert smoothed_profile(distance, altitude, 50.0).altitude == pytest.approx(np.full(11, 7.0))
    assert smoothed_profile([0.0, 1000.0], [-500.0, 9000.0], 50.0).altitude == pytest.approx([-500.0, 9000.0])
    assert climb([-500.0, -500.1, 9000.1, 9000.0], 1.0) == Climb(9500.0, 0.0)


def test_a_wall_has_no_grade() -> None:
    profile = smoothed_profile(way(100, 10.0), 1.01 * way(100, 10.0), 50.0)
    assert np.isnan(profile.grade).all()
    assert np.isfinite(profile.altitude).all()
    assert smoothed_profile(way(100, 10.0), way(100, 10.0), 50.0).grade[5] == pytest.approx(1.0, nan_ok=True)


def test_where_the_way_begins_to_count_changes_nothing() -> None:
    distance = way(1000)
    altitude = 10 * np.sin(distance / 40)
    here, there = (smoothed_profile(distance + start, altitude, 50.0) for start in (0.0, 12_345.0))
    assert apart(here.altitude, there.altitude) < 1e-6
    assert apart(here.grade, there.grade) < 1e-8


def test_a_gap_after_the_first_altitude_is_a_gap() -> None:
    altitude = np.full(31, 10.0)
    altitude[1:10] = np.nan
    profile = smoothed_profile(way(300, 10.0), altitude, 50.0)
    assert np.flatnonzero(np.isnan(profile.altitude)).tolist() == list(range(1, 10))


def test_a_way_ends_where_no_run_goes_on() -> None:
    known = smoothed_profile([0.0, 500_000.0, 1_000_000.0, 1_000_000.1], [0.0, 100.0, 200.0, 200.0], 50.0)
    assert np.isnan(known.altitude).tolist() == [False, False, False, True]


def test_two_records_are_a_way() -> None:
    profile = smoothed_profile([0.0, 1000.0], [10.0, 40.0], 50.0)
    assert profile.grade == pytest.approx([0.03, 0.03])
    found = trusted_climb([0.0, 1000.0], [10.0, 40.0], 1.0)
    assert (found.ascent, found.descent) == pytest.approx((30.0, 0.0))


@given(heights, st.floats(0, 30))
def test_up_less_down_is_the_way_from_the_first_height_to_one_within_the_threshold_of_the_last(
    altitude: list[float], threshold: float
) -> None:
    found = climb(altitude, threshold)
    assert abs(altitude[0] + found.ascent - found.descent - altitude[-1]) <= threshold + 1e-6


@given(heights)
def test_without_a_threshold_everything_counts(altitude: list[float]) -> None:
    steps = np.diff(altitude)
    assert climb(altitude, 0.0).ascent == pytest.approx(steps[steps > 0].sum(), abs=1e-6)
    assert climb(altitude, 0.0).descent == pytest.approx(-steps[steps < 0].sum(), abs=1e-6)


@given(heights, st.floats(0.01, 30))
def test_downhill_is_uphill_turned_over(altitude: list[float], threshold: float) -> None:
    there, back = climb(altitude, threshold), climb(7600.0 - np.array(altitude), threshold)
    if not np.isclose(np.abs(np.subtract.outer(altitude, altitude)), threshold).any():  # rounding decides there
        assert (there.ascent, there.descent) == pytest.approx((back.descent, back.ascent), abs=1e-6)


def test_a_step_as_high_as_the_threshold_counts_up_and_down() -> None:
    assert climb([10.0, 12.0, 10.0], 2.0) == Climb(2.0, 2.0)
    assert climb([10.0, 11.9, 10.1], 2.0) == Climb(0.0, 0.0)
    assert climb([10.0, np.nan, 12.0, np.nan], 2.0) == Climb(2.0, 0.0)


@pytest.mark.parametrize("threshold", [-0.1, np.nan, -np.inf])
def test_no_threshold_gives_no_climb(threshold: float) -> None:
    assert np.isnan(climb([1.0, 5.0], threshold).ascent)


def test_without_an_altitude_there_is_no_climb_and_with_one_there_is_none_to_climb() -> None:
    assert np.isnan(climb([], 2.0).descent)
    assert np.isnan(climb([np.nan, np.inf], 2.0).ascent)
    assert climb([123.0], 2.0) == Climb(0.0, 0.0)


def test_a_wave_of_650_metres_is_believed_and_one_of_580_is_not() -> None:
    distance = way(10_000)
    hills, bumps = (
        trusted_climb(distance, 200 + 40 * np.sin(2 * np.pi * distance / length), 2.0) for length in (650, 580)
    )
    assert (hills.ascent, hills.descent) == pytest.approx((1189.6, 1158.8), abs=0.5)
    assert np.isnan(bumps.ascent)
    assert np.isnan(bumps.descent)


def bumps(distance: FloatArray, count: int) -> FloatArray:
    """One a kilometre, 3 m high and 150 m long: 2 m up and 2 m down, of which wide averaging leaves nothing."""
    away = np.abs(distance % 1000 - 500) / 75
    return np.where((away < 1) & (distance < 1000 * count), 1.5 * (1 + np.cos(np.pi * away)), 0.0)


@pytest.mark.parametrize("threshold", [0.5, 2.0])
def test_bumps_too_few_to_matter_are_believed_and_one_more_is_not(threshold: float) -> None:
    distance = way(10_000)
    found = [trusted_climb(distance, bumps(distance, count), threshold).ascent for count in range(1, 8)]
    assert np.isfinite(found).tolist() == [True] * 4 + [False] * 3  # 20 m up and down in ten kilometres


def test_it_is_two_metres_in_a_kilometre_that_are_too_little_to_matter() -> None:
    longer, shorter = way(10_260), way(10_200)  # five bumps are 20.5 m
    assert np.isfinite(trusted_climb(longer, bumps(longer, 5), 2.0).ascent)
    assert np.isnan(trusted_climb(shorter, bumps(shorter, 5), 2.0).ascent)
    assert np.isnan(trusted_climb(shorter + 5000, bumps(shorter, 5), 2.0).ascent)


def test_a_third_of_the_climb_may_be_bumps() -> None:
    distance = way(12_000)
    low, high = (
        trusted_climb(distance, bumps(distance, 10) + np.interp(distance, [10_500, 11_500], [0, rise]), 2.0)
        for rise in (79.0, 80.5)
    )
    assert np.isnan(low.ascent)
    assert high.ascent > 80.5


@pytest.mark.parametrize(("length", "known"), [(797.0, False), (800.0, True), (803.0, True)])
def test_a_way_under_eight_hundred_metres_is_too_short_to_tell(length: float, known: bool) -> None:  # noqa: FBT001  # a column of the table
    found = trusted_climb([0.0, length / 2, length], [10.0, 10.0, 40.0], WATCH_THRESHOLD)
    assert np.isfinite(found.ascent) == known


@pytest.mark.parametrize(
    ("distance", "altitude"),
    [([], []), ([0.0], [1.0]), ([0.0, 5000.0], [np.nan, 3.0]), ([np.nan, np.nan], [1.0, 2.0])],
)
def test_without_a_way_or_altitudes_no_climb_is_trusted(distance: list[float], altitude: list[float]) -> None:
    assert np.isnan(trusted_climb(distance, altitude, WATCH_THRESHOLD).ascent)


def test_the_noise_of_a_level_run_is_no_climb() -> None:
    distance = way(84_000, 2.0)
    noise = np.convolve(np.random.default_rng(84).normal(0, 1, distance.size), np.exp(-np.arange(200) / 40.0), "same")
    altitude = 10 + 2.0 * noise / noise.std()
    assert climb(altitude, WATCH_THRESHOLD).ascent > 800
    assert np.isnan(trusted_climb(distance, altitude, WATCH_THRESHOLD).ascent)


def test_boston_climbs_as_told_before_and_after_averaging() -> None:
    distance, altitude = course("boston")
    raw, trusted = climb(altitude, 2.0), trusted_climb(distance, altitude, 2.0)
    assert (raw.ascent, raw.descent) == pytest.approx((144.6, 279.1), abs=0.05)
    assert (trusted.ascent, trusted.descent) == pytest.approx((145, 279), abs=3)


@pytest.mark.parametrize(
    ("name", "ascent", "descent"),
    [
        ("athens", 319.07, 260.12),
        ("berlin", 21.0, 18.9),
        ("chicago", 2.2, 4.0),
        ("london", 40.1, 75.7),
        ("new_york", 70.2, 94.9),
        ("sydney", 255.9, 329.9),
        ("tokyo", 511.1, 537.4),
    ],
)
def test_the_climb_of_a_map_is_what_another_program_makes_of_it(name: str, ascent: float, descent: float) -> None:
    found = climb(course(name)[1], 2.0)  # pandas-xyz 0.0.5
    assert (found.ascent, found.descent) == pytest.approx((ascent, descent), abs=0.01)


@pytest.mark.parametrize("name", HONEST)
def test_averaging_leaves_a_good_map_its_climb(name: str) -> None:
    distance, altitude = course(name)
    raw, trusted = climb(altitude, 2.0), trusted_climb(distance, altitude, 2.0)
    assert trusted.ascent == pytest.approx(raw.ascent, rel=0.06, abs=4)
    assert trusted.descent == pytest.approx(raw.descent, rel=0.06, abs=4)


@pytest.mark.parametrize("threshold", [0.5, 1.0, 2.0, 5.0])
def test_the_hills_of_tokyo_are_not_believed(threshold: float) -> None:
    assert np.isnan(trusted_climb(*course("tokyo"), threshold).ascent)


def test_a_threshold_below_nothing_is_none_and_nothing_is_one() -> None:
    assert np.isnan(climb([1.0, 2.0], -0.01).ascent)
    assert climb([1.0, 2.0], 0.0).ascent == 1.0


@pytest.mark.parametrize(("length", "ascent"), [(800.0, 10.0), (799.9, nan)])
def test_two_records_are_a_line_if_they_are_far_enough_apart(length: float, ascent: float) -> None:
    assert trusted_climb([0.0, length], [0.0, 10.0], 1.0).ascent == pytest.approx(ascent, nan_ok=True)


def test_a_watch_counts_climbs_of_a_metre() -> None:
    assert WATCH_THRESHOLD == 1.0


def test_ways_and_heights_a_hair_beyond_what_can_be_are_left_out() -> None:
    assert np.isnan(smoothed_profile([-0.01, 500.0, 1000.0], [0.0, 0.0, 0.0], 50.0).altitude[0])
    assert climb([-500.1, 0.0, 9000.1], 1.0).ascent == 0.0
    assert climb([-500.0, 9000.0], 1.0).ascent == 9500.0


def test_what_is_bridged_reaches_from_the_first_known_place_to_the_last() -> None:
    way, height = [0.0, 0.0, 40.0, 80.0, 120.0, 120.0], [nan, 5.0, 5.0, 5.0, 5.0, nan]
    assert np.isfinite(smoothed_profile(way, height, 50.0).altitude).all()
    assert np.isnan(smoothed_profile([0.0, 1.0, 51.1], [5.0, nan, 5.0], 50.0).altitude).tolist() == [False, True, False]


@pytest.mark.parametrize(("length", "is_trusted"), [(3000.0, True), (2000.0, False)])
def test_a_small_hill_that_averaging_loses_is_believed_on_a_long_way(length: float, *, is_trusted: bool) -> None:
    found = trusted_climb([0.0, 1400.0, 1450.0, 1500.0, length], [0.0, 0.0, 3.3, 0.0, 0.0], 1.0)
    assert np.isfinite(found.ascent) == is_trusted


def test_a_gap_before_the_last_record_is_bridged_only_if_it_is_short() -> None:
    altitude = smoothed_profile([0.0, 40.0, 70.0, 100.0], [5.0, 5.0, nan, 5.0], 50.0).altitude
    assert np.isnan(altitude).tolist() == [False, False, True, False]


def test_only_the_length_of_a_way_counts_and_not_where_it_begins() -> None:
    assert np.isnan(trusted_climb([500.0, 1299.9], [0.0, 10.0], 1.0).ascent)
    assert trusted_climb([500.0, 1300.0], [0.0, 10.0], 1.0).ascent == pytest.approx(10.0)
