from dataclasses import replace
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import runners
from uncramp.domain.runner import Condition, Runner, Sex
from uncramp.evidence.findings import findings
from uncramp.physiology.hyponatraemia import FLAGS, Drinking, Mark, hyponatraemia_flags

NOBODY = Runner()
SMALL = 60.0
EASY = Drinking(duration=10_000.0, drunk=1.0, mass_change=-0.02, every_mile=False, height=1.75)
anything = st.floats()


def marks(runner: Runner = NOBODY, drinking: Drinking = EASY) -> list[Mark]:
    return [flag.mark for flag in hyponatraemia_flags(runner, drinking, small_mass=SMALL)]


def test_who_is_neither_slow_nor_small_nor_drinks_much_bears_no_mark() -> None:
    assert marks(Runner(mass=70.0, sex=Sex.MALE, conditions=frozenset())) == []
    assert marks(NOBODY, Drinking()) == []


@pytest.mark.parametrize(
    ("changes", "mark", "is_borne"),
    [
        ({"duration": 14_400.0}, Mark.SLOW, False),
        ({"duration": 14_401.0}, Mark.SLOW, True),
        ({"mass_change": 0.0}, Mark.MASS_GAIN, False),
        ({"mass_change": 0.001}, Mark.MASS_GAIN, True),
        ({"drunk": 3.0}, Mark.MUCH_DRUNK, False),
        ({"drunk": 3.01}, Mark.MUCH_DRUNK, True),
        ({"drunk": 1.5, "duration": 3600.0}, Mark.DRINKING_FAST, False),
        ({"drunk": 1.51, "duration": 3600.0}, Mark.DRINKING_FAST, True),
        ({"drunk": 1.51, "duration": 0.0}, Mark.DRINKING_FAST, False),
        ({"every_mile": True}, Mark.EVERY_MILE, True),
        ({"every_mile": None}, Mark.EVERY_MILE, False),
    ],
)
def test_how_one_drinks_and_runs_marks(changes: dict[str, float], mark: Mark, is_borne: bool) -> None:  # noqa: FBT001  # expected
    assert (mark in marks(NOBODY, replace(EASY, **changes))) is is_borne  # type: ignore[arg-type]  # by their names


@pytest.mark.parametrize(
    ("runner", "mark", "is_borne"),
    [
        (Runner(mass=60.0), Mark.SMALL_BODY, False),
        (Runner(mass=59.9), Mark.SMALL_BODY, True),
        (Runner(mass=20.0 * 1.75**2), Mark.BODY_MASS_INDEX, False),
        (Runner(mass=19.99 * 1.75**2), Mark.BODY_MASS_INDEX, True),
        (Runner(mass=30.0 * 1.75**2), Mark.BODY_MASS_INDEX, False),
        (Runner(mass=30.01 * 1.75**2), Mark.BODY_MASS_INDEX, True),
        (Runner(sex=Sex.FEMALE), Mark.FEMALE, True),
        (Runner(sex=Sex.MALE), Mark.FEMALE, False),
        (Runner(conditions=frozenset({Condition.NSAID})), Mark.NSAID, True),
        (Runner(conditions=frozenset({Condition.PREVIOUS_HYPONATRAEMIA})), Mark.PREVIOUS_HYPONATRAEMIA, True),
        (Runner(conditions=frozenset({Condition.STATIN})), Mark.NSAID, False),
        (Runner(conditions=frozenset({Condition.NSAID})), Mark.PREVIOUS_HYPONATRAEMIA, False),
    ],
)
def test_who_one_is_marks(runner: Runner, mark: Mark, is_borne: bool) -> None:  # noqa: FBT001  # expected
    assert (mark in marks(runner)) is is_borne


@pytest.mark.parametrize("mass", [48.0, 70.0, 110.0])
def test_a_body_is_small_below_the_mass_that_is_asked_for(mass: float) -> None:
    for small_mass, expected in [(mass, False), (mass + 0.1, True), (nan, False)]:
        found = hyponatraemia_flags(Runner(mass=mass), EASY, small_mass=small_mass)
        assert (FLAGS[Mark.SMALL_BODY] in found) is expected


@pytest.mark.parametrize("height", [nan, inf, 0.0, -1.7, 5e-324, 0.99, 2.51, 175.0])
def test_without_a_height_that_can_be_there_is_no_index_to_mark(height: float) -> None:
    assert marks(Runner(mass=70.0), replace(EASY, height=height)) == []


@pytest.mark.parametrize("height", [1.0, 1.5, 1.9, 2.5])
def test_a_body_too_heavy_or_too_light_for_its_height_is_marked(height: float) -> None:
    assert marks(Runner(mass=70.0), replace(EASY, height=height)) == [Mark.BODY_MASS_INDEX]


def test_the_strongest_mark_comes_first() -> None:
    bad = Drinking(duration=20_000.0, drunk=6.0, mass_change=0.02, every_mile=True, height=1.6)
    assert marks(Runner(mass=48.0, sex=Sex.FEMALE), bad)[:2] == [Mark.MASS_GAIN, Mark.SLOW]
    everything = replace(bad, drunk=10.0)
    ill = frozenset({Condition.NSAID, Condition.PREVIOUS_HYPONATRAEMIA})
    assert marks(Runner(mass=48.0, sex=Sex.FEMALE, conditions=ill), everything) == list(Mark)


def test_every_mark_has_its_finding_and_every_ratio_stands_in_it() -> None:
    assert list(FLAGS) == list(Mark)
    for flag in FLAGS.values():
        text = findings()[flag.finding].value
        if flag.odds_ratio is not None:
            ratio = flag.odds_ratio
            assert f"OR {ratio.value:g} ({ratio.low:g}-{ratio.high:g})" in text
    assert [flag.mark for flag in FLAGS.values() if flag.odds_ratio] == [Mark.MASS_GAIN, Mark.SLOW]


@given(runners, st.builds(Drinking, duration=anything, drunk=anything, mass_change=anything, height=anything))
def test_no_numbers_break_the_marks(runner: Runner, drinking: Drinking) -> None:
    found = marks(runner, drinking)
    assert len(found) == len(set(found))
