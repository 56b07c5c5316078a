"""Template tags: values of the house in the reader's language and units.

The tags that need units look for ``words`` in the context.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html

from uncramp.domain.outline import Outline
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import Sentence
from uncramp.evidence.findings import EvidenceFinding, Source, bibliography, findings
from uncramp.presentation.labels import label
from uncramp.presentation.words import Words, clock

register = template.Library()
UNKNOWN = "\N{EN DASH}"


@register.simple_tag(takes_context=True)
def say(context: Context, value: Sentence | StrEnum | Quantity | Range) -> str:
    """A sentence, the label of a member, or a value with its unit."""
    words: Words = context["words"]
    if isinstance(value, StrEnum):
        return words(label(value))
    return words(value) if isinstance(value, Sentence) else words.value(value)


@register.simple_tag(takes_context=True)
def quantity(context: Context, kind: str, value: float | None) -> str:
    """A number with its unit, or a dash for what is unknown."""
    words: Words = context["words"]
    return UNKNOWN if value is None else words.quantity(kind, value)


@register.simple_tag(takes_context=True)
def interval(context: Context, value: Range | str) -> str:
    """A value with its interval, or both as text; a line may break before the interval and not in it."""
    words: Words = context["words"]
    number, bracket, ends = (value if isinstance(value, str) else words.value(value)).partition(" (")
    return format_html('{} <span class="ends">({}</span>', number, ends) if bracket else number


@register.simple_tag(takes_context=True)
def duration(context: Context, seconds: float) -> str:
    """How long a step takes, from s."""
    words: Words = context["words"]
    return words.duration(seconds)


@register.simple_tag(takes_context=True)
def pace(context: Context, outline: Outline) -> str:
    """Mean pace with the timer running, or a dash."""
    words: Words = context["words"]
    moving = outline.distance and outline.timer_time
    return words.pace(outline.distance / outline.timer_time) if outline.distance and moving else UNKNOWN


register.filter("clock", clock)


@register.filter
def local(moment: datetime, pattern: str) -> str:
    """A moment on the clock that it carries, in Django's date format."""
    return date_format(moment, pattern)


@dataclass(frozen=True, slots=True)
class Reference:
    """A finding with where it was published."""

    finding: EvidenceFinding
    source: Source

    @property
    def name(self) -> str:
        """First author and year, as a text cites them."""
        return re.sub(r"(?<=\D)(?=\d{4})", " ", self.source.key, count=1)


@register.inclusion_tag("sources.html")
def sources(ids: Iterable[str]) -> dict[str, list[Reference]]:
    """Links from ids of findings to the page of evidence."""
    found = [findings()[each] for each in ids]
    return {"references": [Reference(each, bibliography()[each.source]) for each in found]}
