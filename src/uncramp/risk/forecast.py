"""How likely a cramp is, where and why: a forecast over draws."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from uncramp.domain.quantities import Range
from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate, Exposure
from uncramp.physiology.prediction import MARATHON
from uncramp.risk.draws import SEED, Draws
from uncramp.risk.hazard import baseline_log_hazard, cumulative_share, intercepts
from uncramp.risk.reasons import Reason, reasons_for

PERCENTILES = (10.0, 50.0, 90.0)
USUAL, RAISED = 0.10, 0.25
SLACK = 1.01  # 26.2 miles are a marathon, though 30 m short of one


class Band(StrEnum):
    """Risk in three words, against the bounds for a marathon scaled to the distance."""

    LOW = "low"
    USUAL = "usual"
    RAISED = "raised"


@dataclass(frozen=True, eq=False)
class Forecast:
    """A forecast for one run.

    Parameters
    ----------
    probability
        Chance of at least one cramp in or right after the run: median over what is not known, 80 % interval.
    expected
        Mean of that chance: the share of such runners who would cramp.
    distance
        Ends of the kilometres, m, shape (k,).
    cumulative
        Chance of a first cramp by then: 10th, 50th, 90th percentile, shape (3, k).
    per_kilometre
        Chance that the first cramp comes in that kilometre, what the median curve gains there, shape (k,).
    reasons
        What stands out against an average entrant, strongest first.
    unknown
        Covariates that nobody told; they widen the interval.
    extrapolated
        Whether no race of about this distance was measured.
    """

    probability: Range
    expected: float
    band: Band
    distance: FloatArray
    cumulative: FloatArray
    per_kilometre: FloatArray
    reasons: tuple[Reason, ...]
    unknown: tuple[Covariate, ...]
    extrapolated: bool


def forecast(exposure: Exposure, prior: HazardPrior, draws: Draws, split_length: float = 1000.0) -> Forecast | None:
    """Forecast a run, or None outside the 10 to 161 km for which there is anything to go by.

    Parameters
    ----------
    exposure
        The run's covariates.
    draws
        Of the prior, or of the runner's posterior.
    split_length
        Length of the pieces of the curve, m.
    """
    distance = exposure.demand.distance
    level = intercepts(distance, prior, draws)
    if np.isnan(level).any():
        return None
    values = covariate_draws(exposure, prior, draws.shape.size)
    log_hazard = level + (values * draws.effects).sum(axis=1) + draws.frailty * draws.frailty_sd
    if not exposure.demand.is_race:
        log_hazard = log_hazard - draws.race
    ends = np.append(np.arange(split_length, distance, split_length), distance)
    hazard = np.exp(log_hazard)[:, np.newaxis] * cumulative_share(draws.shape, ends / distance)
    chance = -np.expm1(-hazard)
    cumulative = np.percentile(chance, PERCENTILES, axis=0)
    low, median, high = cumulative[:, -1]
    expected = float(chance[:, -1].mean())
    return Forecast(
        probability=Range("probability", float(low), float(median), float(high)),
        expected=expected,
        band=_band(expected, distance, prior, draws),
        distance=ends,
        cumulative=cumulative,
        per_kilometre=np.diff(cumulative[1], prepend=0.0),
        reasons=reasons_for(exposure, values, draws, prior),
        unknown=tuple(name for name in map(Covariate, prior.covariate) if name not in exposure.readings),
        extrapolated=distance * SLACK < min(event.distance for event in prior.baseline if not event.extrapolated),
    )


def covariate_draws(exposure: Exposure, prior: HazardPrior, count: int) -> FloatArray:
    """Steps of the covariates with their uncertainty, in the order of the prior, shape (count, k).

    What is unknown is drawn as it is spread over the race cohorts.
    """
    rng = np.random.default_rng(SEED + 1)
    columns = []
    for name, each in prior.covariate.items():
        reading = exposure.readings.get(Covariate(name))
        if reading is not None:
            column = each.steps(reading.value) + reading.sd / each.step * rng.standard_normal(count)
        elif each.population.share is not None:
            column = (rng.random(count) < each.population.share).astype(np.float64)
        else:
            column = each.population.centre + each.population.variance**0.5 * rng.standard_normal(count)
        columns.append(np.clip(column, each.low, each.high))
    return np.column_stack(columns)


def _band(probability: float, distance: float, prior: HazardPrior, draws: Draws) -> Band:
    here = np.median(baseline_log_hazard(distance, prior, draws))
    scale = np.exp(here - np.median(baseline_log_hazard(MARATHON, prior, draws)))
    usual, raised = (-np.expm1(np.log1p(-bound) * scale) for bound in (USUAL, RAISED))
    return Band.LOW if probability < usual else Band.RAISED if probability > raised else Band.USUAL
