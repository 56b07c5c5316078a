"""Where a log-density is highest, and how it is curved there: by differences alone."""

from collections.abc import Callable

import numpy as np

from uncramp.domain.streams import FloatArray

STEP, TOLERANCE, MOST_STEPS = 0.1, 0.3, 12
FLATTEST = 0.5
"""No direction is taken to be flatter than this, of a curvature of 1 that the prior has."""


def mode_of(log_density: Callable[[FloatArray], FloatArray], size: int) -> tuple[FloatArray, FloatArray]:
    """About the mode, and the covariance there, of a density that has a standard normal for a prior.

    Parameters
    ----------
    log_density
        Up to a constant, shape (n, size) to (n,).
    """
    point = np.zeros(size)
    for _ in range(MOST_STEPS):
        height, slope, covariance = _derivatives(log_density, point)
        step = covariance @ slope
        if slope @ step < TOLERANCE**2:
            break
        shares = 2.0 ** -np.arange(6.0)
        heights = log_density(point + shares[:, np.newaxis] * step)
        if not heights.max() > height:
            break
        point = point + shares[heights.argmax()] * step
    return point, covariance


def _derivatives(
    log_density: Callable[[FloatArray], FloatArray], point: FloatArray
) -> tuple[float, FloatArray, FloatArray]:
    """Height, slope, and the covariance of the normal that is curved alike."""
    size = len(point)
    moves = STEP * np.eye(size)
    pairs = [(one, other) for one in range(size) for other in range(one)]
    both = np.array([moves[one] + moves[other] for one, other in pairs])
    values = log_density(point + np.vstack([np.zeros(size), moves, both, -moves, -both]))
    middle, above, below = values[0], *np.split(values[1:], 2)
    curved = 2.0 * middle - above - below
    precision = np.diag(curved[:size])
    for both_curved, (one, other) in zip(curved[size:], pairs, strict=True):
        precision[one, other] = precision[other, one] = (both_curved - curved[one] - curved[other]) / 2.0
    scales, directions = np.linalg.eigh(precision / STEP**2)
    covariance: FloatArray = directions / np.maximum(scales, FLATTEST) @ directions.T
    return float(middle), (above - below)[:size] / (2.0 * STEP), covariance
