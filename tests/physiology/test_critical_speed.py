from collections.abc import Callable, Sequence
from math import inf, isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.critical_speed import (
    CriticalSpeed,
    critical_speed_from_training,
    critical_speed_Hughson_1984,
    critical_speed_Monod_1965,
    critical_speed_Morton_1996,
)

Fit = Callable[[Sequence[float], Sequence[float]], CriticalSpeed]
LINES: list[Fit] = [critical_speed_Monod_1965, critical_speed_Hughson_1984]
FITS: list[Fit] = [*LINES, critical_speed_Morton_1996, critical_speed_from_training]
WAYS = (1000.0, 1609.344, 3000.0, 5000.0)
anything = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 120.0, 1800.0, 500.0, 3000.0, 7000.0])


def times(speed: float, d_prime: float, ways: Sequence[float] = WAYS) -> list[float]:
    return [(way - d_prime) / speed for way in ways]


@pytest.mark.parametrize("fit", FITS)
@given(st.lists(st.tuples(anything, anything), max_size=7))
def test_no_efforts_whatever_give_what_no_runner_has(fit: Fit, efforts: list[tuple[float, float]]) -> None:
    found = fit([way for way, _ in efforts], [time for _, time in efforts])
    assert isnan(found.speed.median) == isnan(found.d_prime.median) == (found.efforts == 0)
    if found.efforts:
        assert 1.5 <= found.speed.low <= found.speed.median <= found.speed.high <= 7
        assert 20 <= found.d_prime.low <= found.d_prime.median <= found.d_prime.high <= 1000
        assert isnan(found.maximal_speed) or found.speed.median < found.maximal_speed <= 13


@pytest.mark.parametrize("fit", LINES)
@given(st.floats(2.8, 5.5), st.floats(50, 400))
def test_exact_efforts_give_back_what_they_were_made_of(fit: Fit, speed: float, d_prime: float) -> None:
    found = fit(WAYS, times(speed, d_prime))
    assert found.speed.low == pytest.approx(speed)
    assert found.speed.high == pytest.approx(speed)
    assert found.d_prime.median == pytest.approx(d_prime)
    assert found.efforts == sum(time >= 120 for time in times(speed, d_prime))
    assert isnan(found.maximal_speed)


@given(st.floats(3, 5), st.floats(100, 300), st.floats(7.5, 11))
def test_a_maximal_speed_is_found_where_short_efforts_show_it(speed: float, d_prime: float, fastest: float) -> None:
    clock = np.array([40.0, 90, 200, 500, 1000, 1800])
    way = clock * (speed + d_prime / (clock + d_prime / (fastest - speed)))
    found = critical_speed_Morton_1996(way.tolist(), clock.tolist())
    assert found.maximal_speed == pytest.approx(fastest, rel=1e-3)
    assert found.speed.median == pytest.approx(speed, rel=1e-4)
    assert found.d_prime.median == pytest.approx(d_prime, rel=1e-3)
    assert found.efforts == 6


def test_efforts_without_a_bend_show_no_maximal_speed() -> None:
    assert isnan(critical_speed_Morton_1996(WAYS, times(4.0, 200.0)).speed.median)
    assert isnan(critical_speed_Morton_1996(WAYS[:3], [205.0, 353.0, 702.0]).speed.median)


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize(
    "way", [(1000.0, 3000.0), (1000.0, 1000.0, 1000.0), (1000.0, 1200.0, 1500.0), (5.0e4, 5.0e3, 3.0e3)]
)
def test_few_or_like_efforts_tell_nothing(fit: Fit, way: tuple[float, ...]) -> None:
    assert isnan(fit(way, times(4.0, 200.0, way)).speed.median)


def test_the_bounds_of_what_counts_are_within_it() -> None:
    way, clock = [680.0, 1400.0, 5600.0, 7400.0], [120.0, 300.0, 1350.0, 1800.0]
    assert critical_speed_Monod_1965(way, clock).efforts == 4
    assert critical_speed_Monod_1965(way, [119.9, *clock[1:]]).efforts == 3
    assert critical_speed_Monod_1965(way, [*clock[:-1], 1800.1]).efforts == 3
    assert critical_speed_Morton_1996([way[0] / 4, *way], [30.0, *clock]).efforts in {0, 5}
    twice, less = [680.0, 900.0, 1160.0], [680.0, 900.0, 1159.0]
    assert critical_speed_Monod_1965(twice, [120.0, 175.0, 240.0]).efforts == 3
    assert critical_speed_Monod_1965(less, [120.0, 175.0, 239.9]).efforts == 0


