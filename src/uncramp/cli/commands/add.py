"""``uncramp add``: a run that no watch recorded."""

from typing import Annotated

import typer

from uncramp.cli.options import Json, _
from uncramp.cli.output import console, failing_well, print_json, words
from uncramp.domain.sentence import say


def add(
    distance: Annotated[str, typer.Argument(help=_("How far, like 10km, 6.2mi or half."))],
    duration: Annotated[str, typer.Argument(help=_("How long: 1:05 is 1 hour 5; or 52min."))],
    date: Annotated[str, typer.Option(help=_("Day, like 2027-04-18."))],
    start: Annotated[str, typer.Option(help=_("Time of day, like 07:30."))],
    name: Annotated[str, typer.Option(help=_("What you call it."))] = "",
    rpe: Annotated[float | None, typer.Option(help=_("How hard it was, from 1 to 10."))] = None,
    *,
    json: Json = False,
) -> None:
    """Enter a run by hand."""
    from datetime import datetime

    from uncramp.cli import wiring
    from uncramp.domain.units import parse_clock, parse_date, parse_distance, parse_duration
    from uncramp.formats.runs_csv import TypedRun, written
    from uncramp.usecases.enter import enter_run
    from uncramp.usecases.ports import Original

    with failing_well():
        book = wiring.open_logbook()
        runner = book.runner()
        typed = TypedRun(
            datetime.combine(parse_date(date), parse_clock(start)),
            parse_duration(duration),
            parse_distance(distance, runner.units),
            time_zone=runner.time_zone,
            name=name,
            rpe=rpe,
        )
        number = enter_run(Original(typed.file_name, written(typed)), book, wiring.reader(book), wiring.now())
    if json:
        print_json({"run": number}, words())
    else:
        console().print(words()(say("It is run {number}.", number=number)))
