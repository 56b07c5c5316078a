from dataclasses import astuple, replace
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.runner import Sex
from uncramp.physiology.in_race import InRacePrediction, predict_finish, predict_finishes
from uncramp.physiology.in_race_history import HALF, MARKS
from uncramp.physiology.in_race_model import shipped_model
from uncramp.physiology.prediction import MARATHON

anything = st.floats(allow_nan=True, allow_infinity=True)
paces = st.floats(0.2, 0.55)


def forecast(passed: float = 21097.5, pace: float = 0.3, **known: object) -> InRacePrediction:
    """Of a man of forty on a cool day on a known course who ran evenly so far."""
    marks = MARKS[passed >= MARKS]
    return predict_finish(
        marks, marks * pace, **({"sex": Sex.MALE, "age": 40.0, "wbgt": 8.0, "course": "chicago"} | known)  # type: ignore[arg-type]  # the test's own words
    )  # fmt: skip


def width(prediction: InRacePrediction) -> float:
    return prediction.finish.high - prediction.finish.low


def is_unknown(prediction: InRacePrediction) -> bool:
    numbers = (*astuple(prediction.finish)[1:], prediction.last_10_km_slower, prediction.at)
    assert all(isnan(each) for each in numbers) or not any(isnan(each) for each in numbers)
    return isnan(prediction.at)


def test_the_usual_runner_slows_down() -> None:
    half = forecast()
    assert MARATHON * 0.295 < half.finish.low < half.finish.median < half.finish.high < MARATHON * 0.37
    assert half.finish.high - half.finish.median > half.finish.median - half.finish.low
    assert 0.1 < half.last_10_km_slower < 0.4
    assert half.at == 21097.5


def test_the_nearer_the_finish_the_surer() -> None:
    widths = [width(forecast(float(mark))) for mark in MARKS[1:9]]
    assert widths == sorted(widths, reverse=True)


def test_at_40_km_it_is_known_whether_the_last_part_was_slower() -> None:
    slow = MARKS[:9] * 0.3 + np.maximum(MARKS[:9] - 30e3, 0.0) * 0.0601
    fast = MARKS[:9] * 0.3 + np.maximum(MARKS[:9] - 30e3, 0.0) * 0.0599
    assert [predict_finish(MARKS[:9], each).last_10_km_slower for each in (slow, fast)] == [1.0, 0.0]


def test_who_has_begun_to_slow_is_later_and_likelier_to_go_on_so() -> None:
    slowing = np.array([1500, 3000, 4500, 6000, 6330, 7700, 9600.0])
    even = np.array([1645, 3290, 4935, 6580, 6900, 8150, 9600.0])
    tired, steady = (predict_finish(MARKS[:7], each, sex=Sex.MALE, age=40.0) for each in (slowing, even))
    assert tired.finish.median > steady.finish.median + 300.0
    assert tired.last_10_km_slower > 0.9
    assert steady.last_10_km_slower < 0.2


def test_heat_makes_later_and_wider_and_hardly_below_10_degrees() -> None:
    cool, mild, hot, hotter = (forecast(wbgt=each) for each in (2.0, 10.0, 17.0, 24.0))
    assert cool == mild
    assert mild.finish.median < hot.finish.median < hotter.finish.median
    assert mild.last_10_km_slower < hot.last_10_km_slower < hotter.last_10_km_slower
    assert width(mild) < width(hot) < width(hotter)


def test_heat_costs_the_slow_more() -> None:
    def cost(pace: float) -> float:
        return forecast(pace=pace, wbgt=20.0).finish.median - forecast(pace=pace, wbgt=8.0).finish.median

    assert cost(0.4) / 0.4 > cost(0.25) / 0.25


@pytest.mark.parametrize(("wbgt", "known"), [(-5.0, True), (-5.1, False), (25.0, True), (25.1, False), (np.inf, False)])
def test_beyond_the_heat_that_was_studied_there_is_no_number(wbgt: float, *, known: bool) -> None:
    assert is_unknown(forecast(wbgt=wbgt)) != known


@pytest.mark.parametrize("unknown", ["age", "wbgt", "course"])
def test_what_is_not_known_makes_the_interval_wider_and_not_the_runner_another(unknown: str) -> None:
    known, less = forecast(wbgt=12.0), forecast(21097.5, 0.3, **({"wbgt": 12.0} | {unknown: None}))
    assert width(less) > width(known)
    assert abs(less.finish.median - known.finish.median) < 200.0


def test_without_a_sex_the_forecast_lies_between_both() -> None:
    man, woman, either = (forecast(sex=each) for each in (Sex.MALE, Sex.FEMALE, None))
    assert woman.finish.median < man.finish.median
    assert either.finish.median == pytest.approx((man.finish.median * woman.finish.median) ** 0.5, rel=2e-3)
    assert width(either) > (width(man) + width(woman)) / 2
    assert either.last_10_km_slower == pytest.approx((man.last_10_km_slower + woman.last_10_km_slower) / 2)


