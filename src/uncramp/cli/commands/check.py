"""``uncramp check``: whether the forecasts work for this runner."""

from typing import TYPE_CHECKING

from uncramp.cli.options import Json
from uncramp.cli.output import console, failing_well, print_json, words
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from uncramp.presentation.words import Words
    from uncramp.usecases.check import CheckReport


def check(*, json: Json = False) -> None:
    """Say how the forecasts of your own runs did, also where they lose."""
    from uncramp.cli import wiring
    from uncramp.usecases.check import check_forecasts

    with failing_well():
        book = wiring.open_logbook()
        report = check_forecasts(book, wiring.read_activities, wiring.now())
        speak = words(book.runner().units)
    if json:
        print_json(report, speak)
    else:
        _show(report, speak)


def _show(report: "CheckReport", speak: "Words") -> None:
    from rich import box
    from rich.padding import Padding
    from rich.table import Table

    from uncramp.cli.telling import INDENT, heading, paragraphs
    from uncramp.presentation.calibration_chart import calibration_rows
    from uncramp.presentation.checking import of_check, score_rows

    heading(speak(say("Does it work for you?")))
    paragraphs(of_check(report), speak)
    scores = score_rows(report.evaluation)
    if not scores:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(speak(say("Guess")))
    for title in (say("Log score per run"), say("This model's lead (80 % range)")):
        table.add_column(speak(title), justify="right")
    for name, score, lead in scores:
        table.add_row(speak(name), score, lead)
    console().print(Padding(table, INDENT))
    came = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in (say("Expected (from … to)"), say("Came (80 % range)"), say("Runs"), say("With a cramp")):
        came.add_column(speak(title), justify="right")
    for row in calibration_rows(report.evaluation):
        came.add_row(speak.value(row.expected), speak.value(row.observed), str(row.runs), str(row.cramps))
    console().print(Padding(came, INDENT))
