import pytest

from uncramp.domain.plan import PacePlan, Split
from uncramp.presentation.words import Words
from uncramp.web.pages.plan.shown import rows_of


def test_the_clock_runs_on_from_split_to_split() -> None:
    pace = PacePlan((Split(1000.0, 1000.0, 300.0), Split(2000.0, 1000.0, 290.0), Split(2500.0, 500.0, 145.0)))
    rows = rows_of(pace, Words())
    assert [row.name for row in rows] == ["1", "2", "2.5 km"]
    assert [row.clock for row in rows] == [300.0, 590.0, 735.0]
    assert [row.pace for row in rows] == pytest.approx([300.0, 290.0, 290.0])


def test_no_pace_no_rows() -> None:
    assert rows_of(PacePlan(()), Words()) == []
