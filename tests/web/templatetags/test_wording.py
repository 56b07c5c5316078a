from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

from uncramp.domain.diary import Muscle
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.quantities import Quantity, Range
from uncramp.domain.sentence import say
from uncramp.domain.units import IMPERIAL
from uncramp.evidence.findings import bibliography, findings
from uncramp.presentation.words import Words
from uncramp.web.templatetags.wording import Reference

DASH = "\N{EN DASH}"
RUN = Outline(Sport.RUNNING, datetime(2026, 5, 1, tzinfo=UTC), 3000.0, 3000.0, distance=10_000.0)


def rendered(template: str, words: Words = Words(), **values: object) -> str:  # noqa: B008  # it is frozen
    return Template("{% load wording %}" + template).render(Context({"words": words, **values}))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (say("{way} to go", way=Quantity("distance", 5000.0)), "3.1 mi to go"),
        (Muscle.OTHER, "another muscle"),
        (Range("probability", 0.06, 0.18, 0.44), "18 % (6 to 44 %)"),
        (Quantity("mass", 68.0388555), "150.0 lb"),
        (say("{who}", who="<b>"), "&lt;b&gt;"),
    ],
)
def test_values_are_said_in_the_readers_units_and_never_as_markup(value: object, shown: str) -> None:
    assert rendered("{% say value %}", Words(IMPERIAL), value=value) == shown


def test_a_line_breaks_before_an_interval_and_not_in_it() -> None:
    whole = '18 % <span class="ends">(6 to 44 %)</span>'
    assert rendered("{% interval value %}", value=Range("probability", 0.06, 0.18, 0.44)) == whole
    assert rendered("{% interval value %}", value="18 % (6 to 44 %)") == whole
    assert rendered("{% interval value %}", value="+0.118") == "+0.118"
    assert rendered("{% interval value %}", value="<b> (<i>)") == '&lt;b&gt; <span class="ends">(&lt;i&gt;)</span>'


def test_what_is_unknown_is_a_dash() -> None:
    assert rendered("{% quantity 'heart_rate' value %}", value=None) == DASH
    assert rendered("{% quantity 'heart_rate' value %}", value=151.4) == "151 bpm"


def test_pace_needs_a_way_and_a_time() -> None:
    assert rendered("{% pace run %}", run=RUN) == "5:00 /km"
    assert rendered("{% pace run %}", Words(IMPERIAL), run=RUN) == "8:03 /mi"
    nowhere = Outline(Sport.RUNNING, RUN.start, 60.0, 60.0)
    assert rendered("{% pace run %}", run=nowhere) == DASH


def test_times_are_said_as_durations_and_clocks() -> None:
    assert rendered("{% duration 30.0 %}, {% duration 300.0 %}, {{ 3725.0|clock }}") == "30 s, 5 min, 1:02:05"


def test_a_moment_is_told_on_its_own_clock() -> None:
    moment = datetime(2026, 5, 1, 1, 30, tzinfo=ZoneInfo("Asia/Kathmandu"))
    assert rendered("{{ moment|local:'j M Y, H:i' }}", moment=moment) == "1 May 2026, 01:30"


def test_sources_lead_to_the_page_of_evidence() -> None:
    shown = rendered("{% sources ids %}", ids=("rf-overpace-56",))
    assert '<a href="/evidence/#rf-overpace-56">' in shown
    assert rendered("{% sources ids %}", ids=()).strip() == ""


def test_a_source_is_cited_by_name_and_year() -> None:
    finding = findings()["hy-almond"]
    assert Reference(finding, bibliography()[finding.source]).name == "Almond 2005"
