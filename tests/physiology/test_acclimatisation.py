import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.acclimatisation import (
    AcclimatisationShare,
    acclimatisation_decay_Daanen_2018,
    acclimatisation_gain_Pandolf_1998,
    acclimatisation_share,
    heat_dose,
)

HOUR = 3600.0
WINTER = -1000.0  # a cool run so long ago that what was before it is forgotten
anything = st.floats(allow_nan=True, allow_infinity=True)
runs = st.lists(st.tuples(anything, anything, anything, anything), max_size=8)
sane = st.lists(st.tuples(st.integers(0, 400), st.floats(0, 20_000), st.floats(-10, 40)), min_size=1, max_size=12)


def after(days: list[float], wbgt: list[float], moments: float, duration: float = HOUR) -> AcclimatisationShare:
    return acclimatisation_share([WINTER, *days], duration, [0.0, *wbgt], moments)


@given(anything, anything, anything)
def test_sessions_never_take_away_and_never_overfill(share: float, sessions: float, constant: float) -> None:
    later = acclimatisation_gain_Pandolf_1998(share, sessions, constant)
    known = 0.0 <= share <= 1.0 and sessions >= 0.0 and constant >= 1.0
    assert np.isnan(later) or (known and share - 1e-12 <= later <= 1.0)


@given(st.floats(0, 1), st.floats(0, 20), st.floats(0, 20))
def test_sessions_add_up(share: float, first: float, then: float) -> None:
    step = acclimatisation_gain_Pandolf_1998(acclimatisation_gain_Pandolf_1998(share, first), then)
    assert step == pytest.approx(acclimatisation_gain_Pandolf_1998(share, first + then), abs=1e-9)


@given(anything, anything, anything)
def test_days_without_heat_take_some_and_never_all_at_once(share: float, days: float, decay: float) -> None:
    later = acclimatisation_decay_Daanen_2018(share, days, decay)
    known = 0.0 <= share <= 1.0 and days >= 0.0 and 0.0 <= decay < 1.0
    assert np.isnan(later) or (known and 0.0 <= later <= share)


def test_no_loss_and_no_time_leave_things_as_they_are() -> None:
    assert acclimatisation_decay_Daanen_2018(0.5, [0.0, 9.0], [0.5, 0.0]).tolist() == [0.5, 0.5]
    assert np.isnan(acclimatisation_decay_Daanen_2018([1.01, 0.5], 1.0, [0.1, -0.01])).all()
    assert np.isnan(acclimatisation_gain_Pandolf_1998([-0.01, 1.01], 1.0)).all()


@given(anything, anything)
def test_a_dose_is_between_nothing_and_one(duration: float, wbgt: float) -> None:
    dose = heat_dose(duration, wbgt)
    assert np.isnan(dose) or 0.0 <= dose <= 1.0
    assert bool(np.isnan(dose)) is bool(not duration >= 0.0 or np.isnan(wbgt))


@given(st.floats(0, 10_000), st.floats(0, 10_000), st.floats(0, 40), st.floats(0, 40))
def test_longer_or_hotter_is_never_a_smaller_dose(one: float, other: float, cool: float, warm: float) -> None:
    small = heat_dose(min(one, other), min(cool, warm))
    assert small <= heat_dose(max(one, other), max(cool, warm))


def test_doses_grow_from_18_to_24_degrees_and_to_an_hour() -> None:
    assert heat_dose(HOUR, [17.0, 18.0, 19.5, 21.0, 24.0, 30.0]).tolist() == [0.0, 0.0, 0.25, 0.5, 1.0, 1.0]
    assert heat_dose([0.0, 900.0, 1800.0, 3600.0, 9000.0], 24.0).tolist() == [0.0, 0.25, 0.5, 1.0, 1.0]


@given(runs, st.lists(anything, max_size=4))
def test_whatever_the_logbook_holds_shares_are_in_order_or_unknown(
    told: list[tuple[float, float, float, float]], moments: list[float]
) -> None:
    day, duration, wbgt, sd = zip(*told, strict=True) if told else ((), (), (), ())
    share = acclimatisation_share(day, duration, wbgt, moments, sd)
    assert share.median.shape == (len(moments),)
    known = np.isfinite(share.median)
    assert np.array_equal(known, np.isfinite(share.low))
    assert np.array_equal(known, np.isfinite(share.high))
    low, median, high = share.low[known], share.median[known], share.high[known]
    assert ((low >= 0.0) & (low <= median + 1e-9) & (median <= high + 1e-9) & (high <= 1.0)).all()


@given(sane, st.integers(1, 500))
def test_a_hotter_run_never_makes_less_used_to_heat(told: list[tuple[int, float, float]], moment: int) -> None:
    day, duration, wbgt = (np.array(each, np.float64) for each in zip(*told, strict=True))
    cooler, hotter = (acclimatisation_share(day, duration, wbgt + more, moment) for more in (0.0, 3.0))
    assert np.isnan(cooler.median) or (cooler.median <= hotter.median + 1e-12 and cooler.low <= hotter.low + 1e-12)


