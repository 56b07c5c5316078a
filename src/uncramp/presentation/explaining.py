"""Why, what if, and why did I cramp, in words: the same for the command line and the web."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import exp
from types import MappingProxyType

from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.weather import Provenance
from uncramp.exposure.covariates import Covariate, Exposure, Reading
from uncramp.presentation.exposing import NAMES, value_of
from uncramp.presentation.labels import label
from uncramp.presentation.words import Words
from uncramp.risk.hindsight import Hindsight, Suspect, Verdict
from uncramp.risk.reasons import Explanation, Reason
from uncramp.risk.whatif import WhatIf

TEN = 10


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One reason as a line of the table behind its bar.

    Parameters
    ----------
    name
        Of the covariate.
    value, usual
        Here, and usually or of the average entrant.
    factor
        By what it multiplies the hazard, with its 80 % interval.
    """

    name: str
    value: str
    usual: str
    factor: str
    grade: str
    reason: Reason


def reason_rows(reasons: Iterable[Reason], words: Words) -> Iterator[ReasonRow]:
    """Reasons as lines, in the same order."""
    for reason in reasons:
        value, usual = (
            value_of(reason.covariate, Reading(each.value, Provenance.ASSUMED), words)
            for each in (reason.value, reason.usual)
        )
        yield ReasonRow(
            words(NAMES[reason.covariate]),
            value,
            _usual(reason, words) or usual,
            words.range(factor_of(reason.log_effect)),
            words(label(reason.grade)),
            reason,
        )


def factor_of(log_effect: Range) -> Range:
    """A log-effect as what the hazard is multiplied by."""
    return Range("ratio", exp(log_effect.low), exp(log_effect.median), exp(log_effect.high))


GAINED = say(
    "You weighed more after this run than before: you drank more than you lost, and that is dangerous. With a "
    "headache, vomiting, confusion or swollen hands stop drinking and get help at once."
)


def of_explanation(explanation: Explanation) -> Iterator[Sentence]:
    """The whole of it in sentences: the run against the usual one, and the runner against others."""
    if explanation.usual_runs:
        yield say(
            "Against your usual run of about this length ({runs} runs): the hazard is {factor} times as high.",
            runs=explanation.usual_runs,
            factor=factor_of(explanation.run),
        )
    else:
        yield say(
            "Against an average entrant's run of this length: the hazard is {factor} times as high.",
            factor=factor_of(explanation.run),
        )
    yield say(
        "You against an average entrant, beyond this run: {factor} times. What is known of you and your diary make it.",
        factor=factor_of(explanation.runner),
    )


def of_what_ifs(what_ifs: Iterable[WhatIf]) -> tuple[list[WhatIf], list[WhatIf]]:
    """Those that are shown to lower the chance, and those that cannot be shown to matter, each in their order."""
    every = list(what_ifs)
    return [each for each in every if each.is_shown], [each for each in every if not each.is_shown]


SUSPECTS: Mapping[Suspect, Sentence] = MappingProxyType({
    Suspect.DEHYDRATION: say("too little to drink"),
    Suspect.SALT: say("too little salt"),
    Suspect.MAGNESIUM: say("too little magnesium"),
    Suspect.STRETCHING: say("no stretching before"),
    Suspect.PACE: say("too fast early on"),
    Suspect.DISTANCE: say("farther than trained for"),
    Suspect.TIRED_LEGS: say("tired legs from the days before"),
    Suspect.HEAT: say("the heat"),
    Suspect.HILLS: say("the hills"),
})  # fmt: skip
"""What runners hold to be the cause."""


def of_hindsight(hindsight: Hindsight) -> Iterator[Sentence]:
    """What can be said of a cramp, and how sure it is."""
    if hindsight.passed is not None:
        yield say("Where it came, {share} of the risk of this run lay behind you.", share=hindsight.passed)
    usual = say("your usual run of about this length") if hindsight.usual_runs else say("an average entrant's run")
    if hindsight.excess is None:
        yield say("Nothing that is known of this run asked more of you than {usual}.", usual=usual)
    else:
        excess = hindsight.excess
        yield say(
            "Of ten cramps in runs like this, {excess} go with what was unusual in it, if what holds for others holds "
            "for you. The rest come in {usual} as well.",
            usual=usual,
            excess=Range("count", TEN * excess.low, TEN * excess.median, TEN * excess.high),
        )
    yield say("No single cramp can be traced to a cause: this is what goes with cramps, not a proof.")


def of_suspicion(verdict: Verdict, exposure: Exposure, hindsight: Hindsight | None, words: Words) -> Iterator[Sentence]:
    """What the run itself tells of a suspicion; nothing where nothing in it stands for it."""
    name = verdict.covariate
    if name is None:
        return
    reading = exposure.readings.get(name)
    if reading is None:
        yield say("Nothing is known of it in this run.")
        return
    if name is Covariate.MASS_LOSS and reading.value < 0.0:
        yield GAINED
    yield say("{name}, here: {value}.", name=NAMES[name], value=value_of(name, reading, words))
    if verdict.is_supported and hindsight is not None:
        stood_out = any(each.covariate is name for each in hindsight.stood_out)
        yield say("It stood out in this run.") if stood_out else say("It did not clearly stand out in this run.")


def _usual(reason: Reason, words: Words) -> str | None:
    """Of what is answered by yes or no, or counted, usual is a mean over those compared with; None for all else."""
    usual = reason.usual
    if usual.kind == "count":
        return f"{usual.value:.1f}".removesuffix(".0")
    if usual.kind != "answer":
        return None
    if usual.value in {0.0, 1.0}:
        return words.translate("yes" if usual.value else "no")
    return words(say("yes for {share}", share=Quantity("share", usual.value)))
