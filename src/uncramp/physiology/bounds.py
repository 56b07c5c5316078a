"""What lies outside its bounds becomes unknown."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.quantities import quantity_kinds
from uncramp.domain.streams import FloatArray

NEXT_TO_NOTHING = 1e-6
"""Of a whole, in its unit: no quantity of a runner is so small, and over less a ratio overflows."""


def within(values: ArrayLike, low: float, high: float) -> FloatArray:
    """Values in any unit (m, s, …), NaN where one lies outside two bounds.

    Parameters
    ----------
    values
        In the unit of the bounds, any shape.
    low, high
        The bounds, which are inside themselves, in the unit of the values; with an unknown one nothing is inside.

    Returns
    -------
    FloatArray
        Of the same shape.
    """
    given = np.asarray(values, np.float64)
    return np.where((given >= low) & (given <= high), given, np.nan)


def possible(values: ArrayLike, kind: str) -> FloatArray:
    """Values of a quantity in its unit (m, s, …), NaN where one cannot be true.

    Parameters
    ----------
    values
        In the unit of the quantity, any shape.
    kind
        Name in the quantity table.

    Returns
    -------
    FloatArray
        Of the same shape; NaN outside the quantity's bounds.
    """
    row = quantity_kinds()[kind]
    return within(values, row.low, row.high)


def ratio(value: FloatArray, whole: FloatArray) -> FloatArray:
    """A value over a whole of its kind, both bounded, as a ratio, 1; NaN where the whole is next to nothing."""
    return np.asarray(value / np.where(whole > NEXT_TO_NOTHING, whole, np.nan), np.float64)