@given(sane, st.integers(1, 500), st.randoms())
def test_the_order_of_the_runs_does_not_matter(
    told: list[tuple[int, float, float]], moment: int, random: object
) -> None:
    mixed = list(told)
    random.shuffle(mixed)  # type: ignore[attr-defined]  # a Random of the strategy
    one, other = (
        acclimatisation_share(day, duration, wbgt, moment)
        for day, duration, wbgt in (np.transpose(np.array(each, np.float64)) for each in (told, mixed))
    )
    assert one.median == pytest.approx(other.median, nan_ok=True, abs=1e-12)


def test_two_weeks_of_daily_heat_make_nearly_all_of_it() -> None:
    share = after([float(day) for day in range(14)], [28.0] * 14, 14)
    assert share.low == pytest.approx(1.0 - np.exp(-14 / 6.0), abs=1e-6)
    assert share.median == pytest.approx(1.0 - np.exp(-14 / 5.0), abs=1e-6)
    assert share.high == pytest.approx(1.0 - np.exp(-14 / 4.0), abs=1e-6)


def test_a_day_after_the_last_nothing_is_lost_yet_and_then_day_by_day() -> None:
    gained = 1.0 - np.exp(-1 / 5.0)
    share = after([0.0], [30.0], 1).median
    assert share == pytest.approx(gained, abs=1e-9)
    assert after([0.0], [30.0], 11).median == pytest.approx(gained * 0.975**10, abs=1e-9)
    ends = after([0.0], [30.0], 11)
    assert ends.low == pytest.approx((1.0 - np.exp(-1 / 6.0)) * 0.974**10, abs=1e-9)
    assert ends.high == pytest.approx((1.0 - np.exp(-1 / 4.0)) * 0.977**10, abs=1e-9)


def test_days_between_runs_lose_and_a_cool_run_keeps_nothing() -> None:
    gained = 1.0 - np.exp(-1 / 5.0)
    rested = after([0.0, 11.0], [30.0, 30.0], 12).median
    assert rested == pytest.approx(1.0 - (1.0 - gained * 0.975**10) * np.exp(-1 / 5.0), abs=1e-9)
    cool = after([0.0, 1.0, 2.0], [30.0, 5.0, 5.0], 3).median
    assert cool == pytest.approx(gained * 0.975**2, abs=1e-9)


def test_half_a_dose_loses_half_and_gains_half() -> None:
    gained = 1.0 - np.exp(-1 / 5.0)
    half = after([0.0, 1.0], [30.0, 21.0], 2).median
    assert half == pytest.approx(1.0 - (1.0 - gained * 0.9875) * np.exp(-0.5 / 5.0), abs=1e-9)


def test_two_runs_of_a_day_are_one_dose_at_most() -> None:
    assert after([0.0, 0.4], [30.0, 30.0], 1).median == pytest.approx(after([0.0], [30.0], 1).median)
    twice = after([0.0, 0.4], [30.0, 30.0], 1, duration=1800.0).median
    assert twice == pytest.approx(after([0.0], [30.0], 1).median)


def test_a_run_of_the_same_day_or_before_any_run_tells_nothing() -> None:
    assert np.isnan(acclimatisation_share([5], HOUR, 30.0, [4, 5]).median).all()
    assert np.isfinite(acclimatisation_share([5], HOUR, 30.0, 6).median)
    assert np.isnan(acclimatisation_share([], [], [], [1, 2]).high).all()


def test_unknown_weather_is_neither_cool_nor_hot() -> None:
    days = [float(day) for day in range(14)]
    unknown, cool, hot = (after(days, [each] * 14, 14) for each in (np.nan, 5.0, 30.0))
    assert unknown.low == cool.low
    assert unknown.high == hot.high
    assert cool.median < unknown.median < hot.median


def test_the_time_before_the_first_run_is_unknown_too() -> None:
    first = acclimatisation_share([0], HOUR, 5.0, [1, 366])
    assert first.low.tolist() == [0.0, 0.0]
    assert first.median[0] == pytest.approx(0.5 * 0.975)
    assert first.high[0] == pytest.approx(0.977)
    assert first.high[1] < 0.001


def test_an_unsure_wbgt_widens() -> None:
    days = [WINTER, *(float(day) for day in range(10))]
    sure, unsure = (acclimatisation_share(days, HOUR, 21.0, 10, sd) for sd in (0.0, 2.0))
    assert unsure.median == sure.median
    assert unsure.low < sure.low
    assert unsure.high > sure.high
    nobody_knows = acclimatisation_share(days, HOUR, 21.0, 10, np.nan)
    assert nobody_knows.low < 1e-9
    assert nobody_knows.high > 0.9


