import csv
import warnings
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.physiology.wbgt import (
    air_pressure_ISO_1975,
    wbgt_Liljegren_2008,
    wbgt_simplified_ACSM_1984,
    wbgt_Yaglou_1957,
    wet_bulb_Stull_2011,
)

RACES = Path(__file__).parents[3] / "shared" / "data" / "weather" / "race_weather_5us_marathons_1993_2016.csv"
NOON = datetime(2030, 7, 1, 12, tzinfo=UTC)
anything = st.floats(allow_nan=True, allow_infinity=True)
airs = st.fixed_dictionaries({
    "temperature": st.floats(5, 40),
    "relative_humidity": st.floats(15, 100),
    "wind_speed": st.floats(0.5, 8),
    "solar_radiation": st.floats(0, 1000),
})  # fmt: skip
WARM = {"temperature": 25.0, "relative_humidity": 50.0, "wind_speed": 2.0, "solar_radiation": 500.0}


def wbgt(air: dict[str, float], when: datetime = NOON) -> float:
    return float(wbgt_Liljegren_2008(**air, when=when, latitude=48.0, longitude=11.0))


@pytest.fixture(scope="module")
def races() -> dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    if not RACES.is_file():
        pytest.skip("the weather of American race days does not lie beside this checkout")
    with RACES.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["WBGT"]]
    return {name: np.array([float(row[name]) for row in rows]) for name in ("Td", "Tw", "Tg", "rh", "WBGT")}


@pytest.fixture(scope="module")
def wet_bulb_of_others() -> Callable[[float, float], float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own imports warn of what it will drop
        from pythermalcomfort.psychrometrics import (  # type: ignore[import-untyped]  # noqa: PLC0415  # untyped; takes seconds: here alone
            wet_bulb_tmp,
        )
    return lambda temperature, humidity: float(wet_bulb_tmp(temperature, humidity))


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


@pytest.mark.parametrize(
    "other",
    [
        {"temperature": 81.0},
        {"relative_humidity": 100.5},
        {"wind_speed": -1.0},
        {"solar_radiation": 1401.0},
        {"temperature": float("nan")},
    ],
)
def test_air_that_cannot_be_has_no_number(other: dict[str, float]) -> None:
    assert np.isnan(wbgt(WARM | other))


@pytest.mark.parametrize(("pressure", "is_known"), [(299.0, False), (300.0, True), (1100.0, True), (1101.0, False)])
def test_pressures_are_those_between_the_highest_summit_and_the_lowest_shore(pressure: float, is_known: bool) -> None:  # noqa: FBT001  # one column of a table
    result = wbgt_Liljegren_2008(**WARM, when=NOON, latitude=48.0, longitude=11.0, pressure=pressure)
    assert bool(np.isfinite(result)) is is_known


@given(st.lists(anything, min_size=7, max_size=7))
def test_absurd_air_is_no_exception(values: list[float]) -> None:
    warmth, humidity, wind, sun, latitude, longitude, pressure = values
    result = wbgt_Liljegren_2008(warmth, humidity, wind, sun, NOON, latitude, longitude, pressure)
    assert result.shape == ()


@pytest.mark.parametrize(
    ("year", "is_known"), [(1, False), (1899, False), (1900, True), (2099, True), (2100, False), (9999, False)]
)
def test_the_years_are_those_in_which_the_sun_is_known(year: int, is_known: bool) -> None:  # noqa: FBT001  # one column of a table
    when = datetime(year, 12, 31, 23, tzinfo=timezone(timedelta(hours=-9)))
    assert np.isfinite(wbgt(WARM, when)) == is_known


@given(st.integers(1900, 2099), st.integers(0, 364))
def test_a_year_of_another_century_has_the_sun_of_its_day(year: int, day: int) -> None:
    when = datetime(year, 1, 1, 11, tzinfo=UTC) + timedelta(days=day)
    within = datetime(2030, 1, 1, 11, tzinfo=UTC) + timedelta(days=day)
    assert wbgt(WARM, when) == pytest.approx(wbgt(WARM, within), abs=0.1)


@pytest.mark.parametrize(("year", "borrowed"), [(2055, 1971), (2050, 1966), (1949, 1977), (2099, 1959)])
def test_other_years_borrow_the_sun_of_one_a_multiple_of_28_years_away(year: int, borrowed: int) -> None:
    morning = datetime(2030, 3, 10, 7, 30, tzinfo=UTC)
    assert wbgt(WARM, morning.replace(year=year)) == wbgt(WARM, morning.replace(year=borrowed))


@pytest.mark.parametrize("year", [1950, 2049])
def test_years_of_the_almanac_have_their_own_sun(year: int) -> None:
    morning = datetime(2030, 3, 10, 7, 30, tzinfo=UTC)
    away = morning.replace(year=year + (28 if year < 2000 else -28))
    assert wbgt(WARM, morning.replace(year=year)) != wbgt(WARM, away)


def test_a_batch_says_what_each_alone_says() -> None:
    sun = [0.0, 400.0, 900.0]
    together = wbgt_Liljegren_2008(25.0, 50.0, 2.0, sun, NOON, [48.0, 48.0, 48.0], 11.0)
    assert together.tolist() == [wbgt(WARM | {"solar_radiation": each}) for each in sun]
    assert wbgt_Liljegren_2008([], 50.0, 2.0, 0.0, NOON, 48.0, 11.0).shape == (0,)


def test_a_part_that_cannot_be_leaves_the_rest() -> None:
    together = wbgt_Liljegren_2008([25.0, 999.0, 25.0], 50.0, 2.0, 500.0, NOON, 48.0, 11.0)
    assert np.isnan(together).tolist() == [False, True, False]


def test_the_three_thermometers_give_the_wbgt_of_every_race_day(
    races: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]],
) -> None:
    assert len(races["WBGT"]) == 92
    assert wbgt_Yaglou_1957(races["Tw"], races["Tg"], races["Td"]) == pytest.approx(races["WBGT"], abs=1e-8)


