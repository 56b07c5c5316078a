from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from exposure.cleaning.outings import Columns, activity, changed, clean_columns, outing, spans, wild_activities
from formats.real_files import CORPUS, need
from strategies import activities
from uncramp.cli.demo.recording import record
from uncramp.cli.demo.training import training
from uncramp.domain.activity import Activity, Finding
from uncramp.domain.outline import Sport
from uncramp.domain.sentence import say
from uncramp.domain.streams import COLUMNS, FloatArray
from uncramp.exposure.cleaning.faults import continuous_distance, find_faults, masked
from uncramp.exposure.cleaning.records import MOST_SPANS
from uncramp.formats.readers import read_activities
from uncramp.physiology.effort import best_effort_times, monotone_track

EVERY = ("elapsed_time", *COLUMNS)


def kilometre(time: FloatArray, distance: FloatArray) -> float:
    """Best effort over 1 km."""
    return float(best_effort_times(*monotone_track(time, distance), np.array([1000.0]))[0])


def cleaned(recorded: Activity) -> tuple[FloatArray, FloatArray]:
    """Time and distance that can be relied on."""
    findings = find_faults(recorded)
    streams = masked(recorded.streams, findings)
    return streams.elapsed_time, continuous_distance(streams, findings)


def real(name: str) -> Activity:
    content = need(CORPUS / "fit" / f"{name}.fit").read_bytes()
    return read_activities(name, content)[0]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("sport", "pace"), [(Sport.RUNNING, 3.0), (Sport.RUNNING, 6.5), (Sport.HIKING, 1.2), (Sport.CYCLING, 20.0)]
)
def test_an_outing_without_a_fault_has_no_finding(sport: Sport, pace: float, seed: int) -> None:
    columns = clean_columns(seed, 20, pace)
    assert find_faults(activity(np.arange(1200.0), columns, sport)) == ()


def test_the_runs_of_the_sample_runner_have_no_finding() -> None:
    sessions = training(date(2030, 6, 1)).sessions[::20]
    recorded = [record(session, 70.0, np.random.default_rng(number)) for number, session in enumerate(sessions)]
    assert len(recorded) > 5
    assert [find_faults(each) for each in recorded] == [()] * len(recorded)


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (changed("heart_rate", (100, 110), 0.0), {("impossible-values", "heart_rate"): ((100, 110),)}),
        (changed("power", (5, 6), np.inf), {("impossible-values", "power"): ((5, 6),)}),
        (changed("speed", (70, 72), 21.0), {("impossible-values", "speed"): ((70, 72),)}),
        (changed("speed", (1000, 1002), 12.0), {("speed-spike", "speed"): ((1000, 1002),)}),
        (changed("altitude", (900, 940), 80.0, by=True), {("altitude-jump", "altitude"): ((900, 940),)}),
        (changed("distance", (700, 701), 5000.0, by=True), {("distance-jump", "distance"): ((700, 701),)}),
        (changed("distance", (3590, 3600), -3000.0, by=True), {("distance-jump", "distance"): ((3590, 3600),)}),
        (changed("heart_rate", (1000, 1400), 163.0), {("stuck-heart-rate", "heart_rate"): ((1000, 1400),)}),
        (changed("power", (0, 1000), 0.0), {("stuck-power", "power"): ((0, 1000),)}),
        (
            changed("latitude", (500, 503), 0.01, by=True),
            {("gps-spike", "latitude"): ((500, 503),), ("gps-spike", "longitude"): ((500, 503),)},
        ),
        (
            changed("latitude", (0, 200), 0.0) | changed("longitude", (0, 200), 0.0),
            {("no-position", "latitude"): ((0, 200),), ("no-position", "longitude"): ((0, 200),)},
        ),
        (
            changed("latitude", (2000, 2100), 48.06) | changed("longitude", (2000, 2100), 11.0),
            {("stuck-position", "latitude"): ((2001, 2100),), ("stuck-position", "longitude"): ((2001, 2100),)},
        ),
    ],
)
def test_a_fault_put_into_a_run_is_found_where_it_is(
    columns: Columns, found: dict[tuple[str, str], tuple[tuple[int, int], ...]]
) -> None:
    assert spans(find_faults(outing(columns))) == found


def test_a_finding_says_what_is_left_out_and_that_the_file_keeps_it() -> None:
    (finding,) = find_faults(outing(changed("heart_rate", (100, 110), 0.0)))
    assert str(finding.sentence) == (
        "Impossible heart rate: below 20 bpm or above 250 bpm. "
        "Left out of every calculation: 10 of 3600 records; the file keeps them."
    )


