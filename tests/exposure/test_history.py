from datetime import timedelta
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.runs import NOW, Run, run
from uncramp.domain.outline import Sport
from uncramp.domain.quantities import Range
from uncramp.evidence.priors import limits
from uncramp.exposure.history import History
from uncramp.exposure.within.run import Ability
from uncramp.physiology.race_time import KnownEffort, RacePrediction

HALF, MARATHON = 21097.5, 42195.0
TEN_K = {10_000.0: 3000.0}


def history(*runs: Run) -> History:
    return History.before(NOW, runs)


def predict(past: History, distance: float) -> RacePrediction | None:
    return past.predict(distance, limits().human)


def predicted_time(past: History, distance: float) -> Range:
    prediction = predict(past, distance)
    assert prediction is not None
    return prediction.time


def test_only_runs_before_the_moment_count_oldest_first() -> None:
    rows = [run(1), run(5), run(-1), run(0), run(2, sport=Sport.CYCLING), run(3, sport=Sport.WALKING)]
    past = history(*rows)
    assert [each.outline.start for each in past.runs] == [NOW - timedelta(days=5), NOW - timedelta(days=1)]


@pytest.mark.parametrize(("days", "longest"), [(29.9, 20_000), (30, 20_000), (30.001, 8000)])
def test_the_longest_run_is_of_the_last_thirty_days(days: float, longest: float) -> None:
    assert history(run(days, 20_000), run(3, 8000)).longest() == longest


def test_without_a_distance_there_is_no_longest_run() -> None:
    assert history(run(3, None)).longest() is None
    assert history().longest() is None


def test_a_week_is_a_sixth_of_the_last_six() -> None:
    past = history(run(1, 12_000), run(20, 24_000), run(42, 6000), run(42.1, 99_000), run(5, None))
    assert past.weekly_distance() == pytest.approx((12_000 + 24_000 + 6000) / 6)


def test_without_a_run_in_six_weeks_the_weekly_distance_is_unknown() -> None:
    assert history(run(43)).weekly_distance() is None


def test_the_last_three_days_stand_against_the_mean_session_of_six_weeks() -> None:
    past = history(run(1, hours=2.0), run(2, hours=1.0), run(3.01, hours=0.5), run(42, hours=0.5))
    assert past.recent_above_habit() == pytest.approx(3600 * ((2 + 1) / 2 - (2 + 1 + 0.5 + 0.5) / 4))


def test_three_days_of_rest_are_below_habit() -> None:
    assert history(run(4, hours=1.0), run(9, hours=2.0)).recent_above_habit() == pytest.approx(-5400)


def test_without_a_habit_nothing_is_above_it() -> None:
    assert history(run(43)).recent_above_habit() is None


def test_an_effort_that_was_all_out_predicts_by_how_time_grows_with_distance() -> None:
    time = predicted_time(history(run(9, efforts=TEN_K, said={"rpe": 9.0})), HALF)
    assert time.median == pytest.approx(3000 * (HALF / 10_000) ** 1.07, rel=0.01)


def test_at_the_marathon_vickers_tells_with_the_training_of_six_weeks() -> None:
    past = history(run(60), run(9, 6 * 48_280.32, efforts={HALF: 6300.0}, said={"rpe": 10.0}))
    # The evidence register: 1:45:00 over the half at 30 miles a week is 3:54:10.
    assert predicted_time(past, MARATHON).median == pytest.approx(14_050, rel=0.02)


def test_of_an_effort_that_may_have_been_held_back_the_runner_may_be_faster() -> None:
    training, race = (predicted_time(history(run(9, efforts=TEN_K, said=said)), 10_000) for said in ({}, {"rpe": 9.0}))
    assert training.median < race.median == pytest.approx(3000, rel=0.01)
    assert training.low < race.low


@pytest.mark.parametrize("rating", [8.9, "all out"])
def test_only_the_hardest_ratings_make_a_race_of_a_run(rating: float | str) -> None:
    rated = predicted_time(history(run(9, efforts=TEN_K, said={"rpe": rating})), HALF)
    assert rated == predicted_time(history(run(9, efforts=TEN_K)), HALF)


