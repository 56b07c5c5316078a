from math import isnan, nan

import pytest

from uncramp.formats.apple.units import amount, humidity, measure, temperature


@pytest.mark.parametrize(
    ("dimension", "value", "unit", "expected"),
    [
        ("length", "26.2188", "mi", 42195.0),  # a marathon
        ("length", "1760", "yd", 1609.344),
        ("length", "12", "in", 0.3048),
        ("speed", "36", "km/hr", 10.0),
        ("speed", "60", "mi/hr", 26.8224),
        ("rate", "2.5", "count/s", 150.0),
        ("mass", "154.324", "lb", 70.0),
        ("mass", "11", "st", 69.853),
        ("time", "250", "ms", 0.25),
        ("energy", "418.4", "kJ", 100.0),
    ],
)
def test_units_become_those_of_the_house(dimension: str, value: str, unit: str, expected: float) -> None:
    assert amount(dimension, value, unit) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("value", "unit"),
    [(None, "km"), ("", "km"), ("x", "km"), ("nan", "km"), ("inf", "km"), ("1", None), ("1", "furlong")],
)
def test_what_is_no_amount_is_unknown(value: str | None, unit: str | None) -> None:
    assert isnan(amount("length", value, unit))


@pytest.mark.parametrize(("text", "expected"), [("45443 cm", 454.43), ("164 ft", 49.987), ("3m", 3.0)])
def test_a_value_may_carry_its_unit(text: str, expected: float) -> None:
    assert measure("length", text) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("54 degF", 12.22), ("-40 degF", -40.0), ("21.5 degC", 21.5), ("54", nan), (None, nan), ("54 kelvin", nan)],
)
def test_temperatures_are_in_either_unit(text: str | None, expected: float) -> None:
    assert temperature(text) == pytest.approx(expected, abs=0.01, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "expected"), [("56 %", 56.0), ("5600 %", 56.0), ("10000 %", 100.0), ("58", nan), (None, nan)]
)
def test_humidity_is_written_plain_or_a_hundredfold(text: str | None, expected: float) -> None:
    assert humidity(text) == pytest.approx(expected, nan_ok=True)
