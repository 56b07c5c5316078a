from dataclasses import dataclass, replace
from math import inf, isnan, log, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.quantities import Range
from uncramp.physiology.prediction import (
    marathon_time_Smyth_2020,
    marathon_time_Vickers_2016,
    marathon_time_Vickers_2016_two_races,
)
from uncramp.physiology.race_time import KnownEffort, RacePrediction, is_superhuman, race_time_prediction

HALF, MARATHON, WEEK = 21097.5, 42195.0, 50_000.0
Z80 = 1.2815515655446004
anything = st.floats(allow_nan=True, allow_infinity=True) | st.sampled_from([0.0, 5000.0, HALF, MARATHON, 1500.0, 30.0])
any_effort = st.builds(KnownEffort, anything, anything, anything, st.booleans())
any_range = st.none() | st.builds(lambda v, w: Range("speed", v - w, v, v + w), anything, anything)


@dataclass(frozen=True)
class Fastest:
    """Rough records, with a margin of 1 %."""

    distance: tuple[float, ...] = (1500.0, 5000.0, HALF, MARATHON, 100_000.0)
    time: tuple[float, ...] = (206.0, 755.0, 3402.0, 7235.0, 21_935.0)
    margin: float = 0.99


def race(distance: float, duration: float, age: float = 0.0) -> KnownEffort:
    return KnownEffort(distance, duration, age, is_maximal=True)


def training(distance: float, duration: float, age: float = 0.0) -> KnownEffort:
    return KnownEffort(distance, duration, age, is_maximal=False)


def expect(
    distance: float, *efforts: KnownEffort, week: float = WEEK, critical_speed: Range | None = None
) -> RacePrediction:
    return race_time_prediction(
        distance, efforts, weekly_distance=week, fastest=Fastest(), critical_speed=critical_speed
    )


def width(prediction: RacePrediction) -> float:
    return log(prediction.time.high / prediction.time.low) / (2 * Z80)


@given(anything, st.lists(any_effort, max_size=4), anything, any_range)
def test_no_numbers_whatever_give_a_time_without_order_or_none_without_a_reason(
    distance: float, efforts: list[KnownEffort], week: float, critical_speed: Range | None
) -> None:
    found = expect(distance, *efforts, week=week, critical_speed=critical_speed)
    assert isnan(found.time.median) == (found.reason is not None)
    if found.reason is None:
        assert 200 < found.time.low <= found.time.median <= found.time.high < inf


@given(st.floats(16 * 60, 40 * 60), st.floats(1500, HALF))
def test_one_race_is_projected_by_the_exponent_of_the_survey(five: float, distance: float) -> None:
    found = expect(distance, race(5000, five))
    assert found.time.median == pytest.approx(five * (distance / 5000) ** 1.07, rel=0.006)


@pytest.mark.parametrize("known", [5000.0, 10_000.0, HALF])
def test_one_race_and_the_training_make_the_marathon_of_the_survey(known: float) -> None:
    time = 6000 * (known / HALF) ** 1.07
    found = expect(MARATHON, race(known, time))
    assert found.time.median == pytest.approx(float(marathon_time_Vickers_2016(known, time, WEEK)), rel=0.006)
    assert found.rests_on == race(known, time)
    assert found.efforts == 1


def test_the_interval_is_that_of_the_day_the_race_and_the_endurance() -> None:
    same, farther = expect(10_000, race(10_000, 2500)), expect(10_000, race(5000, 1200))
    assert width(same) == pytest.approx(sqrt(2) * 0.035, rel=0.12)
    assert width(farther) == pytest.approx(sqrt(2 * 0.035**2 + (0.03 * log(2)) ** 2), rel=0.12)


def test_the_farther_away_the_wider_the_interval() -> None:
    widths = [width(expect(MARATHON, race(way, 6000 * (way / HALF) ** 1.07))) for way in (HALF, 15_000, 10_000, 5000)]
    assert widths == sorted(widths)
    assert widths[-1] > widths[0] * 1.25


def test_the_older_the_race_the_wider_the_interval() -> None:
    widths = [width(expect(10_000, race(10_000, 2500, age))) for age in (0, 28, 112, 448)]
    assert widths == sorted(widths)
    assert widths[2] == pytest.approx(sqrt(2 * 0.035**2 + 0.03**2), rel=0.12)


