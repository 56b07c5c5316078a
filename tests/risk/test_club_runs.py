import numpy as np
import pytest

from uncramp.evidence.priors import priors
from uncramp.risk.club_runs import NODES, OWN, WEIGHTS, Mate
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import dimension, draws_of
from uncramp.risk.likelihood import log_hazards, parts_of

PRIOR = priors()
SURE = np.zeros(len(PRIOR.covariate))
MIDDLE = draws_of(np.zeros((1, dimension(PRIOR))), PRIOR, ())


def run(distance: float, told: Told = Told.SILENT, *, is_told_only: bool = False) -> DiaryRun:
    return DiaryRun(told, distance, is_race=True, steps=SURE, variance=SURE, is_told_only=is_told_only)


def mate(runs: list[DiaryRun]) -> Mate:
    return Mate.of(runs, (), PRIOR, MIDDLE)


def test_the_rule_integrates_up_to_the_fifth_power_of_a_normal() -> None:
    assert WEIGHTS.sum() == pytest.approx(1.0)
    assert (WEIGHTS @ NODES).tolist() == pytest.approx([0.0] * 4)
    assert np.allclose((NODES * WEIGHTS[:, np.newaxis]).T @ NODES, np.eye(4))
    assert (WEIGHTS @ NODES**4).tolist() == pytest.approx([3.0] * 4)
    assert WEIGHTS @ (NODES[:, 0] * NODES[:, 1]) ** 2 == pytest.approx(1.0)


def test_many_runs_without_an_event_stand_in_a_few_groups_and_an_event_alone() -> None:
    distances = np.linspace(10_000.0, 50_000.0, 100)
    found = mate(
        [run(each) for each in distances]
        + [run(each, Told.NONE) for each in distances]
        + [run(each, Told.CRAMP_SOMEWHERE) for each in distances[:3]]
    )
    assert found.sizes.sum() == 203.0
    assert len(found.sizes) < 30
    assert found.sizes[found.diary.told[np.argsort(found.diary.order)] > Told.NONE].tolist() == [1.0, 1.0, 1.0]
    assert found.answered == 103


def test_runs_that_count_otherwise_stand_apart() -> None:
    runs = [run(10_000.0 + 100.0 * each, Told.NONE, is_told_only=each % 2 == 0) for each in range(40)]
    found = mate(runs)
    assert found.sizes[found.diary.order][found.diary.is_told_only > 0.0].sum() == 20.0


def test_a_group_has_the_mean_hazard_of_its_runs_and_the_greatest_stands_alone() -> None:
    runs = [run(each, Told.NONE) for each in np.linspace(15_000.0, 50_000.0, 50)]
    found, diary = mate(runs), Diary.of(runs, PRIOR)
    hazards = np.exp(log_hazards(diary, PRIOR, MIDDLE))[0]
    groups = np.exp(found.log_hazards(parts_of(diary, PRIOR, MIDDLE))[0])
    assert groups @ found.sizes == pytest.approx(hazards.sum(), rel=1e-5)
    assert (found.sizes[-1], groups[-1]) == (1.0, pytest.approx(hazards.max(), rel=1e-5))


def test_who_answers_half_of_the_good_days_is_seen_as_such() -> None:
    runs = [run(20_000.0)] * 90 + [run(20_000.0, Told.NONE)] * 90 + [run(20_000.0, Told.CRAMP_SOMEWHERE)] * 20
    found = mate(runs)
    assert found.middle[OWN.index(8)] == pytest.approx(0.0, abs=0.4)
    assert found.middle[OWN.index(9)] > 0.0
