"""Plots of the army's sweat equations."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from uncramp.domain.streams import FloatArray
from uncramp.physiology import sweat_equations as formulas

REQUIRED = np.linspace(0.0, 550.0, 111)
CAPACITIES = (100.0, 200.0, 400.0)


def _fluxes(axes: Axes, flux: Callable[..., FloatArray], *air: float) -> None:
    for capacity in CAPACITIES:
        axes.plot(REQUIRED, flux(REQUIRED, capacity, *air), label=f"{capacity:.0f} W/m² possible")
    axes.axvline(515.0, linestyle=":", color="grey", label="70 kg at 12 km/h")
    axes.set_xlabel("required evaporation, W/m²")
    axes.set_ylabel("sweat flux, g/m²/h")
    axes.legend()


def body_surface_area_DuBois_1916(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By mass, for three heights."""
    masses = np.linspace(40.0, 120.0, 81)
    for height in (1.55, 1.70, 1.85):
        axes.plot(masses, formulas.body_surface_area_DuBois_1916(masses, height), label=f"{height:.2f} m")
    axes.set_xlabel("body mass, kg")
    axes.set_ylabel("surface, m²")
    axes.legend()


def required_evaporation_Givoni_1972(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By the air, for three rates of heat."""
    air = np.linspace(0.0, 50.0, 101)
    for heat in (200.0, 350.0, 500.0):
        axes.plot(air, formulas.required_evaporation_Givoni_1972(heat, air, 0.8), label=f"{heat:.0f} W/m² made")
    axes.set_xlabel("air temperature, °C (0.8 clo)")
    axes.set_ylabel("required evaporation, W/m²")
    axes.legend()


def evaporative_capacity_Woodcock_1962(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By the vapour in the air, for light clothing and fatigues."""
    vapour = np.linspace(0.0, 58.66, 118)
    for label, insulation, index in (("shorts: 0.6 clo, 0.6", 0.6, 0.6), ("fatigues: 1.4 clo, 0.45", 1.4, 0.45)):
        axes.plot(vapour, formulas.evaporative_capacity_Woodcock_1962(vapour, insulation, index), label=label)
    axes.set_xlabel("vapour pressure, hPa")
    axes.set_ylabel("evaporative capacity, W/m²")
    axes.legend()


def sweat_flux_Shapiro_1982(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By what is required."""
    _fluxes(axes, formulas.sweat_flux_Shapiro_1982)


def sweat_flux_corrected_Gonzalez_2009(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By what is required."""
    _fluxes(axes, formulas.sweat_flux_corrected_Gonzalez_2009, 30.0, 1.0)


def sweat_flux_Gonzalez_2009(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By what is required."""
    _fluxes(axes, formulas.sweat_flux_Gonzalez_2009, 30.0, 1.0)


def sweat_flux_cool_Gonzalez_2012(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By what is required."""
    _fluxes(axes, formulas.sweat_flux_cool_Gonzalez_2012, 18.0, 1.0)


def sweat_flux_solar_Gonzalez_2012(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By what is required."""
    _fluxes(axes, formulas.sweat_flux_solar_Gonzalez_2012, 20.0, 1.0)
