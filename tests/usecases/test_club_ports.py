from dataclasses import replace
from math import isnan

from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate
from uncramp.risk.diary import Told
from uncramp.usecases.club_ports import SharedDiary, SharedRun, scales_of

WHY = {"is_picked": True, "is_told_only": True}
RUN = SharedRun(Told.CRAMP, 30_000.0, 0.5, **WHY, near_at=None, cramp_at=0.9, steps=(0.5,), variance=(0.25,))
DIARY = SharedDiary("a" * 32, 1, scales_of(priors()), ("age",), (RUN,))


def test_a_shared_run_is_a_run_of_a_diary() -> None:
    run = RUN.as_learned
    assert (run.told, run.distance, run.is_race, run.cramp_at) == (Told.CRAMP, 30_000.0, 0.5, 0.9)
    assert (run.is_picked, run.is_told_only) == (True, True)
    assert isnan(run.near_at)
    assert (run.steps.tolist(), run.variance.tolist()) == ([0.5], [0.25])
    assert DIARY.as_clubmate.untold == [Covariate.AGE]


def test_a_digest_is_that_of_the_content() -> None:
    assert DIARY.digest == replace(DIARY).digest
    assert DIARY.digest != replace(DIARY, runs=(replace(RUN, cramp_at=0.8),)).digest
    assert DIARY.digest != replace(DIARY, edition=2).digest


def test_scales_are_those_of_the_prior_in_its_order() -> None:
    scales = scales_of(priors())
    assert [each.name for each in scales] == list(priors().covariate)
    assert next((each.zero, each.step) for each in scales if each.name == "age") == (35.0, 10.0)
