from dataclasses import replace
from itertools import pairwise
from math import log
from xml.etree import ElementTree as ET

import pytest

from presentation.forecasts import HISTORY, PACE
from uncramp.domain.quantities import Range
from uncramp.presentation.explaining import reason_rows
from uncramp.presentation.reason_chart import reason_chart
from uncramp.presentation.words import Words
from uncramp.risk.reasons import Reason

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words()


def drawn(*reasons: Reason, words: Words = WORDS) -> ET.Element:
    chart = reason_chart(list(reason_rows(reasons, words)), words)
    assert chart is not None
    return ET.fromstring(chart)  # noqa: S314  # our own drawing


def places(chart: ET.Element, kind: str, name: str) -> list[float]:
    return [float(each.get(name, "").rstrip("%")) for each in chart.iter() if (each.get("class") or "") == kind]


def ticks(chart: ET.Element) -> list[str]:
    return [each.text or "" for each in chart.iter(f"{SVG}text") if each.get("class") == "across"]


def reaching(factor: float) -> Reason:
    return replace(HISTORY, log_effect=Range("log_hazard", 0.0, 0.0, log(factor)))


def test_it_is_a_picture_with_a_name_and_a_description() -> None:
    chart = drawn(HISTORY, PACE)
    assert chart.get("role") == "img"
    assert chart.findtext(f"{SVG}title") == "How much each reason moves the hazard"
    assert "The table has the same." in (chart.findtext(f"{SVG}desc") or "")


def test_what_raises_the_hazard_goes_right_of_no_effect_and_what_lowers_it_left() -> None:
    chart = drawn(HISTORY, PACE)  # the axis reaches from a quarter to four times
    assert places(chart, "bar up", "x") == [50.0]
    assert places(chart, "bar up", "width") == [25.0]  # twice, of four times
    (left,), (width,) = places(chart, "bar down", "x"), places(chart, "bar down", "width")
    assert left + width == pytest.approx(50.0, abs=0.01)
    assert width == pytest.approx(50.0 * log(1.25) / log(4.0), abs=0.01)


def test_a_line_goes_over_the_interval() -> None:
    chart = drawn(HISTORY, PACE)
    assert places(chart, "reach", "x1") == pytest.approx([50.0 + 50.0 * log(1.25) / log(4.0), 25.0], abs=0.01)
    assert places(chart, "reach", "x2") == pytest.approx([100.0, 50.0 + 50.0 * log(1.25) / log(4.0)], abs=0.01)


def test_each_reason_has_its_name_and_its_grade_above_its_bar_and_none_lies_on_another() -> None:
    chart = drawn(HISTORY, PACE)
    names = [each for each in chart.iter(f"{SVG}text") if each.get("class") == "name"]
    assert [each.text for each in names] == ["Cramped before", "First half faster than your own efforts support"]
    tops = [
        (float(each.get("y", "")), float(grade.get("y", "")), float(bar.get("y", "")) + float(bar.get("height", "")))
        for each, grade, bar in zip(
            names,
            (each for each in chart.iter(f"{SVG}text") if each.get("class") == "grade"),
            chart.iter(f"{SVG}rect"),
            strict=True,
        )
    ]
    flat = [y for row in tops for y in row]
    assert flat == sorted(flat)
    assert min(second - first for first, second in pairwise(flat)) >= 12.0
    assert max(flat) <= float(chart.get("height", ""))


@pytest.mark.parametrize(
    ("factor", "shown"),
    [
        (1.1, ["0.8", "1", "1.25"]),
        (2.5, ["0.5", "1", "2"]),
        (4.1, ["0.25", "0.5", "1", "2", "4"]),
        (70.0, ["0.0156", "0.0625", "0.25", "1", "4", "16", "64"]),
    ],
)
def test_the_axis_is_labelled_by_halves_and_doubles_or_quarters_and_not_too_many(
    factor: float, shown: list[str]
) -> None:
    assert ticks(drawn(reaching(factor))) == [f"\N{MULTIPLICATION SIGN} {each}" for each in shown]


def test_small_effects_do_not_fill_the_page() -> None:
    assert places(drawn(replace(HISTORY, log_effect=Range("log_hazard", 0.0, 0.035, 0.07))), "bar up", "width") == [5.0]


def test_no_effect_is_a_bar_of_no_width() -> None:
    chart = drawn(replace(HISTORY, log_effect=Range("log_hazard", 0.0, 0.0, 0.0)))
    assert places(chart, "bar down", "width") == [0.0]


def test_without_a_reason_there_is_no_chart() -> None:
    assert reason_chart([], WORDS) is None


def test_words_of_a_language_are_never_markup() -> None:
    words = Words(translate=lambda text: f"<b>{text}</b> & more")
    chart = reason_chart(list(reason_rows([HISTORY], words)), words)
    assert chart is not None
    assert "<b>" not in chart
