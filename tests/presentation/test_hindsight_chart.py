import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from presentation.forecasts import HINDSIGHT
from uncramp.domain.units import IMPERIAL
from uncramp.presentation.hindsight_chart import hindsight_chart
from uncramp.presentation.plotting import PLOT, WIDTH
from uncramp.presentation.words import Words

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words()


def drawn(*cramps: float, words: Words = WORDS) -> ET.Element:
    return ET.fromstring(hindsight_chart(HINDSIGHT, words, list(cramps)))  # noqa: S314  # our own drawing


def path(chart: ET.Element, kind: str) -> list[tuple[float, float]]:
    (found,) = (each.get("d", "") for each in chart.iter(f"{SVG}path") if each.get("class") == kind)
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([-\d.]+),([-\d.]+)", found)]


def test_it_is_a_picture_with_a_name_and_says_what_the_chance_is_of() -> None:
    chart = drawn()
    assert chart.get("role") == "img"
    assert chart.findtext(f"{SVG}title") == "How the risk unfolded"
    described = chart.findtext(f"{SVG}desc") or ""
    assert described.startswith("Chance of a cramp in each km if none came before, in its 80 % range, up to 2.4 km.")


def test_each_whole_kilometre_is_a_step_and_what_is_left_is_none() -> None:
    first, second = WIDTH * 1000.0 / 2400.0, WIDTH * 2000.0 / 2400.0
    steps = path(drawn(), "line")
    assert [x for x, _ in steps] == pytest.approx([0.0, first, first, second], abs=0.1)
    assert [y for _, y in steps] == pytest.approx([PLOT * each for each in (0.75, 0.75, 0.5, 0.5)], abs=0.1)


def test_the_band_goes_from_low_to_high() -> None:
    heights = {y for x, y in path(drawn(), "band") if x < 100.0}
    assert heights == {PLOT, PLOT * 0.5}  # 0 and 2 of 4 %


def test_a_cramp_is_a_mark_where_it_came() -> None:
    assert not [each for each in drawn().iter(f"{SVG}line") if each.get("class") == "mark"]
    (mark,) = (each for each in drawn(1800.0).iter(f"{SVG}line") if each.get("class") == "mark")
    assert mark.get("x1") == mark.get("x2") == "75.00%"


def test_miles_are_steps_for_who_reads_miles() -> None:
    ends = np.array([1609.344, 3218.688, 3500.0])
    chart = hindsight_chart(replace(HINDSIGHT, distance=ends), Words(IMPERIAL), [])
    assert len(path(ET.fromstring(chart), "line")) == 4  # noqa: S314  # our own drawing
    assert "Chance in each mi" in chart


def test_a_risk_of_nothing_is_still_a_chart() -> None:
    chart = hindsight_chart(replace(HINDSIGHT, per_kilometre=np.zeros((3, 3))), WORDS, [])
    assert "nan" not in chart


def test_words_of_a_language_are_never_markup() -> None:
    assert "<b>" not in hindsight_chart(HINDSIGHT, Words(translate=lambda text: f"<b>{text}</b>"), [1000.0])
