"""The air of a run: WBGT as an interval, with what nobody said assumed as a range."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import ceil, exp, hypot, isnan

import numpy as np

from uncramp.domain.errors import invalid
from uncramp.domain.quantities import Z80, Quantity, Range, quantity_kinds
from uncramp.domain.streams import FloatArray
from uncramp.domain.units import SECONDS_PER_HOUR
from uncramp.domain.weather import Provenance, Weather
from uncramp.evidence.priors import WeatherPrior
from uncramp.exposure.past_run import PastRun
from uncramp.physiology.sun import (
    clear_sky_radiation_Haurwitz_1945,
    cloudy_sky_radiation_Kasten_1980,
    sun_elevation_Michalsky_1988,
)
from uncramp.physiology.wbgt import wbgt_Liljegren_2008

INHABITED = (-35.0, 0.0, 45.0, 60.0)  # °; latitudes of a runner of whom no place is known
TEMPERATE_LATITUDE = 45.0
DEGREES_PER_HOUR = 15.0
FREEZING = 0.0
MOMENTS = 60  # of a run that its mean is taken over
KEPT = 8192  # answers of the slow equations; a few megabytes
TOLD = ("temperature", "relative_humidity", "wind_speed", "solar_radiation", "cloud_cover")


def told_weather(said: Mapping[str, float | str]) -> Weather | None:
    """The weather that a file or the service it comes from tells of its run, or None without a temperature.

    Parameters
    ----------
    said
        By the house's names, a service's word before the watch's: °C, %, m/s, W/m², and a share of clouds, 1.
    """
    told = {name: said.get(name, said.get(f"weather_{name}")) for name in TOLD}
    known = {
        name: float(value)
        for name, value in told.items()
        if isinstance(value, float | int) and Quantity(name, value).is_possible
    }
    if "temperature" not in known:
        return None
    humidity, wind, sun, clouds = (known.get(name) for name in TOLD[1:])
    return Weather(known["temperature"], humidity, wind, sun, clouds, provenance=Provenance.FILE)


def wbgt_of(weather: Weather, when: datetime, place: tuple[float, float] | None, assumed: WeatherPrior) -> Range | None:
    """WBGT (°C) at an aware moment; the hottest and the coolest that what is unknown allows as its interval.

    Parameters
    ----------
    place
        Latitude and longitude, °; None takes the sun of the moment's own time zone between the south of Australia
        and the north of Scotland.
    assumed
        Humidity (%), clouds and wind (m/s) where the weather does not say, and the spread of air told from afar.

    Returns
    -------
    Range | None
        None where there is no such number: in hard frost, before 1900 and from 2100 on, and for air above freezing
        in which the equations have no solution, unless a person typed that.

    Raises
    ------
    InvalidValueError
        If no wet-bulb globe temperature exists for air above freezing that was typed in.
    """
    return _wbgt(weather, when, when.utcoffset(), place, assumed)


@lru_cache(KEPT)
def _wbgt(
    weather: Weather,
    when: datetime,
    offset: timedelta | None,
    place: tuple[float, float] | None,
    assumed: WeatherPrior,
) -> Range | None:
    """As told of ``wbgt_of``; the offset stands apart, for the same moment in two time zones is equal."""
    dampest = 100.0 * min(1.0, _saturation(assumed.dampest_dew_point) / _saturation(weather.temperature))
    humidity = _known(weather.relative_humidity, tuple(min(each, dampest) for each in assumed.relative_humidity))
    wind = _known(weather.wind_speed, assumed.wind_speed)
    latitude, longitude, elevation = _sun_over(place, when, offset)
    if np.isnan(elevation).any():
        return None
    clear = clear_sky_radiation_Haurwitz_1945(elevation)
    clouded = cloudy_sky_radiation_Kasten_1980(clear, _known(weather.cloud_cover, assumed.cloud_cover))
    sun = clouded if weather.solar_radiation is None else np.full(3, weather.solar_radiation)
    told = wbgt_Liljegren_2008(weather.temperature, humidity, wind, sun, when, latitude, longitude)
    low, median, high = told.tolist()
    if isnan(low + median + high):
        if weather.temperature > FREEZING and weather.provenance is Provenance.TYPED:
            air = Quantity("temperature", weather.temperature)
            raise invalid("No wet-bulb globe temperature exists for such air at {air}.", air=air)
        return None
    away = Z80 * assumed.away_sd
    possible = quantity_kinds()["wbgt"]
    coolest = max(median - hypot(median - low, away), possible.low)
    hottest = min(median + hypot(high - median, away), possible.high)
    return Range("wbgt", coolest, median, hottest) if coolest <= median <= hottest else None


@dataclass(frozen=True, slots=True)
class Warmth:
    """WBGT hour by hour over a run.

    Parameters
    ----------
    wbgt
        °C, from the start on, each an hour after the one before; the last is the first that is not before the end.
        None where there is no such number.
    duration
        Of the run, s; None is until the last of these hours.
    """

    wbgt: tuple[Range | None, ...]
    duration: float | None = None

    @property
    def hottest(self) -> Range | None:
        """The hour that may be the hottest of those that the run touches, or None."""
        return max((each for each in self.wbgt if each is not None), key=lambda each: each.high, default=None)

    @property
    def mean(self) -> Range | None:
        """Mean over the run, °C, or None where one of its hours is unknown."""
        known = [each for each in self.wbgt if each is not None]
        if len(known) < len(self.wbgt):
            return None
        hours = SECONDS_PER_HOUR * np.arange(len(known))
        end = hours[-1] if self.duration is None else self.duration
        moments = end * (np.arange(MOMENTS) + 0.5) / MOMENTS
        columns = zip(*((each.low, each.median, each.high) for each in known), strict=True)
        low, median, high = (float(np.interp(moments, hours, column).mean()) for column in columns)
        return Range("wbgt", low, median, high)

    def at(self, elapsed_time: FloatArray) -> FloatArray:
        """°C at moments since the start (s), any shape; NaN after the last hour and beside one that is unknown."""
        medians = np.array([np.nan if each is None else each.median for each in self.wbgt])
        hours = SECONDS_PER_HOUR * np.arange(medians.size)
        return np.asarray(np.interp(elapsed_time, hours, medians, right=np.nan), np.float64)


def warmth_over(
    weather: Weather, start: datetime, duration: float, place: tuple[float, float] | None, assumed: WeatherPrior
) -> Warmth:
    """WBGT from an aware moment on for a duration (s); only the sun changes, the rest of the weather as told."""
    hours = range(ceil(duration / SECONDS_PER_HOUR) + 1)
    return Warmth(tuple(wbgt_of(weather, start + timedelta(hours=hour), place, assumed) for hour in hours), duration)


def wbgt_told_of(run: PastRun, assumed: WeatherPrior) -> Range | None:
    """WBGT (°C) in the middle of a past run from the weather that its file tells, or None without such."""
    weather = told_weather(run.said)
    if weather is None:
        return None
    middle = run.outline.local_start + timedelta(seconds=run.outline.elapsed_time / 2.0)
    return wbgt_of(weather, middle, run.features.place, assumed)


def _saturation(temperature: float) -> float:
    """Vapour pressure of saturated air after Magnus, as a multiple of that at 0 °C."""
    return exp(17.27 * temperature / (237.7 + temperature))


def _known(value: float | None, assumed: tuple[float, ...]) -> FloatArray:
    return np.array(assumed if value is None else (value, value, value), np.float64)


def _sun_over(
    place: tuple[float, float] | None, when: datetime, offset: timedelta | None
) -> tuple[FloatArray, float, FloatArray]:
    """Latitudes (°), longitude (°) and heights of the sun (°) for the coolest, the likely and the hottest case."""
    if place is not None:
        latitude, longitude = np.full(3, place[0]), place[1]
        return latitude, longitude, sun_elevation_Michalsky_1988(when.timestamp(), latitude, longitude)
    longitude = 0.0 if offset is None else offset.total_seconds() / SECONDS_PER_HOUR * DEGREES_PER_HOUR
    candidates = np.array((*INHABITED, TEMPERATE_LATITUDE))
    elevations = sun_elevation_Michalsky_1988(when.timestamp(), candidates, longitude)
    chosen = [int(elevations.argmin()), -1, int(elevations.argmax())]
    return candidates[chosen], longitude, elevations[chosen]
