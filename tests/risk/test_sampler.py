import numpy as np
import pytest

from uncramp.domain.streams import FloatArray
from uncramp.risk.sampler import drawn_evenly, sampled

COUNT = 1500
MEAN, COVARIANCE = np.array([2.0, -1.0, 0.5]), np.array([[2.0, 0.9, 0.0], [0.9, 1.0, -0.3], [0.0, -0.3, 0.5]])
INVERSE = np.linalg.inv(COVARIANCE)


def normal(points: FloatArray) -> FloatArray:
    away = points - MEAN
    density: FloatArray = -np.einsum("ni,ij,nj->n", away, INVERSE, away) / 2
    return density


def banana(points: FloatArray) -> FloatArray:
    """Its first coordinate is standard normal, the second normal around half the square of the first."""
    first, second = points.T
    density: FloatArray = -(first**2) / 2 - (second - first**2 / 2) ** 2 / (2 * 0.8**2)
    return density


def test_a_normal_is_drawn_from_a_wrong_beginning() -> None:
    points = sampled(normal, np.zeros(3), np.eye(3), COUNT)
    error = np.sqrt(np.diag(COVARIANCE) / COUNT)
    assert (np.abs(points.mean(axis=0) - MEAN) < 4 * error).all()
    assert np.cov(points, rowvar=False) == pytest.approx(COVARIANCE, abs=0.25)


def test_a_banana_is_drawn_to_its_tips() -> None:
    points = sampled(banana, np.zeros(2), np.diag([1.0, 0.64]), COUNT)
    first, second = points.T
    assert (first.mean(), first.std()) == pytest.approx((0.0, 1.0), abs=0.12)
    assert (second.mean(), (second - first**2 / 2).std()) == pytest.approx((0.5, 0.8), abs=0.12)
    assert (np.abs(first) > 2).mean() == pytest.approx(0.0455, abs=0.025)


def test_the_same_density_gives_the_same_points() -> None:
    once, again = (sampled(normal, MEAN, COVARIANCE, 64) for _ in range(2))
    assert (once == again).all()


def test_each_is_drawn_as_often_as_its_weight_says_to_within_one() -> None:
    weights = np.random.default_rng(3).random(50)
    counts = np.bincount(drawn_evenly(weights), minlength=50)
    assert counts.sum() == 50
    assert (np.abs(counts - 50 * weights / weights.sum()) < 1).all()


def test_equal_weights_draw_each_once_and_none_draws_nothing_of_no_weight() -> None:
    assert drawn_evenly(np.ones(6)).tolist() == [0, 1, 2, 3, 4, 5]
    assert set(drawn_evenly(np.array([0.0, 1.0, 0.0, 3.0])).tolist()) == {1, 3}