@pytest.mark.parametrize(("age", "known"), [(16.0, True), (15.9, False), (85.0, True), (85.1, False)])
def test_ages_that_were_not_measured_have_no_number(age: float, *, known: bool) -> None:
    assert is_unknown(forecast(age=age)) != known


@pytest.mark.parametrize(
    ("speed", "known"), [(5.79, True), (5.81, False), (1.51, True), (1.49, False), (6.8, False), (0.6, False)]
)
def test_speeds_that_were_not_measured_have_no_number(speed: float, *, known: bool) -> None:
    assert is_unknown(forecast(pace=1.0 / speed)) != known


def test_a_profile_like_that_of_a_known_course_gives_nearly_its_forecast_but_wider() -> None:
    flat = forecast(course=([0.0, MARATHON], [180.0, 180.0]))
    assert flat.finish.median == pytest.approx(forecast().finish.median, rel=0.01)
    assert width(flat) > width(forecast())


def test_hills_to_come_make_later() -> None:
    hill = ([0.0, 30e3, 40e3, MARATHON], [0.0, 0.0, 200.0, 200.0])
    flat = ([0.0, MARATHON], [0.0, 0.0])
    assert forecast(course=hill).finish.median > forecast(course=flat).finish.median + 300.0
    assert forecast(course=hill).last_10_km_slower > forecast(course=flat).last_10_km_slower


@pytest.mark.parametrize("course", ["nowhere", "", ([0.0, 1e4], [0.0, 0.0]), ([], [])])
def test_a_course_that_is_not_known_has_no_number(course: object) -> None:
    assert is_unknown(forecast(course=course))


@pytest.mark.parametrize(
    ("distance", "known"), [(42195.0, True), (42196.0, True), (42193.9, False), (21097.5, False), (np.nan, False)]
)
def test_only_the_marathon_was_measured(distance: float, *, known: bool) -> None:
    assert is_unknown(forecast(distance=distance)) != known


@pytest.mark.parametrize(
    ("passed", "times"),
    [
        ([5e3], [1500.0]), ([5e3, 9e3], [1500.0, 2700.0]), ([5e3, 10e3], [1500.0, 1400.0]), ([], []),
        ([5e3, 10e3], [700.0, 1500.0]), ([5e3, 10e3], [1500.0, np.nan]), ([5e3, np.inf], [1500.0, 3000.0]),
    ],
)  # fmt: skip
def test_nonsense_has_no_number(passed: list[float], times: list[float]) -> None:
    assert is_unknown(predict_finish(passed, times))


@given(
    st.lists(st.tuples(anything | st.floats(0, MARATHON), anything | st.floats(0, 20_000)), max_size=8),
    st.none() | anything, st.none() | anything, anything | st.just(MARATHON),
)  # fmt: skip
def test_no_splits_whatever_break_it(
    points: list[tuple[float, float]], age: float | None, wbgt: float | None, distance: float
) -> None:
    passed, times = np.array(points, np.float64).reshape(-1, 2).T
    prediction = predict_finish(passed, times, distance, age=age, wbgt=wbgt)
    if not is_unknown(prediction):
        assert (
            times[~np.isnan(times)][-1] <= prediction.finish.low <= prediction.finish.median <= prediction.finish.high
        )
        assert 0.0 <= prediction.last_10_km_slower <= 1.0


@given(st.lists(paces, min_size=2, max_size=9), st.sampled_from([None, *shipped_model().courses]))
def test_any_race_has_a_finish_after_now_and_percentiles_in_order(each: list[float], course: str | None) -> None:
    ways = np.diff(np.append(0.0, MARKS))[: len(each)]
    times = np.cumsum(ways * each)
    prediction = predict_finish(MARKS[: len(each)], times, course=course)
    assert not is_unknown(prediction)
    assert times[-1] < prediction.finish.low <= prediction.finish.median <= prediction.finish.high
    assert 0.0 <= prediction.last_10_km_slower <= 1.0


def test_a_watch_s_kilometres_say_what_mats_say() -> None:
    kilometres = np.append(np.arange(1, 22) * 1000.0, 21097.5)
    by_watch = predict_finish(kilometres, kilometres * 0.3, sex=Sex.MALE, age=40.0, wbgt=8.0, course="chicago")
    by_mats = forecast()
    assert by_watch.finish.median == pytest.approx(by_mats.finish.median)
    assert by_watch.at == by_mats.at


def test_between_two_marks_what_was_lost_since_is_lost() -> None:
    kilometres = np.arange(1, 34) * 1000.0
    late = kilometres * 0.3 + np.maximum(kilometres - 30e3, 0.0) * 0.1
    even, behind = (predict_finish(kilometres, each) for each in (kilometres * 0.3, late))
    assert even.at == behind.at == 30e3
    assert behind.finish.median - even.finish.median == pytest.approx(300.0)


def test_at_the_finish_the_finish_is_known() -> None:
    assert astuple(predict_finish(MARKS, MARKS * 0.3).finish)[1:] == pytest.approx([MARATHON * 0.3] * 3)


