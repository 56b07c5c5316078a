"""What else leaves the body while running: vapour with the breath, and the carbon of what is burnt."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.bounds import within

HECTOPASCALS_PER_MMHG = 1.33322
JOULES_PER_KILOCALORIE = 4184.0
GRAMS_PER_KILOCALORIE = 0.20
LARGEST_OXYGEN_UPTAKE = 7.0
FAT, CARBOHYDRATE = 0.7, 1.0


def respiratory_water_loss_Mitchell_1972(oxygen_uptake: ArrayLike, vapour_pressure: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Water breathed out.

    .. math:: \dot w = 0.06 \cdot 0.019\, \dot V_{O_2}\, (44 - p / 1.33322)

    Parameters
    ----------
    oxygen_uptake
        :math:`\dot V_{O_2}`, L/min at standard temperature and pressure, any shape.
    vapour_pressure
        Of the water in the air :math:`p`, hPa, broadcast.

    Returns
    -------
    FloatArray
        L/h, 1 L being 1 kg; NaN outside 0 to 7 L/min, and for air damper than the breath (44 mmHg, 58.66 hPa).

    Notes
    -----
    Range: men at rest and at work on a cycle [Mitchell1972], as remembered; the paper counts in g/min and mmHg. Water
    made by burning fuel about makes up for it, so it takes mass but hardly any body water [Cheuvront2017].
    """
    oxygen = within(oxygen_uptake, 0.0, LARGEST_OXYGEN_UPTAKE)
    deficit = 44.0 - within(vapour_pressure, 0.0, 44.0 * HECTOPASCALS_PER_MMHG) / HECTOPASCALS_PER_MMHG
    return np.asarray(0.06 * 0.019 * oxygen * np.maximum(deficit, 0.0), np.float64)


def gas_mass_loss_Mitchell_1972(oxygen_uptake: ArrayLike, respiratory_exchange_ratio: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Mass lost because the carbon dioxide breathed out weighs more than the oxygen taken up.

    .. math:: \dot m = 0.06\, \dot V_{O_2}\, (1.9769\, R - 1.42904)

    Parameters
    ----------
    oxygen_uptake
        :math:`\dot V_{O_2}`, L/min at standard temperature and pressure, any shape.
    respiratory_exchange_ratio
        Carbon dioxide out over oxygen in :math:`R`, 1, broadcast.

    Returns
    -------
    FloatArray
        kg/h, negative while fat alone is burnt; NaN outside 0 to 7 L/min and ratios outside 0.7 to 1.0.

    Notes
    -----
    Range: physics; ratios of steady work, 0.7 (fat) to 1.0 (carbohydrate) [Mitchell1972].

    The two numbers are the densities of the gases, g/L.
    """
    oxygen = within(oxygen_uptake, 0.0, LARGEST_OXYGEN_UPTAKE)
    ratio = within(respiratory_exchange_ratio, FAT, CARBOHYDRATE)
    return np.asarray(0.06 * oxygen * (1.9769 * ratio - 1.42904), np.float64)


def mass_loss_without_sweat_Cheuvront_2017(energy_spent: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Mass lost with the breath, carbon and water together, that is no loss of body water.

    .. math:: m = 0.20\, \frac{\mathrm{g}}{\mathrm{kcal}}\, E

    Parameters
    ----------
    energy_spent
        Metabolic energy spent :math:`E`, J, any shape.

    Returns
    -------
    FloatArray
        kg; NaN for energies outside 0 to 200 MJ.

    Notes
    -----
    Range: walking and running of some hours [Cheuvront2017]. As much water is made of fuel as is breathed out, so of
    the mass lost on a scale this part is not to be drunk again. Water that glycogen lets go is not counted here; over
    an ultramarathon it makes the harmless loss greater still.
    """
    grams = GRAMS_PER_KILOCALORIE / JOULES_PER_KILOCALORIE * within(energy_spent, 0.0, 2e8)
    return np.asarray(grams / 1000.0, np.float64)
