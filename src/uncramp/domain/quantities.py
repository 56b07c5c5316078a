"""The table of quantities, and values that know which quantity they are."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import Self

Z80 = 1.2815515655446004  # 90th percentile of the standard normal


@dataclass(frozen=True, slots=True)
class QuantityKind:
    """One row of ``quantities.toml``: a name, its unit and what values can be true."""

    name: str
    unit: str
    low: float
    high: float
    meaning: str


@cache
def quantity_kinds() -> dict[str, QuantityKind]:
    """All quantities of the house by name."""
    table = tomllib.loads(files("uncramp.domain").joinpath("quantities.toml").read_text("utf-8"))
    return {name: QuantityKind(name=name, **row) for name, row in table.items()}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value of a named quantity, in the unit of the house.

    Parameters
    ----------
    kind
        Name in the quantity table.
    value
        Finite value in that quantity's unit.
    """

    kind: str
    value: float

    def __str__(self) -> str:
        """The value and its unit, unrounded."""
        unit = quantity_kinds()[self.kind].unit
        return f"{self.value:.15g}" if unit == "1" else f"{self.value:.15g} {unit}"

    @property
    def is_possible(self) -> bool:
        """Whether the value is finite and inside the quantity's bounds."""
        row = quantity_kinds()[self.kind]
        return isfinite(self.value) and row.low <= self.value <= row.high


@dataclass(frozen=True, slots=True)
class Range:
    """A median with its 80 % interval, in the unit of the house.

    Parameters
    ----------
    kind
        Name in the quantity table.
    low, median, high
        10th, 50th and 90th percentile; of a chance the middle is its mean, the share of such cases.
    """

    kind: str
    low: float
    median: float
    high: float

    @classmethod
    def normal(cls, kind: str, mean: float, sd: float) -> Self:
        """Range of a normal distribution."""
        return cls(kind, mean - Z80 * sd, mean, mean + Z80 * sd)

    @property
    def sd(self) -> float:
        """Standard deviation of the normal distribution with this interval."""
        return (self.high - self.low) / (2.0 * Z80)

    def __str__(self) -> str:
        """Median and interval with the unit, unrounded."""
        unit = quantity_kinds()[self.kind].unit
        text = f"{self.median:.15g} ({self.low:.15g} to {self.high:.15g})"
        return text if unit == "1" else f"{text} {unit}"
