"""Whether what is learned from diaries is calibrated: simulation-based calibration of the posterior.

Each simulated runner has unknowns from the prior and a diary by them; among draws of the posterior of that diary the
truth must take every rank as often (Talts and others 2018). Usage: ``python benchmarks/hazard_calibration.py --write``.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy import stats

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.hazard_simulation import MARATHON, Habits, SimulatedRunner, World, simulated  # scripts, not a package
from benchmarks.validation_page import table, write_part

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import HazardPrior, priors
from uncramp.exposure.covariates import Covariate
from uncramp.risk.diary import Diary
from uncramp.risk.hazard import level_at
from uncramp.risk.posterior import Method, Posterior, learn
from uncramp.risk.sampler import drawn_evenly
from uncramp.risk.states import cramp

SEED = 20_281
FEWEST_RUNS, MOST_RUNS = 5, 300
THINNED = 99
BINS = 10
SHARED = (
    "shape",
    "spread",
    "runner",
    "baseline",
    "reporting",
    "race",
    "near",
    "again",
    "answering",
    "writing",
    "noticing",
)
DERIVED = ("marathon log-hazard", "marathon chance")
INTERVAL = 0.8
EVERY = 50
BEGUN, TOLD_ONLY = 0.5, 0.2
"""Shares of the diaries that were begun because of a cramp, and of those in which silence means nothing."""


class Judged(NamedTuple):
    """One simulated runner: ranks of the truth, 0 to :data:`THINNED`, the means of the draws, and the truth."""

    ranks: FloatArray
    means: FloatArray
    spreads: FloatArray
    truth: FloatArray
    method: Method
    pareto_k: float
    effective: float
    runs: int
    seconds: float


def quantities(posterior: Posterior, runner: SimulatedRunner, rng: np.random.Generator) -> FloatArray:
    """Equally likely draws of every unknown and what is derived, shape (:data:`THINNED`, d + 2)."""
    log_weights = posterior.log_weights
    chosen = drawn_evenly(np.exp(log_weights - log_weights.max()))
    # others for each runner: the quasi-random points behind them are the same, and so would be their gaps
    points = posterior.points[rng.choice(chosen, THINNED, replace=False)]
    draws = posterior.target.draws(points)
    prior = posterior.target.prior
    steps = np.array(
        [
            runner.profile.get(name, 0.0 if each.off else each.population.centre)
            for name, each in prior.covariate.items()
        ]
    )
    marathon = level_at(MARATHON, prior, draws) + draws.effects @ steps + draws.deviation
    chance = cramp(np.exp(marathon), draws.near, draws.again)
    return np.column_stack([posterior.target.unknowns(points), marathon, chance])


def judged(runner: SimulatedRunner, prior: HazardPrior, rng: np.random.Generator) -> Judged:
    """Learn from a runner's diary and compare with the truth."""
    start = time.perf_counter()
    posterior = learn(Diary.of(runner.runs, prior), prior, [Covariate(name) for name in runner.untold])
    seconds = time.perf_counter() - start
    drawn, world = quantities(posterior, runner, rng), runner.world
    chance = cramp(np.exp(np.array([runner.marathon])), np.array([world.near]), np.array([world.again]))
    truth = np.concatenate([world.unknowns, [runner.marathon], chance])
    return Judged(
        (drawn < truth).sum(axis=0).astype(np.float64),
        drawn.mean(axis=0),
        drawn.std(axis=0),
        truth,
        posterior.diagnosis.method,
        posterior.diagnosis.pareto_k,
        posterior.diagnosis.effective,
        len(runner.runs),
        seconds,
    )


