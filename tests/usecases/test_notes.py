from datetime import timedelta

import pytest

from uncramp.domain.diary import Answer, CrampEpisode, Muscle, Onset
from uncramp.domain.runner import Runner
from uncramp.usecases.notes import PROMPT, notes_of
from uncramp.usecases.ports import Logbook
from usecases.world import NOW, Files, outing, take_in


def test_what_is_told_stands_by_the_run_it_is_about(logbook: Logbook) -> None:
    take_in(Files(old=outing(40), new=outing(3)), logbook)
    new, old = logbook.runs()
    logbook.add_answer(new.number, Answer(NOW))
    logbook.add_episode(old.number, CrampEpisode(NOW, Muscle.CALF))
    logbook.add_episode(old.number, CrampEpisode(NOW, Muscle.FOOT, Onset.NIGHT))
    notes = notes_of(logbook, NOW)
    assert notes.is_told(new.number)
    assert [each.muscle for each in notes.of_run(old.number)] == [Muscle.CALF]
    assert notes.of_run(new.number) == ()


def test_a_night_cramp_alone_tells_nothing_of_the_run(logbook: Logbook) -> None:
    take_in(Files(run=outing(3)), logbook)
    (run,) = logbook.runs()
    logbook.add_episode(run.number, CrampEpisode(NOW, Muscle.FOOT, Onset.NIGHT))
    assert not notes_of(logbook, NOW).is_told(run.number)


@pytest.mark.parametrize(
    ("later", "is_late"), [(timedelta(hours=1), False), (PROMPT, False), (timedelta(days=16), True)]
)
def test_what_is_written_long_after_a_run_is_late(logbook: Logbook, later: timedelta, is_late: bool) -> None:  # noqa: FBT001  # a case
    take_in(Files(run=outing(60)), logbook)
    (run,) = logbook.runs()
    logbook.add_episode(run.number, CrampEpisode(run.outline.start + later, Muscle.CALF))
    assert notes_of(logbook, NOW).is_late(run) is is_late


@pytest.mark.parametrize(("year", "minor"), [(None, False), (NOW.year - 17, True), (NOW.year - 18, False)])
def test_who_is_known_to_be_below_eighteen_is_a_minor(logbook: Logbook, year: int | None, minor: bool) -> None:  # noqa: FBT001  # a case
    logbook.save_runner(Runner(birth_year=year))
    assert notes_of(logbook, NOW).is_minor(NOW.date()) is minor
