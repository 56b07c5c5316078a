"""The fitted numbers of the in-race forecast, and what follows from them for many runners at one mark."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from uncramp.domain.quantities import Z80
from uncramp.domain.streams import FloatArray

LOGIT_SHRINK = np.pi / 8.0


@dataclass(frozen=True, slots=True)
class Level:
    """Where a course lies: mean and variance of its offset, and its covariance with the effect of heat."""

    mean: float
    variance: float
    covariance: float


@dataclass(frozen=True, slots=True)
class DayEffects:
    """What course, heat (per 10 °C WBGT above 10) and the day itself add to a forecast."""

    heat: float
    heat_variance: float
    day_variance: float
    levels: Mapping[str, Level]
    new: Level

    def at(self, course: str | None, heat: float) -> tuple[float, float]:
        """Mean and variance of what is added on a day, on a course of that name or a new one."""
        level = self.new if course is None else self.levels.get(course, self.new)
        variance = level.variance + 2.0 * heat * level.covariance + heat**2 * self.heat_variance + self.day_variance
        return level.mean + self.heat * heat, variance


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Coefficients at one mark, in the order of ``features``; ``steepness`` is that of the logit per log-slowing.

    ``profile_variance`` is what hills that nobody told of do to the logarithm of the rest's pace.
    """

    features: tuple[str, ...]
    low: FloatArray
    median: FloatArray
    high: FloatArray
    fade: FloatArray
    steepness: float
    rest: DayEffects
    slowing: DayEffects
    profile_variance: float

    def rest_pace(
        self, columns: Mapping[str, FloatArray], course: str | None, heat: float, further_variance: float
    ) -> FloatArray:
        """10th, 50th and 90th percentile, shape (3, n), of the logarithm of the rest's pace over that so far."""
        table = self._table(columns)
        low, median, high = (table @ each for each in (self.low, self.median, self.high))
        shift, variance = self.rest.at(course, heat)
        common = Z80**2 * (variance + further_variance)
        below, above = (np.sqrt(np.maximum(each, 0.0) ** 2 + common) for each in (median - low, high - median))
        middle = median + shift
        return np.stack((middle - below, middle, middle + above))

    def slowing_chance(
        self, columns: Mapping[str, FloatArray], course: str | None, heat: float, threshold: FloatArray | float
    ) -> FloatArray:
        """Chance, shape (n,), that the late pace at level effort exceeds the early one by a log-ratio ``threshold``."""
        table = self._table(columns)
        shift, variance = self.slowing.at(course, heat)
        logit = table @ self.fade + shift - self.steepness * threshold
        chance: FloatArray = 1.0 / (1.0 + np.exp(-np.clip(logit / np.sqrt(1.0 + LOGIT_SHRINK * variance), -50.0, 50.0)))
        return chance

    def _table(self, columns: Mapping[str, FloatArray]) -> FloatArray:
        """The features in their order, and ones for the constant."""
        chosen = [columns[name] for name in self.features]
        return np.column_stack((*chosen, np.ones_like(chosen[0])))


@dataclass(frozen=True, slots=True)
class InRaceModel:
    """All that was fitted: checkpoints by their place among the marks, and what is assumed where nothing was said."""

    checkpoints: Mapping[int, Checkpoint]
    usual_heat: tuple[float, ...]
    usual_ages: tuple[float, ...]
    courses: Mapping[str, FloatArray]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "InRaceModel":
        """The model written in a document."""
        assumed = document["assumed"]
        return cls(
            {int(each["place"]): _checkpoint(each) for each in document["checkpoint"]},
            tuple(assumed["heat"]),
            tuple(assumed["age"]),
            {name: np.array(level, np.float64) for name, level in document["course"].items()},
        )


def _checkpoint(row: Mapping[str, Any]) -> Checkpoint:
    low, median, high, fade = (np.array(row[name], np.float64) for name in ("low", "median", "high", "fade"))
    rest, slowing = (_effects(row[name]) for name in ("rest", "slowing"))
    return Checkpoint(tuple(row["features"]), low, median, high, fade, row["steepness"], rest, slowing,
                      row["profile_variance"])  # fmt: skip


def _effects(row: Mapping[str, Any]) -> DayEffects:
    levels = {name: Level(*numbers) for name, numbers in row["course"].items()}
    return DayEffects(row["heat"], row["heat_variance"], row["day_variance"], levels, Level(*row["new"]))


@cache
def shipped_model() -> InRaceModel:
    """The model fitted on all races."""
    text = files("uncramp.physiology").joinpath("data", "in_race.toml").read_text("utf-8")
    return InRaceModel.of(tomllib.loads(text))