def test_a_run_that_need_not_have_been_maximal_leaves_room_to_be_faster() -> None:
    raced, run = expect(10_000, race(10_000, 2500)), expect(10_000, training(10_000, 2500))
    assert run.time.median < raced.time.median * 0.98
    assert raced.time.low - run.time.low > 3 * abs(run.time.high - raced.time.high)
    assert run.rests_on == training(10_000, 2500)


def test_two_races_tell_more_than_one_and_lie_between() -> None:
    both = expect(10_000, race(10_000, 2500, 1), race(10_000, 2600, 2))
    alone = expect(10_000, race(10_000, 2500, 1))
    assert 2500 < both.time.median < 2600
    assert width(both) < width(alone)
    assert both.efforts == 2
    assert both.rests_on == race(10_000, 2500, 1)


def test_a_recent_race_counts_more_than_an_old_one() -> None:
    found = expect(10_000, race(10_000, 2500, 1), race(10_000, 2650, 400))
    assert abs(found.time.median - 2500) < abs(found.time.median - 2650)


def test_one_race_that_went_wrong_does_not_undo_two_that_went_well() -> None:
    found = expect(10_000, race(10_000, 2500, 1), race(10_000, 2520, 2), race(10_000, 3500, 3))
    assert found.time.median < 2600


@given(
    st.permutations([race(5000, 1200, 3), race(HALF, 5600, 30), training(10_000, 2480, 9), training(15_000, 4400, 2)])
)
def test_the_order_of_the_efforts_does_not_matter(efforts: list[KnownEffort]) -> None:
    one, other = expect(MARATHON, *efforts), expect(MARATHON, *reversed(efforts))
    assert one.time.median == pytest.approx(other.time.median)
    assert one.efforts == other.efforts


def test_a_run_that_another_beats_says_nothing() -> None:
    best = training(10_000, 2500, 1)
    beaten = [training(10_000, 2600, 2), training(8000, 2500, 3), training(10_000, 2500, 4)]
    assert expect(10_000, best, *beaten) == expect(10_000, best)
    assert expect(10_000, best, training(12_000, 3100, 5)).efforts == 2
    assert expect(10_000, best, training(8000, 1900, 5)).efforts == 2


def test_a_part_of_one_run_is_beaten_by_a_part_of_another() -> None:
    long = [training(5000, 1230, 3), training(10_000, 2500, 3)]
    assert expect(10_000, *long, training(5000, 1240, 9)) == expect(10_000, *long)
    assert expect(10_000, *long, training(5000, 1220, 9)).efforts == 2
    assert expect(10_000, *long, race(5000, 1240, 9)).efforts == 2
    assert expect(10_000, *long, training(5000, 1230, 4)) == expect(10_000, *long)
    assert expect(10_000, *long, training(5000, 1230, 2)).efforts == 2
    assert expect(10_000, long[0], training(5000, 1230, 2)) == expect(10_000, training(5000, 1230, 2))


def test_what_tells_nothing_beats_nothing() -> None:
    slow, watch = training(MARATHON, 32_400, 1), training(HALF, 1000, 1)
    assert expect(30_000, slow, training(30_000, 33_000, 2)) == expect(30_000, training(30_000, 33_000, 2))
    assert expect(10_000, watch, training(10_000, 2500, 2)) == expect(10_000, training(10_000, 2500, 2))


def test_the_parts_of_one_run_count_once() -> None:
    parts = [training(5000, 1200, 7.5), training(10_000, 2450, 7.5), training(15_000, 3900, 7.5)]
    found = expect(10_000, *parts)
    assert found == expect(10_000, parts[1])
    assert expect(10_000, *parts, race(15_000, 3950, 7.5)) == expect(10_000, race(15_000, 3950, 7.5))


def test_without_known_training_the_marathon_is_that_of_the_usual_runner_and_less_sure() -> None:
    unknown, usual = expect(MARATHON, race(HALF, 6000), week=nan), expect(MARATHON, race(HALF, 6000), week=67_100)
    assert unknown.time.median == pytest.approx(usual.time.median, rel=0.002)
    assert width(unknown) ** 2 == pytest.approx(width(usual) ** 2 + 0.035**2, rel=0.12)
    assert width(expect(HALF, race(10_000, 2700), week=nan)) == width(expect(HALF, race(10_000, 2700)))
    assert expect(MARATHON, race(HALF, 6000), week=-1.0) == unknown


def test_more_training_than_in_the_survey_counts_as_the_most_in_it() -> None:
    assert expect(MARATHON, race(HALF, 6000), week=250_000) == expect(MARATHON, race(HALF, 6000), week=193_200)


