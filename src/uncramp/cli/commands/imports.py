"""``uncramp imports``: what became of each file."""

import csv
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from uncramp.cli.options import Json, _
from uncramp.cli.output import console, failing_well, print_json, words
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from uncramp.presentation.words import Words
    from uncramp.usecases.ports import Entry, KeptImport

ImportNumber = Annotated[
    int | None, typer.Argument(metavar="IMPORT", help=_("Number of an import, to see each of its files."), min=1)
]


def imports(
    number: ImportNumber = None,
    as_csv: Annotated[bool, typer.Option("--csv", help=_("Print the rows as a table for spreadsheets."))] = False,
    *,
    json: Json = False,
) -> None:
    """List the imports, or what became of each file of one."""
    from uncramp.cli import wiring
    from uncramp.domain.errors import invalid

    with failing_well():
        if as_csv and number is None:
            raise invalid("Say of which import the table is to be.")
        book = wiring.open_logbook()
        if number is None:
            _list(book.imports(), json=json)
            return
        book.ledger(number)
        entries = book.entries(number)
    _show(entries, as_csv=as_csv, json=json)


def _list(kept: "list[KeptImport]", *, json: bool) -> None:
    from rich import box
    from rich.table import Table

    from uncramp.cli import wiring
    from uncramp.presentation.importing import of_import, of_state

    speak = words()
    if json:
        print_json(kept, speak)
        return
    if not kept:
        console().print(speak(say("Nothing was imported yet.")))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in (_("Import"), _("Begun"), _("What"), _("Files"), _("Outcome")):
        table.add_column(title, overflow="fold")
    for each in kept:
        begun = "" if each.begun is None else f"{each.begun.astimezone():%Y-%m-%d %H:%M}"
        table.add_row(str(each.number), begun, each.label, speak(of_state(each, wiring.now())), speak(of_import(each)))
    console().print(table)


def _show(entries: "list[Entry]", *, as_csv: bool, json: bool) -> None:
    from uncramp.presentation.importing import COLUMNS, row_of

    speak = words()
    if json:
        print_json(entries, speak)
    elif as_csv:
        rows = [row_of(entry, speak) for entry in entries]
        writer = csv.DictWriter(sys.stdout, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    else:
        for entry in entries:
            console().print(line_of(entry, speak), soft_wrap=True)


def line_of(entry: "Entry", speak: "Words") -> str:
    """What became of a file, marked up, in one line."""
    from rich.markup import escape

    from uncramp.presentation.importing import OUTCOMES, of_entry, of_runs
    from uncramp.usecases.ports import Outcome

    runs, told = of_runs(entry), of_entry(entry, speak)
    outcome = ", ".join(speak(each) for each in (OUTCOMES[entry.outcome], runs) if each is not None)
    is_useless = entry.outcome in {Outcome.REFUSED, Outcome.OTHER_KIND}
    end = ":" if is_useless else "."
    return f"[bold]{escape(entry.name)}[/bold]: {outcome}{end}" + ("" if told is None else f" {escape(speak(told))}")
