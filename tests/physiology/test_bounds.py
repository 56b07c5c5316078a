import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.quantities import Quantity, quantity_kinds
from uncramp.physiology.bounds import possible, ratio, within

numbers = st.floats()


def test_the_bounds_are_inside_and_what_is_next_to_them_is_not() -> None:
    beside = [np.nextafter(2.0, 0.0), 2.0, 3.0, np.nextafter(3.0, 4.0)]
    assert within(beside, 2.0, 3.0).tolist() == pytest.approx([np.nan, 2.0, 3.0, np.nan], nan_ok=True)


def test_nothing_is_inside_unknown_or_crossed_bounds() -> None:
    assert np.isnan(within([0.0, 1.0, np.inf], np.nan, 1.0)).all()
    assert np.isnan(within([0.0, 1.0, -np.inf], 0.0, np.nan)).all()
    assert np.isnan(within(0.5, 1.0, 0.0))


@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3)])
def test_the_shape_is_kept(shape: tuple[int, ...]) -> None:
    assert within(np.ones(shape), 0.0, 1.0).shape == possible(np.ones(shape), "count").shape == shape


def test_values_that_cannot_be_are_unknown() -> None:
    assert np.isnan(possible([-0.1, 1_000_000.1, np.nan, np.inf], "distance")).all()
    assert possible([0.0, 1_000_000.0], "distance").tolist() == [0.0, 1_000_000.0]


@given(st.lists(numbers, max_size=5), st.sampled_from(sorted(quantity_kinds())))
def test_a_value_is_possible_just_where_its_quantity_says_so(values: list[float], kind: str) -> None:
    found = possible(values, kind)
    assert [not np.isnan(each) for each in found] == [Quantity(kind, each).is_possible for each in values]
    assert found[~np.isnan(found)].tolist() == [each for each in values if Quantity(kind, each).is_possible]


def test_a_ratio_over_next_to_nothing_is_none() -> None:
    told = ratio(np.array([1.0, 1.0, 0.0, 3.0]), np.array([5e-324, 0.0, np.nan, 2.0]))
    assert told.tolist() == pytest.approx([np.nan, np.nan, np.nan, 1.5], nan_ok=True)
