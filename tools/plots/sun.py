"""Plots of the sun's height and of what it gives."""

import numpy as np
from matplotlib.axes import Axes

from uncramp.physiology import sun

SOLSTICES = {"21 June": 1_750_464_000.0, "22 September": 1_758_499_200.0, "21 December": 1_766_275_200.0}  # 0:00 UTC
HOURS = np.linspace(0.0, 24.0, 241)
HEIGHTS = np.linspace(-5.0, 90.0, 951)


def sun_elevation_Michalsky_1988(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Over three days at 50° north."""
    for name, midnight in SOLSTICES.items():
        axes.plot(HOURS, sun.sun_elevation_Michalsky_1988(midnight + 3600.0 * HOURS, 50.0, 0.0), label=name)
    axes.axhline(0.0, color="0.4", linewidth=0.8)
    axes.set(xlabel="hour of the day at Greenwich, h", ylabel="elevation of the sun at 50° N, °")
    axes.legend()


def clear_sky_radiation_Haurwitz_1945(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Beside its rival."""
    axes.plot(HEIGHTS, sun.clear_sky_radiation_Haurwitz_1945(HEIGHTS), label="Haurwitz")
    axes.plot(HEIGHTS, sun.clear_sky_radiation_Kasten_1980(HEIGHTS), "--", label="Kasten and Czeplak")
    axes.set(xlabel="elevation of the sun, °", ylabel="global radiation under a clear sky, W/m²")
    axes.legend()


def clear_sky_radiation_Kasten_1980(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """Over the heights for which it was made."""
    axes.plot(HEIGHTS, sun.clear_sky_radiation_Kasten_1980(HEIGHTS))
    axes.set(xlabel="elevation of the sun, °", ylabel="global radiation under a clear sky, W/m²")


def cloudy_sky_radiation_Kasten_1980(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By cloud cover, for three clear skies."""
    cover = np.linspace(0.0, 1.0, 101)
    for clear in (300.0, 600.0, 900.0):
        axes.plot(cover, sun.cloudy_sky_radiation_Kasten_1980(clear, cover), label=f"{clear:.0f} W/m² if clear")
    axes.set(xlabel="share of the sky that clouds hide, 1", ylabel="global radiation, W/m²")
    axes.legend()
