from datetime import UTC, datetime, timedelta, timezone

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.heat import HOTTEST_MEASURED, heat_speed_factor_Mantzios_2022, wbgt_Liljegren_2008

NOON = datetime(2030, 7, 1, 12, tzinfo=UTC)
airs = st.fixed_dictionaries({
    "temperature": st.floats(5, 40),
    "relative_humidity": st.floats(15, 100),
    "wind_speed": st.floats(0.5, 8),
    "solar_radiation": st.floats(0, 1000),
})  # fmt: skip


def wbgt(air: dict[str, float], when: datetime = NOON) -> float:
    return wbgt_Liljegren_2008(**air, when=when, latitude=48.0, longitude=11.0)


@given(airs, st.floats(0, 5))
def test_warmer_air_is_never_cooler_to_a_runner(air: dict[str, float], more: float) -> None:
    assert wbgt(air | {"temperature": air["temperature"] + more}) >= wbgt(air) - 0.05


@given(airs, st.floats(0, 300))
def test_more_sun_is_never_cooler(air: dict[str, float], more: float) -> None:
    assert wbgt(air | {"solar_radiation": air["solar_radiation"] + more}) >= wbgt(air) - 0.05


@given(airs)
def test_damper_air_is_never_cooler(air: dict[str, float]) -> None:
    assert wbgt(air | {"relative_humidity": 100.0}) >= wbgt(air) - 0.05


@given(airs)
def test_the_clock_of_the_place_changes_nothing(air: dict[str, float]) -> None:
    assert wbgt(air, NOON.astimezone(timezone(timedelta(hours=-9, minutes=-30)))) == wbgt(air)


def test_air_without_a_solution_has_no_number() -> None:
    dry = {"temperature": 60.0, "relative_humidity": 0.0, "wind_speed": 2.0, "solar_radiation": 0.0}
    assert np.isnan(wbgt(dry))


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=5))
def test_heat_never_speeds_a_runner_up_and_beyond_what_was_studied_there_is_no_number(values: list[float]) -> None:
    factor = heat_speed_factor_Mantzios_2022(values)
    studied = np.array(values) <= HOTTEST_MEASURED
    assert factor.shape == (len(values),)
    assert np.array_equal(np.isfinite(factor), studied)
    assert ((factor[studied] > 0.96) & (factor[studied] <= 1.0)).all()


@given(st.floats(-20, HOTTEST_MEASURED), st.floats(-20, HOTTEST_MEASURED))
def test_the_hotter_the_slower(one: float, other: float) -> None:
    cool, hot = heat_speed_factor_Mantzios_2022(sorted([one, other]))
    assert hot <= cool
