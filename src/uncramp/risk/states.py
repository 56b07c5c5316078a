"""A run as three states: nothing yet, a near-cramp, a cramp. All chances follow from one cumulative hazard.

A runner to whom nothing has happened meets a cramp with the hazard h and a near-cramp with ``near`` times h; after a
near-cramp a cramp comes with the hazard exp(``again``) h. Arguments broadcast.
"""

import numpy as np

from uncramp.domain.streams import FloatArray

CLOSEST = 1e-6
"""How near the two rates of leaving may come before their difference is taken as this."""


def nothing(hazard: FloatArray, near: FloatArray) -> FloatArray:
    """Chance that neither a near-cramp nor a cramp has come by a cumulative hazard of a cramp."""
    return np.exp(-(1.0 + near) * hazard)


def near_cramp_only(hazard: FloatArray, near: FloatArray, again: FloatArray) -> FloatArray:
    """Chance of a near-cramp without a cramp after it."""
    after = np.exp(again)
    apart = np.maximum(np.abs(1.0 + near - after), CLOSEST)
    # Not as the difference of two chances: in single precision nothing would be left of it where the hazard is small.
    only: FloatArray = near * np.exp(-np.minimum(1.0 + near, after) * hazard) * -np.expm1(-apart * hazard) / apart
    return only


def cramp(hazard: FloatArray, near: FloatArray, again: FloatArray) -> FloatArray:
    """Chance of a cramp, with a near-cramp before it or without."""
    return -np.expm1(-(1.0 + near) * hazard) - near_cramp_only(hazard, near, again)
