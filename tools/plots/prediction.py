"""Plots of finish times from other distances."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import prediction

DISTANCES = np.geomspace(1500.0, 42_195.0, 200)
HALVES = np.linspace(4200.0, 9000.0, 200)
HALF = 21_097.5
HOUR, KILOMETRE = 3600.0, 1000.0


def race_time_Riegel_1981(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """From 5 km in 20, 25 and 30 min, with both exponents."""
    for minutes in (20.0, 25.0, 30.0):
        for exponent, style in ((1.06, "-"), (1.07, "--")):
            time = prediction.race_time_Riegel_1981(DISTANCES, 5000.0, 60.0 * minutes, exponent)
            axes.plot(
                DISTANCES / KILOMETRE, time / HOUR, style, label=f"5 km in {minutes:.0f} min, exponent {exponent}"
            )
    axes.set(xlabel="distance, km", ylabel="race time, h")
    axes.legend()


def marathon_time_Vickers_2016(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """From the half marathon, by the training, beside Riegel."""
    for week in (30_000.0, 60_000.0, 90_000.0):
        time = prediction.marathon_time_Vickers_2016(HALF, HALVES, week)
        axes.plot(HALVES / HOUR, time / HOUR, label=f"{week / KILOMETRE:.0f} km a week")
    riegel = prediction.race_time_Riegel_1981(prediction.MARATHON, HALF, HALVES)
    axes.plot(HALVES / HOUR, riegel / HOUR, ":", label="Riegel 1981")
    axes.set(xlabel="half marathon, h", ylabel="marathon, h")
    axes.legend()


def marathon_time_Vickers_2016_two_races(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """From a half marathon in 1:45 and a 10 km beside it."""
    tens = np.linspace(2550.0, 3050.0, 200)
    for week in (30_000.0, 60_000.0, 90_000.0):
        time = prediction.marathon_time_Vickers_2016_two_races(10_000.0, tens, HALF, 6300.0, week)
        axes.plot(tens / 60.0, time / HOUR, label=f"{week / KILOMETRE:.0f} km a week")
    axes.set(xlabel="10 km beside a half marathon in 1:45 h, min", ylabel="marathon, h")
    axes.legend()


def marathon_time_Smyth_2020(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Over the critical speeds of marathon runners, and with a fixed share."""
    speed = np.linspace(2.3, 5.2, 300)
    axes.plot(speed, prediction.marathon_time_Smyth_2020(speed) / HOUR, label="share falling with the time")
    axes.plot(speed, prediction.MARATHON / (0.848 * speed) / HOUR, ":", label="84.8 % for all")
    axes.set(xlabel="critical speed, m/s", ylabel="marathon, h")
    axes.legend()
