"""What FIT files say that cannot be true of anybody: left out, and told."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from uncramp.domain.activity import Finding
from uncramp.domain.outline import Sport
from uncramp.domain.quantities import Quantity, quantity_kinds
from uncramp.domain.sentence import Sentence, say
from uncramp.domain.streams import FloatArray
from uncramp.exposure.cleaning.bounds import bounds_of
from uncramp.exposure.cleaning.records import NAMES, spans_of
from uncramp.formats.fit.messages import Row


class _Said(NamedTuple):
    """Quantity of a field, what turns the field's unit into that of the house, what it is, and a bound of its own."""

    kind: str
    factor: float
    what: Sentence
    most: float = np.inf


ROWS: Mapping[str, _Said] = {
    "total_elapsed_time": _Said("elapsed_time", 1.0, say("the elapsed time")),
    "total_timer_time": _Said("timer_time", 1.0, say("the time without pauses")),
    "total_distance": _Said("distance", 1.0, say("the distance")),
    "weight": _Said("mass", 1.0, say("the body mass")),
    "weather_temperature": _Said("temperature", 1.0, say("the temperature of the air")),
    "weather_relative_humidity": _Said("relative_humidity", 1.0, say("the relative humidity")),
    "weather_wind_speed": _Said("wind_speed", 1.0, say("the speed of the wind")),
    "sweat_loss_hint": _Said("fluid", 0.001, say("the loss of sweat"), 6.0),
}
"""Fields of single messages that have bounds."""


def possible_row(row: Row) -> tuple[Row, list[Finding]]:
    """A message without the values that cannot be true, and what is to be said of these."""
    odd = []
    for name, said in ROWS.items():
        value = row.get(name)
        if value is None or isinstance(value, str):
            continue
        quantity = Quantity(said.kind, value * said.factor)
        if not quantity.is_possible or quantity.value > said.most:
            words = say(
                "The file gives {value} as {what}; that cannot be and was left out.", value=quantity, what=said.what
            )
            odd.append((name, Finding(f"impossible-{name.replace('_', '-')}", words)))
    left_out = dict(odd)
    return {name: value for name, value in row.items() if name not in left_out}, [finding for _, finding in odd]


def possible_columns(columns: Mapping[str, FloatArray], sport: Sport) -> tuple[Mapping[str, FloatArray], list[Finding]]:
    """Columns of records with NaN for what cannot be true in a sport, and what is to be said of that.

    Parameters
    ----------
    columns
        By the names and in the units of the quantity table, each of shape (n,).
    """
    possible = dict(columns)
    odd = []
    for name, column in columns.items():
        kind = quantity_kinds()[name]
        wrong = (column < kind.low) | (column > (bounds_of(sport).speed if name == "speed" else kind.high))
        count = int(np.count_nonzero(wrong))
        if count:
            possible[name] = np.where(wrong, np.nan, column)
            words = say(
                "{count} values of {quantity} cannot be true and were left out.", count=count, quantity=NAMES[name]
            )
            odd.append(Finding(f"impossible-{name.replace('_', '-')}", words, column=name, spans=spans_of(wrong)))
    return possible, odd
