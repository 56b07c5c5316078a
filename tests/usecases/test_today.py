from dataclasses import replace
from datetime import timedelta

import pytest

from logbook.books import new_logbook
from uncramp.domain.diary import Answer, CrampEpisode, Muscle, Onset
from uncramp.domain.outline import Sport
from uncramp.domain.runner import Runner
from uncramp.usecases.ports import Logbook
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


def asked(files: Files, logbook: Logbook) -> list[str]:
    """Files of the runs about which today asks."""
    return [run.file_name for run in look_at_today(logbook, files, NOW).unanswered]


def test_of_the_long_runs_of_two_weeks_the_newest_five_are_asked_about() -> None:
    files, logbook = Files(**{f"run{day}": outing(day) for day in range(1, 8)}), new_logbook()
    take_in(files, logbook)
    assert asked(files, logbook) == ["run1", "run2", "run3", "run4", "run5"]


def test_a_run_is_asked_about_until_two_weeks_after_its_end_and_not_before_it() -> None:
    whole, hour = 14.0, 1.0 / 24.0  # 10.8 km at 3 m/s last an hour, and as long as a record more
    files, logbook = (
        Files(
            last=outing(whole + hour, 10_800.0),
            gone=outing(whole + 1.1 * hour, 10_800.0),
            over=outing(1.1 * hour, 10_800.0),
            going=outing(0.9 * hour, 10_800.0),
        ),
        new_logbook(),
    )
    take_in(files, logbook)
    assert asked(files, logbook) == ["over", "last"]


def test_nobody_is_asked_about_short_runs_rides_and_runs_of_no_length() -> None:
    endless = outing(3)
    files = Files(
        ten=outing(1, 10_000.0),
        short=outing(2, 9999.0),
        unmeasured=replace(endless, outline=replace(endless.outline, distance=None)),
        ride=outing(4, 40_000.0, 9.0, Sport.CYCLING),
    )
    logbook = new_logbook()
    take_in(files, logbook)
    assert asked(files, logbook) == ["ten"]


def test_what_was_answered_is_not_asked_again_but_a_night_cramp_answers_nothing() -> None:
    files, logbook = Files(**{f"run{day}": outing(day) for day in range(1, 5)}), new_logbook()
    take_in(files, logbook)
    numbers = {run.file_name: run.number for run in logbook.runs()}
    logbook.add_answer(numbers["run1"], Answer(NOW))
    logbook.add_episode(numbers["run2"], CrampEpisode(NOW, Muscle.CALF, Onset.AFTER))
    logbook.add_episode(numbers["run3"], CrampEpisode(NOW, Muscle.CALF, Onset.NIGHT))
    assert asked(files, logbook) == ["run3", "run4"]


@pytest.mark.parametrize(("writes", "names"), [(None, ["run"]), (False, ["run"]), (True, [])])
def test_who_writes_down_every_cramp_is_not_asked(writes: bool | None, names: list[str]) -> None:  # noqa: FBT001  # a case
    files, logbook = Files(run=outing(1)), new_logbook()
    take_in(files, logbook)
    logbook.save_runner(Runner(writes_every_cramp=writes))
    assert asked(files, logbook) == names


def test_the_forecast_is_of_an_easy_run_as_long_as_the_longest_of_late() -> None:
    files, logbook = Files(short=outing(1, 12_000.0), long=outing(9, 24_000.0), ago=outing(40, 35_000.0)), new_logbook()
    take_in(files, logbook)
    report = look_at_today(logbook, files, NOW)
    assert report.forecast is not None
    assert report.explanation is not None
    assert report.forecast.distance[-1] == 24_000.0
    assert report.diary.told == 0


@pytest.mark.parametrize(("days_ago", "distance"), [(2, 9999.0), (43, 24_000.0), (10, 42_195.0)])
def test_without_a_long_run_of_late_there_is_no_forecast(days_ago: float, distance: float) -> None:
    files, logbook = Files(run=outing(days_ago, distance)), new_logbook()
    take_in(files, logbook)
    report = look_at_today(logbook, files, NOW)
    assert (report.forecast, report.explanation) == (None, None)
    assert len(report.recent) == 1


def test_the_more_cramps_the_diary_holds_the_likelier_the_next() -> None:
    files, chances = Files(**{f"run{day}": outing(day, 20_000.0) for day in range(1, 15, 2)}), []
    for cramps in (0, 3):
        logbook = new_logbook()
        take_in(files, logbook)
        for index, run in enumerate(logbook.runs()):
            reported = run.outline.start + timedelta(days=0.5)
            if index < cramps:
                logbook.add_episode(run.number, CrampEpisode(reported, Muscle.CALF, distance=15_000.0))
            else:
                logbook.add_answer(run.number, Answer(reported))
        report = look_at_today(logbook, files, NOW)
        assert report.forecast is not None
        assert (report.diary.told, report.diary.cramps) == (7, cramps)
        chances.append(report.forecast.probability.median)
    assert chances[0] < chances[1]
