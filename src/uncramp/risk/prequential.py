"""Does it work for this runner: what was to be expected of each run from those before it, against what came."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy import special

from uncramp.domain.quantities import Range
from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import prior_draws
from uncramp.risk.hazard import NODES, baseline_log_hazard
from uncramp.risk.likelihood import Rates, log_likelihoods, parts_of, told
from uncramp.risk.pareto import TRUSTED, effective_count, pareto_k
from uncramp.risk.posterior import Posterior, learned
from uncramp.risk.states import cramp
from uncramp.risk.target import Belief, Target

FEWEST_RUNS, FEWEST_CRAMPS = 20, 3
"""With fewer answered runs, or fewer cramps among them, nothing is said either way."""
RUNS_OF_A_GROUP, MOST_GROUPS = 10, 4
BLOCK = 64
"""So many runs are looked at ahead before the weights are asked again whether they still hold."""
ENOUGH = 200
"""So many independent draws the weighted points must be worth: for the mean of a chance fewer do than for its ends."""
BASE_DRAWS = 1024
TUNED, WRONG = 50, 0.2
"""Runs at which the verdict is easiest, and how often it may ever be wrong where both guesses are of equal worth."""
LEAST = 1e-9
"""No chance counts as less: what was held to be impossible costs about 21."""


class Verdict(StrEnum):
    """Whether the model did better than a simpler guess."""

    BETTER = "better"
    WORSE = "worse"
    UNCLEAR = "cannot tell yet"


@dataclass(frozen=True, eq=False)
class Guesses:
    """Chance of a cramp in each answered run, guessed from what came before it; in order of time, each of shape (n,).

    Parameters
    ----------
    is_cramp
        What came.
    model
        By the model, learning from each run before: the chance of a cramp given that the runner answers. One who tells
        of the bad days more often than of the good ones has more cramps in the answered runs than in all.
    base
        By the published share for the distance, of a race or of training; no covariates, nothing learned.
    frequency
        By the runner's own frequency in the answered runs so far, the base counting as one run.
    relearned
        How many times the points were drawn anew.
    """

    is_cramp: NDArray[np.bool_]
    model: FloatArray
    base: FloatArray
    frequency: FloatArray
    relearned: int


@dataclass(frozen=True, slots=True)
class Score:
    """How well a kind of guess did, per run.

    Parameters
    ----------
    log_score
        Mean of the logarithm of the chance that was given to what came; nearer to 0 is better.
    total
        Its sum over the runs.
    brier
        Mean squared distance of the chance from what came; nearer to 0 is better.
    """

    log_score: float
    total: float
    brier: float

    @classmethod
    def of(cls, chance: FloatArray, is_cramp: NDArray[np.bool_]) -> Self:
        """Score guesses, shapes (n,); NaN without a run."""
        if not len(chance):
            return cls(np.nan, 0.0, np.nan)
        logs = log_scores(chance, is_cramp)
        return cls(float(logs.mean()), float(logs.sum()), float(((chance - is_cramp) ** 2).mean()))


@dataclass(frozen=True, slots=True)
class Comparison:
    """The model against a simpler guess.

    Parameters
    ----------
    low, mean, high
        By how much the model's log score per run is higher: mean over the runs and its 80 % interval, by Student's t
        over the differences of the runs; infinite with fewer than two runs.
    """

    opponent: Score
    low: float
    mean: float
    high: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Group:
    """Runs of which about the same was expected.

    Parameters
    ----------
    expected
        Mean of the chances, between the least and the most of them.
    observed
        Share with a cramp, and Jeffreys' 80 % interval.
    """

    runs: int
    cramps: int
    expected: Range
    observed: Range


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of the model's guesses about one runner.

    The covariates of a run are taken as they turned out (its pace, its weather), not as they were planned.

    Parameters
    ----------
    runs, cramps
        Answered runs that count, and those with a cramp.
    groups
        From the least expected to the most, none without a run.
    verdict
        Better only where both comparisons are, worse where either is.
    """

    runs: int
    cramps: int
    model: Score
    base: Comparison
    frequency: Comparison
    groups: tuple[Group, ...]
    verdict: Verdict


