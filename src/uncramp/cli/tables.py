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
from uncramp.presentation.explaining import ReasonRow, factor_of, of_what_ifs
from uncramp.presentation.exposing import ORIGINS, rows_of
from uncramp.presentation.labels import label
from uncramp.presentation.splits import split_rows
from uncramp.presentation.telling import of_forecast, of_sources, of_unknown, of_where, split_name
from uncramp.presentation.words import Words, clock
from uncramp.risk.forecast import Forecast
from uncramp.risk.reasons import Reason
from uncramp.risk.whatif import WhatIf
from uncramp.usecases.assess import RunReport
from uncramp.usecases.plan import PlanReport
from uncramp.usecases.today import TodayReport

COLUMNS = 3
BARS = " ▁▂▃▄▅▆▇█"
FACTOR = len("0.00 (0.00 to 0.00)")
"""Characters in a line: a factor and its interval stay together."""


def show_forecast(report: RunReport | PlanReport | TodayReport, speak: Words) -> None:
    """How likely, where and why."""
    forecast = report.forecast
    if forecast is None:
        return
    heading(speak(say("How likely is a cramp?")))
    headline, *cautions = of_forecast(forecast, report.diary)
    paragraphs([headline, of_where(forecast), *cautions], speak)
    first, last = (speak.quantity("distance", end) for end in (forecast.distance[0], forecast.distance[-1]))
    console().print(Padding(f"[dim]{first}[/] {_bars(forecast)} [dim]{last}[/]", INDENT))
    reasons = () if report.explanation is None else report.explanation.strongest
    if reasons:
        heading(speak(say("Why")))
        show_reasons(reasons, speak)
    unknown = of_unknown(forecast, speak)
    if unknown is not None:
        paragraphs([unknown], speak, "dim")


def show_reasons(reasons: Sequence[Reason], speak: Words) -> None:
    """Which way each moves the risk, with its grade, and the sources of all."""
    for reason in reasons:
        arrow = ("↑" if reason.log_effect.median > 0 else "↓") if reason.is_clear else "?"
        factor = speak(say("hazard times {factor}", factor=factor_of(reason.log_effect)))
        console().print(
            Padding(f"{arrow} {speak(reason.sentence)}  [dim]{factor}; {speak(label(reason.grade))}[/]", INDENT)
        )
    paragraphs([of_sources(dict.fromkeys(finding for reason in reasons for finding in reason.findings))], speak, "dim")


def show_reason_table(rows: Sequence[ReasonRow], speak: Words, *, is_own: bool) -> None:
    """Every reason: here, usually, and what it multiplies the hazard by."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    usual = say("Usually") if is_own else say("Average entrant")
    table.add_column(speak(say("What")))
    for title in (say("Here"), usual):
        table.add_column(speak(title), justify="right")
    table.add_column(speak(say("Hazard times (80 % range)")), justify="right", min_width=FACTOR)
    table.add_column(speak(say("Evidence")))
    for row in rows:
        table.add_row(row.name, row.value, row.usual, row.factor, f"[dim]{row.grade}[/]")
    console().print(Padding(table, INDENT))


def show_what_ifs(what_ifs: Sequence[WhatIf], speak: Words) -> None:
    """What would lower the chance, and what cannot be shown to."""
    shown, not_shown = of_what_ifs(what_ifs)
    heading(speak(say("What would change it?")))
    if not shown:
        paragraphs([say("Nothing that you could still change is likely to lower it.")], speak)
    _what_if_table(shown, speak)
    if not_shown:
        heading(speak(say("Cannot be shown to matter")))
        _what_if_table(not_shown, speak)


def _what_if_table(what_ifs: Sequence[WhatIf], speak: Words) -> None:
    grid = Table.grid(padding=(0, 2))
    for justify in ("left", "right", "right", "left"):
        grid.add_column(justify=justify)
    for each in what_ifs:
        grid.add_row(
            speak(each.sentence),
            speak.range(each.change),
            f"[dim]{speak(say('then {chance}', chance=each.probability))}[/]",
            f"[dim]{speak(label(each.grade))}[/]",
        )
    console().print(Padding(grid, INDENT))


def _bars(forecast: Forecast) -> str:
    """One character a split: how much of the risk lies in it."""
    parts = forecast.per_kilometre[1] / max(forecast.per_kilometre[1].max(), 1e-12)
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
