import numpy as np
import pytest
from hypothesis import given

from strategies import streams
from uncramp.domain.streams import COLUMNS, Streams


def test_what_was_not_recorded_is_nan_and_never_zero() -> None:
    columns = Streams.of([0, 1, 2], heart_rate=[120, np.nan, 122])
    assert np.isnan(columns.power).all()
    assert np.isnan(columns.heart_rate).tolist() == [False, True, False]
    assert columns.recorded == ("heart_rate",)


def test_every_column_has_the_length_of_the_records() -> None:
    columns = Streams.of([0, 1, 2])
    assert len(columns) == 3
    assert {columns[name].shape for name in ("elapsed_time", *COLUMNS)} == {(3,)}
    assert {columns[name].dtype for name in ("elapsed_time", *COLUMNS)} == {np.dtype(np.float64)}


def test_zeros_are_recorded_values() -> None:
    assert Streams.of([0], altitude=[0], latitude=[0]).recorded == ("altitude", "latitude")


def test_no_records_are_no_recorded_columns() -> None:
    assert Streams.of([]).recorded == ()


def test_an_unknown_column_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"^unknown columns \['hart_rate'\]$"):
        Streams.of([0], hart_rate=[120])


def test_a_column_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^power has shape \(2,\), not \(3,\)$"):
        Streams.of([0, 1, 2], power=[200, 210])


def test_a_developer_column_does_not_hide_a_wrong_column_of_its_name() -> None:
    with pytest.raises(ValueError, match=r"^power has shape \(1,\), not \(3,\)$"):
        Streams.of([0, 1, 2], {"power": [200, 210, 220]}, power=[200])


def test_times_in_rows_are_no_column() -> None:
    with pytest.raises(ValueError, match=r"^elapsed_time has shape \(2, 2\), not \(4,\)$"):
        Streams.of([[0, 1], [2, 3]])


def test_a_name_that_is_no_column_gives_none() -> None:
    with pytest.raises(KeyError, match="developer"):
        Streams.of([0])["developer"]


@given(streams())
def test_equal_streams_have_their_gaps_in_the_same_places(one: Streams) -> None:
    again = Streams.of(one.elapsed_time, one.developer, **{name: one[name] for name in COLUMNS})
    assert again == one


def test_streams_differ_by_any_value_and_by_developer_columns() -> None:
    one = Streams.of([0, 1], {"Leg Spring Stiffness": [9, 9]}, speed=[3, np.nan])
    assert one != Streams.of([0, 1], {"Leg Spring Stiffness": [9, 9]}, speed=[3, 3])
    assert one != Streams.of([0, 1], {"Leg Spring Stiffness": [9, 8]}, speed=[3, np.nan])
    assert one != Streams.of([0, 1], speed=[3, np.nan])
    assert one != "streams"


def test_streams_have_no_hash_as_their_arrays_can_change() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(Streams.of([0]))
