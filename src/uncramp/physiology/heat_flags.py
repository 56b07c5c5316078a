"""The flags of a race in heat, and how many do not get through it."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.quantities import Range
from uncramp.domain.streams import FloatArray

BORDERS = (10.0, 18.0, 23.0)  # °C WBGT at which green, yellow and red begin
CANCEL = 28.0  # °C WBGT above which the flag is black
UNACCLIMATISED_SHIFT = 4.0  # °C; judged by us
GREATEST_SHIFT = 5.0
FARTHEST_SHIFT = 10.0
HOTTEST = 60.0  # °C WBGT, hotter than any air
LOWEST_ROBERTS, HIGHEST_ROBERTS = 1.0, 22.0


class Flag(IntEnum):
    """What is hoisted at the start of a race, by WBGT."""

    WHITE = 0
    GREEN = 1
    YELLOW = 2
    RED = 3
    BLACK = 4


@dataclass(frozen=True, slots=True)
class FlagForecast:
    """The flag that is likely, and the worst within the 80 % interval."""

    likely: Flag
    worst: Flag


def race_flag_ACSM_2007(wbgt: ArrayLike, shift: ArrayLike = 0.0) -> FloatArray:  # noqa: N802  # named after its author
    r"""Number of the flag for a race.

    .. math:: F = [W \ge 10] + [W \ge 18] + [W \ge 23] + [W > 28]

    Parameters
    ----------
    wbgt
        :math:`W`, °C, any shape.
    shift
        By how much the borders are lowered for a field that is not used to heat, °C; 3 to 5, see
        :func:`unacclimatised_shift`.

    Returns
    -------
    FloatArray
        Number of a :class:`Flag`, 1, of the broadcast shape, from 0 for white to 4 for black; NaN where the WBGT is
        unknown or beyond ±60 °C and where the shift is not between 0 and 10 °C.

    Notes
    -----
    Range: an agreement for mass races of runners used to the season [ACSM2007]: white below 10 °C (cold is the risk),
    green below 18 °C, yellow up to 23 °C, red up to 28 °C, black above: cancelled, or left to each. The flags of 92
    days of five American marathons [RaceResults2023] keep to these borders. A green flag is no promise: heat stroke
    has happened in cool races.
    """
    heat, lower = np.asarray(wbgt, np.float64), np.asarray(shift, np.float64)
    known = (np.abs(heat) <= HOTTEST) & (lower >= 0.0) & (lower <= FARTHEST_SHIFT)
    felt = np.where(known, heat, np.nan) + np.where(known, lower, np.nan)
    raised = sum((felt >= border).astype(np.float64) for border in BORDERS) + (felt > CANCEL)
    return np.where(np.isnan(felt), np.nan, raised)


def unacclimatised_shift(share: ArrayLike, most: ArrayLike = UNACCLIMATISED_SHIFT) -> FloatArray:
    r"""By how much the flags' borders are lowered for who is not used to heat.

    .. math:: s = 4 (1 - a)

    Parameters
    ----------
    share
        How used to heat, 1 for fully :math:`a`, any shape.
    most
        Shift for who is not used to heat at all, °C; 3 to 5.

    Returns
    -------
    FloatArray
        Shift, °C, of the broadcast shape; NaN where the share is not between 0 and 1 or the shift not
        between 0 and 10 °C.

    Notes
    -----
    Range: judged by us, not measured: northern marathons of unacclimatised fields became mass casualties above 21 °C
    WBGT and should not start at 20.5 °C [Roberts2010], 7.5 °C below the black flag, so even the greatest shift does
    not replace that limit.
    """
    used, full = np.asarray(share, np.float64), np.asarray(most, np.float64)
    rest = 1.0 - np.where((used >= 0.0) & (used <= 1.0), used, np.nan)
    return np.asarray(rest * np.where((full >= 0.0) & (full <= FARTHEST_SHIFT), full, np.nan), np.float64)


def flag_forecast(wbgt: Range, acclimatisation: Range | None = None) -> FlagForecast | None:
    r"""The likely and the worst flag of an uncertain WBGT for a runner more or less used to heat.

    .. math:: F(W_{50}, 4 (1 - a_{50})), \quad F(W_{90}, 5 (1 - a_{10}))

    Parameters
    ----------
    wbgt
        WBGT with its 80 % interval, °C.
    acclimatisation
        How used to heat, 1, with its interval; None takes the borders as they are, for whole fields.

    Returns
    -------
    FlagForecast | None
        None where the WBGT or the share is unknown.

    Notes
    -----
    Range: as of :func:`race_flag_ACSM_2007` [ACSM2007] and :func:`unacclimatised_shift`. The worst flag takes the high
    end of the WBGT together with the low end of the adaptation: less than one chance in ten.
    """
    shares = (1.0, 1.0) if acclimatisation is None else (acclimatisation.median, acclimatisation.low)
    likely = race_flag_ACSM_2007(wbgt.median, unacclimatised_shift(shares[0]))
    worst = race_flag_ACSM_2007(wbgt.high, unacclimatised_shift(shares[1], GREATEST_SHIFT))
    if np.isnan(likely) or np.isnan(worst):
        return None
    return FlagForecast(Flag(int(likely)), Flag(int(worst)))


def unsuccessful_share_Roberts_2010(wbgt: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Share of the starters of a northern marathon who drop out or need the doctors at the finish.

    .. math:: U = (0.514 W^2 - 8.097 W + 78.926) / 1000

    Parameters
    ----------
    wbgt
        At the start, :math:`W`, °C, any shape.

    Returns
    -------
    FloatArray
        Share, 1, of the same shape; NaN outside the 1 to 22 °C of the curve.

    Notes
    -----
    Range: starts at 1 to 22 °C WBGT of the Twin Cities Marathon, runners of the region not used to heat
    [Roberts2010]; the polynomial as medicalalgorithms.com gives it. It counts all who drop out, for whatever reason.
    """
    heat = np.asarray(wbgt, np.float64)
    w = np.where((heat >= LOWEST_ROBERTS) & (heat <= HIGHEST_ROBERTS), heat, np.nan)
    return np.asarray((0.514 * w**2 - 8.097 * w + 78.926) / 1000.0, np.float64)
