"""Plots of what the air costs."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import air_resistance

WINDS = np.linspace(0.0, 18.5, 186)


def air_resistance_cost_Pugh_1971(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Beside its rivals."""
    axes.plot(WINDS, air_resistance.air_resistance_cost_DiPrampero_1986(WINDS), "--", label="di Prampero")
    axes.plot(WINDS, air_resistance.air_resistance_cost_Pugh_1971(WINDS), label="Pugh")
    axes.plot(WINDS, air_resistance.air_resistance_cost_Davies_1980(WINDS), "--", label="Davies")
    _labelled(axes)
    axes.legend()


def air_resistance_cost_DiPrampero_1986(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Over the speeds that people run at."""
    axes.plot(WINDS, air_resistance.air_resistance_cost_DiPrampero_1986(WINDS))
    axes.set_xlim(0.0, 10.0)
    _labelled(axes)


def air_resistance_cost_Davies_1980(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """From behind and from the front."""
    winds = np.linspace(-15.0, 15.0, 301)
    axes.plot(winds, air_resistance.air_resistance_cost_Davies_1980(winds))
    axes.axhline(0.0, color="0.4", linewidth=0.8)
    _labelled(axes)


def _labelled(axes: Axes) -> None:
    axes.set(xlabel="speed of the air from the front, m/s", ylabel="energy cost on top, J/kg/m")
