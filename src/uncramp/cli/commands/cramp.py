"""``uncramp cramp``: write a cramp into the diary."""

from typing import Annotated

import typer

from uncramp.cli.options import Json, RunNumber, _
from uncramp.cli.output import console, failing_well, print_json, words
from uncramp.domain.diary import CrampEpisode, Muscle, Onset, Severity, Side


def cramp(
    run: RunNumber,
    muscle: Annotated[Muscle, typer.Argument(help=_("Which muscle cramped."))],
    at: Annotated[str | None, typer.Option(help=_("How far into the run it began, like 34km."))] = None,
    onset: Annotated[Onset, typer.Option("--when", help=_("When it came."))] = Onset.DURING,
    severity: Annotated[Severity | None, typer.Option(help=_("How bad it was."))] = None,
    side: Annotated[Side | None, typer.Option(help=_("Which leg."))] = None,
    note: Annotated[str, typer.Option(help=_("Your own words."))] = "",
    *,
    json: Json = False,
) -> None:
    """Write a cramp of a run into the diary."""
    from uncramp.cli import wiring
    from uncramp.domain.units import parse_distance
    from uncramp.presentation.telling import of_episode
    from uncramp.usecases.record import record_cramp

    with failing_well():
        book = wiring.open_logbook()
        units = book.runner().units
        distance = None if at is None else parse_distance(at, units)
        episode = CrampEpisode(wiring.now(), muscle, onset, severity, side, distance, note)
        record_cramp(run, episode, book)
    speak = words(units)
    if json:
        print_json(episode, speak)
    else:
        console().print(speak(of_episode(episode, speak)), markup=False)
