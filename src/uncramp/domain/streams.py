"""What a watch recorded, one NumPy column per quantity."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Streams:
    """The records of one activity, in order of time.

    Every column is a float64 array of shape (n,) in the unit of the quantity table; NaN means
    "not recorded". Make one with :meth:`of`, which fills what is left out.

    Parameters
    ----------
    elapsed_time
        Time since the activity's start, s.
    developer
        Further columns by the name that their app gave them, in that app's unit.
    """

    elapsed_time: FloatArray
    distance: FloatArray
    speed: FloatArray
    altitude: FloatArray
    heart_rate: FloatArray
    cadence: FloatArray
    power: FloatArray
    temperature: FloatArray
    latitude: FloatArray
    longitude: FloatArray
    vertical_oscillation: FloatArray
    stance_time: FloatArray
    step_length: FloatArray
    core_temperature: FloatArray
    developer: Mapping[str, FloatArray]

    @classmethod
    def of(
        cls, elapsed_time: ArrayLike, developer: Mapping[str, ArrayLike] | None = None, **columns: ArrayLike
    ) -> Self:
        """Make streams of the columns that were recorded; the others become NaN.

        Raises
        ------
        ValueError
            If ``elapsed_time`` is no single column, or a column is unknown or not of its length.
        """
        time = np.asarray(elapsed_time, np.float64)
        unknown = columns.keys() - set(COLUMNS)
        if unknown:
            message = f"unknown columns {sorted(unknown)}"
            raise ValueError(message)
        given = {name: np.asarray(column, np.float64) for name, column in columns.items()}
        own = {name: np.asarray(column, np.float64) for name, column in (developer or {}).items()}
        for name, column in (("elapsed_time", time), *given.items(), *own.items()):
            if column.shape != (time.size,):
                message = f"{name} has shape {column.shape}, not ({time.size},)"
                raise ValueError(message)
        missing = {name: np.full(time.shape, np.nan) for name in COLUMNS if name not in given}
        return cls(elapsed_time=time, developer=own, **given, **missing)

    def __len__(self) -> int:
        """Count of records."""
        return self.elapsed_time.size

    def __getitem__(self, name: str) -> FloatArray:
        """A column by its name in the quantity table."""
        if name not in COLUMNS and name != "elapsed_time":
            raise KeyError(name)
        column: FloatArray = getattr(self, name)
        return column

    def __eq__(self, other: object) -> bool:
        """Whether all columns agree, NaN with NaN."""
        if not isinstance(other, Streams):
            return NotImplemented
        return self.developer.keys() == other.developer.keys() and all(
            np.array_equal(mine, theirs, equal_nan=True)
            for mine, theirs in [
                *((self[name], other[name]) for name in ("elapsed_time", *COLUMNS)),
                *((self.developer[name], other.developer[name]) for name in self.developer),
            ]
        )

    __hash__ = None  # type: ignore[assignment]  # arrays are mutable

    @property
    def recorded(self) -> tuple[str, ...]:
        """Names of the columns that hold at least one value."""
        return tuple(name for name in COLUMNS if not np.isnan(self[name]).all())


COLUMNS = tuple(each.name for each in fields(Streams) if each.name not in {"elapsed_time", "developer"})
