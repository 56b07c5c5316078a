"""D-prime balance: what is left of the way that a runner can cover above critical speed."""

from math import exp

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.quantities import Quantity, quantity_kinds
from uncramp.domain.streams import FloatArray
from uncramp.physiology.windows import fading_sums

MOST_DECAY = 500.0
"""Natural logarithm of the recovery that one pass of the recursion can hold in a float."""


def d_prime_balance_Skiba_2015(  # noqa: N802  # named after its author
    speed: ArrayLike, critical_speed: float, d_prime: float, duration: ArrayLike = 1.0
) -> FloatArray:
    r"""Balance of D-prime after each stretch at one speed, the differential form.

    .. math:: \frac{dB}{dt} = -(v - CS) \ (v \ge CS), \qquad \frac{dB}{dt} = (CS - v) \frac{D' - B}{D'} \ (v < CS)

    with balance :math:`B`, solved exactly within each stretch.

    Parameters
    ----------
    speed
        Of each stretch, m/s, shape (n,).
    critical_speed
        m/s.
    d_prime
        m.
    duration
        Of each stretch, s, shape (n,), or of all of them: a second.

    Returns
    -------
    FloatArray
        m, shape (n,); below 0 where more was run than these parameters allow, a sign that one of them is too low.
        NaN from the first unknown or impossible speed on, and throughout for parameters that no runner can have.

    Notes
    -----
    Range: cycling and knee extension above and below critical power, mostly in intervals of minutes [Skiba2015];
    carried over to running by putting speed for power. In runners the time to exhaustion in intervals was missed by
    a typical error of 334 to 1,709 s [Galbraith2015]: an order, not a prediction.
    """
    stream = np.asarray(speed, np.float64).ravel()
    seconds = np.broadcast_to(np.asarray(duration, np.float64).ravel(), stream.shape)
    known, surplus = _surplus(
        np.where((seconds >= 0.0) & np.isfinite(seconds), stream, np.nan), critical_speed, d_prime
    )
    if not surplus.size:
        return known
    passed = seconds[: surplus.size]
    spent = np.maximum(surplus, 0.0) * passed
    recovery = np.minimum(surplus, 0.0) * passed / d_prime
    deficit = np.empty_like(spent)
    start, carried = 0, 0.0
    decay = np.cumsum(recovery)
    while start < spent.size:
        done = decay[start - 1] if start else 0.0
        stop = max(start + 1, int(np.searchsorted(-decay, MOST_DECAY - done, "right")))
        held = np.exp(np.maximum(decay[start:stop] - done, -MOST_DECAY))
        deficit[start:stop] = held * (carried + np.cumsum(spent[start:stop] / held))
        start, carried = stop, float(deficit[stop - 1])
    known[: spent.size] = d_prime - deficit
    return known


def d_prime_balance_Skiba_2012(  # noqa: N802  # named after its author
    speed: ArrayLike, critical_speed: float, d_prime: float, recovery_time: float
) -> FloatArray:
    r"""Balance of D-prime after each second, the integral form.

    .. math:: B(t) = D' - \int_0^t \max(v(u) - CS, 0)\, e^{-(t - u)/\tau}\, du

    Parameters
    ----------
    speed
        One value a second, m/s, shape (n,).
    critical_speed
        m/s.
    d_prime
        m.
    recovery_time
        Time constant of the recovery :math:`\tau`, s. The published ones, 316 s and more, are of cyclists and rest on
        watts below critical power; there is none for runners.

    Returns
    -------
    FloatArray
        m, shape (n,); below 0 and NaN as in the differential form, and NaN for a time constant below 1 s.

    Notes
    -----
    Range: seven cyclists in intervals of 60 s with recoveries of 30 s [Skiba2012]. What was spent recovers while it
    is being spent, unlike in the differential form.
    """
    known, surplus = _surplus(speed, critical_speed, d_prime)
    if not surplus.size or not 1.0 <= recovery_time < np.inf:
        return np.full(known.shape, np.nan)
    spent = np.maximum(surplus, 0.0)
    known[: spent.size] = d_prime - fading_sums(spent, exp(-1.0 / recovery_time))
    return known


def _surplus(speed: ArrayLike, critical_speed: float, d_prime: float) -> tuple[FloatArray, FloatArray]:
    """NaN for every second, and the speed above critical up to the first unknown one (m/s)."""
    stream = np.asarray(speed, np.float64).ravel()
    unknown = ~((stream >= 0.0) & (stream <= quantity_kinds()["speed"].high))
    end = int(unknown.argmax()) if unknown.any() else stream.size
    if not (Quantity("speed", critical_speed).is_possible and critical_speed > 0.0 and _is_d_prime(d_prime)):
        end = 0
    return np.full(stream.shape, np.nan), stream[:end] - critical_speed


def _is_d_prime(metres: float) -> bool:
    """Whether a runner can have such a D-prime, m: at least one metre, or nothing recovers in a second."""
    return Quantity("d_prime", metres).is_possible and metres >= 1.0
