"""Wet-bulb globe temperature: what temperature, humidity, wind and sun are to a runner together."""

from datetime import UTC, datetime

import lwbgt
import numpy as np
from numpy.typing import ArrayLike, NDArray

from uncramp.domain.quantities import quantity_kinds
from uncramp.domain.streams import FloatArray

SEA_LEVEL_PRESSURE = 1013.25
YEARS, KERNEL_YEARS = range(1900, 2100), range(1950, 2050)
SUN_CYCLE = 28  # a; after so many the sun, the date and the leap years agree again
LOWEST_PRESSURE = 300.0  # hPa, on the highest summit
HIGHEST_PRESSURE = 1100.0
COLDEST_GLOBE, HOTTEST_GLOBE = -60.0, 100.0
DRIEST_STULL, DAMPEST_STULL = 5.0, 99.0  # %
COLDEST_STULL, HOTTEST_STULL = -20.0, 50.0
HIGHEST_SUMMIT, LOWEST_SHORE = 9000.0, -500.0


def wbgt_Liljegren_2008(  # noqa: N802, PLR0913, PLR0917  # named after its author; the air has this many sides
    temperature: ArrayLike,
    relative_humidity: ArrayLike,
    wind_speed: ArrayLike,
    solar_radiation: ArrayLike,
    when: datetime,
    latitude: ArrayLike,
    longitude: ArrayLike,
    pressure: ArrayLike = SEA_LEVEL_PRESSURE,
) -> FloatArray:
    r"""Wet-bulb globe temperature outdoors from the energy balance of the two thermometers.

    .. math:: W = 0.7 T_w + 0.2 T_g + 0.1 T_a

    with the natural wet bulb :math:`T_w` and the black globe :math:`T_g` for which what the thermometer takes up from
    sun, sky and ground is what it gives off to the air by convection and, at the wick, by evaporation.

    Parameters
    ----------
    temperature
        Of the air :math:`T_a`, °C, any shape.
    relative_humidity
        %.
    wind_speed
        At 10 m, m/s.
    solar_radiation
        Global horizontal irradiance, W/m².
    when
        Aware; sets the height of the sun.
    latitude, longitude
        °.
    pressure
        Of the air at the place, hPa; at sea level where it is not given, see :func:`air_pressure_ISO_1975`.

    Returns
    -------
    FloatArray
        WBGT, °C, of the broadcast shape; NaN where the equations have no solution, as in hard frost, where an input is
        not possible on Earth, and outside the years 1900 to 2099.

    Notes
    -----
    Range: within 1 °C of measured values at the depots of the United States Army [Liljegren2008], through the
    reference kernel in single precision. An hour's sun by the calendar of the kernel's century, of which other years
    borrow one 28 or more years away: less than half a degree of the sun's height.
    """
    values = (temperature, relative_humidity, wind_speed, solar_radiation, latitude, longitude, pressure)
    air = np.broadcast_arrays(*(np.asarray(each, np.float64) for each in values))
    result = np.full(air[0].shape, np.nan)
    if when.year not in YEARS:
        return result
    moment, possible = when.astimezone(UTC), _is_air(*air)
    year = (
        moment.year
        if moment.year in KERNEL_YEARS
        else KERNEL_YEARS.start + (moment.year - KERNEL_YEARS.start) % SUN_CYCLE
    )
    records = [
        lwbgt.Input(
            year=year, month=moment.month, day=moment.day, hour=moment.hour, minute=moment.minute,
            gmt_offset_hours=0, averaging_minutes=0, urban=0,
            latitude_deg_north=north, longitude_deg_east=east,
            solar_w_m2=sun, pressure_hpa=weight, air_temperature_c=warmth,
            relative_humidity_percent=humidity, wind_speed_m_s=wind, wind_height_m=10.0,
            vertical_temperature_difference_c=-0.1,
        )
        for warmth, humidity, wind, sun, north, east, weight in zip(*(each[possible] for each in air), strict=True)
    ]  # fmt: skip
    solved = lwbgt.calculate_batch(records, psychrometric=False)
    result[possible] = [each.wbgt_c if each.status == 0 else np.nan for each in solved]
    return result


def _is_possible(kind: str, values: FloatArray) -> NDArray[np.bool_]:
    """Whether each value can be one of a quantity on Earth."""
    row = quantity_kinds()[kind]
    return (row.low <= values) & (values <= row.high)


def _is_air(*air: FloatArray) -> NDArray[np.bool_]:
    """Whether temperature, humidity, wind, sun, latitude, longitude and pressure can all be, place by place."""
    kinds = ("temperature", "relative_humidity", "wind_speed", "solar_radiation", "latitude", "longitude")
    possible = (air[-1] >= LOWEST_PRESSURE) & (air[-1] <= HIGHEST_PRESSURE)
    for kind, values in zip(kinds, air[:-1], strict=True):
        possible = possible & _is_possible(kind, values)
    return possible


