from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.sentence import say
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate, Demand, Exposure, Reading
from uncramp.risk.draws import prior_draws
from uncramp.risk.forecast import Band, Forecast, forecast, in_doubt, log_hazards_of
from uncramp.risk.states import cramp

PRIOR = priors()
DRAWS = prior_draws(PRIOR)
FEW = prior_draws(PRIOR, count=100)
MARATHON = 42_195.0
NAMES = [Covariate(name) for name, each in PRIOR.covariate.items() if not each.off]
UNKNOWN = {name: say("nobody said") for name in map(Covariate, PRIOR.covariate)}
ordinary = {name: PRIOR.covariate[name].population.centre for name in NAMES}


def in_own_unit(name: Covariate, steps: float) -> float:
    return PRIOR.covariate[name].zero + PRIOR.covariate[name].step * steps


def exposure(
    distance: float = MARATHON, known: Mapping[Covariate, float] | None = None, *, is_race: bool = True, **more: float
) -> Exposure:
    told = {**(known or {}), **{Covariate(name): value for name, value in more.items()}}
    readings = {name: Reading(in_own_unit(name, value), Provenance.PROFILE) for name, value in told.items()}
    unknown = {name: each for name, each in UNKNOWN.items() if name not in told}
    return Exposure(Demand(distance, is_race, lead=timedelta(0)), readings, unknown)


def told(what: Exposure) -> Forecast:
    result = forecast(what, PRIOR, DRAWS)
    assert result is not None
    return result


def log_hazard(probability: float) -> float:
    return float(np.log(-np.log1p(-probability)))


def test_the_same_draws_give_the_same_forecast() -> None:
    one, other = told(exposure(male=1.0)), told(exposure(male=1.0))
    assert one.probability == other.probability
    assert np.array_equal(one.cumulative, other.cumulative)


def test_the_kilometres_end_at_the_finish() -> None:
    assert told(exposure()).distance.tolist() == [*(1000.0 * each for each in range(1, 43)), MARATHON]
    assert told(exposure(10_000)).distance.tolist() == [1000.0 * each for each in range(1, 11)]


def test_the_curve_ends_at_the_whole() -> None:
    result = told(exposure())
    assert result.cumulative[:, -1].tolist() == [
        result.probability.low,
        result.probability.median,
        result.probability.high,
    ]
    assert (np.diff(result.cumulative, axis=1) >= 0).all()
    assert (np.diff(result.cumulative, axis=0) >= 0).all()


def test_the_kilometres_add_up_to_the_whole() -> None:
    result = told(exposure())
    assert (result.per_kilometre > 0).all()
    assert (np.diff(result.per_kilometre, axis=0) >= 0).all()
    assert result.per_kilometre[1].sum() == pytest.approx(result.probability.median, rel=1e-12)


def test_the_last_full_kilometre_is_the_riskiest() -> None:
    assert told(exposure()).per_kilometre[1].argmax() == 41


@given(st.floats(10_000, 161_000), st.booleans())
def test_a_forecast_is_an_interval_of_chances_wherever_there_is_one(distance: float, is_race: bool) -> None:  # noqa: FBT001  # a case
    result = forecast(exposure(distance, is_race=is_race), PRIOR, FEW)
    assert result is not None
    assert 0 < result.probability.low <= result.probability.median <= result.probability.high < 1
    assert len(result.distance) == result.cumulative.shape[1] == result.per_kilometre.shape[1]


@pytest.mark.parametrize("distance", [0.0, 1000.0, 9999.9, 161_000.1, 500_000.0])
def test_outside_five_to_a_hundred_and_sixty_one_kilometres_nothing_is_forecast(distance: float) -> None:
    assert forecast(exposure(distance), PRIOR, FEW) is None


def test_faster_than_able_is_riskier_step_by_step() -> None:
    chances = [told(exposure(over_pace=steps)).probability.median for steps in (-3.0, -1.0, 0.0, 1.0, 2.0, 4.0)]
    assert chances == sorted(chances)
    # One step multiplies the hazard by about exp(0.35) = 1.42.
    assert log_hazard(chances[3]) - log_hazard(chances[2]) == pytest.approx(0.35, abs=0.05)


def test_what_no_cohort_had_counts_as_the_most_that_one_had() -> None:
    assert told(exposure(over_pace=40.0)).probability == told(exposure(over_pace=4.0)).probability
    assert told(exposure(wbgt=-5.0)).probability == told(exposure(wbgt=0.0)).probability


@pytest.mark.parametrize("name", NAMES)
def test_not_to_know_one_thing_never_narrows_the_interval(name: Covariate) -> None:
    rest = {each: value for each, value in ordinary.items() if each is not name}
    known, unknown = told(exposure(known=ordinary)), told(exposure(known=rest))
    width = [log_hazard(each.probability.high) - log_hazard(each.probability.low) for each in (known, unknown)]
    assert width[1] > width[0] - 0.03
    assert unknown.unknown == (name,)


