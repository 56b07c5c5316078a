"""What descents ask of the muscles, and how far that is beyond what they did in the last six weeks."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.bounds import possible, ratio, within
from uncramp.physiology.windows import Windows

GRAVITY = 9.80665
PROTECTED = 42 * 86_400.0
HIGHEST_DESCENT = 20_000.0
"""m in one run; what is above is a fault of the barometer."""
STEEPEST = 1.0


def descent_of_records(step: ArrayLike, grade: ArrayLike) -> float:
    r"""Metres of descent of a track.

    .. math:: D = \sum_k s_k \max(-i_k, 0)

    Parameters
    ----------
    step
        Horizontal way of each record, m, shape (n,).
    grade
        Rise over horizontal way, 1, shape (n,), smoothed: noise of a barometer adds up to hills.

    Returns
    -------
    float
        m; NaN if no record has both. Records without a grade are not counted, so the descent is at least this.

    Notes
    -----
    Range: grades of ±1 and less; slope and duration are what decides of the damage of downhill running [Bontemps2020].
    """
    slope = np.asarray(grade, np.float64)
    fall = possible(step, "distance") * np.where(np.abs(slope) <= STEEPEST, np.maximum(-slope, 0.0), np.nan)
    known = fall[np.isfinite(fall)]
    return float(known.sum()) if known.size else float("nan")


def descent_work(descent: ArrayLike) -> FloatArray:
    r"""Energy of position that a descent gives up, and that muscles and the rest of the body must take up.

    .. math:: W = g D

    Parameters
    ----------
    descent
        m, any shape.

    Returns
    -------
    FloatArray
        Work per body mass, J/kg; NaN for descents that cannot be.

    Notes
    -----
    Range: 13 adults running down 10°: the work done on the body was 85 % of this, that of the joints 60 %, the rest
    goes into soft tissue and shoes [DeVita2008]. It leaves out the braking of level running, which is the same with
    and without hills, and that steeper is harder on the muscle for the same metres.
    """
    return GRAVITY * within(descent, 0.0, HIGHEST_DESCENT)


def most_descent_Byrnes_1985(moment: ArrayLike, start: ArrayLike, descent: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Most descent of one run in the six weeks before each moment.

    .. math:: D_\mathrm{max}(t) = \max \{ D_k : t - 42\,\mathrm{d} \le t_k < t \}

    Parameters
    ----------
    moment
        When is asked, s since any epoch, any shape; the starts themselves for every run of a history.
    start
        Starts of the runs, s since the same epoch, shape (n,), in any order.
    descent
        Of the runs, m, shape (n,).

    Returns
    -------
    FloatArray
        m, of the shape of the moments; NaN without a run of known descent in the six weeks.

    Notes
    -----
    Range: 30 min down 10°; one such run lessened soreness and creatine kinase after a second one 3 and 6 weeks later,
    but not 9 weeks later [Byrnes1985]. A marker of damage, not of cramp.
    """
    return Windows.before(moment, start, PROTECTED).greatest(within(descent, 0.0, HIGHEST_DESCENT))


def total_descent_Byrnes_1985(moment: ArrayLike, start: ArrayLike, descent: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Descent of all runs in the six weeks before each moment.

    .. math:: D_\Sigma(t) = \sum_k D_k [t - 42\,\mathrm{d} \le t_k < t]

    Parameters
    ----------
    moment
        When is asked, s since any epoch, any shape; the starts themselves for every run of a history.
    start
        Starts of the runs, s since the same epoch, shape (n,), in any order.
    descent
        Of the runs, m, shape (n,).

    Returns
    -------
    FloatArray
        m, of the shape of the moments; NaN without a run of known descent in the six weeks.

    Notes
    -----
    Range: six weeks as in :func:`most_descent_Byrnes_1985` [Byrnes1985]; that the sum protects was not measured.
    """
    return Windows.before(moment, start, PROTECTED).sum(within(descent, 0.0, HIGHEST_DESCENT))


def descent_ratio(descent: ArrayLike, accustomed: ArrayLike) -> FloatArray:
    r"""Descent of a run over what the last six weeks hold.

    .. math:: r = D / D_\mathrm{max} \quad \text{or} \quad D / D_\Sigma

    Parameters
    ----------
    descent
        Of the run, m, any shape.
    accustomed
        From :func:`most_descent_Byrnes_1985` or :func:`total_descent_Byrnes_1985`, m, any shape.

    Returns
    -------
    FloatArray
        Ratio, 1; NaN where one is unknown, and over 0: for a runner of the flat ask :func:`descent_above_accustomed`.

    Notes
    -----
    Range: people least used to running downhill are damaged most [Bontemps2020]; how the damage grows with the ratio
    was not measured.
    """
    return ratio(within(descent, 0.0, HIGHEST_DESCENT), within(accustomed, 0.0, HIGHEST_DESCENT))


def descent_above_accustomed(descent: ArrayLike, accustomed: ArrayLike) -> FloatArray:
    r"""Descent of a run beyond what the last six weeks hold, also for a runner of the flat.

    .. math:: x = D - D_\mathrm{max}

    Parameters
    ----------
    descent
        Of the run, m, any shape.
    accustomed
        From :func:`most_descent_Byrnes_1985`, m, any shape.

    Returns
    -------
    FloatArray
        m, negative below habit; NaN where one is unknown.

    Notes
    -----
    Range: as :func:`descent_ratio` [Bontemps2020].
    """
    return within(descent, 0.0, HIGHEST_DESCENT) - within(accustomed, 0.0, HIGHEST_DESCENT)
