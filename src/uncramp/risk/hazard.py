"""The hazard of a first cramp: discrete time, complementary log-log, shaped over the share of the run."""

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior
from uncramp.risk.draws import Draws, race_population

SHORTEST, LONGEST = 10_000.0, 161_000.0
Z95 = 1.959963984540054
NEWTON_STEPS = 12


def baseline_log_hazard(distance: float, prior: HazardPrior, draws: Draws) -> FloatArray:
    """Log cumulative hazard of the average entrant of a race.

    Interpolated between the measured events over the logarithm of the distance; below the shortest of
    them it falls as the cumulative hazard within a run does.

    Parameters
    ----------
    distance
        m.

    Returns
    -------
    FloatArray
        Shape (n,); NaN outside 10 to 161 km.
    """
    if not SHORTEST <= distance <= LONGEST:
        return np.full(draws.shape.shape, np.nan)
    events = sorted(prior.baseline, key=lambda event: event.distance)
    where = np.log([event.distance for event in events])
    mean = np.interp(np.log(distance), where, [_log_hazard(event.probability) for event in events])
    spread = [(_log_hazard(event.high) - _log_hazard(event.low)) / (2 * Z95) for event in events]
    below = min(np.log(distance) - where[0], 0.0)
    level: FloatArray = mean + draws.baseline * np.interp(np.log(distance), where, spread) + draws.shape * below
    return level + draws.reporting


def intercepts(distance: float, prior: HazardPrior, draws: Draws) -> FloatArray:
    """Log cumulative hazard at which a race field of mixed runners cramps as often as was measured.

    Newton's method, all draws at once.

    Parameters
    ----------
    distance
        m.

    Returns
    -------
    FloatArray
        Of a runner with every covariate and the frailty at 0, shape (n,).
    """
    covariates, frailties = race_population(prior)
    deviation = covariates @ draws.effects.T + np.outer(frailties, draws.frailty_sd)
    target = baseline_log_hazard(distance, prior, draws)
    share = -np.expm1(-np.exp(target))
    level: FloatArray = target - np.log(np.exp(deviation).mean(axis=0))
    for _ in range(NEWTON_STEPS):
        hazard = np.exp(level + deviation)
        alive = np.exp(-hazard)
        level = level + (share - (1.0 - alive).mean(axis=0)) / (hazard * alive).mean(axis=0)
    return level


def cumulative_share(shape: FloatArray, progress: FloatArray) -> FloatArray:
    """Share of the run's hazard that lies before each point.

    Parameters
    ----------
    shape
        Exponents, shape (n,).
    progress
        Shares of the run, 0 to 1, shape (k,).

    Returns
    -------
    FloatArray
        Shape (n, k).
    """
    shares: FloatArray = progress[np.newaxis, :] ** shape[:, np.newaxis]
    return shares


def _log_hazard(probability: float) -> float:
    return float(np.log(-np.log1p(-probability)))
