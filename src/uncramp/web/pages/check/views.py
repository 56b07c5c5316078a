"""Whether the forecasts work for this runner."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from uncramp.presentation.calibration_chart import calibration_chart, calibration_rows
from uncramp.presentation.checking import of_check, score_rows
from uncramp.presentation.words import Words
from uncramp.usecases.check import check_forecasts
from uncramp.web import wiring


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """How the forecasts of the runner's own runs did."""
    logbook = wiring.the_logbook()
    words = Words(logbook.runner().units, gettext)
    report = check_forecasts(logbook, wiring.read_activities, timezone.now())
    context = {
        "words": words,
        "sentences": list(of_check(report)),
        "scores": score_rows(report.evaluation),
        "chart": calibration_chart(report.evaluation, words),
        "rows": calibration_rows(report.evaluation),
    }
    return render(request, "check/page.html", context)
