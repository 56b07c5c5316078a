from pathlib import Path

import pytest
from hypothesis import given

from strategies import quantities, ranges, sentences, unit_choices
from uncramp.domain.quantities import Quantity, Range, quantity_kinds
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.units import IMPERIAL, METRIC, UnitChoice
from uncramp.presentation.words import FORMATS, LOCALES, Words, catalogue, clock

METRIC_WORDS, IMPERIAL_WORDS = Words(METRIC), Words(IMPERIAL)
GERMAN = {"{seconds} s": "{seconds} Sek.", "{minutes} min": "{minutes} Min.", "{way} to go": "noch {way}",
          "{median}{unit} ({low} to {high}{unit})": "{median}{unit} ({low} bis {high}{unit})"}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "metric", "imperial"),
    [
        ("distance", 42195.0, "42.2 km", "26.2 mi"),  # World Athletics: 42.195 km, 26 miles 385 yards
        ("distance", 5000.0, "5 km", "3.1 mi"),
        ("distance", 800.0, "800 m", "0.5 mi"),
        ("speed", 1000.0 / 300.0, "5:00 /km", "8:03 /mi"),  # any pace chart
        ("temperature", 37.0, "37 °C", "99 °F"),  # 98.6 °F
        ("temperature", -40.0, "\N{MINUS SIGN}40 °C", "\N{MINUS SIGN}40 °F"),  # where the scales meet
        ("mass", 68.0388555, "68.0 kg", "150.0 lb"),  # NIST SP 811: 0.453 592 37 kg
        ("fluid", 0.5, "0.50 L", "17 fl oz"),  # 16.907
        ("sweat_rate", 1.0, "1.00 L/h", "34 fl oz/h"),  # 33.814
        ("plasma_sodium", 137.6, "138 mmol/L", "138 mmol/L"),
        ("altitude", 1609.344, "1609 m", "5280 ft"),
        ("elapsed_time", 7235.0, "2:00:35", "2:00:35"),  # the marathon's world record of 2023
        ("probability", 0.18, "18 %", "18 %"),
        ("probability", 0.0004, "< 0.1 %", "< 0.1 %"),
        ("probability", 0.0, "< 0.1 %", "< 0.1 %"),
        ("mass_change", -0.022, "\N{MINUS SIGN}2.2 %", "\N{MINUS SIGN}2.2 %"),
        ("grade", 0.05, "+5.0 %", "+5.0 %"),
        ("share", 0.05, "5 %", "5 %"),
        ("share", -0.004, "\N{MINUS SIGN}0.4 %", "\N{MINUS SIGN}0.4 %"),
    ],
)
def test_a_quantity_is_shown_in_the_readers_units(kind: str, value: float, metric: str, imperial: str) -> None:
    assert METRIC_WORDS.quantity(kind, value) == metric
    assert IMPERIAL_WORDS.quantity(kind, value) == imperial


def test_every_quantity_of_the_house_can_be_shown() -> None:
    assert set(FORMATS) == set(quantity_kinds())


@given(quantities(), unit_choices)
def test_every_possible_value_is_shown_without_a_hyphen_for_a_minus(quantity: Quantity, units: UnitChoice) -> None:
    if quantity.kind == "speed" and quantity.value < 1e-6:
        return  # standing still has no pace
    shown = Words(units).value(quantity)
    assert any(sign.isdigit() for sign in shown)
    assert "-" not in shown


def test_a_range_is_a_median_with_its_interval_and_one_unit() -> None:
    assert METRIC_WORDS.value(Range("probability", 0.06, 0.18, 0.44)) == "18 % (6 to 44 %)"
    assert IMPERIAL_WORDS.value(Range("temperature", 10.0, 15.0, 20.0)) == "59 °F (50 to 68 °F)"
    assert METRIC_WORDS.value(Range("distance", 500.0, 900.0, 1500.0)) == "900 m (500 m to 1.5 km)"


@given(ranges(), unit_choices)
def test_a_range_always_names_its_three_numbers(value: Range, units: UnitChoice) -> None:
    if value.kind == "speed" and value.low < 1e-6:
        return
    words = Words(units)
    shown = words.range(value)
    assert shown.startswith(words.quantity(value.kind, value.median))
    assert shown.endswith(f"{words.quantity(value.kind, value.high)})")


@given(sentences())
def test_every_value_finds_its_place_in_its_sentence(sentence: Sentence) -> None:
    if any(isinstance(each, Quantity | Range) and each.kind == "speed" for each in sentence.values.values()):
        return
    shown = METRIC_WORDS(sentence)
    assert all(METRIC_WORDS.value(value) in shown for value in sentence.values.values())


def test_a_language_changes_words_and_not_numbers() -> None:
    words = Words(translate=lambda text: GERMAN.get(text, text))
    assert words(say("{way} to go", way=Range("distance", 1000.0, 2000.0, 3000.0))) == "noch 2 km (1 bis 3 km)"
    assert words.duration(30.0) == "30 Sek."
    assert words.duration(300.0) == "5 Min."


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.0, "0:00"), (59.6, "1:00"), (3599.4, "59:59"), (3599.6, "1:00:00"), (36_000.0, "10:00:00")],
)
def test_a_clock_carries(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_a_clock_in_whole_minutes() -> None:
    assert clock(13_500.0, whole_minutes=True) == "3:45"
    assert clock(3599.0, whole_minutes=True) == "1:00"


def test_pace_of_a_speed() -> None:
    assert METRIC_WORDS.pace(4.0) == "4:10 /km"
    assert IMPERIAL_WORDS.pace(1609.344 / 480.0) == "8:00 /mi"


def test_a_language_without_a_catalogue_is_english() -> None:
    assert catalogue(["xx"]).gettext("Today") == "Today"
    assert Path(LOCALES).name == "locale"


def test_who_stands_has_no_pace() -> None:
    assert METRIC_WORDS.quantity("speed", 0.0) == "0.00 m/s"
    assert METRIC_WORDS.quantity("speed", 0.1) == "2:46:40 /km"
