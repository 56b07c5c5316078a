from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import inf, nan
from typing import Any

import pytest
from hypothesis import given

from strategies import weigh_ins
from uncramp.domain.diary import (
    CrampEpisode,
    MassReading,
    Muscle,
    Onset,
    Severity,
    Side,
    WeighIn,
    check_answer,
    check_episode,
)
from uncramp.domain.errors import InvalidValueError

CALF = CrampEpisode(datetime(2026, 5, 1, tzinfo=UTC), Muscle.CALF, distance=30_000.0)


@pytest.mark.parametrize("onset", [Onset.DURING, Onset.AFTER])
@pytest.mark.parametrize("severity", [None, Severity.TWITCH, Severity.SEVERE])
def test_a_cramp_or_twitch_in_a_run_or_after_it_contradicts_that_nothing_cramped(
    onset: Onset, severity: Severity | None
) -> None:
    what = "a twitch" if severity is Severity.TWITCH else "a cramp"
    with pytest.raises(
        InvalidValueError, match=rf"^The diary holds {what} .calf, at 30000 m. of run 7\. If it was none"
    ):
        check_answer(7, [replace(CALF, onset=Onset.NIGHT), replace(CALF, onset=onset, severity=severity)])


def test_it_is_said_how_to_take_a_contradicting_cramp_back() -> None:
    with pytest.raises(InvalidValueError, match=r"on the page of the run, or with uncramp cramp 7 --take-back\.$"):
        check_answer(7, [CALF])


def test_night_cramps_and_an_empty_diary_do_not_contradict_that_nothing_cramped() -> None:
    check_answer(7, [])
    check_answer(7, [replace(CALF, onset=Onset.NIGHT)])


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"reported": CALF.reported + timedelta(seconds=2)},
        {"distance": 30_100.0},
        {"distance": 29_900.0},
        {"note": "on the hill"},
        {"severity": Severity.MILD},
    ],
)
def test_a_cramp_of_the_same_muscle_at_the_same_place_is_one_told_twice(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError, match=r"^The diary holds a cramp .calf, at 30000 m. of this run already\.$"):
        check_episode(replace(CALF, **changes), [replace(CALF, muscle=Muscle.FOOT), CALF])


@pytest.mark.parametrize(
    "changes",
    [
        {"muscle": Muscle.HAMSTRING},
        {"onset": Onset.AFTER},
        {"side": Side.LEFT},
        {"severity": Severity.TWITCH},
        {"distance": 30_101.0},
        {"distance": 29_899.0},
        {"distance": None},
    ],
)
def test_another_muscle_leg_kind_time_or_place_is_another_cramp(changes: dict[str, Any]) -> None:
    other = replace(CALF, **changes)
    check_episode(other, [CALF])
    check_episode(CALF, [other])


def test_cramps_without_a_place_are_the_same_whatever_else_was_told() -> None:
    with pytest.raises(InvalidValueError, match=r"^The diary holds a cramp .calf. of this run already\.$"):
        check_episode(replace(CALF, distance=None, note="again"), [replace(CALF, distance=None)])


def test_the_change_of_mass_is_a_share_of_the_mass_before() -> None:
    assert WeighIn(before=70, after=68.6, drunk=0.5, duration=7200).mass_change == pytest.approx(-1.4 / 70)
    assert WeighIn(before=50, after=50.5, drunk=2, duration=7200).mass_change == pytest.approx(0.5 / 50)


@given(weigh_ins())
def test_a_loss_is_negative_and_a_gain_positive(weigh_in: WeighIn) -> None:
    assert (weigh_in.mass_change < 0) == (weigh_in.after < weigh_in.before)


@pytest.mark.parametrize(
    ("before", "after", "drunk", "urine", "value"),
    [
        (7.05, 70, 0.5, 0, "7.05 kg"),
        (70, 690, 0.5, 0, "690 kg"),
        (nan, 70, 0.5, 0, "nan kg"),
        (70, 69, -0.5, 0, "-0.5 L"),
        (70, 69, 500, 0, "500 L"),
        (70, 69, 0.5, -1, "-1 L"),
        (70, 69, 0.5, 31, "31 L"),
        (70, 69, 0.5, nan, "nan L"),
    ],
)
def test_what_no_scale_can_show_is_refused_with_the_value(
    before: float, after: float, drunk: float, urine: float, value: str
) -> None:
    with pytest.raises(InvalidValueError, match=f"^A weigh-in cannot hold {value}.$"):
        WeighIn(before, after, drunk, duration=3600, urine=urine)


def test_urine_and_clothes_of_which_nobody_told_are_unknown_and_not_none() -> None:
    untold = WeighIn(70, 69, drunk=0.5, duration=3600)
    assert (untold.urine, untold.wet_clothes) == (None, None)
    assert untold != WeighIn(70, 69, drunk=0.5, duration=3600, urine=0.0)


@pytest.mark.parametrize(("before", "after"), [(86, 68), (68, 86)])
def test_swapped_digits_are_refused_as_no_run_takes_so_much(before: float, after: float) -> None:
    with pytest.raises(InvalidValueError, match=f"^No run takes a body from {before} kg to {after} kg.$"):
        WeighIn(before, after, drunk=0.5, duration=3600)


@pytest.mark.parametrize("duration", [0, -60, nan, inf])
def test_a_weigh_in_without_a_duration_is_refused_with_the_value(duration: float) -> None:
    with pytest.raises(InvalidValueError, match=f"^A weigh-in needs a duration above 0, not {duration:g} s.$"):
        WeighIn(70, 69, drunk=0.5, duration=duration)


def test_muscles_are_asked_for_in_the_order_in_which_runners_cramp() -> None:
    # Marathon runners with a history of cramps, Manjra 1996: calf 80 %, hamstring 66 %, quadriceps 48 %.
    assert list(Muscle)[:3] == [Muscle.CALF, Muscle.HAMSTRING, Muscle.QUADRICEPS]


@pytest.mark.parametrize("mass", [0.0, 6.9, 690.0, nan, inf, -70.0])
def test_a_mass_that_no_body_has_is_refused_with_the_value(mass: float) -> None:
    with pytest.raises(InvalidValueError, match=rf"^No body has a mass of {mass:g} kg\.$"):
        MassReading(datetime(2026, 5, 1, tzinfo=UTC), mass)


def test_a_mass_that_a_body_has_is_taken() -> None:
    assert MassReading(datetime(2026, 5, 1, tzinfo=UTC), 70.3).mass == 70.3
