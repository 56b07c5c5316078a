"""Template tags: how likely a cramp is, where, why, and what would change it."""

from dataclasses import dataclass

from django import template
from django.template import Context

from uncramp.domain.quantities import Range
from uncramp.presentation.charts import risk_chart
from uncramp.presentation.explaining import (
    SUSPECTS,
    factor_of,
    of_explanation,
    of_hindsight,
    of_suspicion,
    of_what_ifs,
    reason_rows,
)
from uncramp.presentation.hindsight_chart import hindsight_chart
from uncramp.presentation.reason_chart import reason_chart
from uncramp.presentation.telling import of_forecast, of_muscles, of_unknown, of_where
from uncramp.presentation.words import Words
from uncramp.risk.forecast import Forecast
from uncramp.risk.hindsight import VERDICTS
from uncramp.risk.reasons import Explanation, Reason
from uncramp.usecases.assess import RunReport
from uncramp.usecases.plan import PlanReport
from uncramp.usecases.today import TodayReport

register = template.Library()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table behind the chart.

    Parameters
    ----------
    distance
        At the end of the piece, m.
    here
        Chance that a first cramp comes in the piece.
    so_far
        Chance of a first cramp up to its end.
    """

    distance: float
    here: Range
    so_far: Range


@register.inclusion_tag("forecast.html", takes_context=True)
def how_likely(context: Context, report: RunReport | PlanReport | TodayReport) -> dict[str, object]:
    """The whole forecast: sentence, chart, reasons and their tables."""
    words: Words = context["words"]
    forecast = report.forecast
    if forecast is None:
        return {"words": words}
    headline, *cautions = of_forecast(forecast, report.diary)
    muscles = [of_muscles(report.muscles, words)] if isinstance(report, PlanReport) and report.muscles else []
    return {
        "words": words,
        "headline": headline,
        "cautions": [of_where(forecast), *muscles, *cautions],
        "unknown": of_unknown(forecast, words),
        "chart": risk_chart(forecast, words),
        "rows": _rows(forecast),
        **(_why(report.explanation, words) if report.explanation is not None else {}),
    }


@register.inclusion_tag("what_ifs.html", takes_context=True)
def what_would_change_it(context: Context, report: PlanReport) -> dict[str, object]:
    """What would lower the chance, and what cannot be shown to."""
    shown, not_shown = of_what_ifs(report.what_ifs)
    return {"words": context["words"], "shown": shown, "not_shown": not_shown}


@register.inclusion_tag("hindsight.html", takes_context=True)
def why_it_cramped(context: Context, report: RunReport) -> dict[str, object]:
    """What can be said of a cramp in a past run, and of what the runner suspects."""
    words: Words = context["words"]
    hindsight = report.hindsight
    if hindsight is None:
        return {"words": words}
    suspect = context["suspect"]
    verdict = VERDICTS.get(suspect)
    places = [each.distance for each in report.episodes if each.distance is not None and each.is_of_the_run]
    pieces = zip(hindsight.distance.tolist(), hindsight.per_kilometre.T.tolist(), strict=True)
    return {
        "words": words,
        "sentences": list(of_hindsight(hindsight)),
        "stood_out": hindsight.stood_out,
        "did_not": list(reason_rows(hindsight.did_not, words)),
        "is_own": bool(hindsight.usual_runs),
        "number": report.run.number,
        "suspects": list(SUSPECTS.items()),
        "suspect": suspect,
        "verdict": verdict,
        "here": []
        if verdict is None or report.exposure is None
        else list(of_suspicion(verdict, report.exposure, hindsight, words)),
        "may_have": list(reason_rows(hindsight.may_have, words)),
        "chart": hindsight_chart(hindsight, words, places),
        "rows": [(end, Range("probability", *piece)) for end, piece in pieces],
    }


@register.simple_tag(takes_context=True)
def factor(context: Context, reason: Reason) -> str:
    """What a reason multiplies the hazard by, with its interval."""
    words: Words = context["words"]
    return words.range(factor_of(reason.log_effect))


def _why(explanation: Explanation, words: Words) -> dict[str, object]:
    rows = list(reason_rows(explanation.reasons, words))
    return {
        "strongest": explanation.strongest,
        "totals": list(of_explanation(explanation)),
        "bars": reason_chart(rows, words),
        "reason_rows": rows,
        "is_own": bool(explanation.usual_runs),
    }


def _rows(forecast: Forecast) -> list[Row]:
    columns = zip(
        forecast.distance.tolist(), forecast.per_kilometre.T.tolist(), forecast.cumulative.T.tolist(), strict=True
    )
    return [Row(end, Range("probability", *here), Range("probability", *so_far)) for end, here, so_far in columns]
