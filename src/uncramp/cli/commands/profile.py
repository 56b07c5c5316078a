"""``uncramp profile``: what only the runner can say."""

from typing import TYPE_CHECKING, Annotated

import typer

from uncramp.cli.options import Json, UnitSystem, _
from uncramp.cli.output import chosen, console, failing_well, print_json, words
from uncramp.domain.runner import Condition, Sex
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from uncramp.domain.diary import MassReading
    from uncramp.domain.runner import Runner
    from uncramp.presentation.words import Words


def profile(
    mass: Annotated[str | None, typer.Option(help=_("Body mass, like 68.5kg or 150lb."))] = None,
    sex: Annotated[Sex | None, typer.Option(help=_("As the studies recorded it."))] = None,
    birth_year: Annotated[int | None, typer.Option(help=_("Year of birth."))] = None,
    resting_heart_rate: Annotated[
        float | None, typer.Option(help=_("Lowest heart rate of a rested morning, beats per minute."))
    ] = None,
    max_heart_rate: Annotated[
        float | None, typer.Option(help=_("Highest heart rate that you ever reach, beats per minute."))
    ] = None,
    cramp_history: Annotated[
        bool | None, typer.Option(help=_("A cramp in one of the last ten races, or within two years."))
    ] = None,
    family_history: Annotated[bool | None, typer.Option(help=_("A parent, brother or sister cramps in sport."))] = None,
    injury: Annotated[bool | None, typer.Option(help=_("A running injury within twelve months."))] = None,
    strength_work: Annotated[bool | None, typer.Option(help=_("Regular strength work for the legs."))] = None,
    every_cramp: Annotated[
        bool | None,
        typer.Option(
            "--every-cramp/--not-every-cramp",
            help=_("You write down every cramp, so that a run of which you say nothing had none; or not."),
        ),
    ] = None,
    condition: Annotated[
        list[Condition] | None, typer.Option(help=_("An illness or medicine; may be repeated."))
    ] = None,
    no_conditions: Annotated[
        bool, typer.Option("--no-conditions", help=_("None of these illnesses and medicines."))
    ] = False,
    time_zone: Annotated[
        str | None, typer.Option(help=_("Where you run, like Europe/Berlin: for files that do not say."))
    ] = None,
    units: Annotated[UnitSystem | None, typer.Option(help=_("How you read and type."))] = None,
    *,
    json: Json = False,
) -> None:
    """Show the profile, or change what the options name; what is not said stays unknown."""
    from dataclasses import replace

    from uncramp.cli import wiring
    from uncramp.domain.errors import invalid
    from uncramp.domain.units import parse_mass
    from uncramp.usecases.history import weighed
    from uncramp.usecases.reading import place_runs
    from uncramp.usecases.record import save_profile

    with failing_well():
        book = wiring.open_logbook()
        runner = book.runner()
        own = chosen(units, runner.units)
        if condition and no_conditions:
            raise invalid("--condition {condition} and --no-conditions contradict each other.", condition=condition[0])
        conditions = frozenset[Condition]() if no_conditions else frozenset(condition) if condition else None
        changed = replace(
            runner,
            mass=runner.mass if mass is None else parse_mass(mass, own),
            sex=sex or runner.sex,
            birth_year=runner.birth_year if birth_year is None else birth_year,
            resting_heart_rate=runner.resting_heart_rate if resting_heart_rate is None else resting_heart_rate,
            max_heart_rate=runner.max_heart_rate if max_heart_rate is None else max_heart_rate,
            cramp_history=runner.cramp_history if cramp_history is None else cramp_history,
            family_history=runner.family_history if family_history is None else family_history,
            injury_12_months=runner.injury_12_months if injury is None else injury,
            strength_work=runner.strength_work if strength_work is None else strength_work,
            writes_every_cramp=runner.writes_every_cramp if every_cramp is None else every_cramp,
            conditions=runner.conditions if conditions is None else conditions,
            time_zone=time_zone or runner.time_zone,
            units=own,
        )
        if changed != runner:
            save_profile(changed, book, wiring.now().date())
        if changed.time_zone != runner.time_zone:
            place_runs(book, wiring.reader(book))
    speak = words(changed.units)
    if json:
        print_json(changed, speak)
    else:
        _show(changed, weighed(book, wiring.now()), speak)


def _show(runner: "Runner", reading: "MassReading | None", speak: "Words") -> None:
    from rich.table import Table

    from uncramp.presentation.labels import label

    unknown = speak.translate("not said")

    def yes_or_no(value: bool | None) -> str:  # noqa: FBT001  # it is the value shown
        return unknown if value is None else speak.translate("yes" if value else "no")

    def heart_rate(value: float | None) -> str:
        return unknown if value is None else speak.quantity("heart_rate", value)

    conditions = runner.conditions
    named = ", ".join(speak(label(each)) for each in sorted(conditions or ()))
    grid = Table.grid(padding=(0, 3))
    rows = (
        (say("Body mass"), _mass(runner, reading, speak) or unknown),
        (say("Sex"), unknown if runner.sex is None else speak(label(runner.sex))),
        (say("Year of birth"), unknown if runner.birth_year is None else str(runner.birth_year)),
        (say("Resting heart rate"), heart_rate(runner.resting_heart_rate)),
        (say("Highest heart rate"), heart_rate(runner.max_heart_rate)),
        (say("Cramped in the last ten races or two years"), yes_or_no(runner.cramp_history)),
        (say("Cramps in the family"), yes_or_no(runner.family_history)),
        (say("Running injury within twelve months"), yes_or_no(runner.injury_12_months)),
        (say("Regular strength work"), yes_or_no(runner.strength_work)),
        (say("Every cramp is written down"), yes_or_no(runner.writes_every_cramp)),
        (say("Illnesses and medicines"), unknown if conditions is None else named or speak.translate("none")),
        (say("Time zone of files that do not say"), runner.time_zone or unknown),
        (
            say("Units"),
            f"{runner.units.distance}, {runner.units.mass}, {runner.units.temperature}, {runner.units.fluid}",
        ),
    )
    for title, value in rows:
        grid.add_row(speak(title), value)
    console().print(grid)


def _mass(runner: "Runner", reading: "MassReading | None", speak: "Words") -> str | None:
    """As typed, or else as the scale told."""
    from uncramp.presentation.telling import of_mass

    if runner.mass is not None:
        return speak.quantity("mass", runner.mass)
    return None if reading is None else speak(of_mass(reading))
