"""``uncramp separate``: two files that are not of one run after all."""

from typing import Annotated

import typer

from uncramp.cli.options import Json, RunNumber, _
from uncramp.cli.output import console, failing_well, print_json, words
from uncramp.domain.sentence import say


def separate(
    run: RunNumber,
    recording: Annotated[
        int, typer.Argument(metavar="FILE", help=_("Number of the file, as `uncramp run` shows it."), min=1)
    ],
    *,
    json: Json = False,
) -> None:
    """Make one of the files of a run a run of its own."""
    from uncramp.cli import wiring

    with failing_well():
        number = wiring.open_logbook().separate(run, recording)
    if json:
        print_json({"run": number}, words())
    else:
        console().print(words()(say("It is run {number} now.", number=number)))
