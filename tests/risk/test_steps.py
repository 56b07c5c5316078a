import numpy as np
import pytest

from risk.diaries import COVARIATES, PRIOR
from uncramp.domain.weather import Provenance
from uncramp.exposure.covariates import Covariate, Demand, Exposure, Reading
from uncramp.risk.draws import profile_covariates
from uncramp.risk.steps import drawn_steps, steps_of

NAMES = [Covariate(name) for name in PRIOR.covariate]
BELIEVED = list(PRIOR.covariate.values())
OFF = [index for index, each in enumerate(BELIEVED) if each.off]


def told(**values: tuple[float, float]) -> Exposure:
    """An exposure with readings, each in steps: value and standard deviation."""
    readings = {}
    for key, (value, sd) in values.items():
        each = PRIOR.covariate[key]
        readings[Covariate(key)] = Reading(each.zero + each.step * value, Provenance.PROFILE, each.step * sd)
    return Exposure(Demand(42_195.0, is_race=True), readings, {})


def test_what_nobody_told_stands_at_the_mean_of_the_cohorts() -> None:
    mean, variance = steps_of(told(), PRIOR)
    assert mean == pytest.approx([0.0 if each.off else each.population.centre for each in BELIEVED])
    own = profile_covariates(PRIOR)
    assert variance == pytest.approx(
        [
            0.0 if name in own or each.off else each.population.variance
            for name, each in zip(NAMES, BELIEVED, strict=True)
        ]
    )


@pytest.mark.parametrize("index", range(COVARIATES))
def test_a_reading_counts_in_steps_of_the_prior_and_what_is_off_from_its_mean(index: int) -> None:
    each = BELIEVED[index]
    value = (each.low + each.high) / 2
    mean, variance = steps_of(told(**{NAMES[index]: (value, 0.2)}), PRIOR)
    assert mean[index] == pytest.approx(value - (each.population.centre if each.off else 0.0))
    assert variance[index] == pytest.approx(0.04)


@pytest.mark.parametrize("index", range(COVARIATES))
def test_what_no_cohort_had_counts_as_the_most_that_one_had(index: int) -> None:
    each = BELIEVED[index]
    centre = each.population.centre if each.off else 0.0
    for beyond, bound in ((each.high + 5, each.high), (each.low - 5, each.low)):
        mean, _ = steps_of(told(**{NAMES[index]: (beyond, 0.0)}), PRIOR)
        assert mean[index] == pytest.approx(bound - centre)


def test_what_is_to_be_taken_as_untold_is_not_read() -> None:
    both = told(male=(1.0, 0.0), age=(2.0, 0.0))
    mean, variance = steps_of(both, PRIOR, [Covariate.MALE])
    index = NAMES.index(Covariate.MALE)
    assert (mean[index], variance[index]) == (PRIOR.covariate["male"].population.centre, 0.0)
    assert mean[NAMES.index(Covariate.AGE)] == pytest.approx(2.0)


def test_in_a_forecast_what_is_off_counts_nothing_and_the_rest_spreads() -> None:
    steps = drawn_steps(told(over_pace=(1.0, 0.5), mass_loss=(3.0, 0.1)), PRIOR, 4096)
    assert (steps[:, OFF] == 0).all()
    pace = steps[:, NAMES.index(Covariate.OVER_PACE)]
    assert (pace.mean(), pace.std()) == pytest.approx((1.0, 0.5), abs=0.02)
    lows, highs = np.array([(each.low, each.high) for each in BELIEVED]).T
    on = [index for index in range(COVARIATES) if index not in OFF]
    assert ((steps >= lows) & (steps <= highs))[:, on].all()


def test_two_runs_have_the_same_luck_in_what_is_unknown_of_both() -> None:
    one, other = drawn_steps(told(), PRIOR, 64), drawn_steps(told(male=(1.0, 0.0)), PRIOR, 64)
    apart = np.flatnonzero((one != other).any(axis=0))
    assert [NAMES[index] for index in apart] == [Covariate.MALE]
