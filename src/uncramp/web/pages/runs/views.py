"""The list of runs."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from uncramp.domain.outline import Sport
from uncramp.presentation.words import PACE_UNIT, Words
from uncramp.usecases.history import current_runs
from uncramp.usecases.ports import KeptRun
from uncramp.web import wiring

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Parameters
    ----------
    start
        On the clock of the place.
    length
        Of the reader's unit of distance, m.
    """

    run: KeptRun
    start: datetime
    is_cramped: bool
    length: float

    @property
    def month(self) -> str:
        """Under which the run stands."""
        return f"{self.start:%Y-%m}"

    @property
    def distance(self) -> float | None:
        """In the reader's unit, or None if not recorded."""
        distance = self.run.outline.distance
        return None if distance is None else distance / self.length

    @property
    def pace(self) -> float | None:
        """Time for one of the reader's units with the timer running, s, or None."""
        return self.run.outline.timer_time / self.distance if self.distance and self.run.outline.timer_time else None

    @property
    def is_run(self) -> bool:
        """Whether it was a run, and not a walk or a ride."""
        return self.run.outline.sport is Sport.RUNNING


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """All runs, newest first, a page at a time."""
    logbook = wiring.the_logbook()
    page = Paginator(current_runs(logbook, wiring.read_activities), ON_A_PAGE).get_page(request.GET.get("page"))
    cramped = {kept.run for kept in logbook.episodes()}
    words = Words(logbook.runner().units, gettext)
    context = {
        "words": words,
        "page": page,
        "rows": [Row(run, run.outline.local_start, run.number in cramped, words.units.split_length) for run in page],
        "unit": words.units.distance,
        "pace_unit": PACE_UNIT[words.units.distance],
    }
    return render(request, "runs/page.html", context)
