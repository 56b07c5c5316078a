import numpy as np
import pytest
from scipy.optimize import minimize

from risk.diaries import PRIOR, a_run, cramps, nones, silences
from uncramp.domain.streams import FloatArray
from uncramp.risk.diary import Diary, Told
from uncramp.risk.draws import ANSWERING, FRAILTY, NEAR, NOTICING, RACE, WRITING, dimension
from uncramp.risk.laplace import laplace_of
from uncramp.risk.target import Belief, Target

DIARY = Diary.of([*cramps(3), *nones(25), *silences(4), a_run(Told.NONE, 42_195.0, is_race=True)], PRIOR)
TARGET = Target(PRIOR, frozenset(), DIARY)
LAPLACE = laplace_of(TARGET)


def height(point: FloatArray) -> float:
    return float(TARGET.log_density(point[np.newaxis])[0])


def test_the_mode_is_that_of_a_general_optimiser() -> None:
    found = minimize(lambda point: -height(point), np.zeros(dimension(PRIOR)), method="BFGS", options={"gtol": 1e-3})
    assert height(LAPLACE.mode) == pytest.approx(-found.fun, abs=0.01)
    assert LAPLACE.mode == pytest.approx(found.x, abs=0.1)


def test_the_spread_along_each_unknown_is_that_of_the_curvature() -> None:
    precision = np.linalg.inv(LAPLACE.covariance)
    step = 0.05
    for index in (ANSWERING, RACE):
        move = np.eye(dimension(PRIOR))[index] * step
        around = height(LAPLACE.mode + move) + height(LAPLACE.mode - move) - 2 * height(LAPLACE.mode)
        assert precision[index, index] == pytest.approx(-around / step**2, rel=0.1)


@pytest.mark.parametrize(
    "pair",
    [
        (WRITING, FRAILTY),
        (NEAR, FRAILTY),
        (ANSWERING, FRAILTY),
        (RACE, WRITING),
        (NOTICING, FRAILTY),
        (NOTICING, NEAR),
    ],
)
def test_how_two_unknowns_bend_together_is_that_of_the_density(pair: tuple[int, int]) -> None:
    runs = [*cramps(3), *nones(25), *silences(40), *[a_run(Told.NEAR, near_at=0.5)] * 4]
    target = Target(PRIOR, frozenset(), Diary.of(runs, PRIOR))
    laplace, step = laplace_of(target), 0.05
    one, other = step * np.eye(dimension(PRIOR))[list(pair)]
    above, below, ahead, behind = (
        target.log_density((laplace.mode + move)[np.newaxis])[0]
        for move in (one + other, -one - other, one - other, other - one)
    )
    bent = (ahead + behind - above - below) / (4 * step**2)
    assert abs(bent) > 0.3
    assert np.linalg.inv(laplace.covariance)[pair] == pytest.approx(
        bent, rel=0.03
    )  # that the level is curved is left out


def test_the_directions_are_orthogonal_and_the_diary_narrows_them() -> None:
    size = dimension(PRIOR)
    assert LAPLACE.directions.T @ LAPLACE.directions == pytest.approx(np.eye(size), abs=1e-10)
    assert ((LAPLACE.scales > 0) & (LAPLACE.scales <= 1)).all()
    assert np.sqrt(np.diag(LAPLACE.covariance))[[FRAILTY, ANSWERING]].max() < 0.8


def test_a_run_tells_at_least_nothing_of_its_hazard() -> None:
    assert LAPLACE.run_weights.shape == (len(DIARY),)
    assert (LAPLACE.run_weights >= 0).all()
    assert LAPLACE.run_weights.max() > 0


def test_what_others_taught_moves_the_start() -> None:
    size = dimension(PRIOR)
    belief = Belief(np.full(size, 0.3), 0.5 * np.eye(size))
    moved = Target(PRIOR, frozenset(), DIARY, belief)
    mode = laplace_of(moved).mode
    slope = [
        (moved.log_density((mode + move)[np.newaxis]) - moved.log_density((mode - move)[np.newaxis]))[0] / 0.02
        for move in 0.01 * np.eye(size)
    ]
    assert np.abs(slope).max() < 0.1


def test_a_diary_without_a_word_leaves_the_prior() -> None:
    empty = laplace_of(Target(PRIOR, frozenset(), Diary.of([a_run(Told.CRAMP_SOMEWHERE, is_picked=True)], PRIOR)))
    assert np.abs(empty.mode).max() < 0.01
    assert empty.covariance == pytest.approx(np.eye(dimension(PRIOR)), abs=0.01)
