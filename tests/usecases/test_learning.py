from dataclasses import replace
from datetime import timedelta

import pytest

from uncramp.domain.diary import Answer, CrampEpisode, Muscle, Severity
from uncramp.domain.runner import Runner, Sex
from uncramp.exposure.covariates import Covariate, Demand
from uncramp.risk.diary import Told
from uncramp.usecases.history import current_runs
from uncramp.usecases.learning import Lessons, lessons_of
from uncramp.usecases.notes import notes_of
from uncramp.usecases.ports import KeptRun, Logbook
from usecases.world import NOW, Files, outing, take_in

DAYS = (200, 150, 100, 60, 40, 20, 10, 5)
LONG = 20_000.0


@pytest.fixture
def runs(logbook: Logbook) -> list[KeptRun]:
    """Long runs of half a year, oldest first."""
    take_in(Files(**{f"d{days}": outing(days, LONG, 2.8) for days in DAYS}), logbook)
    return logbook.runs()[::-1]


def cramp(logbook: Logbook, run: KeptRun, *, days_later: float = 0.5, at: float | None = 18_000.0) -> None:
    reported = run.outline.start + timedelta(days=days_later)
    logbook.add_episode(run.number, CrampEpisode(reported, Muscle.CALF, severity=Severity.MILD, distance=at))


def none(logbook: Logbook, run: KeptRun, *, days_later: float = 0.5) -> None:
    logbook.add_answer(run.number, Answer(run.outline.start + timedelta(days=days_later)))


def lessons(logbook: Logbook, *, is_past: bool = False) -> Lessons:
    runs = current_runs(logbook, Files())
    return lessons_of(notes_of(logbook, NOW), runs, logbook, NOW, is_past=is_past)


def told(found: Lessons) -> list[Told]:
    return [each.outcome.told for each in found.runs]


@pytest.mark.usefixtures("runs")
def test_an_empty_diary_teaches_nothing(logbook: Logbook) -> None:
    found = lessons(logbook)
    assert (found.runs, found.summary.told, found.is_past) == ((), 0, False)
    assert len(found.posterior().target.diary) == 0


def test_silence_counts_from_the_first_run_that_was_told_in_time(logbook: Logbook, runs: list[KeptRun]) -> None:
    cramp(logbook, runs[3])
    none(logbook, runs[5])
    # The last two runs are of the last two weeks: an answer may still come.
    assert told(lessons(logbook)) == [Told.CRAMP, Told.SILENT, Told.NONE]


def test_of_a_runner_whose_silence_means_nothing_silent_runs_are_left_out(
    logbook: Logbook, runs: list[KeptRun]
) -> None:
    logbook.save_runner(Runner(writes_every_cramp=False))
    cramp(logbook, runs[4])
    none(logbook, runs[6])
    found = lessons(logbook)
    assert told(found) == [Told.CRAMP, Told.NONE]
    assert [(each.is_picked, each.is_told_only) for each in found.runs] == [(True, False), (False, True)]


def test_of_a_runner_who_writes_down_every_cramp_silence_is_none(logbook: Logbook, runs: list[KeptRun]) -> None:
    logbook.save_runner(Runner(writes_every_cramp=True))
    cramp(logbook, runs[2], days_later=90)
    found = lessons(logbook)
    assert told(found) == [Told.CRAMP, *[Told.NONE] * 3]
    # What the diary began with was picked for what happened, however early it was written down.
    assert [each.is_picked for each in found.runs] == [True, False, False, False]
    assert not found.summary.is_one_sided


def test_a_cramp_that_was_remembered_late_was_picked_for_what_happened(logbook: Logbook, runs: list[KeptRun]) -> None:
    cramp(logbook, runs[1], days_later=100)
    none(logbook, runs[2], days_later=50)
    found = lessons(logbook)
    assert [(each.outcome.told, each.is_picked) for each in found.runs] == [(Told.CRAMP, True)]
    assert (found.summary.picked, found.summary.late) == (1, 1)
    assert found.has_cramped


def test_bad_days_alone_are_one_sided(logbook: Logbook, runs: list[KeptRun]) -> None:
    cramp(logbook, runs[3])
    cramp(logbook, runs[4])
    assert lessons(logbook).summary.is_one_sided
    none(logbook, runs[5])
    assert not lessons(logbook).summary.is_one_sided


def test_the_more_cramps_the_higher_the_runners_own_level(logbook: Logbook, runs: list[KeptRun]) -> None:
    none(logbook, runs[0])
    levels = []
    for index in (1, 3, 5):
        levels.append(lessons(logbook).posterior().draws.deviation.mean())
        cramp(logbook, runs[index])
    assert levels == sorted(levels)


def test_the_cramp_that_opens_a_diary_is_a_history_and_no_frequency(logbook: Logbook, runs: list[KeptRun]) -> None:
    before = lessons(logbook)
    cramp(logbook, runs[6])
    after = lessons(logbook)
    assert (before.has_cramped, after.has_cramped) == (False, True)
    assert Covariate.CRAMP_HISTORY not in after.untold
    levels = [each.posterior().draws.deviation.mean() for each in (before, after)]
    assert levels[1] == pytest.approx(levels[0], abs=0.05)


def test_a_history_in_the_profile_is_left_out_once_the_diary_holds_a_cramp(
    logbook: Logbook, runs: list[KeptRun]
) -> None:
    logbook.save_runner(Runner(cramp_history=False))
    none(logbook, runs[2])
    assert Covariate.CRAMP_HISTORY not in lessons(logbook).untold
    cramp(logbook, runs[4])
    assert Covariate.CRAMP_HISTORY in lessons(logbook).untold


def test_a_run_does_not_explain_itself_nor_does_what_came_after(logbook: Logbook, runs: list[KeptRun]) -> None:
    none(logbook, runs[2])
    cramp(logbook, runs[3])
    cramp(logbook, runs[5])
    found = lessons(logbook)
    assert found.posterior(without=runs[5].number).target.diary.told.tolist().count(Told.CRAMP) == 1
    early = lessons_of(found.notes, runs, logbook, runs[5].outline.start)
    assert len(early.posterior(before=True).target.diary) == 3  # nothing, the first cramp, and the silent run after it
    assert early.summary.cramps == 1


def test_what_is_told_today_was_not_known_of_a_past_run(logbook: Logbook, runs: list[KeptRun]) -> None:
    logbook.save_runner(Runner(sex=Sex.MALE, injury_12_months=True))
    none(logbook, runs[7])
    assert Covariate.INJURY_12_MONTHS not in lessons(logbook).untold
    assert Covariate.INJURY_12_MONTHS in lessons(logbook, is_past=True).untold
    assert Covariate.MALE not in lessons(logbook, is_past=True).untold


def test_it_takes_three_earlier_runs_of_about_the_length_to_say_what_is_usual(
    logbook: Logbook, runs: list[KeptRun]
) -> None:
    logbook.save_runner(Runner(writes_every_cramp=True))
    none(logbook, runs[0])
    found = lessons(logbook)
    alike = Demand(LONG, is_race=found.runs[-1].judged.is_race)
    usual = found.usual(alike)
    assert usual is not None
    assert usual.runs >= 3
    assert found.usual(replace(alike, distance=2.0 * LONG)) is None
    first = lessons_of(found.notes, runs, logbook, runs[1].outline.start)
    assert first.usual(alike) is None


def test_nobody_knows_whether_a_first_run_was_a_race(logbook: Logbook, runs: list[KeptRun]) -> None:
    none(logbook, runs[0])
    (first, *_) = lessons(logbook).runs
    assert first.judged.race == 0.5
