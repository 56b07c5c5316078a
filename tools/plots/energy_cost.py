"""Plots of the energy cost of running by grade."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import energy_cost

GRADES = np.linspace(-energy_cost.STEEPEST_MEASURED, energy_cost.STEEPEST_MEASURED, 361)
ROAD = np.linspace(-0.2, 0.2, 161)


def energy_cost_Minetti_2002(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """On the treadmill, with what was measured."""
    axes.plot(GRADES * 100, energy_cost.energy_cost_Minetti_2002(GRADES), label="polynomial")
    measured = {-45: (3.92, 0.81), -20: (1.73, 0.36), 0: (3.40, 0.24), 45: (18.93, 1.74)}
    means, deviations = zip(*measured.values(), strict=True)
    axes.errorbar(list(measured), means, deviations, fmt="o", label="measured, mean and SD")
    _labelled(axes)


def energy_cost_softened(axes: Axes) -> None:
    """Outdoors, beside the treadmill and what others read off Robb's figure of equal heart rate."""
    axes.plot(ROAD * 100, energy_cost.energy_cost_Minetti_2002(ROAD), "--", label="treadmill")
    axes.plot(ROAD * 100, energy_cost.energy_cost_softened(ROAD), label="softened")
    read = {-17.5: 1.0, -15: 0.93, -12.5: 0.90, -10: 0.87, -8.7: 0.87, -7: 0.89, -3: 0.94}
    factors = energy_cost.LEVEL_COST * np.array([*read.values()])
    axes.plot([*read], factors, "o", label="equal heart rate, read off a figure")
    _labelled(axes)


def grade_adjusted_speed_Minetti_2002(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """For three speeds."""
    for speed in (2.5, 3.5, 4.5):
        adjusted = energy_cost.grade_adjusted_speed_Minetti_2002(speed, ROAD)
        axes.plot(ROAD * 100, adjusted, label=f"{speed} m/s")
    axes.set(xlabel="grade, %", ylabel="grade-adjusted speed, m/s")
    axes.legend()


def grade_adjusted_speed_softened(axes: Axes) -> None:
    """For one speed, beside the treadmill."""
    axes.plot(ROAD * 100, energy_cost.grade_adjusted_speed_Minetti_2002(3.5, ROAD), "--", label="treadmill")
    axes.plot(ROAD * 100, energy_cost.grade_adjusted_speed_softened(3.5, ROAD), label="softened")
    axes.set(xlabel="grade, %", ylabel="grade-adjusted speed of 3.5 m/s, m/s")
    axes.legend()


def _labelled(axes: Axes) -> None:
    axes.set(xlabel="grade, %", ylabel="energy cost, J/kg/m")
    axes.legend()
