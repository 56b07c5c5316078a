"""``uncramp runs``: the list of runs."""

from typing import Annotated

import typer

from uncramp.cli.options import Json, Units, _
from uncramp.cli.output import chosen, console, failing_well, print_json, words
from uncramp.domain.sentence import say


def runs(
    last: Annotated[int, typer.Option(help=_("How many of the newest to show."), min=1)] = 20,
    units: Units = None,
    *,
    json: Json = False,
) -> None:
    """List the newest runs of the logbook."""
    from rich import box
    from rich.table import Table

    from uncramp.cli import wiring
    from uncramp.presentation.labels import label
    from uncramp.usecases.history import current_runs

    with failing_well():
        book = wiring.open_logbook()
        kept = current_runs(book, wiring.read_activities)
        cramped = {each.run for each in book.episodes()}
        speak = words(chosen(units, book.runner().units))
    if json:
        print_json(kept[:last], speak)
        return
    if not kept:
        console().print(speak(say("The logbook is empty. Fill it with: uncramp import FILES")))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    titles = (_("Run"), _("Start"), _("What"), _("Distance"), _("Time"), _("Pace"), _("Heart rate"), "")
    for title in titles:
        table.add_column(title, justify="left" if title in titles[1:3] else "right")
    for run in kept[:last]:
        outline, features = run.outline, run.features
        moving = outline.distance and outline.timer_time
        table.add_row(
            str(run.number),
            f"{outline.local_start:%Y-%m-%d %H:%M}",
            speak(label(outline.sport)),
            "" if outline.distance is None else speak.quantity("distance", outline.distance),
            speak.quantity("timer_time", outline.timer_time),
            speak.pace(outline.distance / outline.timer_time) if moving and outline.distance else "",
            "" if features.mean_heart_rate is None else speak.quantity("heart_rate", features.mean_heart_rate),
            speak.translate("cramp") if run.number in cramped else "",
        )
    console().print(table)
    console().print(speak(say("{shown} of {all} in the logbook.", shown=min(last, len(kept)), all=len(kept))))
