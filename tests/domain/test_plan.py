import pytest

from uncramp.domain.plan import PacePlan, Split


def test_the_speed_of_a_split_is_its_length_over_its_time() -> None:
    assert Split(end=5000, length=1000, duration=300).speed == pytest.approx(1000 / 300)


def test_the_last_piece_has_the_speed_of_its_own_length() -> None:
    assert Split(end=42_195, length=195, duration=65).speed == 195 / 65


def test_the_time_of_a_pace_plan_is_that_of_all_its_splits() -> None:
    splits = (Split(1000, 1000, 301), Split(2000, 1000, 299), Split(2500, 500, 148))
    assert PacePlan(splits).total_time == 301 + 299 + 148
