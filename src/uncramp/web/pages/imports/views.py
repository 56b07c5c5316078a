"""Files in, and the imports so far."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from uncramp.domain.errors import InvalidValueError
from uncramp.domain.sentence import say
from uncramp.presentation.importing import of_import
from uncramp.presentation.words import Words
from uncramp.usecases.ports import Logbook
from uncramp.usecases.reading import count_unplaced
from uncramp.web import wiring
from uncramp.web.pages.imports.forms import RunForm
from uncramp.web.progress import state_of
from uncramp.web.uploads import Spooling, not_kept


@csrf_exempt  # checked by the inner view: the check reads the request, and where its files go must be said before
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Take files in, or show how to."""
    spooling = Spooling()
    request.upload_handlers = [spooling]
    try:
        return _imports(request, spooling)
    finally:
        spooling.discard()


@csrf_protect
def _imports(request: HttpRequest, spooling: Spooling) -> HttpResponse:
    logbook = wiring.the_logbook()
    names = [str(each.name) for each in request.FILES.getlist("files")]
    if spooling.failure is not None:
        raise spooling.failure
    if names and spooling.folder is not None:
        return redirect("ledger", _hand_over(spooling.folder, _label(names), logbook))
    return _page(request, logbook, RunForm(logbook.runner()), is_empty=request.method == "POST")


@require_POST
def retry(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # every view has one
    """Try the files again that were set aside."""
    try:
        folder = wiring.empty_upload()
    except OSError as error:
        raise not_kept(error) from error
    label = Words(translate=gettext)(say("Tried again"))
    return redirect("ledger", _hand_over(folder, label, wiring.the_logbook()))


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


def _label(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return Words(translate=gettext)(say("{first} and {count} more", first=names[0], count=len(names) - 1))


def _hand_over(folder: Path, label: str, logbook: Logbook) -> int:
    """Leave an upload to the worker and give the number of its import."""
    ledger = logbook.begin_import(label, is_waiting=True)
    try:
        wiring.hand_over(folder, ledger)
    except OSError as error:
        failure = not_kept(error)
        logbook.fail_import(ledger, failure.sentence)
        raise failure from error
    return ledger


def _page(request: HttpRequest, logbook: Logbook, form: RunForm, *, is_empty: bool = False) -> HttpResponse:
    waiting = wiring.waiting()
    context = {
        "words": Words(translate=gettext),
        "imports": [(kept, state_of(kept, waiting), of_import(kept)) for kept in logbook.imports()],
        "unplaced": count_unplaced(logbook),
        "set_aside": len(logbook.set_aside_files()),
        "form": form,
        "is_empty": is_empty,
    }
    return render(request, "imports/page.html", context)
