"""Plots of the sweat rate of runners."""

from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes

from uncramp.domain.diary import WeighIn
from uncramp.physiology import sweat
from uncramp.usecases.sweating import sweat_model

MASS = 70.0
SPEEDS = np.linspace(2.0, 4.6, 27)
HEATS = np.linspace(0.0, 30.0, 31)


def _weighed(rate: float) -> sweat.SweatTest:
    weigh_in = WeighIn(MASS, MASS - rate, 0.0, 3600.0, urine=0.0, wet_clothes=False)
    return sweat.SweatTest(weigh_in, speed=3.0, wbgt=18.0)


def heat_to_shed(axes: Axes) -> None:
    """By pace, in three heats."""
    for wbgt in (5.0, 15.0, 25.0):
        axes.plot(SPEEDS, sweat.heat_to_shed(MASS, SPEEDS, wbgt), label=f"{wbgt:.0f} °C WBGT")
    axes.set_xlabel("speed, m/s")
    axes.set_ylabel("heat to shed at 70 kg, W/kg")
    axes.legend()


def sweat_rate_from_weigh_in(axes: Axes) -> None:
    """By the time between the weighings, for three losses."""
    hours = np.linspace(0.5, 4.0, 36)
    for lost in (0.5, 1.0, 2.0):
        weigh_ins = [WeighIn(MASS, MASS - lost, 0.0, hour * 3600.0) for hour in hours]
        axes.plot(hours, [sweat.sweat_rate_from_weigh_in(each) for each in weigh_ins], label=f"{lost:g} kg lost")
    axes.set_xlabel("time between the weighings, h")
    axes.set_ylabel("sweat rate by the scale, L/h")
    axes.legend()


def measured_sweat_rate(axes: Axes) -> None:
    """What one hour's loss shows, with urine told, not told, and in wet clothes."""
    losses = np.linspace(0.3, 2.5, 45)
    told = WeighIn(MASS, MASS - 1.0, 0.0, 3600.0, urine=0.0, wet_clothes=False)
    for label, changes in (
        ("all told", {}),
        ("urine not told", {"urine": None}),
        ("in wet clothes", {"wet_clothes": True}),
    ):
        tests = [sweat.SweatTest(replace(told, after=MASS - lost, **changes), 3.0, 18.0) for lost in losses]
        rates = [sweat.measured_sweat_rate(test, sweat_model()) for test in tests]
        (line,) = axes.plot(losses, [rate.median for rate in rates], label=label)
        axes.fill_between(
            losses, [rate.low for rate in rates], [rate.high for rate in rates], color=line.get_color(), alpha=0.15
        )
    axes.set_xlabel("mass lost in an hour at 3 m/s, kg")
    axes.set_ylabel("sweat rate, L/h, with 80 % interval")
    axes.legend()


def sweat_rate_prediction(axes: Axes) -> None:
    """By heat, before any test and after three of 1.5 L/h at 18 °C WBGT."""
    for label, tests in (("no weigh-in", []), ("three weigh-ins of 1.5 L/h at 18 °C", [_weighed(1.5)] * 3)):
        rates = [sweat.sweat_rate_prediction(MASS, tests, sweat_model(), speed=3.0, wbgt=float(heat)) for heat in HEATS]
        (line,) = axes.plot(HEATS, [rate.median for rate in rates], label=label)
        axes.fill_between(
            HEATS, [rate.low for rate in rates], [rate.high for rate in rates], color=line.get_color(), alpha=0.15
        )
    axes.set_xlabel("WBGT of the run to come, °C")
    axes.set_ylabel("sweat rate at 3 m/s, L/h, with 80 % interval")
    axes.legend()
