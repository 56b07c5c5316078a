"""Runs of a diary for tests: a runner of whom all is as in the cohorts, unless a test says otherwise."""

from typing import Any

import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.evidence.priors import priors
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import Draws, prior_draws
from uncramp.risk.hazard import level_at
from uncramp.risk.posterior import Posterior, learn
from uncramp.risk.states import cramp

PRIOR = priors()
COVARIATES = len(PRIOR.covariate)
ORDINARY = np.array([0.0 if each.off else each.population.centre for each in PRIOR.covariate.values()])
MARATHON = 42_195.0
PLACES = np.random.default_rng(38).uniform(size=200) ** (1.0 / 3.8)
"""Where cramps come, as shares of the run."""


def a_run(told: Told = Told.NONE, distance: float = 30_000.0, **more: Any) -> DiaryRun:  # noqa: ANN401  # fields of a run
    """One training run."""
    usual: dict[str, Any] = {"is_race": False, "steps": ORDINARY, "variance": np.zeros(COVARIATES)}
    return DiaryRun(told=told, distance=distance, **{**usual, **more})


def cramps(count: int, **more: Any) -> list[DiaryRun]:  # noqa: ANN401  # fields of a run
    """Runs of 30 km with a cramp, each at another place."""
    return [a_run(Told.CRAMP, cramp_at=float(place), **more) for place in PLACES[:count]]


def nones(count: int) -> list[DiaryRun]:
    """Runs of 30 km of which was said that nothing cramped."""
    return [a_run()] * count


def silences(count: int) -> list[DiaryRun]:
    """Runs of 30 km of which nothing was said."""
    return [a_run(Told.SILENT)] * count


def learned_from(*runs: list[DiaryRun]) -> Posterior:
    """What a diary makes of the prior, all of the profile told."""
    return learn(Diary.of([each for some in runs for each in some], PRIOR), PRIOR)


def chances(draws: Draws, distance: float = MARATHON, steps: FloatArray = ORDINARY) -> FloatArray:
    """Of a cramp in a race, under each draw."""
    log_hazard = level_at(distance, PRIOR, draws) + draws.effects @ steps + draws.deviation
    return cramp(np.exp(log_hazard), draws.near, draws.again)


def interval(posterior: Posterior, distance: float = MARATHON) -> tuple[float, float, float]:
    """10th, 50th and 90th percentile of the chance of a cramp in a race."""
    low, median, high = np.percentile(chances(posterior.draws, distance), (10, 50, 90))
    return float(low), float(median), float(high)


FEW = prior_draws(PRIOR, count=64, seed=5)
