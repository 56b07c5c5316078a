"""Template tag: how likely a cramp is, where and why."""

from dataclasses import dataclass

from django import template
from django.template import Context

from uncramp.domain.quantities import Quantity, Range
from uncramp.presentation.charts import risk_chart
from uncramp.presentation.telling import of_forecast, of_unknown, of_where
from uncramp.presentation.words import Words
from uncramp.risk.forecast import Forecast

register = template.Library()
SMALLEST = 0.001
"""Chances below this are not told apart."""


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
        Chance of a first cramp up to its end, with its interval unless all of it is too small to tell.
    """

    distance: float
    here: float
    so_far: Range | Quantity


@register.inclusion_tag("forecast.html", takes_context=True)
def how_likely(context: Context, forecast: Forecast) -> dict[str, object]:
    """The whole forecast: sentence, reasons, chart and its table."""
    words: Words = context["words"]
    headline, *cautions = of_forecast(forecast)
    return {
        "words": words,
        "headline": headline,
        "cautions": [of_where(forecast), *cautions],
        "reasons": forecast.reasons,
        "unknown": of_unknown(forecast, words),
        "chart": risk_chart(forecast, words),
        "rows": _rows(forecast),
    }


def _rows(forecast: Forecast) -> list[Row]:
    columns = zip(
        forecast.distance.tolist(), forecast.per_kilometre.tolist(), *forecast.cumulative.tolist(), strict=True
    )
    return [Row(end, here, _so_far(low, median, high)) for end, here, low, median, high in columns]


def _so_far(low: float, median: float, high: float) -> Range | Quantity:
    return Quantity("probability", high) if high < SMALLEST else Range("probability", low, median, high)
