from collections.abc import Callable
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from uncramp.domain.streams import FloatArray
from uncramp.physiology.sweat_equations import (
    body_surface_area_DuBois_1916,
    evaporative_capacity_Woodcock_1962,
    required_evaporation_Givoni_1972,
    sweat_flux_cool_Gonzalez_2012,
    sweat_flux_corrected_Gonzalez_2009,
    sweat_flux_Gonzalez_2009,
    sweat_flux_Shapiro_1982,
    sweat_flux_solar_Gonzalez_2012,
)

Flux = Callable[..., FloatArray]
OF_2009: tuple[Flux, ...] = (sweat_flux_Gonzalez_2009, sweat_flux_corrected_Gonzalez_2009)
ALL: tuple[Flux, ...] = (*OF_2009, sweat_flux_cool_Gonzalez_2012, sweat_flux_solar_Gonzalez_2012)
anything = st.floats()


def knows(values: FloatArray) -> bool:
    return bool(np.isfinite(values))


@pytest.mark.parametrize("flux", OF_2009)
@pytest.mark.parametrize(
    ("required", "temperature", "air_speed", "is_measured"),
    [
        (450.0, 30.0, 1.0, True),
        (450.1, 30.0, 1.0, False),
        (0.0, 30.0, 1.0, True),
        (-0.1, 30.0, 1.0, False),
        (300.0, 15.0, 1.0, True),
        (300.0, 14.9, 1.0, False),
        (300.0, 46.0, 1.0, True),
        (300.0, 46.1, 1.0, False),
        (300.0, 30.0, 0.4, True),
        (300.0, 30.0, 0.39, False),
        (300.0, 30.0, 2.5, True),
        (300.0, 30.0, 2.51, False),
        (300.0, nan, 1.0, False),
        (300.0, 30.0, nan, False),
        (nan, 30.0, 1.0, False),
    ],
)
def test_the_equations_of_2009_speak_of_what_was_measured_alone(
    flux: Flux,
    required: float,
    temperature: float,
    air_speed: float,
    is_measured: bool,  # noqa: FBT001  # expected
) -> None:
    assert knows(flux(required, 100.0, temperature, air_speed)) == is_measured


@pytest.mark.parametrize(("temperature", "is_cool"), [(15.0, True), (14.9, False), (19.9, True), (20.0, False)])
def test_the_cool_equation_speaks_of_cool_air_alone(temperature: float, is_cool: bool) -> None:  # noqa: FBT001  # expected
    assert knows(sweat_flux_cool_Gonzalez_2012(100.0, 100.0, temperature, 1.0)) == is_cool


@pytest.mark.parametrize(
    ("temperature", "air_speed", "is_measured"),
    [
        (16.0, 1.0, True),
        (15.9, 1.0, False),
        (26.0, 1.0, True),
        (26.1, 1.0, False),
        (20.0, 0.5, True),
        (20.0, 0.49, False),
        (20.0, 1.5, True),
        (20.0, 1.51, False),
    ],
)
def test_the_equation_for_the_sun_speaks_of_the_marches_alone(
    temperature: float,
    air_speed: float,
    is_measured: bool,  # noqa: FBT001  # expected
) -> None:
    assert knows(sweat_flux_solar_Gonzalez_2012(300.0, 200.0, temperature, air_speed)) == is_measured


def test_under_the_sun_nothing_is_said_beyond_700_grams() -> None:
    highest = ((700 - 135) / 0.72 - 147) / 1.527  # W/m² with no capacity left
    assert sweat_flux_solar_Gonzalez_2012(highest - 0.001, 0.0, 20.0, 1.0) == pytest.approx(700, abs=0.01)
    assert not knows(sweat_flux_solar_Gonzalez_2012(highest + 0.001, 0.0, 20.0, 1.0))


@pytest.mark.parametrize(
    ("required", "possible", "is_measured"),
    [
        (50.0, 100.0, True),
        (49.9, 100.0, False),
        (360.0, 100.0, True),
        (360.1, 100.0, False),
        (200.0, 20.0, True),
        (200.0, 19.9, False),
        (200.0, 525.0, True),
        (200.0, 525.1, False),
    ],
)
def test_the_first_equation_speaks_between_its_bounds_alone(
    required: float,
    possible: float,
    is_measured: bool,  # noqa: FBT001  # expected
) -> None:
    assert knows(sweat_flux_Shapiro_1982(required, possible)) == is_measured


def test_the_piecewise_equation_ends_at_nothing() -> None:
    assert sweat_flux_Gonzalez_2009(0.0, 147 / 0.87 - 1e-9, 30.0, 1.0) == pytest.approx(0, abs=1e-6)
    assert not knows(sweat_flux_Gonzalez_2009(0.0, 147 / 0.87 + 1e-6, 30.0, 1.0))


def test_no_evaporation_at_all_leaves_the_corrected_equation_without_a_number() -> None:
    assert not knows(sweat_flux_corrected_Gonzalez_2009(300.0, 0.0, 30.0, 1.0))
    assert not knows(sweat_flux_corrected_Gonzalez_2009(300.0, -1.0, 30.0, 1.0))
    assert knows(sweat_flux_Gonzalez_2009(300.0, 2000.0, 30.0, 1.0)) is False  # below nothing
    assert knows(sweat_flux_corrected_Gonzalez_2009(300.0, 2000.0, 30.0, 1.0))
    assert not knows(sweat_flux_corrected_Gonzalez_2009(300.0, 2000.1, 30.0, 1.0))


def test_the_first_equation_says_more_than_its_correction() -> None:
    required = np.linspace(200, 360, 9)
    first = sweat_flux_Shapiro_1982(required, 100.0)
    assert (first > sweat_flux_corrected_Gonzalez_2009(required, 100.0, 30.0, 1.0)).all()


