from math import nan
from typing import Any

import pytest

from uncramp.domain.errors import InvalidValueError
from uncramp.domain.weather import Provenance, Weather


def test_what_was_not_measured_is_unknown_and_not_zero() -> None:
    air = Weather(temperature=18)
    assert (air.relative_humidity, air.wind_speed, air.solar_radiation, air.cloud_cover) == (None,) * 4
    assert air.provenance is Provenance.TYPED


def test_calm_dry_dark_freezing_air_is_weather() -> None:
    air = Weather(temperature=0, relative_humidity=0, wind_speed=0, solar_radiation=0, cloud_cover=0)
    assert (air.wind_speed, air.cloud_cover) == (0, 0)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("temperature", 90, "90 °C"),
        ("temperature", nan, "nan °C"),
        ("relative_humidity", 101, "101 %"),
        ("wind_speed", -1, "-1 m/s"),
        ("solar_radiation", 2000, "2000 W/m²"),
        ("cloud_cover", 1.01, "1.01"),
        ("cloud_cover", -0.01, "-0.01"),
        ("cloud_cover", nan, "nan"),
    ],
)
def test_weather_that_the_earth_does_not_have_is_refused_with_the_value(kind: str, value: float, shown: str) -> None:
    air: dict[str, Any] = {"temperature": 18, kind: value}
    with pytest.raises(InvalidValueError, match=f"^No weather on Earth has {shown}.$"):
        Weather(**air)


def test_the_records_of_the_earth_are_weather() -> None:
    # World Meteorological Organization: hottest air 56.7 °C, Furnace Creek, 1913.
    assert Weather(temperature=56.7).temperature == 56.7
