"""Plots of the fluid balance of a run."""

from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes

from uncramp.domain.quantities import Range
from uncramp.domain.runner import Sex
from uncramp.physiology import fluid_balance as formulas

PLAN = formulas.FluidPlan(
    mass=60.0,
    duration=16_200.0,
    sweat_rate=Range("sweat_rate", 0.4, 0.65, 0.95),
    drinking_rate=0.5,
    energy_rate=650.0,
)
BODY = formulas.BodyWater(share=Range("share", 0.50, 0.565, 0.63), plasma_sodium=140.0, plasma_sodium_sd=1.5)
SALT = Range("sweat_sodium", 20.9, 43.4, 67.1)
DRINKING = np.linspace(0.0, 1.2, 25)
DRUNK = "drunk by 60 kg in a marathon of 4:30 h, L/h"


def total_body_water_Watson_1980(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By mass, at 40 years and 1.75 m."""
    masses = np.linspace(40.0, 110.0, 71)
    for sex in Sex:
        axes.plot(masses, formulas.total_body_water_Watson_1980(sex, 40.0, 1.75, masses), label=str(sex))
    axes.set_xlabel("body mass, kg")
    axes.set_ylabel("body water, L")
    axes.legend()


def plasma_sodium_Nguyen_2004(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By what the body holds, in three bodies of water."""
    held = np.linspace(3500.0, 8500.0, 201)
    for water in (30.0, 40.0, 50.0):
        axes.plot(held, formulas.plasma_sodium_Nguyen_2004(held, 0.0, water), label=f"{water:.0f} L of water")
    axes.set_xlabel("exchangeable sodium and potassium, mmol")
    axes.set_ylabel("plasma sodium, mmol/L")
    axes.legend()


def plasma_sodium_after_Nguyen_2004(axes: Axes) -> None:  # noqa: N802  # named after the formula
    """By the water gained, alone and after a loss of salt."""
    gained = np.linspace(-3.0, 4.0, 71)
    for salt in (0.0, -150.0, -300.0):
        after = formulas.plasma_sodium_after_Nguyen_2004(140.0, 36.0, gained, salt)
        axes.plot(gained, after, label=f"{-salt:.0f} mmol of salt lost")
    axes.axhline(135.0, linestyle=":", color="grey")
    axes.set_xlabel("water gained by a body of 36 L, L")
    axes.set_ylabel("plasma sodium, mmol/L")
    axes.legend()


def mass_change_over(axes: Axes) -> None:
    """In the course of a run, at three rates of drinking."""
    time = np.linspace(0.0, PLAN.duration, 55)
    for drinking in (0.2, 0.5, 0.8):
        low, median, high = formulas.mass_change_over(replace(PLAN, drinking_rate=drinking), time)
        (line,) = axes.plot(time / 3600.0, median, label=f"{drinking:g} L/h drunk")
        axes.fill_between(time / 3600.0, low, high, color=line.get_color(), alpha=0.15)
    axes.axhline(0.0, linestyle=":", color="grey")
    axes.set_xlabel("time, h")
    axes.set_ylabel("change of body mass, 1, with 80 % interval")
    axes.legend()


def water_change(axes: Axes) -> None:
    """By how much is drunk."""
    found = [formulas.water_change(replace(PLAN, drinking_rate=float(each))) for each in DRINKING]
    axes.plot(DRINKING, [each.median for each in found])
    axes.fill_between(DRINKING, [each.low for each in found], [each.high for each in found], alpha=0.15)
    axes.axhline(0.0, linestyle=":", color="grey")
    axes.set_xlabel(DRUNK)
    axes.set_ylabel("change of body water, L, with 80 % interval")


def probability_of_gain(axes: Axes) -> None:
    """By how much is drunk."""
    axes.plot(DRINKING, [formulas.probability_of_gain(replace(PLAN, drinking_rate=float(each))) for each in DRINKING])
    axes.axhline(0.1, linestyle=":", color="grey")
    axes.set_xlabel(DRUNK)
    axes.set_ylabel("chance of a gain of mass, 1")


def _sodium(drinking: float) -> tuple[float, float]:
    plan = replace(PLAN, drinking_rate=drinking)
    return formulas.plasma_sodium_prediction(plan, BODY, SALT, sodium_rate=0.0, sweat_potassium=6.0)


def plasma_sodium_prediction(axes: Axes) -> None:
    """By how much water is drunk."""
    found = np.array([_sodium(float(each)) for each in DRINKING])
    axes.plot(DRINKING, found[:, 0], label="expected")
    axes.plot(DRINKING, found[:, 1], "--", label="10th percentile")
    axes.axhline(135.0, linestyle=":", color="grey")
    axes.set_xlabel(DRUNK)
    axes.set_ylabel("plasma sodium at the end, mmol/L")
    axes.legend()


def is_diluting(axes: Axes) -> None:
    """By how much water is drunk."""
    found = [formulas.is_diluting(*_sodium(float(each))) for each in DRINKING]
    axes.step(DRINKING, np.array(found, np.float64), where="mid")
    axes.set_yticks([0.0, 1.0], ["no", "yes"])
    axes.set_xlabel(DRUNK)
    axes.set_ylabel("plasma sodium too low")
