from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure.runs import run
from uncramp.domain.errors import InvalidValueError
from uncramp.domain.quantities import Z80, Quantity, Range
from uncramp.domain.weather import Provenance, Weather
from uncramp.evidence.priors import WeatherPrior, priors
from uncramp.exposure import air as module
from uncramp.exposure.air import Warmth, told_weather, warmth_over, wbgt_of, wbgt_told_of
from uncramp.physiology.sun import clear_sky_radiation_Haurwitz_1945, sun_elevation_Michalsky_1988
from uncramp.physiology.wbgt import wbgt_Liljegren_2008

MUNICH, SINGAPORE, TROMSO, SYDNEY = (48.1, 11.6), (1.35, 103.8), (69.65, 18.96), (-33.9, 151.2)
SUMMER, WINTER = datetime(2030, 7, 1, tzinfo=UTC), datetime(2030, 12, 21, tzinfo=UTC)
NOON = SUMMER + timedelta(hours=11)
WARM = Weather(22.0)
AFAR = priors().weather
NEAR = replace(AFAR, away_sd=0.0)  # as if a thermometer ran along


def wbgt(
    weather: Weather, when: datetime = NOON, place: tuple[float, float] | None = MUNICH, assumed: WeatherPrior = NEAR
) -> Range:
    air = wbgt_of(weather, when, place, assumed)
    assert air is not None
    return air


def hours(*medians: float | None) -> tuple[Range | None, ...]:
    return tuple(None if each is None else Range("wbgt", each - 1.0, each, each + 3.0) for each in medians)


def told(humidity: float, sun: float, wind: float = 2.0) -> Weather:
    return Weather(22.0, relative_humidity=humidity, wind_speed=wind, solar_radiation=sun)


def clear_sky(when: datetime, place: tuple[float, float]) -> float:
    return float(clear_sky_radiation_Haurwitz_1945(sun_elevation_Michalsky_1988(when.timestamp(), *place)))


def test_the_hottest_hour_of_a_morning_is_its_last_and_between_hours_it_is_between() -> None:
    morning = datetime(2030, 7, 1, 5, tzinfo=UTC)
    warmth = warmth_over(Weather(20.0, 60.0, 2.0), morning, 3 * 3600.0, (48.0, 11.0), priors().weather)
    told = [each.median for each in warmth.wbgt if each is not None]
    assert len(told) == 4
    assert told == sorted(told)
    assert warmth.hottest == warmth.wbgt[-1]
    assert warmth.at(np.array([0.0, 1800.0, 3600.0])) == pytest.approx([told[0], (told[0] + told[1]) / 2, told[1]])


@pytest.mark.parametrize(("duration", "count"), [(0.0, 1), (1.0, 2), (3600.0, 2), (3601.0, 3)])
def test_the_hours_of_a_run_are_those_that_it_touches(duration: float, count: int) -> None:
    warmth = warmth_over(WARM, NOON, duration, MUNICH, AFAR)
    assert warmth == Warmth(
        tuple(wbgt(WARM, NOON + timedelta(hours=each), MUNICH, AFAR) for each in range(count)), duration
    )


@pytest.mark.parametrize(
    ("duration", "median"),
    [(0.0, 10.0), (1800.0, 12.5), (3600.0, 15.0), (5400.0, (15.0 + 15.0 + 21.0) / 3), (None, 18.5)],
)
def test_the_mean_is_over_the_run_and_not_over_what_follows_it(duration: float | None, median: float) -> None:
    mean = Warmth(hours(10.0, 20.0, 24.0), duration).mean
    assert mean is not None
    assert (mean.low, mean.median, mean.high) == pytest.approx((median - 1.0, median, median + 3.0), abs=0.01)


def test_beside_an_unknown_hour_and_after_the_last_there_is_no_number() -> None:
    warmth = Warmth(hours(10.0, 20.0, None), 6000.0)
    assert warmth.mean is None
    assert warmth.hottest == warmth.wbgt[1]
    assert Warmth(hours(10.0, 20.0)).at(np.array([0.0, 3600.0])).tolist() == [10.0, 20.0]
    assert np.isnan(Warmth(hours(10.0, 20.0)).at(np.array([3600.1, 9000.0]))).all()
    assert np.isnan(warmth.at(np.array([3601.0, 7200.0]))).all()


