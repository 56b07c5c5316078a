"""Plots of sodium in sweat."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import sweat_sodium

MODEL = sweat_sodium.SodiumModel(mean=42.9, sd=18.7, patch_sd=7.1, whole_body_sd=3.0, day_sd=6.0, effort_sd=0.25)


def whole_body_sodium_Baker_2016(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Against the patch itself."""
    patch = np.linspace(5.0, 150.0, 146)
    axes.plot(patch, sweat_sodium.whole_body_sodium_Baker_2016(patch), label="whole body")
    axes.plot(patch, patch, ":", color="grey", label="as in the patch")
    axes.set_xlabel("sodium in a patch on the forearm, mmol/L")
    axes.set_ylabel("sodium in the sweat of the whole body, mmol/L")
    axes.legend()


def sweat_sodium_rise_Holmes_2016(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """From easy running to a time trial."""
    share = np.linspace(0.6, 0.9, 31)
    axes.plot(share, sweat_sodium.sweat_sodium_rise_Holmes_2016(share))
    axes.set_xlabel("share of the highest heart rate, 1")
    axes.set_ylabel("sodium over that at 60 %, 1")


def sweat_sodium_prediction(axes: Axes) -> None:
    """By what one test found, whole body and patch."""
    found = np.linspace(10.0, 110.0, 51)
    for how in sweat_sodium.SweatCollection:
        tests = [[sweat_sodium.SodiumTest(float(each), how, 0.8)] for each in found]
        rates = [sweat_sodium.sweat_sodium_prediction(test, MODEL, 0.8) for test in tests]
        (line,) = axes.plot(found, [rate.median for rate in rates], label=how.replace("_", " "))
        axes.fill_between(
            found, [rate.low for rate in rates], [rate.high for rate in rates], color=line.get_color(), alpha=0.15
        )
    axes.set_xlabel("sodium in one test, mmol/L")
    axes.set_ylabel("sodium to expect, mmol/L, with 80 % interval")
    axes.legend()
