"""Simulated diaries, and what NUTS made of them by a model of its own: read, learned from and compared."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from math import isnan
from pathlib import Path
from typing import Any, Self

import cattrs
import numpy as np

from uncramp.domain.streams import FloatArray
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import HazardPrior
from uncramp.exposure.covariates import Covariate, Demand, Exposure, Reading
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import dimension
from uncramp.risk.forecast import log_hazards_of
from uncramp.risk.posterior import Posterior, learn
from uncramp.risk.states import cramp
from uncramp.risk.steps import steps_of
from uncramp.risk.target import Target

REFERENCE = Path(__file__).resolve().parents[1] / "reference" / "risk" / "nuts.toml"
PROFILE = ("cramp_history", "male", "injury_12_months", "conditions", "family_history", "strength_work", "age")
OF_RUNS = ("over_pace", "recent_session_time", "beyond_longest", "wbgt", "mass_loss", "descent_beyond")
"""Covariates that change from run to run; all are in steps, NaN where unknown."""
UNCERTAIN = ("over_pace", "wbgt")
COLUMNS = (
    "told",
    "distance",
    "is_race",
    "near_at",
    "cramp_at",
    "is_picked",
    "is_told_only",
    *OF_RUNS,
    "over_pace_sd",
    "wbgt_sd",
)
PERCENTILES = (10.0, 50.0, 90.0)

Table = Mapping[str, Any]


def prior_of(told: Table) -> HazardPrior:
    """The prior for which NUTS was run, though that of the evidence data may have moved on."""

    def filled(table: Table, **more: Any) -> Table:  # noqa: ANN401  # fields of any kind
        return {"findings": (), **more, **table}

    given: dict[str, Any] = {
        name: filled(table) for name, table in told["prior"].items() if name not in {"baseline", "covariate"}
    }
    given["baseline"] = [filled(event) for event in told["prior"]["baseline"]]
    each = told["prior"]["covariate"].items()
    given["covariate"] = {name: filled(table, unit="", grade="weak") for name, table in each}
    return cattrs.structure(given, HazardPrior)


def exposure_of(run: Table, profile: Table, prior: HazardPrior) -> Exposure:
    """A run's covariates as the rest of the program would hand them over."""
    readings = {}
    for name, value in (dict(profile) | {name: run[name] for name in OF_RUNS if name in run}).items():
        if not isnan(value):
            one = prior.covariate[name]
            sd = run.get(f"{name}_sd", 0.0) * one.step
            readings[Covariate(name)] = Reading(one.zero + one.step * value, Provenance.TYPED, sd)
    return Exposure(Demand(run["distance"], run["is_race"]), readings, {})


def runs_of(diary: Table, prior: HazardPrior) -> list[DiaryRun]:
    """The runs of a diary."""
    untold = [Covariate(name) for name in diary["untold"]]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*(diary[name] for name in COLUMNS), strict=True)]
    return [
        DiaryRun(
            Told[row["told"].upper()],
            row["distance"],
            row["is_race"],
            *steps_of(exposure_of(row, diary["profile"], prior), prior, untold),
            row["near_at"],
            row["cramp_at"],
            row["is_picked"],
            row["is_told_only"],
        )
        for row in rows
    ]


def some_points(dimensions: int) -> FloatArray:
    """Six points of the unknowns at which log-densities are compared, without chance."""
    points: FloatArray = 1.2 * np.sin(np.outer(np.arange(1, 7), np.arange(1, dimensions + 1)))
    return points


def log_densities(diary: Table, prior: HazardPrior) -> FloatArray:
    """Ours of the posterior there, one by one, so in double precision; up to a constant."""
    untold = frozenset(Covariate(name) for name in diary["untold"])
    target = Target(prior, untold, Diary.of(runs_of(diary, prior), prior))
    return np.array([target.log_density(point[np.newaxis])[0] for point in some_points(dimension(prior))])


def learned_from(diary: Table, prior: HazardPrior) -> Posterior:
    """Our posterior of a diary."""
    untold = [Covariate(name) for name in diary["untold"]]
    return learn(Diary.of(runs_of(diary, prior), prior), prior, untold)


def summary_of(chances: FloatArray) -> FloatArray:
    """Mean and percentiles of a chance."""
    return np.array([chances.mean(), *np.percentile(chances, PERCENTILES)])


@dataclass(frozen=True)
class Agreement:
    """How near our posterior of a diary is to that of NUTS.

    Parameters
    ----------
    means
        Differences of the means of the unknowns, in standard deviations of the posterior.
    spreads
        Ratios of the standard deviations, less 1.
    forecasts
        Differences of mean and percentiles of each chance.
    mean_error, spread_error, forecast_error
        Standard errors of these of NUTS's draws alone.
    effective
        How many independent draws ours are worth.
    """

    means: FloatArray
    spreads: FloatArray
    forecasts: dict[str, FloatArray]
    mean_error: FloatArray
    spread_error: FloatArray
    forecast_error: dict[str, FloatArray]
    effective: float

    @classmethod
    def of(cls, diary: Table, told: Table, posterior: Posterior) -> Self:
        """Compare."""
        prior, nuts = prior_of(told), diary["nuts"]
        weights = np.exp(posterior.log_weights - posterior.log_weights.max())
        weights /= weights.sum()
        mean = weights @ posterior.points
        sd = np.sqrt(weights @ (posterior.points - mean) ** 2)
        theirs = np.array(nuts["sd"])
        forecasts = {}
        profile = {name: value for name, value in diary["profile"].items() if name not in diary["untold"]}
        for name, run in told["forecast"].items():
            log_hazard = log_hazards_of(exposure_of(run, profile, prior), prior, posterior.draws)
            chances = cramp(np.exp(log_hazard), posterior.draws.near, posterior.draws.again)
            forecasts[name] = summary_of(chances) - np.array(nuts["forecast"][name])
        return cls(
            means=(mean - np.array(nuts["mean"])) / theirs,
            spreads=sd / theirs - 1.0,
            forecasts=forecasts,
            mean_error=1.0 / np.sqrt(nuts["ess"]),
            spread_error=0.5 * np.array(nuts["square_error"]),
            forecast_error={name: np.array(value) for name, value in nuts["error"].items()},
            effective=posterior.diagnosis.effective,
        )


def reference() -> dict[str, Any]:
    """The diaries and what NUTS made of them."""
    return tomllib.loads(REFERENCE.read_text("utf-8"))
