"""Tables that several commands print."""

from collections.abc import Sequence
from itertools import accumulate, zip_longest

from rich import box
from rich.padding import Padding
from rich.table import Table

from uncramp.cli.output import console
from uncramp.cli.telling import INDENT, heading, paragraphs
from uncramp.domain.plan import PacePlan
from uncramp.domain.sentence import say
from uncramp.exposure.covariates import Exposure, Origin
from uncramp.exposure.kilometres import Kilometres
from uncramp.presentation.exposing import ORIGINS, rows_of
from uncramp.presentation.labels import label
from uncramp.presentation.splits import split_rows
from uncramp.presentation.telling import of_forecast, of_sources, of_unknown, of_where, split_name
from uncramp.presentation.words import Words, clock
from uncramp.risk.forecast import Forecast

COLUMNS = 3
BARS = " ▁▂▃▄▅▆▇█"


def show_forecast(forecast: Forecast, speak: Words) -> None:
    """How likely, where and why."""
    heading(speak(say("How likely is a cramp?")))
    paragraphs([*of_forecast(forecast), of_where(forecast)], speak)
    first, last = (speak.quantity("distance", end) for end in (forecast.distance[0], forecast.distance[-1]))
    console().print(Padding(f"[dim]{first}[/] {_bars(forecast)} [dim]{last}[/]", INDENT))
    if forecast.reasons:
        heading(speak(say("Why")))
    for reason in forecast.reasons:
        arrow = "↑" if reason.log_effect.median > 0 else "↓"
        grade = f"[dim]{speak(label(reason.grade))}[/]"
        console().print(Padding(f"{arrow} {speak(reason.sentence)}  {grade}", INDENT))
    if forecast.reasons:
        named = dict.fromkeys(finding for reason in forecast.reasons for finding in reason.findings)
        paragraphs([of_sources(named)], speak, "dim")
    unknown = of_unknown(forecast, speak)
    if unknown is not None:
        paragraphs([unknown], speak, "dim")


def _bars(forecast: Forecast) -> str:
    """One character a split: how much of the risk lies in it."""
    parts = forecast.per_kilometre / max(forecast.per_kilometre.max(), 1e-12)
    return "".join(BARS[round(float(part) * (len(BARS) - 1))] for part in parts)


def show_pace(pace: PacePlan, speak: Words) -> None:
    """All splits in a few columns: which, how long, and the clock at its end."""
    ends = accumulate(split.duration for split in pace.splits)
    rows = [
        (split_name(split, number, speak), clock(speak.units.split_length / split.speed), clock(end))
        for number, (split, end) in enumerate(zip(pace.splits, ends, strict=True), start=1)
    ]
    _columns(rows, (speak.units.distance, speak.translate("pace"), speak.translate("clock")))


def show_splits(kilometres: Kilometres, speak: Words) -> None:
    """The kilometres or miles of a past run; the same effort on the flat where the ground is known."""
    rows = list(split_rows(kilometres, speak))
    if not rows:
        return
    heading(speak(say("Splits")))
    titles = [speak.units.distance, speak.translate("pace")]
    cells = [[row.name, _clock(row.pace)] for row in rows]
    if any(row.effort is not None for row in rows):
        titles.append(speak.translate("flat"))
        for cell, row in zip(cells, rows, strict=True):
            cell.append(_clock(row.effort))
    _columns([tuple(cell) for cell in cells], tuple(titles))


def _clock(seconds: float | None) -> str:
    return "" if seconds is None else clock(seconds)


def show_exposure(exposure: Exposure, speak: Words) -> None:
    """The covariates of a run: how much, where from, and what it takes to know the others."""
    for origin in (Origin.DEMAND, Origin.HISTORY, Origin.WITHIN):
        rows = list(rows_of(exposure, origin, speak))
        if rows:
            heading(speak(ORIGINS[origin]))
        grid = Table.grid(padding=(0, 2))
        for column in ("name", "value", "remark"):
            grid.add_column(column, justify="right" if column == "value" else "left")
        for row in rows:
            grid.add_row(row.name, row.value, f"[dim]{row.remark}[/]")
        console().print(Padding(grid, INDENT))


def _columns(rows: Sequence[tuple[str, ...]], titles: tuple[str, ...]) -> None:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for _ in range(COLUMNS):
        for title in titles:
            table.add_column(title, justify="right", no_wrap=True)
        table.add_column("", width=2)
    height = -(-len(rows) // COLUMNS)
    blank = ("",) * len(titles)
    for line in zip_longest(*(rows[start : start + height] for start in range(0, len(rows), height)), fillvalue=blank):
        table.add_row(*(cell for row in line for cell in (*row, "")))
    console().print(Padding(table, INDENT))
