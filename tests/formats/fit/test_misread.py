import numpy as np
import pytest

from uncramp.formats.fit.messages import Table
from uncramp.formats.fit.misread import without_misread

HEART_RATE = [140.0, 141, 142, 143, 144]


def kept(heart_rate: list[float], doubtful: list[int]) -> tuple[list[float], list[int | None]]:
    """Heart rates of the records that are left, and bytes of the findings."""
    table = Table(10 * np.arange(len(heart_rate)), {"heart_rate": np.array(heart_rate, float)})
    messages, findings = without_misread({"record": table}, doubtful)
    return messages["record"].numbers("heart_rate").tolist(), [finding.offset for finding in findings]


def test_a_record_before_damage_that_fits_in_stays() -> None:
    assert kept(HEART_RATE, [20]) == (HEART_RATE, [])


@pytest.mark.parametrize("value", [0, 250.5, 180, np.nan])
def test_a_record_before_damage_with_a_value_that_cannot_be_or_leaps_is_left_out(value: float) -> None:
    assert kept([140, 141, value, 143, 144], [20]) == ([140, 141, 143, 144], [20])


def test_the_same_value_elsewhere_is_left_alone() -> None:
    assert kept([140, 141, 180, 143, 144], [0]) == ([140, 141, 180, 143, 144], [])
    assert without_misread({}, [0]) == ({}, [])
