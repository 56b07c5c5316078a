"""One run."""

from collections.abc import Iterable
from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from uncramp.domain.diary import Answer, CrampEpisode
from uncramp.domain.errors import InvalidValueError, NotFoundError
from uncramp.domain.outline import Sport
from uncramp.exposure.covariates import Exposure, Origin
from uncramp.presentation.charts import streams_chart
from uncramp.presentation.exposing import ORIGINS, Row, rows_of
from uncramp.presentation.splits import split_rows
from uncramp.presentation.telling import of_answer, of_answer_gone, of_episode, of_said
from uncramp.presentation.words import PACE_UNIT, Words
from uncramp.risk.hindsight import Suspect
from uncramp.usecases import record
from uncramp.usecases.assess import RunReport, assess_run
from uncramp.usecases.ports import Logbook
from uncramp.web import wiring
from uncramp.web.pages.run.forms import CrampForm


@require_http_methods(["GET", "HEAD", "POST"])
def run(request: HttpRequest, number: int) -> HttpResponse:
    """One run, and the form for a cramp in it."""
    logbook = wiring.the_logbook()
    words = Words(logbook.runner().units, gettext)
    form = CrampForm(words.units, request.POST if request.method == "POST" else None)
    if form.is_valid():
        is_answer_gone = _recorded(number, form, logbook, words)
        if is_answer_gone is not None:
            return _diary(number, "?no-answer" if is_answer_gone else "")
    report = assess_run(number, logbook, wiring.read_activities)
    context = {
        "words": words,
        "report": report,
        "chart": streams_chart(report.activity.streams, words, _places(report.episodes)),
        "splits": list(split_rows(report.kilometres, words)),
        "exposure": _exposure(report.exposure, words),
        "unit": words.units.distance,
        "pace_unit": PACE_UNIT[words.units.distance],
        **_told(report, logbook, words),
        "is_answer_gone": "no-answer" in request.GET,
        "said": of_said(report.run.said),
        "form": form,
        "suspect": _suspect(request.GET.get("suspect")),
    }
    return render(request, "run/page.html", context)


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001  # every view has one
    """Keep that nothing cramped in a run."""
    record.record_no_cramp(number, Answer(timezone.now()), wiring.the_logbook())
    return _diary(number)


@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001  # as above
    """Take back that nothing cramped; what is gone already is gone."""
    with suppress(NotFoundError):
        record.take_back_answer(number, wiring.the_logbook())
    return _diary(number)


@require_POST
def take_back_cramp(request: HttpRequest, number: int, cramp: int) -> HttpResponse:  # noqa: ARG001  # as above
    """Take a cramp of a run back; what is gone already is gone."""
    logbook = wiring.the_logbook()
    if any((kept.run, kept.number) == (number, cramp) for kept in logbook.episodes()):
        record.take_back_cramp(cramp, logbook)
    return _diary(number)


@require_POST
def separate(request: HttpRequest, number: int, recording: int) -> HttpResponse:  # noqa: ARG001  # every view has one
    """Make one of the files of a run a run of its own."""
    return redirect("run", wiring.the_logbook().separate(number, recording))


def _suspect(name: str | None) -> Suspect | None:
    """What the runner suspects; what is not on the list is nothing."""
    return next((each for each in Suspect if each.value == name), None)


def _exposure(exposure: Exposure | None, words: Words) -> list[tuple[str, list[Row]]]:
    """Headings with their rows; nothing for what is not judged."""
    if exposure is None:
        return []
    told = (Origin.DEMAND, Origin.HISTORY, Origin.WITHIN)
    return [(words(ORIGINS[origin]), list(rows_of(exposure, origin, words))) for origin in told]


def _places(episodes: Iterable[CrampEpisode]) -> list[float]:
    return [episode.distance for episode in episodes if episode.distance is not None]


def _diary(number: int, query: str = "") -> HttpResponse:
    return redirect(f"{reverse('run', args=[number])}{query}#diary")


def _told(report: RunReport, logbook: Logbook, words: Words) -> dict[str, object]:
    """What the diary says of the run, and whether it is still to be asked."""
    kept = [each for each in logbook.episodes() if each.run == report.run.number]
    is_told = report.answer is not None or any(each.episode.is_of_the_run for each in kept)
    return {
        "episodes": [(each.number, of_episode(each.episode, words)) for each in kept],
        "answer": None if report.answer is None else of_answer(report.answer),
        "answer_gone": of_answer_gone(),
        "is_silence_none": logbook.runner().writes_every_cramp,
        "is_asked": not is_told and report.run.outline.sport is Sport.RUNNING,
    }


def _recorded(number: int, form: CrampForm, logbook: Logbook, words: Words) -> bool | None:
    """Write the cramp down and say whether an answer is gone for it, or say in the form why not and give None."""
    episode = CrampEpisode(reported=timezone.now(), **form.cleaned_data)
    try:
        return record.record_cramp(number, episode, logbook)
    except InvalidValueError as error:
        form.add_error("distance", words(error.sentence))
        return None
