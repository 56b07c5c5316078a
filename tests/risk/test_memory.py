from dataclasses import replace

import numpy as np
import pytest

from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import dimension
from uncramp.risk.memory import KEPT, Memory
from uncramp.risk.posterior import learn
from uncramp.risk.target import Belief

PRIOR = priors()
STEPS = np.zeros(len(PRIOR.covariate))
NONE = DiaryRun(Told.NONE, 30_000.0, is_race=False, steps=STEPS, variance=STEPS)
CRAMP = replace(NONE, told=Told.CRAMP, cramp_at=0.8)


def test_the_same_diary_in_any_order_is_learned_from_once() -> None:
    memory = Memory(PRIOR)
    assert memory.learned([NONE, CRAMP, NONE], ()) is memory.learned([CRAMP, NONE, NONE], ())


def test_one_more_run_only_adds_to_what_is_remembered() -> None:
    memory = Memory(PRIOR)
    before = memory.learned([NONE, CRAMP], ())
    after = memory.learned([CRAMP, NONE, NONE], ())
    assert after.points is before.points
    afresh = learn(Diary.of([NONE, NONE, CRAMP], PRIOR), PRIOR)
    assert after.draws.deviation.mean() == pytest.approx(afresh.draws.deviation.mean(), abs=0.06)


def test_a_run_less_or_another_run_is_learned_from_afresh() -> None:
    memory = Memory(PRIOR)
    first = memory.learned([NONE, NONE, CRAMP], ())
    assert memory.learned([NONE, CRAMP], ()).points is not first.points
    assert memory.learned([NONE, replace(NONE, distance=12_000.0), CRAMP, CRAMP], ()).points is not first.points


def test_who_tells_less_of_himself_is_another_runner() -> None:
    memory = Memory(PRIOR)
    assert memory.learned([CRAMP], ()) is not memory.learned([CRAMP], {Covariate.MALE})


def test_another_belief_is_another_start_and_one_more_run_adds_to_its_own() -> None:
    memory = Memory(PRIOR)
    size = dimension(PRIOR)
    belief = Belief(np.full(size, 0.2), 0.5 * np.eye(size))
    plain, believed = memory.learned([CRAMP], ()), memory.learned([CRAMP], (), belief)
    afresh = learn(Diary.of([CRAMP], PRIOR), PRIOR, (), belief)
    np.testing.assert_array_equal(believed.log_weights, afresh.log_weights)
    assert memory.learned([CRAMP], (), replace(belief)) is believed
    assert memory.learned([CRAMP], ()) is plain
    assert memory.learned([CRAMP], (), replace(belief, factor=np.eye(size))) is not believed
    assert memory.learned([CRAMP, NONE], (), belief).target.belief is belief
    assert memory.learned([CRAMP, NONE], ()).target.belief is None


def test_runs_without_a_level_change_nothing() -> None:
    memory = Memory(PRIOR)
    short = replace(CRAMP, distance=5_000.0)
    assert memory.learned([NONE, short], ()) is memory.learned([NONE], ())


def test_only_the_last_are_remembered() -> None:
    memory = Memory(PRIOR)
    first = memory.learned([CRAMP], ())
    for index in range(KEPT):
        memory.learned([replace(NONE, distance=12_000.0 + index)], ())
    assert memory.learned([CRAMP], ()) is not first
