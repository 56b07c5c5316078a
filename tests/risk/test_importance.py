import numpy as np
import pytest

from risk.diaries import PRIOR, cramps, nones, silences
from uncramp.risk.diary import Diary
from uncramp.risk.draws import dimension, normal_points
from uncramp.risk.importance import Straight, weighed
from uncramp.risk.laplace import laplace_of
from uncramp.risk.pareto import effective_count, pareto_k
from uncramp.risk.target import Target

TARGET = Target(PRIOR, frozenset(), Diary.of([*cramps(3), *nones(20), *silences(4)], PRIOR))


def test_the_weights_are_good_and_the_same_each_time() -> None:
    points, log_weights = weighed(TARGET, 4096)
    assert points.shape == (4096, dimension(PRIOR))
    assert effective_count(log_weights) > 400
    assert pareto_k(log_weights) < 0.7
    again = weighed(TARGET, 4096)
    assert (points == again[0]).all()
    assert (log_weights == again[1]).all()


def test_the_weighted_draws_are_those_of_the_weighted_prior() -> None:
    """A diary that says little can be learned from by weighing draws of the prior, and nothing else."""
    little = Target(PRIOR, frozenset(), Diary.of([*cramps(1), *nones(4)], PRIOR))
    plain = normal_points(32_768, dimension(PRIOR), seed=9)
    likelihood = little.log_likelihood(*little.parts(little.draws(plain)))
    assert effective_count(likelihood) > 500
    points, log_weights = weighed(little, 4096)
    moments = []
    for drawn, logs in ((plain, likelihood), (points, log_weights)):
        weights = np.exp(logs - logs.max())
        weights /= weights.sum()
        mean = weights @ drawn
        moments.append((mean, np.sqrt(weights @ (drawn - mean) ** 2)))
    assert moments[0][0] == pytest.approx(moments[1][0], abs=0.12)
    assert moments[0][1] == pytest.approx(moments[1][1], abs=0.12)


def test_coordinates_at_the_mode_are_the_mode_and_their_density_the_targets() -> None:
    laplace = laplace_of(TARGET)
    straight = Straight.around(TARGET, laplace)
    points, density = straight.density(laplace.mode[np.newaxis].repeat(2, axis=0))
    assert points[0] == pytest.approx(laplace.mode, abs=1e-9)
    assert density[0] == pytest.approx(TARGET.log_density(laplace.mode[np.newaxis].repeat(2, axis=0))[0], abs=1e-3)
    assert 0 <= straight.pull <= 1


def test_the_density_of_coordinates_is_that_of_the_points_they_stand_for_times_how_they_stretch() -> None:
    laplace = laplace_of(TARGET)
    straight = Straight.around(TARGET, laplace)
    rng = np.random.default_rng(2)
    for _ in range(5):
        place = laplace.mode + 0.5 * rng.standard_normal(len(laplace.mode))
        step = 1e-5
        moved = np.vstack([place, *(place + step * np.eye(len(place))), *(place - step * np.eye(len(place)))])
        points, density = straight.density(moved)
        jacobian = (points[1 : len(place) + 1] - points[len(place) + 1 :]) / (2 * step)
        _, log_stretch = np.linalg.slogdet(jacobian)
        expected = TARGET.log_density(points[:2])[0] + log_stretch
        assert density[0] == pytest.approx(expected, abs=2e-3)
