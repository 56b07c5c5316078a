"""Energy cost of running by grade."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray

STEEPEST_MEASURED = 0.45


def energy_cost_Minetti_2002(grade: ArrayLike) -> FloatArray:  # noqa: N802  # named after its authors
    r"""Metabolic cost of running on a grade.

    .. math:: C = 155.4 i^5 - 30.4 i^4 - 43.3 i^3 + 46.3 i^2 + 19.5 i + 3.6

    Parameters
    ----------
    grade
        Rise over horizontal way :math:`i`, 1, any shape.

    Returns
    -------
    FloatArray
        Energy cost, J/kg/m, above rest, of the same shape; NaN beyond the measured ±0.45.

    Notes
    -----
    Ten mountain runners on a treadmill [Minetti2002]. A copied ``-165 i`` for the linear term is a known
    error. Outdoors, steep descents give less back than the polynomial says.
    """
    given = np.asarray(grade, np.float64)
    i = np.where(np.abs(given) <= STEEPEST_MEASURED, given, np.nan)
    return np.asarray(np.polynomial.polynomial.polyval(i, [3.6, 19.5, 46.3, -43.3, -30.4, 155.4]), np.float64)