def evaluate(
    runs: Sequence[DiaryRun],
    prior: HazardPrior,
    untold: Collection[Covariate] = (),
    belief: Belief | None = None,
    *,
    is_complete: bool = False,
) -> Evaluation:
    """Guess, then learn, run by run, and score the guesses.

    Parameters
    ----------
    runs
        In order of time.
    untold
        Covariates of the profile that nobody told.
    belief
        What the diaries of others say of what all runners share.
    is_complete
        Whether the runner writes down every cramp: then each run is answered, whatever came.
    """
    return scored(guesses(runs, prior, untold, belief, is_complete=is_complete))


def guesses(
    runs: Sequence[DiaryRun],
    prior: HazardPrior,
    untold: Collection[Covariate] = (),
    belief: Belief | None = None,
    *,
    is_complete: bool = False,
) -> Guesses:
    """Chance of a cramp in each answered run from the runs before it; silent and picked ones are learned from too.

    Parameters
    ----------
    runs
        In order of time; those for which the model has no level are left out.
    """
    usable = [run for run in runs if run.is_usable]
    kinds = np.array([run.told for run in usable], dtype=np.int64)
    counts = (kinds != Told.SILENT) & ~np.array([run.is_picked for run in usable], dtype=np.bool_)
    is_cramp = kinds[counts] >= Told.CRAMP
    target = Target(prior, frozenset(untold), Diary.of((), prior), belief)
    chance, relearned = _ahead(usable, target, is_complete=is_complete)
    base = _base(usable, prior)[counts]
    before = np.cumsum(is_cramp) - is_cramp
    frequency = (before + base) / (np.arange(len(base)) + 1.0)
    return Guesses(is_cramp, chance[counts], base, frequency, relearned)


def scored(made: Guesses) -> Evaluation:
    """Score guesses."""
    base, frequency = (_compared(made.model, each, made.is_cramp) for each in (made.base, made.frequency))
    found = {base.verdict, frequency.verdict}
    verdict = Verdict.WORSE if Verdict.WORSE in found else found.pop() if len(found) == 1 else Verdict.UNCLEAR
    return Evaluation(
        runs=len(made.is_cramp),
        cramps=int(made.is_cramp.sum()),
        model=Score.of(made.model, made.is_cramp),
        base=base,
        frequency=frequency,
        groups=_grouped(made.model, made.is_cramp),
        verdict=verdict,
    )


def log_scores(chance: FloatArray, is_cramp: NDArray[np.bool_]) -> FloatArray:
    """Logarithm of the chance that was given to what came, shape (n,)."""
    scores: FloatArray = np.log(np.maximum(np.where(is_cramp, chance, 1.0 - chance), LEAST))
    return scores


def _compared(model: FloatArray, opponent: FloatArray, is_cramp: NDArray[np.bool_]) -> Comparison:
    gain = log_scores(model, is_cramp) - log_scores(opponent, is_cramp)
    mean, reach = float(gain.mean()) if len(gain) else np.nan, np.inf
    if len(gain) > 1:
        reach = float(special.stdtrit(len(gain) - 1, 0.9) * gain.std(ddof=1) / len(gain) ** 0.5)
    low, high = (mean - reach, mean + reach) if len(gain) else (-np.inf, np.inf)
    verdict = Verdict.UNCLEAR
    if len(gain) >= FEWEST_RUNS and is_cramp.sum() >= FEWEST_CRAMPS:
        bound = _always(len(gain)) * float(gain.std(ddof=1))
        verdict = Verdict.BETTER if mean > bound else Verdict.WORSE if mean < -bound else Verdict.UNCLEAR
    return Comparison(Score.of(opponent, is_cramp), low, mean, high, verdict)


def _always(count: int) -> float:
    """Half the width, in standard deviations, of an interval that holds at all looks together.

    The runner looks after each run; a plain interval would be left sooner or later. Waudby-Smith and others: an
    asymptotic confidence sequence at 80 %, narrowest about ``TUNED`` runs.
    """
    spread = count / TUNED + 1.0
    return float(np.sqrt(2.0 * spread * TUNED / count**2 * np.log(np.sqrt(spread) / WRONG)))


