import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from uncramp.domain.errors import InvalidValueError
from uncramp.domain.streams import FloatArray
from uncramp.risk import population
from uncramp.risk.population import NormalBelief, population_fit

REFERENCE = tomllib.loads((Path(__file__).parents[1] / "reference" / "risk" / "population.toml").read_text("utf-8"))
GOLDEN, PLASTIC = 0.618033988749, 0.754877666247
"""Multiples of these, less their whole part, lie evenly between 0 and 1."""
TRUTH = np.array([-2.6, 0.5, -0.4, 0.8])


def made_up(rows: int = 3000) -> tuple[FloatArray, FloatArray, FloatArray]:
    """A design, events and an offset, without chance."""
    row = np.arange(rows, dtype=float)
    design = np.column_stack([np.ones(rows), np.sin(0.37 * row), row % 7 / 7, (row * GOLDEN % 1 < 0.3) * 1.0])
    offset = np.log(0.5 + row % 5 / 5)
    events = (row * PLASTIC % 1 < -np.expm1(-np.exp(design @ TRUTH + offset))) * 1.0
    return design, events, offset


def log_hazard(chance: float) -> float:
    return float(np.log(-np.log1p(-chance)))


def test_another_program_finds_the_same() -> None:
    told = REFERENCE["statsmodels"]
    design, events, offset = made_up()
    fit = population_fit(design, events, offset)
    near = told["tolerance"]
    assert events.sum() == told["events"]
    assert fit.coefficients == pytest.approx(np.array(told["coefficients"]), abs=near)
    assert fit.covariance == pytest.approx(np.array(told["covariance"]), abs=near)
    assert fit.standard_errors == pytest.approx(np.sqrt(np.diag(told["covariance"])), abs=near)
    assert fit.log_likelihood == pytest.approx(told["log_likelihood"], abs=near)
    assert 0 < fit.iterations < 8


@pytest.mark.parametrize("count", [1, 5, 99])
def test_a_level_alone_is_the_share_of_events(count: int) -> None:
    fit = population_fit(np.ones((100, 1)), np.arange(100) < count)
    assert fit.coefficients == pytest.approx(log_hazard(count / 100), abs=1e-7)
    chance = count / 100
    assert fit.log_likelihood == pytest.approx(count * np.log(chance) + (100 - count) * np.log1p(-chance), abs=1e-9)


def test_two_groups_have_each_its_share() -> None:
    design = np.column_stack([np.ones(300), np.arange(300) < 100])
    events = np.concatenate([np.arange(100) < 20, np.arange(200) < 10])
    level, difference = population_fit(design, events).coefficients
    assert level == pytest.approx(log_hazard(0.05), abs=1e-7)
    assert level + difference == pytest.approx(log_hazard(0.2), abs=1e-7)


def test_half_of_a_kilometre_is_half_of_its_hazard() -> None:
    halves = population_fit(np.ones((100, 1)), np.arange(100) < 7, np.full(100, np.log(0.5)))
    assert halves.coefficients == pytest.approx(log_hazard(0.07) + np.log(2.0), abs=1e-7)


def test_how_many_rows_are_worked_on_at_once_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = population_fit(*made_up())
    monkeypatch.setattr(population, "AT_ONCE", 101)
    pieces = population_fit(*made_up())
    assert pieces.coefficients == pytest.approx(whole.coefficients, abs=1e-10)
    assert pieces.covariance == pytest.approx(whole.covariance, abs=1e-10)


def test_single_precision_and_whole_numbers_will_do() -> None:
    design, events, offset = made_up()
    fit = population_fit(design.astype(np.float32), events.astype(np.int8), offset)
    assert fit.coefficients == pytest.approx(population_fit(design, events, offset).coefficients, abs=1e-5)


@given(st.integers(0, 2**32 - 1), st.floats(-6.0, 1.0))
def test_nowhere_near_the_maximum_is_higher(seed: int, level: float) -> None:
    rng = np.random.default_rng(seed)
    design = np.column_stack([np.ones(400), rng.normal(size=(400, 2))])
    events = np.concatenate([[1.0, 0.0, 1.0, 0.0], rng.random(396) < -np.expm1(-np.exp(level + 0.5 * design[4:, 1]))])
    belief = NormalBelief(np.zeros(3), np.array([np.inf, 1.0, 1.0]))
    fit = population_fit(design, events, prior=belief)

    def height(point: FloatArray) -> float:
        hazard = np.exp(design @ point)
        log_likelihood = np.where(events > 0.0, np.log(-np.expm1(-hazard)), -hazard).sum()
        return float(log_likelihood - (point[1:] ** 2).sum() / 2.0)

    best = height(fit.coefficients)
    for move in 0.03 * rng.standard_normal((20, 3)):
        assert height(fit.coefficients + move) < best


def test_a_sure_prior_keeps_its_mean_and_a_wide_one_changes_nothing() -> None:
    design, events, offset = made_up()
    sure = NormalBelief(np.array([0.0, 0.3, 0.0, 0.0]), np.array([np.inf, 1e-6, np.inf, np.inf]))
    wide = NormalBelief(np.array([9.0, 9.0, 9.0, 9.0]), np.full(4, 1e6))
    assert population_fit(design, events, offset, sure).coefficients[1] == pytest.approx(0.3, abs=1e-6)
    free = population_fit(design, events, offset)
    assert population_fit(design, events, offset, wide).coefficients == pytest.approx(free.coefficients, abs=1e-6)