def test_a_missed_mat_changes_little() -> None:
    splits = np.array([1500.0, 3010.0, 4530.0, 6060.0, 6400.0])
    whole = predict_finish(MARKS[:5], splits)
    for missed in range(4):
        less = predict_finish(MARKS[:5], np.where(np.arange(5) == missed, np.nan, splits))
        assert less.finish.median == pytest.approx(whole.finish.median, rel=5e-3)


def test_a_mat_out_of_place_changes_little() -> None:
    splits = MARKS[:7] * 0.3
    moved = splits + np.where(np.arange(7) == 3, 150.0, 0.0)
    assert predict_finish(MARKS[:7], moved).finish.median == pytest.approx(
        predict_finish(MARKS[:7], splits).finish.median, rel=5e-3
    )


def test_many_runners_are_forecast_as_each_alone() -> None:
    times = np.full((3, 10), np.nan)
    times[0, :5], times[1, :8], times[2, :3] = MARKS[:5] * 0.3, MARKS[:8] * 0.35, MARKS[:3] * 0.25
    many = predict_finishes(times, male=[0.5, np.nan, -0.5], age=[40.0, np.nan, 30.0], wbgt=12.0, course="boston")
    for row, (sex, age) in enumerate([(Sex.MALE, 40.0), (None, None), (Sex.FEMALE, 30.0)]):
        seen = np.isfinite(times[row])
        alone = predict_finish(MARKS[seen], times[row, seen], sex=sex, age=age, wbgt=12.0, course="boston")
        assert many.median[row] == pytest.approx(alone.finish.median)
        assert many.low[row] == pytest.approx(alone.finish.low)
        assert many.high[row] == pytest.approx(alone.finish.high)
        assert many.last_10_km_slower[row] == pytest.approx(alone.last_10_km_slower)
    assert many.at.tolist() == [21097.5, 35e3, 15e3]


def test_the_finish_itself_is_not_looked_at() -> None:
    times = (MARKS * 0.3)[None, :]
    other = np.where(np.arange(10) == 9, times + 500.0, times)
    assert predict_finishes(times).median == pytest.approx(predict_finishes(other).median)


def test_rows_that_are_not_of_ten_marks_or_of_no_sex_have_no_number() -> None:
    assert np.isnan(predict_finishes(np.ones((2, 4))).median).all()
    assert np.isnan(predict_finishes((MARKS * 0.3)[None, :], male=1.0).median).all()
    assert predict_finishes(np.empty((0, 10))).median.shape == (0,)


def test_a_mark_half_way_is_used_as_such() -> None:
    assert forecast(float(MARKS[HALF])).at == MARKS[HALF]
    assert forecast(20e3).at == 20e3


def test_heat_counts_from_ten_degrees_on() -> None:
    coolest, cool, warm = (
        predict_finish([5e3, 10e3], [1600.0, 3200.0], wbgt=each).finish.median for each in (9.9, 10.0, 10.1)
    )
    assert coolest == cool < warm


def test_hills_of_which_nobody_told_leave_more_open_than_a_level_course() -> None:
    told, untold = (
        predict_finish([5e3, 10e3], [1600.0, 3200.0], wbgt=10.0, course=each).finish
        for each in (([0.0, 42195.0], [0.0, 0.0]), None)
    )
    assert untold.high - untold.low > told.high - told.low


@pytest.mark.parametrize(("distance", "known"), [(42196.0, True), (42196.01, False), (42193.99, False)])
def test_a_marathon_may_be_a_metre_off(distance: float, *, known: bool) -> None:
    assert np.isfinite(predict_finish([5e3, 10e3], [1600.0, 3200.0], distance).at) == known


def test_another_model_is_asked_where_it_is_given() -> None:
    none = replace(shipped_model(), checkpoints={})
    assert np.isnan(predict_finishes([MARKS * 0.32], model=none).median).all()
    assert np.isfinite(predict_finishes([MARKS * 0.32], model=shipped_model()).median).all()


def test_of_unknown_sex_the_rest_spreads_as_that_of_a_man_or_a_woman() -> None:
    of = {
        sex: predict_finish([5e3, 10e3], [1600.0, 3200.0], sex=sex, age=40.0, wbgt=10.0).finish
        for sex in (Sex.MALE, Sex.FEMALE, None)
    }
    low, median, high = (
        {sex: np.log(getattr(each, name) - 3200.0) for sex, each in of.items()} for name in ("low", "median", "high")
    )
    apart = 1.2815515655446 * abs(median[Sex.MALE] - median[Sex.FEMALE]) / 2.0
    above = np.sqrt(np.mean([(high[sex] - median[sex]) ** 2 for sex in Sex]) + apart**2)
    below = np.sqrt(np.mean([(median[sex] - low[sex]) ** 2 for sex in Sex]) + apart**2)
    assert high[None] - median[None] == pytest.approx(above, rel=1e-9)
    assert median[None] - low[None] == pytest.approx(below, rel=1e-9)
