"""Weigh-ins around runs, and body masses by day, as tables of one line each.

The columns are described in ``docs/files.md``.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.diary import MassReading, ToldWeighIn, WeighIn
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.sentence import say
from uncramp.domain.units import KILOGRAMS_PER_POUND, LITRES_PER_FLUID_OUNCE
from uncramp.formats.tables import Line, Table, header_of
from uncramp.formats.tables_values import ZONE, Measure, clock_of, date_of, duration_of, moment_at, times, zone_of
from uncramp.usecases.ports import Measurement

ALIASES: Mapping[str, str] = {"start_time": "start", "time": "start", "timezone": ZONE}
NOON = time(12)
"""Of a mass that has a day alone: at noon in UTC it is that day wherever people live."""


def _mass(name: str) -> Measure:
    kilograms, pounds = times(1.0), times(KILOGRAMS_PER_POUND)
    return Measure({name: kilograms, f"{name}_kg": kilograms, f"{name}_lb": pounds}, "mass")


def _volume(name: str) -> Measure:
    units = {"l": times(1.0), "ml": times(0.001), "oz": times(LITRES_PER_FLUID_OUNCE)}
    return Measure({f"{name}_{unit}": convert for unit, convert in units.items()}, "fluid")


BEFORE, AFTER, DRUNK, URINE = _mass("mass_before"), _mass("mass_after"), _volume("drunk"), _volume("urine")
WEIGHT = Measure({"weight_kg": times(1.0), "weight_lb": times(KILOGRAMS_PER_POUND)}, "mass")
MASS = Measure({**_mass("mass").columns, **WEIGHT.columns}, "mass")


def is_weigh_ins_csv(content: bytes) -> bool:
    """Whether the first line of a file names the columns of weigh-ins, or of body masses by day."""
    columns = set(header_of(content))
    is_around_runs = not (columns.isdisjoint(BEFORE.columns) or columns.isdisjoint(AFTER.columns))
    return "date" in columns and (is_around_runs or not columns.isdisjoint(MASS.columns))


def read(_name: str, _content: bytes) -> tuple[Activity, ...]:
    """No activities: such a table tells of the runner alone."""
    return ()


def measure(name: str, content: bytes) -> tuple[Measurement | Finding, ...]:
    """The weigh-ins or body masses in a table, and a finding for each line that cannot be read.

    Raises
    ------
    UnreadableFileError
        If not one line can be read, a column names no unit, or the table is too large.
    """
    table = Table(name, content, ALIASES)
    for column in ("drunk", "urine"):
        if column in table.columns:
            reason = say(
                "its column “{column}” names no unit; call it {column}_l, {column}_ml or {column}_oz", column=column
            )
            raise UnreadableFileError(name, reason)
    is_around_runs = not set(BEFORE.columns).isdisjoint(table.columns)
    measurements, findings = table.read(_weigh_in if is_around_runs else _reading)
    return (*measurements, *findings)


def _weigh_in(line: Line) -> Measurement:
    """A weigh-in; without a start it is that of the only run of its day, which midnight stands for."""
    weigh_in = WeighIn(
        before=BEFORE.needed(line),
        after=AFTER.needed(line),
        drunk=DRUNK.needed(line),
        duration=duration_of(line),
        urine=URINE.of(line),
    )
    return ToldWeighIn(datetime.combine(date_of(line), _clock(line, time())), weigh_in)


def _reading(line: Line) -> Measurement:
    """A body mass; on a clock of no named zone as if that were UTC."""
    mass, day = MASS.needed(line), date_of(line)
    if line.text("start") is None:
        return MassReading(datetime.combine(day, NOON, UTC), mass)
    return MassReading(moment_at(day, clock_of(line), zone_of(line)), mass)


def _clock(line: Line, otherwise: time) -> time:
    return otherwise if line.text("start") is None else clock_of(line)