def test_air_of_which_there_is_no_number_has_no_hottest_hour() -> None:
    warmth = warmth_over(Weather(-40.0), datetime(2030, 1, 1, tzinfo=UTC), 600.0, None, priors().weather)
    assert (warmth.hottest, warmth.mean) == (None, None)
    assert np.isnan(warmth.at(np.zeros(1))).all()


def test_air_that_is_known_whole_is_one_number() -> None:
    air = wbgt(told(60.0, 500.0))
    assert air.low == air.median == air.high
    assert air.median == pytest.approx(float(wbgt_Liljegren_2008(22.0, 60.0, 2.0, 500.0, NOON, *MUNICH)), abs=1e-12)


def test_what_nobody_said_runs_from_dry_clouded_and_windy_to_humid_sunny_and_calm() -> None:
    air, clear = wbgt(WARM), clear_sky(NOON, MUNICH)
    assert air.low == pytest.approx(wbgt(told(40.0, 0.25 * clear, 4.0)).median, abs=0.001)
    assert air.median == pytest.approx(wbgt(told(60.0, (1.0 - 0.75 * 0.8**3.4) * clear, 2.0)).median, abs=0.001)
    assert air.high == pytest.approx(wbgt(told(80.0, clear, 1.0)).median, abs=0.001)
    assert air.low < air.median < air.high


@pytest.mark.parametrize(
    "known", [{"relative_humidity": 60.0}, {"wind_speed": 2.0}, {"solar_radiation": 500.0}, {"cloud_cover": 0.8}]
)
def test_what_is_known_narrows_the_rest(known: dict[str, float]) -> None:
    whole, part = wbgt(WARM), wbgt(replace(WARM, **known))  # type: ignore[arg-type]  # each of these is a number
    assert part.high - part.low < whole.high - whole.low


def test_clouds_that_are_told_take_their_share_of_the_sun() -> None:
    clear, half, overcast = (wbgt(replace(WARM, cloud_cover=cover)) for cover in (0.0, 0.5, 1.0))
    assert clear.median > half.median > overcast.median
    assert clear.high == wbgt(WARM).high
    assert overcast.low == wbgt(WARM).low


def test_a_sun_that_was_measured_goes_before_clouds_that_are_told() -> None:
    assert wbgt(replace(told(60.0, 500.0), cloud_cover=1.0)) == wbgt(told(60.0, 500.0))


def test_a_station_or_a_forecast_is_less_sure_than_a_thermometer_on_the_way() -> None:
    near, far = wbgt(told(60.0, 500.0)), wbgt(told(60.0, 500.0), assumed=AFAR)
    assert far.median == near.median
    assert far.high - far.median == pytest.approx(Z80 * 3.97)
    assert far.median - far.low == pytest.approx(Z80 * 3.97)


def test_two_doubts_add_in_quadrature() -> None:
    near, far = wbgt(WARM), wbgt(WARM, assumed=AFAR)
    assert far.high - far.median == pytest.approx(np.hypot(near.high - near.median, Z80 * 3.97))
    assert far.median - far.low == pytest.approx(np.hypot(near.median - near.low, Z80 * 3.97))


def test_the_spread_of_a_station_leaves_it_beyond_3_degrees_in_45_of_100_cases() -> None:
    errors = np.random.default_rng(1).normal(0.0, priors().weather.away_sd, 400_000)
    assert (np.abs(errors) > 3.0).mean() == pytest.approx(0.45, abs=0.003)


def test_no_humidity_is_assumed_that_no_place_has() -> None:
    # 30 °C of dew point are 37 % at 50 °C, whatever more is assumed of cooler air.
    hot = wbgt(Weather(50.0, wind_speed=2.0, solar_radiation=800.0))
    damp = wbgt(Weather(50.0, 34.5, 2.0, 800.0))
    assert hot.high == pytest.approx(damp.median, abs=0.1)
    assert wbgt(Weather(56.7), assumed=AFAR).high <= 50.0


