"""Heat: what the air is to a runner, and what it takes from the speed."""

from datetime import UTC, datetime

import lwbgt
import numpy as np
from numpy.typing import ArrayLike

from uncramp.domain.streams import FloatArray

SEA_LEVEL_PRESSURE = 1013.25
HOTTEST_MEASURED = 25.0


def wbgt_Liljegren_2008(  # noqa: N802, PLR0913, PLR0917  # named after its author; the air has this many sides
    temperature: float,
    relative_humidity: float,
    wind_speed: float,
    solar_radiation: float,
    when: datetime,
    latitude: float,
    longitude: float,
) -> float:
    """Wet-bulb globe temperature outdoors from the energy balance of the two thermometers.

    Parameters
    ----------
    temperature
        Of the air, °C.
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

    Returns
    -------
    float
        WBGT, °C, at sea-level pressure; NaN where the equations have no solution, as in hard frost.

    Notes
    -----
    [Liljegren2008], through its reference kernel.
    """
    moment = when.astimezone(UTC)
    result = lwbgt.calculate(
        lwbgt.Input(
            year=moment.year, month=moment.month, day=moment.day, hour=moment.hour, minute=moment.minute,
            gmt_offset_hours=0, averaging_minutes=0, urban=0,
            latitude_deg_north=latitude, longitude_deg_east=longitude,
            solar_w_m2=solar_radiation, pressure_hpa=SEA_LEVEL_PRESSURE, air_temperature_c=temperature,
            relative_humidity_percent=relative_humidity, wind_speed_m_s=wind_speed, wind_height_m=10.0,
            vertical_temperature_difference_c=-0.1,
        ),
        psychrometric=False,
    )  # fmt: skip
    return float(result.wbgt_c) if result.status == 0 else float("nan")


def heat_speed_factor_Mantzios_2022(wbgt: ArrayLike) -> FloatArray:  # noqa: N802  # named after its author
    """Share of the cool-weather speed that is left in heat.

    Parameters
    ----------
    wbgt
        °C, any shape.

    Returns
    -------
    FloatArray
        1 up to 15 °C, then 0.35 % less per °C; NaN above the 25 °C in which races were studied.

    Notes
    -----
    Elite road races, 0.3 to 0.4 % per °C outside 7.5 to 15 °C WBGT [Mantzios2022]; slower runners lose more,
    so it is a lower bound of the loss. Cold is left out: it takes little from a dressed runner.
    """
    temperature = np.asarray(wbgt, np.float64)
    factor = 1.0 - 0.0035 * np.maximum(temperature - 15.0, 0.0)
    return np.where(temperature <= HOTTEST_MEASURED, factor, np.nan)
