"""The air of Hamburg by date and hour, as the long-term means have it."""

from datetime import datetime
from math import cos, tau

from uncramp.domain.weather import Provenance, Weather

ANNUAL_MEAN = 10.1
SEASONAL_SWING = 8.6
WARMEST_DAY = 203  # of the year
WARMEST_HOUR = 15.0


def _season(moment: datetime) -> float:
    """1 at the height of summer, -1 in the depth of winter."""
    return cos(tau * (moment.timetuple().tm_yday - WARMEST_DAY) / 365.25)


def air_temperature(moment: datetime, anomaly: float = 0.0) -> float:
    """Air temperature at a moment of local time, ``anomaly`` above the usual, °C."""
    season = _season(moment)
    daily_swing = 3.0 + 2.0 * season
    hour = moment.hour + moment.minute / 60.0
    return ANNUAL_MEAN + SEASONAL_SWING * season + daily_swing * cos(tau * (hour - WARMEST_HOUR) / 24.0) + anomaly


def usual_weather(moment: datetime) -> Weather:
    """What the air is like at this season and hour in most years, in the late morning."""
    season = _season(moment)
    return Weather(
        temperature=round(air_temperature(moment)),
        relative_humidity=round(78.0 - 8.0 * season),
        wind_speed=3.5,
        solar_radiation=round(290.0 + 210.0 * season, -1),
        provenance=Provenance.ASSUMED,
    )