def test_what_the_runs_show_is_the_effort_as_it_was() -> None:
    past = history(run(9, efforts=TEN_K))
    prediction = predict(past, 10_000)
    assert prediction is not None
    shown = past.shown(10_000, prediction, limits().human)
    assert shown.median == pytest.approx(3000, rel=0.01)
    assert shown.median > prediction.time.median


def test_what_a_race_shows_is_what_it_predicts() -> None:
    past = history(run(9, efforts=TEN_K, said={"rpe": 10.0}))
    prediction = predict(past, HALF)
    assert prediction is not None
    assert past.shown(HALF, prediction, limits().human) == prediction.time


def test_critical_speed_is_told_by_hard_efforts_and_unknown_without_them() -> None:
    efforts = {way: (way - 180.0) / 4.0 for way in (1000.0, 1609.344, 3000.0, 5000.0)}
    critical = history(run(9, efforts=efforts)).critical_speed
    assert critical.speed.low < 4.0 * 1.01
    assert critical.speed.median == pytest.approx(4.0, rel=0.05)
    assert isnan(history(run(9)).critical_speed.speed.median)


def test_ability_is_what_is_known_of_it() -> None:
    assert history().ability(None) == Ability()
    efforts = {way: (way - 180.0) / 4.0 for way in (1000.0, 1609.344, 3000.0, 5000.0)}
    ability = history(run(9, efforts=efforts)).ability(Range.normal("elapsed_time", 7200.0, 300.0))
    assert ability.finish_time == 7200.0
    assert ability.critical_speed == pytest.approx(4.0, rel=0.05)
    assert ability.d_prime is not None


def test_a_young_logbook_is_not_taken_for_six_weeks() -> None:
    assert history(run(13, 20_000), run(7, 10_000)).weekly_distance() == pytest.approx(30_000 / (13 / 7))


def test_runs_of_unknown_distance_tell_no_weekly_distance() -> None:
    assert history(run(3, None)).weekly_distance() is None


@pytest.mark.parametrize("distance", [42_700.0, 56_000.0, 161_000.0])
def test_beyond_the_marathon_nothing_is_predicted(distance: float) -> None:
    assert predict(history(run(9, efforts={HALF: 6300.0})), distance) is None


@pytest.mark.parametrize(("days", "known"), [(112, True), (112.01, False)])
def test_fitness_is_that_of_the_last_sixteen_weeks(days: float, known: bool) -> None:  # noqa: FBT001  # a table's column
    assert (predict(history(run(days, efforts=TEN_K)), HALF) is not None) is known


def test_an_effort_below_five_kilometres_tells_nothing() -> None:
    assert predict(history(run(9, efforts={3000.0: 700.0})), 10_000) is None


def test_the_best_effort_wins_and_is_named() -> None:
    best = run(50, efforts={5000.0: 1200.0})
    prediction = predict(history(run(9, efforts=TEN_K), best, run(2, efforts={5000.0: 1500.0})), 10_000)
    assert prediction is not None
    assert prediction.rests_on == KnownEffort(5000.0, 1200.0, 50.0, is_maximal=False)


@pytest.mark.parametrize("duration", [0.0, 1e-9, 600.0])
@pytest.mark.parametrize("distance", [10_000.0, 30_000.0, MARATHON])
def test_an_effort_faster_than_any_human_is_a_fault_of_the_watch(duration: float, distance: float) -> None:
    honest = history(run(9, efforts=TEN_K), run(3))
    faulty = history(run(9, efforts=TEN_K), run(3, efforts={5000.0: duration}))
    assert predict(faulty, distance) == predict(honest, distance)


@given(st.floats(5000, 42_600), st.floats(5000, 42_600))
def test_farther_is_predicted_to_take_longer(one: float, other: float) -> None:
    past = history(run(9, 40_000, efforts=TEN_K))
    near, far = sorted([one, other])
    assert predicted_time(past, near).median <= predicted_time(past, far).median * (1 + 1e-12)
