"""Experiments: the list, the start, and one with its schedule, outcomes and answer."""

from collections.abc import Callable
from dataclasses import dataclass
from secrets import randbits

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from uncramp.domain.errors import InvalidValueError
from uncramp.domain.experiment import DrawnFor
from uncramp.presentation.experiment_calendar import events
from uncramp.presentation.experimenting import TITLES
from uncramp.presentation.words import Words
from uncramp.usecases.experiment import (
    draw_lot,
    start_experiment,
    stop_experiment,
    today_of,
    write_block,
    write_run,
    write_twitch,
)
from uncramp.usecases.experiment_offers import Offer, offers
from uncramp.usecases.experiment_report import report_on, reports
from uncramp.usecases.ports import Logbook
from uncramp.web import wiring
from uncramp.web.pages.experiments.forms import BlockForm, LotForm, RunForm, StartForm, TwitchForm
from uncramp.web.pages.experiments.shown import shown, shown_list, shown_offer

SEED_BITS = 48


@require_http_methods(["GET", "HEAD", "POST"])
def experiments(request: HttpRequest) -> HttpResponse:
    """What may be tested, and the experiments so far; begins one."""
    logbook = wiring.the_logbook()
    words = Words(logbook.runner().units, gettext)
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        number = _tried(form, lambda: _start(form, logbook), words)
        if number is not None:
            return redirect("experiment", number)
    today = today_of(logbook, timezone.now())
    forms = [(offer, _form_of(offer, form, today.isoformat())) for offer in offers(logbook.runner(), today)]
    context = {
        "words": words,
        "form": form,
        "offers": [shown_offer(offer, each, words) for offer, each in forms],
        "experiments": shown_list(reports(logbook, timezone.now())),
    }
    return render(request, "experiments/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def experiment(request: HttpRequest, number: int) -> HttpResponse:
    """One experiment; draws its lots and writes its turns down."""
    logbook = wiring.the_logbook()
    words = Words(logbook.runner().units, gettext)
    written = FORMS[logbook.experiment(number).experiment.rules.drawn_for]
    is_drawing = "draw" in request.POST
    form = written.form(request.POST if request.method == "POST" and not is_drawing else None)
    lot_form = LotForm(request.POST if is_drawing else None)
    if form.is_valid() and _tried(form, lambda: written.write(number, form, logbook), words) is not None:
        return redirect(f"{request.path}#next")
    if lot_form.is_valid() and _tried(lot_form, lambda: _draw(number, logbook), words) is not None:
        return redirect(f"{request.path}#next")
    report = report_on(number, logbook, timezone.now())
    context = {"words": words, "form": form, "lot_form": lot_form, "report": report, **shown(report, words)}
    return render(request, "experiments/page.html", context)


@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001  # every view has one
    """Close an experiment."""
    stop_experiment(number, wiring.the_logbook(), timezone.now())
    return redirect("experiment", number)


@require_safe
def calendar(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001  # as above
    """The schedule as a calendar file."""
    logbook = wiring.the_logbook()
    words = Words(logbook.runner().units, gettext)
    report = report_on(number, logbook, timezone.now())
    content, media_type = wiring.calendar(events(report, words), words(TITLES[report.question]))
    name = f"uncramp-experiment-{number}.ics"
    return HttpResponse(content, media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _start(form: Form, logbook: Logbook) -> int:
    said = form.cleaned_data
    return start_experiment(
        said["question"], said["start"], randbits(SEED_BITS), logbook, timezone.now(), is_agreed=said["agreed"]
    )


def _form_of(offer: Offer, form: StartForm, today: str) -> StartForm:
    """The form that was sent for its own question, a fresh one for the others."""
    own = f"{offer.question}_%s"
    if form.is_bound and form.data.get("question") == offer.question.value:
        form.auto_id = own
        return form
    return StartForm(initial={"question": offer.question.value, "start": today}, auto_id=own)


def _draw(number: int, logbook: Logbook) -> int:
    return draw_lot(number, logbook, timezone.now()).turn


def _write_run(number: int, form: Form, logbook: Logbook) -> int:
    said = form.cleaned_data
    return write_run(number, said["run"], logbook, timezone.now(), is_followed=said["followed"]).turn


def _write_block(number: int, form: Form, logbook: Logbook) -> int:
    said = form.cleaned_data
    return write_block(number, said["block"], logbook, timezone.now(), is_followed=said["followed"]).turn


def _write_twitch(number: int, form: Form, logbook: Logbook) -> int:
    said = form.cleaned_data
    entry = write_twitch(
        number, logbook, timezone.now(), is_followed=said["followed"], went_on=said["went_on"], release=said["minutes"]
    )
    return entry.turn


@dataclass(frozen=True, slots=True)
class Written:
    """How the turns of an experiment are written down."""

    form: type[Form]
    write: Callable[[int, Form, Logbook], int]


FORMS = {
    DrawnFor.RUN: Written(RunForm, _write_run),
    DrawnFor.BLOCK: Written(BlockForm, _write_block),
    DrawnFor.TWITCH: Written(TwitchForm, _write_twitch),
}


def _tried(form: Form, act: Callable[[], int], words: Words) -> int | None:
    """What came of it, or None with the reason in the form."""
    try:
        return act()
    except InvalidValueError as error:
        form.add_error(None, words(error.sentence))
        return None
