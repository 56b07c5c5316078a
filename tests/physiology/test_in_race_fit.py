"""The regressions of the fitting tool against another solver, and against a truth that made the data."""

from pathlib import Path
from runpy import run_path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

pytest.importorskip("pyarrow")
TOOL: dict[str, Any] = run_path(str(Path(__file__).parents[2] / "tools" / "fit_in_race.py"))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_quantile_line_is_that_of_linear_programming(share: float) -> None:
    draw = np.random.default_rng(3)
    table = np.column_stack((np.ones(400), draw.normal(size=(400, 2))))
    values = table @ [0.05, 0.02, -0.01] + 0.05 * draw.gamma(2.0, size=400) * (1.0 + 0.3 * table[:, 1])
    split = np.hstack((table, -table, np.eye(400), -np.eye(400)))
    cost = np.concatenate((np.zeros(6), np.full(400, share), np.full(400, 1.0 - share)))
    exact = linprog(cost, A_eq=split, b_eq=values).x
    line = TOOL["quantile_line"](table, values, np.ones(400), share)

    def loss(coefficients: Any) -> float:  # noqa: ANN401  # an array
        left = values - table @ coefficients
        return float(np.sum(np.where(left > 0, share * left, (share - 1.0) * left)))

    assert loss(line) <= loss(exact[:3] - exact[3:6]) * 1.01
    assert np.mean(values < table @ line) == pytest.approx(share, abs=0.03)


def test_a_logit_line_finds_the_chances_that_made_the_data() -> None:
    draw = np.random.default_rng(4)
    table = np.column_stack((np.ones(40_000), draw.normal(size=(40_000, 2))))
    truth = np.array([-1.0, 0.8, -0.4])
    happened = (draw.random(40_000) < 1.0 / (1.0 + np.exp(-table @ truth))).astype(np.float64)
    assert TOOL["logit_line"](table, happened, np.ones(40_000)) == pytest.approx(truth, abs=0.06)


def test_the_day_effects_find_the_heat_and_the_courses_of_many_days() -> None:
    draw = np.random.default_rng(5)
    nothing = np.empty((0, 10))
    races = [
        TOOL["Race"](f"{course}{year}", nothing, nothing[:, 0], nothing[:, 0], float(draw.uniform(0.0, 25.0)))
        for course in ("flat", "hilly")
        for year in range(1800, 1900)
    ]
    level = {"flat": 0.04, "hilly": 0.06}
    offsets = np.array([level[race.course] + 0.07 * race.heat for race in races]) + draw.normal(0.0, 0.02, 200)
    found = TOOL["day_effects"](offsets, races)
    assert found["heat"] == pytest.approx(0.07, abs=0.015)
    assert found["course"]["flat"][0] == pytest.approx(0.04, abs=0.008)
    assert found["course"]["hilly"][0] == pytest.approx(0.06, abs=0.008)
    assert found["day_variance"] ** 0.5 == pytest.approx(0.02, rel=0.15)
    assert found["new"][1] > found["course"]["flat"][1]


def test_ages_are_read_as_years_or_as_the_middle_of_a_group() -> None:
    assert [TOOL["_age"](each) for each in (41, "40-44", "41")][:2] == [41.0, 42.0]
    assert all(np.isnan(TOOL["_age"](each)) for each in (None, "80+", "", "41"))
