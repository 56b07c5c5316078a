"""A run to come, as several commands ask for it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from uncramp.cli.options import _
from uncramp.cli.output import chosen, words
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from uncramp.domain.sentence import Sentence
    from uncramp.presentation.words import Words
    from uncramp.usecases.plan import PlanReport

Distance = Annotated[str, typer.Option(help=_("42.2km, 26.2mi, half, marathon."))]
Day = Annotated[str, typer.Option("--date", help=_("Day of the race, like 2027-04-18."))]
Start = Annotated[str, typer.Option(help=_("Start on the clock there, like 09:00."))]
Temperature = Annotated[str | None, typer.Option(help=_("Expected in the shade, like 18, 18C or 64F."))]
Humidity = Annotated[float | None, typer.Option(help=_("Expected relative humidity, %."))]
Goal = Annotated[str | None, typer.Option(help=_("Time you hope for, like 3:45."))]
CoursePath = Annotated[Path | None, typer.Option("--course", help=_("A run recorded on the course, for its hills."))]
Training = Annotated[bool, typer.Option("--training", help=_("A training run at your usual pace, no race."))]
NINE = "09:00"
NO_FORECAST = say(
    "No chance of a cramp can be told: they are known of adults, for runs of 10 to 161 km, where it is safe to run."
)


def why_none(report: "PlanReport") -> "Sequence[Sentence]":
    """Why a plan has no forecast: it is too hot to race, or the model has no level for the distance."""
    return report.plan.notices if report.exposure is None else (NO_FORECAST,)


def planned(  # noqa: PLR0913  # what a runner may say of a run to come
    distance: str,
    day: str,
    start: str,
    *,
    temperature: str | None,
    humidity: float | None,
    goal: str | None,
    course: Path | None,
    units: str | None,
    training: bool,
) -> "tuple[PlanReport, Words]":
    """Plan a run that somebody asks for in words."""
    from uncramp.cli import wiring
    from uncramp.domain.plan import Race
    from uncramp.domain.units import parse_distance, parse_duration, parse_temperature
    from uncramp.domain.weather import Weather
    from uncramp.usecases.plan import PlanRequest, plan_run

    book = wiring.open_logbook()
    own = chosen(units, book.runner().units)
    weather = None if temperature is None else Weather(parse_temperature(temperature, own), humidity)
    goal_time = None if goal is None else parse_duration(goal)
    race = Race(parse_distance(distance, own), wiring.moment(day, start, book), goal_time)
    profile = None if course is None else wiring.course(course)
    request = PlanRequest(race, weather, profile, own, is_training=training)
    return plan_run(request, book, wiring.read_activities, wiring.now()), words(own)
