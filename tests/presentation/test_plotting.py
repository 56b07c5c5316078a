from math import nan
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.units import IMPERIAL, METRES_PER_MILE
from uncramp.presentation.plotting import (
    BETWEEN,
    LABEL,
    PLOT,
    Axis,
    Plot,
    area,
    chart,
    distance_axis,
    line,
    marks,
    multiples,
    round_ticks,
)
from uncramp.presentation.words import Words

SVG = "{http://www.w3.org/2000/svg}"
ACROSS = Axis(0.0, 10.0, ((0.0, "start"), (5.0, "half <way>")))


def drawn(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  # our own drawing


def texts(picture: ET.Element, kind: str) -> list[ET.Element]:
    return [each for each in picture.iter(f"{SVG}text") if each.get("class") == kind]


def test_an_axis_places_values_between_its_ends() -> None:
    assert Axis(10.0, 30.0).share(np.array([10.0, 15.0, 30.0, 40.0])).tolist() == [0.0, 0.25, 1.0, 1.5]
    assert Axis(-1.0, 1.0).share(np.array(0.0)) == 0.5


def test_a_line_goes_up_where_numbers_grow_and_breaks_where_nothing_is_known() -> None:
    way = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
    path = line(way, np.array([0.0, 0.5, nan, 1.0, 0.75]), 100.0)
    assert path == "M0.0,100.0h0L250.0,50.0M750.0,0.0h0L1000.0,25.0"
    assert line(way, np.full(5, nan), 100.0) == ""


def test_a_lone_point_is_a_dot() -> None:
    assert line(np.array([0.5]), np.array([0.5]), 100.0) == "M500.0,50.0h0"


def test_an_area_is_closed_and_in_pieces_where_either_edge_is_not_known() -> None:
    way = np.array([0.0, 0.5, 1.0])
    assert (
        area(way, np.zeros(3), np.ones(3), 10.0) == "M0.0,0.0h0L500.0,0.0L1000.0,0.0L1000.0,10.0L500.0,10.0L0.0,10.0Z"
    )
    for low, high in (((0.0, nan, 0.0), (1.0, 1.0, 1.0)), ((0.0, 0.0, 0.0), (1.0, nan, 1.0))):
        assert area(way, np.array(low), np.array(high), 10.0).count("Z") == 2
    assert area(way, np.full(3, nan), np.ones(3), 10.0) == ""


def test_plots_lie_one_above_the_other_and_the_axis_across_lies_below_the_last() -> None:
    plots = [Plot("one", 50.0, Axis(0.0, 1.0, ((1.0, "top"),)), ""), Plot("two", PLOT, Axis(0.0, 1.0), "")]
    picture = drawn(chart(plots, ACROSS, "Title", "Described"))
    foot = BETWEEN + 50.0 + BETWEEN + PLOT
    assert [float(each.get("y", "")) for each in texts(picture, "name")] == [BETWEEN - 10.0, BETWEEN + 50.0 + 24.0]
    assert [(each.get("x"), each.get("y")) for each in texts(picture, "across")] == [
        ("0.00%", f"{foot + 18.0:.0f}"),
        ("50.00%", f"{foot + 18.0:.0f}"),
    ]
    assert float(picture.get("height", "")) == foot + 2.0 * LABEL
    (top,) = texts(picture, "up")
    assert float(top.get("y", "")) == BETWEEN + 4.0


def test_a_chart_has_a_name_and_a_description_and_no_word_is_markup() -> None:
    picture = drawn(chart([Plot("a < b", PLOT, Axis(0.0, 1.0), "")], ACROSS, "x < y", "y & z", "<g/>"))
    assert picture.get("role") == "img"
    assert (picture.findtext(f"{SVG}title"), picture.findtext(f"{SVG}desc")) == ("x < y", "y & z")
    assert [each.text for each in texts(picture, "across")] == ["start", "half <way>"]
    assert list(picture)[-1].tag == f"{SVG}g"


def test_notes_stand_at_their_height_and_move_down_where_they_would_lie_on_each_other() -> None:
    plot = Plot("", 100.0, Axis(0.0, 1.0), "", ((1.0, "high"), (0.99, "near"), (0.0, "low")))
    heights = [float(each.get("y", "")) for each in texts(drawn(chart([plot], ACROSS, "t", "d")), "note")]
    assert heights == [BETWEEN + 4.0, BETWEEN + LABEL + 4.0, BETWEEN + 100.0 + 4.0]


def test_a_mark_is_a_line_from_top_to_bottom_with_its_word() -> None:
    picture = drawn(f'<svg xmlns="{SVG[1:-1]}">{marks(Axis(0.0, 10.0, ((2.5, "cramp"),)), 200.0)}</svg>')
    mark, word = list(picture)
    assert (mark.get("x1"), mark.get("x2"), mark.get("y2"), word.get("x")) == ("25.00%", "25.00%", "200", "25.00%")
    assert float(mark.get("y1", "")) < float(mark.get("y2", ""))
    assert word.text == "cramp"


def test_a_distance_is_labelled_in_the_readers_unit_which_stands_at_the_last_label() -> None:
    assert distance_axis(42_195.0, Words()) == Axis(
        0.0, 42_195.0, ((0.0, "0"), (10_000.0, "10"), (20_000.0, "20"), (30_000.0, "30"), (40_000.0, "40 km"))
    )
    miles = distance_axis(10_000.0, Words(IMPERIAL))
    assert miles.ticks[-1] == (6.0 * METRES_PER_MILE, "6 mi")
    assert miles.high == 10_000.0


def test_multiples_include_both_ends() -> None:
    assert multiples(0.1, 0.1, 0.3) == pytest.approx([0.1, 0.2, 0.3])
    assert multiples(5.0, -7.0, 6.0) == [-5.0, 0.0, 5.0]
    assert multiples(10.0, 1.0, 9.0) == []


@given(st.floats(-1000, 1000), st.floats(0.001, 5000), st.integers(2, 8))
def test_ticks_are_round_inside_and_not_too_many(low: float, size: float, most: int) -> None:
    ticks = round_ticks(low, low + size, most)
    assert len(ticks) <= most
    assert all(low - 1e-6 <= tick <= low + size + 1e-6 for tick in ticks)
    steps = {f"{step:.6g}" for step in np.diff(ticks)}
    assert len(steps) <= 1
    assert all(
        step.replace(".", "").strip("0").partition("e")[0].rstrip("0") in {"1", "2", "25", "5"} for step in steps
    )


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(0, 42.195, [0, 10, 20, 30, 40]), (97, 168, [100, 120, 140, 160]), (0, 0.44, [0, 0.1, 0.2, 0.3, 0.4])],
)
def test_ticks_that_anybody_would_choose(low: float, high: float, ticks: list[float]) -> None:
    assert round_ticks(low, high) == pytest.approx(ticks)
