from datetime import date, time
from fractions import Fraction

import pytest
from hypothesis import given

from strategies import possible
from uncramp.domain import units
from uncramp.domain.errors import InvalidValueError
from uncramp.domain.units import (
    IMPERIAL,
    METRIC,
    celsius_from_fahrenheit,
    fahrenheit_from_celsius,
    parse_clock,
    parse_date,
    parse_distance,
    parse_duration,
    parse_fluid,
    parse_mass,
    parse_temperature,
)

INCH = Fraction("0.0254")  # m, exactly: NIST Special Publication 811 (2008), section B.6


def test_the_foot_and_the_mile_are_those_of_nist() -> None:
    assert float(12 * INCH) == units.METRES_PER_FOOT
    assert float(5280 * 12 * INCH) == units.METRES_PER_MILE


def test_the_pound_is_that_of_nist() -> None:
    # NIST Handbook 44 (2024), appendix C: 7000 grains of 64.798 91 mg each.
    assert float(7000 * Fraction("64.79891") / 10**6) == units.KILOGRAMS_PER_POUND


def test_the_fluid_ounce_is_a_128th_of_a_gallon_of_231_cubic_inches() -> None:
    # NIST Handbook 44 (2024), appendix C.
    assert float(231 * INCH**3 * 1000 / 128) == units.LITRES_PER_FLUID_OUNCE


@pytest.mark.parametrize(
    ("fahrenheit", "celsius"), [(-459.67, -273.15), (-40, -40), (32, 0), (98.6, 37), (212, 100), (451, 2095 / 9)]
)
def test_fahrenheit_agrees_at_its_fixed_points(fahrenheit: float, celsius: float) -> None:
    assert celsius_from_fahrenheit(fahrenheit) == pytest.approx(celsius, abs=1e-12)
    assert fahrenheit_from_celsius(celsius) == pytest.approx(fahrenheit, abs=1e-12)


@given(possible("temperature"))
def test_a_temperature_survives_the_way_through_fahrenheit(temperature: float) -> None:
    assert celsius_from_fahrenheit(fahrenheit_from_celsius(temperature)) == pytest.approx(temperature, abs=1e-12)


def test_a_marathon_of_26_miles_and_385_yards_is_42195_metres() -> None:
    assert 26 * parse_distance("1 mi") + 385 * 3 * units.METRES_PER_FOOT == pytest.approx(42195, abs=0.5)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("42.2km", 42200),
        ("42,195 km", 42195),
        ("26.2mi", 26.2 * 5280 * 0.3048),
        ("1 mile", 1609.344),
        ("2 Miles", 3218.688),
        ("400m", 400),
        ("10k", 10000),
        ("15 K", 15000),
        (" half ", 21097.5),
        ("Marathon", 42195),
        ("7", 7000),
    ],
)
def test_a_distance_is_read_as_people_write_it(text: str, metres: float) -> None:
    assert parse_distance(text) == pytest.approx(metres, rel=1e-15)


def test_a_bare_number_is_in_the_units_the_runner_chose() -> None:
    assert parse_distance("3", IMPERIAL) == 3 * 1609.344
    assert parse_mass("150", IMPERIAL) == 150 * 0.45359237
    assert parse_fluid("16", IMPERIAL) == 16 * 0.0295735295625
    assert parse_temperature("50", IMPERIAL) == pytest.approx(10)
    assert (parse_distance("3"), parse_mass("70"), parse_fluid("2"), parse_temperature("50")) == (3000, 70, 2, 50)


@pytest.mark.parametrize(
    "text", ["", "far", "km", "0km", "-5km", "10,000m", "5 parsec", "1 2km", "nan", "1e3km", "1001km"]
)
def test_no_distance_is_refused_with_the_words_typed(text: str) -> None:
    with pytest.raises(InvalidValueError, match=r"^“.*” is not a distance above 0; write it like 42\.2km") as refusal:
        parse_distance(text)
    assert f"“{text}”" in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "kilograms"), [("68.5kg", 68.5), ("68,5", 68.5), ("150 lb", 68.0388555), ("150lbs", 68.0388555)]
)
def test_a_mass_is_read_as_people_write_it(text: str, kilograms: float) -> None:
    assert parse_mass(text) == kilograms


