from datetime import timedelta

import pytest

from logbook.books import new_logbook
from uncramp.domain.diary import CrampEpisode, Muscle, Onset
from uncramp.exposure.features import VERSION, RunFeatures, features_of
from uncramp.usecases.history import cramped_before, current_runs
from usecases.world import NOW, Files, outing, take_in


def test_features_of_older_code_are_made_anew_from_the_originals_and_others_left() -> None:
    files, logbook = Files(old=outing(9), new=outing(2)), new_logbook()
    take_in(files, logbook)
    new, old = logbook.runs()
    logbook.renew_features(old, RunFeatures(VERSION - 1), 0)
    files.read.clear()
    assert [run.features for run in current_runs(logbook, files)] == [features_of(outing(2)), features_of(outing(9))]
    assert files.read == ["old"]
    assert logbook.run(new.number) == new


def test_the_right_one_of_many_activities_of_a_file_is_read_again() -> None:
    files, logbook = Files(both=(outing(9, 5000.0), outing(2, 8000.0))), new_logbook()
    take_in(files, logbook)
    logbook.renew_features(logbook.runs()[0], RunFeatures(VERSION - 1), 0)
    assert len(current_runs(logbook, files)[0].features.split_times) == 8


@pytest.mark.parametrize(
    ("days_ago", "onset", "counts"),
    [
        (10, Onset.DURING, True),
        (10, Onset.AFTER, True),
        (10, Onset.NIGHT, False),
        (730, Onset.DURING, True),
        (730.1, Onset.DURING, False),
        (-1, Onset.DURING, False),
    ],
)
def test_a_cramp_in_or_after_a_run_counts_for_two_years(days_ago: float, onset: Onset, counts: bool) -> None:  # noqa: FBT001  # a case
    files, logbook = Files(run=outing(days_ago)), new_logbook()
    take_in(files, logbook)
    logbook.add_episode(logbook.runs()[0].number, CrampEpisode(NOW, Muscle.CALF, onset))
    assert cramped_before(NOW, logbook, logbook.runs()) is counts


def test_the_cramp_of_a_run_does_not_foretell_itself() -> None:
    files, logbook = Files(run=outing(10)), new_logbook()
    take_in(files, logbook)
    (run,) = logbook.runs()
    logbook.add_episode(run.number, CrampEpisode(NOW, Muscle.CALF))
    assert not cramped_before(run.outline.start, logbook, [run])
    assert cramped_before(run.outline.start + timedelta(hours=1), logbook, [run])


def test_an_empty_diary_holds_no_cramp() -> None:
    assert not cramped_before(NOW, new_logbook(), [])