def test_a_marathon_tells_of_the_half_marathon_as_the_half_of_the_marathon() -> None:
    marathon = expect(MARATHON, race(HALF, 6000)).time.median
    assert expect(HALF, race(MARATHON, marathon)).time.median == pytest.approx(6000, rel=0.012)
    between = expect(30_000, race(HALF, 6000)).time.median
    assert expect(HALF, race(30_000, between)).time.median == pytest.approx(6000, rel=0.012)
    exponent = log(marathon / 6000) / log(2)
    assert between == pytest.approx(6000 * (30_000 / HALF) ** exponent, rel=0.006)


@pytest.mark.parametrize(("half", "week"), [(3600, 190_000), (5000, 120_000), (9000, 20_000), (13_000, 0)])
@pytest.mark.parametrize("way", [25_000.0, 32_000.0, MARATHON])
def test_a_longer_race_tells_of_the_half_marathon_what_that_told_of_it(half: float, week: float, way: float) -> None:
    marathon = float(marathon_time_Vickers_2016(HALF, half, week))
    longer = race(way, half * (marathon / half) ** (log(way / HALF) / log(2)))
    there, same = (expect(HALF, each, week=week).time.median for each in (longer, race(HALF, half)))
    assert there == pytest.approx(same, rel=0.006)


@pytest.mark.parametrize(
    ("duration", "week", "told"),
    [(29_900, 0, 1), (30_100, 0, 0), (28_600, WEEK, 1), (28_700, WEEK, 0), (7_250, 193_121, 1), (7_190, 193_121, 0)],
)
def test_a_marathon_as_nobody_in_the_survey_ran_tells_nothing_of_shorter_races(
    duration: float, week: float, told: int
) -> None:
    slow = replace(Fastest(), margin=0.5)
    found = race_time_prediction(HALF, [race(MARATHON, duration)], weekly_distance=week, fastest=slow)
    assert found.efforts == told


def test_two_races_apart_bring_in_the_model_of_two_races() -> None:
    """Two steep races just apart enough, and just not: the model of two races expects less slowing later."""
    half = race(HALF, 6000, 1)
    apart, near = (race(HALF / ratio, 6000 / ratio**1.3, 2) for ratio in (1.3001, 1.2999))
    two = float(marathon_time_Vickers_2016_two_races(apart.distance, apart.duration, HALF, 6000, WEEK))
    with_two, without = expect(MARATHON, half, apart), expect(MARATHON, half, near)
    assert two < with_two.time.median < without.time.median
    assert with_two.time.median < without.time.median - 60
    assert expect(MARATHON, half, apart, week=nan).time.median == pytest.approx(
        expect(MARATHON, half, near, week=nan).time.median, rel=1e-3
    )


def test_critical_speed_alone_makes_a_marathon_with_its_published_error() -> None:
    critical = Range.normal("speed", 3.7, 0.1)
    found = expect(MARATHON, critical_speed=critical)
    assert found.time.median == pytest.approx(float(marathon_time_Smyth_2020(3.7)), rel=0.002)
    assert width(found) == pytest.approx(np.hypot(0.0767, 0.1 / 3.7), rel=0.02)
    assert (found.rests_on, found.efforts, found.reason) == (None, 0, None)
    assert isnan(expect(HALF, critical_speed=critical).time.median)
    assert isnan(expect(MARATHON, critical_speed=Range("speed", nan, nan, nan)).time.median)


def test_a_rival_that_differs_widens_the_interval_and_one_that_agrees_leaves_it() -> None:
    half = race(HALF, 6000)
    alone = expect(MARATHON, half)
    agreed = next(v for v in np.arange(3.0, 5.0, 0.01) if marathon_time_Smyth_2020(v) < alone.time.median)
    same = expect(MARATHON, half, critical_speed=Range.normal("speed", float(agreed), 0.0))
    other = expect(MARATHON, half, critical_speed=Range.normal("speed", float(agreed) * 1.15, 0.0))
    assert same.time.median == pytest.approx(alone.time.median, rel=0.005)
    assert width(alone) < width(same) < width(other)
    assert other.time.median < alone.time.median


@pytest.mark.parametrize(
    ("distance", "fastest"), [(1500, 206), (750, 103), (5000, 755), (MARATHON, 7235), (100_000, 21_935), (1e6, 21_935)]
)
def test_faster_than_anybody_is_who_beats_the_record_by_more_than_the_margin(distance: float, fastest: float) -> None:
    assert is_superhuman(distance, 0.99 * fastest - 0.1, Fastest())
    assert not is_superhuman(distance, 0.99 * fastest + 0.1, Fastest())


