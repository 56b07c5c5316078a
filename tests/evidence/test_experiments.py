from math import log

import pytest

from uncramp.domain.experiment import DrawnFor, Question
from uncramp.domain.grade import Grade
from uncramp.domain.runner import NO_DRINK_PLAN, Condition
from uncramp.evidence.experiments import questions
from uncramp.evidence.findings import findings


def test_every_question_has_its_rules_in_the_order_of_the_questions() -> None:
    assert list(questions()) == list(Question)


@pytest.mark.parametrize("question", Question)
def test_rules_can_be_kept_to(question: Question) -> None:
    rules = questions()[question].rules
    assert rules.most % rules.every == 0
    assert rules.first * 2 <= rules.most or rules.drawn_for is DrawnFor.BLOCK
    assert rules.margin > 1
    assert min(rules.lower, rules.same, rules.higher) > 0.5  # so no two are said at once
    assert log(rules.margin) < rules.prior_sd
    assert rules.wash_out_days < rules.block_days or rules.drawn_for is not DrawnFor.BLOCK


@pytest.mark.parametrize("question", Question)
def test_no_question_is_graded_above_the_best_of_its_findings(question: Question) -> None:
    testable = questions()[question]
    strength = [Grade.CONTRADICTED, Grade.WEAK, Grade.CONSENSUS, Grade.MODERATE, Grade.STRONG]
    best = max(strength.index(findings()[each].grade) for each in testable.findings)
    assert strength.index(testable.grade) <= best


def test_pickle_juice_is_for_nobody_to_whom_a_drink_plan_is_refused() -> None:
    testable = questions()[Question.PICKLE_JUICE]
    assert testable.not_with >= NO_DRINK_PLAN
    assert Condition.GUT_DISEASE in testable.not_with
    assert testable.asks_conditions


def test_with_pickle_juice_every_illness_and_medicine_forbids_or_is_asked_about() -> None:
    testable = questions()[Question.PICKLE_JUICE]
    assert testable.not_with | testable.ask_with == frozenset(Condition)
    assert not testable.not_with & testable.ask_with


def test_strength_work_asks_about_nerves_and_other_illnesses() -> None:
    assert questions()[Question.STRENGTH_WORK].ask_with >= {Condition.NERVE_DISEASE, Condition.OTHER_CHRONIC_DISEASE}


def test_strength_work_asks_about_injuries_and_a_slower_start_about_nothing() -> None:
    assert questions()[Question.STRENGTH_WORK].asks_injury
    assert not questions()[Question.SLOWER_START].asks_injury
    assert not questions()[Question.SLOWER_START].asks_conditions