def wbgt_Yaglou_1957(natural_wet_bulb: ArrayLike, globe: ArrayLike, temperature: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Wet-bulb globe temperature from the three thermometers that were read in the sun.

    .. math:: W = 0.7 T_w + 0.2 T_g + 0.1 T_a

    Parameters
    ----------
    natural_wet_bulb
        Wet bulb in wind and sun :math:`T_w`, °C, any shape.
    globe
        Black globe :math:`T_g`, °C.
    temperature
        Of the air in the shade :math:`T_a`, °C.

    Returns
    -------
    FloatArray
        WBGT, °C, of the broadcast shape; NaN where a reading is not possible.

    Notes
    -----
    Range: the definition, for use outdoors [Yaglou1957]; as good as the thermometers. A wet bulb above both others
    is a faulty reading and gives NaN.
    """
    readings = (natural_wet_bulb, globe, temperature)
    wet, black, dry = np.broadcast_arrays(*(np.asarray(each, np.float64) for each in readings))
    possible = _is_possible("temperature", wet) & _is_possible("temperature", dry)
    possible = possible & (black >= COLDEST_GLOBE) & (black <= HOTTEST_GLOBE) & (wet <= np.maximum(black, dry))
    wet, black, dry = (np.where(possible, each, np.nan) for each in (wet, black, dry))
    return np.asarray(0.7 * wet + 0.2 * black + 0.1 * dry, np.float64)


def wbgt_simplified_ACSM_1984(temperature: ArrayLike, relative_humidity: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Wet-bulb globe temperature in moderate sun and light wind, whatever sun and wind there are.

    .. math:: W = 0.567 T + 0.393 e + 3.94, \quad e = \tfrac{RH}{100} \, 6.105 \, e^{17.27 T / (237.7 + T)}

    Parameters
    ----------
    temperature
        Of the air :math:`T`, °C, any shape.
    relative_humidity
        :math:`RH`, %.

    Returns
    -------
    FloatArray
        Simplified WBGT, °C, of the broadcast shape; NaN where an input is not possible on Earth.

    Notes
    -----
    Range: made for moderately high sun in light wind [ACSM1984]; too high under clouds, in wind and at night. Against
    the thermometers of 92 days of five American marathons [RaceResults2023] it is 2.5 °C too high on average (SD 1.1;
    3.3 °C on the 20 dull days). It stands here to be compared with, and decides nothing.
    """
    warmth, humidity = (np.asarray(each, np.float64) for each in (temperature, relative_humidity))
    air = np.where(_is_possible("temperature", warmth), warmth, np.nan)
    share = np.where(_is_possible("relative_humidity", humidity), humidity, np.nan) / 100.0
    vapour = share * 6.105 * np.exp(17.27 * air / (237.7 + air))
    return np.asarray(0.567 * air + 0.393 * vapour + 3.94, np.float64)


def wet_bulb_Stull_2011(temperature: ArrayLike, relative_humidity: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Temperature of a ventilated wet thermometer in the shade at sea level.

    .. math::

        T_w = T \arctan(0.151977 (RH + 8.313659)^{1/2}) + \arctan(T + RH) - \arctan(RH - 1.676331)
        + 0.00391838 RH^{3/2} \arctan(0.023101 RH) - 4.686035

    Parameters
    ----------
    temperature
        Of the air :math:`T`, °C, any shape.
    relative_humidity
        :math:`RH`, %.

    Returns
    -------
    FloatArray
        Wet-bulb temperature, °C, of the broadcast shape; NaN outside 5 to 99 % and -20 to 50 °C, and in cold dry air.

    Notes
    -----
    Range: 5 to 99 % and -20 to 50 °C at sea level, but for cold dry air; errors from -1 to +0.65 °C, 0.3 °C on
    average [Stull2011]. Cold and dry means here below :math:`4.5 - RH / 2` °C, where the psychrometric equation shows
    more error than that. A natural wet bulb, in sun and little wind, is warmer.
    """
    given = np.broadcast_arrays(np.asarray(temperature, np.float64), np.asarray(relative_humidity, np.float64))
    warmth, humidity = given
    measured = (humidity >= DRIEST_STULL) & (humidity <= DAMPEST_STULL)
    measured = measured & (warmth >= COLDEST_STULL) & (warmth <= HOTTEST_STULL)
    measured = measured & (warmth >= 4.5 - 0.5 * np.where(measured, humidity, 0.0))
    t, rh = (np.where(measured, each, np.nan) for each in given)
    return np.asarray(
        t * np.arctan(0.151977 * np.sqrt(rh + 8.313659))
        + np.arctan(t + rh)
        - np.arctan(rh - 1.676331)
        + 0.00391838 * rh**1.5 * np.arctan(0.023101 * rh)
        - 4.686035,
        np.float64,
    )


def air_pressure_ISO_1975(altitude: ArrayLike) -> FloatArray:  # noqa: N802  # named after the standard
    r"""Pressure of the air at an altitude in the standard atmosphere.

    .. math:: p = 1013.25 (1 - 2.25577 \cdot 10^{-5} z)^{5.25588}

    Parameters
    ----------
    altitude
        Above the sea :math:`z`, m, any shape.

    Returns
    -------
    FloatArray
        Pressure, hPa, of the same shape; NaN below -500 m and above 9000 m.

    Notes
    -----
    Range: the standard atmosphere of the middle latitudes up to 11 km [ISO2533]; weather changes it by some 30 hPa,
    which moves a WBGT by less than 0.1 °C.
    """
    height = np.asarray(altitude, np.float64)
    known = np.where((height >= LOWEST_SHORE) & (height <= HIGHEST_SUMMIT), height, np.nan)
    return np.asarray(SEA_LEVEL_PRESSURE * (1.0 - 2.25577e-5 * known) ** 5.25588, np.float64)
