"""Today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from uncramp.domain.diary import Answer
from uncramp.domain.quantities import Quantity
from uncramp.domain.sentence import Sentence, say
from uncramp.presentation.telling import of_load
from uncramp.presentation.words import Words
from uncramp.usecases.record import record_no_cramp
from uncramp.usecases.today import look_at_today
from uncramp.web import wiring


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Where the runner stands."""
    logbook = wiring.the_logbook()
    report = look_at_today(logbook, wiring.read_activities, timezone.now())
    above, cramp = report.recent_above_habit, report.last_cramp
    context = {
        "words": Words(logbook.runner().units, gettext),
        "report": report,
        "far": _how_far(report.no_jump),
        "load": None if above is None else of_load(above),
        "cramped_run": None if cramp is None else logbook.run(cramp.run),
    }
    return render(request, "today/page.html", context)


@require_POST
def no_cramp(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001  # every view has one
    """Keep that nothing cramped in a run."""
    record_no_cramp(number, Answer(timezone.now()), wiring.the_logbook())
    return redirect(reverse("today") + "#asked")


def _how_far(no_jump: float | None) -> Sentence:
    if no_jump is None:
        return say("No run of the last 30 days is on file, so start short and easy.")
    return say(
        "A run of more than {distance} would be a jump: over a tenth beyond your longest of the last 30 days.",
        distance=Quantity("distance", no_jump),
    )
