"""Options that several commands share."""

from typing import Annotated, Literal

import typer

from uncramp.presentation.words import catalogue

_ = catalogue().gettext

UnitSystem = Literal["metric", "imperial"]

Json = Annotated[bool, typer.Option("--json", help=_("Print one JSON document instead of text."))]
Units = Annotated[UnitSystem | None, typer.Option(help=_("Units for this answer; the profile's otherwise."))]
RunNumber = Annotated[
    int, typer.Argument(metavar="RUN", help=_("Number of the run, as `uncramp runs` shows it."), min=1)
]
