"""Plots of the loads of days: one made-up season for all."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes

from uncramp.domain.streams import FloatArray
from uncramp.physiology import training_load

DAYS = np.arange(200)
RANDOM = np.random.default_rng(1)
WEEKLY = np.array([0.0, 60.0, 90.0, 40.0, 0.0, 70.0, 140.0])
SEASON = np.tile(WEEKLY, 29)[:200] * RANDOM.uniform(0.7, 1.3, 200)
SEASON[90:111] *= 0.2


def _over_days(axes: Axes, name: str, **formulas: Callable[[FloatArray], FloatArray]) -> None:
    for label, formula in formulas.items():
        axes.plot(DAYS, formula(SEASON), label=label.replace("_", " "))
    axes.set(xlabel="day of a made-up season with three easy weeks", ylabel=name)
    if len(formulas) > 1:
        axes.legend()


def daily_load(axes: Axes) -> None:
    """Sums of days."""
    axes.bar(DAYS, training_load.daily_load(DAYS, SEASON, 0, 199), width=1.0)
    axes.set(xlabel="day of a made-up season with three easy weeks", ylabel="load of the day")


def before_day(axes: Axes) -> None:
    """Habit on a day, and in the evening before."""
    chronic = training_load.chronic_load_Banister_1975(SEASON)
    axes.step(DAYS, chronic, where="post", label="of the day")
    axes.step(DAYS, training_load.before_day(chronic, 0, DAYS), where="post", label="of the evening before")
    axes.set(xlabel="day of a made-up season", ylabel="chronic load a day", xlim=(60, 90))
    axes.legend()


def exponential_load_Banister_1975(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Weight of a day by how long ago it was."""
    once = np.zeros(1000)
    once[900] = 1.0
    for constant in (7.0, 28.0, 42.0):
        weights = training_load.exponential_load_Banister_1975(once, constant)
        axes.plot(np.arange(100), weights[900:], label=f"time constant {constant:.0f} d")
    axes.set(xlabel="age of the load, d", ylabel="weight")
    axes.legend()


def acute_load_Banister_1975(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """The last days beside the habit."""
    _over_days(axes, "load a day", acute=training_load.acute_load_Banister_1975)


def chronic_load_Banister_1975(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """The habit beside the last days."""
    _over_days(
        axes,
        "load a day",
        chronic=training_load.chronic_load_Banister_1975,
        acute=training_load.acute_load_Banister_1975,
    )


def form_Banister_1975(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Habit less the last days."""
    _over_days(axes, "form, load a day", form=training_load.form_Banister_1975)


def monotony_Foster_1998(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Mean over standard deviation of seven days, by the rest in them."""
    share = np.linspace(0, 1, 201)
    weeks = [np.array([100.0] * 5 + [100.0 * each] * 2) for each in share]
    axes.plot(share, [training_load.monotony_Foster_1998(week)[-1] for week in weeks])
    axes.set(xlabel="load of two easy days as a share of that of the other five", ylabel="monotony")


def strain_Foster_1998(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """Load of a week times its monotony."""
    _over_days(axes, "strain", strain=training_load.strain_Foster_1998)


def acwr_Gabbett_2016(axes: Axes) -> None:  # noqa: N802  # named as its formula
    """The three ratios, none of which predicts."""
    _over_days(
        axes,
        "acute:chronic ratio (not predictive)",
        Gabbett=training_load.acwr_Gabbett_2016,
        Frandsen=training_load.acwr_Frandsen_2025,
        Williams=training_load.acwr_Williams_2017,
    )


acwr_Frandsen_2025 = acwr_Gabbett_2016  # noqa: N816  # named as its formula
acwr_Williams_2017 = acwr_Gabbett_2016  # noqa: N816  # named as its formula
