"""``uncramp risk``: how likely a cramp is in a run to come, where and why."""

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
from uncramp.domain.sentence import say


def risk(  # what a runner may say of a run to come
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
    """Say how likely a cramp is in a run to come, where and why."""
    from uncramp.cli.tables import show_forecast, show_reason_table
    from uncramp.cli.telling import heading, paragraphs
    from uncramp.presentation.explaining import of_explanation, reason_rows
    from uncramp.presentation.telling import of_muscles

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
        parts = ("forecast", "explanation", "muscles", "diary")
        print_json({name: getattr(report, name) for name in parts}, speak)
        return
    if report.forecast is None:
        paragraphs(why_none(report), speak)
        return
    if report.plan.notices:
        heading(speak(say("First of all")), "bold yellow")
        paragraphs(report.plan.notices, speak)
    show_forecast(report, speak)
    if report.muscles:
        paragraphs([of_muscles(report.muscles, speak)], speak)
    if report.explanation is not None:
        heading(speak(say("Every reason, and how much it weighs")))
        paragraphs(of_explanation(report.explanation), speak)
        rows = list(reason_rows(report.explanation.reasons, speak))
        show_reason_table(rows, speak, is_own=bool(report.explanation.usual_runs))
