import numpy as np
import pytest

from uncramp.domain.streams import FloatArray
from uncramp.risk.pareto import TRUSTED, effective_count, pareto_k, pareto_shape_Zhang_2009


def quantiles(count: int) -> FloatArray:
    return (np.arange(1, count + 1) - 0.5) / count


def pareto_weights(shape: float, count: int) -> FloatArray:
    """Logarithms of weights with a Pareto tail."""
    return -shape * np.log1p(-quantiles(count))


# arviz 0.23.4, arviz.psislw(log_weights)[1]; it takes one draw more into a tail of 2000, hence the tolerance.
@pytest.mark.parametrize(
    ("log_weights", "expected", "tolerance"),
    [
        (pareto_weights(0.7, 100), 0.6062891118970053, 1e-9),
        (pareto_weights(0.3, 2000), 0.31712924231012735, 1e-3),
        (pareto_weights(0.5, 2000), 0.49787399464062776, 1e-3),
        (pareto_weights(0.9, 2000), 0.8594210161304804, 1e-3),
        (pareto_weights(0.7, 5000), 0.686253457863705, 1e-3),
        (np.log(quantiles(2000)), -0.8639110770714291, 1e-3),
    ],
)
def test_the_shape_of_a_tail_is_that_of_another_programme(
    log_weights: FloatArray, expected: float, tolerance: float
) -> None:
    assert pareto_k(log_weights) == pytest.approx(expected, abs=tolerance)


def test_neither_a_constant_nor_the_order_matters() -> None:
    weights = pareto_weights(0.6, 500)
    mixed = np.random.default_rng(1).permutation(weights) + 3.0
    assert pareto_k(mixed) == pytest.approx(pareto_k(weights))


@pytest.mark.parametrize("weights", [np.zeros(500), np.append(np.zeros(400), [1.0, 1.0])])
def test_weights_without_a_tail_have_none(weights: FloatArray) -> None:
    assert pareto_k(weights) == -np.inf


def test_one_weight_above_all_others_is_not_trusted() -> None:
    weights = np.random.default_rng(2).normal(0.0, 8.0, 2000)
    assert pareto_k(weights) > TRUSTED
    assert pareto_k(np.random.default_rng(2).normal(0.0, 0.3, 2000)) < TRUSTED


def test_the_shape_of_exact_exceedances_is_nearly_theirs() -> None:
    exceedances = ((1 - quantiles(4000)) ** -0.4 - 1) / 0.4
    assert pareto_shape_Zhang_2009(exceedances) == pytest.approx(0.4, abs=0.02)


def test_equal_weights_are_worth_all_draws_and_one_alone_is_worth_one() -> None:
    assert effective_count(np.full(7, -3.0)) == pytest.approx(7)
    assert effective_count(np.array([0.0, -1000.0, -1000.0])) == pytest.approx(1)
    assert effective_count(np.log([1.0, 1.0, 2.0])) == pytest.approx(16 / 6)
