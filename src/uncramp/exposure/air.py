"""The air of a run: WBGT as an interval, with what nobody said assumed as a range."""

from datetime import datetime

from uncramp.domain.quantities import Range
from uncramp.domain.units import SECONDS_PER_HOUR
from uncramp.domain.weather import Weather
from uncramp.evidence.priors import WeatherPrior
from uncramp.physiology.heat import wbgt_Liljegren_2008

TEMPERATE_LATITUDE = 45.0
DEGREES_PER_HOUR = 15.0


def wbgt_of(weather: Weather, when: datetime, place: tuple[float, float] | None, assumed: WeatherPrior) -> Range:
    """WBGT (°C) at an aware moment.

    Parameters
    ----------
    place
        Latitude and longitude, °; None takes 45° north under the sun of the moment's own time zone.
    assumed
        Humidity (%), sun (W/m²) and wind (m/s) where the weather does not say.
    """
    offset = when.utcoffset()
    hours = 0.0 if offset is None else offset.total_seconds() / SECONDS_PER_HOUR
    latitude, longitude = place or (TEMPERATE_LATITUDE, hours * DEGREES_PER_HOUR)
    wind = assumed.wind_speed if weather.wind_speed is None else weather.wind_speed

    def at(share: float) -> float:
        humidity, sun = (
            low + share * (high - low) if known is None else known
            for known, (low, high) in (
                (weather.relative_humidity, assumed.relative_humidity),
                (weather.solar_radiation, assumed.solar_radiation),
            )
        )
        return wbgt_Liljegren_2008(weather.temperature, humidity, wind, sun, when, latitude, longitude)

    return Range("wbgt", at(0.0), at(0.5), at(1.0))
