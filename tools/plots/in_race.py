"""Plots of the forecast of a marathon on the way."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.domain.runner import Sex
from uncramp.physiology import in_race
from uncramp.physiology.in_race_history import HALF, MARKS

MINUTE = 60.0


def predict_finish(axes: Axes) -> None:
    """How the forecast of an even runner narrows from mark to mark."""
    ways = MARKS[1:9]
    for sex, colour in ((Sex.MALE, "C0"), (Sex.FEMALE, "C1")):
        made = [
            in_race.predict_finish(
                MARKS[way >= MARKS], MARKS[way >= MARKS] * 0.3, sex=sex, age=40.0, wbgt=10.0, course="chicago"
            ).finish
            for way in ways
        ]
        low, middle, high = (np.array([getattr(each, name) for each in made]) for name in ("low", "median", "high"))
        axes.plot(ways / 1000.0, middle / MINUTE, color=colour, label=f"{sex.value}, 300 s/km so far")
        axes.fill_between(ways / 1000.0, low / MINUTE, high / MINUTE, color=colour, alpha=0.2)
    axes.axhline(MARKS[-1] * 0.3 / MINUTE, color="C7", linestyle=":", label="even pace to the end")
    axes.set(xlabel="way so far, km", ylabel="finish, min, and 80 % interval")
    axes.legend()


def predict_finishes(axes: Axes) -> None:
    """Chance of a much slower last part from half way, by the pace of the last 6 km and the heat."""
    change = np.linspace(-0.06, 0.10, 65)
    times = np.full((change.size, MARKS.size), np.nan)
    times[:, : HALF + 1] = MARKS[: HALF + 1] * 0.33
    times[:, 3] += 5_000.0 * 0.33 * change
    times[:, HALF] += (MARKS[HALF] - MARKS[2]) * 0.33 * change
    for wbgt in (8.0, 14.0, 20.0):
        chance = in_race.predict_finishes(times, male=0.5, age=40.0, wbgt=wbgt, course="chicago").last_10_km_slower
        axes.plot(100.0 * change, chance, label=f"WBGT {wbgt:.0f} °C")
    axes.set(
        xlabel="pace from 15 km to half way over that before, %", ylabel="chance that 30 to 40 km is 20 % slower, 1"
    )
    axes.legend()
