"""Plots of grade and climb from recorded altitudes, on a made-up hilly way with and without a sensor's noise."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.domain.streams import FloatArray
from uncramp.physiology import elevation

WAY = np.arange(0.0, 6000.0, 3.0)
HILLS = 50.0 + 15.0 * np.sin(WAY / 350.0) + 4.0 * np.sin(WAY / 140.0)


def _noisy(size: float) -> FloatArray:
    """The hills with noise that hangs together over some tens of metres."""
    steps = np.random.default_rng(2002).normal(0.0, 1.0, WAY.size)
    drift = np.convolve(steps, np.exp(-np.arange(60) / 10.0), "same")
    noisy: FloatArray = HILLS + size * drift / drift.std()
    return noisy


def smoothed_profile(axes: Axes) -> None:
    """What was recorded, what is made of it, and what was there."""
    noisy = _noisy(1.5)
    first = slice(0, 667)  # two kilometres
    axes.plot(WAY[first], noisy[first], color="0.75", linewidth=1.0, label="recorded")
    for bandwidth in (elevation.BANDWIDTH, elevation.WIDER * elevation.BANDWIDTH):
        smooth = elevation.smoothed_profile(WAY, noisy, bandwidth).altitude
        axes.plot(WAY[first], smooth[first], label=f"bandwidth {bandwidth:.0f} m")
    axes.plot(WAY[first], HILLS[first], ":", color="black", linewidth=1.0, label="true")
    axes.set(xlabel="distance, m", ylabel="altitude, m")
    axes.legend()


def climb(axes: Axes) -> None:
    """Ascent by threshold, of clean and of noisy altitudes."""
    thresholds = np.linspace(0.2, 8.0, 40)
    for size, name in ((0.0, "no noise"), (0.5, "noise of 0.5 m"), (1.5, "noise of 1.5 m")):
        axes.plot(thresholds, [elevation.climb(_noisy(size), each).ascent for each in thresholds], label=name)
    axes.set(xlabel="threshold, m", ylabel="ascent, m")
    axes.legend()


def trusted_climb(axes: Axes) -> None:
    """Ascent by the size of the noise, until it is no longer believed."""
    sizes = np.linspace(0.0, 6.0, 61)
    axes.plot(sizes, [elevation.climb(_noisy(each), 1.0).ascent for each in sizes], "--", label="as recorded")
    axes.plot(sizes, [elevation.trusted_climb(WAY, _noisy(each), 1.0).ascent for each in sizes], label="trusted")
    axes.set(xlabel="noise of the altitudes, m", ylabel="ascent, m", ylim=(0.0, 1000.0))
    axes.legend()
