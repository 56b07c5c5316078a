from datetime import timedelta

import pytest

from logbook.books import new_logbook
from uncramp.domain.diary import CrampEpisode, Muscle
from uncramp.domain.outline import Sport
from uncramp.usecases.today import TodayReport, look_at_today
from usecases.world import NOW, Files, outing, take_in


def test_an_empty_logbook_says_nothing() -> None:
    report = look_at_today(new_logbook(), Files(), NOW)
    assert report == TodayReport((), None, None, None, None, None)


def test_the_last_five_runs_are_shown_newest_first_and_rides_are_not() -> None:
    files, logbook = Files(**{f"run{day}": outing(day) for day in range(1, 8)}), new_logbook()
    files.told["ride"] = (outing(0.5, 40_000.0, 9.0, Sport.CYCLING),)
    take_in(files, logbook)
    report = look_at_today(logbook, files, NOW)
    assert [run.file_name for run in report.recent] == ["run1", "run2", "run3", "run4", "run5"]


def test_the_numbers_are_those_of_the_last_weeks() -> None:
    files = Files(today=outing(1, 6000.0), long=outing(20, 20_000.0), ago=outing(40, 25_000.0), past=outing(50))
    logbook = new_logbook()
    take_in(files, logbook)
    report = look_at_today(logbook, files, NOW)
    assert report.weekly_distance == pytest.approx((6000 + 20_000 + 25_000) / 6)
    assert report.longest == 20_000
    assert report.no_jump == pytest.approx(22_000)
    assert report.recent_above_habit == pytest.approx((6000 - (6000 + 20_000 + 25_000) / 3) / 3.0)


def test_the_last_cramp_is_that_of_the_newest_run() -> None:
    files, logbook = Files(old=outing(9), new=outing(2)), new_logbook()
    take_in(files, logbook)
    new, old = logbook.runs()
    logbook.add_episode(new.number, CrampEpisode(NOW, Muscle.FOOT))
    logbook.add_episode(old.number, CrampEpisode(NOW + timedelta(days=1), Muscle.CALF))
    last = look_at_today(logbook, files, NOW).last_cramp
    assert last is not None
    assert (last.run, last.episode.muscle) == (new.number, Muscle.FOOT)
