"""The runs of the logbook with features of today's code."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from uncramp.domain.activity import Activity
from uncramp.domain.diary import MassReading
from uncramp.domain.errors import LogbookError, NotFoundError, UnreadableFileError
from uncramp.domain.runner import Runner
from uncramp.exposure.features import VERSION, features_of
from uncramp.exposure.outings import richness_of
from uncramp.usecases.ports import KeptRun, Logbook, ReadActivities


def current_runs(logbook: Logbook, read: ReadActivities) -> list[KeptRun]:
    """All runs, newest first; features made by older code are made anew from the originals first."""
    runs = logbook.runs()
    stale = [run for run in runs if run.features.version != VERSION]
    for run, activity in read_again(stale, logbook, read):
        logbook.renew_features(run, features_of(activity), richness_of(activity))
    return logbook.runs() if stale else runs


def read_again(runs: Iterable[KeptRun], logbook: Logbook, read: ReadActivities) -> Iterator[tuple[KeptRun, Activity]]:
    """The activities of kept runs, read from their files, each file once if its runs stand together.

    What is damaged, or of which this version reads less, is left out; the doctor tells of it.
    """
    file: int | None = None
    activities: tuple[Activity, ...] = ()
    for run in runs:
        if run.original != file:
            file, activities = run.original, ()
            with suppress(LogbookError, NotFoundError, UnreadableFileError):
                original = logbook.original(run.number, run.recording)
                activities = read(original.name, original.content)
        if run.position < len(activities):
            yield run, activities[run.position]


CRAMP_MEMORY = timedelta(days=730)
"""So long a cramp counts as cramp history."""
MASS_HOLDS = timedelta(days=365)
"""A reading of body mass that is older says nothing of today."""


def weighed(logbook: Logbook, now: datetime) -> MassReading | None:
    """The newest reading of body mass, if it still holds."""
    newest = next(iter(logbook.masses()), None)
    return newest if newest is not None and timedelta(0) <= now - newest.moment <= MASS_HOLDS else None


def known_runner(logbook: Logbook, now: datetime) -> Runner:
    """The profile, with the body mass that a scale told where none was typed."""
    runner, reading = logbook.runner(), weighed(logbook, now)
    return runner if runner.mass is not None or reading is None else replace(runner, mass=reading.mass)
