import numpy as np
import pytest

from uncramp.domain.outline import Sport
from uncramp.formats.points import Points
from uncramp.formats.track import breaks, measured, sport_of, track_of

START = np.datetime64("2025-06-01T06:00:00", "us")


def points(
    seconds: list[float],
    latitude: list[float] | None = None,
    *,
    segment: list[int] | None = None,
    lap: list[int] | None = None,
) -> Points:
    """Points on a meridian."""
    count = len(seconds)
    north = np.array([np.nan] * count if latitude is None else latitude)
    return Points(
        time=START + (1e6 * np.array(seconds)).astype("timedelta64[us]"),
        lap=np.array(lap or [0] * count),
        segment=np.array(segment or [0] * count),
        columns={"latitude": north, "longitude": 0 * north, "distance": np.full(count, np.nan)},
        time_zone=None,
        findings=(),
    )


def test_the_distance_grows_along_the_known_positions() -> None:
    found = measured(points([0, 10, 20], [48, np.nan, 48.001]), Sport.RUNNING)
    assert np.allclose(found.columns["distance"], [0, np.nan, 111.2], atol=0.1, equal_nan=True)
    assert [finding.code for finding in found.findings] == ["distance-from-positions"]


def test_no_way_is_counted_over_a_break() -> None:
    found = measured(points([0, 10, 20, 30], [48, 48.001, 48.002, 48.003], segment=[0, 0, 1, 1]), Sport.RUNNING)
    assert found.columns["distance"] == pytest.approx([0, 111.2, 111.2, 222.4], abs=0.1)


def test_way_is_counted_from_lap_to_lap() -> None:
    found = measured(points([0, 10], [48, 48.001], segment=[0, 1], lap=[0, 1]), Sport.RUNNING)
    assert found.columns["distance"][-1] == pytest.approx(111.2, abs=0.1)


def test_no_way_is_counted_over_a_jump_and_it_is_told() -> None:
    found = measured(points([0, 10, 11, 21], [48, 48.001, 49.001, 49.002]), Sport.RUNNING)
    assert found.columns["distance"] == pytest.approx([0, 111.2, 111.2, 222.4], abs=0.1)
    assert [finding.code for finding in found.findings] == ["distance-from-positions", "position-jumps"]


def test_a_way_longer_than_any_is_left_out() -> None:
    found = measured(points([0, 1e5, 2e5, 3e5], [0, 5, 10, 15]), Sport.OTHER)
    assert np.isnan(found.columns["distance"]).tolist() == [False, False, True, True]
    assert "impossible-distance" in [finding.code for finding in found.findings]


def test_points_without_positions_stay_without_distance() -> None:
    found = measured(points([0, 1]), Sport.RUNNING)
    assert np.isnan(found.columns["distance"]).all()
    assert found.findings == ()


def test_streams_begin_at_the_start_and_keep_fractions_of_seconds() -> None:
    track = track_of(points([0.25, 1.5], [48, 48]), START)
    assert track.streams.elapsed_time.tolist() == [0.25, 1.5]
    assert track.start.isoformat() == "2025-06-01T06:00:00+00:00"
    assert track.streams.recorded == ("latitude", "longitude")
    assert track.distance is None


def test_a_distance_of_nothing_is_unknown() -> None:
    still = measured(points([0, 1], [48, 48]), Sport.RUNNING)
    assert track_of(still, START).distance is None


def test_a_break_is_a_pause() -> None:
    track = track_of(points([0, 10, 70, 80], segment=[0, 0, 1, 1]), START)
    assert [(pause.start, pause.end) for pause in track.pauses] == [(10, 70)]


def test_pauses_do_not_overlap_where_times_go_back() -> None:
    track = track_of(points([0, 50, 20, 30, 90], segment=[0, 0, 1, 2, 3]), START)
    assert [(pause.start, pause.end) for pause in track.pauses] == [(50, 90)]


def test_only_a_new_segment_in_the_same_lap_is_a_break() -> None:
    assert breaks(points([0, 1, 2], segment=[0, 1, 2], lap=[0, 0, 1])).tolist() == [True, False]


def test_no_points_are_empty_streams() -> None:
    assert len(track_of(points([]), START).streams) == 0


@pytest.mark.parametrize(
    ("text", "sport", "finer"),
    [
        ("running", Sport.RUNNING, None),
        ("Run", Sport.RUNNING, None),
        ("trail_running", Sport.RUNNING, "trail"),
        ("treadmill running", Sport.RUNNING, "treadmill"),
        ("TrailRun", Sport.RUNNING, "trail"),
        ("Biking", Sport.CYCLING, None),
        ("VirtualRide", Sport.CYCLING, "virtual"),
        ("mountain biking", Sport.CYCLING, "mountain"),
        ("open_water_swimming", Sport.SWIMMING, "open_water"),
        ("walking", Sport.WALKING, None),
        ("Hiking", Sport.HIKING, None),
        ("Transition", Sport.TRANSITION, None),
        ("cross_country_skiing", Sport.OTHER, "cross_country_skiing"),
        ("Other", Sport.OTHER, None),
        ("unknown", Sport.OTHER, None),
        ("horseback_riding", Sport.OTHER, "horseback_riding"),
        ("", Sport.OTHER, None),
        ("Terça-Feira Corrida Matutina", Sport.RUNNING, "terça_feira_matutina"),
    ],
)
def test_a_sport_is_known_by_its_word_and_what_is_left_is_finer(text: str, sport: Sport, finer: str | None) -> None:
    assert sport_of(text) == (sport, finer)
