"""Plots of getting used to heat."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import acclimatisation

DAYS = np.linspace(0.0, 30.0, 301)


def acclimatisation_gain_Pandolf_1998(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """For the fast, the usual and the slow."""
    for constant in (4.0, 5.0, 6.0):
        share = acclimatisation.acclimatisation_gain_Pandolf_1998(0.0, DAYS, constant)
        axes.plot(DAYS, share, label=f"time constant {constant:.0f} d")
    axes.set(xlabel="daily sessions in heat", ylabel="share of the adaptation, 1")
    axes.legend()


def acclimatisation_decay_Daanen_2018(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Of core temperature, heart rate and what is taken for all."""
    for label, decay in (
        ("heart rate, 2.3 %", 0.023),
        ("taken here, 2.5 %", 0.025),
        ("core temperature, 2.6 %", 0.026),
    ):
        axes.plot(DAYS, acclimatisation.acclimatisation_decay_Daanen_2018(1.0, DAYS, decay), label=label)
    axes.set(xlabel="days without heat, d", ylabel="share of the adaptation left, 1", ylim=(0.0, 1.0))
    axes.legend()


def heat_dose(axes: Axes) -> None:
    """By the heat, for three durations."""
    wbgt = np.linspace(10.0, 32.0, 221)
    for minutes in (20.0, 40.0, 60.0):
        axes.plot(wbgt, acclimatisation.heat_dose(60.0 * minutes, wbgt), label=f"{minutes:.0f} min")
    axes.set(xlabel="WBGT, °C", ylabel="dose, 1")
    axes.legend()


def acclimatisation_share(axes: Axes) -> None:
    """Two weeks of daily heat, four weeks of cool runs, and the interval."""
    runs = np.arange(-600.0, 42.0)
    wbgt = np.where(np.isin(runs, np.arange(14.0)), 28.0, 8.0)
    moments = np.arange(-5.0, 43.0)
    share = acclimatisation.acclimatisation_share(runs, 3600.0, wbgt, moments)
    axes.plot(moments, share.median)
    axes.fill_between(moments, share.low, share.high, alpha=0.2)
    axes.set(xlabel="day; heat from 0 to 13, d", ylabel="how used to heat, 1")
