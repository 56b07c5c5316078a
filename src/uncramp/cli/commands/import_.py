"""``uncramp import``: the watch's files into the logbook."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from uncramp.cli.commands.imports import line_of
from uncramp.cli.options import Json, _
from uncramp.cli.output import Exit, console, failing_well, print_json, words
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from uncramp.usecases.import_files import Opening
    from uncramp.usecases.ports import KeptImport, Logbook

FEW = 20
"""Of so many files each is told of; of more only what went wrong."""


def import_files(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...", readable=False, help=_("Files from your watch, folders of them, or a service's export.")
        ),
    ] = None,
    retry: Annotated[
        bool, typer.Option("--retry", help=_("Try the files again that could not be read before."))
    ] = False,
    *,
    json: Json = False,
) -> None:
    """Import files: each is kept whole, or refused with the reason; none stops the next."""
    from uncramp.cli import wiring
    from uncramp.domain.errors import invalid
    from uncramp.usecases.import_files import SetAside
    from uncramp.usecases.ports import Outcome
    from uncramp.usecases.reading import count_unplaced

    speak = words()
    with failing_well():
        if bool(paths) is retry:
            raise invalid("Name the files to import, or ask for --retry.")
        book = wiring.open_logbook()
        opening = wiring.open_sources(paths) if paths else SetAside(book)
        if retry and not opening.expected:
            console().print(speak(say("No file is set aside.")))
            return
        label = speak.translate("Tried again") if retry else ", ".join(path.absolute().name for path in paths or ())
        kept = book.ledger(_import(opening, book, label, quiet=json))
        if json:
            print_json({"import": kept, "files": book.entries(kept.number)}, speak)
        else:
            _tell(kept, count_unplaced(book))
    useless = kept.done[Outcome.REFUSED] + kept.done[Outcome.OTHER_KIND]
    if useless and useless == sum(kept.done.values()):
        raise typer.Exit(Exit.NONE_READ)
    if kept.done[Outcome.REFUSED] + kept.done[Outcome.RECOVERED]:
        raise typer.Exit(Exit.SOME_REFUSED)


def _import(opening: "Opening", book: "Logbook", label: str, *, quiet: bool) -> int:
    """Import, with a bar and a line for each file that the runner should look at; gives the number of the import."""
    from uncramp.domain.errors import LogbookError

    ledger = book.begin_import(label)
    try:
        _show(opening, book, ledger, quiet=quiet)
    except KeyboardInterrupt:
        book.stop_import(ledger)
        book.end_import(ledger, opening.skipped)
        sentence = say("Stopped. What was read is safe in the logbook; the same command goes on from there.")
        console().print(words()(sentence))
        raise typer.Exit(Exit.STOPPED) from None
    except LogbookError as error:
        with suppress(LogbookError):  # it may not take even this
            book.fail_import(ledger, error.sentence)
        sentence = say("Ended early. What was read is safe; once that is mended, the same command goes on from there.")
        console().print(words()(sentence))
        raise
    return ledger


def _tell(kept: "KeptImport", unplaced: int) -> None:
    """The sums, and where to look on."""
    from uncramp.presentation.importing import of_import

    speak, count = words(), sum(kept.done.values())
    console().print(speak(of_import(kept)))
    if kept.skipped:
        console().print(speak(say("Other files in it, left out: {count}.", count=kept.skipped)))
    if unplaced:
        ask = say(
            "{count} activities tell no time zone. Say where you run: uncramp profile --time-zone Europe/Berlin",
            count=unplaced,
        )
        console().print(speak(ask))
    if count > FEW:
        console().print(speak(say("What became of each file: uncramp imports {number}", number=kept.number)))


def _show(opening: "Opening", book: "Logbook", ledger: int, *, quiet: bool) -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from uncramp.cli import wiring
    from uncramp.usecases.import_files import run_import
    from uncramp.usecases.ports import Outcome

    speak = words()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    is_silent = quiet or not console().is_terminal
    with (
        wiring.decoding(book) as decode,
        Progress(*columns, console=console(), transient=True, disable=is_silent) as bar,
    ):
        task = bar.add_task(speak.translate("Importing"), total=opening.expected)
        for entry in run_import(opening, book, decode, ledger):
            bar.update(task, advance=1, total=max(opening.expected, entry.place + 1))
            is_odd = entry.outcome in {Outcome.REFUSED, Outcome.RECOVERED}
            if not quiet and (is_odd or (entry.outcome is not Outcome.READ and opening.expected <= FEW)):
                bar.console.print(line_of(entry, speak), soft_wrap=True)
