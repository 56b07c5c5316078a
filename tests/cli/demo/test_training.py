from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from uncramp.cli.demo.training import CRAMPED, RACES, Kind, Training, race_day, training

TODAYS = [date(2026, 11, 22) + timedelta(days=days) for days in range(0, 375, 17)]
ON_ANY_DAY = pytest.mark.parametrize("today", TODAYS, ids=str)
trained = cache(training)


def weekly_distances(past: Training) -> dict[date, float]:
    weeks: dict[date, float] = {}
    for session in past.sessions:
        monday = session.start.date() - timedelta(days=session.start.weekday())
        weeks[monday] = weeks.get(monday, 0.0) + session.distance / 1000.0
    return weeks


@pytest.mark.parametrize("days", range(14))
def test_the_race_is_on_the_sunday_20_to_26_days_ahead(days: int) -> None:
    today = date(2026, 11, 16) + timedelta(days=days)
    assert race_day(today).weekday() == 6
    assert 20 <= (race_day(today) - today).days <= 26


@ON_ANY_DAY
def test_forty_weeks_were_run_before_today_one_run_a_day(today: date) -> None:
    days = [session.start.date() for session in trained(today).sessions]
    assert days == sorted(set(days))
    assert today - timedelta(days=4) <= days[-1] < today
    assert 39 <= (today - days[0]).days / 7 <= 41
    assert 155 <= len(days) <= 175


@ON_ANY_DAY
def test_whole_weeks_are_of_35_to_65_km_but_for_the_illness(today: date) -> None:
    weeks = weekly_distances(trained(today))
    whole = [distance for monday, distance in weeks.items() if monday + timedelta(days=7) <= today]
    assert [round(distance) for distance in whole if not 35 <= distance <= 65] == [24]
    gaps = [later - earlier for earlier, later in pairwise(sorted(weeks))]
    assert gaps.count(timedelta(days=14)) == 1  # a week in bed


@ON_ANY_DAY
def test_the_hamstring_cramped_more_than_30_percent_beyond_the_longest_run_of_30_days(today: date) -> None:
    past = trained(today)
    before = [
        session.distance
        for session in past.sessions
        if timedelta() < past.too_long_run.start - session.start <= timedelta(days=30)
    ]
    assert past.too_long_run.distance > 1.3 * max(before)


@ON_ANY_DAY
def test_the_hot_half_marathon_was_the_warmest_race_and_began_too_fast(today: date) -> None:
    past = trained(today)
    races = [session for session in past.sessions if session.workout.kind in RACES]
    assert max(races, key=lambda race: race.air_temperature) is past.hot_race
    cool = next(race for race in races if race.workout.kind is Kind.HALF_MARATHON and race is not past.hot_race)
    assert past.hot_race.workout.segments[0].speed > 1.03 * cool.workout.segments[0].speed
    assert past.hot_race.cramp_distance == pytest.approx(16_900)


def test_with_a_summer_in_reach_the_hot_race_is_hot() -> None:
    hot = trained(date(2026, 11, 22)).hot_race
    assert hot.start.month in {6, 7, 8}
    assert hot.air_temperature > 25


@ON_ANY_DAY
def test_only_the_two_day_time_cramps_stopped_the_runner(today: date) -> None:
    past = trained(today)
    stopped = [s for s in past.sessions if any(segment.speed == CRAMPED for segment in s.workout.segments)]
    assert sorted(stopped, key=lambda s: s.start) == sorted([past.hot_race, past.too_long_run], key=lambda s: s.start)
    assert past.night_cramp_run.workout.kind is Kind.HILLS


@ON_ANY_DAY
def test_one_run_is_indoors_and_in_one_the_strap_dies(today: date) -> None:
    sessions = trained(today).sessions
    assert [s.workout.kind for s in sessions if s.workout.route is None] == [Kind.TREADMILL]
    assert sum(s.strap_dies for s in sessions) == 1
    assert any(s.stops for s in sessions)


@ON_ANY_DAY
def test_the_longest_run_is_of_30_to_32_km_and_there_was_a_race_over_10_km(today: date) -> None:
    sessions = trained(today).sessions
    assert 30_000 <= max(s.distance for s in sessions) <= 32_500
    kinds = Counter(s.workout.kind for s in sessions)
    assert (kinds[Kind.TEN_KM], kinds[Kind.FIVE_KM], kinds[Kind.HALF_MARATHON]) == (1, 3, 2)
    assert kinds[Kind.INTERVALS] > 12
