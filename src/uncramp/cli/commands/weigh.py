"""``uncramp weigh``: write a weigh-in into the diary."""

from typing import Annotated

import typer

from uncramp.cli.options import Json, RunNumber, _
from uncramp.cli.output import console, failing_well, print_json, words
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import say


def weigh(
    run: RunNumber,
    before: Annotated[str, typer.Option(help=_("Body mass before the run, like 68.5kg."))],
    after: Annotated[str, typer.Option(help=_("Body mass after it, towelled dry."))],
    drunk: Annotated[str, typer.Option(help=_("How much was drunk between the two, like 0.5L; 0 for nothing."))],
    urine: Annotated[str | None, typer.Option(help=_("Passed between the two, like 0.2L; 0 for none."))] = None,
    wet_clothes: Annotated[
        bool | None,
        typer.Option("--wet-clothes/--undressed", help=_("Weighed after it in the wet clothes of the run, or not.")),
    ] = None,
    *,
    json: Json = False,
) -> None:
    """Write body mass before and after a run into the diary: it sharpens how much you sweat."""
    from uncramp.cli import wiring
    from uncramp.domain.diary import WeighIn
    from uncramp.domain.units import parse_fluid, parse_mass
    from uncramp.usecases.record import record_weigh_in
    from uncramp.usecases.sweating import why_no_sweat_rate

    with failing_well():
        book = wiring.open_logbook()
        units = book.runner().units
        weigh_in = WeighIn(
            before=parse_mass(before, units),
            after=parse_mass(after, units),
            drunk=parse_fluid(drunk, units),
            duration=book.run(run).outline.elapsed_time,
            urine=None if urine is None else parse_fluid(urine, units),
            wet_clothes=wet_clothes,
        )
        rate = record_weigh_in(run, weigh_in, book)
    speak = words(units)
    if json:
        print_json(weigh_in, speak)
        return
    if rate is None:
        console().print(speak(why_no_sweat_rate(weigh_in)))
        return
    change = Quantity("mass_change", weigh_in.mass_change)
    console().print(
        speak(say("You sweated about {rate}; your body mass changed by {change}.", rate=rate, change=change))
    )
