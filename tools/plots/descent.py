"""Plots of descent: one made-up history for all."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import descent

DAY = 86_400.0
RANDOM = np.random.default_rng(4)
START = np.sort(RANDOM.uniform(0, 180, 60)) * DAY
DESCENT = np.round(RANDOM.gamma(1.5, 120, 60))
MOMENT = np.linspace(0, 240, 2000) * DAY


def descent_of_records(axes: Axes) -> None:
    """Descent of ten kilometres over their grade."""
    grade = np.linspace(-0.3, 0.1, 81)
    axes.plot(grade, [descent.descent_of_records([10_000.0], [each]) for each in grade])
    axes.set(xlabel="grade", ylabel="descent of 10 km, m")


def descent_work(axes: Axes) -> None:
    """Work over the descent."""
    metres = np.linspace(0, 3000, 31)
    axes.plot(metres, descent.descent_work(metres) / 1000)
    axes.set(xlabel="descent, m", ylabel="work, kJ/kg")


def most_descent_Byrnes_1985(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """The runs, and the most before each moment."""
    axes.plot(START / DAY, DESCENT, "o", markersize=4, label="run")
    axes.plot(MOMENT / DAY, descent.most_descent_Byrnes_1985(MOMENT, START, DESCENT), label="most of six weeks")
    axes.set(xlabel="day", ylabel="descent, m")
    axes.legend()


def total_descent_Byrnes_1985(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """The sum before each moment."""
    axes.plot(MOMENT / DAY, descent.total_descent_Byrnes_1985(MOMENT, START, DESCENT))
    axes.set(xlabel="day", ylabel="descent of six weeks, m")


def descent_ratio(axes: Axes) -> None:
    """Ratio over the descent."""
    metres = np.linspace(0, 1500, 151)
    for accustomed in (200.0, 500.0, 1000.0):
        axes.plot(metres, descent.descent_ratio(metres, accustomed), label=f"used to {accustomed:.0f} m")
    axes.set(xlabel="descent of the run, m", ylabel="descent over what six weeks hold")
    axes.legend()


def descent_above_accustomed(axes: Axes) -> None:
    """Difference over the descent."""
    metres = np.linspace(0, 1500, 151)
    for accustomed in (0.0, 500.0, 1000.0):
        axes.plot(metres, descent.descent_above_accustomed(metres, accustomed), label=f"used to {accustomed:.0f} m")
    axes.set(xlabel="descent of the run, m", ylabel="beyond what six weeks hold, m")
    axes.legend()
