from dataclasses import replace

import pytest

from uncramp.domain.experiment import Experiment, Question
from uncramp.domain.runner import Condition, Runner
from uncramp.usecases.experiment_offers import obstacles, offer, offers
from usecases.trying import HEALTHY, SEED
from usecases.world import NOW

TODAY = NOW.date()


def test_a_healthy_runner_is_offered_everything() -> None:
    assert [each.question for each in offers(HEALTHY, TODAY)] == list(Question)
    assert all(not each.refusals and not each.needs_agreement for each in offers(HEALTHY, TODAY))


def test_who_did_not_say_when_he_was_born_is_asked_first() -> None:
    for each in offers(replace(HEALTHY, birth_year=None), TODAY):
        assert [str(said) for said in each.refusals] == ["Say in your profile first in which year you were born."]


def test_of_an_adult_of_whom_nothing_else_is_known_only_the_slower_start_is_offered() -> None:
    assert [bool(each.refusals) for each in offers(Runner(birth_year=1990), TODAY)] == [True, False, True]


@pytest.mark.parametrize(("born", "is_refused"), [(2030, True), (2013, True), (2012, True), (2011, False)])
def test_nothing_is_offered_to_who_may_be_below_eighteen(born: int, is_refused: bool) -> None:  # noqa: FBT001  # a case
    for each in offers(replace(HEALTHY, birth_year=born), TODAY):
        assert bool(each.refusals) is is_refused
        assert not is_refused or "adults alone" in str(each.refusals[0])


@pytest.mark.parametrize("condition", Condition)
def test_no_illness_or_medicine_goes_unasked_with_pickle_juice(condition: Condition) -> None:
    offered = offer(Question.PICKLE_JUICE, replace(HEALTHY, conditions=frozenset({condition})), TODAY)
    assert offered.refusals or offered.conditions == (condition,)


def test_an_experiment_may_go_on_while_the_profile_says_the_same() -> None:
    for question in Question:
        rules = offer(question, HEALTHY, TODAY).testable.rules
        begun = Experiment(question, SEED, TODAY, NOW, rules)
        assert obstacles(begun, HEALTHY, TODAY) == ()
        assert len(obstacles(begun, Runner(), TODAY)) == 1
