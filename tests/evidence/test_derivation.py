from math import exp, inf, log, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import integrate, optimize, stats

from uncramp.domain.streams import FloatArray
from uncramp.evidence.derivation import (
    Z95,
    Effect,
    Incidence,
    Sample,
    Table,
    averaged,
    extrapolated_incidence,
    for_another_outcome,
    frailty_of_history,
    history_of_frailty,
    log_odds_per_unit,
    log_odds_ratio,
    log_ratio,
    log_share_ratio,
    near_cramp_ratio,
    near_cramp_share,
    pooled_incidence,
    shape_of_last_quarter,
    shape_of_mean_onset,
    shape_of_share_beyond,
    share_of_cohort,
    share_of_two,
    shrunk,
    spread_of_studies,
    widened,
)
from uncramp.evidence.findings import read_data
from uncramp.evidence.priors import priors

HISTORY = Table(20, 20, 14, 29)
EFFECTS = st.builds(Effect, st.floats(-3, 3), st.floats(0.01, 3))


def interval(effect: Effect) -> tuple[float, float]:
    """95 % interval of the ratio."""
    return exp(effect.mean - Z95 * effect.sd), exp(effect.mean + Z95 * effect.sd)


@pytest.mark.parametrize(
    ("events", "runners", "share", "low", "high"),
    [
        ([15], [82], 0.183, 0.114, 0.280),  # the register's own intervals of its cohorts, Wilson
        ([20], [83], 0.241, 0.162, 0.343),
        ([20], [49], 0.408, 0.282, 0.548),
        ([21], [72], 0.292, 0.199, 0.405),
        ([40], [280], 0.143, 0.107, 0.189),
        ([15, 20], [82, 83], 0.212, 0.16, 0.28),
        ([20, 21], [49, 72], 0.339, 0.26, 0.43),
    ],
)
def test_cohorts_are_pooled_as_one(
    events: list[int], runners: list[int], share: float, low: float, high: float
) -> None:
    pooled = pooled_incidence(events, runners)
    tolerance = 0.0006 if len(events) == 1 else 0.005
    assert (pooled.probability, pooled.low, pooled.high) == pytest.approx((share, low, high), abs=tolerance)


