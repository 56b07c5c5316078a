"""Plots of the balance of D-prime."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import d_prime

SPEED = np.tile(np.repeat([4.6, 3.2], [180, 120]), 6)
MINUTES = np.arange(1.0, SPEED.size + 1.0) / 60.0
CRITICAL_SPEED, WAY = 4.0, 200.0


def d_prime_balance_Skiba_2015(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Six times three minutes above critical speed, beside the integral form."""
    axes.plot(MINUTES, d_prime.d_prime_balance_Skiba_2015(SPEED, CRITICAL_SPEED, WAY), label="differential, 2015")
    integral = d_prime.d_prime_balance_Skiba_2012(SPEED, CRITICAL_SPEED, WAY, 400.0)
    axes.plot(MINUTES, integral, ":", label="integral, 2012, 400 s")
    axes.axhline(0.0, linewidth=0.5)
    axes.set(xlabel="time, min", ylabel="D-prime left, m")
    axes.legend()


def d_prime_balance_Skiba_2012(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Six times three minutes above critical speed, for three time constants."""
    for constant in (316.0, 400.0, 580.0):
        left = d_prime.d_prime_balance_Skiba_2012(SPEED, CRITICAL_SPEED, WAY, constant)
        axes.plot(MINUTES, left, label=f"recovery {constant:.0f} s")
    axes.axhline(0.0, linewidth=0.5)
    axes.set(xlabel="time, min", ylabel="D-prime left, m")
    axes.legend()
