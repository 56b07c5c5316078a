import numpy as np
import pytest

from exposure.runs import NOW, Run, run
from uncramp.exposure.training import LoadMeasure, Training, TrainingState

TODAY = float(NOW.toordinal())


def training(*runs: Run) -> Training:
    return Training.of(sorted(runs, key=lambda each: each.outline.start))


def state(*runs: Run) -> TrainingState:
    return training(*runs).before(NOW.timestamp(), TODAY)


def test_without_a_run_nothing_is_told() -> None:
    told = state()
    assert all(np.isnan(getattr(told, name)) for name in TrainingState.__dataclass_fields__)


def test_runs_become_columns_and_what_is_unknown_is_not_a_number() -> None:
    columns = training(run(2, distance=None, hours=0.5), run(1, distance=12_000.0, descent=80.0))
    assert columns.distance.tolist() == pytest.approx([np.nan, 12_000.0], nan_ok=True)
    assert columns.descent.tolist() == pytest.approx([np.nan, 80.0], nan_ok=True)
    assert columns.timer_time.tolist() == [1800.0, 3600.0]
    assert columns.day.tolist() == [TODAY - 2, TODAY - 1]
    assert np.isnan(columns.rpe).all()


def test_the_load_is_time_in_minutes_until_every_run_was_rated() -> None:
    rated, unrated = run(1, hours=0.5, said={"rpe": 6.0}), run(2, hours=1.0)
    assert training(rated, unrated).measure is LoadMeasure.TIME
    assert training(rated, unrated).load.tolist() == [60.0, 30.0]
    assert training(rated).measure is LoadMeasure.SESSION_RPE
    assert training(rated).load.tolist() == [180.0]


def test_a_rating_in_words_is_none() -> None:
    assert np.isnan(training(run(1, said={"rpe": "hard"})).rpe).all()


def test_a_week_of_equal_days_is_monotonous_to_the_cap_and_its_strain_follows() -> None:
    told = state(*(run(day, hours=1.0) for day in range(1, 9)))
    assert told.monotony == 10.0
    assert told.strain == 7 * 60.0 * 10.0


def test_the_run_of_today_does_not_count_for_today() -> None:
    week = [run(day, hours=1.0) for day in range(1, 50)]
    with_today = state(*week, run(0.1, hours=5.0))
    assert with_today.acute_load == pytest.approx(state(*week).acute_load)


def test_steady_training_has_the_same_load_over_a_week_and_six() -> None:
    told = state(*(run(day, hours=1.0) for day in range(1, 200)))
    assert told.acute_load == pytest.approx(60.0, abs=1.0)
    assert told.chronic_load == pytest.approx(60.0, abs=1.0)


def test_days_that_were_rated_very_hard_are_counted_up_to_the_evening_before() -> None:
    easy = [run(day, said={"rpe": 3.0}) for day in range(4, 50)]
    told = state(*easy, *(run(day, said={"rpe": 8.0}) for day in (1, 2, 3)), run(0.1, said={"rpe": 9.0}))
    assert told.hard_days == 3.0


def test_the_most_descent_is_that_of_one_run_of_six_weeks() -> None:
    told = state(run(43, descent=900.0), run(41, descent=300.0), run(5, descent=200.0), run(3))
    assert told.most_descent == 300.0


def test_many_moments_are_answered_at_once_and_each_by_what_was_before_it() -> None:
    runs = [run(day, distance=1000.0 * (31 - day)) for day in range(1, 31)]
    columns = training(*runs)
    told = columns.before(columns.start, columns.day)
    assert np.isnan(told.longest[0])
    assert told.longest[1:].tolist() == pytest.approx([1000.0 * each for each in range(1, 30)])
    assert told.longest.shape == told.acute_load.shape == told.hard_days.shape == (30,)
