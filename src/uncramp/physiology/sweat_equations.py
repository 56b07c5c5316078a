"""Sweat predicted from heat balance: the army's equations, each inside what it was measured in and nowhere else.

They were made of marching and working people. A runner of 70 kg at 12 km/h makes about 515 W/m², above the 450 W/m² of
the data, so for most running there is no number here; :mod:`uncramp.physiology.sweat` is the model for runners.
"""

from math import inf

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.physiology.bounds import within

SKIN_TEMPERATURE = 36.0
SKIN_VAPOUR_PRESSURE = 58.66
CONDUCTANCE_PER_CLO = 6.45
LEWIS_RELATION = 1.65
HIGHEST_REQUIRED_EVAPORATION = 450.0
COOL = 20.0
HIGHEST_SOLAR_FLUX = 700.0


def body_surface_area_DuBois_1916(mass: ArrayLike, height: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Surface of the body from mass and height.

    .. math:: A = 0.007184\, m^{0.425}\, (100\, h)^{0.725}

    Parameters
    ----------
    mass
        Body mass :math:`m`, kg, any shape.
    height
        Of the body :math:`h`, m, broadcast with ``mass``.

    Returns
    -------
    FloatArray
        m²; NaN for masses outside 25 to 300 kg and heights outside 1.0 to 2.5 m.

    Notes
    -----
    Range: nine people, one of them a child; later work finds it good to a few per cent in adults [DuBois1916].
    """
    m, h = within(mass, 25.0, 300.0), within(height, 1.0, 2.5)
    return np.asarray(0.007184 * m**0.425 * (100.0 * h) ** 0.725, np.float64)


def required_evaporation_Givoni_1972(  # noqa: N802  # named after its author
    heat_production: ArrayLike, temperature: ArrayLike, insulation: ArrayLike
) -> FloatArray:
    r"""Heat that must leave by evaporation for the body to stay as warm as it is, out of the sun.

    .. math:: E_{req} = H + \frac{6.45}{I}\,(T - 36)

    Parameters
    ----------
    heat_production
        Metabolic rate less mechanical work :math:`H`, W/m², any shape.
    temperature
        Of the air :math:`T`, °C, broadcast.
    insulation
        Of clothing with the air around it :math:`I`, clo, broadcast.

    Returns
    -------
    FloatArray
        W/m²; NaN where it would be negative, for air outside 0 to 55 °C, heat above 1000 W/m², clothing outside 0.2 to
        5 clo.

    Notes
    -----
    Range: soldiers at work and at rest in uniforms, 35 to 50 °C in the dry heat term [Givoni1972], as remembered.

    Skin at 36 °C; 1 clo lets 6.45 W/m² pass per °C. The paper's ``11.6 / I`` for a whole body is this times 1.8 m².
    """
    heat = within(heat_production, 0.0, 1000.0)
    air = within(temperature, 0.0, 55.0)
    dry = CONDUCTANCE_PER_CLO / within(insulation, 0.2, 5.0) * (air - SKIN_TEMPERATURE)
    return within(heat + dry, 0.0, inf)


def evaporative_capacity_Woodcock_1962(  # noqa: N802  # named after its author
    vapour_pressure: ArrayLike, insulation: ArrayLike, permeability: ArrayLike
) -> FloatArray:
    r"""Most heat that air and clothing can take up by evaporation from wet skin.

    .. math:: E_{max} = 6.45 \cdot 1.65\, \frac{i_m}{I}\,(58.66 - p)

    Parameters
    ----------
    vapour_pressure
        Of the water in the air :math:`p`, hPa, any shape.
    insulation
        Of clothing with the air around it :math:`I`, clo, broadcast.
    permeability
        Index of moisture permeability :math:`i_m`, 1, broadcast.

    Returns
    -------
    FloatArray
        W/m²; NaN for air that is damper than skin at 36 °C, clothing outside 0.2 to 5 clo, permeability outside 0 to 1.

    Notes
    -----
    Range: physics of wet heated cylinders and manikins [Woodcock1962], as the army's sweat equations use it
    [Shapiro1982]; a moving body stirs the air in its clothes and gets rid of more.

    Skin at 36 °C holds 58.66 hPa (44 mmHg); 1.65 °C/hPa is the Lewis relation (2.2 °C/mmHg, 16.5 °C/kPa).
    """
    vapour = within(vapour_pressure, 0.0, SKIN_VAPOUR_PRESSURE)
    clothing = within(permeability, 0.0, 1.0) / within(insulation, 0.2, 5.0)
    return np.asarray(CONDUCTANCE_PER_CLO * LEWIS_RELATION * clothing * (SKIN_VAPOUR_PRESSURE - vapour), np.float64)


def sweat_flux_Shapiro_1982(required_evaporation: ArrayLike, evaporative_capacity: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Sweat per skin from the heat balance, the first of the army's equations (OSE).

    .. math:: \dot m = 27.9\, E_{req}\, E_{max}^{-0.455}

    Parameters
    ----------
    required_evaporation
        :math:`E_{req}`, W/m², any shape.
    evaporative_capacity
        :math:`E_{max}`, W/m², broadcast.

    Returns
    -------
    FloatArray
        Sweat flux, g/m²/h; NaN outside 50 to 360 W/m² required and 20 to 525 W/m² possible.

    Notes
    -----
    Range: 34 acclimatised men, 20 to 54 °C, the two bounds as remembered [Shapiro1982]. It says too much
    [Gonzalez2009]; in women who ran 30 km such equations were 20 to 41 % off, to either side [Cheuvront2002].
    """
    required = within(required_evaporation, 50.0, 360.0)
    return _shapiro(required, within(evaporative_capacity, 20.0, 525.0))


def sweat_flux_corrected_Gonzalez_2009(  # noqa: N802  # named after its author
    required_evaporation: ArrayLike, evaporative_capacity: ArrayLike, temperature: ArrayLike, air_speed: ArrayLike
) -> FloatArray:
    r"""Sweat per skin by the corrected first equation (OSEC).

    .. math:: \dot m = 147\, e^{0.0012\, \dot m_{OSE}}, \quad \dot m_{OSE} = 27.9\, E_{req}\, E_{max}^{-0.455}

    Parameters
    ----------
    required_evaporation
        :math:`E_{req}`, W/m², any shape.
    evaporative_capacity
        :math:`E_{max}`, W/m², broadcast.
    temperature
        Of the air, °C, broadcast.
    air_speed
        Of the air over the body, own motion included, m/s, broadcast.

    Returns
    -------
    FloatArray
        Sweat flux, g/m²/h; NaN above 450 W/m² required, outside 15 to 46 °C and 0.4 to 2.5 m/s.

    Notes
    -----
    Range: 101 volunteers, 21 of them women, rest to 450 W/m², 15 to 46 °C, 0.4 to 2.5 m/s, 2 to 8 h; standard error
    below 100 g/m²/h [Gonzalez2009].
    """
    required, possible = _measured(required_evaporation, evaporative_capacity, temperature, air_speed)
    with np.errstate(divide="ignore", over="ignore"):  # no capacity at all: no number
        flux = 147.0 * np.exp(0.0012 * _shapiro(required, possible))
    return np.where(np.isfinite(flux), flux, np.nan)


def sweat_flux_Gonzalez_2009(  # noqa: N802  # named after its author
    required_evaporation: ArrayLike, evaporative_capacity: ArrayLike, temperature: ArrayLike, air_speed: ArrayLike
) -> FloatArray:
    r"""Sweat per skin by the piecewise equation (PW).

    .. math:: \dot m = 147 + 1.527\, E_{req} - 0.87\, E_{max}

    Parameters
    ----------
    required_evaporation
        :math:`E_{req}`, W/m², any shape.
    evaporative_capacity
        :math:`E_{max}`, W/m², broadcast.
    temperature
        Of the air, °C, broadcast.
    air_speed
        Of the air over the body, own motion included, m/s, broadcast.

    Returns
    -------
    FloatArray
        Sweat flux, g/m²/h; NaN above 450 W/m² required, outside 15 to 46 °C and 0.4 to 2.5 m/s, and where the equation
        falls below nothing.

    Notes
    -----
    Range: 101 volunteers, 21 of them women, rest to 450 W/m², 15 to 46 °C, 0.4 to 2.5 m/s, 2 to 8 h; standard error
    below 100 g/m²/h [Gonzalez2009]. At 70 kg and 12 km/h a runner is at about 515 W/m²: no number.
    """
    required, possible = _measured(required_evaporation, evaporative_capacity, temperature, air_speed)
    return within(147.0 + 1.527 * required - 0.87 * possible, 0.0, inf)


def sweat_flux_cool_Gonzalez_2012(  # noqa: N802  # named after its author
    required_evaporation: ArrayLike, evaporative_capacity: ArrayLike, temperature: ArrayLike, air_speed: ArrayLike
) -> FloatArray:
    r"""Sweat per skin in cool air, where little is required and much is possible (PW, cool).

    .. math:: \dot m = 350 + 1.527\, E_{req} - 0.87\, E_{max}

    Parameters
    ----------
    required_evaporation
        :math:`E_{req}`, W/m², any shape.
    evaporative_capacity
        :math:`E_{max}`, W/m², broadcast.
    temperature
        Of the air, °C, broadcast.
    air_speed
        Of the air over the body, own motion included, m/s, broadcast.

    Returns
    -------
    FloatArray
        Sweat flux, g/m²/h; NaN from 20 °C on, and wherever the piecewise equation has no number.

    Notes
    -----
    Range: laboratory and 77 night marches below 20 °C, the coldest air 15 °C; standard error 69 g/m²/h [Gonzalez2012].
    """
    required, possible = _measured(required_evaporation, evaporative_capacity, temperature, air_speed)
    is_cool = np.asarray(temperature, np.float64) < COOL
    return within(np.where(is_cool, 350.0 + 1.527 * required - 0.87 * possible, np.nan), 0.0, inf)


def sweat_flux_solar_Gonzalez_2012(  # noqa: N802  # named after its author
    required_evaporation: ArrayLike, evaporative_capacity: ArrayLike, temperature: ArrayLike, air_speed: ArrayLike
) -> FloatArray:
    r"""Sweat per skin under the sun (PW, sol).

    .. math:: \dot m = 0.72\, (147 + 1.527\, E_{req,sol} - 0.87\, E_{max}) + 135

    Parameters
    ----------
    required_evaporation
        :math:`E_{req,sol}`, the heat of the sun that reaches the skin included, W/m², any shape.
    evaporative_capacity
        :math:`E_{max}`, W/m², broadcast.
    temperature
        Of the air, °C, broadcast.
    air_speed
        Of the air over the body, own motion included, m/s, broadcast.

    Returns
    -------
    FloatArray
        Sweat flux, g/m²/h; NaN outside 16 to 26 °C and 0.5 to 1.5 m/s, above 450 W/m² required, and above 700 g/m²/h.

    Notes
    -----
    Range: 33 marches of soldiers in fatigues with loads, 16 to 26 °C, 0.5 to 1.5 m/s, up to 700 g/m²/h; standard error
    34 g/m²/h [Gonzalez2012].
    """
    air, wind = within(temperature, 16.0, 26.0), within(air_speed, 0.5, 1.5)
    piecewise = sweat_flux_Gonzalez_2009(required_evaporation, evaporative_capacity, air, wind)
    flux = 0.72 * piecewise + 135.0
    return np.where(flux <= HIGHEST_SOLAR_FLUX, flux, np.nan)


def _shapiro(required: FloatArray, possible: FloatArray) -> FloatArray:
    return np.asarray(27.9 * required * possible**-0.455, np.float64)


def _measured(
    required_evaporation: ArrayLike, evaporative_capacity: ArrayLike, temperature: ArrayLike, air_speed: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    """Required and possible evaporation, NaN where any of the four lies outside the data of 2009."""
    air, wind = within(temperature, 15.0, 46.0), within(air_speed, 0.4, 2.5)
    known = np.where(np.isnan(air) | np.isnan(wind), np.nan, 0.0)
    required = within(required_evaporation, 0.0, HIGHEST_REQUIRED_EVAPORATION)
    return required + known, within(evaporative_capacity, 0.0, 2000.0) + known
