from math import exp, log
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from presentation.tried import reported
from uncramp.domain.experiment import Question
from uncramp.presentation.experiment_chart import SHOWN, posterior_chart, posterior_rows
from uncramp.presentation.words import Words

SVG = "{http://www.w3.org/2000/svg}"


def test_the_chart_is_sound_and_described() -> None:
    drawn = ET.fromstring(posterior_chart(reported(), Words()))  # noqa: S314  # made by our own page
    assert drawn.get("role") == "img"
    assert [each.tag for each in drawn][:2] == [f"{SVG}title", f"{SVG}desc"]
    described = drawn.findtext(f"{SVG}desc") or ""
    assert "holds 8 times in 10" in described
    assert {each.text for each in drawn.iter(f"{SVG}text")} >= {"0.25", "0.5", "1", "2", "4"}


def test_the_shaded_part_lies_within_the_range() -> None:
    report = reported()
    drawn = ET.fromstring(posterior_chart(report, Words()))  # noqa: S314  # as above
    (band,) = (each.get("d") or "" for each in drawn.iter(f"{SVG}path") if each.get("class") == "band")
    across = [float(point.partition(",")[0]) for point in band.replace("L", "M").strip("MZ").split("M")]
    left, right = (exp(log(0.2) + x / 1000 * log(25)) for x in (min(across), max(across)))
    assert report.ratio.low <= left < right <= report.ratio.high
    assert right / left == pytest.approx(report.ratio.high / report.ratio.low, rel=0.05)


@pytest.mark.parametrize("question", Question)
def test_the_table_holds_all_of_the_belief(question: Question) -> None:
    report = reported(question)
    rows = posterior_rows(report)
    assert len(rows) == len(SHOWN) + 1
    assert sum(row.chance for row in rows) == pytest.approx(1.0)
    below = [row.chance for row in rows][:3]  # up to 0.8, the border of what matters
    assert sum(below) == pytest.approx(report.chances.lower, abs=0.01)
    assert str(rows[0].name) == "below 0.25 times"
    assert str(rows[-1].name) == "above 4 times"
    assert np.all(np.array([row.chance for row in rows]) >= 0.0)
