"""The profile."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from uncramp.domain.errors import InvalidValueError
from uncramp.presentation.telling import of_mass
from uncramp.presentation.words import Words
from uncramp.usecases.history import weighed
from uncramp.usecases.ports import Logbook
from uncramp.usecases.reading import place_runs
from uncramp.usecases.record import save_profile
from uncramp.web import wiring
from uncramp.web.pages.profile.forms import ProfileForm


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what the runner says."""
    logbook = wiring.the_logbook()
    form = ProfileForm(logbook.runner(), request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_saved(form, logbook):
        return redirect(f"{request.path}?saved")
    reading = weighed(logbook, timezone.now())
    context = {
        "words": Words(logbook.runner().units, gettext),
        "form": form,
        "is_saved": "saved" in request.GET,
        "mass": None if reading is None else of_mass(reading),
    }
    return render(request, "profile/page.html", context)


def _is_saved(form: ProfileForm, logbook: Logbook) -> bool:
    """Keep the profile, or say in the form why not."""
    try:
        save_profile(form.runner(), logbook, timezone.now().date())
        if "time_zone" in form.changed_data:
            place_runs(logbook, wiring.reader(logbook))
    except InvalidValueError as error:
        form.add_error(None, Words(translate=gettext)(error.sentence))
        return False
    return True
