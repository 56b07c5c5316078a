from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import fitfast
import numpy as np
import pytest
from numpy.typing import NDArray

from uncramp.cli.demo.sample import SampleRunner, sample_runner
from uncramp.domain.diary import Onset
from uncramp.domain.quantities import quantity_kinds
from uncramp.usecases.ports import Original

TODAY = date(2026, 11, 22)
Columns = dict[str, NDArray[np.float64]]
UNITS = {
    "distance": ("distance", 1.0),
    "enhanced_speed": ("speed", 1.0),
    "enhanced_altitude": ("altitude", 1.0),
    "heart_rate": ("heart_rate", 1.0),
    "cadence": ("cadence", 1.0),
    "temperature": ("temperature", 1.0),
    "position_lat": ("latitude", 1.0),
    "position_long": ("longitude", 1.0),
    "vertical_oscillation": ("vertical_oscillation", 0.001),
    "stance_time": ("stance_time", 0.001),
    "step_length": ("step_length", 0.001),
}


@dataclass(frozen=True)
class Decoded:
    """The sample with its files, read by somebody else."""

    runner: SampleRunner
    originals: list[Original]
    records: dict[str, Columns]


@pytest.fixture(scope="module")
def sample() -> Decoded:
    runner = sample_runner(TODAY)
    originals = list(runner.originals())
    return Decoded(runner, originals, {each.name: fitfast.records(each.content) for each in originals})


def best_time(records: Columns, distance: float) -> float:
    time, way = records["timestamp"], records["distance"]
    ends = np.searchsorted(way, way + distance)
    whole = ends < way.size
    return float(min(time[ends[whole]] - time[whole], default=np.inf))


def marathon_time(distance: float, time: float, weekly: float) -> float:
    """Vickers and Vertosick 2016, additional file 1."""
    riegel = 42195 / (time * (42195 / distance) ** 1.07)
    return float(42195 / (0.16018617 + 0.83076202 * riegel + 0.06423826 * weekly / 1609.344 / 10))


def test_the_same_day_gives_the_same_bytes(sample: Decoded) -> None:
    assert [each.digest for each in sample_runner(TODAY).originals()] == [each.digest for each in sample.originals]


def test_a_week_later_gives_another_runner_and_a_race_a_week_later() -> None:
    now, later = sample_runner(TODAY), sample_runner(TODAY + timedelta(days=7))
    assert next(later.originals()).digest != next(now.originals()).digest
    assert later.race.start - now.race.start == timedelta(days=7)


def test_files_come_oldest_first_with_names_of_their_own_and_are_as_many_as_said(sample: Decoded) -> None:
    names = [each.name for each in sample.originals]
    assert names == sorted(set(names))
    assert len(names) == sample.runner.count
    starts = [records["timestamp"][0] for records in sample.records.values()]
    assert starts == sorted(starts)


def test_all_files_together_are_of_less_than_20_megabytes(sample: Decoded) -> None:
    assert sum(len(each.content) for each in sample.originals) < 20e6


def test_every_value_is_possible(sample: Decoded) -> None:
    kinds = quantity_kinds()
    for name, records in sample.records.items():
        for column, (kind, factor) in UNITS.items():
            if column in records:
                values = factor * records[column][~np.isnan(records[column])]
                assert (values >= kinds[kind].low).all(), (name, column)
                assert (values <= kinds[kind].high).all(), (name, column)


def test_faster_runs_have_a_faster_heart(sample: Decoded) -> None:
    runs = [(r["distance"][-1] / len(r["distance"]), np.nanmean(r["heart_rate"])) for r in sample.records.values()]
    speed, heart_rate = np.array(runs).T
    edges = np.quantile(speed, [0.0, 0.4, 0.7, 0.9, 1.0])
    means = [heart_rate[(speed >= low) & (speed <= high)].mean() for low, high in pairwise(edges)]
    assert means == sorted(means)
    assert 135 < means[0] < 150 < means[-1] < 175


def test_the_best_10_km_is_that_of_the_race(sample: Decoded) -> None:
    times = {name: best_time(records, 10_000.0) for name, records in sample.records.items()}
    best = min(times, key=lambda name: times[name])
    assert best.endswith("10-km-race.fit")
    assert times[best] == pytest.approx(44.5 * 60, abs=15)


