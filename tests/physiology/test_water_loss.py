from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from uncramp.physiology.water_loss import (
    gas_mass_loss_Mitchell_1972,
    mass_loss_without_sweat_Cheuvront_2017,
    respiratory_water_loss_Mitchell_1972,
)

SATURATED = 44.0 * 1.33322


def test_water_breathed_out_is_that_of_the_printed_equation() -> None:
    assert respiratory_water_loss_Mitchell_1972(3.0, 13.3322) == pytest.approx(0.019 * 3 * 34 * 60 / 1000)
    assert respiratory_water_loss_Mitchell_1972(3.0, 0.0) == pytest.approx(0.019 * 3 * 44 * 60 / 1000)


def test_the_gases_take_the_mass_of_the_printed_equation() -> None:
    assert gas_mass_loss_Mitchell_1972(2.0, 0.9) == pytest.approx((1.9769 * 0.9 - 1.42904) * 2 * 60 / 1000)


def test_breath_and_fuel_take_a_fifth_of_a_gram_a_kilocalorie() -> None:
    assert_array_equal(
        mass_loss_without_sweat_Cheuvront_2017([0.0, -1e-9, 2e8 + 1.0, nan, inf]), [0, nan, nan, nan, nan]
    )
    assert mass_loss_without_sweat_Cheuvront_2017(4184.0) == pytest.approx(0.0002)
    assert mass_loss_without_sweat_Cheuvront_2017(2e8) == pytest.approx(0.0002 * 2e8 / 4184)


@pytest.mark.parametrize(
    ("oxygen", "vapour", "is_known"),
    [
        (0.0, 10.0, True),
        (7.0, 10.0, True),
        (7.001, 10.0, False),
        (-0.001, 10.0, False),
        (3.0, 0.0, True),
        (3.0, SATURATED, True),
        (3.0, SATURATED + 0.001, False),
        (3.0, -0.001, False),
        (nan, 10.0, False),
        (3.0, nan, False),
    ],
)
def test_breath_is_told_for_lungs_and_air_that_there_are(oxygen: float, vapour: float, is_known: bool) -> None:  # noqa: FBT001  # expected
    assert np.isfinite(respiratory_water_loss_Mitchell_1972(oxygen, vapour)) == is_known


@pytest.mark.parametrize(
    ("ratio", "is_known"), [(0.7, True), (0.699, False), (1.0, True), (1.001, False), (nan, False), (-inf, False)]
)
def test_the_gases_are_told_between_fat_and_carbohydrate(ratio: float, is_known: bool) -> None:  # noqa: FBT001  # expected
    assert np.isfinite(gas_mass_loss_Mitchell_1972(3.0, ratio)) == is_known


@given(st.floats(), st.floats())
def test_no_numbers_break_what_the_breath_takes(one: float, other: float) -> None:
    water, gas = respiratory_water_loss_Mitchell_1972(one, other), gas_mass_loss_Mitchell_1972(one, other)
    assert np.isnan(water) or 0 <= water < 0.4
    assert np.isnan(gas) or -0.1 < gas < 0.3
    assert (
        np.isnan(mass_loss_without_sweat_Cheuvront_2017(one)) or 0 <= mass_loss_without_sweat_Cheuvront_2017(one) < 10
    )


def test_the_part_in_dry_air_is_greater_and_shapes_are_kept() -> None:
    assert np.diff(respiratory_water_loss_Mitchell_1972(3.0, [20.0, 10.0, 0.0])).min() > 0
    assert respiratory_water_loss_Mitchell_1972([[1.0], [2.0]], [5.0, 10.0, 15.0]).shape == (2, 3)
    assert gas_mass_loss_Mitchell_1972([], 0.8).shape == (0,)


def test_breath_and_gases_together_are_about_a_fifth_of_a_gram_a_kilocalorie() -> None:
    # 3 L/min are about 15 kcal/min, 900 kcal/h; air of 10 hPa, a ratio of 0.85.
    both = respiratory_water_loss_Mitchell_1972(3.0, 10.0) + gas_mass_loss_Mitchell_1972(3.0, 0.85)
    assert both == pytest.approx(0.2 * 900 / 1000, abs=0.03)


def test_in_air_as_wet_as_the_breath_nothing_is_lost() -> None:
    assert respiratory_water_loss_Mitchell_1972(3.0, SATURATED) == pytest.approx(0.0, abs=1e-12)