def _grouped(chance: FloatArray, is_cramp: NDArray[np.bool_]) -> tuple[Group, ...]:
    """Runs by what was expected of them, in groups of about as many."""
    groups = min(max(len(chance) // RUNS_OF_A_GROUP, 1), MOST_GROUPS)
    parts = np.array_split(np.argsort(chance, kind="stable"), groups)
    return tuple(_group(chance[part], is_cramp[part]) for part in parts if len(part))


def _group(chance: FloatArray, is_cramp: NDArray[np.bool_]) -> Group:
    runs, cramps = len(chance), int(is_cramp.sum())
    low, high = special.betaincinv(cramps + 0.5, runs - cramps + 0.5, (0.1, 0.9))
    observed = Range("share", float(low) if cramps else 0.0, cramps / runs, float(high) if cramps < runs else 1.0)
    expected = Range("probability", float(chance.min()), float(chance.mean()), float(chance.max()))
    return Group(runs, cramps, expected, observed)


def _base(runs: Sequence[DiaryRun], prior: HazardPrior) -> FloatArray:
    """Share of a field that cramps in each run, mean over what is unknown of it, shape (r,)."""
    draws = prior_draws(prior, count=BASE_DRAWS)
    is_training = np.array([1.0 - run.is_race for run in runs])
    level = baseline_log_hazard(np.array([run.distance for run in runs]), prior, draws)
    share: FloatArray = -np.expm1(-np.exp(level - np.outer(draws.race, is_training))).mean(axis=0)
    return share


def _ahead(runs: Sequence[DiaryRun], target: Target, *, is_complete: bool) -> tuple[FloatArray, int]:
    """Chance of a cramp in each run, if it is answered, from those before it, and how often was relearned.

    The points are weighed anew with each run, and drawn anew where the diagnosis of their weights forbids that.
    """
    chances = np.empty(len(runs))
    everything = Diary.of(runs, target.prior)
    start, relearned = 0, -1
    while start < len(runs):
        diary = Diary.of(runs[:start], target.prior)
        posterior = learned(replace(target, diary=diary))
        points = _Points.of(posterior, everything, is_complete=is_complete)
        relearned, holds = relearned + 1, True
        while holds and start < len(runs):
            block = Diary.of(runs[start : start + BLOCK], target.prior)
            passed, points = points.passed(block)
            good = len(passed)
            chances[start : start + good] = passed
            start, holds = start + good, good == len(block) and points.hold
    return chances, max(relearned, 0)


@dataclass(frozen=True, eq=False)
class _Points:
    """Weighted points of a posterior, and what they say of any run of the diary.

    Parameters
    ----------
    parts
        What a design is multiplied by, shape (n, m).
    kept
        Which rows of a design a forecast counts, shape (m,): what is off is left out.
    log_weights
        Shape (n,).
    is_complete
        Whether every run is answered: the runner writes down every cramp.
    """

    parts: FloatArray
    rates: Rates
    kept: FloatArray
    log_weights: FloatArray
    is_complete: bool

    @classmethod
    def of(cls, posterior: Posterior, diary: Diary, *, is_complete: bool) -> Self:
        """Those of a posterior."""
        target = posterior.target
        draws = target.draws(posterior.points)
        is_on = np.array([not each.off for each in target.prior.covariate.values()], dtype=np.float64)
        kept = np.concatenate([np.ones(len(NODES)), is_on, is_on, np.ones(2)])
        parts = parts_of(diary, target.prior, draws)
        return cls(parts, Rates.of(draws), kept, posterior.log_weights, is_complete)

    @property
    def hold(self) -> bool:
        """Whether the weights can be trusted."""
        return _trusted(self.log_weights)

    def passed(self, block: Diary) -> tuple[FloatArray, Self]:
        """Chances for the next runs as long as the weights hold, at least for one, and the points after them."""
        time = np.argsort(block.order)
        each = log_likelihoods(self.parts @ block.design, self.rates, block)[:, time]
        before = np.cumsum(np.column_stack([self.log_weights, each]), axis=1)
        good = next((run for run in range(1, len(block)) if not _trusted(before[:, run])), len(block))
        hazard = np.exp(self.parts @ (self.kept[:, np.newaxis] * block.design[:, time[:good]]))
        weights = np.exp(before[:, :good] - before[:, :good].max(axis=0))
        weights /= weights.sum(axis=0)
        chance = cramp(hazard, self.rates.near, self.rates.again)
        if self.is_complete:
            expected: FloatArray = (weights * chance).sum(axis=0)
        else:
            answered = told(hazard, self.rates)
            expected = (weights * self.rates.writing * chance).sum(axis=0) / (weights * answered).sum(axis=0)
        return np.clip(expected, LEAST, 1.0 - LEAST), replace(self, log_weights=before[:, good])


def _trusted(log_weights: FloatArray) -> bool:
    return effective_count(log_weights) >= ENOUGH and pareto_k(log_weights) < TRUSTED