@given(st.tuples(anything, anything, anything, anything))
def test_no_numbers_break_an_equation(given_: tuple[float, float, float, float]) -> None:
    for flux in ALL:
        found = flux(*given_)
        assert np.isnan(found) or found >= 0
    found = sweat_flux_Shapiro_1982(*given_[:2])
    assert np.isnan(found) or found > 0


@given(st.floats(0, 450), st.floats(0, 450), st.floats(0, 100))
def test_more_heat_to_lose_is_more_sweat(one: float, other: float, possible: float) -> None:
    less, more = sorted([one, other])
    assert sweat_flux_Gonzalez_2009(less, possible, 30.0, 1.0) <= sweat_flux_Gonzalez_2009(more, possible, 30.0, 1.0)


def test_surface_is_told_of_bodies_that_there_are() -> None:
    assert knows(body_surface_area_DuBois_1916(25.0, 1.0))
    assert knows(body_surface_area_DuBois_1916(300.0, 2.5))
    for mass, height in ((24.9, 1.7), (300.1, 1.7), (70.0, 0.99), (70.0, 2.51), (nan, 1.7), (70.0, inf), (-70.0, 1.7)):
        assert not knows(body_surface_area_DuBois_1916(mass, height))
    assert_allclose(body_surface_area_DuBois_1916([70.0, 70.0], 1.75), 0.007184 * 70**0.425 * 175**0.725)


def test_heat_and_clothing_are_told_of_what_there_is() -> None:
    assert required_evaporation_Givoni_1972(38.7, 30.0, 1.0) == pytest.approx(0, abs=1e-9)
    assert not knows(required_evaporation_Givoni_1972(38.6, 30.0, 1.0))
    for heat, air, clothing in ((1000.0, 55.0, 0.2), (1000.0, 0.0, 5.0)):
        assert knows(required_evaporation_Givoni_1972(heat, air, clothing))
    unknown = [(1000.1, 30.0, 1.0), (-0.1, 40.0, 1.0), (500.0, 55.1, 1.0), (500.0, -0.1, 1.0), (500.0, 40.0, 0.19)]
    for heat, air, clothing in (*unknown, (500.0, 40.0, 5.1)):
        assert not knows(required_evaporation_Givoni_1972(heat, air, clothing))


def test_air_as_damp_as_skin_takes_up_nothing() -> None:
    assert evaporative_capacity_Woodcock_1962(58.66, 1.0, 0.5) == 0
    assert evaporative_capacity_Woodcock_1962(0.0, 1.0, 1.0) == pytest.approx(6.45 * 1.65 * 58.66)
    assert evaporative_capacity_Woodcock_1962(0.0, 0.2, 0.0) == 0
    unknown = [(58.67, 1.0, 0.5), (-0.1, 1.0, 0.5), (10.0, 0.19, 0.5), (10.0, 5.1, 0.5), (10.0, 1.0, 1.01)]
    for vapour, clothing, index in (*unknown, (10.0, 1.0, -0.01)):
        assert not knows(evaporative_capacity_Woodcock_1962(vapour, clothing, index))
    assert knows(evaporative_capacity_Woodcock_1962(10.0, 5.0, 1.0))


@given(anything, anything, anything)
def test_no_numbers_break_heat_and_clothing(one: float, two: float, three: float) -> None:
    for found in (
        body_surface_area_DuBois_1916(one, two),
        required_evaporation_Givoni_1972(one, two, three),
        evaporative_capacity_Woodcock_1962(one, two, three),
    ):
        assert np.isnan(found) or found >= 0


def test_arrays_of_any_shape_go_in_and_out() -> None:
    found = sweat_flux_Gonzalez_2009([[100.0], [200.0]], [0.0, 50.0, 100.0], 30.0, 1.0)
    assert found.shape == (2, 3)
    assert sweat_flux_Gonzalez_2009([], 100.0, 30.0, 1.0).shape == (0,)


def test_clothes_thinner_than_any_have_no_number() -> None:
    assert np.isnan(required_evaporation_Givoni_1972(500.0, 30.0, 0.199))
    assert np.isnan(evaporative_capacity_Woodcock_1962(20.0, 0.199, 0.5))
    assert np.isfinite(required_evaporation_Givoni_1972(500.0, 30.0, 0.2))
    assert np.isfinite(evaporative_capacity_Woodcock_1962(20.0, 0.2, 0.5))


@pytest.mark.parametrize("flux", [sweat_flux_Gonzalez_2009, sweat_flux_corrected_Gonzalez_2009])
def test_what_evaporates_is_never_less_than_nothing(flux: Flux) -> None:
    assert np.isnan(flux(-0.01, 100.0, 25.0, 1.0))
    assert np.isnan(flux(100.0, -0.01, 25.0, 1.0))
    assert np.isfinite(flux(0.0, 100.0, 25.0, 1.0))


def test_who_makes_less_heat_than_none_needs_no_number() -> None:
    assert np.isnan(required_evaporation_Givoni_1972(-0.01, 40.0, 1.0))
    assert np.isnan(evaporative_capacity_Woodcock_1962(-0.01, 1.0, 0.5))
    assert np.isnan(evaporative_capacity_Woodcock_1962(20.0, 1.0, -0.01))
    assert np.isnan(required_evaporation_Givoni_1972(500.0, -0.01, 1.0))


@pytest.mark.parametrize("flux", OF_2009)
def test_air_that_hardly_moves_was_not_measured(flux: Flux) -> None:
    assert np.isnan(flux(100.0, 100.0, 25.0, 0.399))
    assert np.isfinite(flux(100.0, 100.0, 25.0, 0.4))
