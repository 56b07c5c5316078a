from dataclasses import replace

import numpy as np
import pytest

from uncramp.domain.errors import InvalidValueError
from uncramp.domain.runner import Runner, Sex
from uncramp.evidence.priors import priors
from uncramp.formats.club_file import read_club_file, written_club_file
from uncramp.risk.club import pooled
from uncramp.risk.diary import Diary, Told
from uncramp.risk.posterior import Posterior, learn
from uncramp.usecases import club
from uncramp.usecases.check import check_forecasts
from uncramp.usecases.club import ClubState, Taken, club_state, join_club
from uncramp.usecases.history import current_runs
from uncramp.usecases.learning import Lessons, lessons_of
from uncramp.usecases.notes import notes_of
from uncramp.usecases.ports import Logbook
from usecases.sharing import DAYS, NOTE, logbook_of, shared_by
from usecases.world import MUNICH, NOW, Files, outing, take_in


@pytest.fixture
def own() -> Logbook:
    return logbook_of(1, 0.2)


def lessons(logbook: Logbook) -> Lessons:
    return lessons_of(notes_of(logbook, NOW), current_runs(logbook, Files()), logbook, NOW)


def same(one: Posterior, other: Posterior) -> bool:
    return np.array_equal(one.points, other.points) and np.array_equal(one.log_weights, other.log_weights)


def test_the_posterior_starts_from_what_the_others_share_and_leaving_restores_it_exactly(own: Logbook) -> None:
    before, checked = lessons(own).posterior(), check_forecasts(own, Files(), NOW)
    others = [shared_by(logbook_of(seed, 0.6), seed) for seed in (2, 3)]

    assert join_club(own, others) == [Taken.JOINED, Taken.JOINED]
    found = lessons(own)
    belief = pooled([each.as_clubmate for each in others], priors()).belief
    diary = Diary.of([found.as_learned(each) for each in found.runs], priors())
    after = found.posterior()
    assert same(after, learn(diary, priors(), found.untold, belief))
    assert after.draws.deviation.mean() != pytest.approx(before.draws.deviation.mean(), abs=1e-3)
    assert found.summary.sharing == 2
    assert club_state(own) == ClubState(files=2, runners=2, runs=2 * len(DAYS), is_used=True)
    assert check_forecasts(own, Files(), NOW).evaluation.model != checked.evaluation.model

    assert own.leave_club() == 2
    assert same(lessons(own).posterior(), before)
    assert check_forecasts(own, Files(), NOW) == checked
    assert club_state(own) == ClubState()


def test_what_is_shared_is_what_the_model_learns_from(own: Logbook) -> None:
    shared, found = shared_by(own), lessons(own)
    runs = (found.as_learned(each) for each in found.runs)
    learned = sorted(runs, key=lambda run: (round(run.distance / 100.0), run.steps[0]))
    given = sorted(shared.runs, key=lambda run: (run.distance, run.steps[0]))
    assert {each.name for each in shared.scales} == set(priors().covariate)
    assert set(shared.untold) == found.untold
    assert [run.distance for run in given] == pytest.approx([run.distance for run in learned], abs=50.0)
    assert all(run.distance % 100.0 == 0.0 for run in given)
    for run, true in zip(given, learned, strict=True):
        again = run.as_learned
        assert (again.told, again.is_race, again.is_picked, again.is_told_only) == (
            true.told,
            true.is_race,
            true.is_picked,
            true.is_told_only,
        )
        np.testing.assert_allclose(again.steps, true.steps, atol=5e-4)
        np.testing.assert_allclose(again.variance, true.variance, atol=5e-4)
        np.testing.assert_allclose([again.near_at, again.cramp_at], [true.near_at, true.cramp_at], atol=5e-4)


def test_what_is_written_to_a_file_is_what_another_reads(own: Logbook) -> None:
    shared = shared_by(own)
    assert read_club_file("own.json", written_club_file(shared)) == shared


