import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given

from strategies import streams as any_streams
from uncramp.domain.plan import PacePlan, Split
from uncramp.domain.quantities import Range
from uncramp.domain.streams import Streams
from uncramp.domain.units import IMPERIAL, METRES_PER_MILE
from uncramp.presentation.charts import pace_chart, profile_of, risk_chart, streams_chart
from uncramp.presentation.plotting import PLOT, WIDTH
from uncramp.presentation.words import Words
from uncramp.risk.forecast import Band, Forecast

WORDS = Words()
SVG = "{http://www.w3.org/2000/svg}"
TIME = np.arange(0.0, 3001.0)
RUN = Streams.of(
    TIME,
    distance=TIME * 4.0,
    speed=np.full(TIME.size, 4.0),
    heart_rate=np.where((TIME > 1000.0) & (TIME < 1500.0), np.nan, 150.0),
    altitude=TIME / 100.0,
)
FORECAST = Forecast(
    probability=Range("probability", 0.1, 0.2, 0.4),
    band=Band.USUAL,
    distance=np.array([5000.0, 10_000.0]),
    cumulative=np.array([[0.0, 0.1], [0.1, 0.2], [0.2, 0.4]]),
    per_kilometre=np.array([[0.0, 0.1], [0.1, 0.1], [0.2, 0.2]]),
    place=Range("distance", 4000.0, 7000.0, 9000.0),
    unknown=(),
    extrapolated=False,
)


def drawn(chart: str | None) -> ET.Element:
    assert chart is not None
    return ET.fromstring(chart)  # noqa: S314  # our own drawing


def texts(chart: ET.Element, kind: str) -> list[str]:
    return [each.text or "" for each in chart.iter(f"{SVG}text") if each.get("class") == kind]


def paths(chart: ET.Element, kind: str) -> list[str]:
    return [each.get("d", "") for each in chart.iter(f"{SVG}path") if each.get("class") == kind]


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([-\d.]+),([-\d.]+)", path)]


def test_a_chart_is_a_picture_with_a_name_and_a_description() -> None:
    for chart in (drawn(risk_chart(FORECAST, WORDS)), drawn(streams_chart(RUN, WORDS))):
        assert chart.get("role") == "img"
        title, description = chart.findtext(f"{SVG}title"), chart.findtext(f"{SVG}desc")
        assert title
        assert description


def test_the_risk_grows_from_the_corner_to_its_interval() -> None:
    chart = drawn(risk_chart(FORECAST, WORDS))
    (line,), (band,) = paths(chart, "line"), paths(chart, "band")
    assert points(line) == [(0.0, PLOT), (WIDTH / 2, PLOT * 0.75), (WIDTH, PLOT * 0.5)]  # 10 and 20 of 40 %
    assert {y for x, y in points(band) if x == WIDTH} == {0.0, PLOT * 0.75}  # 40 and 10 %
    assert texts(chart, "note") == ["40 %", "20 %", "10 %"]
    assert texts(chart, "up") == ["0 %", "20 %", "40 %"]
    assert "20 % (10 to 40 %) at 10 km" in (chart.findtext(f"{SVG}desc") or "")


def test_labels_never_lie_on_each_other() -> None:
    close = np.array([[0.0, 0.1999], [0.0, 0.2], [0.0, 0.2001]])
    chart = drawn(risk_chart(replace(FORECAST, cumulative=close), WORDS))
    heights = [float(each.get("y", "")) for each in chart.iter(f"{SVG}text") if each.get("class") == "note"]
    assert np.diff(heights).min() >= 12.0


def test_a_risk_of_nothing_is_still_a_chart() -> None:
    chart = drawn(risk_chart(replace(FORECAST, cumulative=np.zeros((3, 2))), WORDS))
    assert texts(chart, "note") == ["< 0.1 %"] * 3


def test_distance_is_in_the_readers_unit_with_round_labels() -> None:
    assert texts(drawn(risk_chart(FORECAST, WORDS)), "across")[-1] == "10 km"
    chart = drawn(risk_chart(FORECAST, Words(IMPERIAL)))
    assert texts(chart, "across") == ["0", "2", "4", "6 mi"]
    last = [each for each in chart.iter(f"{SVG}text") if each.get("class") == "across"][-1]
    assert last.get("x") == f"{6 * METRES_PER_MILE / 100.0:.2f}%"


def test_every_split_is_a_step_as_wide_as_it_is_long() -> None:
    chart = drawn(pace_chart(PacePlan((Split(1000.0, 1000.0, 320.0), Split(1500.0, 500.0, 150.0))), WORDS))
    (line,) = paths(chart, "line")
    (start, slow), (first, same), (second, fast), (end, _) = points(line)
    assert (start, first, second, end) == (0.0, 666.7, 666.7, 1000.0)
    assert slow == same
    assert slow > fast  # faster is higher
    assert "mean, 5:13 /km" in texts(chart, "name")[0]  # 7:50 over 1.5 km
    assert (chart.findtext(f"{SVG}desc") or "").startswith("From 5:20 /km to 5:00 /km.")


def test_a_plan_without_splits_has_no_chart() -> None:
    assert pace_chart(PacePlan(()), WORDS) is None


