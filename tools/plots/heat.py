"""Plots of what heat takes from the speed."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import heat

WBGT = np.linspace(0.0, 26.0, 261)


def heat_speed_factor_Mantzios_2022(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Beside its rivals."""
    axes.plot(WBGT, heat.heat_speed_factor_Mantzios_2022(WBGT), label="Mantzios, the best")
    axes.plot(WBGT, heat.heat_speed_factor_Ely_2007(WBGT).median, "--", label="Ely, first three men")
    for hours in (3.0, 4.0):
        factor = heat.heat_speed_factor_ordinary(WBGT, 3600.0 * hours).median
        axes.plot(WBGT, factor, label=f"ordinary, {hours:.0f} h marathon")
    _labelled(axes)


def heat_speed_factor_Ely_2007(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Men and women with the spread between races."""
    for sex in ("male", "female"):
        factor = heat.heat_speed_factor_Ely_2007(WBGT, sex)
        (line,) = axes.plot(WBGT, factor.median, label=sex)
        axes.fill_between(WBGT, factor.low, factor.high, color=line.get_color(), alpha=0.15)
    _labelled(axes)


def heat_speed_factor_Knechtle_2019(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By the air of the day, from 8 °C on, for three marathon times."""
    air = np.linspace(5.0, 30.0, 251)
    for hours in (3.0, 4.0, 5.0):
        factor = heat.heat_speed_factor_Knechtle_2019(air, 8.0, 3600.0 * hours)
        axes.plot(air, factor, label=f"{hours:.0f} h at 8 °C")
    axes.set(xlabel="temperature of the air, °C", ylabel="share of the cool-weather speed, 1")
    axes.legend()


def heat_speed_factor_ordinary(axes: Axes) -> None:
    """For three marathon times with the interval."""
    for hours in (2.5, 3.5, 4.5):
        factor = heat.heat_speed_factor_ordinary(WBGT, 3600.0 * hours)
        (line,) = axes.plot(WBGT, factor.median, label=f"{hours:g} h in cool weather")
        axes.fill_between(WBGT, factor.low, factor.high, color=line.get_color(), alpha=0.15)
    _labelled(axes)


def _labelled(axes: Axes) -> None:
    axes.set(xlabel="WBGT, °C", ylabel="share of the cool-weather speed, 1")
    axes.legend()
