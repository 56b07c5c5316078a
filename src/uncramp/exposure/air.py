"""The air of a run: WBGT as an interval, with what nobody said assumed as a range."""

from collections.abc import Mapping
from datetime import UTC, datetime
from math import asin, cos, degrees, isnan, pi, radians, sin

from uncramp.domain.errors import invalid
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.units import SECONDS_PER_HOUR
from uncramp.domain.weather import Provenance, Weather
from uncramp.evidence.priors import WeatherPrior
from uncramp.physiology.heat import wbgt_Liljegren_2008

TEMPERATE_LATITUDE = 45.0
DEGREES_PER_HOUR = 15.0
FREEZING = 0.0
LOWEST_SUN = 5.0  # °; a lower sun gives next to nothing, and its height is known to about as much


def told_weather(said: Mapping[str, float | str]) -> Weather | None:
    """The weather that a file or the service it comes from tells of its run, or None without a temperature.

    Parameters
    ----------
    said
        By the house's names, a service's word before the watch's: °C, %, m/s.
    """
    told = {
        name: said.get(name, said.get(f"weather_{name}")) for name in ("temperature", "relative_humidity", "wind_speed")
    }
    known = {
        name: value
        for name, value in told.items()
        if isinstance(value, float | int) and Quantity(name, value).is_possible
    }
    temperature = known.pop("temperature", None)
    return None if temperature is None else Weather(temperature, **known, provenance=Provenance.FILE)


def wbgt_of(weather: Weather, when: datetime, place: tuple[float, float] | None, assumed: WeatherPrior) -> Range | None:
    """WBGT (°C) at an aware moment, or None in frost for which it is not defined.

    Parameters
    ----------
    place
        Latitude and longitude, °; None takes 45° north under the sun of the moment's own time zone.
    assumed
        Humidity (%), sun (W/m²) and wind (m/s) where the weather does not say; by night no sun is assumed.

    Raises
    ------
    InvalidValueError
        If no wet-bulb globe temperature exists for such air above freezing.
    """
    offset = when.utcoffset()
    hours = 0.0 if offset is None else offset.total_seconds() / SECONDS_PER_HOUR
    latitude, longitude = place or (TEMPERATE_LATITUDE, hours * DEGREES_PER_HOUR)
    wind = assumed.wind_speed if weather.wind_speed is None else weather.wind_speed
    sunshine = assumed.solar_radiation if _sun_height(when, latitude, longitude) > LOWEST_SUN else (0.0, 0.0)

    def at(share: float) -> float:
        humidity, sun = (
            low + share * (high - low) if known is None else known
            for known, (low, high) in (
                (weather.relative_humidity, assumed.relative_humidity),
                (weather.solar_radiation, sunshine),
            )
        )
        return wbgt_Liljegren_2008(weather.temperature, humidity, wind, sun, when, latitude, longitude)

    air = Quantity("temperature", weather.temperature)
    low, median, high = at(0.0), at(0.5), at(1.0)
    if not isnan(low + median + high):
        return Range("wbgt", low, median, high)
    if weather.temperature > FREEZING:
        raise invalid("No wet-bulb globe temperature exists for such air at {air}.", air=air)
    return None


def _sun_height(when: datetime, latitude: float, longitude: float) -> float:
    """Height of the sun, °, without the equation of time and refraction."""
    moment = when.astimezone(UTC)
    declination = radians(-23.44) * cos(2.0 * pi * (moment.timetuple().tm_yday + 10) / 365.25)
    noon = DEGREES_PER_HOUR * (moment.hour + moment.minute / 60.0 - 12.0) + longitude
    north = radians(latitude)
    return degrees(asin(sin(north) * sin(declination) + cos(north) * cos(declination) * cos(radians(noon))))