def test_not_to_know_anything_widens_the_interval() -> None:
    known, unknown = told(exposure(known=ordinary)), told(exposure())
    assert unknown.probability.low < known.probability.low
    assert unknown.probability.high > known.probability.high
    assert (unknown.unknown, known.unknown) == (tuple(NAMES), ())


def test_doubt_in_a_reading_widens_the_interval() -> None:
    sure = exposure(over_pace=1.0)
    reading = Reading(0.05, Provenance.WATCH, sd=0.065)
    doubtful = replace(sure, readings={Covariate.OVER_PACE: reading})
    assert told(doubtful).probability.high > told(sure).probability.high
    assert told(doubtful).probability.low < told(sure).probability.low


def test_training_is_less_risky_than_a_race_of_the_same_length() -> None:
    race, training = told(exposure()), told(exposure(is_race=False))
    ratio = log_hazard(race.probability.median) - log_hazard(training.probability.median)
    assert ratio == pytest.approx(np.log(2.5), abs=0.1)


def test_the_median_runner_of_a_marathon_is_a_usual_one() -> None:
    assert told(exposure()).band is Band.USUAL


def test_an_average_entrant_is_expected_to_cramp_as_often_as_was_measured_less_what_volunteers_overreport() -> None:
    measured = -np.log1p(-0.21)  # pooled cohorts
    assert told(exposure()).probability.median == pytest.approx(-np.expm1(-measured * np.exp(-0.3)), abs=0.02)


def field_share(distance: float) -> float:
    """Mean share of a field that cramps, from the published interval and what volunteers may over-report."""
    event = next(each for each in PRIOR.baseline if each.distance == distance)
    low, middle, high = (log_hazard(each) for each in (event.low, event.probability, event.high))
    luck = np.random.default_rng(3).standard_normal((2, 200_000))
    drawn = middle + (high - low) / (2 * 1.96) * luck[0] - 0.3 + 0.4 * luck[1]
    return float(-np.expm1(-np.exp(drawn)).mean())


@pytest.mark.parametrize("distance", [each.distance for each in PRIOR.baseline])
def test_the_bands_part_at_ten_and_twenty_five_per_cent_of_a_marathon_and_go_with_the_distance(distance: float) -> None:
    scale = np.log1p(-field_share(distance)) / np.log1p(-field_share(MARATHON))
    usual, raised = 1 - 0.90**scale, 1 - 0.75**scale
    seen = set()
    for steps in np.linspace(-3, 4, 15):
        result = forecast(exposure(distance, over_pace=float(steps), cramp_history=1.0), PRIOR, FEW)
        assert result is not None
        chance = result.probability.median
        if min(abs(chance / usual - 1), abs(chance / raised - 1)) > 0.03:  # a share over some hundred draws is near
            assert result.band is (Band.LOW if chance < usual else Band.RAISED if chance > raised else Band.USUAL)
            seen.add(result.band)
    assert seen == set(Band)


@pytest.mark.parametrize("distance", [10_000.0, 21_097.5, MARATHON, 56_000.0, 161_000.0])
def test_an_average_entrant_is_usual_at_every_distance(distance: float) -> None:
    assert told(exposure(distance)).band is Band.USUAL
    assert told(exposure(distance, is_race=False)).band is not Band.RAISED


@pytest.mark.parametrize(
    ("distance", "extrapolated"), [(10_000.0, True), (21_097.5, True), (42_164.8, False), (MARATHON, False)]
)
def test_what_no_race_of_the_kind_was_measured_for_is_said(distance: float, extrapolated: bool) -> None:  # noqa: FBT001  # a case
    assert told(exposure(distance)).extrapolated is extrapolated


def test_the_middle_of_a_chance_is_the_share_of_such_runs() -> None:
    log_hazard = log_hazards_of(exposure(over_pace=1.0), PRIOR, DRAWS)
    chances = cramp(np.exp(log_hazard), DRAWS.near, DRAWS.again)
    low, middle, high = np.percentile(chances, 10), chances.mean(), np.percentile(chances, 90)
    probability = told(exposure(over_pace=1.0)).probability
    assert (probability.low, probability.median, probability.high) == pytest.approx((low, middle, high), rel=1e-6)


def test_an_interval_reaches_up_to_a_mean_that_few_draws_make() -> None:
    chances = np.array([0.001] * 19 + [0.99])
    assert in_doubt(chances).tolist() == pytest.approx([0.001, 0.05045, 0.05045])


def test_the_first_cramp_comes_in_the_last_third_most_often() -> None:
    place = told(exposure()).place
    assert place.low < place.median < place.high < MARATHON
    # The cohort's mean was 35 km with a standard deviation of 6.
    assert 29_000 < place.median < 38_000


def test_what_is_off_changes_no_forecast() -> None:
    plain = told(exposure(over_pace=1.0)).probability
    assert told(exposure(over_pace=1.0, mass_loss=4.0, descent_beyond=3.0)).probability == plain
