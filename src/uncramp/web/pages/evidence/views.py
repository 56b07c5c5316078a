"""The evidence."""

from itertools import groupby
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from uncramp.domain.sentence import say
from uncramp.evidence.findings import bibliography, findings
from uncramp.evidence.priors import priors
from uncramp.presentation.believing import beliefs, shares
from uncramp.presentation.words import Words

TOPICS = MappingProxyType({
    "occurrence": say("How often, when and where"),
    "risk_factors": say("Who cramps"),
    "pace": say("Pace"),
    "prevention": say("Prevention and load"),
    "treatment": say("Out of a cramp"),
    "hydration": say("Drinking"),
    "electrolytes": say("Salt and minerals"),
    "sweat": say("Sweat"),
    "heat": say("Heat"),
    "red_flags": say("More than a cramp"),
})  # fmt: skip
"""Titles of the topics, in the order of the page."""


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """Every finding by its topic, with its source."""
    order = list(TOPICS)
    found = sorted(findings().values(), key=lambda each: order.index(each.topic))
    topics = [
        (topic, TOPICS[topic], [(each, bibliography()[each.source]) for each in group])
        for topic, group in groupby(found, key=lambda each: each.topic)
    ]
    words = Words(translate=gettext)
    context = {
        "words": words,
        "topics": topics,
        "count": len(found),
        "shares": list(shares(priors())),
        "beliefs": list(beliefs(priors(), words)),
    }
    return render(request, "evidence/page.html", context)
