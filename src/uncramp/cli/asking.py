"""A run to come, as several commands ask for it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from uncramp.cli.options import Json, Units, _
from uncramp.cli.output import chosen, failing_well, print_json, words
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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


def asking(
    show: "Callable[[PlanReport, Words], None]", told: "Callable[[PlanReport], object]"
) -> "Callable[..., None]":
    """A command that asks for a run to come, and shows of its plan what it is for.

    Parameters
    ----------
    show
        Prints it as text.
    told
        What of it a JSON document holds.
    """

    def command(  # noqa: PLR0913, PLR0917  # what a runner may say of a run to come
        distance: Distance,
        day: Day,
        start: Start = NINE,
        temperature: Temperature = None,
        humidity: Humidity = None,
        goal: Goal = None,
        course: CoursePath = None,
        units: Units = None,
        *,
        training: Training = False,
        json: Json = False,
    ) -> None:
        with failing_well():
            report, speak = planned(
                distance,
                day,
                start,
                temperature=temperature,
                humidity=humidity,
                goal=goal,
                course=course,
                units=units,
                training=training,
            )
        if json:
            print_json(told(report), speak)
        else:
            show(report, speak)

    return command
