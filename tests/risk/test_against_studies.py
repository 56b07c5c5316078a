"""What the prior says of the published cohorts, with their numbers as they were printed."""

from collections import defaultdict

import numpy as np
import pytest
from benchmarks.hazard_simulation import World, felt_effects, field
from benchmarks.prior_predictive import Cohorts, odds_ratio

from risk.diaries import PRIOR

MARATHON = 42_195.0
Band = tuple[float, float, float]


@pytest.fixture(scope="module")
def told() -> dict[str, Band]:
    """5, 50 and 95 of a hundred of each number, over what the prior holds possible."""
    seen, rng = defaultdict[str, list[float]](list), np.random.default_rng(2032)
    for _ in range(60):
        cohorts = Cohorts(PRIOR, World.drawn(PRIOR, rng), rng)
        people = field(PRIOR, 6000, rng)
        crowd = cohorts.race(MARATHON, people, cohorts.volunteers, felt_effects(PRIOR, cohorts.world))
        ratios = [
            (name, odds_ratio(cohorts.column(people, name) > 0, crowd.cramped)) for name in ("male", "family_history")
        ]
        for key, value in [*cohorts.marathon(), *cohorts.ultra(), *cohorts.hundred_miles(), *ratios]:
            seen[key].append(float(value))
    low, median, high = np.percentile(np.array(list(seen.values())), (5, 50, 95), axis=1)
    return dict(zip(seen, zip(low.tolist(), median.tolist(), high.tolist(), strict=True), strict=True))


@pytest.mark.parametrize(
    ("number", "published"),
    [
        ("marathon incidence", 15 / 82),  # Maughan
        ("onset mean", 35.0),
        ("onset sd", 6.0),
        ("after 30 km", 0.80),  # Manjra, life-time
        ("last quarter", 0.464),  # Two Oceans
        ("ultra incidence", 0.339),  # Schwellnus
        ("age d", 0.0),
        ("mass d", 0.0),
        ("hundred cramp", 0.143),  # Hoffman
        ("hundred near", 0.268),
        ("hundred none", 0.589),
        ("strength of 83", 0.37),  # Valencia
        ("male", 1.94),  # Comrades
        ("family_history", 2.11),  # Manjra
    ],
)
def test_what_was_published_lies_in_what_the_prior_holds_possible(
    told: dict[str, Band], number: str, published: float
) -> None:
    low, _, high = told[number]
    assert low < published < high


@pytest.mark.parametrize(
    ("number", "least", "most"),
    [
        ("history of cases", 0.84, 1.0),  # 20 of 20
        ("history of controls", 0.31, 0.66),  # 14 of 29
        ("history odds ratio", 2.4, 793.0),
        ("simulated history odds ratio", 2.4, 793.0),
        ("pace d", -1.37, -0.19),
        ("session d", -0.01, 1.17),
        ("strength", 0.12, 1.13),
    ],
)
def test_the_prior_overlaps_the_intervals_of_small_cohorts(
    told: dict[str, Band], number: str, least: float, most: float
) -> None:
    low, _, high = told[number]
    assert low < most
    assert high > least


def test_the_prior_is_not_so_wide_that_it_holds_everything(told: dict[str, Band]) -> None:
    assert 26 < told["onset mean"][0] < told["onset mean"][2] < 37.5
    assert 4.5 < told["onset sd"][0] < told["onset sd"][2] < 10.5
    assert 0.15 < told["marathon incidence"][0] < told["marathon incidence"][2] < 0.30
    assert 0.25 < told["ultra incidence"][0] < told["ultra incidence"][2] < 0.45
    assert told["history of cases"][1] > told["history of controls"][1] + 0.1
    assert told["pace d"][1] < -0.2 < 0.05 < told["session d"][1]
    assert told["strength"][1] < 1 < told["male"][1] < told["family_history"][2]