def test_finding_and_masking_leave_the_recorded_streams_alone() -> None:
    recorded = outing(changed("heart_rate", (100, 110), 0.0))
    streams = masked(recorded.streams, find_faults(recorded))
    assert (recorded.streams.heart_rate[100:110] == 0.0).all()
    assert np.isnan(streams.heart_rate[100:110]).all()


def test_a_speed_for_a_bicycle_is_impossible_on_foot_only() -> None:
    columns = clean_columns(pace=20.0)
    codes = {sport: {each.code for each in find_faults(outing(columns, sport))} for sport in Sport}
    assert codes[Sport.RUNNING] >= {"impossible-values"}
    assert codes[Sport.CYCLING] == codes[Sport.OTHER] == set()


def test_two_faults_of_a_kind_are_one_finding() -> None:
    heart_rate = clean_columns()["heart_rate"].copy()
    heart_rate[[5, 6, 80]] = 0.0
    assert spans(find_faults(outing({"heart_rate": heart_rate}))) == {
        ("impossible-values", "heart_rate"): ((5, 7), (80, 81))
    }


def test_more_spans_than_anybody_reads_are_merged() -> None:
    heart_rate = clean_columns()["heart_rate"].copy()
    heart_rate[::3] = 0.0
    (finding,) = find_faults(outing({"heart_rate": heart_rate}))
    assert len(finding.spans) == MOST_SPANS
    assert not (masked(outing({"heart_rate": heart_rate}).streams, [finding]).heart_rate == 0.0).any()


def test_a_lone_outlier_of_the_distance_costs_no_record_after_it() -> None:
    recorded = outing(changed("distance", (700, 701), 5000.0, by=True))
    streams = recorded.streams
    assert monotone_track(streams.elapsed_time, streams.distance)[0].size < 2400
    assert monotone_track(*cleaned(recorded))[0].size == 3599


def test_across_a_leap_that_stays_no_effort_is_invented_and_none_is_lost() -> None:
    true = outing().streams
    recorded = outing(changed("distance", (2000, 3600), 5000.0, by=True))
    (finding,) = find_faults(recorded)
    assert (finding.code, finding.column, finding.spans) == ("distance-jump", None, ((1999, 2001),))
    best = kilometre(true.elapsed_time, true.distance)
    assert kilometre(true.elapsed_time, recorded.streams.distance) < 2.0
    assert kilometre(*cleaned(recorded)) == pytest.approx(best, rel=0.01)
    assert cleaned(recorded)[1][-1] == pytest.approx(true.distance[-1], abs=5.0)
    assert masked(recorded.streams, [finding]) == recorded.streams


def test_a_distance_that_begins_anew_goes_on_where_it_was() -> None:
    true = clean_columns()["distance"]
    recorded = outing({"distance": np.where(np.arange(true.size) < 2000, true, true - true[2000])})
    assert [each.column for each in find_faults(recorded)] == [None]
    assert cleaned(recorded)[1] == pytest.approx(true, abs=5.0)


def test_of_a_way_that_follows_the_position_out_and_back_nothing_is_counted() -> None:
    columns = clean_columns()
    distance, latitude = columns["distance"].copy(), columns["latitude"].copy()
    latitude[500:510] += 0.01
    distance[500:510] += 1112.0
    distance[510:] += 2224.0
    recorded = outing({"distance": distance, "latitude": latitude})
    found = spans(find_faults(recorded))
    assert found == {
        ("gps-spike", "latitude"): ((500, 510),),
        ("gps-spike", "longitude"): ((500, 510),),
        ("distance-jump", "distance"): ((500, 510),),
        ("distance-jump", None): ((499, 511),),
    }
    assert cleaned(recorded)[1][-1] == pytest.approx(columns["distance"][-1], abs=40.0)


def test_a_leap_of_the_altitude_that_stays_is_told_and_nothing_is_left_out() -> None:
    recorded = outing(changed("altitude", (2000, 3600), 90.0, by=True))
    (finding,) = find_faults(recorded)
    assert (finding.code, finding.column, finding.spans) == ("altitude-jump", None, ((1999, 2001),))
    assert "Leaps: 1. All records were kept" in str(finding.sentence)


def test_a_fault_hidden_behind_another_is_found_too() -> None:
    columns = changed("latitude", (500, 600), 48.013) | changed("longitude", (500, 600), 11.0)
    columns["latitude"][550] = 0.0
    columns["longitude"][550] = 0.0
    found = spans(find_faults(outing(columns)))
    assert found["no-position", "latitude"] == ((550, 551),)
    assert found["stuck-position", "latitude"] == ((501, 550), (551, 600))