@pytest.mark.parametrize("place", [MUNICH, None, (90.0, 0.0), (-90.0, 180.0)])
@pytest.mark.parametrize("temperature", [-60.0, -40.0, -35.0])
def test_hard_frost_has_no_wbgt(temperature: float, place: tuple[float, float] | None) -> None:
    assert wbgt_of(Weather(temperature), NOON, place, priors().weather) is None


def test_impossible_heat_is_refused_if_somebody_typed_it_and_passed_over_in_a_file() -> None:
    desert = Weather(60.0, relative_humidity=0.0, wind_speed=2.0, solar_radiation=0.0)
    with pytest.raises(InvalidValueError, match="60 °C"):
        wbgt_of(desert, NOON, MUNICH, priors().weather)
    assert wbgt_of(replace(desert, provenance=Provenance.FILE), NOON, MUNICH, priors().weather) is None


@pytest.mark.parametrize(
    "when",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1899, 12, 31, tzinfo=UTC),
        datetime(2100, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-9))),
    ],
)
@pytest.mark.parametrize("weather", [WARM, told(60.0, 500.0)])
def test_of_times_whose_sun_is_unknown_there_is_no_wbgt(weather: Weather, when: datetime) -> None:
    assert wbgt_of(weather, when, MUNICH, priors().weather) is None


@pytest.mark.parametrize("when", [datetime(1900, 1, 2, tzinfo=UTC), datetime(2099, 12, 30, 12, tzinfo=UTC)])
def test_of_two_centuries_there_is(when: datetime) -> None:
    assert wbgt(WARM, when).low < 22.0


@pytest.mark.parametrize("place", [(90.1, 0.0), (float("nan"), 0.0), (0.0, 999.0)])
def test_off_the_globe_there_is_no_wbgt(place: tuple[float, float]) -> None:
    assert wbgt_of(WARM, NOON, place, priors().weather) is None


@pytest.mark.parametrize("place", [(90.0, 0.0), (-90.0, 0.0), (0.0, 180.0), (0.0, -180.0)])
def test_poles_and_the_date_line_have_weather_like_other_places(place: tuple[float, float]) -> None:
    assert wbgt(WARM, NOON, place).low < 22.0


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
    assert wbgt(WARM, when, place) == wbgt(replace(WARM, solar_radiation=0.0), when, place)


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
    assert wbgt(WARM, when, place).high > wbgt(replace(WARM, solar_radiation=0.0), when, place).high


def test_the_winter_sun_is_weaker_than_the_old_guess_of_700() -> None:
    noon = WINTER + timedelta(hours=11)
    assert wbgt(WARM, noon).high < wbgt(told(80.0, 700.0, 1.0), noon).high - 1.0


def test_a_sun_that_was_measured_is_believed_at_any_hour() -> None:
    assert wbgt(told(60.0, 100.0), SUMMER).median > wbgt(told(60.0, 0.0), SUMMER).median


def test_without_a_place_the_likely_sun_is_that_of_the_clock_at_45_degrees_north() -> None:
    when = datetime(2030, 7, 1, 8, tzinfo=timezone(timedelta(hours=9)))
    assert wbgt(WARM, when, None).median == wbgt(WARM, when, (45.0, 135.0)).median


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("latitude", [-35.0, 0.0, 45.0, 60.0])
def test_without_a_place_the_interval_holds_that_of_every_place_where_runners_live(month: int, latitude: float) -> None:
    when = datetime(2030, month, 21, 13, tzinfo=timezone(timedelta(hours=10)))
    here, somewhere = wbgt(WARM, when, (latitude, 150.0)), wbgt(WARM, when, None)
    assert somewhere.low <= here.low + 0.3  # the globe's share of direct sun changes with its height
    assert somewhere.high >= here.high - 0.3


def test_a_time_without_a_zone_of_its_own_is_at_greenwich() -> None:
    assert wbgt(WARM, NOON, None).median == wbgt(WARM, NOON, (45.0, 0.0)).median


@given(st.floats(5, 40), st.integers(0, 8760), st.sampled_from([MUNICH, SYDNEY, TROMSO, None]))
def test_an_interval_of_wbgt_is_in_order_at_any_hour_of_the_year(
    temperature: float, hour: int, place: tuple[float, float] | None
) -> None:
    air = wbgt(Weather(temperature), SUMMER + timedelta(hours=hour), place, AFAR)
    assert air.low <= air.median <= air.high
    assert air.median <= temperature + 10
    assert air.high - air.low >= 2.0 * Z80 * 3.97 - 1e-9


