import numpy as np
import pytest

from uncramp.domain.streams import FloatArray
from uncramp.risk.mode import FLATTEST, mode_of


def test_the_mode_and_covariance_of_a_normal_are_found() -> None:
    middle, precision = np.array([2.0, -1.0]), np.array([[4.0, 1.0], [1.0, 2.0]])

    def log_density(points: FloatArray) -> FloatArray:
        away = points - middle
        density: FloatArray = -np.einsum("ni,ij,nj->n", away, precision, away) / 2.0
        return density

    mode, covariance = mode_of(log_density, 2)
    assert mode == pytest.approx(middle, abs=1e-6)
    assert covariance == pytest.approx(np.linalg.inv(precision), abs=1e-6)


def test_a_step_too_far_is_shortened() -> None:
    def log_density(points: FloatArray) -> FloatArray:
        density: FloatArray = (-np.logaddexp(0.0, 20.0 * (1.0 - points)) - points**2 / 2.0).sum(axis=1)
        return density

    mode, _ = mode_of(log_density, 2)
    assert ((mode > 0.8) & (mode < 1.4)).all()


def test_no_direction_is_flatter_than_half_of_the_prior() -> None:
    _, covariance = mode_of(lambda points: 0.0 * points[:, 0], 3)
    assert covariance == pytest.approx(np.eye(3) / FLATTEST)
