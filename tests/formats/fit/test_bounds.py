import numpy as np
import pytest

from uncramp.domain.outline import Sport
from uncramp.formats.fit.bounds import possible_columns, possible_row
from uncramp.formats.fit.messages import Row


def test_a_message_keeps_what_can_be_true() -> None:
    row: Row = {
        "weight": 71.0,
        "total_distance": 42_195.0,
        "sweat_loss_hint": 6000.0,
        "total_ascent": 1e9,
        "name": "Hills",
    }
    assert possible_row(row) == (row, [])


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("weight", 6.0, "6 kg as the body mass"),
        ("sweat_loss_hint", 6001.0, "6.001 L as the loss of sweat"),
        ("total_elapsed_time", 4e6, "4000000 s as the elapsed time"),
        ("total_timer_time", -1.0, "-1 s as the time without pauses"),
        ("total_distance", 4e7, "40000000 m as the distance"),
        ("weather_temperature", 127.0, "127 °C as the temperature of the air"),
    ],
)
def test_what_cannot_be_true_of_the_whole_is_left_out_and_told(name: str, value: float, words: str) -> None:
    row, (finding,) = possible_row({name: value, "sport": 1.0})
    assert row == {"sport": 1}
    assert finding.code == f"impossible-{name.replace('_', '-')}"
    assert words in str(finding.sentence)


def test_impossible_values_of_records_are_told_with_their_column_and_records() -> None:
    columns = {"heart_rate": np.array([140, 251, 0, np.nan]), "power": np.array([250.0, 0, 1, 2])}
    possible, (finding,) = possible_columns(columns, Sport.RUNNING)
    assert np.array_equal(possible["heart_rate"], [140, np.nan, np.nan, np.nan], equal_nan=True)
    assert possible["power"] is columns["power"]
    assert (finding.code, finding.column, finding.spans) == ("impossible-heart-rate", "heart_rate", ((1, 3),))
    assert str(finding.sentence) == "2 values of heart rate cannot be true and were left out."


@pytest.mark.parametrize(("sport", "kept"), [(Sport.RUNNING, [True, False]), (Sport.CYCLING, [True, True])])
def test_how_fast_one_can_be_depends_on_the_sport(sport: Sport, kept: list[bool]) -> None:
    possible, _ = possible_columns({"speed": np.array([14.0, 20.0])}, sport)
    assert np.isfinite(possible["speed"]).tolist() == kept
