"""Plots of the metabolic rate of running."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import metabolic_rate

SPEEDS = np.linspace(1.5, 7.0, 221)
UPTAKES = np.linspace(0.0, 90.0, 91)


def metabolic_rate_Minetti_2002(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """For four grades."""
    for grade in (-0.1, 0.0, 0.05, 0.1):
        axes.plot(SPEEDS, metabolic_rate.metabolic_rate_Minetti_2002(SPEEDS, grade), label=f"{grade:.0%}")
    axes.set(xlabel="speed, m/s", ylabel="metabolic rate above rest, W/kg")
    axes.legend(title="grade")


def metabolic_rate_Weir_1949(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """For fat, carbohydrate and between."""
    for ratio in (0.7, 0.85, 1.0):
        axes.plot(UPTAKES, metabolic_rate.metabolic_rate_Weir_1949(UPTAKES, ratio), label=f"{ratio}")
    axes.set(xlabel="oxygen uptake, mL/kg/min", ylabel="metabolic rate, W/kg")
    axes.legend(title="exchange ratio")


def oxygen_uptake_Weir_1949(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """For fat, carbohydrate and between."""
    rates = np.linspace(0.0, 30.0, 91)
    for ratio in (0.7, 0.85, 1.0):
        axes.plot(rates, metabolic_rate.oxygen_uptake_Weir_1949(rates, ratio), label=f"{ratio}")
    axes.set(xlabel="metabolic rate, W/kg", ylabel="oxygen uptake, mL/kg/min")
    axes.legend(title="exchange ratio")


def oxygen_uptake_ACSM_2018(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """For three grades."""
    for grade in (0.0, 0.05, 0.1):
        axes.plot(SPEEDS, metabolic_rate.oxygen_uptake_ACSM_2018(SPEEDS, grade), label=f"{grade:.0%}")
    axes.set(xlabel="speed, m/s", ylabel="oxygen uptake, mL/kg/min")
    axes.legend(title="grade")


def oxygen_uptake_Leger_1984(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """On the level, beside its rivals."""
    axes.plot(SPEEDS, metabolic_rate.oxygen_uptake_Leger_1984(SPEEDS), label="Léger and Mercier, track")
    axes.plot(SPEEDS, metabolic_rate.oxygen_uptake_ACSM_2018(SPEEDS, 0.0), label="ACSM")
    rate = metabolic_rate.metabolic_rate_Minetti_2002(SPEEDS, 0.0)
    uptake = metabolic_rate.oxygen_uptake_Weir_1949(rate, metabolic_rate.STEADY_EXCHANGE_RATIO)
    axes.plot(SPEEDS, uptake + metabolic_rate.RESTING_OXYGEN_UPTAKE, label="Minetti, and rest")
    axes.set(xlabel="speed, m/s", ylabel="oxygen uptake, mL/kg/min")
    axes.legend()
