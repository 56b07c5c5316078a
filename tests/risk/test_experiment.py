import tomllib
from dataclasses import replace
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risk.trials import BLOCKS, RULES, outcomes, rules
from uncramp.domain.experiment import Arm
from uncramp.risk.experiment import FINE, Observation, answer, log_likelihood, log_prior, prior_grid, shifts, window

TABLE = tomllib.loads(Path(__file__).with_name("experiment_answers.toml").read_text("utf-8"))
SCORES = st.lists(st.sampled_from([0.0, 0.5, 1.0]), max_size=40)


def seen(case: dict[str, Any]) -> list[Observation]:
    """The outcomes of a case."""
    return [
        Observation(arm, score, 0, expected)
        for arm, name in ((Arm.WITH, "given"), (Arm.WITHOUT, "without"))
        for score, expected in zip(case[name], case.get(f"expected_{name}", [1.0] * len(case[name])), strict=True)
    ]


@pytest.mark.parametrize("case", TABLE["quadrature"]["case"], ids=lambda case: case["name"])
def test_an_answer_is_what_adaptive_quadrature_finds(case: dict[str, Any]) -> None:
    own = rules(rate=case.get("rate", 0.1), rate_log_sd=case.get("rate_log_sd", 1.5), prior_sd=0.5, margin=1.25)
    found = answer(seen(case), own)
    near = TABLE["quadrature"]["tolerance"]
    assert found.chances.lower == pytest.approx(case["lower"], abs=near)
    assert found.chances.higher == pytest.approx(case["higher"], abs=near)
    ratio = found.ratio
    assert [ratio.low, ratio.median, ratio.high] == pytest.approx(case["ratio"], rel=5 * near)


@pytest.mark.parametrize("theirs", ["blocks", "sampler"])
def test_blocks_with_shifts_of_their_own_are_what_sums_and_a_sampler_find(theirs: str) -> None:
    case, expected = TABLE["blocks"], TABLE[theirs]
    given_runs = [
        Observation(Arm.WITH if arm else Arm.WITHOUT, float(place < cramps), turn)
        for turn, (arm, runs, cramps) in enumerate(zip(case["arms"], case["runs"], case["cramps"], strict=True))
        for place in range(runs)
    ]
    found = answer(given_runs, replace(BLOCKS, block_sd=0.3))
    assert found.chances.lower == pytest.approx(expected["lower"], abs=expected["tolerance"])
    assert found.chances.higher == pytest.approx(expected["higher"], abs=expected["tolerance"])
    ratio = found.ratio
    assert [ratio.low, ratio.median, ratio.high] == pytest.approx(expected["ratio"], rel=2 * expected["tolerance"])


def test_with_much_data_and_wide_priors_it_is_the_fit_of_a_generalised_linear_model() -> None:
    case = TABLE["generalised_linear_model"]
    place = np.arange(3000)
    arm, expected = place % 2, np.exp(0.5 * np.sin(place))
    cramped = (place * 7919 % 1000 / 1000.0 < 1 - np.exp(-expected * np.exp(-1.8 - 0.4 * arm))).astype(float)
    runs = [
        Observation(Arm.WITH if a else Arm.WITHOUT, float(y), 0, float(e))
        for a, y, e in zip(arm, cramped, expected, strict=True)
    ]
    assert cramped.sum() == case["cramps"]
    found = answer(runs, rules(prior_sd=20.0, rate_log_sd=20.0)).ratio
    assert log(found.median) == pytest.approx(case["log_ratio"], abs=case["tolerance"])
    assert log(found.high / found.low) / 2 / 1.2815515655446004 == pytest.approx(case["error"], abs=case["tolerance"])


def test_nothing_seen_is_the_prior() -> None:
    nothing = answer([], RULES)
    assert nothing.ratio.median == pytest.approx(1.0, abs=1e-6)
    assert log(nothing.ratio.high) == pytest.approx(1.2815515655446004 * 0.5, abs=3e-4)
    assert nothing.chances.lower == pytest.approx(nothing.chances.higher, abs=1e-9)


def test_as_many_alike_in_both_arms_says_that_no_side_is_likelier() -> None:
    alike = answer(outcomes([0, 0, 1, 0.5], [0, 0, 1, 0.5]), RULES).chances
    assert alike.lower == pytest.approx(alike.higher, abs=1e-9)


@given(SCORES, SCORES)
@settings(max_examples=40)
def test_chances_are_chances_and_the_range_is_in_order(with_it: list[float], without: list[float]) -> None:
    found = answer(outcomes(with_it, without), RULES)
    chances = found.chances
    assert min(chances.lower, chances.same, chances.higher) >= 0.0
    assert chances.lower + chances.same + chances.higher == pytest.approx(1.0)
    assert 0.0 < found.ratio.low < found.ratio.median < found.ratio.high


