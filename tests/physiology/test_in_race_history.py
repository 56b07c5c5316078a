import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.in_race_history import (
    HALF,
    MARKS,
    complete,
    features,
    is_human,
    is_much_slower,
    latest_mark,
    misplaced_marks,
    slowing_threshold,
    stretches,
    times_at_marks,
    without_doubtful,
)

EVEN = MARKS * 0.3
anything = st.floats(allow_nan=True, allow_infinity=True) | st.floats(0, 42195)


def row(**seconds: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Even pace of 300 s a kilometre, but for the marks named by their place, such as ``k3=4600``."""
    times = EVEN.copy()
    for name, value in seconds.items():
        times[int(name[1:])] = value
    return times[None, :]


def test_mats_are_read_as_they_are() -> None:
    at = times_at_marks([5e3, 10e3, 15e3], [1500.0, 3000.0, 4600.0])
    assert at[:3].tolist() == [1500.0, 3000.0, 4600.0]
    assert np.isnan(at[3:]).all()


def test_a_watch_s_kilometres_are_interpolated_to_the_marks_passed() -> None:
    kilometres = np.arange(1, 23) * 1000.0
    at = times_at_marks(kilometres, kilometres * 0.3)
    assert at[:5] == pytest.approx(EVEN[:5])
    assert np.isnan(at[5:]).all()


def test_between_two_points_the_pace_is_even() -> None:
    assert times_at_marks([4e3, 8e3], [1000.0, 2400.0])[0] == pytest.approx(1350.0)


def test_a_start_among_the_points_changes_nothing() -> None:
    assert times_at_marks([0.0, 5e3, 10e3], [0.0, 1500.0, 3000.0])[1] == 3000.0


@pytest.mark.parametrize(("to", "known"), [(10_100.0, True), (10_100.1, False)])
def test_a_mark_far_from_every_point_was_not_timed(to: float, *, known: bool) -> None:
    assert np.isfinite(times_at_marks([5e3 - 0.0, to], [1500.0, 3100.0])[1]) == known


def test_a_missed_mat_is_left_out_and_the_next_one_stands() -> None:
    at = times_at_marks([5e3, 10e3, 15e3, 20e3], [1500.0, 3000.0, np.nan, 6000.0])
    assert np.isnan(at[2])
    assert at[3] == 6000.0


@pytest.mark.parametrize(
    ("passed", "times"),
    [
        ([5e3], [1500.0]),
        ([], []),
        ([5e3, 10e3], [1500.0, np.nan]),
        ([5e3, 10e3], [1500.0, 1500.0]),
        ([5e3, 10e3], [1500.0, 1400.0]),
        ([5e3, 5e3], [1500.0, 1600.0]),
        ([10e3, 5e3], [1500.0, 1600.0]),
        ([5e3, np.nan], [1500.0, 1600.0]),
        ([5e3, 10e3], [1500.0, np.inf]),
        ([-5e3, 10e3], [1500.0, 3000.0]),
        ([5e3, 10e3], [-1.0, 3000.0]),
        ([0.0, 10e3], [5.0, 3000.0]),
        ([5e3, 42196.0], [1500.0, 13000.0]),
        ([5e3, 10e3], [1500.0]),
        ([[5e3, 10e3]], [[1500.0, 3000.0]]),
    ],
)
def test_nonsense_has_no_times(passed: list[float], times: list[float]) -> None:
    assert np.isnan(times_at_marks(passed, times)).all()


@given(st.lists(st.tuples(anything, anything), max_size=8))
def test_no_points_whatever_break_the_reading(points: list[tuple[float, float]]) -> None:
    passed, times = np.array(points, np.float64).reshape(-1, 2).T
    at = times_at_marks(passed, times)
    assert at.shape == (10,)
    assert not np.isinf(at).any()


def test_the_latest_mark_is_the_last_one_passed_up_to_40_km() -> None:
    until = np.array([[EVEN[place] if place < passed else np.nan for place in range(10)] for passed in range(11)])
    assert latest_mark(until) == pytest.approx([np.nan, np.nan, 1, 2, 3, 4, 5, 6, 7, 8, 8], nan_ok=True)


def test_one_mark_alone_is_not_enough() -> None:
    alone = np.where(np.arange(10) == 3, EVEN, np.nan)
    assert np.isnan(latest_mark(alone[None, :])).all()


def test_missed_marks_are_filled_at_even_effort() -> None:
    level = MARKS * np.where(np.arange(10) == 2, 1.1, 1.0)
    filled = complete(row(k2=np.nan), level)
    assert filled[0, 2] == pytest.approx(3000.0 + 3000.0 * (16500 - 10000) / 10000)
    assert filled[0, 3:] == pytest.approx(EVEN[3:])


def test_a_missed_first_mark_is_filled_from_the_start() -> None:
    assert complete(row(k0=np.nan), MARKS)[0, 0] == pytest.approx(1500.0)


def test_what_was_not_yet_passed_is_not_filled() -> None:
    times = np.where(np.arange(10) < 4, EVEN, np.nan)[None, :]
    assert np.isnan(complete(times, MARKS)[0, 4:]).all()
    assert np.isnan(complete(np.full((1, 10), np.nan), MARKS)).all()


def test_rows_with_other_gaps_do_not_mix() -> None:
    both = np.vstack((row(k2=np.nan), 2.0 * row(k1=np.nan), row()))
    assert complete(both, MARKS) == pytest.approx(np.vstack((EVEN, 2.0 * EVEN, EVEN)))


def test_stretches_are_of_5_km_and_to_half_way_from_15_km() -> None:
    times = row(k0=1600.0)
    assert np.exp(stretches(times, MARKS, 2)[0]) == pytest.approx([0.32, 0.28, 0.3])
    assert np.exp(stretches(times, MARKS, HALF)[0]) == pytest.approx([0.32, 0.28, 0.3, 0.3])
    assert np.exp(stretches(times, MARKS, 5)[0]) == pytest.approx([0.32, 0.28, 0.3, 0.3, 0.3])


def test_a_mark_that_stood_elsewhere_is_left_out() -> None:
    shifted = row(k2=EVEN[2] + 120.0)
    assert np.flatnonzero(np.isnan(without_doubtful(shifted, MARKS)[0])).tolist() == [2]
    early = row(k5=EVEN[5] - 120.0)
    assert np.flatnonzero(np.isnan(without_doubtful(early, MARKS)[0])).tolist() == [5]


def test_the_first_and_the_last_but_one_mark_can_stand_elsewhere_too() -> None:
    assert np.isnan(without_doubtful(row(k0=EVEN[0] + 120.0), MARKS)[0, 0])
    assert np.isnan(without_doubtful(row(k7=EVEN[7] + 120.0), MARKS)[0, 7])


def test_a_mark_out_of_place_is_seen_beside_a_missed_one() -> None:
    assert np.isnan(without_doubtful(row(k1=EVEN[1] + 150.0, k2=np.nan, k0=EVEN[0] + 1.0), MARKS)[0, 1])


@pytest.mark.parametrize(("seconds", "doubted"), [(80.0, True), (70.0, False)])
def test_ten_per_cent_together_are_doubted(seconds: float, *, doubted: bool) -> None:
    assert np.isnan(without_doubtful(row(k2=EVEN[2] + seconds), MARKS)[0, 2]) == doubted


@pytest.mark.parametrize(("slow", "fast", "doubted"), [(0.09, 0.031, True), (0.09, 0.029, False), (0.04, 0.05, False)])
def test_a_mark_is_doubted_only_if_both_sides_of_it_are_odd(*, slow: float, fast: float, doubted: bool) -> None:
    pace = np.full(10, 0.3)
    pace[2], pace[3] = 0.3 * np.exp(slow), 0.3 * np.exp(-fast)
    pace[4] = pace[5] = 0.3
    times = np.cumsum(pace * np.diff(np.append(0.0, MARKS)))[None, :]
    assert np.isnan(without_doubtful(times, MARKS)[0, 2]) == doubted


def test_a_runner_who_slows_down_is_believed() -> None:
    slowing = np.where(MARKS <= 25e3, EVEN, EVEN + 0.1 * (MARKS - 25e3))[None, :]
    assert np.array_equal(without_doubtful(slowing, MARKS), slowing)


def test_a_stop_is_believed() -> None:
    stopped = np.where(np.arange(10) >= 3, EVEN + 240.0, EVEN)[None, :]
    assert np.array_equal(without_doubtful(stopped, MARKS), stopped)


def test_a_field_tells_which_mark_stood_elsewhere() -> None:
    field = np.vstack([row(k6=EVEN[6] + 200.0)] * 8 + [row()] * 2) * np.linspace(0.8, 1.4, 10)[:, None]
    assert np.flatnonzero(misplaced_marks(field, MARKS)).tolist() == [6]
    assert not misplaced_marks(field[6:], MARKS).any()
    assert not misplaced_marks(np.full((3, 10), np.nan), MARKS).any()


@pytest.mark.parametrize(
    ("pace", "human"), [(1 / 6.69, True), (1 / 6.71, False), (1 / 0.71, True), (1 / 0.69, False), (-0.3, False)]
)
def test_what_people_can_run(pace: float, *, human: bool) -> None:
    assert is_human(MARKS[None, :] * pace)[0] == human


def test_a_mat_a_few_metres_off_half_way_is_no_miracle() -> None:
    assert is_human(row(k4=EVEN[3] + 100.0))[0]
    assert not is_human(row(k4=EVEN[3] - 1.0))[0]
    assert not is_human(row(k4=EVEN[3]))[0]


def test_much_slower_is_a_fifth_more_from_30_to_40_km_than_from_5_to_20_km() -> None:
    late = [row(k8=EVEN[6] + extra * 3000.0) for extra in (1.2, 1.199)]
    assert is_much_slower(np.vstack(late)).tolist() == [1.0, 0.0]
    assert np.isnan(is_much_slower(row(k8=np.nan)))[0]


def test_on_the_level_the_threshold_is_a_fifth() -> None:
    assert slowing_threshold(MARKS) == pytest.approx(np.log(1.2))
    hill = MARKS + 500.0 * (MARKS >= 40e3)
    assert slowing_threshold(hill) == pytest.approx(np.log(1.2 / 1.05))


def test_features_are_what_their_names_say() -> None:
    paces = np.log([[0.30, 0.31, 0.32, 0.36]])
    made = features(paces, np.log([0.32]), np.array([0.5]), np.array([50.0]), 0.4)
    ability = np.log(0.32 / 0.34)
    assert {name: float(value[0]) for name, value in made.items()} == pytest.approx({
        "male": 0.5, "pace": ability, "pace_squared": ability**2, "male_pace": 0.5 * ability,
        "age": 1.0, "age_squared": 1.0, "heat_pace": 0.4 * ability, "heat_male": 0.2,
        "last": np.log(0.36 / 0.32), "last_slower_squared": np.log(0.36 / 0.32) ** 2,
        "last_pace": np.log(0.36 / 0.32) * ability, "male_last": 0.5 * np.log(0.36 / 0.32),
        "spread": np.log([0.30, 0.31, 0.32, 0.36]).std(), "first": np.log(0.30 / 0.32),
        "last_but_1": 0.0, "last_but_2": np.log(0.31 / 0.32),
    })  # fmt: skip


def test_a_faster_last_stretch_is_no_square_of_slowing() -> None:
    made = features(np.log([[0.36, 0.30]]), np.log([0.32]), np.array([0.5]), np.array([50.0]), 0.0)
    assert made["last_slower_squared"][0] == 0.0
    assert "last_but_1" not in made


def test_the_marks_are_every_five_kilometres_half_way_and_the_end() -> None:
    assert MARKS.tolist() == [5e3, 10e3, 15e3, 20e3, 21097.5, 25e3, 30e3, 35e3, 40e3, 42195.0]


@pytest.mark.parametrize(("fast", "doubted"), [(0.0302, True), (0.0298, False)])
def test_three_per_cent_on_the_lesser_side_are_doubted(fast: float, *, doubted: bool) -> None:
    pace = 0.3 * np.exp([0.0, 0.0, 0.09, -fast, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    times = np.cumsum(pace * np.diff(np.append(0.0, MARKS)))[None, :]
    assert np.isnan(without_doubtful(times, MARKS)[0, 2]) == doubted


def test_a_sprint_at_the_end_says_nothing_of_the_first_mark() -> None:
    sprint = row(k0=1400.0, k8=EVEN[7] + 0.25 * 5000.0, k9=EVEN[7] + 0.25 * 7195.0)
    assert np.isnan(without_doubtful(sprint, MARKS)[0, 0])


def test_who_runs_on_faster_behind_a_mark_is_believed() -> None:
    pace = 0.3 * np.exp([0.0, 0.0, 0.09, -0.05, -0.051, -0.051, 0.0, 0.0, 0.0, 0.0])
    times = np.cumsum(pace * np.diff(np.append(0.0, MARKS)))[None, :]
    assert np.isfinite(without_doubtful(times, MARKS)).all()


@pytest.mark.parametrize(("fast", "doubted"), [(0.0405, True), (0.0395, False)])
def test_the_border_of_what_is_doubted_together_is_ten_per_cent(fast: float, *, doubted: bool) -> None:
    pace = 0.3 * np.exp([0.0, 0.0, 0.06, -fast, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    times = np.cumsum(pace * np.diff(np.append(0.0, MARKS)))[None, :]
    assert np.isnan(without_doubtful(times, MARKS)[0, 2]) == doubted


def test_the_mark_before_the_last_one_passed_is_filled() -> None:
    times = np.where(np.arange(10) < 4, row(k2=np.nan), np.nan)
    assert complete(times, MARKS)[0, :4] == pytest.approx(EVEN[:4])


@pytest.mark.parametrize(("misread", "misplaced"), [(51, [6]), (50, [])])
def test_a_mark_stood_elsewhere_if_more_than_half_of_a_field_say_so(misread: int, misplaced: list[int]) -> None:
    field = np.vstack([row(k6=EVEN[6] + 200.0)] * misread + [row()] * (101 - misread))
    assert np.flatnonzero(misplaced_marks(field, MARKS)).tolist() == misplaced


@pytest.mark.parametrize(("late", "slower"), [(0.385, 1.0), (0.383, 0.0)])
def test_only_the_way_from_5_to_20_and_from_30_to_40_km_is_compared(late: float, slower: float) -> None:
    pace = np.array([0.25, 0.3, 0.3, 0.36, 0.5, 0.5, 0.2, late - 0.01, late + 0.01, 0.2])  # 0.32 early
    times = np.cumsum(pace * np.diff(np.append(0.0, MARKS)))[None, :]
    assert is_much_slower(times).tolist() == [slower]


def test_ages_are_decades_from_forty_and_their_squares() -> None:
    made = features(np.log([[0.3, 0.3]]), np.log([0.3]), np.array([0.5]), np.array([70.0]), 0.0)
    assert (made["age"][0], made["age_squared"][0]) == (3.0, 9.0)


def test_the_end_itself_is_a_mark() -> None:
    assert times_at_marks([40e3, 42195.0], [12_000.0, 12_700.0])[9] == 12_700.0
