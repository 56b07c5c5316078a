import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.streams import FloatArray
from uncramp.physiology.windows import Windows, fading_sums

histories = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9) | st.just(np.nan)), max_size=40)
numbers = st.floats(allow_nan=True, allow_infinity=True)


def columns(history: list[tuple[int, float]]) -> tuple[FloatArray, FloatArray]:
    """Starts and values."""
    return np.array([start for start, _ in history], float), np.array([value for _, value in history], float)


def inside(moment: float, length: float, starts: FloatArray, values: FloatArray) -> FloatArray:
    """The known values of a window, by its definition."""
    chosen = values[(starts >= moment - length) & (starts < moment)]
    return chosen[~np.isnan(chosen)]


@given(histories, st.lists(st.integers(-5, 70), max_size=10), st.integers(1, 70))
def test_a_window_holds_what_began_before_the_moment_and_not_too_long_ago(
    history: list[tuple[int, float]], moments: list[int], length: int
) -> None:
    starts, values = columns(history)
    windows = Windows.before(moments, starts, float(length))
    held = [inside(moment, length, starts, values) for moment in moments]
    assert windows.count(values).tolist() == [each.size for each in held]
    assert windows.greatest(values).tolist() == pytest.approx([max(each, default=np.nan) for each in held], nan_ok=True)
    sums = [each.sum() if each.size else np.nan for each in held]
    assert windows.sum(values).tolist() == pytest.approx(sums, nan_ok=True)
    means = [each.mean() if each.size else np.nan for each in held]
    assert windows.mean(values).tolist() == pytest.approx(means, nan_ok=True)


def test_the_oldest_moment_of_a_window_is_in_it_and_its_own_is_not() -> None:
    windows = Windows.before(10.0, [7.0, 10.0, 6.999], 3.0)
    assert windows.greatest(np.array([1.0, 2.0, 4.0])) == 1.0


@given(st.lists(numbers, max_size=6), st.lists(st.tuples(numbers, st.floats(0, 1e6) | st.just(np.nan)), max_size=6))
def test_no_moment_and_no_start_is_too_strange(moments: list[float], history: list[tuple[float, float]]) -> None:
    starts, values = columns(history)  # type: ignore[arg-type]  # any number is a start here
    windows = Windows.before(moments, starts, 30.0)
    assert windows.greatest(values).shape == windows.sum(values).shape == (len(moments),)
    assert not windows.count(values)[~np.isfinite(moments)].any()


def test_the_shape_is_that_of_the_moments() -> None:
    windows = Windows.before(np.full((2, 3), 5.0), [4.0], 3.0)
    assert windows.greatest(np.array([7.0])).tolist() == [[7.0] * 3] * 2
    assert windows.mean(np.array([7.0])).shape == (2, 3)


def test_a_sum_fades_from_each_value_to_the_next() -> None:
    assert fading_sums([8.0, 0.0, 0.0, 1.0], 0.5) == pytest.approx([8.0, 4.0, 2.0, 2.0])
    assert fading_sums([], 0.5).size == 0
    assert fading_sums([8.0, 1.0], 0.0).tolist() == [8.0, 1.0]
    assert fading_sums([8.0, 1.0], 1.0).tolist() == [8.0, 9.0]


@given(st.lists(st.floats(0, 1e5), max_size=60), st.floats(1e-6, 0.999))
def test_a_fading_sum_goes_on_step_by_step_however_fast_it_fades(values: list[float], kept: float) -> None:
    left, course = 0.0, []
    for value in values:
        left = kept * left + value
        course.append(left)
    assert fading_sums(values, kept) == pytest.approx(course, rel=1e-9, abs=1e-9)


def test_a_single_run_may_be_told_without_a_list() -> None:
    windows = Windows.before(10.0, 5.0, 100.0)
    assert windows.greatest(np.asarray(7.0)) == 7.0
    assert windows.count(np.asarray(7.0)) == 1
