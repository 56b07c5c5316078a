from datetime import UTC, datetime

import pytest

from uncramp.domain.experiment import Arm, Question
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.runner import Runner
from uncramp.usecases.experiment_outcomes import Outcome, Outcomes, Told, day_of, is_long, run_of_the_lot
from uncramp.usecases.ports import Logbook
from usecases.trying import begun, ran
from usecases.world import NOW


@pytest.mark.parametrize(
    ("distance", "time", "sport", "long"),
    [
        (10_000.0, 3000.0, Sport.RUNNING, True),
        (9_999.0, 3600.0, Sport.RUNNING, False),
        (9_999.0, 3601.0, Sport.RUNNING, True),
        (None, 3601.0, Sport.RUNNING, True),
        (None, 3600.0, Sport.RUNNING, False),
        (40_000.0, 7200.0, Sport.CYCLING, False),
    ],
)
def test_long_runs_alone_count(distance: float | None, time: float, sport: Sport, long: bool) -> None:  # noqa: FBT001  # expected
    assert is_long(Outline(sport, NOW, time, time, distance=distance)) is long


def test_the_day_is_that_of_the_runners_own_clock() -> None:
    late = datetime(2030, 6, 30, 23, tzinfo=UTC)
    assert day_of(Runner(), [], late).isoformat() == "2030-06-30"
    assert day_of(Runner(time_zone="Asia/Tokyo"), [], late).isoformat() == "2030-07-01"


def test_outcomes_have_a_digest_of_what_was_read_and_of_nothing_else() -> None:
    told = (Told(0, Arm.WITH, Outcome.CRAMP), Told(1, Arm.WITHOUT, Outcome.NONE))
    later = Told(2, Arm.WITH, Outcome.CRAMP)
    once = Outcomes(told, 2).digest(2)
    assert Outcomes((*told, later), 3).digest(2) == once
    assert Outcomes((*told, later), 3).digest(3) != once
    assert Outcomes((Told(0, Arm.WITH, Outcome.NONE), told[1]), 2).digest(2) != once


def test_without_a_lot_no_run_has_the_turn(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    ran(logbook, 1)
    assert run_of_the_lot(logbook.experiment(number), logbook.runs()) is None


def test_a_run_that_nobody_told_of_is_not_complete() -> None:
    assert Outcomes((Told(0, Arm.WITH, Outcome.GONE), Told(1, Arm.WITH, Outcome.NONE)), 2).is_complete
    assert not Outcomes((Told(0, Arm.WITH, Outcome.NOT_ASKED),), 1).is_complete
