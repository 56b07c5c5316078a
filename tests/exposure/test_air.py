from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.errors import InvalidValueError
from uncramp.domain.quantities import Range
from uncramp.domain.weather import Provenance, Weather
from uncramp.evidence.priors import priors
from uncramp.exposure.air import told_weather, wbgt_of

MUNICH, SINGAPORE, TROMSO = (48.1, 11.6), (1.35, 103.8), (69.65, 18.96)
SUMMER, WINTER = datetime(2030, 7, 1, tzinfo=UTC), datetime(2030, 12, 21, tzinfo=UTC)
WARM = Weather(22.0)


def wbgt(weather: Weather, when: datetime, place: tuple[float, float] | None = MUNICH) -> Range:
    air = wbgt_of(weather, when, place, priors().weather)
    assert air is not None
    return air


def told(humidity: float, sun: float) -> Weather:
    return Weather(22.0, relative_humidity=humidity, wind_speed=2.0, solar_radiation=sun)


def test_air_that_is_known_whole_is_one_number() -> None:
    air = wbgt(told(60.0, 500.0), SUMMER + timedelta(hours=11))
    assert air.low == air.median == air.high


def test_what_nobody_said_runs_from_dry_and_clouded_to_humid_and_sunny() -> None:
    noon = SUMMER + timedelta(hours=11)
    air = wbgt(WARM, noon)
    assert air.low == wbgt(told(40.0, 0.0), noon).median
    assert air.median == wbgt(told(60.0, 350.0), noon).median
    assert air.high == wbgt(told(80.0, 700.0), noon).median
    assert air.low < air.median < air.high


def test_hard_frost_has_no_wbgt_and_impossible_heat_is_refused() -> None:
    noon = SUMMER + timedelta(hours=11)
    assert wbgt_of(Weather(-25.0), noon, MUNICH, priors().weather) is None
    with pytest.raises(InvalidValueError, match="60 °C"):
        wbgt(Weather(60.0, relative_humidity=0.0, wind_speed=2.0, solar_radiation=0.0), noon)


def test_what_is_known_narrows_the_rest() -> None:
    noon = SUMMER + timedelta(hours=11)
    whole, part = wbgt(WARM, noon), wbgt(Weather(22.0, relative_humidity=60.0), noon)
    assert part.high - part.low < whole.high - whole.low


@pytest.mark.parametrize(
    ("when", "place"),
    [
        (SUMMER, MUNICH),
        (SUMMER + timedelta(hours=2, minutes=45), MUNICH),  # sunrise is at 3:17 UTC
        (SUMMER + timedelta(hours=20), MUNICH),  # sunset is at 19:17 UTC
        (SUMMER + timedelta(hours=12), SINGAPORE),  # eight in the evening
        (WINTER + timedelta(hours=11), TROMSO),  # the polar night
    ],
)
def test_by_night_no_sun_is_assumed(when: datetime, place: tuple[float, float]) -> None:
    assert wbgt(WARM, when, place) == wbgt(Weather(22.0, solar_radiation=0.0), when, place)


@pytest.mark.parametrize(
    ("when", "place"),
    [
        (SUMMER + timedelta(hours=5), MUNICH),
        (SUMMER + timedelta(hours=18), MUNICH),
        (SUMMER + timedelta(hours=1), SINGAPORE),  # nine in the morning
        (WINTER + timedelta(hours=11), MUNICH),
    ],
)
def test_by_day_the_sun_may_shine(when: datetime, place: tuple[float, float]) -> None:
    assert wbgt(WARM, when, place).high > wbgt(Weather(22.0, solar_radiation=0.0), when, place).high


def test_a_sun_that_was_measured_is_believed_at_any_hour() -> None:
    assert wbgt(told(60.0, 100.0), SUMMER).median > wbgt(told(60.0, 0.0), SUMMER).median


def test_without_a_place_the_sun_is_that_of_the_clock() -> None:
    tokyo = timezone(timedelta(hours=9))
    when = datetime(2030, 7, 1, 8, tzinfo=tokyo)
    assert wbgt(WARM, when, None) == wbgt(WARM, when, (45.0, 135.0))


@given(st.floats(5, 40), st.integers(0, 8760))
def test_an_interval_of_wbgt_is_in_order_at_any_hour_of_the_year(temperature: float, hour: int) -> None:
    air = wbgt(Weather(temperature), SUMMER + timedelta(hours=hour))
    assert air.low <= air.median <= air.high
    assert air.high <= temperature + 10


def test_the_weather_that_a_service_tells_goes_before_that_of_the_watch() -> None:
    said: dict[str, float | str] = {
        "temperature": 21.5,
        "weather_temperature": 25.0,
        "weather_wind_speed": 3.0,
        "name": "Lake",
    }
    assert told_weather(said) == Weather(21.5, wind_speed=3.0, provenance=Provenance.FILE)


@pytest.mark.parametrize("said", [{}, {"relative_humidity": 50.0}, {"temperature": 999.0}, {"temperature": "warm"}])
def test_without_a_temperature_that_can_be_there_is_no_weather(said: dict[str, float | str]) -> None:
    assert told_weather(said) is None
