"""What is kept of every run beside its original: derived, versioned, rebuilt when the code changes."""

from dataclasses import dataclass

VERSION = 1
"""Raise it with every change of what :func:`features_of` computes: kept features are then made anew."""


@dataclass(frozen=True, slots=True)
class Effort:
    """Fastest time over a distance within one run.

    Parameters
    ----------
    distance
        m.
    duration
        Elapsed time, pauses included, s.
    """

    distance: float
    duration: float


@dataclass(frozen=True, slots=True)
class RunFeatures:
    """Features of one activity; None is "not recorded".

    Parameters
    ----------
    version
        Version of the code that made them.
    ascent, descent
        Sums of climbs and drops, m.
    mean_heart_rate
        bpm.
    mean_temperature
        Of the sensor that recorded it, usually the watch on the wrist, °C.
    split_times
        Elapsed time of each whole kilometre, s.
    efforts
        Best efforts, shortest first.
    """

    version: int
    ascent: float | None = None
    descent: float | None = None
    mean_heart_rate: float | None = None
    mean_temperature: float | None = None
    split_times: tuple[float, ...] = ()
    efforts: tuple[Effort, ...] = ()
