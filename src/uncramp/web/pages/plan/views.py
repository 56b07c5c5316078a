"""The plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from uncramp.domain.errors import InvalidValueError
from uncramp.domain.outline import zone
from uncramp.presentation.words import Words
from uncramp.usecases.plan import PlanReport, plan_run
from uncramp.usecases.ports import Logbook
from uncramp.web import wiring
from uncramp.web.pages.plan.forms import PlanForm, usual
from uncramp.web.pages.plan.shown import shown


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The form, and the plan it asks for."""
    logbook = wiring.the_logbook()
    words = Words(logbook.runner().units, gettext)
    place = _usual_zone(logbook)
    form = PlanForm(words.units, request.GET or None, usual(timezone.now().astimezone(zone(place)).date()))
    report = _planned(form, place, logbook, words) if form.is_valid() else None
    context = {"words": words, "form": form, "zone": place}
    return render(request, "plan/page.html", context if report is None else context | shown(report, words))


def _planned(form: PlanForm, place: str | None, logbook: Logbook, words: Words) -> PlanReport | None:
    """The plan, or None with the reason in the form."""
    try:
        return plan_run(form.request(zone(place)), logbook, wiring.read_activities, timezone.now())
    except InvalidValueError as error:
        form.add_error(None, words(error.sentence))
        return None


def _usual_zone(logbook: Logbook) -> str | None:
    """Time zone in which the runner last ran, or None: then times are UTC."""
    return next((run.outline.time_zone for run in logbook.runs() if run.outline.time_zone is not None), None)
