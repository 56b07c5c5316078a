"""Decoupling: what each formula does over the runs it was made for."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import decoupling as formulas

EARLY_HEART_RATE, EARLY_SPEED = 150.0, 3.3


def decoupling_Smyth_2022(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Ratio by the late heart rate, for late speeds that are a share of the early one."""
    rates = np.linspace(140.0, 180.0, 81)
    for share in (1.0, 0.95, 0.9, 0.8):
        ratio = formulas.decoupling_Smyth_2022(rates, share * EARLY_SPEED, EARLY_HEART_RATE, EARLY_SPEED)
        axes.plot(rates, ratio, label=f"speed at {100 * share:.0f} %")
    axes.axhline(1.1, linestyle=":", color="grey", label="low below 1.1, high from 1.2 on")
    axes.axhline(1.2, linestyle=":", color="grey")
    axes.set_xlabel("heart rate at 35 to 40 km, bpm (150 at 5 to 10 km)")
    axes.set_ylabel("decoupling, 1")
    axes.legend()


def decoupling_onset_Smyth_2022(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """A marathon that decouples slowly, kilometre by kilometre, and where its onset is found."""
    starts = np.arange(10_000.0, 42_000.0, 1000.0)
    ratio = 1.0 + 0.16 * ((starts - 10_000.0) / 27_500.0) ** 2 + 0.01 * np.sin(starts / 700.0)
    onset = formulas.decoupling_onset_Smyth_2022(starts, starts + 1000.0, ratio)
    axes.step(starts / 1000.0, ratio, where="post", label="each kilometre against 5 to 10 km")
    axes.axhline(formulas.ONSET, linestyle=":", color="grey", label=f"{formulas.ONSET}")
    axes.axvline(onset / 1000.0, color="black", label=f"onset, {onset / 1000.0:.0f} km")
    axes.set_xlabel("distance, km")
    axes.set_ylabel("decoupling, 1")
    axes.legend()


def aerobic_decoupling_Friel_2008(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Loss by the heart rate of the second half, for speeds that are a share of the first half's."""
    rates = np.linspace(140.0, 170.0, 61)
    for share in (1.0, 0.95, 0.9):
        lost = formulas.aerobic_decoupling_Friel_2008(EARLY_SPEED, EARLY_HEART_RATE, share * EARLY_SPEED, rates)
        axes.plot(rates, 100.0 * lost, label=f"speed at {100 * share:.0f} %")
    axes.axhline(5.0, linestyle=":", color="grey", label="5 %, a coach's border")
    axes.set_xlabel("heart rate of the second half, bpm (150 in the first)")
    axes.set_ylabel("loss of speed per beat, %")
    axes.legend()