@pytest.mark.parametrize("text", ["heavy", "-70kg", "5kg", "700 kg", "68.5 stone", "9" * 400])
def test_no_body_mass_is_refused_with_the_words_typed(text: str) -> None:
    with pytest.raises(InvalidValueError, match=f"^“{text}” is not a body mass; write it like 68.5kg or 150lb.$"):
        parse_mass(text)


@pytest.mark.parametrize(
    ("text", "litres"),
    [("0.5L", 0.5), ("500ml", 0.5), ("0,75", 0.75), ("16oz", 0.473176473), ("16 fl oz", 0.473176473), ("0", 0)],
)
def test_a_volume_is_read_as_people_write_it(text: str, litres: float) -> None:
    assert parse_fluid(text) == pytest.approx(litres, rel=1e-15)


@pytest.mark.parametrize("text", ["two cups", "-1L", "31 L", "1,500ml", "L"])
def test_no_volume_is_refused_with_the_words_typed(text: str) -> None:
    with pytest.raises(InvalidValueError, match=f"^“{text}” is not a volume; write it like 0.5L, 500ml or 16oz.$"):
        parse_fluid(text)


@pytest.mark.parametrize(
    ("text", "celsius"), [("18", 18), ("18C", 18), ("18 °c", 18), ("-3.5", -3.5), ("64.4F", 18), ("64.4 °F", 18)]
)
def test_a_temperature_is_read_as_people_write_it(text: str, celsius: float) -> None:
    assert parse_temperature(text) == pytest.approx(celsius)


@pytest.mark.parametrize("text", ["warm", "300K", "18CF", "81C", "-61", "200F"])
def test_no_temperature_of_the_weather_is_refused_with_the_words_typed(text: str) -> None:
    with pytest.raises(InvalidValueError, match=f"^“{text}” is not a temperature; write it like 18C or 64F.$"):
        parse_temperature(text)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3:45", 3 * 3600 + 45 * 60),
        ("0:52:30", 52 * 60 + 30),
        ("24:00:00", 86400),
        ("52min", 52 * 60),
        ("52.5 min", 52.5 * 60),
    ],
)
def test_a_duration_is_read_as_people_write_it(text: str, seconds: float) -> None:
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "soon", "3.45", "3:60", "3:5", "0:00", "0:00:00", "0min", "-1:00", "999:59", "9:9:9"]
)
def test_no_duration_is_refused_with_the_words_typed(text: str) -> None:
    with pytest.raises(InvalidValueError, match=f"^“{text}” is not a duration above 0; write hours and minutes"):
        parse_duration(text)


def test_a_date_is_year_month_and_day() -> None:
    assert parse_date(" 2028-02-29 ") == date(2028, 2, 29)


@pytest.mark.parametrize("text", ["18.04.2027", "2027-4-18", "20270418", "tomorrow", "2027-04-18T09:00"])
def test_no_date_is_refused_with_the_words_typed(text: str) -> None:
    with pytest.raises(
        InvalidValueError, match=f"^“{text}” is not a date; write year, month and day like 2027-04-18.$"
    ):
        parse_date(text)


@pytest.mark.parametrize("text", ["2027-02-29", "2027-13-01", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match=f"^The date {text} does not exist.$"):
        parse_date(text)


@pytest.mark.parametrize(("text", "clock"), [("09:00", time(9)), ("9:05", time(9, 5)), (" 23:59 ", time(23, 59))])
def test_a_time_of_day_is_read_as_people_write_it(text: str, clock: time) -> None:
    assert parse_clock(text) == clock


@pytest.mark.parametrize("text", ["24:00", "9", "09:60", "9am", "09:00:00"])
def test_no_time_of_day_is_refused_with_the_words_typed(text: str) -> None:
    with pytest.raises(InvalidValueError, match=f"^“{text}” is not a time of day; write it like 09:00.$"):
        parse_clock(text)


def test_a_split_is_a_kilometre_or_a_mile() -> None:
    assert METRIC.split_length == 1000
    assert IMPERIAL.split_length == 1609.344
