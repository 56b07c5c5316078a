import numpy as np
import pytest

from uncramp.evidence.priors import priors
from uncramp.risk.club_runs import GROUPS, WAYS, Owned, Silence
from uncramp.risk.diary import DiaryRun, Told

PRIOR = priors()
SURE = np.zeros(len(PRIOR.covariate))
LIKELY = np.zeros((1, 3))


def run(distance: float, told: Told = Told.SILENT) -> DiaryRun:
    return DiaryRun(told, distance, is_race=True, steps=SURE, variance=SURE)


def silence(runs: list[tuple[DiaryRun, int]], hazard: float, answered: list[list[float]]) -> Silence:
    owned = Owned.of(runs, PRIOR)
    each = np.full((1, len(runs)), hazard)
    return Silence.of(owned, each, np.zeros((1, 3)), LIKELY, np.array(answered))


def test_runs_are_summed_runner_by_runner_and_who_has_none_has_nothing() -> None:
    owned = Owned.of([(run(42_195.0), 2), (run(15_000.0), 0), (run(56_000.0), 2), (run(21_000.0), 0)], PRIOR)
    distances = np.exp(
        owned.design[:10].T @ np.log([10_000, 15_000, 21_097.5, 30_000, 42_195, 56_000, 75_000, 1e5, 13e4, 161e3])
    )
    assert owned.summed(distances[np.newaxis], 3)[0] == pytest.approx([36_000.0, 0.0, 98_195.0])


def test_many_silent_runs_count_in_a_few_groups() -> None:
    found = silence([(run(42_195.0), 1)] * 100 + [(run(42_195.0), 2)] * 2, 0.2, [[0.0, 20.0, 3.0], [0.0, 5.0, 1.0]])
    assert found.counts.sum() == 102.0
    assert (found.owner == 1).sum() == GROUPS
    assert found.owners.tolist() == [1, 2]
    assert found.answering.shape == (WAYS, 2)


def test_who_answers_half_of_the_good_days_and_every_bad_one_is_seen_as_such() -> None:
    # A hazard of 0.1 in 200 runs: about 20 bad days, all told; half of the others unanswered.
    found = silence([(run(42_195.0), 0)] * 90, 0.1, [[90.0, 0.0, 0.0], [20.0, 0.0, 0.0]])
    assert found.answering.mean() == pytest.approx(0.5, abs=0.06)
    assert found.writing.mean() > 0.8


def test_silence_is_likelier_where_less_happens_for_one_who_tells_of_bad_days() -> None:
    found = silence([(run(42_195.0), 0)] * 90, 0.1, [[90.0, 0.0, 0.0], [20.0, 0.0, 0.0]])
    leaving = np.full((1, len(found.owner)), 0.1)
    less, same, more = (found.log_likelihood(np.full((1, 3), by), leaving)[0] for by in (-0.5, 0.0, 0.5))
    assert less[0] > same[0] > more[0]
    assert not less[1:].any()  # the others were not silent
