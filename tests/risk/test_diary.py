from datetime import UTC, datetime
from math import isnan, nan

import numpy as np
import pytest

from risk.diaries import COVARIATES, ORDINARY, PRIOR, a_run, cramps, nones
from uncramp.domain.diary import CrampEpisode, Muscle, Onset, Severity
from uncramp.risk.diary import Diary, Told, outcome_of
from uncramp.risk.hazard import NODES

WAY = 40_000.0
NOW = datetime(2026, 11, 28, tzinfo=UTC)


def cramp_at(distance: float | None, onset: Onset = Onset.DURING, severity: Severity | None = None) -> CrampEpisode:
    return CrampEpisode(NOW, Muscle.CALF, onset, severity, distance=distance)


def twitch_at(distance: float | None, onset: Onset = Onset.DURING) -> CrampEpisode:
    return cramp_at(distance, onset, Severity.TWITCH)


@pytest.mark.parametrize(
    ("episodes", "is_none", "told", "near", "cramp"),
    [
        ([], False, Told.SILENT, nan, nan),
        ([], True, Told.NONE, nan, nan),
        ([cramp_at(30_000.0)], True, Told.CRAMP, nan, 0.75),  # what happened outranks the answer
        ([twitch_at(30_000.0)], True, Told.NEAR, 0.75, nan),
        ([cramp_at(30_000.0), cramp_at(20_000.0)], False, Told.CRAMP, nan, 0.5),  # the first counts
        ([twitch_at(10_000.0), cramp_at(20_000.0)], False, Told.NEAR_THEN_CRAMP, 0.25, 0.5),
        ([twitch_at(30_000.0), cramp_at(20_000.0)], False, Told.CRAMP, nan, 0.5),  # a twitch after it does not
        ([twitch_at(20_000.0), cramp_at(20_000.0)], False, Told.CRAMP, nan, 0.5),
        ([cramp_at(50_000.0)], False, Told.CRAMP, nan, 1.0),  # beyond the finish
        ([cramp_at(0.0)], False, Told.CRAMP, nan, 1e-3),
        ([cramp_at(None)], False, Told.CRAMP_SOMEWHERE, nan, nan),
        ([cramp_at(None), cramp_at(20_000.0)], False, Told.CRAMP_SOMEWHERE, nan, nan),  # which was first?
        ([twitch_at(None)], False, Told.NEAR_SOMEWHERE, nan, nan),
        ([twitch_at(20_000.0), cramp_at(None)], False, Told.CRAMP_SOMEWHERE, nan, nan),
        ([cramp_at(None, Onset.AFTER)], False, Told.CRAMP_SOMEWHERE, nan, nan),
        ([cramp_at(30_000.0, Onset.AFTER)], False, Told.CRAMP_SOMEWHERE, nan, nan),
        ([cramp_at(30_000.0), cramp_at(None, Onset.AFTER)], False, Told.CRAMP, nan, 30_000.0 / 40_000.0),
        ([cramp_at(None, Onset.NIGHT)], False, Told.SILENT, nan, nan),
        ([cramp_at(None, Onset.NIGHT)], True, Told.NONE, nan, nan),
        ([cramp_at(30_000.0, Onset.NIGHT), twitch_at(20_000.0)], False, Told.NEAR, 0.5, nan),
    ],
)
def test_entries_of_a_run_are_one_outcome(
    episodes: list[CrampEpisode],
    is_none: bool,  # noqa: FBT001  # a case
    told: Told,
    near: float,
    cramp: float,
) -> None:
    outcome = outcome_of(episodes, WAY, is_none=is_none)
    assert outcome == pytest.approx((told, near, cramp), nan_ok=True)
    assert outcome_of(episodes[::-1], WAY, is_none=is_none) == pytest.approx(outcome, nan_ok=True)


def test_runs_without_a_level_are_left_out() -> None:
    runs = [a_run(distance=way) for way in (5_000.0, 9_999.0, 10_000.0, 161_000.0, 170_000.0, nan)]
    diary = Diary.of(runs, PRIOR)
    assert diary.distance.tolist() == [10_000.0, 161_000.0]
    assert [run.is_usable for run in runs] == [False, False, True, True, False, False]


