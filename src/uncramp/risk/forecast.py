"""How likely a cramp is, and where: a forecast over draws."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from uncramp.domain.quantities import Range
from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate, Exposure
from uncramp.physiology.prediction import MARATHON
from uncramp.risk.draws import Draws, prior_draws
from uncramp.risk.hazard import baseline_log_hazard, has_level, level_at
from uncramp.risk.states import cramp
from uncramp.risk.steps import drawn_steps

PERCENTILES = (10.0, 50.0, 90.0)
USUAL, RAISED = 0.10, 0.25
FIELD = 512
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
        Chance of at least one cramp in or right after the run: mean over what is not known, 80 % interval.
    distance
        Ends of the kilometres, m, shape (k,).
    cumulative
        Chance of a first cramp by then: 10th percentile, mean, 90th percentile, shape (3, k).
    per_kilometre
        Chance that the first cramp comes in that kilometre, likewise, shape (3, k).
    place
        Where the first cramp comes if one comes, m.
    unknown
        Covariates that nobody told; they widen the interval.
    extrapolated
        Whether no race of about this distance was measured.
    """

    probability: Range
    band: Band
    distance: FloatArray
    cumulative: FloatArray
    per_kilometre: FloatArray
    place: Range
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
    if not has_level(distance):
        return None
    ends = np.append(np.arange(split_length, distance, split_length), distance)
    share = (ends / distance)[np.newaxis, :] ** draws.shape[:, np.newaxis]
    hazard = np.exp(log_hazards_of(exposure, prior, draws))[:, np.newaxis] * share
    chance = cramp(hazard, draws.near[:, np.newaxis], draws.again[:, np.newaxis])
    cumulative = in_doubt(chance)
    low, mean, high = cumulative[:, -1].tolist()
    believed = prior.covariate.items()
    return Forecast(
        probability=Range("probability", low, mean, high),
        band=_band(mean, distance, prior),
        distance=ends,
        cumulative=cumulative,
        per_kilometre=in_doubt(np.diff(chance, axis=1, prepend=0.0)),
        place=_place(cumulative[1], ends),
        unknown=tuple(Covariate(name) for name, each in believed if name in exposure.unknown and not each.off),
        extrapolated=distance * SLACK < min(event.distance for event in prior.baseline if not event.extrapolated),
    )


def log_hazards_of(exposure: Exposure, prior: HazardPrior, draws: Draws) -> FloatArray:
    """Log cumulative hazard of a cramp in a run under each draw, shape (n,).

    The same draws give two runs the same luck in what is unknown of both: their difference is that of the runs.
    """
    steps = drawn_steps(exposure, prior, len(draws.shape))
    log_hazard: FloatArray = level_at(exposure.demand.distance, prior, draws) + (steps * draws.effects).sum(axis=1)
    log_hazard += draws.deviation
    if not exposure.demand.is_race:
        log_hazard -= draws.race
    return log_hazard


def in_doubt(chances: FloatArray) -> FloatArray:
    """10th percentile, mean and 90th percentile over draws, shape (n, ...) to (3, ...).

    The mean is the share of such runs in which it happens; where a few draws make it, it may lie above the percentile,
    and then the interval reaches up to it.
    """
    low, high = np.percentile(chances, (PERCENTILES[0], PERCENTILES[-1]), axis=0)
    mean = chances.mean(axis=0)
    return np.stack([np.minimum(low, mean), mean, np.maximum(high, mean)])


def _place(cumulative: FloatArray, ends: FloatArray) -> Range:
    """Percentiles of the place of the first cramp over all draws."""
    low, median, high = np.interp(
        np.array(PERCENTILES) / 100.0 * cumulative[-1], np.append(0.0, cumulative), np.append(0.0, ends)
    )
    return Range("distance", float(low), float(median), float(high))


def _band(probability: float, distance: float, prior: HazardPrior) -> Band:
    """Against the bounds for a marathon, as far apart as the shares of a field over both distances."""
    level = baseline_log_hazard(np.array([distance, MARATHON]), prior, prior_draws(prior, count=FIELD))
    here, marathon = np.log1p(np.expm1(-np.exp(level)).mean(axis=0))
    usual, raised = (-np.expm1(np.log1p(-bound) * here / marathon) for bound in (USUAL, RAISED))
    return Band.LOW if probability < usual else Band.RAISED if probability > raised else Band.USUAL
