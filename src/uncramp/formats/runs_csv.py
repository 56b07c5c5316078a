"""Runs as a table, one line each: read for those who have nothing else, written for a run that is entered by hand.

The columns are described in ``docs/files.md``.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from io import StringIO

from uncramp.domain.activity import Activity, Finding
from uncramp.domain.errors import InvalidValueError, UnreadableFileError, invalid
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say
from uncramp.domain.streams import Streams
from uncramp.domain.units import FIRST_YEAR, LAST_YEAR, METRES_PER_FOOT, METRES_PER_MILE, celsius_from_fahrenheit
from uncramp.formats.points import zoneless
from uncramp.formats.tables import Line, Table, header_of
from uncramp.formats.tables_values import (
    DURATIONS,
    ZONE,
    Measure,
    clock_of,
    date_of,
    duration_of,
    moment_at,
    times,
    zone_of,
)
from uncramp.formats.track import sport_of

ALIASES: Mapping[str, str] = {
    "start_time": "start",
    "timezone": ZONE,
    "temperature_c": "temperature",
    "notes": "note",
    "description": "note",
}
DISTANCE = Measure(
    {"distance_m": times(1.0), "distance_km": times(1000.0), "distance_mi": times(METRES_PER_MILE)},
    "distance",
    is_zero_nothing=True,
)
HIGHEST_ASCENT = 30_000.0
"""Nobody has climbed more in one go, m."""
EASIEST, HARDEST = 1.0, 10.0
"""Of the rating of perceived exertion (CR10)."""
MEASURES: Mapping[str, Measure] = {
    "mean_heart_rate": Measure({"mean_heart_rate": times(1.0)}, "heart_rate"),
    "temperature": Measure(
        {"temperature": times(1.0), "temperature_f": celsius_from_fahrenheit},
        "temperature",
    ),
    "ascent": Measure(
        {"ascent_m": times(1.0), "ascent_ft": times(METRES_PER_FOOT)},
        bounds=(0.0, HIGHEST_ASCENT),
    ),
    "rpe": Measure({"rpe": times(1.0)}, bounds=(EASIEST, HARDEST)),
}
"""What else a line can tell in numbers, by the name of the detail that it becomes."""
TEXTS: Mapping[str, str] = {"name": "name", "description": "note"}
"""And in words: the detail, and its column."""
COLUMNS = frozenset(
    {
        *("date", "start", ZONE, *DURATIONS, *DISTANCE.columns, "sport", *TEXTS.values()),
        *(column for measure in MEASURES.values() for column in measure.columns),
    }
)
WITHOUT_UNIT = {
    "distance": say("its column “distance” names no unit; call it distance_km, distance_mi or distance_m"),
    "ascent": say("its column “ascent” names no unit; call it ascent_m or ascent_ft"),
}
OF_RUNS = {"start", "distance", *DISTANCE.columns}
"""A day with a duration and one of these is that of a run."""
DIGITS_OF_A_GROUP = 3
LONGEST_TEXT = 10_000
"""Of a note, characters."""


def is_runs_csv(content: bytes) -> bool:
    """Whether the first line of a file names the columns of runs; a body mass beside them makes it no other table."""
    columns = {ALIASES.get(name, name) for name in header_of(content)}
    has_runs = "date" in columns and not columns.isdisjoint(DURATIONS)
    return has_runs and not columns.isdisjoint(OF_RUNS) and _stems(columns).isdisjoint({"mass_before", "mass_after"})


def _stems(columns: set[str]) -> set[str]:
    return {column.removesuffix("_kg").removesuffix("_lb") for column in columns}


def read(name: str, content: bytes) -> tuple[Activity, ...]:
    """The runs in a table; they have no records.

    A line that cannot be read is a finding in the first of them.

    Raises
    ------
    UnreadableFileError
        If not one line can be read, a column names no unit, or the table is too large.
    """
    table = Table(name, content, ALIASES)
    for column, reason in WITHOUT_UNIT.items():
        if column in table.columns:
            raise UnreadableFileError(name, reason)
    runs, findings = table.read(_run)
    unknown = ", ".join(column for column in table.columns if column and column not in COLUMNS)
    if unknown:
        words = say("Columns of names that mean nothing here were not read: {columns}.", columns=unknown)
        findings = (*findings, Finding("columns-not-read", words))
    return (replace(runs[0], findings=(*runs[0].findings, *findings)), *runs[1:])


def _run(line: Line) -> Activity:
    findings: list[Finding] = []
    zone_name = zone_of(line)
    if zone_name is None:
        findings.append(zoneless(1))
    duration = duration_of(line)
    sport, sub_sport = sport_of(line.text("sport") or Sport.RUNNING)
    outline = Outline(
        sport=sport,
        start=moment_at(date_of(line), clock_of(line), zone_name),
        elapsed_time=duration,
        timer_time=duration,
        sub_sport=sub_sport,
        time_zone=None if zone_name == "UTC" else zone_name,
        distance=DISTANCE.of(line),
    )
    details = dict(_details(line, findings.append))
    return Activity(outline, Streams.of([]), findings=tuple(findings), details=details)


def _details(line: Line, tell: Callable[[Finding], None]) -> Iterator[tuple[str, float | str]]:
    """What else a line says; what cannot be true is left out and told."""
    for detail, column in TEXTS.items():
        text = line.text(column)
        if text is not None:
            yield detail, text
    for detail, measure in MEASURES.items():
        try:
            value = measure.of(line)
        except InvalidValueError as error:
            words = say("Left out in line {line}: {reason}", line=line.place, reason=error.sentence)
            tell(Finding("value-left-out", words))
        else:
            if value is not None:
                yield detail, value


@dataclass(frozen=True, slots=True)
class TypedRun:
    """A run as a person tells of it.

    Parameters
    ----------
    local_start
        On the clock of its place (naive).
    duration
        s.
    distance
        m, or None if unknown.
    time_zone
        IANA name or a fixed offset like "+02:00"; "UTC" where the clock is in UTC and the place unknown; or None.
    mean_heart_rate
        bpm.
    temperature
        Of the air, °C.
    ascent
        m.
    rpe
        Rating of perceived exertion, 1 to 10.
    """

    local_start: datetime
    duration: float
    distance: float | None = None
    time_zone: str | None = None
    sport: Sport = Sport.RUNNING
    sub_sport: str | None = None
    name: str = ""
    mean_heart_rate: float | None = None
    temperature: float | None = None
    ascent: float | None = None
    rpe: float | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what would not be read again as it is meant."""
        if self.local_start.tzinfo is not None or not FIRST_YEAR <= self.local_start.year <= LAST_YEAR:
            raise invalid("A run cannot begin on {start}.", start=f"{self.local_start}")
        if not (self.duration > 0 and Quantity("elapsed_time", self.duration).is_possible):
            raise invalid("A run needs a duration above 0, not {seconds} s.", seconds=f"{self.duration:g}")
        if self.distance is not None and not (self.distance > 0 and Quantity("distance", self.distance).is_possible):
            raise invalid("A run needs a distance above 0, not {metres} m.", metres=f"{self.distance:g}")
        for kind, value in (("heart_rate", self.mean_heart_rate), ("temperature", self.temperature)):
            if value is not None and not Quantity(kind, value).is_possible:
                raise invalid("A run cannot have {value}.", value=Quantity(kind, value))
        if self.ascent is not None and not 0 <= self.ascent <= HIGHEST_ASCENT:
            raise invalid("A run cannot climb {metres} m.", metres=f"{self.ascent:g}")
        if self.rpe is not None and not EASIEST <= self.rpe <= HARDEST:
            raise invalid("An exertion is rated from 1 to 10, not {rpe}.", rpe=f"{self.rpe:g}")
        if max(len(self.name), len(self.note)) > LONGEST_TEXT:
            raise invalid("A name or note has at most {most} characters.", most=LONGEST_TEXT)
        if sport_of(self.sport_as_written) != (self.sport, self.sub_sport):
            raise invalid("“{sport}” is not a kind of {kind}.", sport=f"{self.sub_sport}", kind=self.sport.value)
        line = Line("", {ZONE: self.time_zone} if self.time_zone else {})
        moment_at(self.local_start.date(), self.local_start.time(), zone_of(line))

    @property
    def file_name(self) -> str:
        """What its table is called."""
        return f"{self.local_start:%Y-%m-%d %H:%M} by hand.csv"

    @property
    def sport_as_written(self) -> str:
        """Sport and finer word as one: "running_trail"."""
        if self.sport is Sport.OTHER and self.sub_sport is not None:
            return self.sub_sport
        return self.sport.value if self.sub_sport is None else f"{self.sport.value}_{self.sub_sport}"

    @property
    def cells(self) -> dict[str, str]:
        """What stands in each column."""
        return {
            "date": self.local_start.date().isoformat(),
            "start": self.local_start.time().isoformat(),
            ZONE: self.time_zone or "",
            "duration_s": _plain(self.duration),
            "distance_m": _plain(self.distance),
            "sport": self.sport_as_written,
            "name": self.name.strip(),
            "mean_heart_rate": _plain(self.mean_heart_rate),
            "temperature": _plain(self.temperature),
            "ascent_m": _plain(self.ascent),
            "rpe": _plain(self.rpe),
            "note": self.note.strip(),
        }


def written(run: TypedRun) -> bytes:
    """The table of one run, in UTF-8, which :func:`read` gives back."""
    text = StringIO(newline="")
    csv.writer(text).writerows([run.cells, run.cells.values()])
    return text.getvalue().encode("utf-8", "replace")


def _plain(value: float | None) -> str:
    """A number in digits that mean but one; never three behind the point."""
    if value is None:
        return ""
    text = f"{Decimal(repr(float(value))):.16f}".rstrip("0")
    _, _, rest = text.partition(".")
    return f"{text}0" if len(rest) in {0, DIGITS_OF_A_GROUP} else text