def test_between_two_records_time_goes_with_a_power_of_the_distance() -> None:
    between = 0.99 * sqrt(206 * 755)
    assert is_superhuman(sqrt(1500 * 5000), between - 0.1, Fastest())
    assert not is_superhuman(sqrt(1500 * 5000), between + 0.1, Fastest())
    assert is_superhuman(sqrt(HALF * MARATHON), 0.99 * sqrt(3402 * 7235) - 0.1, Fastest())


@given(st.floats(1, 400_000), st.floats(0, 1e6), st.floats(0, 1e6))
def test_who_is_slower_than_a_human_time_is_human_too(distance: float, one: float, other: float) -> None:
    fast, slow = sorted([one, other])
    assert is_superhuman(distance, fast, Fastest()) >= is_superhuman(distance, slow, Fastest())


@given(anything, anything)
def test_no_numbers_whatever_are_a_feat_unless_they_are_a_distance_in_a_time(distance: float, duration: float) -> None:
    feat = is_superhuman(distance, duration, Fastest())
    assert not feat or (distance > 0 and duration >= 0)
    assert not is_superhuman(nan, duration, Fastest())


def test_nobody_is_expected_to_be_faster_than_the_fastest() -> None:
    found = expect(HALF, race(HALF, 3380), training(HALF, 3390, 3))
    assert found.time.low == pytest.approx(0.99 * 3402)
    assert isnan(expect(HALF, race(HALF, 0.989 * 3402)).time.median)
    assert isnan(expect(3000, race(2500, 340)).time.median)
    assert not isnan(expect(3000, race(2500, 400)).time.median)


@pytest.mark.parametrize(
    ("distance", "effort", "told"),
    [
        (10_000, race(4999, 1200), 0),
        (10_000, race(5000, 1200), 1),
        (8000, race(3999, 1000), 0),
        (8000, race(4000, 1000), 1),
        (2000, race(1499, 300), 0),
        (2000, race(1500, 300), 1),
        (1499, race(5000, 1200), 0),
        (1500, race(5000, 1200), 1),
        (MARATHON * 1.009, race(HALF, 6000), 1),
        (MARATHON * 1.011, race(HALF, 6000), 0),
        (MARATHON, race(MARATHON * 1.012, 13_000), 0),
        (HALF, race(MARATHON * 1.009, 13_000), 1),
        (100_000, race(100_900, 40_000), 1),
        (100_000, race(101_100, 40_000), 0),
        (100_000, race(MARATHON, 13_000), 0),
        (10_000, race(10_000, 2500, 730), 1),
        (10_000, race(10_000, 2500, 731), 0),
        (10_000, race(10_000, 2500, -0.1), 0),
        (10_000, race(10_000, 2500, nan), 0),
        (10_000, race(10_000, inf), 0),
        (100_000, race(100_000, 1e6), 1),
        (100_000, race(100_000, 1.001e6), 0),
        (1500, race(1500, 209), 0),
        (1500, race(1500, 210), 1),
        (MARATHON, race(HALF, 15_001), 0),
        (HALF, race(HALF, 15_001), 1),
    ],
)
def test_what_counts_has_its_bounds(distance: float, effort: KnownEffort, told: int) -> None:
    assert expect(distance, effort).efforts == told


@pytest.mark.parametrize(
    ("distance", "words"), [(nan, "1500 m"), (1000, "1500 m"), (50_000, "Beyond the marathon"), (10_000, "No run")]
)
def test_where_nothing_can_be_told_the_reason_is(distance: float, words: str) -> None:
    found = expect(distance)
    assert found.reason is not None
    assert words in str(found.reason)
    assert (found.rests_on, found.efforts) == (None, 0)


def test_a_hair_before_today_there_is_no_run_and_less_than_no_training_is_unknown() -> None:
    assert isnan(expect(10_000, race(10_000, 2500, -0.01)).time.median)
    unknown = expect(MARATHON, race(10_000, 2500), week=nan)
    assert expect(MARATHON, race(10_000, 2500), week=-0.01) == unknown
    assert expect(MARATHON, race(10_000, 2500), week=0.0) != unknown


def test_a_marathon_alone_tells_the_next_one() -> None:
    found = expect(MARATHON, race(MARATHON, 12_000))
    assert found.efforts == 1
    assert found.time.low < 12_000 < found.time.high
