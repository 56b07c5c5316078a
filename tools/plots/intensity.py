"""Plots of how time divides among zones."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.domain.streams import FloatArray
from uncramp.physiology import intensity

RANDOM = np.random.default_rng(6)
NOISE = RANDOM.normal(0, 1, 2000)
TIME = np.ones(2000)


def _stacked(axes: Axes, means: FloatArray, shares: list[FloatArray]) -> None:
    axes.stackplot(means, *np.array(shares).T, labels=["low", "middle", "high"])
    axes.set(ylabel="share of the time", ylim=(0, 1))
    axes.legend(loc="lower left")


def zone_shares_Seiler_2012(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Shares over the mean heart rate of a run that varies by 8 bpm."""
    means = np.linspace(110, 180, 71)
    _stacked(axes, means, [intensity.zone_shares_Seiler_2012(TIME, mean + 8 * NOISE, 190.0) for mean in means])
    axes.set_xlabel("mean heart rate, bpm (maximum 190)")


def zone_shares_MunizPumares_2025(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Shares over the mean speed of a run that varies by 0.3 m/s."""
    means = np.linspace(2.5, 4.5, 81)
    _stacked(axes, means, [intensity.zone_shares_MunizPumares_2025(TIME, mean + 0.3 * NOISE, 4.0) for mean in means])
    axes.set_xlabel("mean speed, m/s (critical speed 4)")


def polarisation_index_Treff_2019(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Index over the middle zone, for three shares of the high one."""
    middle = np.linspace(0.01, 0.5, 200)
    for high in (0.05, 0.1, 0.2):
        index = intensity.polarisation_index_Treff_2019(1 - middle - high, middle, high)
        axes.plot(middle, index, label=f"{high:.0%} in the high zone")
    axes.axhline(2.0, color="0.4", linewidth=1, linestyle="dashed", label="called polarised above")
    axes.set(xlabel="share of the middle zone", ylabel="polarisation index")
    axes.legend()
