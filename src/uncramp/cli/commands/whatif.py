"""``uncramp whatif``: what would change the chance of a cramp in a run to come."""

from typing import TYPE_CHECKING

from uncramp.cli.asking import asking, why_none

if TYPE_CHECKING:
    from uncramp.presentation.words import Words
    from uncramp.usecases.plan import PlanReport


def _show(report: "PlanReport", speak: "Words") -> None:
    from uncramp.cli.tables import show_what_ifs
    from uncramp.cli.telling import paragraphs
    from uncramp.presentation.telling import of_forecast

    if report.forecast is None:
        paragraphs(why_none(report), speak)
        return
    paragraphs(of_forecast(report.forecast, report.diary)[:1], speak)
    show_what_ifs(report.what_ifs, speak)


whatif = asking(_show, lambda report: {"forecast": report.forecast, "what_ifs": report.what_ifs})
