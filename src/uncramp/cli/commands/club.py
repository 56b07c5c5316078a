"""``uncramp club``: learn from runners who share, by files that are made and handed over on purpose."""

from pathlib import Path
from typing import Annotated

import typer

from uncramp.cli.options import Json, _
from uncramp.cli.output import Exit, console, failing_well, print_json, words

NAME_BYTES = 16

app = typer.Typer(
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_("Learn from runners who share with you, by files: no name, no date, no place is in them."),
)


@app.callback(invoke_without_command=True)
def club(context: typer.Context, *, json: Json = False) -> None:
    """Show who shares, and whether it is used."""
    if context.invoked_subcommand is not None:
        return
    from uncramp.cli import wiring
    from uncramp.presentation.clubbing import of_club
    from uncramp.usecases.club import club_state

    with failing_well():
        state = club_state(wiring.open_logbook())
    speak = words()
    if json:
        print_json(state, speak)
        return
    for sentence in of_club(state):
        console().print(speak(sentence))


@app.command(help=_("Write what the model learns from your diary to a file, for others."))
def share(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The file to write (.json)."))], *, json: Json = False
) -> None:
    """Write the file, and say what is in it."""
    from secrets import token_hex

    from uncramp.cli import wiring
    from uncramp.cli.telling import paragraphs
    from uncramp.formats.club_file import ABOUT
    from uncramp.presentation.clubbing import of_shared
    from uncramp.usecases.club import shared_diary

    with failing_well():
        diary = shared_diary(wiring.open_logbook(), wiring.read_activities, wiring.now(), token_hex(NAME_BYTES))
        wiring.write_shared(file, diary)
    speak = words()
    if json:
        print_json({"file": str(file), "edition": diary.edition, "runs": len(diary.runs), "about": ABOUT}, speak)
        return
    console().print(speak(of_shared(str(file), len(diary.runs))))
    paragraphs(ABOUT, speak)


@app.command(help=_("Take in the files of others; your forecasts start from what they share."))
def join(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=_("Files that others made for you."))],
    *,
    json: Json = False,
) -> None:
    """Take in files, all or none, and say what they come to."""
    from uncramp.cli import wiring
    from uncramp.presentation.clubbing import of_club, of_file
    from uncramp.usecases.club import Taken, club_state, join_club

    with failing_well():
        diaries = [wiring.shared(path) for path in files]
        book = wiring.open_logbook()
        outcomes = join_club(book, diaries)
        state = club_state(book)
    speak = words()
    told = list(zip(files, outcomes, strict=True))
    if json:
        print_json({"files": [{"file": str(path), "outcome": each} for path, each in told], "club": state}, speak)
    else:
        for path, each in told:
            console().print(speak(of_file(path.name, each)), soft_wrap=True)
        for sentence in of_club(state):
            console().print(speak(sentence))
    if set(outcomes) <= {Taken.OWN, Taken.OLDER}:
        raise typer.Exit(Exit.SOME_REFUSED)


@app.command(help=_("Forget what others shared: your forecasts are again as before."))
def leave(*, json: Json = False) -> None:
    """Forget all files of others."""
    from uncramp.cli import wiring
    from uncramp.presentation.clubbing import of_left

    with failing_well():
        count = wiring.open_logbook().leave_club()
    if json:
        print_json({"forgotten": count}, words())
    else:
        console().print(words()(of_left(count)))
