"""What began within a while before each moment: greatest value, sum and count, for all moments at once."""

from dataclasses import dataclass
from math import log
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from uncramp.domain.streams import FloatArray

IndexArray = NDArray[np.intp]

MOST_FADING = 300.0
"""Natural logarithm of how much may fade within one stretch."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Which runs, in order of their starts, began in the while before each moment."""

    order: IndexArray
    first: IndexArray
    after: IndexArray
    shape: tuple[int, ...]

    @classmethod
    def before(cls, moment: ArrayLike, start: ArrayLike, length: float) -> Self:
        """The runs that began before each moment, at most so long ago.

        Parameters
        ----------
        moment
            When is asked, s since any epoch, any shape; an unknown moment has an empty window.
        start
            Starts of the runs, s since the same epoch, shape (n,), in any order; unknown ones are in no window.
        length
            Of the window, s. A run that began exactly so long ago counts, one that begins at the moment does not.

        Returns
        -------
        Windows
            To be asked for values of the same runs.
        """
        moments, starts = np.asarray(moment, np.float64), np.asarray(start, np.float64).ravel()
        known = np.isfinite(starts)
        order = np.argsort(np.where(known, starts, np.inf), kind="stable")[: np.count_nonzero(known)]
        asked = np.where(np.isfinite(moments), moments, -np.inf).ravel()  # nothing begins before that
        ordered = starts[order]
        first, after = np.searchsorted(ordered, asked - length), np.searchsorted(ordered, asked)
        return cls(order, first, after, moments.shape)

    def count(self, values: FloatArray) -> NDArray[np.int64]:
        """How many runs with a known value, of the shape of the moments."""
        total = np.concatenate([[0], np.cumsum(np.isfinite(values.ravel()[self.order]))])
        found: NDArray[np.int64] = (total[self.after] - total[self.first]).reshape(self.shape)
        return found

    def sum(self, values: FloatArray) -> FloatArray:
        """Sum of the known values, in their unit; NaN without one."""
        total = np.concatenate([[0.0], np.cumsum(np.nan_to_num(values.ravel()[self.order]))])
        added = (total[self.after] - total[self.first]).reshape(self.shape)
        return np.where(self.count(values) > 0, added, np.nan)

    def mean(self, values: FloatArray) -> FloatArray:
        """Mean of the known values, in their unit; NaN without one."""
        return self.sum(values) / np.maximum(self.count(values), 1)

    def greatest(self, values: FloatArray) -> FloatArray:
        """Greatest of the known values, in their unit; NaN without one. O(n log n).

        Row k of the table holds the greatest of each 2^k neighbours, so two of its cells cover any window.
        """
        row = np.nan_to_num(values.ravel()[self.order], nan=-np.inf)
        width = self.after - self.first
        level = np.frexp(np.maximum(width, 1))[1] - 1
        found = np.full(width.shape, -np.inf)
        for k in range(int(level.max(initial=-1)) + 1):
            of_level = (level == k) & (width > 0)
            low, high = self.first[of_level], self.after[of_level] - 2**k
            found[of_level] = np.maximum(row[low], row[high])
            row = np.maximum(row[: -(2**k)], row[2**k :])
        return np.where(np.isfinite(found), found, np.nan).reshape(self.shape)


def fading_sums(values: ArrayLike, kept: float) -> FloatArray:
    """Sums of values of which a share (1, of none to all) is kept from each to the next, shape (n,).

    In their own unit; in stretches so short that what is left of the first value still fits a float.
    """
    given = np.asarray(values, np.float64).ravel()
    if not kept > 0.0:
        return given.copy()
    sums, carried = np.empty_like(given), 0.0
    fades = -log(kept)
    length = given.size if fades * given.size <= MOST_FADING else max(int(MOST_FADING / fades), 1)
    for start in range(0, given.size, max(length, 1)):
        part = given[start : start + length]
        fading = kept ** np.arange(1.0, part.size + 1.0)
        sums[start : start + length] = fading * (carried + np.cumsum(part / fading))
        carried = float(sums[start + part.size - 1])
    return sums