@given(st.floats(-60, 80), st.datetimes(timezones=st.just(UTC)), st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
def test_any_weather_of_a_file_at_any_time_and_place_gives_a_possible_interval_or_none(
    temperature: float, when: datetime, place: tuple[float, float]
) -> None:
    air = wbgt_of(Weather(temperature, provenance=Provenance.FILE), when, place, priors().weather)
    assert air is None or all(Quantity("wbgt", each).is_possible for each in (air.low, air.median, air.high))


def test_the_weather_that_a_service_tells_goes_before_that_of_the_watch() -> None:
    said: dict[str, float | str] = {
        "temperature": 21.5,
        "weather_temperature": 25.0,
        "weather_wind_speed": 3.0,
        "cloud_cover": 0.25,
        "name": "Lake",
    }
    assert told_weather(said) == Weather(21.5, wind_speed=3.0, cloud_cover=0.25, provenance=Provenance.FILE)


def test_all_that_a_file_can_tell_of_the_air_is_taken_and_only_what_can_be() -> None:
    said: dict[str, float | str] = {
        "temperature": 20,
        "weather_relative_humidity": 55,
        "wind_speed": 1.0,
        "solar_radiation": 300.0,
        "cloud_cover": 1.5,
    }
    assert told_weather(said) == Weather(20.0, 55.0, 1.0, 300.0, None, provenance=Provenance.FILE)


@pytest.mark.parametrize("said", [{}, {"relative_humidity": 50.0}, {"temperature": 999.0}, {"temperature": "warm"}])
def test_without_a_temperature_that_can_be_there_is_no_weather(said: dict[str, float | str]) -> None:
    assert told_weather(said) is None


def test_of_a_past_run_the_air_is_that_of_its_middle_where_it_was() -> None:
    past = run(3.25, hours=4.0, said={"temperature": 22.0, "weather_wind_speed": 2.0})
    past = replace(past, features=replace(past.features, place=SINGAPORE))
    middle = past.outline.start + timedelta(hours=2)
    weather = Weather(22.0, wind_speed=2.0, provenance=Provenance.FILE)
    assert wbgt_told_of(past, AFAR) == wbgt(weather, middle, SINGAPORE, AFAR)
    assert wbgt_told_of(past, AFAR) != wbgt(weather, past.outline.start, SINGAPORE, AFAR)


def test_the_clock_at_a_past_run_tells_its_sun_where_its_place_is_unknown() -> None:
    past = run(3.0, hours=0.0, said={"temperature": 22.0})
    abroad = replace(past, outline=replace(past.outline, time_zone="+09:00"))
    weather = Weather(22.0, provenance=Provenance.FILE)
    when = past.outline.start.astimezone(timezone(timedelta(hours=9)))
    assert wbgt_told_of(abroad, AFAR) == wbgt(weather, when, None, AFAR)
    assert wbgt_told_of(abroad, AFAR) != wbgt_told_of(past, AFAR)


@pytest.mark.parametrize("said", [{}, {"relative_humidity": 50.0}, {"temperature": -40.0}])
def test_of_a_past_run_without_weather_or_in_hard_frost_there_is_no_wbgt(said: dict[str, float | str]) -> None:
    assert wbgt_told_of(run(3.0, said=said), AFAR) is None


def test_air_that_was_told_before_is_not_reckoned_again(monkeypatch: pytest.MonkeyPatch) -> None:
    past = run(2.5, said={"temperature": 21.125})
    first = wbgt_told_of(past, AFAR)
    monkeypatch.setattr(module, "wbgt_Liljegren_2008", None)
    assert first is not None
    assert wbgt_told_of(replace(past, said=dict(past.said)), AFAR) == first


def test_one_moment_on_two_clocks_has_two_suns_where_the_place_is_unknown() -> None:
    assert wbgt(WARM, NOON, None) != wbgt(WARM, NOON.astimezone(timezone(timedelta(hours=9))), None)
