"""``uncramp risk``: how likely a cramp is in a run to come, where and why."""

from typing import TYPE_CHECKING

from uncramp.cli.asking import asking, why_none
from uncramp.domain.sentence import say

if TYPE_CHECKING:
    from uncramp.presentation.words import Words
    from uncramp.usecases.plan import PlanReport

PARTS = ("forecast", "explanation", "muscles", "diary")


def _show(report: "PlanReport", speak: "Words") -> None:
    from uncramp.cli.tables import show_forecast, show_reason_table
    from uncramp.cli.telling import heading, paragraphs
    from uncramp.presentation.explaining import of_explanation, reason_rows
    from uncramp.presentation.telling import of_muscles

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


risk = asking(_show, lambda report: {name: getattr(report, name) for name in PARTS})
