"""Plots of what leaves the body without being sweat."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import water_loss

OXYGEN = np.linspace(0.0, 7.0, 71)


def respiratory_water_loss_Mitchell_1972(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By the oxygen taken up, in dry and damp air."""
    for vapour in (5.0, 15.0, 30.0):
        axes.plot(OXYGEN, water_loss.respiratory_water_loss_Mitchell_1972(OXYGEN, vapour), label=f"{vapour:.0f} hPa")
    axes.set_xlabel("oxygen uptake, L/min")
    axes.set_ylabel("water breathed out, L/h")
    axes.legend()


def gas_mass_loss_Mitchell_1972(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By the oxygen taken up, from fat to carbohydrate."""
    for ratio in (0.7, 0.85, 1.0):
        axes.plot(OXYGEN, water_loss.gas_mass_loss_Mitchell_1972(OXYGEN, ratio), label=f"exchange ratio {ratio:g}")
    axes.set_xlabel("oxygen uptake, L/min")
    axes.set_ylabel("mass lost as gas, kg/h")
    axes.legend()


def mass_loss_without_sweat_Cheuvront_2017(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Up to an ultramarathon."""
    energy = np.linspace(0.0, 4e7, 81)
    axes.plot(energy / 4.184e6, water_loss.mass_loss_without_sweat_Cheuvront_2017(energy))
    axes.set_xlabel("energy spent, 1000 kcal")
    axes.set_ylabel("mass lost that is no sweat, kg")
