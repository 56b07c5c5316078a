"""Files in, and the imports so far."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from uncramp.domain.errors import InvalidValueError, LogbookError
from uncramp.domain.sentence import say
from uncramp.presentation.importing import of_import, of_state
from uncramp.presentation.words import Words
from uncramp.usecases.ports import Logbook
from uncramp.usecases.reading import count_unplaced
from uncramp.web import wiring
from uncramp.web.pages.imports.forms import RunForm
from uncramp.web.uploads import FAILURE, Arrived


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Take files in, or show how to."""
    logbook = wiring.the_logbook()
    if request.method == "POST":
        files = [each for each in request.FILES.getlist("files") if isinstance(each, Arrived)]
        if FAILURE in request.META:
            raise LogbookError(say("The files could not be kept: {reason}.", reason=request.META[FAILURE]))
        if files:
            return redirect("ledger", _waiting(logbook, files))
    return _page(request, logbook, RunForm(logbook.runner()), is_empty=request.method == "POST")


@require_POST
def by_hand(request: HttpRequest) -> HttpResponse:
    """Take in a run that somebody types."""
    logbook = wiring.the_logbook()
    form = RunForm(logbook.runner(), request.POST)
    if form.is_valid():
        try:
            return redirect("run", wiring.enter(form.run(), logbook))
        except InvalidValueError as error:
            form.add_error(None, Words(logbook.runner().units, gettext)(error.sentence))
    return _page(request, logbook, form)


def _waiting(logbook: Logbook, files: list[Arrived]) -> int:
    """Hand an upload over and give the number of its import."""
    names = [str(each.name) for each in files]
    words = Words(translate=gettext)
    more = say("{first} and {count} more", first=names[0], count=len(names) - 1)
    label = words(more) if len(names) > 1 else names[0]
    ledger = logbook.begin_import(label, is_waiting=True)
    wiring.hand_over(files[0].folder, ledger)
    return ledger


def _page(request: HttpRequest, logbook: Logbook, form: RunForm, *, is_empty: bool = False) -> HttpResponse:
    context = {
        "words": Words(translate=gettext),
        "imports": [(kept, of_state(kept, timezone.now()), of_import(kept)) for kept in logbook.imports()],
        "unplaced": count_unplaced(logbook),
        "set_aside": len(logbook.set_aside_files()),
        "form": form,
        "is_empty": is_empty,
    }
    return render(request, "imports/page.html", context)
