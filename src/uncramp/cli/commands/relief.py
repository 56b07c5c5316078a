"""``uncramp relief``: out of a cramp, at once, with nothing but this program."""

from typing import Annotated

import typer

from uncramp.cli.options import Json, _
from uncramp.cli.output import print_json, words
from uncramp.domain.diary import Muscle
from uncramp.domain.sentence import say


def relief(
    muscle: Annotated[Muscle, typer.Argument(help=_("Which muscle cramps."))] = Muscle.CALF, *, json: Json = False
) -> None:
    """Get out of a cramp: what to do now, and when it is more than a cramp."""
    from uncramp.advice.red_flags import RED_FLAGS, Urgency
    from uncramp.advice.relief import relief as relief_of
    from uncramp.cli.telling import heading, numbered, paragraphs
    from uncramp.presentation.labels import label

    speak = words()
    found = relief_of(muscle)
    if json:
        print_json({"relief": found, "red_flags": RED_FLAGS}, speak)
        return
    heading(speak(say("A cramp: {muscle}", muscle=speak(label(muscle)))), aside=speak(label(found.grade)))
    numbered(found.steps, speak)
    heading(speak(say("Good to know")))
    paragraphs(found.notes, speak)
    heading(speak(say("More than a cramp?")), "bold red")
    for flag in RED_FLAGS:
        paragraphs([flag.signs], speak, "bold red" if flag.urgency is Urgency.EMERGENCY else "bold")
        paragraphs([flag.action], speak)
