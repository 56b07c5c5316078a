from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uncramp.domain.experiment import Arm, DrawnFor, Experiment, Question
from uncramp.evidence.experiments import questions
from uncramp.risk.allotment import blocks, drawn, order

BEGUN = datetime(2030, 1, 1, 12, tzinfo=UTC)
SEEDS = st.integers(0, 2**48 - 1)


def experiment(question: Question, seed: int = 7, start: date = date(2030, 1, 7)) -> Experiment:
    return Experiment(question, seed, start, BEGUN, questions()[question].rules)


@given(SEEDS, st.sampled_from(Question))
def test_the_arms_never_differ_by_more_than_two_turns(seed: int, question: Question) -> None:
    lead = 0
    for arm in order(experiment(question, seed)):
        lead += 1 if arm is Arm.WITH else -1
        assert abs(lead) <= 2


@given(SEEDS)
def test_blocks_are_drawn_in_pairs(seed: int) -> None:
    arms = order(experiment(Question.STRENGTH_WORK, seed))
    assert len(arms) == 8
    assert all(set(arms[place : place + 2]) == set(Arm) for place in range(0, 8, 2))


def test_an_order_can_be_drawn_again_on_any_machine() -> None:
    signs = "".join("+" if arm is Arm.WITH else "-" for arm in drawn(7, questions()[Question.SLOWER_START].rules))
    assert signs[:24] == "-++-+-+--++--+-++-+--++-"


def test_more_turns_go_on_with_the_same_order() -> None:
    rules = questions()[Question.PICKLE_JUICE].rules
    assert drawn(3, rules, 40)[: rules.most] == drawn(3, rules)
    assert len(drawn(3, rules, 40)) == rules.most + 40


def test_each_turn_is_with_it_in_half_of_all_orders() -> None:
    rules = questions()[Question.SLOWER_START].rules
    for place in (0, 1, 2, 3, 50):
        share = sum(drawn(seed, rules)[place] is Arm.WITH for seed in range(2000)) / 2000
        assert share == pytest.approx(0.5, abs=0.04)


def test_the_second_turn_cannot_be_told_from_the_first() -> None:
    rules = questions()[Question.SLOWER_START].rules
    alike = sum(len(set(drawn(seed, rules)[:2])) == 1 for seed in range(2000)) / 2000
    assert alike == pytest.approx(1 / 6, abs=0.03)  # one in three in fours, never in pairs, and half are fours


def test_blocks_follow_each_other_without_a_gap() -> None:
    stretches = blocks(experiment(Question.STRENGTH_WORK))
    assert [each.turn for each in stretches] == list(range(8))
    assert stretches[0].first == date(2030, 1, 7)
    assert stretches[0].counted == date(2030, 1, 21)
    assert stretches[0].last == date(2030, 2, 17)
    assert stretches[1].first == date(2030, 2, 18)
    assert [each.arm for each in stretches] == list(order(experiment(Question.STRENGTH_WORK)))


@pytest.mark.parametrize("question", [Question.SLOWER_START, Question.PICKLE_JUICE])
def test_what_is_drawn_turn_by_turn_has_no_calendar(question: Question) -> None:
    assert blocks(experiment(question)) == ()


def test_no_turns_are_no_order() -> None:
    rules = replace(questions()[Question.STRENGTH_WORK].rules, most=0)
    assert rules.drawn_for is DrawnFor.BLOCK
    assert drawn(1, rules) == ()
