"""The covariates of a run as the hazard model counts them: in steps of the prior."""

from collections.abc import Collection

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate, Exposure
from uncramp.risk.draws import SEED, normal_points, profile_covariates


def steps_of(
    exposure: Exposure, prior: HazardPrior, untold: Collection[Covariate] = ()
) -> tuple[FloatArray, FloatArray]:
    """Mean and variance of the covariates' steps in the order of the prior, each of shape (k,).

    What nobody told stands at the mean of the cohorts; its variance is that of the cohorts, or none where it is of the
    profile and so part of the runner's deviation. What is off counts from the mean of the cohorts.

    Parameters
    ----------
    untold
        Covariates to take as not told, whatever the exposure says.
    """
    mean, variance = np.zeros(len(prior.covariate)), np.zeros(len(prior.covariate))
    own = profile_covariates(prior)
    for index, (key, each) in enumerate(prior.covariate.items()):
        name = Covariate(key)
        reading = None if name in untold else exposure.readings.get(name)
        if reading is not None:
            mean[index] = min(max(each.steps(reading.value), each.low), each.high)
            variance[index] = (reading.sd / each.step) ** 2
        else:
            mean[index] = each.population.centre
            variance[index] = 0.0 if name in own or each.off else each.population.variance
        if each.off:
            mean[index] -= each.population.centre
    return mean, variance


def drawn_steps(exposure: Exposure, prior: HazardPrior, count: int) -> FloatArray:
    """Steps of the covariates with their uncertainty, in the order of the prior, shape (count, k); 0 for what is off.

    The same random numbers whatever is known: two runs differ by what is told of them.
    """
    mean, variance = steps_of(exposure, prior)
    luck = normal_points(count, len(prior.covariate), SEED + 1)
    believed = list(prior.covariate.values())
    steps = mean + np.sqrt(variance) * luck
    steps = np.clip(steps, [each.low for each in believed], [each.high for each in believed])
    return np.where([each.off for each in believed], 0.0, steps)
