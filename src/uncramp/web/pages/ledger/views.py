"""One import, as it goes on."""

import csv
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from uncramp.domain.sentence import Sentence
from uncramp.presentation.importing import COLUMNS, OUTCOMES, of_entry, row_of
from uncramp.presentation.words import Words
from uncramp.usecases.ports import Outcome
from uncramp.usecases.reading import count_unplaced
from uncramp.web import wiring
from uncramp.web.progress import is_going_on, state_of

ON_A_PAGE = 100
AGAIN = 2
"""A page of an import that goes on is asked for again after this long, s."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many files came to one end, and the way to see them alone."""

    outcome: Outcome
    label: Sentence
    count: int
    is_shown: bool


@require_safe
def ledger(request: HttpRequest, number: int) -> HttpResponse:
    """The rows of an import, the newest first."""
    logbook, words = wiring.the_logbook(), Words(translate=gettext)
    waiting, kept = wiring.waiting(), logbook.ledger(number)  # in this order: one that ends in between has ended
    chosen = request.GET.get("outcome")
    entries = [each for each in logbook.entries(number) if chosen in {None, each.outcome.value}]
    page = Paginator(entries[::-1], ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "words": words,
        "kept": kept,
        "is_going_on": is_going_on(kept, waiting),
        "state": state_of(kept, waiting),
        "total": max(kept.expected, sum(kept.done.values()), 1),
        "count": sum(kept.done.values()),
        "counts": [Count(each, OUTCOMES[each], kept.done[each], each.value == chosen) for each in Outcome],
        "refused": kept.done[Outcome.REFUSED],
        "unplaced": 0 if kept.ended is None else count_unplaced(logbook),
        "chosen": chosen,
        "page": page,
        "rows": [(entry, OUTCOMES[entry.outcome], of_entry(entry, words)) for entry in page],
    }
    response = render(request, "ledger/page.html", context)
    if is_going_on(kept, waiting) and not kept.is_stopped:
        response["Refresh"] = str(AGAIN)
    return response


@require_safe
def table(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001  # every view has one
    """The rows as a table for spreadsheets."""
    logbook, words = wiring.the_logbook(), Words(translate=gettext)
    logbook.ledger(number)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{number}.csv"'
    writer = csv.DictWriter(response, COLUMNS)
    writer.writeheader()
    writer.writerows(row_of(entry, words) for entry in logbook.entries(number))
    return response


@require_POST
def stop(request: HttpRequest, number: int) -> HttpResponse:  # noqa: ARG001  # every view has one
    """Ask to stop; an import that is over stays as it ended."""
    wiring.the_logbook().stop_import(number)
    return redirect("ledger", number)
