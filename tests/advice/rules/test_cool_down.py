import pytest

from advice.situations import ORDINARY, situation
from uncramp.advice.rules import cool_down
from uncramp.advice.situation import Situation
from uncramp.domain.grade import Grade
from uncramp.domain.quantities import Quantity
from uncramp.domain.runner import NO_DRINK_PLAN, Condition, Runner
from uncramp.evidence.findings import findings


def litres(at: Situation) -> list[Quantity]:
    steps = cool_down.advise(at).advice.steps
    return [value for step in steps for value in step.sentence.values.values() if isinstance(value, Quantity)]


def test_it_begins_with_five_minutes_on_foot() -> None:
    first = cool_down.advise(ORDINARY).advice.steps[0]
    assert "walking" in str(first.sentence)
    assert first.duration == 300


def test_afterwards_at_most_a_litre_and_a_quarter_for_each_kilogram_lost_and_a_litre_in_the_first_hour() -> None:
    assert litres(ORDINARY) == [Quantity("fluid", 1.25), Quantity("fluid", 1.0)]


@pytest.mark.parametrize("condition", sorted(NO_DRINK_PLAN))
def test_where_a_doctor_has_to_say_there_are_no_litres(condition: Condition) -> None:
    patient = situation(runner=Runner(mass=70.0, conditions=frozenset({condition})))
    assert litres(patient) == []
    assert "ask your doctor" in " ".join(str(step.sentence) for step in cool_down.advise(patient).advice.steps)


def test_who_weighs_as_much_as_before_has_nothing_to_make_up() -> None:
    assert "nothing to make up" in str(cool_down.advise(ORDINARY).advice.sentences[0])


def test_the_advice_carries_its_grade_and_findings() -> None:
    advice = cool_down.advise(ORDINARY).advice
    assert (advice.rule, advice.grade, advice.findings) == ("cool_down", Grade.WEAK, cool_down.FINDINGS)
    assert set(advice.findings) <= findings().keys()
