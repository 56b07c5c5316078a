from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import priors
from uncramp.risk.draws import Draws, prior_draws
from uncramp.risk.hazard import baseline_log_hazard, cumulative_share, intercepts

PRIOR = priors()
MARATHON, ULTRA = 42_195.0, 56_000.0
DRAWS = prior_draws(PRIOR, 24, seed=11)
NOTHING = np.zeros(1)
SURE = Draws(np.array([3.8]), np.zeros((1, len(PRIOR.covariate))), NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)
COVARIATES = list(PRIOR.covariate)


def chance(log_hazard: FloatArray) -> FloatArray:
    result: FloatArray = -np.expm1(-np.exp(log_hazard))
    return result


def field(size: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """A race field drawn by plain chance: covariates and frailties."""
    columns = []
    for each in PRIOR.covariate.values():
        people = each.population
        if people.share is not None:
            drawn = rng.binomial(1, people.share, size).astype(np.float64)
        else:
            drawn = rng.normal(people.centre, people.variance**0.5, size)
        columns.append(np.clip(drawn, each.low, each.high))
    return np.column_stack(columns), rng.standard_normal(size)


def race(distance: float, draws: Draws, size: int, seed: int) -> list[tuple[FloatArray, FloatArray]]:
    """For each draw a race: everyone's covariates, and the share of the way of a first cramp (above 1: none)."""
    rng = np.random.default_rng(seed)
    races = []
    for level, shape, effects, sd in zip(
        intercepts(distance, PRIOR, draws), draws.shape, draws.effects, draws.frailty_sd, strict=True
    ):
        people, frailty = field(size, rng)
        hazard = np.exp(level + people @ effects + sd * frailty)
        races.append((people, (rng.exponential(size=size) / hazard) ** (1 / shape)))
    return races


@pytest.mark.parametrize(
    ("distance", "probability"), [(21_097.5, 0.03), (42_195.0, 0.21), (56_000.0, 0.34), (161_000.0, 0.14)]
)
def test_at_a_measured_distance_the_average_entrant_cramps_as_often_as_was_measured(
    distance: float, probability: float
) -> None:
    assert chance(baseline_log_hazard(distance, PRIOR, SURE)) == pytest.approx(probability)


@pytest.mark.parametrize(("distance", "low", "high"), [(42_195.0, 0.16, 0.28), (56_000.0, 0.26, 0.43)])
def test_ninety_five_of_a_hundred_baselines_lie_in_the_published_interval(
    distance: float, low: float, high: float
) -> None:
    edges = [chance(baseline_log_hazard(distance, PRIOR, replace(SURE, baseline=np.array([z])))) for z in (-1.96, 1.96)]
    assert np.concatenate(edges) == pytest.approx([low, high], abs=0.02)


def test_below_the_half_marathon_the_hazard_falls_as_within_a_run() -> None:
    ratio = baseline_log_hazard(10_000, PRIOR, SURE) - baseline_log_hazard(21_097.5, PRIOR, SURE)
    assert np.exp(ratio) == pytest.approx((10_000 / 21_097.5) ** 3.8)


@pytest.mark.parametrize("distance", [0.0, 9999.0, 161_001.0, np.inf, np.nan])
def test_outside_five_to_a_hundred_and_sixty_one_kilometres_there_is_no_baseline(distance: float) -> None:
    assert np.isnan(baseline_log_hazard(distance, PRIOR, DRAWS)).all()


@given(st.floats(10_000, 161_000))
def test_anywhere_between_there_is_one(distance: float) -> None:
    level = baseline_log_hazard(distance, PRIOR, DRAWS)
    assert np.isfinite(level).all()
    assert (chance(level) < 0.9).all()


@pytest.mark.parametrize("distance", [10_000.0, MARATHON, ULTRA])
def test_another_race_field_cramps_as_often_as_the_baseline_says(distance: float) -> None:
    size = 8000
    seen = np.array([(onset <= 1).mean() for _, onset in race(distance, DRAWS, size, seed=2030)])
    wanted = chance(baseline_log_hazard(distance, PRIOR, DRAWS))
    error = np.sqrt(wanted * (1 - wanted) / size) + 0.01 * wanted  # by chance; and 256 people stand for the field
    assert (np.abs(seen - wanted) < 4 * error).all()
    assert abs((seen - wanted).mean()) < 4 * error.mean() / len(seen) ** 0.5


def test_the_hazard_of_a_run_adds_up_to_the_whole() -> None:
    shares = cumulative_share(DRAWS.shape, np.linspace(0, 1, 43))
    assert shares.shape == (24, 43)
    assert (np.diff(shares, axis=1) >= 0).all()
    assert shares[:, 0] == pytest.approx(0)
    assert shares[:, -1] == pytest.approx(1)
    assert np.diff(shares, axis=1).sum(axis=1) == pytest.approx(1)


def test_the_share_before_a_point_is_the_integral_of_the_rate_up_to_it() -> None:
    u = np.linspace(0, 0.75, 100_001)
    assert cumulative_share(np.array([3.8]), np.array([0.75])) == pytest.approx(np.trapezoid(3.8 * u**2.8, u))


# The prior-predictive check of the evidence register, section 13: the model's band has to hold its own printed
# median and overlap what was published.
@pytest.fixture(scope="module")
def marathons() -> list[tuple[FloatArray, FloatArray]]:
    return race(MARATHON, prior_draws(PRIOR, 100, seed=12), 4000, seed=13)


@pytest.fixture(scope="module")
def ultras() -> list[tuple[FloatArray, FloatArray]]:
    return race(ULTRA, prior_draws(PRIOR, 100, seed=14), 4000, seed=15)


def band(values: list[float]) -> tuple[float, float, float]:
    low, median, high = np.percentile(values, (5, 50, 95))
    return float(low), float(median), float(high)


def odds_ratio(name: str, races: list[tuple[FloatArray, FloatArray]]) -> list[float]:
    ratios = []
    for people, onset in races:
        yes, cramped = people[:, COVARIATES.index(name)] > 0, onset <= 1
        a, b, c, d = ((one & other).sum() + 0.5 for one in (yes, ~yes) for other in (cramped, ~cramped))
        ratios.append(a * d / (b * c))
    return ratios


def test_first_cramps_come_where_the_evidence_says(marathons: list[tuple[FloatArray, FloatArray]]) -> None:
    onsets = [42.195 * onset[onset <= 1] for _, onset in marathons]
    mean, spread, late = (
        band([float(part) for part in parts])
        for parts in zip(*((each.mean(), each.std(), (each > 30).mean()) for each in onsets), strict=True)
    )
    assert mean[1] == pytest.approx(31.8, abs=1)
    assert spread[1] == pytest.approx(7.5, abs=0.5)
    assert late[1] == pytest.approx(0.64, abs=0.05)
    assert 26 < mean[0] < mean[2] < 36  # printed: 26 to 35, 5.5 to 10.2 and .41 to .84
    assert 5 < spread[0] < spread[2] < 10.5
    assert 0.38 < late[0] < late[2] < 0.86
    assert mean[2] > 33  # Maughan: 35 (SE 1.5) and SD 6
    assert spread[0] < 6


def test_who_cramps_differs_as_the_evidence_says(marathons: list[tuple[FloatArray, FloatArray]]) -> None:
    strength = band([float(np.log(ratio)) for ratio in odds_ratio("strength_work", marathons)])
    family, male = band(odds_ratio("family_history", marathons)), band(odds_ratio("male", marathons))
    assert strength[1] == pytest.approx(-0.17, abs=0.06)
    assert family[1] == pytest.approx(1.7, abs=0.25)
    assert male[1] == pytest.approx(1.5, abs=0.25)
    assert strength[0] < -1.00 + 1.96 * 0.57  # Valencia
    assert family[0] < 2.1 < family[2]
    assert male[0] < 1.94 < male[2]


def test_over_pace_parts_the_field_of_an_ultramarathon_as_the_evidence_says(
    ultras: list[tuple[FloatArray, FloatArray]],
) -> None:
    index = COVARIATES.index("over_pace")
    differences = []
    for people, onset in ultras:
        ill, well = people[onset <= 1, index], people[onset > 1, index]
        differences.append((ill.mean() - well.mean()) / np.sqrt((ill.var() + well.var()) / 2))
    low, median, high = band(differences)
    assert median == pytest.approx(0.37, abs=0.08)
    assert low < 0.78 - 1.96 * 0.30 < high  # Schwellnus


def test_history_parts_the_field_of_an_ultramarathon_within_what_was_seen(
    ultras: list[tuple[FloatArray, FloatArray]],
) -> None:
    index = COVARIATES.index("cramp_history")
    ill = band([people[onset <= 1, index].mean() for people, onset in ultras])
    well = band([people[onset > 1, index].mean() for people, onset in ultras])
    assert ill[2] > 0.84  # 20 of 20: at least 84 in a hundred
    assert 0.31 < well[1] < 0.66  # 14 of 29
    assert ill[1] > well[1] + 0.1
