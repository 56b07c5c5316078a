from hypothesis import given

from advice.situations import ORDINARY, situation, situations
from uncramp.advice.compose import RULES, compose
from uncramp.advice.limits import within_limits
from uncramp.advice.situation import Situation
from uncramp.domain.plan import Plan
from uncramp.domain.quantities import Range


def test_every_rule_has_its_say_in_the_order_of_the_day() -> None:
    assert [each.rule for each in compose(ORDINARY).advice] == ["warm_up", "pace", "drink", "cool_down"]


@given(situations())
def test_every_advice_of_every_plan_has_a_grade_words_and_findings(at: Situation) -> None:
    plan = compose(at)
    heard = RULES if plan.pace.splits else ()  # none where nobody should race
    for advice, rule in zip(plan.advice, heard, strict=True):
        assert (advice.grade, advice.findings) == (rule.GRADE, rule.FINDINGS)
        assert advice.sentences
        assert all(str(each) for each in (advice.title, *advice.sentences, *(step.sentence for step in advice.steps)))


def test_the_numbers_are_those_of_the_rules_as_far_as_the_limits_allow() -> None:
    plan = compose(ORDINARY)
    pace, drink = RULES[1].advise(ORDINARY).pace, RULES[2].advise(ORDINARY).drink
    assert pace is not None
    assert drink is not None
    assert plan.pace == pace
    assert plan == within_limits(Plan(ORDINARY.race, pace, drink, plan.advice), ORDINARY)


def test_in_heat_that_stops_races_there_are_words_and_no_splits() -> None:
    plan = compose(situation(wbgt=Range("wbgt", 29.0, 31.0, 33.0)))
    assert plan.pace.splits == ()
    assert (plan.advice, plan.drink.ceiling) == ((), None)
    assert [str(each)[:11] for each in plan.notices] == ["Do not race"]


@given(situations())
def test_the_same_situation_makes_the_same_plan(at: Situation) -> None:
    assert compose(at) == compose(at)