@pytest.mark.parametrize("fit", LINES)
@pytest.mark.parametrize(
    ("speed", "d_prime", "known"),
    [(1.5001, 100, 1), (1.4999, 100, 0), (6.9999, 100, 1), (7.0001, 100, 0), (4, 20.01, 1), (4, 19.99, 0), (2, 999, 1)],
)
def test_only_what_runners_have_is_found(fit: Fit, speed: float, d_prime: float, known: int) -> None:
    clock = (150.0, 400.0, 900.0)
    found = fit([d_prime + speed * each for each in clock], clock)
    assert (found.efforts > 0) == known


def test_unknown_and_impossible_efforts_are_left_out() -> None:
    way, clock = [*WAYS, nan, 1000.0, -5.0, inf, 30_000.0], [*times(4.0, 200.0), 300.0, nan, 300.0, 300.0, 1000.0]
    assert critical_speed_Monod_1965(way, clock).speed.median == pytest.approx(4.0)
    assert critical_speed_from_training(way, clock).speed == critical_speed_from_training(WAYS, times(4.0, 200.0)).speed


@given(st.permutations(range(4)), st.floats(1.0, 1.3))
def test_a_slower_effort_over_the_same_way_says_nothing_more(order: list[int], slower: float) -> None:
    clock = times(4.0, 200.0)
    way = [WAYS[place] for place in order] + [WAYS[2]]
    with_slower = critical_speed_from_training(way, [clock[place] for place in order] + [clock[2] * slower])
    assert with_slower.speed == critical_speed_from_training(WAYS, clock).speed


@given(st.floats(2.5, 5.0), st.floats(100, 300))
def test_training_bests_without_holding_back_are_taken_nearly_as_they_are(speed: float, d_prime: float) -> None:
    found = critical_speed_from_training(WAYS, times(speed, d_prime))
    assert found.speed.low < speed * 1.01
    assert speed * 0.99 < found.speed.median < speed * 1.05


def test_one_effort_held_back_moves_the_frontier_less_than_the_line() -> None:
    clock = times(4.0, 200.0)
    clock[-1] *= 1.08
    assert critical_speed_Monod_1965(WAYS, clock).speed.median < 3.66
    found = critical_speed_from_training(WAYS, clock).speed
    assert found.median > 3.8
    assert found.low < 4.0 < found.high


def test_a_speed_at_the_edge_of_what_runners_have_is_not_told() -> None:
    assert isnan(critical_speed_from_training(WAYS, times(7.3, 150.0)).speed.median)
    ways = (400.0, 800.0, 1600.0, 2000.0)
    assert isnan(critical_speed_from_training(ways, times(1.3, 30.0, ways)).speed.median)


def test_of_runners_who_hold_back_nearly_three_in_four_intervals_hold_the_truth() -> None:
    """True critical speeds are known; every time is 0 to 12 % too slow, with 1 % of noise, as in no maximal test."""
    chance = np.random.default_rng(20270418)
    hits, errors, line = 0, [], []
    for _ in range(60):
        speed, d_prime = chance.uniform(2.8, 5.0), 180.0 * np.exp(chance.normal(0.0, 0.4))
        clock = np.array(times(speed, d_prime)) * np.exp(chance.normal(0.0, 0.01, 4)) * (1 + chance.uniform(0, 0.12, 4))
        found = critical_speed_from_training(WAYS, clock.tolist()).speed
        hits += found.low <= speed <= found.high
        errors.append(found.median / speed - 1.0)
        line.append(critical_speed_Monod_1965(WAYS, clock.tolist()).speed.median / speed - 1.0)
    assert hits >= 0.65 * 60
    assert -0.03 < np.median(errors) < 0.01
    assert np.nanmedian(line) < -0.04


@pytest.mark.parametrize(("shortest", "efforts"), [(30.0, 6), (29.9, 5)])
def test_half_a_minute_is_the_shortest_effort_of_three_parameters(shortest: float, efforts: int) -> None:
    clock = np.array([30.0, 90, 200, 500, 1000, 1800])
    way = clock * (4.0 + 200.0 / (clock + 40.0))
    assert critical_speed_Morton_1996(way.tolist(), [shortest, *clock[1:].tolist()]).efforts == efforts


def test_three_parameters_want_four_efforts() -> None:
    clock = np.array([40.0, 120, 400, 1200])
    way = clock * (4.0 + 200.0 / (clock + 40.0))
    assert critical_speed_Morton_1996(way.tolist(), clock.tolist()).efforts == 4
    assert critical_speed_Morton_1996(way[1:].tolist(), clock[1:].tolist()).efforts == 0
