"""Plots of hard days: one made-up season for both."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.domain.streams import FloatArray
from uncramp.physiology import hard_days

DAYS = np.arange(90)
RANDOM = np.random.default_rng(5)
LOAD = RANDOM.gamma(5, 15, 90) * RANDOM.binomial(1, 0.7, 90)
LOAD[70:] *= 1.6


def _hard() -> FloatArray:
    return hard_days.is_hard_day(LOAD, np.full(90, np.nan))


def is_hard_day(axes: Axes) -> None:
    """Loads of days, and which were hard."""
    hard = _hard() == 1
    axes.bar(DAYS, LOAD, label="known not to be hard, or unknown")
    axes.bar(DAYS[hard], LOAD[hard], label="hard")
    axes.set(xlabel="day of a made-up season", ylabel="load of the day")
    axes.legend()


def hard_days_in_a_row(axes: Axes) -> None:
    """How many came in a row."""
    axes.step(DAYS, hard_days.hard_days_in_a_row(_hard()), where="mid")
    axes.set(xlabel="day of a made-up season", ylabel="hard days in a row, d")
