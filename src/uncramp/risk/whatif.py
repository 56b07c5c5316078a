"""What if: the same run, the same draws, one thing changed."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from uncramp.domain.grade import Grade
from uncramp.domain.quantities import Range
from uncramp.domain.sentence import Sentence
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate, Exposure
from uncramp.risk.draws import Draws
from uncramp.risk.forecast import in_doubt, log_hazards_of
from uncramp.risk.hazard import has_level
from uncramp.risk.reasons import range_of
from uncramp.risk.states import cramp


class Lever(StrEnum):
    """What a runner can change before or in a run. What is drunk is none: it was not shown to matter for cramps."""

    ABLE_PACE = "the pace that the runs support"
    EVEN_PACE = "even pace"
    SLOWER_FIRST_THIRD = "slower first third"
    START_HOUR = "another start hour"
    EASY_DAYS = "two easy days before"
    SHORTER = "a shorter run"
    STRENGTH_WORK = "regular strength work"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One thing changed.

    Parameters
    ----------
    run, changed
        The run without and with the change.
    covariate
        Whose grade and findings it rests on.
    """

    lever: Lever
    sentence: Sentence
    run: Exposure
    changed: Exposure
    covariate: Covariate


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a change would do.

    Parameters
    ----------
    probability
        Chance of a cramp with it, 80 % interval.
    change
        Of that chance, in the same draws, 80 % interval; below 0 lowers it. They are ranked by its mean.
    factor
        By what the hazard is multiplied, 80 % interval.
    """

    lever: Lever
    sentence: Sentence
    probability: Range
    change: Range
    factor: Range
    grade: Grade
    findings: tuple[str, ...]

    @property
    def is_shown(self) -> bool:
        """Whether it lowers the hazard, and the interval leaves no room for the contrary."""
        return self.factor.median < 1.0 and self.factor.high <= 1.0


def what_if(alternative: Alternative, prior: HazardPrior, draws: Draws) -> WhatIf | None:
    """Compare a run with one thing changed, or None where the model has no level for either."""
    if not all(has_level(each.demand.distance) for each in (alternative.run, alternative.changed)):
        return None
    before, after = (log_hazards_of(each, prior, draws) for each in (alternative.run, alternative.changed))
    chances = [cramp(np.exp(each), draws.near, draws.again) for each in (before, after)]
    change = chances[1] - chances[0]
    believed = prior.covariate[alternative.covariate]
    return WhatIf(
        alternative.lever,
        alternative.sentence,
        Range("probability", *in_doubt(chances[1]).tolist()),
        Range("probability_change", *in_doubt(change).tolist()),
        range_of("ratio", np.exp(after - before)),
        believed.grade,
        believed.findings,
    )


def ranked(alternatives: "tuple[Alternative, ...]", prior: HazardPrior, draws: Draws) -> tuple[WhatIf, ...]:
    """All changes, those that are shown to lower the chance first, each group by its expected change."""
    compared = (what_if(each, prior, draws) for each in alternatives)
    return tuple(
        sorted(
            (each for each in compared if each is not None), key=lambda each: (not each.is_shown, each.change.median)
        )
    )
