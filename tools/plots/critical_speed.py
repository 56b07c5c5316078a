"""Plots of critical speed from efforts."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.domain.streams import FloatArray
from uncramp.physiology import critical_speed
from uncramp.physiology.critical_speed import CriticalSpeed

WAYS = np.array([800.0, 1200.0, 1609.344, 2400.0, 3000.0, 5000.0])
TIMES = np.array([152.0, 251.0, 352.0, 560.0, 722.0, 1260.0])
CLOCK = np.linspace(120.0, 1800.0, 300)
MINUTE = 60.0


def _draw(axes: Axes, fitted: CriticalSpeed, name: str) -> None:
    offset = 0.0
    if np.isfinite(fitted.maximal_speed):
        offset = fitted.d_prime.median / (fitted.maximal_speed - fitted.speed.median)
    label = f"{name}: {fitted.speed.median:.2f} m/s, {fitted.d_prime.median:.0f} m"
    (line,) = axes.plot(CLOCK / MINUTE, fitted.speed.median + fitted.d_prime.median / (CLOCK + offset), label=label)
    axes.axhspan(fitted.speed.low, fitted.speed.high, alpha=0.2, color=line.get_color())


def _finish(axes: Axes, times: FloatArray) -> None:
    axes.plot(times / MINUTE, WAYS / times, "o", label="efforts")
    axes.set(xlabel="duration, min", ylabel="speed, m/s")
    axes.legend()


def critical_speed_Monod_1965(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Six efforts, with the interval of critical speed."""
    _draw(axes, critical_speed.critical_speed_Monod_1965(WAYS, TIMES), "distance on time")
    _finish(axes, TIMES)


def critical_speed_Hughson_1984(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """The same efforts on the inverse of time, beside the line of distance."""
    _draw(axes, critical_speed.critical_speed_Hughson_1984(WAYS, TIMES), "speed on 1/time")
    _draw(axes, critical_speed.critical_speed_Monod_1965(WAYS, TIMES), "distance on time")
    _finish(axes, TIMES)


def critical_speed_Morton_1996(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """The same efforts with a maximal speed, beside the model without."""
    _draw(axes, critical_speed.critical_speed_Morton_1996(WAYS, TIMES), "three parameters")
    _draw(axes, critical_speed.critical_speed_Hughson_1984(WAYS, TIMES), "two parameters")
    _finish(axes, TIMES)


def critical_speed_from_training(axes: Axes) -> None:
    """The same efforts, three of them held back: the frontier and the line."""
    held = TIMES * np.array([1.0, 1.06, 1.0, 1.08, 1.0, 1.05])
    _draw(axes, critical_speed.critical_speed_from_training(WAYS, held), "frontier")
    _draw(axes, critical_speed.critical_speed_Monod_1965(WAYS, held), "straight line")
    _finish(axes, held)