@given(SCORES, SCORES)
@settings(max_examples=40)
def test_one_more_cramp_with_it_makes_the_ratio_larger(with_it: list[float], without: list[float]) -> None:
    before = answer(outcomes([*with_it, 0.0], without), RULES).ratio.median
    near = answer(outcomes([*with_it, 0.5], without), RULES).ratio.median
    after = answer(outcomes([*with_it, 1.0], without), RULES).ratio.median
    assert before < near < after


@given(SCORES, SCORES)
@settings(max_examples=40)
def test_the_arms_are_treated_alike(with_it: list[float], without: list[float]) -> None:
    one, other = answer(outcomes(with_it, without), RULES), answer(outcomes(without, with_it), RULES)
    assert one.ratio.median == pytest.approx(1.0 / other.ratio.median, rel=1e-6)
    assert one.chances.lower == pytest.approx(other.chances.higher, abs=1e-6)


def test_five_thousand_runs_are_one_answer_close_to_what_made_them() -> None:
    place = np.arange(5000)
    given_scores = (place[:2500] % 20 == 0).astype(float)
    without = (place[:2500] % 10 == 0).astype(float)
    found = answer(outcomes(given_scores.tolist(), without.tolist()), rules(prior_sd=5.0))
    truth = log(1 - 0.05) / log(1 - 0.1)
    assert found.ratio.low < truth < found.ratio.high
    assert found.ratio.median == pytest.approx(truth, rel=0.01)
    assert found.log_ratio.shape == (2 * FINE - 1,)


def test_runs_of_one_block_tell_less_than_runs_of_many() -> None:
    together = [Observation(arm, score, int(arm is Arm.WITH)) for arm in Arm for score in (0.0, 1.0, 1.0, 0.0) * 4]
    apart = [Observation(each.arm, each.score, place) for place, each in enumerate(together)]
    wide, narrow = answer(together, BLOCKS).ratio, answer(apart, BLOCKS).ratio
    assert wide.high / wide.low > narrow.high / narrow.low


def test_a_hazard_that_was_expected_explains_cramps_away() -> None:
    hard_with = [Observation(Arm.WITH, 1.0, 0, 4.0), Observation(Arm.WITHOUT, 0.0, 0, 0.25)] * 5
    plain = outcomes([1.0] * 5, [0.0] * 5)
    assert answer(hard_with, RULES).ratio.median < answer(plain, RULES).ratio.median


def test_the_likelihood_is_that_of_yes_and_no() -> None:
    hazard = np.array(log(0.3))
    chance = 1 - exp(-0.3)
    one = np.array(1.0)
    assert log_likelihood(one, one, hazard) == pytest.approx(log(chance))
    assert log_likelihood(np.array(0.0), one, hazard) == pytest.approx(log(1 - chance))
    assert log_likelihood(np.array(0.5), one, hazard) == pytest.approx(0.5 * log(chance) + 0.5 * log(1 - chance))
    assert log_likelihood(one, np.array(2.0), hazard) == pytest.approx(log(1 - exp(-0.6)))


def test_the_prior_is_normal_in_the_level_and_in_the_log_ratio() -> None:
    grid = np.array([log(0.1) - 0.25, log(0.1), log(0.1) + 0.25])
    prior = log_prior(grid, RULES)
    assert prior[1, 1] == pytest.approx(0.0)
    assert prior[0, 2] == pytest.approx(-0.5)
    assert prior[2, 2] == pytest.approx(-0.5 * (0.25 / 1.5) ** 2)


def test_shifts_of_blocks_have_their_spread() -> None:
    shift, log_weight = shifts(0.3)
    weight = np.exp(log_weight)
    assert weight.sum() == pytest.approx(1.0)
    assert (weight * shift).sum() == pytest.approx(0.0, abs=1e-12)
    assert (weight * shift**2).sum() == pytest.approx(0.09)
    assert shifts(0.0)[0].tolist() == [0.0]


def test_the_window_holds_what_the_prior_reaches_and_narrows_with_data() -> None:
    grid = prior_grid(RULES, 5)
    assert grid[2] == pytest.approx(log(0.1))
    assert grid[-1] - grid[2] == pytest.approx(5.5 * (1.5**2 + 0.25**2) ** 0.5)
    low, high = window([], RULES)
    narrow_low, narrow_high = window(outcomes([0.0, 1.0] * 50, [0.0, 1.0] * 50), RULES)
    assert low < narrow_low < log(log(2)) < narrow_high < high
