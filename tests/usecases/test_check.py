from datetime import timedelta

import pytest

from uncramp.domain.diary import Answer, CrampEpisode, Muscle
from uncramp.domain.outline import Sport
from uncramp.domain.runner import Runner
from uncramp.risk.prequential import Verdict
from uncramp.usecases.check import check_forecasts
from uncramp.usecases.ports import KeptRun, Logbook
from usecases.world import NOW, Files, outing, take_in

DAYS = tuple(range(70, 0, -7))
FILES = Files(**{f"d{days}": outing(days, 20_000.0, 2.8) for days in DAYS})


@pytest.fixture
def runs(logbook: Logbook) -> list[KeptRun]:
    """Ten long runs, oldest first."""
    take_in(FILES, logbook)
    return logbook.runs()[::-1]


def tell(logbook: Logbook, run: KeptRun, *, is_cramp: bool, days_later: float = 0.5) -> None:
    reported = run.outline.start + timedelta(days=days_later)
    if is_cramp:
        logbook.add_episode(run.number, CrampEpisode(reported, Muscle.CALF, distance=18_000.0))
    else:
        logbook.add_answer(run.number, Answer(reported))


def test_an_empty_logbook_has_nothing_to_check(logbook: Logbook) -> None:
    report = check_forecasts(logbook, Files(), NOW)
    assert (report.evaluation.runs, report.evaluation.cramps, report.evaluation.groups) == (0, 0, ())
    assert report.evaluation.verdict is Verdict.UNCLEAR
    assert report.diary.told == 0


def test_answered_runs_are_counted_and_silent_ones_are_not(logbook: Logbook, runs: list[KeptRun]) -> None:
    for run in runs[2:9]:
        tell(logbook, run, is_cramp=run is runs[5])
    report = check_forecasts(logbook, FILES, NOW)
    assert (report.evaluation.runs, report.evaluation.cramps) == (7, 1)
    assert (report.diary.none, report.diary.cramps, report.diary.silent) == (6, 1, 0)


def test_a_cramp_remembered_long_after_is_no_run_to_guess(logbook: Logbook, runs: list[KeptRun]) -> None:
    tell(logbook, runs[0], is_cramp=True, days_later=60)
    tell(logbook, runs[5], is_cramp=False)
    report = check_forecasts(logbook, FILES, NOW)
    assert (report.evaluation.runs, report.evaluation.cramps) == (1, 0)
    assert report.diary.picked == 1


def test_of_who_writes_down_every_cramp_every_run_since_the_first_is_guessed(
    logbook: Logbook, runs: list[KeptRun]
) -> None:
    logbook.save_runner(Runner(writes_every_cramp=True))
    tell(logbook, runs[4], is_cramp=True)
    # The first was picked for what happened, and of the last two weeks an answer may still come.
    assert check_forecasts(logbook, FILES, NOW).evaluation.runs == 3


def test_a_guess_knows_nothing_of_what_came_after(logbook: Logbook, runs: list[KeptRun]) -> None:
    for run in runs[:3]:
        tell(logbook, run, is_cramp=False)
    before = check_forecasts(logbook, FILES, NOW).evaluation
    tell(logbook, runs[-1], is_cramp=True)
    after = check_forecasts(logbook, FILES, NOW).evaluation
    assert after.runs == 4
    lost = after.model.total - before.model.total
    assert lost < -1.0  # it came as a surprise, and the earlier guesses stand


def test_rides_and_short_runs_are_not_guessed(logbook: Logbook) -> None:
    files = Files(ride=outing(3, 40_000.0, 9.0, Sport.CYCLING), short=outing(5, 9000.0))
    take_in(files, logbook)
    for run in logbook.runs():
        tell(logbook, run, is_cramp=False)
    assert check_forecasts(logbook, files, NOW).evaluation.runs == 0
