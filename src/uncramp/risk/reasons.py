"""Why: what of a run stands out against an average entrant, with its grade and source."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from uncramp.domain.grade import Grade
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import FloatArray
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate, Exposure
from uncramp.risk.draws import Draws

MOST = 3
LEAST = 0.02  # a smaller effect on the log-hazard is not worth a sentence


@dataclass(frozen=True, slots=True)
class Reason:
    """One covariate's part in a forecast.

    Parameters
    ----------
    log_effect
        On the log-hazard against an average entrant, 80 % interval; above 0 raises the risk.
    findings
        Ids of the findings behind it.
    """

    covariate: Covariate
    sentence: Sentence
    log_effect: Range
    grade: Grade
    findings: tuple[str, ...]
    provenance: Provenance


ABOVE = MappingProxyType({
    Covariate.OVER_PACE: say("The first half is {percent} faster than your own runs support."),
    Covariate.CRAMP_HISTORY: say("You have cramped before, the strongest mark of those who cramp again."),
    Covariate.RECENT_SESSION_TIME: say("Your sessions of the last three days were longer than your habit."),
    Covariate.BEYOND_LONGEST: say("It is more than a tenth longer than your longest run of the last 30 days."),
    Covariate.MALE: say("Men report cramps more often than women, in part because they start faster."),
    Covariate.INJURY_12_MONTHS: say("You had a running injury within the last twelve months."),
    Covariate.CONDITIONS: say("Some illnesses and medicines go with more cramps."),
    Covariate.FAMILY_HISTORY: say("Cramps run in your family."),
    Covariate.STRENGTH_WORK: say("You do regular strength work; those who did cramped less often."),
    Covariate.AGE: say("Cramps are a little more frequent at your age."),
    Covariate.WBGT: say("It will be warm."),
})  # fmt: skip
BELOW = MappingProxyType({
    Covariate.OVER_PACE: say("The first half is {percent} slower than your own runs would allow."),
    Covariate.CRAMP_HISTORY: say("You have not cramped in your last races, unlike most who do."),
    Covariate.RECENT_SESSION_TIME: say("Your last three days were lighter than your habit."),
    Covariate.BEYOND_LONGEST: say("You have run about this far within the last 30 days."),
    Covariate.MALE: say("Women report cramps less often than men."),
    Covariate.INJURY_12_MONTHS: say("You had no running injury within the last twelve months."),
    Covariate.CONDITIONS: say("You named no illness or medicine that goes with cramps."),
    Covariate.FAMILY_HISTORY: say("Nobody in your family is known to cramp."),
    Covariate.STRENGTH_WORK: say("You do no regular strength work; those who did cramped less often."),
    Covariate.AGE: say("Cramps are a little less frequent at your age."),
    Covariate.WBGT: say("It will be cool."),
})  # fmt: skip


def reasons_for(exposure: Exposure, values: FloatArray, draws: Draws, prior: HazardPrior) -> tuple[Reason, ...]:
    """The strongest known reasons, at most three.

    Parameters
    ----------
    values
        Draws of the covariates' steps in the order of the prior, shape (n, k).
    """
    found = []
    for index, (name, each) in enumerate(prior.covariate.items()):
        covariate = Covariate(name)
        reading = exposure.readings.get(covariate)
        effect = draws.effects[:, index] * (values[:, index] - each.population.centre)
        low, median, high = np.percentile(effect, (10, 50, 90))
        if reading is None or abs(median) < LEAST:
            continue
        steps = min(max(each.steps(reading.value), each.low), each.high)
        template = (ABOVE if steps > each.population.centre else BELOW)[covariate].template
        shown = {"percent": Quantity("share", abs(steps) * each.step)} if "{percent}" in template else {}
        log_effect = Range("log_hazard", float(low), float(median), float(high))
        found.append(
            Reason(covariate, Sentence(template, shown), log_effect, each.grade, each.findings, reading.provenance)
        )
    return tuple(sorted(found, key=lambda reason: -abs(reason.log_effect.median))[:MOST])
