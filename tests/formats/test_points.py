from io import BytesIO

import numpy as np
import pytest

from formats.xml_files import GPX_11, clock, gpx_file, trkpt, trkseg
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Sport
from uncramp.formats import points as module
from uncramp.formats.cells import MISSING
from uncramp.formats.points import Collector, Grid, Points, bounded, possible_times
from uncramp.formats.xml import Layout, XmlFile

LAYOUT = Layout(containers=frozenset({"gpx", "trkseg"}), holders=frozenset({"trkseg"}))
GRID = Grid(
    point="trkpt",
    attributes={"lat": "latitude"},
    elements={"time": "time", "hr": "heart_rate", "heartrate": "heart_rate", "speed": "speed"},
)


def rows(*inner: str) -> list[list[object]]:
    return rows_of(gpx_file(*inner))


def rows_of(content: bytes) -> list[list[object]]:
    found: list[list[object]] = []
    for step in XmlFile("a.gpx", BytesIO(content), LAYOUT).steps():
        if step.kind == "part":
            found += [[None if cell is MISSING else cell for cell in row] for row in GRID.rows(step)]
    return found


def collected(*segments: str, sport: Sport = Sport.RUNNING) -> Points:
    collector = Collector("a.gpx", GRID)
    segment = 0
    for step in XmlFile("a.gpx", BytesIO(gpx_file(*segments)), LAYOUT).steps():
        segment += step.kind == "end"
        if step.kind == "part":
            collector.add(step, lap=0, segment=segment)
    return collector.points(sport)


def codes(points: Points) -> list[str]:
    return [finding.code for finding in points.findings]


def test_a_point_is_a_row_of_texts_however_deep_they_are() -> None:
    inner = '<extensions><q:a xmlns:q="u"><q:hr>140</q:hr></q:a></extensions>'
    assert rows(trkseg(trkpt(0, inner=inner), trkpt(1))) == [
        ["48", clock(0), "140", None],
        ["48", clock(1), None, None],
    ]


def test_two_names_of_one_column_fill_it_and_an_empty_element_is_an_empty_text() -> None:
    found = rows(trkseg(trkpt(None, inner="<heartrate>1</heartrate>"), trkpt(None, inner="<hr/>")))
    assert [row[2] for row in found] == ["1", ""]


@pytest.mark.parametrize("strange", ["<hr>9</hr>", "<extensions><hr>9</hr></extensions>", "<?note?>", "<trk/>"])
def test_what_stands_beside_the_points_is_no_part_of_them(strange: str) -> None:
    inner = "<hr>1</hr>"
    expected = [["48", None, "1", None], ["48", None, None, None]]
    first, last = trkpt(None, inner=inner), trkpt(None)
    assert rows(trkseg(strange, first, last)) == expected
    assert rows(trkseg(first, strange, last)) == expected
    assert rows(trkseg(first, last, strange)) == expected


def test_a_prefix_that_nobody_declared_does_no_harm() -> None:
    assert [row[2] for row in rows(trkseg(trkpt(None, inner="<q:hr>1</q:hr>"), trkpt(None, inner="<hr>2</hr>")))] == [
        "1",
        "2",
    ]


def test_another_prefix_or_namespace_changes_nothing() -> None:
    text = trkpt(0).replace("<", "<g:").replace("<g:/", "</g:")
    file = f'<g:gpx xmlns:g="{GPX_11}"><g:trkseg>{text}</g:trkseg></g:gpx>'.encode()
    assert rows_of(file) == [["48", clock(0), None, None]]


def test_points_are_in_the_order_of_the_file_with_their_segments() -> None:
    found = collected(trkseg(trkpt(0), trkpt(1)), trkseg(trkpt(9)))
    assert found.time.tolist() == [np.datetime64(clock(second)[:-1], "us").item() for second in (0, 1, 9)]
    assert found.segment.tolist() == [0, 0, 1]
    assert found.findings == ()


