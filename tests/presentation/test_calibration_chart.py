from xml.etree import ElementTree as ET

import numpy as np
import pytest

from uncramp.presentation.calibration_chart import calibration_chart, calibration_rows
from uncramp.presentation.plotting import BETWEEN, PLOT, WIDTH
from uncramp.presentation.words import Words
from uncramp.risk.prequential import Evaluation, Guesses, scored

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words()


def evaluation(cramps: int = 4, runs: int = 40, chance: float = 0.1, top: float = 0.4) -> Evaluation:
    chances = np.linspace(chance, top, runs)
    is_cramp = np.arange(runs) >= runs - cramps
    return scored(Guesses(is_cramp, chances, chances, chances, 0))


def drawn(what: Evaluation, words: Words = WORDS) -> ET.Element:
    chart = calibration_chart(what, words)
    assert chart is not None
    return ET.fromstring(chart)  # noqa: S314  # our own drawing


def test_it_is_a_picture_with_a_name_and_a_description_that_tells_every_group() -> None:
    chart = drawn(evaluation())
    assert chart.get("role") == "img"
    assert chart.findtext(f"{SVG}title") == "What was expected, and what came"
    described = chart.findtext(f"{SVG}desc") or ""
    assert described.count("of 10 runs had a cramp") == 4
    assert "4 of 10 runs had a cramp, 40 % (" in described
    assert described.endswith("The table has the same numbers.")


def test_each_group_is_a_dot_in_its_interval_and_the_line_of_equality_goes_from_corner_to_corner() -> None:
    chart, rows = drawn(evaluation()), calibration_rows(evaluation())
    dots = list(chart.iter(f"{SVG}circle"))
    (equal,) = (each for each in chart.iter(f"{SVG}path") if each.get("class") == "mean")
    bars = [each.get("d", "") for each in chart.iter(f"{SVG}path") if each.get("class") == "line"]
    assert equal.get("d") == f"M0.0,{PLOT:.1f}h0L{WIDTH:.1f},0.0"
    assert len(dots) == len(bars) == len(rows) == 4
    highest = 1.05 * max(row.observed.high for row in rows)
    last = dots[-1]
    assert float(last.get("cx", "").rstrip("%")) == pytest.approx(100 * rows[-1].expected.median / highest, abs=0.01)
    assert float(last.get("cy", "")) == pytest.approx(BETWEEN + PLOT * (1 - 0.4 / highest), abs=0.1)
    for dot, bar in zip(dots, bars, strict=True):
        low, high = (float(part.split(",")[1].removesuffix("h0")) + BETWEEN for part in bar[1:].split("L"))
        assert high - 0.2 <= float(dot.get("cy", "")) <= low + 0.2


def test_colour_comes_from_the_page() -> None:
    chart = calibration_chart(evaluation(), WORDS)
    assert chart is not None
    assert "#" not in chart
    assert {each.get("fill") for each in drawn(evaluation()).iter(f"{SVG}circle")} == {"currentColor"}


def test_the_rows_are_the_groups() -> None:
    rows = calibration_rows(evaluation())
    assert [(row.runs, row.cramps) for row in rows] == [(10, 0), (10, 0), (10, 0), (10, 4)]
    assert [row.expected.kind for row in rows] == ["probability"] * 4
    assert sum(row.expected.median for row in rows) / 4 == pytest.approx(0.25)
    assert WORDS.range(rows[0].observed).startswith("0 % (0 to ")


@pytest.mark.parametrize(("cramps", "chance", "top"), [(0, 0.0, 0.0), (40, 1.0, 1.0), (0, 1e-9, 1e-9), (1, 0.0, 1.0)])
def test_at_the_ends_it_stays_in_its_frame(cramps: int, chance: float, top: float) -> None:
    for dot in drawn(evaluation(cramps, 40, chance, top)).iter(f"{SVG}circle"):
        assert 0.0 <= float(dot.get("cx", "").rstrip("%")) <= 100.0
        assert BETWEEN <= float(dot.get("cy", "")) <= BETWEEN + PLOT


def test_without_an_answered_run_there_is_no_chart() -> None:
    nothing = evaluation(0, 0)
    assert calibration_chart(nothing, WORDS) is None
    assert calibration_rows(nothing) == []


def test_words_of_a_language_are_never_markup() -> None:
    chart = calibration_chart(evaluation(), Words(translate=lambda text: f"<b>{text}</b> & more"))
    assert chart is not None
    assert "<b>" not in chart
