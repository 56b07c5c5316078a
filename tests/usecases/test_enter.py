from datetime import datetime

import pytest

from uncramp.domain.errors import InvalidValueError
from uncramp.formats.readers import read_activities, read_measurements
from uncramp.formats.runs_csv import TypedRun, written
from uncramp.usecases.enter import enter_run
from uncramp.usecases.ports import Logbook, Original
from uncramp.usecases.reading import Reader
from usecases.world import NOW, zone_of

READER = Reader(read_activities, read_measurements, zone_of, "Europe/Berlin")
MORNING = datetime(2026, 5, 1, 7, 30)  # noqa: DTZ001  # on the clock of its place


def enter(logbook: Logbook, distance: float = 10_000.0, duration: float = 3000.0) -> int:
    run = TypedRun(MORNING, duration, distance)
    return enter_run(Original(run.file_name, written(run)), logbook, READER, NOW)


def test_a_typed_run_is_a_run_like_any_other_at_the_clock_of_the_runner(logbook: Logbook) -> None:
    run = logbook.run(enter(logbook))
    assert (run.outline.distance, run.outline.elapsed_time) == (10_000.0, 3000.0)
    assert f"{run.outline.local_start:%Y-%m-%d %H:%M}" == "2026-05-01 07:30"
    assert [(effort.distance, effort.duration) for effort in run.features.efforts] == [(10_000.0, 3000.0)]


def test_a_run_that_is_typed_twice_is_one(logbook: Logbook) -> None:
    assert enter(logbook) == enter(logbook)
    assert len(logbook.runs()) == 1


def test_a_run_that_is_yet_to_come_is_refused(logbook: Logbook) -> None:
    run = TypedRun(datetime(2030, 7, 2, 7, 30), 3000.0, 10_000.0)  # noqa: DTZ001  # on the clock of its place
    with pytest.raises(InvalidValueError, match="A run on 2030-07-02 is yet to come"):
        enter_run(Original(run.file_name, written(run)), logbook, READER, NOW)


@pytest.mark.parametrize(("distance", "duration"), [(10_000.0, 52.5 * 3600), (42_195.0, 3600.0)])
def test_hours_typed_for_minutes_are_refused(logbook: Logbook, distance: float, duration: float) -> None:
    with pytest.raises(InvalidValueError, match="cannot be right"):
        enter(logbook, distance, duration)
    assert logbook.runs() == []
