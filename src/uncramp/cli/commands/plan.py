"""``uncramp plan``: the plan for a race."""

from typing import TYPE_CHECKING

from uncramp.cli.asking import asking
from uncramp.cli.output import console
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from uncramp.presentation.words import Words
    from uncramp.usecases.plan import PlanReport


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
    show_forecast(report, speak)
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


plan = asking(show, lambda report: report)
