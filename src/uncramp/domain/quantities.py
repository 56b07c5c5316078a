"""The table of quantities, and values that know which quantity they are."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import isfinite


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
        return f"{self.value:g}" if unit == "1" else f"{self.value:g} {unit}"

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
        10th, 50th and 90th percentile.
    """

    kind: str
    low: float
    median: float
    high: float

    def __str__(self) -> str:
        """Median and interval with the unit, unrounded."""
        unit = quantity_kinds()[self.kind].unit
        text = f"{self.median:g} ({self.low:g} to {self.high:g})"
        return text if unit == "1" else f"{text} {unit}"