def test_an_empty_diary_is_a_diary() -> None:
    diary = Diary.of([], PRIOR)
    assert len(diary) == 0
    assert diary.design.shape == (len(NODES) + 2 * COVARIATES + 2, 0)
    assert all(here == slice(0, 0) for here in diary.bounds.values())


def test_the_order_of_the_runs_does_not_matter() -> None:
    runs = [*cramps(5), *nones(3), a_run(Told.SILENT, 12_000.0), a_run(Told.NONE, 12_000.0, is_race=True)]
    runs += [*cramps(2, is_picked=True), *cramps(2, is_told_only=True), a_run(Told.NONE, 12_000.0, is_race=0.5)]
    diary = Diary.of(runs, PRIOR)
    mixed = Diary.of([runs[index] for index in np.random.default_rng(1).permutation(len(runs))], PRIOR)
    for name in (
        "told",
        "distance",
        "is_race",
        "near_at",
        "cramp_at",
        "is_picked",
        "is_told_only",
        "steps",
        "variance",
    ):
        assert np.array_equal(getattr(diary, name), getattr(mixed, name), equal_nan=True), name
    assert np.array_equal(diary.design, mixed.design)


def test_the_order_says_which_run_a_row_is() -> None:
    runs = [*cramps(4), a_run(distance=5_000.0), *nones(2), a_run(Told.SILENT)]
    diary = Diary.of(runs, PRIOR)
    usable = [run for run in runs if run.is_usable]
    assert [usable[index].told for index in diary.order] == diary.told.tolist()


def test_the_runs_of_each_kind_stand_together() -> None:
    diary = Diary.of([*cramps(4), *nones(2), a_run(Told.SILENT)], PRIOR)
    counts = {kind: here.stop - here.start for kind, here in diary.bounds.items()}
    assert counts == {**dict.fromkeys(Told, 0), Told.CRAMP: 4, Told.NONE: 2, Told.SILENT: 1}
    assert all((diary.told[here] == kind).all() for kind, here in diary.bounds.items())


def test_two_diaries_joined_are_the_diary_of_both() -> None:
    one, other = [*cramps(3), *nones(2)], [a_run(Told.SILENT, 15_000.0), *cramps(2)]
    joined, whole = Diary.of(one, PRIOR).joined(Diary.of(other, PRIOR)), Diary.of([*one, *other], PRIOR)
    assert np.array_equal(joined.design, whole.design)
    assert np.array_equal(joined.told, whole.told)


def test_the_design_adds_up_to_a_run() -> None:
    race = a_run(Told.NONE, 42_195.0, is_race=True, steps=ORDINARY + 1.0, variance=np.full(COVARIATES, 0.5))
    column = Diary.of([race], PRIOR).design[:, 0]
    level, steps, variance, alone = np.split(column, np.cumsum([len(NODES), COVARIATES, COVARIATES]))
    assert np.flatnonzero(level).tolist() == [NODES.tolist().index(42_195.0)]
    assert steps.tolist() == (ORDINARY + 1.0).tolist()
    assert variance.tolist() == [0.5] * COVARIATES
    assert alone.tolist() == [1.0, 0.0]
    assert Diary.of([a_run()], PRIOR).design[-2:, 0].tolist() == [1.0, 1.0]


def test_where_nobody_knows_whether_it_was_a_race_half_of_the_difference_counts() -> None:
    assert Diary.of([a_run(is_race=0.5)], PRIOR).design[-2:, 0].tolist() == [1.0, 0.5]


def test_only_the_nodes_about_a_run_are_used() -> None:
    assert NODES[Diary.of([a_run(distance=17_000.0)], PRIOR).nodes].tolist() == [15_000.0, 21_097.5]


def test_a_full_cramp_is_told_from_a_near_cramp() -> None:
    assert [kind for kind in Told if a_run(kind).has_cramp] == [Told.CRAMP, Told.NEAR_THEN_CRAMP, Told.CRAMP_SOMEWHERE]
    assert isnan(a_run().cramp_at)