def test_the_simplified_wbgt_is_too_high_by_what_its_docstring_says(
    races: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]],
) -> None:
    too_high = wbgt_simplified_ACSM_1984(races["Td"], races["rh"]) - races["WBGT"]
    assert too_high.mean() == pytest.approx(2.5, abs=0.05)
    assert too_high.std() == pytest.approx(1.1, abs=0.05)


@given(anything, anything, anything)
def test_thermometers_give_something_between_them_or_nothing(wet: float, black: float, dry: float) -> None:
    result = wbgt_Yaglou_1957(wet, black, dry)
    assert np.isnan(result) or min(wet, black, dry) - 1e-9 <= result <= max(wet, black, dry) + 1e-9


@pytest.mark.parametrize(
    ("readings", "is_possible"),
    [
        ((-60.0, -60.0, -60.0), True),
        ((-60.1, -60.0, -60.0), False),
        ((-60.0, -60.1, -60.0), False),
        ((20.0, 100.0, 30.0), True),
        ((80.0, 90.0, 80.1), False),
        ((30.0, 29.0, 30.0), True),
        ((30.1, 29.0, 30.0), False),
    ],
)
def test_a_faulty_thermometer_gives_no_number(readings: tuple[float, float, float], is_possible: bool) -> None:  # noqa: FBT001  # one column of a table
    assert bool(np.isfinite(wbgt_Yaglou_1957(*readings))) is is_possible


@given(anything, anything)
def test_the_simplified_wbgt_is_a_number_for_all_air_that_can_be(temperature: float, humidity: float) -> None:
    possible = -60.0 <= temperature <= 80.0 and 0.0 <= humidity <= 100.0
    assert bool(np.isfinite(wbgt_simplified_ACSM_1984(temperature, humidity))) is possible


@given(st.floats(-20, 50), st.floats(5, 99))
def test_a_wet_bulb_is_that_of_another_implementation(
    wet_bulb_of_others: Callable[[float, float], float], temperature: float, humidity: float
) -> None:
    result = wet_bulb_Stull_2011(temperature, humidity)
    if temperature >= 4.5 - 0.5 * humidity:
        assert result == pytest.approx(wet_bulb_of_others(temperature, humidity), abs=1e-9)
        assert result <= temperature + 0.65
    else:
        assert np.isnan(result)


@given(anything, anything)
def test_a_wet_bulb_outside_the_range_is_no_number(temperature: float, humidity: float) -> None:
    inside = -20.0 <= temperature <= 50.0 and 5.0 <= humidity <= 99.0 and temperature >= 4.5 - 0.5 * humidity
    assert bool(np.isfinite(wet_bulb_Stull_2011(temperature, humidity))) is inside


def test_the_borders_of_the_wet_bulb_belong_to_it() -> None:
    known = wet_bulb_Stull_2011([50.0, -20.0, 2.0, 20.0, 20.0, 1.99, -20.0], [50.0, 99.0, 5.0, 5.0, 99.0, 5.0, 48.9])
    assert np.isfinite(known).tolist() == [True, True, True, True, True, False, False]


@given(anything)
def test_the_air_is_thinner_the_higher_and_known_between_shore_and_summit(altitude: float) -> None:
    pressure = air_pressure_ISO_1975(altitude)
    assert bool(np.isfinite(pressure)) is (-500.0 <= altitude <= 9000.0)
    assert np.isnan(pressure) or (pressure > air_pressure_ISO_1975(9000.0) - 1e-9)


def test_mountain_air_is_a_little_cooler_to_a_runner() -> None:
    sea = wbgt(WARM)
    high = wbgt_Liljegren_2008(**WARM, when=NOON, latitude=48.0, longitude=11.0, pressure=air_pressure_ISO_1975(2500.0))
    assert sea - 0.5 < high < sea
