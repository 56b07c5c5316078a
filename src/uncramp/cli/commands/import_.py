"""``uncramp import``: the watch's files into the logbook."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from uncramp.cli.options import Json, _
from uncramp.cli.output import Exit, console, failing_well, print_json, words
from uncramp.domain.sentence import say


def import_files(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", readable=False, help=_("Files from your watch, as it wrote them.")),
    ],
    *,
    json: Json = False,
) -> None:
    """Import files: each is kept whole, or refused with the reason; none stops the next."""
    from rich.progress import track

    from uncramp.cli import wiring
    from uncramp.usecases.import_files import LedgerRow, Outcome, import_originals

    speak = words()
    rows: list[LedgerRow] = []
    with failing_well():
        book = wiring.open_logbook()
        ledger: Iterable[LedgerRow] = import_originals(
            wiring.files(paths), book, wiring.read_activities, wiring.zone_of_place
        )
        quiet = json or not console().is_terminal
        for row in track(
            ledger, speak.translate("Importing"), wiring.count_sources(paths), console=console(), disable=quiet
        ):
            rows.append(row)
            if not json and row.outcome is not Outcome.READ:
                console().print(speak(row.sentence), markup=False)
    refused = sum(row.outcome is Outcome.REFUSED for row in rows)
    if json:
        print_json(rows, speak)
    else:
        added = sum(len(row.runs) for row in rows if row.outcome is Outcome.READ)
        summary = say(
            "{added} new in the logbook, {known} there before, {refused} refused.",
            added=added,
            known=sum(row.outcome in {Outcome.ALREADY_THERE, Outcome.SAME_ACTIVITY} for row in rows),
            refused=refused,
        )
        console().print(speak(summary))
    if refused:
        raise typer.Exit(Exit.NONE_READ if refused == len(rows) else Exit.SOME_REFUSED)
