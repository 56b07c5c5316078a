"""The runs of the logbook with features of today's code."""

from dataclasses import replace
from datetime import datetime, timedelta

from uncramp.domain.diary import MassReading, Onset
from uncramp.domain.errors import LogbookError, UnreadableFileError
from uncramp.domain.runner import Runner
from uncramp.exposure.covariates import CRAMP_MEMORY
from uncramp.exposure.features import VERSION, features_of
from uncramp.usecases.ports import KeptRun, Logbook, ReadActivities


def current_runs(logbook: Logbook, read: ReadActivities) -> list[KeptRun]:
    """All runs, newest first; features made by older code are made anew from the originals first."""
    runs = logbook.runs()
    stale = [run for run in runs if run.features.version != VERSION]
    for run in stale:
        try:
            original = logbook.original(run.number)
            activities = read(original.name, original.content)
        except (LogbookError, UnreadableFileError):
            continue  # damaged, or this version reads less: the run stays without features, and the doctor tells
        if run.position < len(activities):
            logbook.renew_features(run.number, features_of(activities[run.position]))
    return logbook.runs() if stale else runs


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


def cramped_before(moment: datetime, logbook: Logbook, runs: list[KeptRun]) -> bool:
    """Whether the diary holds a cramp in or after a run of the 24 months before a moment; night cramps are another."""
    starts = {run.number: run.outline.start for run in runs}
    ages = (moment - starts[kept.run] for kept in logbook.episodes() if kept.episode.onset is not Onset.NIGHT)
    return any(timedelta(0) < age <= CRAMP_MEMORY for age in ages)