def test_a_column_that_the_table_does_not_have_cannot_be_masked() -> None:
    with pytest.raises(KeyError, match="mood"):
        masked(outing().streams, [Finding("odd", say("Odd."), column="mood", spans=((0, 1),))])


def test_a_finding_without_a_column_masks_nothing() -> None:
    streams = outing().streams
    assert masked(streams, [Finding("standing", say("Standing."), spans=((0, 9),))]) == streams


@pytest.mark.parametrize("time", [[], [0.0], [7.0, 7.0], [np.nan, np.inf], [1.0, -np.inf, 3.0]])
def test_next_to_nothing_has_no_finding(time: list[float]) -> None:
    assert find_faults(activity(time)) == ()
    assert find_faults(activity(time, dict.fromkeys(("heart_rate", "distance"), [50.0] * len(time)))) == ()


def check(recorded: Activity) -> None:
    """What holds of any activity whatever."""
    before = {name: recorded.streams[name].copy() for name in EVERY}
    findings = find_faults(recorded)
    streams = masked(recorded.streams, findings)
    assert all(np.array_equal(recorded.streams[name], before[name], equal_nan=True) for name in EVERY)
    assert len(spans(findings)) == len(findings)
    for finding in findings:
        assert 0 < len(finding.spans) <= MOST_SPANS
        assert all(0 <= first < end <= len(streams) for first, end in finding.spans)
        assert all(one[0] < other[0] and one[1] <= other[1] for one, other in pairwise(finding.spans))
    for name in EVERY:
        left_out = np.zeros(len(streams), np.bool_)
        for finding in findings:
            for first, end in finding.spans if finding.column == name else ():
                left_out[first:end] = True
        assert np.isnan(streams[name][left_out]).all()
        assert np.array_equal(streams[name][~left_out], before[name][~left_out], equal_nan=True)
    told = tuple(each for each in findings if each.column is None)
    assert find_faults(replace(recorded, streams=streams)) == told
    assert continuous_distance(streams, findings).shape == streams.distance.shape


@given(activities)
def test_masking_changes_what_was_found_and_nothing_else_and_leaves_nothing_to_find(anything: Activity) -> None:
    check(anything)


@settings(max_examples=200)
@given(wild_activities())
def test_so_it_does_with_any_numbers_in_any_order(anything: Activity) -> None:
    check(anything)


@pytest.mark.parametrize("seed", range(3))
def test_so_it_does_with_noise_in_the_place_of_a_run(seed: int) -> None:
    rng = np.random.default_rng(seed)
    columns = {name: rng.uniform(-100.0, 1000.0, 500) for name in COLUMNS}
    check(activity(rng.permutation(500) * 900.0, columns))


def test_a_real_run_without_a_fault_has_no_finding() -> None:
    assert find_faults(real("elevate__kaiteriteri")) == ()


def test_a_real_watch_without_a_fix_wrote_the_place_0_0_for_seven_seconds() -> None:
    assert spans(find_faults(real("elevate__noroeste")))["no-position", "latitude"] == ((44, 51),)


def test_a_real_barometer_found_its_height_after_five_records() -> None:
    recorded = real("elevate__mini-enduro")
    assert spans(find_faults(recorded)) == {("altitude-jump", "altitude"): ((0, 5),)}
    assert recorded.streams.altitude[[4, 5]] == pytest.approx([308.4, 165.0])


def test_a_real_clock_was_set_after_seventeen_records() -> None:
    recorded = real("fit-rs__2016-02-08-23-38-56")
    assert spans(find_faults(recorded)) == {("clock-jump", "elapsed_time"): ((0, 17),)}
    assert recorded.streams.elapsed_time[[16, 17]] == pytest.approx([113.0, 2_199_406.0])


def test_a_real_runner_stood_for_seven_minutes_in_84_kilometres() -> None:
    recorded = real("fit-benchmarks__large")
    (finding,) = find_faults(recorded)
    ((first, end),) = finding.spans
    assert finding.code == "standing"
    assert np.ptp(recorded.streams.distance[first:end]) < 1.0
    assert recorded.streams.elapsed_time[end - 1] - recorded.streams.elapsed_time[first] == pytest.approx(434.0)


def test_in_no_real_run_is_the_heart_rate_taken_for_steps() -> None:
    folder = need(CORPUS / "fit")
    runs = [
        recorded
        for path in sorted(Path(folder).glob("*run*.fit"))
        for recorded in read_activities(path.name, path.read_bytes())
        if {"heart_rate", "cadence"} <= set(recorded.streams.recorded)
    ]
    assert len(runs) >= 5
    assert not {finding.code for run in runs for finding in find_faults(run)} & {"cadence-locked-heart-rate"}
