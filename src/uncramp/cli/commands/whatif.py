"""``uncramp whatif``: what would change the chance of a cramp in a run to come."""

from uncramp.cli.asking import (
    NINE,
    CoursePath,
    Day,
    Distance,
    Goal,
    Humidity,
    Start,
    Temperature,
    Training,
    planned,
    why_none,
)
from uncramp.cli.options import Json, Units
from uncramp.cli.output import failing_well, print_json


def whatif(  # what a runner may say of a run to come
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
    """Say what would change the chance of a cramp in a run to come."""
    from uncramp.cli.tables import show_what_ifs
    from uncramp.cli.telling import paragraphs
    from uncramp.presentation.telling import of_forecast

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
        print_json({"forecast": report.forecast, "what_ifs": report.what_ifs}, speak)
        return
    if report.forecast is None:
        paragraphs(why_none(report), speak)
        return
    paragraphs(of_forecast(report.forecast, report.diary)[:1], speak)
    show_what_ifs(report.what_ifs, speak)
