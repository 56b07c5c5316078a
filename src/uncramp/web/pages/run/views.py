"""One run."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from uncramp.domain.diary import CrampEpisode
from uncramp.domain.errors import InvalidValueError
from uncramp.exposure.covariates import Exposure, Origin
from uncramp.presentation.charts import streams_chart
from uncramp.presentation.exposing import ORIGINS, Row, rows_of
from uncramp.presentation.splits import split_rows
from uncramp.presentation.telling import of_episode, of_said
from uncramp.presentation.words import PACE_UNIT, Words
from uncramp.usecases.assess import assess_run
from uncramp.usecases.ports import Logbook
from uncramp.usecases.record import record_cramp
from uncramp.web import wiring
from uncramp.web.pages.run.forms import CrampForm


@require_http_methods(["GET", "HEAD", "POST"])
def run(request: HttpRequest, number: int) -> HttpResponse:
    """One run, and the form for a cramp in it."""
    logbook = wiring.the_logbook()
    words = Words(logbook.runner().units, gettext)
    form = CrampForm(words.units, request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_recorded(number, form, logbook, words):
        return redirect(f"{request.path}#diary")
    report = assess_run(number, logbook, wiring.read_activities)
    context = {
        "words": words,
        "report": report,
        "chart": streams_chart(report.activity.streams, words, _places(report.episodes)),
        "splits": list(split_rows(report.kilometres, words)),
        "exposure": _exposure(report.exposure, words),
        "unit": words.units.distance,
        "pace_unit": PACE_UNIT[words.units.distance],
        "episodes": [of_episode(episode, words) for episode in report.episodes],
        "said": of_said(report.run.said),
        "form": form,
    }
    return render(request, "run/page.html", context)


@require_POST
def separate(request: HttpRequest, number: int, recording: int) -> HttpResponse:  # noqa: ARG001  # every view has one
    """Make one of the files of a run a run of its own."""
    return redirect("run", wiring.the_logbook().separate(number, recording))


def _exposure(exposure: Exposure | None, words: Words) -> list[tuple[str, list[Row]]]:
    """Headings with their rows; nothing for what is not judged."""
    if exposure is None:
        return []
    told = (Origin.DEMAND, Origin.HISTORY, Origin.WITHIN)
    return [(words(ORIGINS[origin]), list(rows_of(exposure, origin, words))) for origin in told]


def _places(episodes: Iterable[CrampEpisode]) -> list[float]:
    return [episode.distance for episode in episodes if episode.distance is not None]


def _is_recorded(number: int, form: CrampForm, logbook: Logbook, words: Words) -> bool:
    """Write the cramp down, or say in the form why not."""
    episode = CrampEpisode(reported=timezone.now(), **form.cleaned_data)
    try:
        record_cramp(number, episode, logbook)
    except InvalidValueError as error:
        form.add_error("distance", words(error.sentence))
        return False
    return True
