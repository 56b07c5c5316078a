"""What the forecast starts from before any diary, as rows to read."""

from collections.abc import Iterator
from dataclasses import dataclass

from uncramp.domain.grade import Grade
from uncramp.domain.quantities import Range
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate
from uncramp.presentation.explaining import factor_of
from uncramp.presentation.exposing import NAMES
from uncramp.presentation.words import Words


@dataclass(frozen=True, slots=True)
class Belief:
    """What is believed of one covariate.

    Parameters
    ----------
    step
        What one step of it is, in words.
    factor
        By what a step multiplies the hazard, with its 80 % interval.
    is_off
        Whether it is shown and left out of every forecast.
    """

    name: str
    step: str
    factor: str
    grade: Grade
    findings: tuple[str, ...]
    is_off: bool


def beliefs(prior: HazardPrior, words: Words) -> Iterator[Belief]:
    """All covariates in the order of the prior."""
    for key, each in prior.covariate.items():
        yield Belief(
            words(NAMES[Covariate(key)]),
            each.unit,
            words.range(factor_of(Range.normal("log_hazard", each.mean, each.sd))),
            each.grade,
            each.findings,
            each.off,
        )


@dataclass(frozen=True, slots=True)
class Share:
    """How often runners cramp in a race of one distance (m), with its 95 % interval."""

    distance: float
    share: Range
    is_extrapolated: bool


def shares(prior: HazardPrior) -> Iterator[Share]:
    """The events from which the level comes, the shortest first."""
    for each in sorted(prior.baseline, key=lambda each: each.distance):
        yield Share(each.distance, Range("share", each.low, each.probability, each.high), each.extrapolated)
