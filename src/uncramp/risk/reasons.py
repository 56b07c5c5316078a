"""Why: what a run, and a runner, add to the hazard; exact, additive, on the logarithm."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from uncramp.domain.grade import Grade
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import FloatArray
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import CovariatePrior, HazardPrior
from uncramp.exposure.covariates import Covariate, Exposure, Origin, Reading, covariate_kinds
from uncramp.risk.draws import Draws, profile_covariates
from uncramp.risk.steps import drawn_steps

MOST = 3
LEAST = 0.02
"""A smaller effect on the log-hazard is not worth a sentence."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One covariate's part in a forecast.

    Parameters
    ----------
    log_effect
        On the log-hazard against the usual, 80 % interval; above 0 raises the risk.
    value, usual
        Of the covariate here and usually, in its own unit.
    is_of_runner
        Whether it is of the runner, against an average entrant, and not of the run, against the runner's usual one.
    findings
        Ids of the findings behind it.
    """

    covariate: Covariate
    sentence: Sentence
    log_effect: Range
    value: Quantity
    usual: Quantity
    is_of_runner: bool
    grade: Grade
    findings: tuple[str, ...]
    provenance: Provenance

    @property
    def is_clear(self) -> bool:
        """Whether its 80 % interval lies on one side."""
        return self.log_effect.low > 0.0 or self.log_effect.high < 0.0


@dataclass(frozen=True, slots=True)
class Explanation:
    """A run's log-hazard taken apart.

    Parameters
    ----------
    reasons
        Of the run and of the runner, as far as told, strongest first.
    run
        What all of the run adds against the runner's usual run of this length: the sum of its reasons, draw by draw.
    runner
        What all of the runner adds against an average entrant, with what the diary shows beyond the reasons.
    beyond
        That alone.
    usual_runs
        How many of the runner's own runs the usual one is made of; 0 where it is the average entrant's.
    """

    reasons: tuple[Reason, ...]
    run: Range
    runner: Range
    beyond: Range
    usual_runs: int

    @property
    def strongest(self) -> tuple[Reason, ...]:
        """Those worth saying first, at most three."""
        return tuple(reason for reason in self.reasons if abs(reason.log_effect.median) >= LEAST)[:MOST]


@dataclass(frozen=True, eq=False)
class UsualRun:
    """What the runner's own runs are like.

    Parameters
    ----------
    steps
        Medians of the covariates' steps in the order of the prior; NaN where none of the runs tells, shape (k,).
    runs
        How many runs that is.
    """

    steps: FloatArray
    runs: int


ABOVE: Mapping[Covariate, Sentence] = MappingProxyType({
    Covariate.OVER_PACE: say("The first half is {percent} faster than your own runs support."),
    Covariate.CRAMP_HISTORY: say("You have cramped before, the strongest mark of those who cramp again."),
    Covariate.RECENT_SESSION_TIME: say("Your sessions of the last three days were longer than your habit."),
    Covariate.BEYOND_LONGEST: say(
        "It is more than a tenth longer than your longest run of the last 30 days; what such jumps do is known of "
        "injuries."
    ),
    Covariate.MALE: say("Men report cramps more often than women, in part because they start faster."),
    Covariate.INJURY_12_MONTHS: say("You had a running injury within the last twelve months."),
    Covariate.CONDITIONS: say("Some illnesses and medicines go with more cramps."),
    Covariate.FAMILY_HISTORY: say("Cramps run in your family."),
    Covariate.STRENGTH_WORK: say("You do regular strength work; those who did cramped less often."),
    Covariate.AGE: say("Cramps are a little more frequent at your age."),
    Covariate.WBGT: say("It is warmer than usual."),
})  # fmt: skip
BELOW: Mapping[Covariate, Sentence] = MappingProxyType({
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
    Covariate.WBGT: say("It is cooler than usual."),
})  # fmt: skip
AS_ABLE = say("The first half is as fast as your own runs support.")
EVEN = 0.005
"""A first half less than this off is as fast as the runner is able to."""
SIGNED = frozenset({Covariate.OVER_PACE, Covariate.RECENT_SESSION_TIME})
"""Their words depend on the sign of the value, not on what is usual."""


def explain(exposure: Exposure, prior: HazardPrior, draws: Draws, usual: UsualRun | None = None) -> Explanation:
    """Take a run's log-hazard apart.

    What nobody told counts as usual and adds nothing; so does what is off.

    Parameters
    ----------
    usual
        What the runner's own runs are like, or None: then the run stands against an average entrant's.
    """
    steps, reference = drawn_steps(exposure, prior, len(draws.shape)), _reference(prior, usual)
    parts = draws.effects * (steps - reference)
    own, reasons = profile_covariates(prior), []
    of_run, of_runner = np.zeros(len(parts)), draws.deviation.copy()
    for index, (key, each) in enumerate(prior.covariate.items()):
        name = Covariate(key)
        if name not in exposure.readings or each.off:
            continue
        total = of_runner if name in own else of_run
        total += parts[:, index]
        reasons.append(_reason(name, exposure, each, parts[:, index], reference[index]))
    return Explanation(
        tuple(sorted(reasons, key=lambda reason: -abs(reason.log_effect.median))),
        run=range_of("log_hazard", of_run),
        runner=range_of("log_hazard", of_runner),
        beyond=range_of("log_hazard", draws.deviation),
        usual_runs=0 if usual is None else usual.runs,
    )


def usual_exposure(exposure: Exposure, prior: HazardPrior, usual: UsualRun | None) -> Exposure:
    """The same run as it usually is: the same runner, distance and effort, and what is told of the run as usual."""
    reference, own = _reference(prior, usual), profile_covariates(prior)
    readings = dict(exposure.readings)
    for index, (key, each) in enumerate(prior.covariate.items()):
        name = Covariate(key)
        if name in readings and name not in own and not each.off:
            readings[name] = Reading(each.value(reference[index]), Provenance.RUNS)
    return Exposure(exposure.demand, MappingProxyType(readings), exposure.unknown, exposure.version)


def range_of(kind: str, values: FloatArray) -> Range:
    """Median and 80 % interval of draws."""
    low, median, high = np.percentile(values, (10.0, 50.0, 90.0))
    return Range(kind, float(low), float(median), float(high))


def _said(sentence: Sentence, value: float) -> Sentence:
    """The words for a value; a pace that is as able as the runner has words of its own."""
    if "{percent}" not in sentence.template:
        return sentence
    return Sentence(sentence.template, {"percent": Quantity("share", abs(value))}) if abs(value) >= EVEN else AS_ABLE


def _reference(prior: HazardPrior, usual: UsualRun | None) -> FloatArray:
    """Steps against which each covariate stands, shape (k,)."""
    centre = np.array([each.population.centre for each in prior.covariate.values()])
    if usual is None:
        return centre
    own = profile_covariates(prior)
    is_own = np.array([Covariate(name) in own for name in prior.covariate])
    return np.where(is_own | np.isnan(usual.steps), centre, usual.steps)


def _reason(name: Covariate, exposure: Exposure, each: CovariatePrior, parts: FloatArray, reference: float) -> Reason:
    reading = exposure.readings[name]
    steps = min(max(each.steps(reading.value), each.low), each.high)
    words = ABOVE if steps > (0.0 if name in SIGNED else reference) else BELOW
    quantity = covariate_kinds()[name].quantity
    return Reason(
        name,
        _said(words[name], reading.value),
        range_of("log_hazard", parts),
        Quantity(quantity, reading.value),
        Quantity(quantity, each.value(reference)),
        covariate_kinds()[name].of is Origin.PROFILE,
        each.grade,
        each.findings,
        reading.provenance,
    )
