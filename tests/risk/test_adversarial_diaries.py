"""Diaries that nobody should keep, and some that people do."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.hazard_simulation import OTHERS, Habits, World, chance_of_cramp, simulated

from risk.diaries import (
    COVARIATES,
    ORDINARY,
    PRIOR,
    a_run,
    chances,
    cramps,
    interval,
    learned_from,
    nones,
    silences,
)
from uncramp.domain.streams import FloatArray
from uncramp.risk.diary import Diary, DiaryRun, Told
from uncramp.risk.draws import NOTICING
from uncramp.risk.posterior import Method, Posterior, learn

LOW = np.array([each.low for each in PRIOR.covariate.values()])
HIGH = np.array([each.high for each in PRIOR.covariate.values()])
BEFORE = interval(learned_from())


def is_sound(posterior: Posterior) -> bool:
    """Trusted, or drawn by the sampler; finite, and an interval of chances."""
    low, median, high = interval(posterior)
    trusted = posterior.diagnosis.is_trusted or posterior.diagnosis.method is Method.SAMPLER
    return trusted and bool(np.isfinite(posterior.points).all()) and 0 < low <= median <= high <= 1


def log_hazard(posterior: Posterior) -> float:
    """Median, of a marathon."""
    return float(np.log(-np.log1p(-np.minimum(interval(posterior)[1], 1 - 1e-12))))


def test_who_cramps_in_every_run_is_expected_to_cramp() -> None:
    posterior = learned_from(cramps(60))
    assert is_sound(posterior)
    assert interval(posterior)[0] > 0.95


def test_who_never_cramped_in_five_thousand_runs_may_still_cramp() -> None:
    posterior = learned_from(nones(5_000))
    assert is_sound(posterior)
    assert 0 < interval(posterior)[2] < 0.02


def test_one_cramp_in_the_first_run_moves_the_forecast_up_and_leaves_it_wide() -> None:
    posterior = learned_from(cramps(1))
    assert is_sound(posterior)
    low, median, high = interval(posterior)
    assert median > BEFORE[1] + 0.05
    assert high - low > BEFORE[2] - BEFORE[0]


def test_five_thousand_runs_of_which_nothing_was_said_are_no_clean_bill() -> None:
    posterior = learned_from(silences(5_000))
    assert is_sound(posterior)
    assert interval(posterior)[2] > 0.05
    assert interval(posterior)[1] > 2 * interval(learned_from(nones(500)))[1]


def test_each_cramp_more_makes_the_next_one_likelier() -> None:
    hazards = [log_hazard(learned_from(cramps(count), nones(40 - count))) for count in (0, 1, 3, 8, 20)]
    assert hazards == sorted(hazards)
    assert np.diff(hazards).min() > 0.2


def test_each_answer_that_nothing_cramped_makes_one_less_likely() -> None:
    hazards = [log_hazard(learned_from(cramps(2), nones(count))) for count in (0, 5, 20, 100, 500)]
    assert hazards == sorted(hazards, reverse=True)


def test_a_near_cramp_counts_for_less_than_a_cramp_and_for_more_than_none() -> None:
    rest = nones(30)
    none, near, cramp = (
        log_hazard(learned_from(rest, some)) for some in (nones(2), [a_run(Told.NEAR, near_at=0.8)] * 2, cramps(2))
    )
    assert none < near < cramp


def test_the_order_of_the_runs_changes_no_bit() -> None:
    runs = [*cramps(3), *nones(20), *silences(5), a_run(Told.NONE, 12_000.0, is_race=True)]
    mixed = [runs[index] for index in np.random.default_rng(4).permutation(len(runs))]
    one, other = learned_from(runs), learned_from(mixed)
    assert np.array_equal(one.points, other.points)
    assert np.array_equal(one.log_weights, other.log_weights)


def test_one_run_after_another_ends_where_all_at_once_does() -> None:
    runs = [*cramps(2), *nones(12), *silences(3)]
    step_by_step = learned_from(runs[:1])
    for run in runs[1:]:
        step_by_step = step_by_step.with_run(run)
    assert len(step_by_step.target.diary) == len(runs)
    whole = learned_from(runs)
    assert np.array(interval(step_by_step)) == pytest.approx(np.array(interval(whole)), rel=0.08, abs=0.004)


def test_thirty_runs_of_a_hundred_miles_are_learned_from() -> None:
    hundred = [replace(run, distance=161_000.0, is_race=True) for run in [*cramps(15), *nones(15)]]
    posterior = learned_from(hundred)
    assert is_sound(posterior)
    low, median, high = interval(posterior, 161_000.0)
    assert 0.1 < low < median < high < 0.7  # a half, drawn towards the 14 % of the field
    assert median > interval(learned_from(), 161_000.0)[2]


def test_runs_too_short_or_too_long_for_a_level_change_nothing() -> None:
    runs = [*cramps(2), *nones(10)]
    beyond = [replace(run, distance=way) for run in cramps(3) for way in (5_000.0, 9_999.0, 161_001.0)]
    assert np.array_equal(learned_from(runs).points, learned_from(runs, beyond).points)
    posterior = learned_from(runs)
    assert posterior.with_run(beyond[0]) is posterior


@pytest.mark.parametrize("steps", [LOW, HIGH], ids=["least", "most"])
@pytest.mark.parametrize("told", [Told.NONE, Told.CRAMP])
def test_the_extremes_of_all_covariates_are_learned_from(steps: FloatArray, told: Told) -> None:
    posterior = learned_from([replace(run, told=told, steps=steps) for run in cramps(15)])
    assert is_sound(posterior)
    assert (interval(posterior)[1] > BEFORE[1]) == (told is Told.CRAMP) or steps is HIGH


def test_what_is_hardly_known_of_a_run_is_learned_from() -> None:
    doubtful = [replace(run, variance=np.full(COVARIATES, 4.0)) for run in [*cramps(3), *nones(30)]]
    assert is_sound(learned_from(doubtful))


@pytest.mark.parametrize("place", [1e-3, 1.0])
def test_cramps_told_all_at_the_start_or_at_the_finish_are_learned_from(place: float) -> None:
    posterior = learned_from([a_run(Told.CRAMP, cramp_at=place)] * 4, nones(20))
    assert is_sound(posterior)
    shape = float(np.median(posterior.draws.shape))
    assert (shape > PRIOR.shape.median) == (place == 1.0)


def test_one_who_writes_down_bad_days_alone_is_not_believed_to_cramp_every_day() -> None:
    bad_days_alone = learned_from(cramps(10), silences(190))
    every_day = learned_from(cramps(10))
    all_answered = learned_from(cramps(10), nones(190))
    assert is_sound(bad_days_alone)
    assert interval(bad_days_alone)[1] < 0.5 * interval(every_day)[1]
    assert interval(bad_days_alone)[1] > interval(all_answered)[1] - 0.03
    answering = np.percentile(bad_days_alone.draws.answering, 90)
    assert answering < 0.05


def test_a_runner_who_logs_bad_days_alone_is_found_where_he_is() -> None:
    # Writes after nine of ten bad days and after two of a hundred others; his own hazard is three times the usual.
    unknowns = np.zeros(OTHERS + COVARIATES)
    unknowns[[2, 8, 9]] = 1.1, -2.05, 1.28
    runner = simulated(PRIOR, World.of(unknowns, PRIOR), 250, np.random.default_rng(3), Habits(untold=0.0, lost=0.0))
    posterior = learn(Diary.of(runner.runs, PRIOR), PRIOR)
    steps = np.array(
        [
            runner.profile.get(name, 0.0 if each.off else each.population.centre)
            for name, each in PRIOR.covariate.items()
        ]
    )
    told = float(-np.expm1(-np.exp(runner.marathon)))
    low, high = np.percentile(chances(posterior.draws, steps=steps), (2.5, 97.5))
    assert low < told < high
    assert high < 0.95


def test_five_cramps_of_a_runner_whose_silence_means_nothing_do_not_make_every_day_bad() -> None:
    told_only, counted = learned_from(cramps(5, is_told_only=True)), learned_from(cramps(5))
    assert is_sound(told_only)
    low, median, _ = interval(told_only)
    assert low < 0.2
    assert median < 0.7
    assert interval(counted)[0] > 0.9


def test_a_runner_who_tells_of_cramps_alone_is_found_as_often_as_the_interval_says() -> None:
    rng, count, held = np.random.default_rng(27), 48, 0
    for _ in range(count):
        unknowns = rng.standard_normal(OTHERS + COVARIATES)
        unknowns[NOTICING] = -40.0  # a near-cramp is never told
        runner = simulated(PRIOR, World.of(unknowns, PRIOR), int(rng.integers(20, 120)), rng, Habits(untold=0.0))
        posterior = learn(Diary.of(runner.runs, PRIOR), PRIOR)
        steps = np.array([
            runner.profile.get(name, 0.0 if each.off else each.population.centre)
            for name, each in PRIOR.covariate.items()
        ])  # fmt: skip
        low, high = np.percentile(chances(posterior.draws, steps=steps), (10, 90))
        world = runner.world
        held += low <= chance_of_cramp(np.exp(np.array([runner.marathon])), world)[0] <= high
    assert 0.62 * count < held < 0.97 * count  # 80 %, less or more than three errors of such a count


@pytest.mark.parametrize("count", [2, 6])
def test_silence_can_be_heard_in_three_ways(count: int) -> None:
    """As untold; as none, by one who writes down every cramp; as nothing at all, by one who says so."""
    some = [*cramps(count), *nones(10)]
    as_untold, left_out = learned_from(some, silences(60)), learned_from(some)
    as_none = learned_from(some, nones(60))
    assert log_hazard(as_none) < log_hazard(as_untold) < log_hazard(left_out)


def test_a_cramp_picked_from_before_the_diary_tells_where_and_not_how_often() -> None:
    early = [a_run(Told.CRAMP, cramp_at=place) for place in (0.15, 0.2, 0.25, 0.3, 0.35)]
    picked = [replace(run, is_picked=True) for run in early]
    before, after, counted = learned_from(), learned_from(picked), learned_from(early)
    assert np.median(after.draws.shape) < 0.7 * np.median(before.draws.shape)
    assert abs(log_hazard(after) - log_hazard(before)) < 0.35
    assert log_hazard(counted) > log_hazard(after) + 1.0


def test_a_picked_cramp_without_a_place_says_nothing() -> None:
    picked: list[DiaryRun] = [a_run(Told.CRAMP_SOMEWHERE, is_picked=True)] * 5
    assert np.array(interval(learned_from(picked))) == pytest.approx(np.array(BEFORE), rel=0.05)


def test_a_hard_run_that_went_well_says_more_than_an_easy_one() -> None:
    fast = ORDINARY.copy()
    fast[list(PRIOR.covariate).index("over_pace")] = 3.0
    hard = learned_from([a_run(Told.NONE, 42_195.0, is_race=True, steps=fast)] * 5)
    easy = learned_from([a_run(Told.NONE, 15_000.0)] * 5)
    assert log_hazard(hard) < log_hazard(easy) < log_hazard(learned_from())
