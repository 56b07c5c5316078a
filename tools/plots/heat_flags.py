"""Plots of the flags of races and of how many fail."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.domain.quantities import Range
from uncramp.physiology import heat_flags

WBGT = np.linspace(0.0, 35.0, 701)
DO_NOT_START_UNACCLIMATISED = 20.5  # °C WBGT at the start of a northern marathon [Roberts2010]


def race_flag_ACSM_2007(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """For who is used to heat and for who is not."""
    for label, shift in (("used to heat", 0.0), ("not used to heat: 4 °C lower", 4.0)):
        axes.step(WBGT, heat_flags.race_flag_ACSM_2007(WBGT, shift), where="post", label=label)
    _flags(axes, "WBGT, °C")
    axes.legend()


def unacclimatised_shift(axes: Axes) -> None:
    """For the least, the likely and the greatest shift."""
    share = np.linspace(0.0, 1.0, 101)
    for most in (3.0, 4.0, 5.0):
        axes.plot(share, heat_flags.unacclimatised_shift(share, most), label=f"{most:.0f} °C at most")
    axes.set(xlabel="how used to heat, 1", ylabel="shift of the flags, °C")
    axes.legend()


def flag_forecast(axes: Axes) -> None:
    """The likely and the worst flag of a forecast that is good to 5 °C."""
    median = np.linspace(0.0, 30.0, 301)
    told = [heat_flags.flag_forecast(Range("wbgt", each - 5.0, each, each + 5.0)) for each in median]
    axes.step(median, [each.likely for each in told if each is not None], where="post", label="likely")
    axes.step(median, [each.worst for each in told if each is not None], "--", where="post", label="worst")
    _flags(axes, "WBGT of the forecast, ± 5 °C, °C")
    axes.legend()


def unsuccessful_share_Roberts_2010(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """With the limit above which a northern marathon should not start."""
    axes.plot(WBGT, 100.0 * heat_flags.unsuccessful_share_Roberts_2010(WBGT))
    axes.axvline(DO_NOT_START_UNACCLIMATISED, color="0.4", linestyle=":")
    axes.set(xlim=(0.0, 23.0), xlabel="WBGT at the start, °C", ylabel="starters who do not get through, %")


def _flags(axes: Axes, label: str) -> None:
    axes.set_yticks(list(heat_flags.Flag), [flag.name.lower() for flag in heat_flags.Flag])
    axes.set(xlabel=label, ylabel="flag")
