"""Plots of VDOT."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import vdot

MINUTE, HOUR, KILOMETRE = 60.0, 3600.0, 1000.0


def vdot_Daniels_1979(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Over the pace, for four races."""
    pace = np.linspace(150.0, 480.0, 400)
    for distance, name in ((5000.0, "5 km"), (10_000.0, "10 km"), (21_097.5, "half marathon"), (42_195.0, "marathon")):
        axes.plot(pace / MINUTE, vdot.vdot_Daniels_1979(distance, pace * distance / KILOMETRE), label=name)
    axes.set(xlabel="pace, min/km", ylabel="VDOT, mL/kg/min")
    axes.legend()


def race_time_Daniels_1979(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Over the tables, for four races."""
    levels = np.linspace(30.0, 85.0, 300)
    for distance, name in ((5000.0, "5 km"), (10_000.0, "10 km"), (21_097.5, "half marathon"), (42_195.0, "marathon")):
        axes.plot(levels, vdot.race_time_Daniels_1979(distance, levels) / HOUR, label=name)
    axes.set(xlabel="VDOT, mL/kg/min", ylabel="race time, h")
    axes.legend()
