"""The sun: how high it stands, and how much of it reaches the ground."""

import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray
from uncramp.domain.units import SECONDS_PER_HOUR

SECONDS_PER_DAY = 24.0 * SECONDS_PER_HOUR
NOON_2000 = 946_728_000.0  # s; 2000-01-01 12:00 UTC, from which the almanac counts its days
FIRST_CHECKED, LAST_CHECKED = -2_208_988_800.0, 4_102_444_800.0  # s; from 1900 to 2100
LOWEST_KASTEN = 5.0  # °
ZENITH = 90.0
LEAST_SINE = 0.0001  # of a height from which next to no light comes
HALF_TURN = 180.0


def sun_elevation_Michalsky_1988(  # noqa: N802  # named after its author
    when: ArrayLike, latitude: ArrayLike, longitude: ArrayLike
) -> FloatArray:
    r"""Height of the sun's centre above the horizon by the Astronomical Almanac's short series.

    .. math:: \sin h = \sin\phi \sin\delta + \cos\phi \cos\delta \cos(\theta + \lambda - \alpha)

    with right ascension :math:`\alpha` and declination :math:`\delta` of the sun from its mean longitude and
    anomaly, the sidereal time :math:`\theta` at Greenwich, and the place's latitude :math:`\phi` and longitude
    :math:`\lambda`.

    Parameters
    ----------
    when
        Seconds since 1970-01-01 00:00 UTC, s, any shape.
    latitude, longitude
        °, broadcast against ``when``.

    Returns
    -------
    FloatArray
        Elevation, °, of the broadcast shape, without refraction; NaN outside the years 1900 to 2099 and off the
        globe.

    Notes
    -----
    Range: 0.01° from 1950 to 2050 [Michalsky1988]; against the solar position algorithm of NREL in pvlib 0.16.1 at
    random moments and places the difference stays under 0.016° from 1900 to 2100. Refraction, left out, lifts the
    sun by 0.5° at the horizon and by less than 0.17° above 5°.
    """
    given, north, east = np.broadcast_arrays(*(np.asarray(each, np.float64) for each in (when, latitude, longitude)))
    known = (given >= FIRST_CHECKED) & (given < LAST_CHECKED) & (np.abs(north) <= ZENITH) & (np.abs(east) <= HALF_TURN)
    seconds = np.where(known, given, np.nan)
    days = (seconds - NOON_2000) / SECONDS_PER_DAY
    anomaly = np.radians(357.528 + 0.9856003 * days)
    mean_longitude = 280.460 + 0.9856474 * days
    ecliptic = np.radians(mean_longitude + 1.915 * np.sin(anomaly) + 0.020 * np.sin(2.0 * anomaly))
    obliquity = np.radians(23.439 - 0.0000004 * days)
    ascension = np.arctan2(np.cos(obliquity) * np.sin(ecliptic), np.cos(ecliptic))
    declination = np.arcsin(np.sin(obliquity) * np.sin(ecliptic))
    sidereal = 6.697375 + 0.0657098242 * days + seconds / SECONDS_PER_HOUR % 24.0
    hour_angle = np.radians(15.0 * sidereal + east) - ascension
    phi = np.radians(np.where(known, north, np.nan))
    sine = np.sin(phi) * np.sin(declination) + np.cos(phi) * np.cos(declination) * np.cos(hour_angle)
    return np.asarray(np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0))), np.float64)


def clear_sky_radiation_Haurwitz_1945(elevation: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Global radiation on the horizontal under a cloudless sky, from the height of the sun alone.

    .. math:: G = 1098 \sin h \, e^{-0.059 / \sin h}

    Parameters
    ----------
    elevation
        Height of the sun :math:`h`, °, any shape.

    Returns
    -------
    FloatArray
        Global radiation, W/m², of the same shape; 0 with the sun at or below the horizon, NaN beyond ±90°.

    Notes
    -----
    Range: all heights of the sun, from eleven years at Blue Hill, Massachusetts [Haurwitz1945], in the form of pvlib.
    Found the best of the models that know the sun's height alone; haze, altitude and ozone are left out.
    """
    height = np.asarray(elevation, np.float64)
    sine = np.sin(np.radians(np.where(np.abs(height) <= ZENITH, height, np.nan)))
    up = np.maximum(sine, LEAST_SINE)
    return np.asarray(np.where(sine < LEAST_SINE, 0.0, 1098.0 * up * np.exp(-0.059 / up)), np.float64)


def clear_sky_radiation_Kasten_1980(elevation: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    r"""Global radiation on the horizontal under the cloudless sky of Hamburg.

    .. math:: G = 910 \sin h - 30

    Parameters
    ----------
    elevation
        Height of the sun :math:`h`, °, any shape.

    Returns
    -------
    FloatArray
        Global radiation, W/m², of the same shape; NaN below 5° and beyond 90°.

    Notes
    -----
    Range: sun higher than 5°, hourly means of ten years (1964 to 1973) at Hamburg [Kasten1980], in air hazier than
    today's: some 15 % below :func:`clear_sky_radiation_Haurwitz_1945`.
    """
    height = np.asarray(elevation, np.float64)
    measured = np.where((height >= LOWEST_KASTEN) & (height <= ZENITH), height, np.nan)
    return np.asarray(910.0 * np.sin(np.radians(measured)) - 30.0, np.float64)


def cloudy_sky_radiation_Kasten_1980(  # noqa: N802  # named after its author
    clear_sky_radiation: ArrayLike, cloud_cover: ArrayLike
) -> FloatArray:
    r"""Global radiation that clouds let through.

    .. math:: G = G_0 (1 - 0.75 N^{3.4})

    Parameters
    ----------
    clear_sky_radiation
        What a cloudless sky would give, :math:`G_0`, W/m², any shape.
    cloud_cover
        Share :math:`N` of the sky that clouds hide, 1.

    Returns
    -------
    FloatArray
        Global radiation, W/m², of the broadcast shape; NaN for a share outside 0 to 1 and for less than no light.

    Notes
    -----
    Range: hourly means of ten years at Hamburg, whatever the height of the sun [Kasten1980]. A mean over kinds of
    cloud: under an overcast of high ice cloud 0.61 of the light comes through, under rain cloud 0.16. At half cover
    the sun itself may be hidden or not, which the formula cannot say.
    """
    clear, cover = np.asarray(clear_sky_radiation, np.float64), np.asarray(cloud_cover, np.float64)
    share = np.where((cover >= 0.0) & (cover <= 1.0), cover, np.nan)
    light = np.where((clear >= 0.0) & np.isfinite(clear), clear, np.nan)
    return np.asarray(light * (1.0 - 0.75 * share**3.4), np.float64)
