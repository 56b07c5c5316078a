from dataclasses import replace
from types import MappingProxyType
from typing import NoReturn

import numpy as np
import pytest

from uncramp.evidence.priors import priors
from uncramp.risk.club import Pooled, pooled
from uncramp.risk.diary import Told
from uncramp.usecases import club_belief
from uncramp.usecases.club import club_state, join_club
from uncramp.usecases.club_belief import fingerprint_of, pooling_now, pooling_of
from uncramp.usecases.ports import Logbook
from usecases.sharing import logbook_of, shared_by


def test_without_a_file_there_is_nothing(logbook: Logbook) -> None:
    assert pooling_now(logbook) is None


def test_what_is_kept_is_taken_as_long_as_prior_and_files_are_the_same(
    logbook: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    join_club(logbook, [shared_by(logbook_of(2, 0.4), 2)])

    def again(*_: object) -> NoReturn:
        pytest.fail("pooled again")

    monkeypatch.setattr(club_belief, "pooled", again)
    found = pooling_now(logbook)
    assert found is not None
    assert found.belief is not None


def test_another_prior_or_release_makes_it_anew(logbook: Logbook, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = shared_by(logbook_of(2, 0.4), 2)
    join_club(logbook, [shared])
    steeper = replace(priors(), shape=replace(priors().shape, median=4.0))
    monkeypatch.setattr(club_belief, "priors", lambda: steeper)
    found = pooling_now(logbook)
    assert found is not None
    assert found.belief is not None
    afresh = pooled([shared.as_clubmate], steeper).belief
    assert afresh is not None
    np.testing.assert_array_equal(found.belief.mean, afresh.mean)
    kept = logbook.club().pooling
    assert kept is not None
    assert kept.fingerprint == found.fingerprint == fingerprint_of(steeper, [shared.digest])
    monkeypatch.setattr(club_belief, "RELEASE", "99.0")
    assert fingerprint_of(steeper, [shared.digest]) != found.fingerprint


def test_files_from_before_an_update_are_left_out() -> None:
    other = shared_by(logbook_of(2, 0.4), 2)
    old = replace(other, scales=(replace(other.scales[0], step=9.0), *other.scales[1:]))
    found = pooling_of([old], priors())
    assert (found.runners, found.belief) == (0, None)
    prior = replace(priors(), covariate=MappingProxyType(dict(list(priors().covariate.items())[::-1])))
    assert pooling_of([other], prior).runners == 0


def test_any_order_of_the_files_gives_the_same(logbook: Logbook) -> None:
    one, other = (shared_by(logbook_of(seed, 0.4), seed) for seed in (2, 3))
    forth, back = pooling_of([one, other], priors()), pooling_of([other, one], priors())
    assert forth.fingerprint == back.fingerprint
    assert forth.belief is not None
    assert back.belief is not None
    np.testing.assert_array_equal(forth.belief.factor, back.belief.factor)
    join_club(logbook, [other, one])
    found = pooling_now(logbook)
    assert found is not None
    assert found.fingerprint == forth.fingerprint


def test_draws_that_cannot_be_trusted_leave_the_forecast_as_it_was(
    logbook: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubtful(*given: object) -> Pooled:
        found = pooled(*given)  # type: ignore[arg-type]  # as it was called
        return replace(found, diagnosis=replace(found.diagnosis, pareto_k=0.8))

    monkeypatch.setattr(club_belief, "pooled", doubtful)
    join_club(logbook, [shared_by(logbook_of(2, 0.4), 2)])
    assert (club_state(logbook).runners, club_state(logbook).is_used) == (1, False)


def test_a_belief_without_a_spread_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def flat(*_: object) -> NoReturn:
        raise np.linalg.LinAlgError

    monkeypatch.setattr(club_belief, "pooled", flat)
    found = pooling_of([shared_by(logbook_of(2, 0.4), 2)], priors())
    assert (found.runners, found.belief) == (1, None)


def test_what_no_model_can_follow_is_not_trusted_and_says_nothing() -> None:
    shared = shared_by(logbook_of(2, 0.4), 2)
    absurd = replace(shared.runs[0], told=Told.CRAMP, near_at=None, cramp_at=0.001, is_race=1.0)
    found = pooling_of([replace(shared, runs=(absurd,) * 100)], priors())
    assert (found.runners, found.belief) == (1, None)