def test_the_spread_is_that_of_the_80_percent_interval() -> None:
    wide = acclimatisation_share([WINTER, 0], HOUR, [0.0, 21.0], 1, [0.0, 1.0])
    assert wide.low == pytest.approx(1.0 - np.exp(-(3.0 - 1.2816) / 6.0 / 6.0), abs=1e-5)
    assert wide.high == pytest.approx(1.0 - np.exp(-(3.0 + 1.2816) / 6.0 / 4.0), abs=1e-5)


def test_a_day_that_no_calendar_reaches_does_not_count() -> None:
    share = acclimatisation_share([0, 1e6, 1.1e6, np.inf], HOUR, 30.0, 2e6)
    assert share.median == pytest.approx(acclimatisation_share([0, 1e6], HOUR, 30.0, 2e6).median)


def test_ten_years_of_runs_are_told_for_every_one_of_them() -> None:
    random = np.random.default_rng(1)
    day = np.sort(random.integers(0, 3650, 3000))
    share = acclimatisation_share(day, random.uniform(1800, 7200, 3000), random.uniform(0, 28, 3000), day)
    assert np.isfinite(share.median[day > day[0]]).all()


def test_the_borders_belong_to_what_is_known() -> None:
    assert acclimatisation_gain_Pandolf_1998(0.0, 1.0, 1.0) == pytest.approx(1.0 - np.exp(-1.0))
    assert acclimatisation_decay_Daanen_2018([0.0, 1.0], 0.0).tolist() == [0.0, 1.0]
    assert np.isfinite(acclimatisation_share([1e6], HOUR, 30.0, 2e6).median)
    assert np.isnan(acclimatisation_share([1.001e6], HOUR, 30.0, 2e6).median)


def test_a_wbgt_without_a_spread_is_taken_as_it_is() -> None:
    share = after([0.0], [21.0], 1)
    assert share.low == pytest.approx(1.0 - np.exp(-0.5 / 6.0), abs=1e-6)
    assert share.high == pytest.approx(1.0 - np.exp(-0.5 / 4.0), abs=1e-6)


def test_an_unknown_hour_is_half_a_dose_in_the_median() -> None:
    assert after([0.0], [np.nan], 1).median == pytest.approx(1.0 - np.exp(-0.5 / 5.0), abs=1e-6)


@pytest.mark.parametrize(
    ("day", "duration"), [(1.0, -1.0), (1.0, -0.01), (1.0, np.inf), (1.0, np.nan), (np.nan, HOUR), (np.inf, HOUR)]
)
def test_a_run_of_which_day_or_time_are_unknown_is_left_out(day: float, duration: float) -> None:
    with_it = acclimatisation_share([WINTER, 0.0, day], [HOUR, HOUR, duration], 30.0, 3)
    assert with_it.median == acclimatisation_share([WINTER, 0.0], HOUR, 30.0, 3).median


def test_a_run_of_no_time_gives_nothing_but_a_day_to_count_from() -> None:
    assert acclimatisation_share([0], 0.0, 30.0, 1).median == pytest.approx(0.5 * 0.975)


@pytest.mark.parametrize("sd", [np.inf, -1.0, np.nan])
def test_a_spread_that_is_none_means_any_weather(sd: float) -> None:
    share = acclimatisation_share([WINTER, 0.0], HOUR, 21.0, 1, [0.0, sd])
    assert share.low == pytest.approx(0.0, abs=1e-6)
    assert share.median == pytest.approx(1.0 - np.exp(-0.5 / 5.0), abs=1e-6)
    assert share.high == pytest.approx(1.0 - np.exp(-1.0 / 4.0), abs=1e-6)


@pytest.mark.parametrize(
    ("share", "days", "decay"), [(-0.01, 1.0, 0.1), (0.5, -0.01, 0.1), (0.5, 1.0, -0.01), (0.5, 1.0, 1.0)]
)
def test_a_hair_beyond_the_borders_no_decay_is_known(share: float, days: float, decay: float) -> None:
    assert np.isnan(acclimatisation_decay_Daanen_2018(share, days, decay))


def test_a_hair_beyond_the_borders_no_gain_is_known() -> None:
    assert np.isnan(acclimatisation_gain_Pandolf_1998(0.5, [-0.01, 1.0], [5.0, 0.99])).all()
    assert acclimatisation_gain_Pandolf_1998([0.0, 1.0], 0.0).tolist() == [0.0, 1.0]
    assert np.isnan(heat_dose(-0.01, 30.0))


def test_a_spread_a_hair_below_nothing_means_any_weather() -> None:
    unsure = acclimatisation_share([WINTER, 0.0], HOUR, 21.0, 1, [0.0, -0.01])
    assert unsure == acclimatisation_share([WINTER, 0.0], HOUR, 21.0, 1, [0.0, np.inf])


def test_any_hour_of_a_day_is_that_day() -> None:
    share = acclimatisation_share([0.9, 1.2], HOUR, [30.0, 5.0], [1.0, 1.5, 1.99, 2.0]).median
    assert share[0] == share[1] == share[2]
    assert share[3] < share[0]