@pytest.mark.parametrize(("race", "distance"), [("10-km-race", 10_000.0), ("half-marathon", 21_097.5)])
def test_the_goal_is_4_to_6_percent_faster_than_the_races_predict(sample: Decoded, race: str, distance: float) -> None:
    time = min(best_time(records, distance) for name, records in sample.records.items() if race in name)
    six_weeks = [s.distance for s in sample.runner.sessions if s.start.date() >= TODAY - timedelta(days=42)]
    predicted = marathon_time(distance, time, sum(six_weeks) / 6)
    assert sample.runner.race.goal_time is not None
    assert 1.04 < predicted / sample.runner.race.goal_time < 1.06


def test_the_race_is_on_a_sunday_at_nine_on_the_clock_of_hamburg(sample: Decoded) -> None:
    start = sample.runner.race.start
    assert (start.weekday(), start.hour, start.minute, str(start.tzinfo)) == (6, 9, 0, "Europe/Berlin")
    assert 20 <= (start.date() - TODAY).days <= 26
    assert sample.runner.race.distance == 42_195


def test_cramps_during_a_run_stand_at_the_place_where_the_runner_stopped(sample: Decoded) -> None:
    during = [(name, episode) for name, episode in sample.runner.episodes if episode.onset is Onset.DURING]
    assert len(during) == 2
    for name, episode in during:
        records = sample.records[name]
        assert episode.distance is not None
        slowest = records["distance"][np.argmin(records["enhanced_speed"])]
        assert slowest == pytest.approx(episode.distance, abs=40.0)
        assert records["enhanced_speed"].min() < 0.5
        assert episode.reported.timestamp() > records["timestamp"][-1]


def test_a_calf_cramped_in_the_night_after_a_hilly_run(sample: Decoded) -> None:
    ((name, episode),) = [each for each in sample.runner.episodes if each[1].onset is Onset.NIGHT]
    assert np.ptp(sample.records[name]["enhanced_altitude"]) > 50
    assert timedelta() < episode.reported.date() - date.fromisoformat(name[:10]) <= timedelta(days=1)
    assert episode.distance is None


def test_the_hot_half_marathon_slows_down_after_a_fast_start(sample: Decoded) -> None:
    hot = next(name for name, _ in sample.runner.episodes if "half-marathon" in name)
    records = sample.records[hot]
    first, last = np.interp([10_000.0, 17_300.0], records["distance"], records["timestamp"] - records["timestamp"][0])
    finish = records["timestamp"][-1] - records["timestamp"][0]
    assert 10_000 / first > 1.2 * (records["distance"][-1] - 17_300) / (finish - last)


def test_weigh_ins_lose_one_to_three_percent_in_about_the_time_of_the_run(sample: Decoded) -> None:
    assert len(sample.runner.weigh_ins) == 2
    for name, weigh_in in sample.runner.weigh_ins:
        records = sample.records[name]
        assert -0.03 < weigh_in.mass_change < -0.01
        assert 300 < weigh_in.duration - np.ptp(records["timestamp"]) < 900
        assert np.median(records["temperature"]) > 20


def test_the_profile_has_cramped_before_and_leaves_nothing_open(sample: Decoded) -> None:
    profile = sample.runner.profile
    assert profile.cramp_history is True
    assert profile.strength_work is False
    assert profile.conditions == frozenset()
    assert None not in {profile.mass, profile.sex, profile.birth_year, profile.family_history, profile.injury_12_months}
    assert profile.age(TODAY) == 38


@pytest.mark.parametrize("days", range(0, 365, 30))
def test_the_diary_tells_of_the_past_whenever_today_is(days: int) -> None:
    today = TODAY + timedelta(days=days)
    runner = sample_runner(today)
    names = {session.file_name for session in runner.sessions}
    for name, episode in runner.episodes:
        assert name in names
        assert episode.reported.date() < today
    assert {name for name, _ in runner.weigh_ins} <= names
    assert all(weigh_in.mass_change < 0 for _, weigh_in in runner.weigh_ins)
    assert len(runner.episodes) == 3