def test_a_shared_diary_comes_back_from_the_logbook_with_its_digest(own: Logbook) -> None:
    shared = shared_by(logbook_of(2, 0.4), 2)
    join_club(own, [shared])
    assert [each.digest for each in own.shared_diaries()] == [shared.digest] == list(own.club().digests.values())


def test_the_order_of_the_runs_does_not_tell_when_they_were(own: Logbook) -> None:
    runs = shared_by(own).runs
    assert list(runs) == sorted(runs, key=repr)


def test_a_shared_file_holds_no_name_date_place_or_note(own: Logbook) -> None:
    own.save_runner(Runner(birth_year=1985, sex=Sex.FEMALE))
    text = written_club_file(shared_by(own)).decode()
    known = [str(MUNICH[0]), str(MUNICH[1]), NOTE, "calf", "mild", "1985"]
    for run in own.runs():
        start = run.outline.start
        known += [run.file_name, f"{start:%Y}", f"{start:%m-%d}", f"{start:%H:%M}", str(start.timestamp())[:6]]
        known += [str(run.outline.distance), str(run.outline.elapsed_time)]
    assert [each for each in known if each in text] == []


def test_every_file_of_a_runner_is_signed_alike_and_counted(own: Logbook) -> None:
    files = [shared_by(own, number) for number in (7, 8)]
    assert [(each.sharer, each.edition) for each in files] == [(f"{7:032x}", 1), (f"{7:032x}", 2)]
    assert club_state(own).shared == 2


def test_nobody_takes_his_own_file(own: Logbook) -> None:
    assert join_club(own, [shared_by(own)]) == [Taken.OWN]
    assert club_state(own).files == 0
    assert lessons(own).belief is None


def test_a_newer_file_of_the_same_runner_takes_the_place_of_the_older(own: Logbook) -> None:
    first = shared_by(logbook_of(2, 0.4), 2)
    second = replace(first, edition=2, runs=first.runs[:15])
    assert join_club(own, [first]) == [Taken.JOINED]
    assert join_club(own, [second, first, second]) == [Taken.RENEWED, Taken.OLDER, Taken.KNOWN]
    assert (club_state(own).files, club_state(own).runs) == (1, 15)


def test_two_files_of_one_runner_at_once_count_once(own: Logbook) -> None:
    first = shared_by(logbook_of(2, 0.4), 2)
    assert join_club(own, [first, replace(first, edition=2)]) == [Taken.JOINED, Taken.RENEWED]
    assert (club_state(own).files, club_state(own).runners) == (1, 1)


def test_there_is_nothing_to_share_without_a_word_in_the_diary(logbook: Logbook) -> None:
    take_in(Files(d=outing(5, 20_000.0)), logbook)
    with pytest.raises(InvalidValueError, match="nothing to share"):
        shared_by(logbook)
    assert logbook.club().own is None


def test_too_many_runners_or_runs_are_refused_and_nothing_is_kept(
    own: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = shared_by(logbook_of(2, 0.4), 2)
    crowd = [replace(first, sharer=f"{number:032x}") for number in range(51)]
    with pytest.raises(InvalidValueError, match="at most 50 others; these would be 51"):
        join_club(own, crowd)
    monkeypatch.setattr(club, "MOST_TOGETHER", 39)
    with pytest.raises(InvalidValueError, match="At most 39 runs of others can be pooled; these are 40"):
        join_club(own, crowd[:2])
    assert club_state(own) == ClubState()


def test_silent_runs_alone_change_nothing(own: Logbook) -> None:
    before = lessons(own).posterior()
    first = shared_by(logbook_of(2, 0.0), 2)
    silent = tuple(replace(run, told=Told.SILENT) for run in first.runs)
    assert join_club(own, [replace(first, runs=silent)]) == [Taken.JOINED]
    assert club_state(own) == ClubState(files=1)
    assert lessons(own).summary.sharing == 0
    assert same(lessons(own).posterior(), before)
