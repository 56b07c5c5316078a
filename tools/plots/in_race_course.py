"""Plots of the level way of courses."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import in_race_course
from uncramp.physiology.prediction import MARATHON


def level_way(axes: Axes) -> None:
    """Of an even slope, beside the treadmill's whole credit for descents."""
    grades = np.linspace(-0.1, 0.1, 81)
    ends = np.array([0.0, MARATHON])
    level = [float(in_race_course.level_way(ends, each * ends, ends[1])) for each in grades]
    axes.plot(100.0 * grades, np.array(level) / ends[1], label="level way over way")
    axes.set(xlabel="grade, %", ylabel="level way over way, 1")
    axes.legend()
