"""``uncramp join``: two runs that are one."""

from typing import Annotated

import typer

from uncramp.cli.options import Json, RunNumber, _
from uncramp.cli.output import console, failing_well, print_json, words
from uncramp.domain.sentence import say


def join(
    run: RunNumber,
    other: Annotated[int, typer.Argument(metavar="OTHER", help=_("Number of the run that is the same."), min=1)],
    *,
    json: Json = False,
) -> None:
    """Make the files and the diary of another run those of this one."""
    from uncramp.cli import wiring

    with failing_well():
        wiring.open_logbook().join(run, other)
    if json:
        print_json({"run": run}, words())
    else:
        console().print(words()(say("Run {other} is part of run {run} now.", other=other, run=run)))