def runners(count: int, prior: HazardPrior, habits: Habits, seed: int) -> Iterator[SimulatedRunner]:
    """Runners with diaries of 5 to 300 runs, as many short ones as long ones on the scale of logarithms."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        world = World.drawn(prior, rng)
        runs = int(np.exp(rng.uniform(np.log(FEWEST_RUNS), np.log(MOST_RUNS + 1))))
        yield simulated(prior, world, runs, rng, habits)


def uniformity(ranks: FloatArray) -> float:
    """The p-value of a chi-square test over :data:`BINS` bins."""
    counts = np.histogram(ranks, BINS, (0, THINNED + 1))[0]
    return float(stats.chisquare(counts).pvalue)


def covered(ranks: FloatArray) -> float:
    """Share of the truths in the central interval of :data:`INTERVAL`."""
    beyond = (1.0 - INTERVAL) / 2.0 * (THINNED + 1)
    return float(((ranks >= beyond) & (ranks < THINNED + 1 - beyond)).mean())


def rows(all_judged: Sequence[Judged], names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """One a quantity."""
    ranks, means, truth = (
        np.array([getattr(each, name) for each in all_judged]) for name in ("ranks", "means", "truth")
    )
    spreads = np.array([each.spreads for each in all_judged])
    for place, name in enumerate(names):
        one = ranks[:, place]
        recovered = np.corrcoef(means[:, place], truth[:, place])[0, 1]
        away = (means[:, place] - truth[:, place]).mean()
        left = spreads[:, place].mean() / truth[:, place].std()
        yield (
            name.replace("_", " "),
            f"{uniformity(one):.3f}",
            f"{100.0 * covered(one):.1f}",
            f"{recovered:.2f}",
            f"{away:+.3f}",
            f"{left:.2f}",
        )


def summary(all_judged: Sequence[Judged], names: Sequence[str], habits: Habits) -> str:
    """In words."""
    ranks = np.array([each.ranks for each in all_judged])
    count = len(all_judged)
    least = min(uniformity(ranks[:, place]) for place in range(len(names)))
    error = 100.0 * (INTERVAL * (1.0 - INTERVAL) / count) ** 0.5
    by_importance = [each.pareto_k for each in all_judged if each.method is Method.IMPORTANCE]
    k = np.percentile(by_importance, (50, 95, 100))
    worth = np.percentile([each.effective for each in all_judged], (0, 50))
    methods = Counter(each.method for each in all_judged)
    seconds = np.percentile([each.seconds for each in all_judged], (50, 100))
    doubt = f", over-pace and heat known to a step ({habits.doubt:g} SD)" if habits.doubt else ""
    return (
        f"{count} simulated runners{doubt}, diaries of {FEWEST_RUNS} to {MOST_RUNS} runs, {len(names)} quantities. "
        f"The least p-value is {least:.3f}; times {len(names)} (Bonferroni) {min(1.0, least * len(names)):.2f}. "
        f"The intervals of 80 % hold {100.0 * covered(ranks.ravel()):.1f} % of the truths, all quantities together; "
        f"the Monte Carlo error of a single row is {error:.1f} points. "
        f"Importance sampling was trusted for {methods[Method.IMPORTANCE]}, the sampler stood in for "
        f"{methods[Method.SAMPLER]}. Pareto k: median {k[0]:.2f}, 95th percentile {k[1]:.2f}, most {k[2]:.2f}; "
        f"the draws are worth {worth[1]:.0f} independent ones at the median and {worth[0]:.0f} at the least. "
        f"Learning took {seconds[0]:.2f} s at the median, {seconds[1]:.1f} s at the most.\n\n"
    )


def main(count: int, doubt: float, seed: int, *, write: bool) -> None:
    """Print the table, or write it into docs/validation.md."""
    prior, habits = priors(), Habits(doubt=doubt, begun=BEGUN, told_only=TOLD_ONLY)
    names = [*SHARED, *prior.covariate, *DERIVED]
    all_judged, rng = [], np.random.default_rng(seed + 1)
    for runner in runners(count, prior, habits, seed):
        all_judged.append(judged(runner, prior, rng))
        if len(all_judged) % EVERY == 0:
            print(f"{len(all_judged)} of {count}", file=sys.stderr, flush=True)
    head = ("unknown", "p (ranks uniform)", "80 % intervals hold, %", "correlation", "bias", "spread left")
    text = summary(all_judged, names, habits) + table(head, rows(all_judged, names))
    print(text)
    if write:
        write_part("calibration with doubt" if doubt else "calibration", text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runners", type=int, nargs="?", default=400)
    parser.add_argument("--doubt", type=float, default=0.0, help="standard deviation of over-pace and heat, steps")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help="write docs/validation.md too")
    told = parser.parse_args()
    main(told.runners, told.doubt, told.seed, write=told.write)
