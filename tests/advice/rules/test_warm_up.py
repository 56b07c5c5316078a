import pytest

from advice.situations import START, situation
from uncramp.advice.rules import warm_up
from uncramp.advice.situation import Situation
from uncramp.domain.grade import Grade
from uncramp.domain.plan import Race
from uncramp.domain.quantities import Range
from uncramp.evidence.findings import findings

SHORT = situation(race=Race(10_000.0, START))


def minutes(at: Situation) -> float:
    return sum(step.duration or 0.0 for step in warm_up.advise(at).advice.steps) / 60


def test_before_a_short_race_in_the_cool_it_takes_a_quarter_of_an_hour() -> None:
    assert minutes(SHORT) == 15


@pytest.mark.parametrize(("distance", "long"), [(29_999.0, False), (30_000.0, True)])
def test_before_a_long_race_it_is_shorter(distance: float, long: bool) -> None:  # noqa: FBT001  # a table's column
    assert (minutes(situation(race=Race(distance, START))) < 10) is long


@pytest.mark.parametrize(("wbgt", "hot"), [(21.9, False), (22.0, True)])
def test_in_heat_it_is_shorter(wbgt: float, hot: bool) -> None:  # noqa: FBT001  # a table's column
    at = situation(race=SHORT.race, wbgt=Range("wbgt", wbgt - 2, wbgt, wbgt + 2))
    assert (minutes(at) < 10) is hot


def test_unknown_weather_is_not_heat() -> None:
    assert minutes(situation(race=SHORT.race, wbgt=None)) == 15


def test_it_moves_and_promises_nothing_about_cramps() -> None:
    advice = warm_up.advise(SHORT).advice
    assert "never forced" in str(advice.steps[1].sentence)
    assert "No trial has looked at cramps." in str(advice.sentences[0])


def test_the_advice_carries_its_grade_and_findings() -> None:
    advice = warm_up.advise(SHORT).advice
    assert (advice.rule, advice.grade, advice.findings) == ("warm_up", Grade.WEAK, warm_up.FINDINGS)
    assert set(advice.findings) <= findings().keys()
