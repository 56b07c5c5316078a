"""``uncramp plan``: the plan for a race."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from uncramp.cli.options import Json, Units, _
from uncramp.cli.output import chosen, console, failing_well, print_json, words
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from uncramp.presentation.words import Words
    from uncramp.usecases.plan import PlanReport


def plan(
    distance: Annotated[str, typer.Option(help=_("42.2km, 26.2mi, half, marathon."))],
    date: Annotated[str, typer.Option(help=_("Day of the race, like 2027-04-18."))],
    start: Annotated[str, typer.Option(help=_("Start on the clock there, like 09:00."))] = "09:00",
    temperature: Annotated[str | None, typer.Option(help=_("Expected in the shade, like 18, 18C or 64F."))] = None,
    humidity: Annotated[float | None, typer.Option(help=_("Expected relative humidity, %."))] = None,
    goal: Annotated[str | None, typer.Option(help=_("Time you hope for, like 3:45."))] = None,
    course: Annotated[Path | None, typer.Option(help=_("A run recorded on the course, for its hills."))] = None,
    units: Units = None,
    *,
    json: Json = False,
) -> None:
    """Plan a race: pace, drink, warm-up, cool-down, and how likely a cramp is."""
    from uncramp.cli import wiring
    from uncramp.domain.plan import Race
    from uncramp.domain.units import parse_distance, parse_duration, parse_temperature
    from uncramp.domain.weather import Weather
    from uncramp.usecases.plan import PlanRequest, plan_run

    with failing_well():
        book = wiring.open_logbook()
        own = chosen(units, book.runner().units)
        weather = None if temperature is None else Weather(parse_temperature(temperature, own), humidity)
        goal_time = None if goal is None else parse_duration(goal)
        race = Race(parse_distance(distance, own), wiring.moment(date, start, book), goal_time)
        profile = None if course is None else wiring.course(course)
        report = plan_run(PlanRequest(race, weather, profile, own), book, wiring.read_activities, wiring.now())
    speak = words(own)
    if json:
        print_json(report, speak)
    else:
        show(report, speak)


def show(report: "PlanReport", speak: "Words") -> None:
    """The plan as text."""
    from uncramp.cli.tables import show_forecast, show_pace
    from uncramp.cli.telling import heading, numbered, paragraphs
    from uncramp.presentation.labels import label
    from uncramp.presentation.telling import of_drink, of_race, of_sources

    plan = report.plan
    heading(speak(of_race(plan)))
    if plan.notices:
        heading(speak(say("First of all")), "bold yellow")
        paragraphs(plan.notices, speak)
    if report.forecast is not None:
        show_forecast(report.forecast, speak)
    for advice in plan.advice:
        heading(speak(advice.title), aside=speak(label(advice.grade)))
        if advice.rule == "drink":
            paragraphs(of_drink(plan), speak, "bold")
        paragraphs(advice.sentences, speak)
        numbered(advice.steps, speak)
        paragraphs([of_sources(advice.findings)], speak, "dim")
        if advice.rule == "pace" and plan.pace.splits:
            show_pace(plan.pace, speak)
    console().print()
