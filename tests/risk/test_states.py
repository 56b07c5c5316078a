from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from uncramp.domain.streams import FloatArray
from uncramp.risk.states import cramp, near_cramp_only, nothing

HAZARDS, NEARS, AGAINS = st.floats(1e-9, 50.0), st.floats(0.05, 20.0), st.floats(-3.0, 3.0)


def at(*numbers: float) -> list[FloatArray]:
    return [np.array([number]) for number in numbers]


@given(HAZARDS, NEARS, AGAINS)
def test_the_three_states_are_chances_and_add_up_to_one(hazard: float, near: float, again: float) -> None:
    s, rho, gamma = at(hazard, near, again)
    chances = np.array([nothing(s, rho), near_cramp_only(s, rho, gamma), cramp(s, rho, gamma)])
    assert (chances >= 0).all()
    assert chances.sum() == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize(("hazard", "near", "again"), [(0.24, 3.2, 0.9), (0.01, 0.5, 2.0), (3.0, 8.0, -1.0)])
def test_a_near_cramp_alone_is_one_moment_of_leaving_and_none_of_going_on(
    hazard: float, near: float, again: float
) -> None:
    after = np.exp(again)
    alone, _ = quad(lambda s: near * np.exp(-(1 + near) * s - after * (hazard - s)), 0, hazard)
    assert near_cramp_only(*at(hazard, near, again))[0] == pytest.approx(alone, rel=1e-9)


def test_where_both_ways_of_leaving_are_equally_fast_there_is_no_gap() -> None:
    s, rho = at(0.3, 2.0)
    here = np.log(3.0)
    around = [near_cramp_only(s, rho, np.array([here + step]))[0] for step in (-1e-4, -1e-9, 0.0, 1e-9, 1e-4)]
    assert around == pytest.approx([2.0 * 0.3 * np.exp(-0.9)] * 5, rel=1e-4)


@pytest.mark.parametrize("hazard", [1e-3, 1e-6, 1e-9])
def test_a_small_hazard_loses_nothing_in_single_precision(hazard: float) -> None:
    single: list[Any] = [each.astype(np.float32) for each in at(hazard, 3.2, 0.9)]
    double = at(hazard, 3.2, 0.9)
    assert near_cramp_only(*single)[0] == pytest.approx(near_cramp_only(*double)[0], rel=1e-5)
    assert cramp(*single)[0] == pytest.approx(cramp(*double)[0], rel=1e-5)


def test_a_small_hazard_is_the_chance_of_a_cramp() -> None:
    assert cramp(*at(1e-7, 3.2, 0.9))[0] == pytest.approx(1e-7, rel=1e-5)


def test_without_near_cramps_a_cramp_comes_as_the_hazard_says() -> None:
    assert cramp(*at(0.24, 1e-12, 0.9))[0] == pytest.approx(1 - np.exp(-0.24))


@given(HAZARDS, NEARS, AGAINS)
def test_more_hazard_never_makes_a_cramp_less_likely(hazard: float, near: float, again: float) -> None:
    more = cramp(*at(hazard * 1.1, near, again))[0]
    assert more >= cramp(*at(hazard, near, again))[0] - 1e-15


def test_where_a_near_cramp_changes_nothing_a_cramp_comes_as_without_one() -> None:
    assert cramp(*at(0.7, 3.2, 0.0))[0] == pytest.approx(1 - np.exp(-0.7))
