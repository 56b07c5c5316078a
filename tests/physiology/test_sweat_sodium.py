from dataclasses import replace
from math import hypot, inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.quantities import Range
from uncramp.physiology.sweat_sodium import (
    MILLIGRAMS_PER_MILLIMOLE,
    SodiumModel,
    SodiumTest,
    SweatCollection,
    sweat_sodium_prediction,
    sweat_sodium_rise_Holmes_2016,
    whole_body_sodium_Baker_2016,
)

MEN = SodiumModel(mean=44.0, sd=19.1, patch_sd=7.1, whole_body_sd=3.0, day_sd=6.0, effort_sd=0.25)
SHARP = replace(MEN, mean=50.0, sd=1e6)  # what the test says alone
WHOLE, PATCH = SweatCollection.WHOLE_BODY, SweatCollection.FOREARM_PATCH


def expected(*tests: SodiumTest, model: SodiumModel = MEN, share: float = 0.8) -> Range:
    return sweat_sodium_prediction(tests, model, share)


def test_a_patch_is_read_by_the_printed_line() -> None:
    assert whole_body_sodium_Baker_2016(50.0) == pytest.approx(0.57 * 50 + 11.05)
    for patch, is_known in ((5.0, True), (4.99, False), (150.0, True), (150.1, False), (nan, False), (inf, False)):
        assert np.isfinite(whole_body_sodium_Baker_2016(patch)) == is_known


def test_sweat_gets_saltier_between_the_two_efforts_that_were_measured() -> None:
    assert sweat_sodium_rise_Holmes_2016(0.75) == pytest.approx((1 + 49.4 / 30.6) / 2)
    for share, is_known in ((0.6, True), (0.599, False), (0.9, True), (0.901, False), (nan, False)):
        assert np.isfinite(sweat_sodium_rise_Holmes_2016(share)) == is_known


def test_a_whole_body_test_is_worth_more_than_a_patch() -> None:
    whole, patch = (
        expected(SodiumTest(sodium, how, 0.8), model=SHARP) for sodium, how in ((60.0, WHOLE), (85.88, PATCH))
    )
    assert whole.median == pytest.approx(60, abs=0.01)
    assert patch.median == pytest.approx(60, abs=0.01)
    assert whole.sd == pytest.approx(hypot(hypot(3.0, 6.0), 6.0), rel=1e-3)
    assert patch.sd == pytest.approx(hypot(hypot(7.1, 6.0), 6.0), rel=1e-3)


def test_a_test_at_an_easier_effort_is_carried_over_to_the_harder_run() -> None:
    easy = expected(SodiumTest(40.0, WHOLE, 0.6), model=SHARP, share=0.9)
    assert easy.median == pytest.approx(40 * 49.4 / 30.6, abs=0.01)
    assert easy.sd == pytest.approx(hypot(hypot(3.0 * 49.4 / 30.6, 6.0), 6.0), rel=1e-3)


@pytest.mark.parametrize(("of_test", "of_run"), [(nan, 0.8), (0.8, nan), (0.3, 0.8), (nan, nan)])
def test_efforts_that_cannot_be_compared_widen(of_test: float, of_run: float) -> None:
    rate = expected(SodiumTest(40.0, WHOLE, of_test), model=SHARP, share=of_run)
    assert rate.median == pytest.approx(40, abs=0.1)
    assert rate.sd == pytest.approx(hypot(hypot(3.0, 0.25 * 40.0), 6.0, 6.0), rel=0.02)


def test_without_a_test_runners_of_the_same_sex_stand_in() -> None:
    assert expected().median == pytest.approx(44.5, abs=0.3)
    women = replace(MEN, mean=33.9, sd=12.1)
    assert expected(model=women).median == pytest.approx(34.1, abs=0.2)
    assert expected(model=women).high < expected().high


@pytest.mark.parametrize("sodium", [nan, inf, -3.0, 0.0, 4.9, 500.0, 121.0])
@pytest.mark.parametrize("how", [WHOLE, PATCH])
def test_what_no_sweat_holds_is_left_out(sodium: float, how: SweatCollection) -> None:
    if how is PATCH and sodium == 121.0:
        return  # a patch may read so high
    assert expected(SodiumTest(sodium, how, 0.8)) == expected()


@given(
    st.lists(st.builds(SodiumTest, st.floats(), st.sampled_from(SweatCollection), st.floats()), max_size=4), st.floats()
)
def test_the_rate_stays_within_what_is_possible(tests: list[SodiumTest], share: float) -> None:
    rate = sweat_sodium_prediction(tests, MEN, share)
    assert 5 <= rate.low <= rate.median <= rate.high <= 120


@given(st.lists(st.floats(10, 100), min_size=1, max_size=30))
def test_tests_narrow_but_never_below_the_spread_from_day_to_day(seen: list[float]) -> None:
    rate = expected(*(SodiumTest(each, WHOLE, 0.8) for each in seen))
    assert rate.high - rate.low < expected().high - expected().low
    assert rate.high - rate.low > 2 * 1.28 * 6.0 * 0.6  # less only where the bounds cut it off


@given(st.floats(10, 110), st.floats(10, 110))
def test_who_is_saltier_in_a_test_is_expected_to_be_saltier(one: float, other: float) -> None:
    less, more = sorted([one, other])
    assert expected(SodiumTest(less, WHOLE, 0.8)).median <= expected(SodiumTest(more, WHOLE, 0.8)).median


def test_a_millimole_of_sodium_weighs_what_the_table_of_elements_says() -> None:
    assert MILLIGRAMS_PER_MILLIMOLE == 22.99


def test_sweat_is_never_saltier_than_it_can_be() -> None:
    salty = sweat_sodium_prediction([], replace(MEN, mean=115.0))
    assert 100.0 < salty.median < salty.high < 120.0