def test_what_is_believed_and_what_was_seen_are_weighed_by_what_each_is_worth() -> None:
    # Where the events say little of a coefficient the likelihood is nearly normal: precisions add up.
    design, events, offset = made_up(60_000)
    free = population_fit(design, events, offset)
    belief = NormalBelief(np.array([0.0, 0.5, 0.0, 0.0]), np.array([np.inf, 0.02, np.inf, np.inf]))
    both = population_fit(design, events, offset, belief)
    seen, believed = free.covariance[1, 1] ** -1.0, 0.02**-2.0
    weighed = (seen * free.coefficients[1] + believed * 0.5) / (seen + believed)
    assert both.coefficients[1] == pytest.approx(weighed, abs=1e-3)
    assert both.standard_errors[1] == pytest.approx((seen + believed) ** -0.5, rel=0.01)


def test_with_a_prior_of_everything_no_event_and_no_row_are_needed() -> None:
    belief = NormalBelief(np.array([-3.0, 0.5]), np.array([1.0, 0.2]))
    nobody = population_fit(np.ones((0, 2)), np.ones(0), prior=belief)
    assert nobody.coefficients == pytest.approx([-3.0, 0.5])
    assert nobody.standard_errors == pytest.approx([1.0, 0.2])
    none = population_fit(np.ones((50, 2)), np.zeros(50), prior=belief)
    assert none.coefficients[0] < -3.0


@pytest.mark.parametrize(
    ("design", "events", "message"),
    [
        (np.ones((9, 1)), np.zeros(9), "There is no event"),
        (np.ones((9, 1)), np.ones(9), "Every row is an event"),
        (np.ones((9, 1)), np.ones(8), "The rows do not fit together"),
        (np.ones(9), np.ones(9), "The rows do not fit together"),
        (np.ones((9, 1)), np.arange(9) / 8, "An event is 0 or 1, not 0.125"),
        (np.full((9, 1), np.nan), np.arange(9) < 3, "A number is missing in row 0"),
        (np.ones((9, 2)), np.arange(9) < 3, "follows from the others"),
        (np.eye(9, 2) * [1.0, 0.0], np.arange(9) < 3, "Column 1 is 0 throughout"),
        (np.column_stack([np.ones(9), np.arange(9) < 3]), np.arange(9) < 3, "Column 1 parts the events from the rest"),
        (np.column_stack([np.ones(9), np.arange(9) < 3]), np.arange(9) % 3 > 1, None),
        (np.column_stack([np.ones(9), np.arange(9) < 3]), np.arange(9) < 2, "Column 1 parts the events from the rest"),
        (np.column_stack([np.ones(9), np.arange(9) < 3]), np.arange(9) < 4, "Column 1 parts the events from the rest"),
    ],
)
def test_what_has_no_maximum_is_refused_in_words(design: FloatArray, events: ArrayLike, message: str | None) -> None:
    if message is None:
        assert np.isfinite(population_fit(design, events).coefficients).all()
        return
    with pytest.raises(InvalidValueError, match=message):
        population_fit(design, events)


def test_a_missing_offset_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="A number is missing in row 0"):
        population_fit(np.ones((9, 1)), np.arange(9) < 3, np.full(9, np.nan))


@pytest.mark.parametrize(
    ("mean", "sd"), [([0.0], [0.0]), ([np.nan], [1.0]), ([0.0, 0.0], [1.0, 1.0]), ([0.0], [1.0, 1.0])]
)
def test_a_prior_that_cannot_be_is_refused(mean: list[float], sd: list[float]) -> None:
    with pytest.raises(InvalidValueError, match="A prior needs a mean and a spread above 0 for each of 1 columns"):
        population_fit(np.ones((9, 1)), np.arange(9) < 3, prior=NormalBelief(np.array(mean), np.array(sd)))


def test_a_prior_ends_what_is_parted() -> None:
    design, events = np.column_stack([np.ones(9), np.arange(9) < 3]), np.arange(9) < 3
    fit = population_fit(design, events, prior=NormalBelief(np.zeros(2), np.full(2, 2.0)))
    assert 0.0 < fit.coefficients[1] < 6.0


def test_columns_of_very_different_size_are_no_trouble() -> None:
    design, events, offset = made_up()
    sizes = np.array([1.0, 1e6, 1e-6, 1.0])
    fit = population_fit(design * sizes, events, offset)
    assert fit.coefficients * sizes == pytest.approx(population_fit(design, events, offset).coefficients, abs=1e-8)


def test_an_offset_at_which_nothing_can_happen_tells_nothing() -> None:
    design, events, offset = made_up(300)
    nothing = np.flatnonzero(events == 0.0)[:20]
    offset[nothing] = -2000.0
    fit = population_fit(design, events, offset)
    left = np.delete(np.arange(300), nothing)
    rest = population_fit(design[left], events[left], offset[left])
    assert fit.coefficients == pytest.approx(rest.coefficients, abs=1e-8)


def test_what_does_not_settle_is_said() -> None:
    design, events, offset = made_up(300)
    offset[np.flatnonzero(events == 0.0)[0]] = 900.0
    with pytest.raises(InvalidValueError, match="The fit did not settle in 60 steps"):
        population_fit(design, events, offset)


def test_a_start_that_is_far_too_high_is_left_in_steps_that_lead_up() -> None:
    belief = NormalBelief(np.array([5.0]), np.array([10.0]))
    fit = population_fit(np.ones((100, 1)), np.arange(100) < 5, prior=belief)
    assert fit.coefficients == pytest.approx(log_hazard(0.05), abs=0.05)


def test_a_step_too_far_is_halved() -> None:
    belief = NormalBelief(np.array([-30.0]), np.array([100.0]))
    fit = population_fit(np.ones((100, 1)), np.arange(100) < 95, prior=belief)
    assert fit.coefficients == pytest.approx(log_hazard(0.95), abs=0.01)