def test_pace_heart_rate_and_altitude_lie_one_above_the_other() -> None:
    chart = drawn(streams_chart(RUN, WORDS))
    assert texts(chart, "name") == ["Pace per km", "Heart rate, bpm", "Altitude, m"]
    assert len(paths(chart, "line")) == 3
    assert texts(drawn(streams_chart(RUN, Words(IMPERIAL))), "name") == [
        "Pace per mi",
        "Heart rate, bpm",
        "Altitude, ft",
    ]


def test_a_cramp_is_a_line_with_a_word_where_it_began() -> None:
    chart = drawn(streams_chart(RUN, WORDS, [9000.0]))  # of 12 km
    (mark,) = [each for each in chart.iter(f"{SVG}line") if each.get("class") == "mark"]
    assert mark.get("x1") == mark.get("x2") == "75.00%"
    assert texts(chart, "across marked") == ["cramp"]


def test_what_was_not_recorded_is_a_gap() -> None:
    pace, heart_rate, _ = paths(drawn(streams_chart(RUN, WORDS)), "line")
    assert pace.count("M") == 1
    before, after = heart_rate.split("M")[1:]
    assert points(f"M{before}")[-1][0] == pytest.approx(WIDTH / 3, abs=4.0)  # from a third of the way
    assert points(f"M{after}")[0][0] == pytest.approx(WIDTH / 2, abs=4.0)  # to its middle


def test_a_way_without_records_is_a_gap_and_sparse_records_are_not() -> None:
    sparse = np.arange(0.0, 12_001.0, 100.0)
    profile = profile_of(Streams.of(sparse / 4.0, distance=sparse, heart_rate=np.full(sparse.size, 150.0)))
    assert profile is not None
    assert not np.isnan(profile.heart_rate).any()
    tunnel = sparse[(sparse < 4000.0) | (sparse > 6000.0)]
    profile = profile_of(Streams.of(tunnel / 4.0, distance=tunnel, heart_rate=np.full(tunnel.size, 150.0)))
    assert profile is not None
    (gap,) = np.flatnonzero(np.isnan(profile.heart_rate))
    assert profile.way[gap - 1] == pytest.approx(3900.0, abs=40.0)
    assert profile.way[gap + 1] == pytest.approx(6100.0, abs=40.0)


def test_without_a_speed_from_the_watch_it_is_way_by_time() -> None:
    profile = profile_of(Streams.of(TIME, distance=TIME * 4.0))
    assert profile is not None
    assert profile.speed == pytest.approx(np.full(profile.speed.size, 4.0))


def test_means_over_a_way_are_those_of_its_records() -> None:
    profile = profile_of(
        Streams.of([0.0, 1.0, 2.0, 3.0], distance=[0.0, 4.0, 6.0, 10.0], heart_rate=[100, 120, 140, 160]), 2
    )
    assert profile is not None
    assert profile.heart_rate.tolist() == [110.0, 150.0]
    assert profile.way.tolist() == [2.5, 7.5]


def test_standing_still_lies_at_the_foot_and_sea_level_is_an_altitude() -> None:
    still = Streams.of(TIME, distance=TIME * 4.0, speed=np.where(TIME < 300.0, 0.0, 4.0), altitude=np.zeros(TIME.size))
    chart = drawn(streams_chart(still, WORDS))
    assert texts(chart, "name") == ["Pace per km", "Altitude, m"]
    heights = [y for _, y in points(paths(chart, "line")[0])]
    assert max(heights) == heights[0] == 84.0


def test_paces_are_round_and_legible_from_fast_to_slow() -> None:
    speed = np.where(TIME < 2000.0, 1000.0 / 265.0, 1000.0 / 560.0)
    chart = drawn(streams_chart(Streams.of(TIME, distance=np.cumsum(speed), speed=speed), WORDS))
    assert texts(chart, "up") == ["5:00", "6:00", "7:00"]


def test_an_even_pace_is_a_flat_line_in_the_middle() -> None:
    heights = {y for _, y in points(paths(drawn(streams_chart(RUN, WORDS)), "line")[0])}
    assert heights.pop() == pytest.approx(42.0, abs=2.0)
    assert not heights


def test_nothing_over_a_distance_is_no_chart() -> None:
    assert streams_chart(Streams.of(TIME, heart_rate=np.full(TIME.size, 150.0)), WORDS) is None
    assert streams_chart(Streams.of([]), WORDS) is None
    assert streams_chart(Streams.of([0.0], distance=[5.0]), WORDS) is None
    assert streams_chart(Streams.of([7.0, 7.0], distance=[0.0, 5.0]), WORDS) is None  # a way in no time


@given(any_streams(max_size=12))
def test_whatever_was_recorded_the_drawing_stays_in_its_frame(streams: Streams) -> None:
    chart = streams_chart(streams, WORDS)
    if chart is None:
        return
    assert "nan" not in chart
    assert "inf" not in chart
    for path in (*paths(drawn(chart), "line"), *paths(drawn(chart), "ground")):
        assert all(-0.1 <= x <= WIDTH + 0.1 and -0.1 <= y <= 84.1 for x, y in points(path))


def test_words_of_a_language_are_never_markup() -> None:
    chart = risk_chart(FORECAST, Words(translate=lambda text: f"<b>{text}</b> & more"))
    assert "<b>" not in chart
    assert "&lt;b&gt;" in chart
