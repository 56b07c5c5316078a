from functools import cache
from typing import Any

import numpy as np
import pytest

from risk.nuts_reference import Agreement, Table, learned_from, log_densities, prior_of, reference

TOLD = reference()
DIARIES = [pytest.param(diary, id=diary["name"]) for diary in TOLD["diary"]]
SAMPLED = [pytest.param(diary, id=diary["name"]) for diary in TOLD["diary"] if "nuts" in diary]
ERRORS = 3.0
"""Standard errors of both sides that a difference may have beyond what is asked: there are some hundreds of them."""


@cache
def agreement(name: str) -> Agreement:
    diary = next(each for each in TOLD["diary"] if each["name"] == name)
    return Agreement.of(diary, TOLD, learned_from(diary, prior_of(TOLD)))


@pytest.mark.parametrize("diary", DIARIES)
def test_the_density_is_that_of_a_model_written_from_the_document_alone(diary: Table) -> None:
    ours = log_densities(diary, prior_of(TOLD))
    assert ours == pytest.approx(np.array(diary["log_density"]), rel=0, abs=1e-8)


@pytest.mark.parametrize("diary", SAMPLED)
def test_the_means_are_those_of_a_sampler(diary: Table) -> None:
    found = agreement(diary["name"])
    error = np.hypot(found.mean_error, found.effective**-0.5)
    assert np.sqrt((found.means**2).mean()) < 0.05
    assert (np.abs(found.means) < 0.05 + ERRORS * error).all()


@pytest.mark.parametrize("diary", SAMPLED)
def test_the_spreads_are_those_of_a_sampler(diary: Table) -> None:
    found = agreement(diary["name"])
    error = np.hypot(found.spread_error, (2.0 * found.effective) ** -0.5)
    assert np.sqrt((found.spreads**2).mean()) < 0.05
    assert (np.abs(found.spreads) < 0.05 + ERRORS * error).all()


@pytest.mark.parametrize("run", list(TOLD["forecast"]))
@pytest.mark.parametrize("diary", SAMPLED)
def test_the_forecast_is_that_of_a_sampler(diary: Table, run: str) -> None:
    found = agreement(diary["name"])
    assert (np.abs(found.forecasts[run]) < 0.01 + ERRORS * found.forecast_error[run]).all()


@pytest.mark.parametrize("diary", SAMPLED)
def test_the_sampler_had_settled(diary: Table) -> None:
    nuts: dict[str, Any] = diary["nuts"]
    assert max(nuts["r_hat"]) < 1.01


def test_the_diaries_hold_every_kind_of_telling_and_runners_with_and_without_cramps() -> None:
    told = [diary["told"] for diary in TOLD["diary"]]
    kinds = {"silent", "none", "near", "near_somewhere", "cramp", "near_then_cramp", "cramp_somewhere"}
    assert set().union(*told) == kinds
    cramps = {sum("cramp" in kind for kind in diary) for diary in told}
    assert cramps >= {0, 1, 15}
    assert {len(diary) for diary in told} >= {5, 400}
    for column in ("is_picked", "is_told_only"):
        assert any(any(diary[column]) for diary in TOLD["diary"])
    assert any(0.5 in diary["is_race"] for diary in TOLD["diary"])
    assert any(diary["untold"] for diary in TOLD["diary"])
