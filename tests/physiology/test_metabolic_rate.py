import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.metabolic_rate import (
    RESTING_OXYGEN_UPTAKE,
    STEADY_EXCHANGE_RATIO,
    metabolic_rate_Minetti_2002,
    metabolic_rate_Weir_1949,
    oxygen_uptake_ACSM_2018,
    oxygen_uptake_Leger_1984,
    oxygen_uptake_Weir_1949,
)

anything = st.floats(allow_nan=True, allow_infinity=True)
pairs = st.lists(st.tuples(anything, anything), max_size=5)


def columns(of: list[tuple[float, float]]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array(of, np.float64).reshape(-1, 2).T


@given(pairs)
def test_any_run_has_a_possible_metabolic_rate_or_none(of: list[tuple[float, float]]) -> None:
    rate = metabolic_rate_Minetti_2002(*columns(of))
    assert rate.shape == (len(of),)
    assert (np.isnan(rate) | ((rate > 0) & (rate <= 6.0 * 3.6 + 1e-9))).all()


@given(st.floats(2.2, 6.0), st.floats(-0.2, 0.0))
def test_a_run_on_the_level_or_downhill_is_between_the_speeds_that_were_measured(speed: float, grade: float) -> None:
    assert np.isfinite(metabolic_rate_Minetti_2002(speed, grade))
    assert np.isnan(metabolic_rate_Minetti_2002(speed + 3.81, grade))
    assert np.isnan(metabolic_rate_Minetti_2002(speed - 3.81, grade))


@pytest.mark.parametrize(
    ("speed", "grade", "known"),
    [
        (1.0, 0.0, False),
        (1.0, 0.2, True),  # the work of 2.5 m/s on the flat
        (0.8, 0.2, False),
        (3.0, 0.2, False),  # the work of 7.5 m/s
        (2.3, 0.2, True),
        (2.2, -0.1, True),
        (2.1, -0.1, False),
        (6.0, -0.1, True),
        (0.0, 0.0, False),
    ],
)
def test_a_slow_run_up_a_hill_is_known_and_a_walk_is_not(speed: float, grade: float, known: bool) -> None:  # noqa: FBT001  # a column of the table
    assert np.isfinite(metabolic_rate_Minetti_2002(speed, grade)) == known


@given(pairs)
def test_any_uptake_gives_a_possible_rate_or_none(of: list[tuple[float, float]]) -> None:
    uptake, ratio = columns(of)
    rate = metabolic_rate_Weir_1949(uptake, ratio)
    known = (uptake >= 0) & (uptake <= 100) & (ratio >= 0.7) & (ratio <= 1.0)
    assert np.array_equal(np.isfinite(rate), known)
    assert ((rate[known] >= 0) & (rate[known] < 35.2)).all()


@given(pairs)
def test_any_rate_gives_a_possible_uptake_or_none(of: list[tuple[float, float]]) -> None:
    uptake = oxygen_uptake_Weir_1949(*columns(of))
    assert uptake.shape == (len(of),)
    assert (np.isnan(uptake) | ((uptake >= 0) & (uptake <= 100))).all()


@given(st.floats(0, 99.9), st.floats(0.7, 1.0))
def test_there_and_back_the_uptake_is_the_same(uptake: float, ratio: float) -> None:
    assert oxygen_uptake_Weir_1949(metabolic_rate_Weir_1949(uptake, ratio), ratio) == pytest.approx(uptake)


def test_the_bounds_of_uptake_and_ratio_count() -> None:
    assert np.isfinite(metabolic_rate_Weir_1949([0.0, 100.0], [[0.7], [1.0]])).all()
    assert np.isnan(metabolic_rate_Weir_1949([-1e-9, 100.001, 50.0, 50.0], [0.9, 0.9, 0.6999, 1.0001])).all()
    assert np.isfinite(oxygen_uptake_Weir_1949(0.0, [0.7, 1.0])).all()
    assert np.isnan(oxygen_uptake_Weir_1949([-1e-9, 5.0, 5.0, 101.0], [0.9, 0.6999, 1.0001, 0.9])).all()
    assert np.isfinite(oxygen_uptake_Weir_1949(34.8, 1.0))
    assert np.isnan(oxygen_uptake_Weir_1949(35.2, 1.0))


def test_a_litre_of_oxygen_is_the_energy_that_papers_on_running_reckon_with() -> None:
    assert metabolic_rate_Weir_1949(60.0, STEADY_EXCHANGE_RATIO) == pytest.approx(20.9, abs=0.05)
    assert metabolic_rate_Weir_1949(RESTING_OXYGEN_UPTAKE, STEADY_EXCHANGE_RATIO) == pytest.approx(1.22, abs=0.005)


@given(pairs)
def test_any_treadmill_run_has_a_possible_uptake_or_none(of: list[tuple[float, float]]) -> None:
    uptake = oxygen_uptake_ACSM_2018(*columns(of))
    assert uptake.shape == (len(of),)
    assert (np.isnan(uptake) | ((uptake >= 30) & (uptake <= 88))).all()


@given(st.lists(anything, max_size=5))
def test_any_track_run_has_a_possible_uptake_or_none(speeds: list[float]) -> None:
    uptake = oxygen_uptake_Leger_1984(speeds)
    assert uptake.shape == (len(speeds),)
    assert (np.isnan(uptake) | ((uptake >= 27) & (uptake <= 90))).all()


@given(st.floats(2.3, 4.4), st.floats(0, 0.12))
def test_faster_and_steeper_take_more_oxygen(speed: float, grade: float) -> None:
    base = oxygen_uptake_ACSM_2018(speed, grade)
    assert oxygen_uptake_ACSM_2018(speed + 0.05, grade) > base
    assert oxygen_uptake_ACSM_2018(speed, grade + 0.005) > base
    assert oxygen_uptake_Leger_1984(speed + 0.05) > oxygen_uptake_Leger_1984(speed)


@pytest.mark.parametrize("speed", [2.5, 3.0, 3.5, 4.0, 4.4])
def test_on_the_level_the_three_agree_within_a_tenth(speed: float) -> None:
    minetti = float(oxygen_uptake_Weir_1949(metabolic_rate_Minetti_2002(speed, 0.0), STEADY_EXCHANGE_RATIO))
    rivals = [minetti + RESTING_OXYGEN_UPTAKE, float(oxygen_uptake_ACSM_2018(speed, 0.0))]
    assert rivals == pytest.approx([float(oxygen_uptake_Leger_1984(speed))] * 2, rel=0.12)
