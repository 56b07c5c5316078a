"""Plots of the race time to expect."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import race_time
from uncramp.physiology.race_time import KnownEffort

HALF, MARATHON, KILOMETRE = 21_097.5, 42_195.0, 1000.0
HALVINGS = 30


@dataclass(frozen=True)
class _Fastest:
    """Rough records."""

    distance: Sequence[float] = (1500.0, 5000.0, HALF, MARATHON, 100_000.0)
    time: Sequence[float] = (206.0, 755.0, 3402.0, 7235.0, 21_935.0)
    margin: float = 0.99


def _speeds(distance: float, *efforts: KnownEffort) -> tuple[float, float, float]:
    """Low, median and high of the speed to expect, m/s."""
    time = race_time.race_time_prediction(distance, efforts, weekly_distance=50_000.0, fastest=_Fastest()).time
    return distance / time.high, distance / time.median, distance / time.low


def race_time_prediction(axes: Axes) -> None:
    """From one half marathon: raced, only run, and with a 5 km race beside it."""
    half, run = (KnownEffort(HALF, 6300.0, 30.0, is_maximal=maximal) for maximal in (True, False))
    cases = {
        "half marathon raced in 1:45": [half],
        "the same, not known to be a race": [run],
        "raced, and 5 km raced in 22:00": [half, KnownEffort(5000.0, 1320.0, 10.0, is_maximal=True)],
    }
    distances = np.geomspace(5000.0, MARATHON, 60)
    for name, efforts in cases.items():
        low, median, high = np.transpose([_speeds(way, *efforts) for way in distances.tolist()])
        (line,) = axes.plot(distances / KILOMETRE, median, label=name)
        axes.fill_between(distances / KILOMETRE, low, high, alpha=0.15, color=line.get_color())
    axes.set(xlabel="distance, km", ylabel="speed to expect, 80 % interval, m/s")
    axes.legend()


def is_superhuman(axes: Axes) -> None:
    """The speed from which on nobody has run, with the margin, beside the records."""
    fastest = _Fastest()
    distances = np.geomspace(800.0, 120_000.0, 200)
    fast, slow = np.zeros(distances.shape), distances
    for _ in range(HALVINGS):
        middle = (fast + slow) / 2.0
        feats = [race_time.is_superhuman(*each, fastest) for each in zip(distances, middle, strict=True)]
        fast, slow = np.where(feats, middle, fast), np.where(feats, slow, middle)
    axes.semilogx(distances / KILOMETRE, distances / slow, label="faster is superhuman")
    known = np.array(fastest.distance)
    axes.plot(known / KILOMETRE, known / np.array(fastest.time), "o", label="rough records")
    axes.set(xlabel="distance, km", ylabel="speed, m/s")
    axes.legend()
