"""Out of a cramp. Nothing here touches the logbook: help comes also when it is locked or lost."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from uncramp.advice.red_flags import RED_FLAGS, Urgency
from uncramp.advice.relief import relief
from uncramp.domain.diary import Muscle
from uncramp.presentation.words import Words

EMERGENCIES = tuple(flag for flag in RED_FLAGS if flag.urgency is Urgency.EMERGENCY)
LATER = tuple(flag for flag in RED_FLAGS if flag.urgency is not Urgency.EMERGENCY)


@require_safe
def muscles(request: HttpRequest) -> HttpResponse:
    """Ask which muscle."""
    context = {"words": Words(translate=gettext), "muscles": tuple(Muscle), "emergencies": EMERGENCIES, "later": LATER}
    return render(request, "relief/muscles.html", context)


@require_safe
def steps(request: HttpRequest, name: str) -> HttpResponse:
    """What to do now.

    Raises
    ------
    Http404
        If no muscle has the name.
    """
    if name not in set(Muscle):
        raise Http404
    context = {
        "words": Words(translate=gettext),
        "relief": relief(Muscle(name)),
        "muscles": tuple(Muscle),
        "emergencies": EMERGENCIES,
        "later": LATER,
    }
    return render(request, "relief/steps.html", context)
