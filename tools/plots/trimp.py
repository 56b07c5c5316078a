"""Plots of the loads of one session."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.domain.runner import Sex
from uncramp.physiology import trimp

HOUR = 3600.0
REST, HIGHEST = 50.0, 190.0
RATES = np.linspace(REST, HIGHEST, 281)


def session_load_Foster_2001(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Load over the rating, for three durations."""
    rpe = np.linspace(0, 10, 101)
    for hours in (0.5, 1.0, 2.0):
        axes.plot(rpe, trimp.session_load_Foster_2001(rpe, hours * HOUR), label=f"{60 * hours:.0f} min")
    axes.set(xlabel="rating of the session, 0 to 10", ylabel="load")
    axes.legend()


def heart_rate_reserve(axes: Axes) -> None:
    """Share over the heart rate."""
    axes.plot(RATES, trimp.heart_rate_reserve(RATES, REST, HIGHEST))
    axes.set(xlabel="heart rate, bpm (rest 50, maximum 190)", ylabel="share of the reserve")


def trimp_Banister_1991(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Load of an hour over the heart rate, of both sexes and by zones."""
    for sex, name in ((Sex.MALE, "men"), (Sex.FEMALE, "women")):
        axes.plot(RATES, trimp.trimp_Banister_1991(HOUR, RATES, REST, HIGHEST, sex), label=f"Banister, {name}")
    axes.plot(RATES, trimp.trimp_Edwards_1993(HOUR, RATES, HIGHEST), label="Edwards")
    axes.set(xlabel="heart rate, bpm (rest 50, maximum 190)", ylabel="load of an hour")
    axes.legend()


def trimp_of_records_Banister_1991(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Load of an hour of intervals around one mean heart rate, and of that mean."""
    swings = np.linspace(0, 40, 41)
    time = np.full(60, 60.0)
    beats = [140 + swing * np.where(np.arange(60) % 2, 1, -1) for swing in swings]
    loads = [trimp.trimp_of_records_Banister_1991(time, each, REST, HIGHEST, Sex.MALE) for each in beats]
    axes.plot(swings, loads, label="record by record")
    steady = trimp.trimp_Banister_1991(HOUR, np.full(41, 140.0), REST, HIGHEST, Sex.MALE)
    axes.plot(swings, steady, label="mean of 140 bpm")
    axes.set(xlabel="swing about the mean, bpm", ylabel="load of an hour, men")
    axes.legend()


def trimp_Edwards_1993(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Load of an hour by zones."""
    axes.plot(RATES, trimp.trimp_Edwards_1993(HOUR, RATES, HIGHEST))
    axes.set(xlabel="heart rate, bpm (maximum 190)", ylabel="load of an hour")


def trimp_of_records_Edwards_1993(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Load of an hour that warms up to a heart rate."""
    time = np.full(60, 60.0)
    loads = [trimp.trimp_of_records_Edwards_1993(time, np.linspace(90, rate, 60), HIGHEST) for rate in RATES]
    axes.plot(RATES, loads)
    axes.set(xlabel="heart rate at the end of an hour begun at 90 bpm", ylabel="load of the hour")