def test_the_pooled_interval_is_that_of_scipy() -> None:
    theirs = stats.binomtest(35, 165).proportion_ci(method="wilson")
    pooled = pooled_incidence([15, 20], [82, 83])
    assert (pooled.low, pooled.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_a_ratio_and_its_interval_come_back_from_their_logarithm() -> None:
    kona = log_ratio(2.40, 1.91, 3.03)
    assert exp(kona.mean) == pytest.approx(2.40)
    assert kona.sd == pytest.approx(0.12, abs=0.005)  # section 13 of the register: SE .12
    assert interval(kona) == pytest.approx((1.91, 3.03), rel=0.003)


def test_a_ratio_without_an_interval_has_no_error() -> None:
    assert log_ratio(1.8).mean == pytest.approx(0.588, abs=1e-3)
    assert np.isnan(log_ratio(1.8).sd)


@pytest.mark.parametrize(
    ("table", "ratio", "low", "high"),
    [
        (Table(5, 20, 30, 63), 0.37, 0.12, 1.13),  # strength work, as printed
        (Table(0.19 * 536, 536, 0.10 * 847, 847), 2.11, 1.54, 2.88),  # family history
        (Table(20.5, 21, 14.5, 30), 43.8, 2.4, 793),  # history after Haldane's half
    ],
)
def test_the_odds_ratio_of_a_table_is_the_published_one(table: Table, ratio: float, low: float, high: float) -> None:
    effect = log_odds_ratio(table)
    assert exp(effect.mean) == pytest.approx(ratio, rel=0.01)
    assert interval(effect) == pytest.approx((low, high), rel=0.03)


def test_the_discriminant_gives_the_registers_log_odds_of_pace_and_of_the_last_three_days() -> None:
    pace = log_odds_per_unit(Sample(20, 144, 20), Sample(29, 157, 14), -0.05 * (20 * 144 + 29 * 157) / 49)
    days = log_odds_per_unit(Sample(20, 1.2, 1.1), Sample(29, 0.6, 1.0), 1.0)
    assert (pace.mean, pace.sd) == pytest.approx((0.35, 0.14), abs=0.005)
    assert (days.mean, days.sd) == pytest.approx((0.55, 0.28), abs=0.005)


def test_the_standardised_difference_has_the_registers_error() -> None:
    pooled = ((19 * 20**2 + 28 * 14**2) / 47) ** 0.5  # unit of one spread: V3 has d -0.78 (SE .30)
    split = log_odds_per_unit(Sample(20, 144, 20), Sample(29, 157, 14), pooled)
    assert (split.mean, split.sd) == pytest.approx((-0.78, 0.30), abs=0.005)


def test_the_discriminant_is_the_slope_between_two_normals_of_one_spread() -> None:
    slope = log_odds_per_unit(Sample(50, 2.0, 0.5), Sample(50, 1.0, 0.5), 0.1).mean
    odds = [stats.norm(2, 0.5).logpdf(x) - stats.norm(1, 0.5).logpdf(x) for x in (1.5, 1.6)]
    assert slope == pytest.approx(odds[1] - odds[0])


def test_shares_of_the_same_people_have_the_error_of_their_counts() -> None:
    effect = log_share_ratio(0.461, 0.188, 289)
    assert exp(effect.mean) == pytest.approx(2.45, abs=0.005)
    rng = np.random.default_rng(1)
    counts = rng.multinomial(289, [0.461, 0.188, 0.351], 40_000)
    assert effect.sd == pytest.approx(np.log(counts[:, 0] / counts[:, 1]).std(), rel=0.03)


def test_half_of_an_effect_has_half_its_error() -> None:
    assert for_another_outcome(Effect(0.6, 0.2), 0.5) == Effect(0.3, 0.1)


def test_shrinking_is_the_product_of_two_normals() -> None:
    grid = np.linspace(-6, 6, 60_001)
    density = stats.norm(-1.0, 0.57).pdf(grid) * stats.norm(0, 0.3).pdf(grid)
    density /= density.sum()
    mean = (grid * density).sum()
    effect = shrunk(Effect(-1.0, 0.57), 0.3)
    assert effect.mean == pytest.approx(mean, abs=1e-6)
    assert effect.sd == pytest.approx((((grid - mean) ** 2) * density).sum() ** 0.5, abs=1e-6)
    assert (effect.mean, effect.sd) == pytest.approx((-0.20, 0.27), abs=0.02)  # the register's row 10


@given(EFFECTS, st.floats(0.01, 3))
def test_shrinking_goes_towards_nothing_and_narrows(effect: Effect, sd: float) -> None:
    less = shrunk(effect, sd)
    assert abs(less.mean) <= abs(effect.mean)
    assert less.mean * effect.mean >= 0
    assert less.sd <= min(sd, effect.sd) + 1e-12


@given(EFFECTS, st.floats(0.01, 3))
def test_widening_moves_nothing_and_adds_variances(effect: Effect, sd: float) -> None:
    wide = widened(effect, sd)
    assert wide.mean == effect.mean
    assert wide.sd**2 == pytest.approx(effect.sd**2 + sd**2)


def test_samples_count_once_each_and_their_spread_is_the_error() -> None:
    effects = [Effect(value, nan) for value in (0.1, 0.3, 0.8)]
    assert averaged(effects).mean == pytest.approx(0.4)
    assert averaged(effects).sd == pytest.approx(stats.sem([0.1, 0.3, 0.8]))


def test_studies_are_weighed_and_spread_around_their_mean() -> None:
    effects = [Effect(value, nan) for value in (1.0, 2.0, 4.0)]
    weights = [1.0, 1.0, 0.5]
    pooled = spread_of_studies(effects, weights)
    assert pooled.mean == pytest.approx(np.average([1, 2, 4], weights=weights))
    assert pooled.sd**2 == pytest.approx(np.cov([1, 2, 4], aweights=weights, ddof=0))


def test_equal_weights_say_the_same_however_large() -> None:
    effects = [Effect(1.0, nan), Effect(3.0, nan)]
    assert spread_of_studies(effects, [0.5, 0.5]) == spread_of_studies(effects, [2.0, 2.0]) == Effect(2.0, 1.0)


def test_the_shapes_of_the_studies_are_the_registers() -> None:
    assert exp(shape_of_mean_onset(Sample(15, 35, 6), 42.195).mean) == pytest.approx(4.86, abs=0.01)
    assert exp(shape_of_share_beyond(0.80, 30 / 42.195, 536).mean) == pytest.approx(4.7, abs=0.03)
    assert exp(shape_of_last_quarter(0.464, 9142).mean) == pytest.approx(2.2, abs=0.04)
    assert exp(shape_of_last_quarter(0.565, 289).mean) == pytest.approx(2.9, abs=0.01)


def test_a_shape_is_found_again_in_onsets_drawn_from_it() -> None:
    onsets = np.random.default_rng(2).random(200_000) ** (1 / 3.8)
    drawn = Sample(onsets.size, 42.195 * onsets.mean(), 42.195 * onsets.std())
    assert exp(shape_of_mean_onset(drawn, 42.195).mean) == pytest.approx(3.8, rel=0.01)
    assert exp(shape_of_share_beyond((onsets > 0.6).mean(), 0.6, onsets.size).mean) == pytest.approx(3.8, rel=0.01)
    assert exp(shape_of_last_quarter((onsets > 0.75).mean(), onsets.size).mean) == pytest.approx(3.8, rel=0.01)


def test_the_errors_of_a_shape_are_those_of_samples_drawn_from_it() -> None:
    onsets = np.random.default_rng(3).random((4000, 100)) ** (1 / 3.8)
    of_means = [shape_of_mean_onset(Sample(100, mean, 1.0), 1.0).mean for mean in onsets.mean(axis=1)]
    one = shape_of_mean_onset(Sample(100, 3.8 / 4.8, onsets.std()), 1.0)
    assert one.sd == pytest.approx(np.std(of_means), rel=0.05)
    of_shares = [shape_of_last_quarter(share, 100).mean for share in (onsets > 0.75).mean(axis=1)]
    assert shape_of_last_quarter(1 - 0.75**3.8, 100).sd == pytest.approx(np.std(of_shares), rel=0.06)


def test_half_a_race_has_the_hazard_of_its_first_half_between_two_shapes() -> None:
    marathon = Incidence(0.212, 0.157, 0.281)
    half = extrapolated_incidence(marathon, 0.5, Effect(log(3.8), nan), Effect(log(2.2), nan))
    for share, shape, found in [(0.212, (3.8 * 2.2) ** 0.5, half.probability), (0.157, 3.8, half.low)]:
        assert log(1 - found) == pytest.approx(log(1 - share) * 0.5**shape)
    assert log(1 - half.high) == pytest.approx(log(1 - 0.281) * 0.5**2.2)
    assert (half.probability, half.low, half.high) == pytest.approx((0.03, 0.01, 0.06), abs=0.012)


def test_the_same_race_extrapolates_to_itself() -> None:
    known = Incidence(0.2, 0.1, 0.3)
    same = extrapolated_incidence(known, 1.0, Effect(1.0, nan), Effect(0.5, nan))
    assert (same.probability, same.low, same.high) == pytest.approx((0.2, 0.1, 0.3))


def states(rho: float, again: float, hazard: float) -> tuple[float, float, float]:
    """Nothing, near-cramp alone and cramp at the end, by integrating the three states."""

    def flow(_: float, state: list[float]) -> list[float]:
        none, near, _cramp = state
        return [-(1 + rho) * none, rho * none - again * near, none + again * near]

    end = integrate.solve_ivp(flow, (0.0, hazard), [1.0, 0.0, 0.0], rtol=1e-10, atol=1e-12).y[:, -1]
    return end[0], end[1], end[2]


@pytest.mark.parametrize(("rho", "again", "hazard"), [(3.25, 2.4, 0.125), (0.5, 2.4, 0.6), (1.4, 2.4, 0.3), (6, 1, 1)])
def test_the_share_of_near_cramps_is_that_of_the_three_states(rho: float, again: float, hazard: float) -> None:
    none, near, _ = states(rho, again, hazard)
    assert near_cramp_share(rho, again, none) == pytest.approx(near, abs=1e-8)


def test_the_ratio_of_near_cramps_gives_back_the_counts_of_the_161_km() -> None:
    rho = exp(near_cramp_ratio(40, 75, 165, Effect(0.9, 0.35), 0.0).mean)
    hazard = -log(165 / 280) / (1 + rho)
    assert states(rho, exp(0.9), hazard) == pytest.approx((165 / 280, 75 / 280, 40 / 280), abs=1e-6)
    assert rho == pytest.approx(3.3, abs=0.05)


def test_the_ratio_gives_back_the_counts_of_runners_who_differ() -> None:
    spread, again = 1.13, 2.4
    rho = exp(near_cramp_ratio(40, 75, 165, Effect(log(again), 0.35), spread).mean)
    luck = np.random.default_rng(5).standard_normal(400_000)
    level = optimize.brentq(lambda log_rate: np.exp(-np.exp(log_rate + spread * luck)).mean() - 165 / 280, -6, 3)
    rate = np.exp(level + spread * luck)
    # Each runner meets the first of both at some point of a clock, and a cramp after a near-cramp later on it.
    first = np.random.default_rng(6).exponential(size=luck.size)
    later = np.random.default_rng(7).exponential(size=luck.size) * (1 + rho) / again
    is_near = np.random.default_rng(8).random(luck.size) < rho / (1 + rho)
    near_only = (first < rate) & is_near & (first + later > rate)
    assert near_only.mean() == pytest.approx(75 / 280, abs=0.004)
    assert rho == pytest.approx(5.7, abs=0.2)


def test_what_the_covariates_add_to_the_spread_is_what_the_prior_says() -> None:
    (step,) = read_data("priors")["near"]["from"]
    told = step["covariates"]
    added = sum(
        each.mean**2 * each.population.variance
        for name, each in priors().covariate.items()
        if not each.off and name != "cramp_history"
    )
    assert added**0.5 == pytest.approx(told, abs=0.02)


def test_the_error_of_the_ratio_is_that_of_counts_and_of_the_belief_together() -> None:
    rng = np.random.default_rng(4)
    solved = [
        near_cramp_ratio(cramp, near, none, Effect(gamma, 0.0), 0.0).mean
        for (cramp, near, none), gamma in zip(
            rng.multinomial(280, [40 / 280, 75 / 280, 165 / 280], 800), rng.normal(0.9, 0.35, 800), strict=True
        )
    ]
    assert near_cramp_ratio(40, 75, 165, Effect(0.9, 0.35), 0.0).sd == pytest.approx(np.std(solved), rel=0.08)


def test_the_more_a_near_cramp_is_followed_by_a_cramp_the_more_there_must_have_been() -> None:
    ratios = [near_cramp_ratio(40, 75, 165, Effect(gamma, 0.1), 1.0).mean for gamma in (0.0, 0.5, 1.0, 1.5)]
    assert ratios == sorted(ratios)


def cohort(frailty: float, count: int = 200_000) -> tuple[FloatArray, NDArray[np.bool], NDArray[np.bool]]:
    """Log-hazards of runners, who cramped before and who cramps now, at the frequencies of the 56 km cohort."""
    rng = np.random.default_rng(5)
    own = frailty * rng.standard_normal(count)

    def cramped(share: float) -> NDArray[np.bool]:
        level = optimize.brentq(lambda level: -np.expm1(-np.exp(level + own)).mean() - share, -10.0, 10.0)
        drawn: NDArray[np.bool] = rng.random(count) < -np.expm1(-np.exp(level + own))
        return drawn

    return own, cramped(34 / 49), cramped(20 / 49)


@pytest.mark.parametrize("frailty", [0.6, 1.0, 1.5])
def test_a_past_cramp_shows_as_much_of_the_spread_as_in_simulated_runners(frailty: float) -> None:
    own, before, _ = cohort(frailty)
    apart = own[before].mean() - own[~before].mean()
    assert history_of_frailty(Effect(frailty, 0.1), 34 / 49).mean == pytest.approx(apart, abs=0.02)


def test_the_uncertainty_of_a_past_cramp_is_that_of_the_spread() -> None:
    low, mean, high = (history_of_frailty(Effect(frailty, 0.0), 0.69).mean for frailty in (0.7, 1.0, 1.3))
    effect = history_of_frailty(Effect(1.0, 0.3), 0.69)
    assert effect.mean == mean
    assert effect.sd == pytest.approx((high - low) / 2)


def test_the_spread_is_what_simulated_cohorts_leave_of_the_belief() -> None:
    grid = np.arange(0.1, 3.0, 0.2)
    weights = []
    for frailty in grid:
        _, before, now = cohort(frailty, 100_000)
        cases, controls = before[now].mean(), before[~now].mean()
        weights.append(cases**20 * controls**14 * (1 - controls) ** 15 * exp(-((frailty / 0.44) ** 2) / 2))
    mean = np.average(grid, weights=weights)
    found = frailty_of_history(HISTORY, 0.44)
    assert found.mean == pytest.approx(mean, abs=0.03)
    assert found.sd == pytest.approx(np.average((grid - mean) ** 2, weights=weights) ** 0.5, abs=0.03)


def test_a_past_that_tells_nothing_leaves_less_spread_than_one_that_tells_all() -> None:
    alike = frailty_of_history(Table(14, 20, 20, 29), 0.44)
    assert alike.mean < 0.4 < frailty_of_history(HISTORY, 0.44).mean < frailty_of_history(HISTORY, 0.8).mean


def test_the_share_of_a_cohort_counts_cases_and_controls() -> None:
    assert share_of_cohort(HISTORY) == pytest.approx(34 / 49)


def test_the_share_of_one_answer_in_two_is_the_mean_over_the_people_asked() -> None:
    assert share_of_two([0.66, 0.2], [0.33, 0.6], [300, 100]) == pytest.approx((300 * 2 / 3 + 100 / 4) / 400)


def test_nothing_that_is_widened_without_end_is_narrow() -> None:
    assert widened(Effect(0.0, 0.1), inf).sd == inf
