"""Plots of the wet-bulb globe temperature and of its parts."""

from datetime import UTC, datetime

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import wbgt

NOON = datetime(2025, 7, 1, 12, tzinfo=UTC)
AIR = np.linspace(0.0, 40.0, 81)


def wbgt_Liljegren_2008(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By temperature, for sun and shade, wind and calm, beside the simplified form."""
    for label, sun, wind in (("sun, calm", 850.0, 1.0), ("sun, wind", 850.0, 5.0), ("overcast, wind", 200.0, 5.0)):
        axes.plot(AIR, wbgt.wbgt_Liljegren_2008(AIR, 50.0, wind, sun, NOON, 48.0, 11.0), label=label)
    axes.plot(AIR, wbgt.wbgt_simplified_ACSM_1984(AIR, 50.0), "k--", label="simplified, whatever sun and wind")
    axes.set(xlabel="temperature of the air at 50 % humidity, °C", ylabel="WBGT, °C")
    axes.legend()


def wbgt_Yaglou_1957(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By the globe, for three wet bulbs."""
    globe = np.linspace(25.0, 55.0, 61)
    for wet in (15.0, 20.0, 25.0):
        axes.plot(globe, wbgt.wbgt_Yaglou_1957(wet, globe, 25.0), label=f"natural wet bulb {wet:.0f} °C")
    axes.set(xlabel="black globe, °C, in air of 25 °C", ylabel="WBGT, °C")
    axes.legend()


def wbgt_simplified_ACSM_1984(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By temperature, for three humidities."""
    for humidity in (30.0, 60.0, 90.0):
        axes.plot(AIR, wbgt.wbgt_simplified_ACSM_1984(AIR, humidity), label=f"{humidity:.0f} %")
    axes.set(xlabel="temperature of the air, °C", ylabel="simplified WBGT, °C")
    axes.legend(title="humidity")


def wet_bulb_Stull_2011(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By temperature over the whole range, for five humidities."""
    air = np.linspace(-20.0, 50.0, 281)
    for humidity in (5.0, 25.0, 50.0, 75.0, 99.0):
        axes.plot(air, wbgt.wet_bulb_Stull_2011(air, humidity), label=f"{humidity:.0f} %")
    axes.set(xlabel="temperature of the air, °C", ylabel="wet-bulb temperature, °C")
    axes.legend(title="humidity")


def air_pressure_ISO_1975(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """From the Dead Sea to the highest summit."""
    altitude = np.linspace(-500.0, 9000.0, 191)
    axes.plot(altitude, wbgt.air_pressure_ISO_1975(altitude))
    axes.set(xlabel="altitude, m", ylabel="pressure, hPa")
