"""Options that several commands share."""

from typing import Annotated, Literal

import typer

UnitSystem = Literal["metric", "imperial"]

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]
Units = Annotated[UnitSystem | None, typer.Option(help="Units for this answer; the profile's otherwise.")]
RunNumber = Annotated[int, typer.Argument(metavar="RUN", help="Number of the run, as `uncramp runs` shows it.", min=1)]
