"""Plots of how far a run is beyond those before it: one made-up history for all."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import spikes

DAY = 86_400.0
RANDOM = np.random.default_rng(3)
START = np.sort(RANDOM.uniform(0, 180, 80)) * DAY
DISTANCE = np.round(RANDOM.gamma(6, 1600, 80))
DISTANCE[(START > 90 * DAY) & (START < 125 * DAY)] = np.nan


def longest_run_Frandsen_2025(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """The runs, and the longest before each moment; none in a break."""
    moment = np.linspace(0, 180, 2000) * DAY
    longest = spikes.longest_run_Frandsen_2025(moment, START, DISTANCE)
    axes.plot(START / DAY, DISTANCE / 1000, "o", markersize=4, label="run")
    axes.plot(moment / DAY, longest / 1000, label="longest of the 30 days before")
    axes.set(xlabel="day", ylabel="distance, km")
    axes.legend()


def spike_ratio_Frandsen_2025(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Ratio over the distance."""
    distance = np.linspace(0, 42_195, 200)
    for longest in (10_000.0, 20_000.0, 30_000.0):
        ratio = spikes.spike_ratio_Frandsen_2025(distance, longest)
        axes.plot(distance / 1000, ratio, label=f"longest {longest / 1000:.0f} km")
    axes.set(xlabel="distance, km", ylabel="distance over the longest of 30 days")
    axes.legend()


def spike_band_Frandsen_2025(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Bands over the ratio."""
    ratio = np.linspace(0, 2.6, 521)
    axes.step(ratio, spikes.spike_band_Frandsen_2025(ratio), where="mid")
    axes.set(xlabel="distance over the longest of 30 days", ylabel="band", yticks=range(4))


def recent_above_habit_Schwellnus_2011(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """The last three days above six weeks, moment by moment."""
    moment = np.linspace(0, 180, 2000) * DAY
    above = spikes.recent_above_habit_Schwellnus_2011(moment, START, DISTANCE / 2.8)
    axes.plot(moment / DAY, above / 60)
    axes.set(xlabel="day", ylabel="mean session of 3 days above that of 42, min")
