import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.intensity import (
    polarisation_index_Treff_2019,
    zone_shares_MunizPumares_2025,
    zone_shares_Seiler_2012,
)

numbers = st.floats(allow_nan=True, allow_infinity=True)
records = st.lists(st.tuples(numbers, numbers), max_size=10)


@given(records, numbers)
def test_shares_are_those_of_a_whole_or_unknown(run: list[tuple[float, float]], limit: float) -> None:
    time, value = [each[0] for each in run], [each[1] for each in run]
    for shares in (zone_shares_Seiler_2012(time, value, limit), zone_shares_MunizPumares_2025(time, value, limit)):
        assert shares.shape == (3,)
        assert np.isnan(shares).all() or (shares.sum() == pytest.approx(1) and (shares >= 0).all())


@given(st.integers(100, 230))
def test_a_border_belongs_to_the_zone_above_it(maximum: int) -> None:
    rates = [0.82 * maximum, 0.88 * maximum, 0.82 * maximum - 0.001, 0.88 * maximum - 0.001]
    assert zone_shares_Seiler_2012([1.0] * 4, rates, maximum).tolist() == [0.25, 0.5, 0.25]
    assert zone_shares_Seiler_2012([1.0], [maximum], maximum).tolist() == [0.0, 0.0, 1.0]


@given(st.floats(2, 6))
def test_at_the_critical_speed_begins_the_highest_zone(critical: float) -> None:
    speeds = [critical, 0.823 * critical, 0.822 * critical, 0.999 * critical]
    assert zone_shares_MunizPumares_2025([3.0, 2.0, 4.0, 1.0], speeds, critical).tolist() == pytest.approx(
        [0.4, 0.3, 0.3]
    )


def test_time_without_a_value_is_in_no_zone_and_no_time_has_no_shares() -> None:
    assert zone_shares_Seiler_2012([10.0, 30.0, np.nan], [100.0, np.nan, 180.0], 190.0).tolist() == [1.0, 0.0, 0.0]
    assert zone_shares_Seiler_2012([10.0, 30.0], [100.0, 191.0], 190.0).tolist() == [1.0, 0.0, 0.0]
    assert np.isnan(zone_shares_Seiler_2012([0.0], [100.0], 190.0)).all()
    assert np.isnan(zone_shares_MunizPumares_2025([], [], 4.0)).all()
    assert np.isnan(zone_shares_MunizPumares_2025([10.0], [3.0], 0.0)).all()


@given(numbers, numbers, numbers)
def test_no_share_is_too_strange_for_the_index(low: float, middle: float, high: float) -> None:
    index = float(polarisation_index_Treff_2019(low, middle, high))
    assert np.isfinite(index) == (0 < low <= 1 and 0 < middle <= 1 and 0 < high <= low)


def test_the_index_is_two_where_the_outer_zones_outweigh_the_middle() -> None:
    assert polarisation_index_Treff_2019(0.8, 0.08, 0.1) == pytest.approx(2.0)
    assert polarisation_index_Treff_2019(1.0, 1.0, 1.0) == pytest.approx(2.0)
    assert polarisation_index_Treff_2019([0.8, 0.8], [0.08, 0.1], 0.1).tolist() == pytest.approx([2, np.log10(80)])
    assert np.isnan(polarisation_index_Treff_2019(0.3, 0.3, 0.31))