def test_texts_become_numbers_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    segments = [trkseg(*(trkpt(10 * part + index, inner="<hr>99</hr>") for index in range(5))) for part in range(4)]
    whole = collected(*segments)
    monkeypatch.setattr(module, "MOST_TEXTS", 7)
    assert collected(*segments).time.tolist() == whole.time.tolist()
    assert collected(*segments).columns["heart_rate"].tolist() == [99] * 20


def test_points_without_a_time_are_left_out_and_told() -> None:
    found = collected(trkseg(trkpt(0), trkpt(None), trkpt(None), trkpt(3)))
    assert found.time.size == found.columns["latitude"].size == 2
    assert [str(finding.sentence) for finding in found.findings] == ["2 records have no time and were left out."]


@pytest.mark.parametrize(
    "time", ["2025-02-30T10:00:00Z", "1979-12-31T00:00:00Z", "9999-12-31T23:59:59Z", "2024-01-01T00:00:00Z", "", "?"]
)
def test_a_time_that_cannot_be_is_told_and_its_point_left_out(time: str) -> None:
    wrong = f'<trkpt lat="48"><time>{time}</time></trkpt>'
    found = collected(trkseg(wrong, *(trkpt(second) for second in range(3))))
    assert found.time.size == 3
    assert codes(found) == ["records-without-time", "impossible-time"]


def test_times_that_go_back_or_stay_are_told_and_kept() -> None:
    found = collected(trkseg(trkpt(5), trkpt(3), trkpt(3), trkpt(4)))
    assert found.time.size == 4
    assert codes(found) == ["records-out-of-order", "records-at-one-time"]


def test_times_without_zone_are_told() -> None:
    found = collected(trkseg(trkpt(0).replace("Z", ""), trkpt(1)))
    assert codes(found) == ["time-without-zone"]


def test_the_zone_of_the_times_is_kept() -> None:
    assert collected(trkseg(trkpt(0).replace("Z", "+02:00"))).time_zone == "+02:00"


@pytest.mark.parametrize("value", ["300", "-1", "NaN", "inf", "1e999", "", "12O", "14,0"])
def test_a_value_that_cannot_be_is_left_out_of_its_column_alone(value: str) -> None:
    found = collected(trkseg(trkpt(0, inner=f"<hr>{value}</hr>"), trkpt(1, inner="<hr>140</hr>"), trkpt(2)))
    assert np.array_equal(found.columns["heart_rate"], [np.nan, 140, np.nan], equal_nan=True)
    assert found.columns["latitude"].tolist() == [48] * 3
    (finding,) = found.findings
    assert (finding.code, finding.column) == ("impossible-heart-rate", "heart_rate")
    assert str(finding.sentence) == "1 values of heart rate cannot be true and were left out."


def test_a_speed_that_no_runner_has_may_be_a_riders() -> None:
    speeds = np.array([14.0, 19.0, 101.0])
    assert np.isnan(bounded("speed", speeds, Sport.RUNNING)[0]).tolist() == [False, True, True]
    assert np.isnan(bounded("speed", speeds, Sport.CYCLING)[0]).tolist() == [False, False, True]


def test_times_far_from_the_others_are_none() -> None:
    time = np.array(["2025-06-01", "2025-06-02", "2025-06-05", "2025-06-20"], "datetime64[us]")
    assert np.isnat(possible_times(time)).tolist() == [False, False, False, True]
    assert np.isnat(possible_times(time[:0])).size == 0


def test_more_points_than_any_outing_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_POINTS", 2)
    with pytest.raises(UnreadableFileError, match="more than 2 points"):
        collected(trkseg(*(trkpt(second) for second in range(3))))


def test_more_activities_than_anybody_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ACTIVITIES", 0)
    with pytest.raises(UnreadableFileError, match="more than 0 activities"):
        collected(trkseg(trkpt(0)))


def test_many_strange_names_are_not_all_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_NAMES", 1)
    found = rows(trkseg(*(trkpt(None, inner=f"<x{index}/><q:hr>{index}</q:hr>") for index in range(3))))
    assert [row[2] for row in found] == ["0", "1", "2"]
