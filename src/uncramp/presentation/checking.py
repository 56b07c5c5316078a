"""Whether the forecasts work for a runner, in words: also where they do not."""

from collections.abc import Iterator, Mapping
from math import isfinite
from types import MappingProxyType

from uncramp.domain.sentence import Sentence, say
from uncramp.presentation.words import MINUS
from uncramp.risk.prequential import FEWEST_CRAMPS, FEWEST_RUNS, Comparison, Evaluation, Verdict
from uncramp.usecases.check import CheckReport

VERDICTS: Mapping[Verdict, Sentence] = MappingProxyType({
    Verdict.BETTER: say("Yes: on your own runs its forecasts came closer than both simpler guesses."),
    Verdict.WORSE: say("No: on your own runs a simpler guess came closer. Trust the forecast less."),
    Verdict.UNCLEAR: say("It cannot be told yet."),
})  # fmt: skip


def of_check(report: CheckReport) -> Iterator[Sentence]:
    """The verdict and what it rests on."""
    evaluation = report.evaluation
    yield VERDICTS[evaluation.verdict]
    yield say(
        "Each of your {runs} answered runs was forecast from those before it alone; {cramps} of them had a cramp.",
        runs=evaluation.runs,
        cramps=evaluation.cramps,
    )
    if evaluation.runs < FEWEST_RUNS or evaluation.cramps < FEWEST_CRAMPS:
        yield say(
            "It takes {runs} answered runs and {cramps} with a cramp at least. Answer after the good runs as well.",
            runs=FEWEST_RUNS,
            cramps=FEWEST_CRAMPS,
        )


def score_rows(evaluation: Evaluation) -> list[tuple[Sentence, str, str]]:
    """What guessed, its score per run, and the model's lead over it with the 80 % interval; nearer to 0 is better."""
    if not evaluation.runs:
        return []
    return [
        (say("This model"), _score(evaluation.model.log_score), ""),
        (say("The published share for such runs"), _score(evaluation.base.opponent.log_score), _lead(evaluation.base)),
        (
            say("Your own frequency so far"),
            _score(evaluation.frequency.opponent.log_score),
            _lead(evaluation.frequency),
        ),
    ]


def _lead(comparison: Comparison) -> str:
    if not isfinite(comparison.low):
        return _score(comparison.mean)
    return f"{_score(comparison.mean)} ({_score(comparison.low)} … {_score(comparison.high)})"


def _score(value: float) -> str:
    return f"{value:+.3f}".replace("-", MINUS)
