import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.in_race_course import level_way
from uncramp.physiology.prediction import MARATHON

anything = st.floats(allow_nan=True, allow_infinity=True)
UPHILL = 3.6 + 19.5 * 0.02 + 46.3 * 0.02**2 - 43.3 * 0.02**3 - 30.4 * 0.02**4 + 155.4 * 0.02**5
DOWNHILL = 3.6 - 19.5 * 0.02 + 46.3 * 0.02**2 + 43.3 * 0.02**3 - 30.4 * 0.02**4 - 155.4 * 0.02**5


def even_slope(grade: float) -> tuple[list[float], list[float]]:
    return [0.0, MARATHON], [1000.0, 1000.0 + grade * MARATHON]


def test_on_the_level_the_way_is_the_way() -> None:
    edges = np.array([0.0, 5e3, 21097.5, MARATHON])
    assert level_way(*even_slope(0.0), edges) == pytest.approx(edges)


def test_uphill_costs_what_was_measured_on_the_treadmill() -> None:
    assert level_way(*even_slope(0.02), MARATHON) == pytest.approx(MARATHON * UPHILL / 3.6)


def test_a_gentle_descent_gives_back_nearly_half_of_what_was_measured_on_the_treadmill() -> None:
    credit = 0.5 * (1 - (0.02 / 0.17) ** 2)
    assert level_way(*even_slope(-0.02), MARATHON) == pytest.approx(MARATHON * (1 - credit * (1 - DOWNHILL / 3.6)))


def test_a_steep_descent_gives_back_nothing() -> None:
    assert level_way(*even_slope(-0.17), MARATHON) == pytest.approx(MARATHON)
    assert level_way(*even_slope(-0.16), MARATHON) < 0.99 * MARATHON


def test_a_hill_counts_where_it_stands() -> None:
    way, height = [0.0, 21000.0, 31000.0, MARATHON], [0.0, 0.0, 200.0, 200.0]
    before, on, after = np.diff(level_way(way, height, [0.0, 20e3, 32e3, MARATHON]))
    assert before == pytest.approx(20e3)
    assert on > 12e3
    assert after == pytest.approx(MARATHON - 32e3)


def test_hills_shorter_than_200_m_are_noise_of_the_altitudes() -> None:
    way = np.linspace(0.0, MARATHON, 211 * 2 + 1)
    height = np.where(np.arange(way.size) % 2 == 1, 3.0, 0.0)
    assert level_way(way, height, MARATHON) == pytest.approx(MARATHON)


@pytest.mark.parametrize(("length", "known"), [(0.9701, True), (0.9699, False), (1.0299, True), (1.0301, False)])
def test_a_course_measured_a_little_short_or_long_is_stretched(length: float, *, known: bool) -> None:
    result = level_way([0.0, length * MARATHON], [0.0, 0.0], MARATHON)
    assert float(result) == pytest.approx(MARATHON if known else np.nan, nan_ok=True)


def test_a_course_may_start_at_any_way() -> None:
    assert level_way([500.0, 500.0 + MARATHON], [0.0, 0.0], 1000.0) == pytest.approx(1000.0)


def test_before_the_start_and_beyond_the_end_there_is_no_way() -> None:
    assert np.isnan(level_way(*even_slope(0.0), [-1.0, 42196.0])).all()


@pytest.mark.parametrize(
    ("way", "height"),
    [
        ([0.0], [0.0]),
        ([], []),
        ([0.0, MARATHON], [0.0]),
        ([0.0, 3e4, 2e4, MARATHON], [0.0] * 4),
        ([0.0, 2e4, 2e4, MARATHON], [0.0] * 4),
        ([0.0, np.nan], [0.0, 0.0]),
        ([0.0, MARATHON], [0.0, np.inf]),
        ([[0.0, MARATHON]], [[0.0, 0.0]]),
        (*even_slope(0.46),),
    ],
)
def test_what_is_no_course_has_no_way(way: list[float], height: list[float]) -> None:
    assert np.isnan(level_way(way, height, [0.0, 5e3])).all()


@given(st.lists(st.tuples(anything, anything), max_size=6), st.lists(anything, max_size=4))
def test_no_numbers_whatever_break_it(points: list[tuple[float, float]], edges: list[float]) -> None:
    way, height = np.array(points, np.float64).reshape(-1, 2).T
    level = level_way(way, height, edges)
    assert level.shape == (len(edges),)
    assert (np.isnan(level) | (level >= 0.0)).all()


@given(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))
def test_the_steeper_uphill_the_farther_and_down_never_less_than_four_fifths(one: float, other: float) -> None:
    low, high = (float(level_way(*even_slope(each), MARATHON)) for each in sorted([one, other]))
    assert min(low, high) >= 0.8 * MARATHON
    assert low <= high or one < 0 or other < 0


def test_a_course_measured_short_is_stretched_everywhere() -> None:
    assert level_way([100.0, 100.0 + 0.99 * MARATHON], [0.0, 0.0], [1000.0, 30e3]) == pytest.approx([1000.0, 30e3])
    rise = level_way([0.0, 0.99 * MARATHON], [0.0, 0.02 * MARATHON], MARATHON)
    assert rise == pytest.approx(level_way([0.0, MARATHON], [0.0, 0.02 * MARATHON], MARATHON))


def test_a_hair_before_the_start_and_after_the_end_there_is_no_way() -> None:
    assert np.isnan(level_way(*even_slope(0.0), [-0.01, MARATHON + 0.01])).all()


@pytest.mark.parametrize("start", [2000.0, -2000.0])
def test_only_the_length_of_a_course_is_measured(start: float) -> None:
    assert level_way([start, start + MARATHON], [0.0, 0.0], 1000.0) == pytest.approx(1000.0)


def test_a_wall_anywhere_on_a_course_leaves_no_way_even_before_it() -> None:
    assert np.isnan(level_way([0.0, 20e3, 20.4e3, MARATHON], [0.0, 0.0, 300.0, 300.0], [1000.0, 30e3])).all()


def test_a_hill_counts_the_same_wherever_the_way_begins() -> None:
    edges = [10e3, 20e3, 30e3, MARATHON]
    way, height = np.array([0.0, 15e3, 25e3, MARATHON]), [0.0, 0.0, 150.0, 0.0]
    assert level_way(way + 2000.0, height, edges) == pytest.approx(level_way(way, height, edges))
