from datetime import UTC, date, datetime, timedelta

import pytest

from presentation.tried import BEGUN, START, reported
from uncramp.domain.experiment import Question
from uncramp.domain.sentence import say
from uncramp.presentation.experiment_calendar import events
from uncramp.presentation.experimenting import ARMS
from uncramp.presentation.words import Words
from uncramp.usecases.experiment_report import State

WORDS = Words()


def test_blocks_stand_in_the_calendar_and_keep_their_names() -> None:
    shown = events(reported(Question.STRENGTH_WORK), WORDS)
    assert len(shown) == 8
    assert (shown[0].first, shown[0].last) == (date(2030, 1, 7), date(2030, 2, 17))
    assert [each.key for each in shown[:2]] == [f"experiment-0123456789abcdef0123-{place}" for place in (1, 2)]
    assert shown[0].title in {f"Regular strength work for the legs: {WORDS(arm)}" for arm in ARMS.values()}
    assert "Block 1 of 8. Runs count from 2030-01-21 on." in shown[0].text
    assert {each.revision for each in shown} == {0}
    assert {each.stamp for each in shown} == {BEGUN}


def test_a_closed_one_ends_its_block_and_calls_the_others_off() -> None:
    ended = datetime(2030, 3, 1, 18, tzinfo=UTC)
    report = reported(Question.STRENGTH_WORK, ended=ended, closing=ended, closed=date(2030, 3, 1), state=State.CLOSED)
    first, second, third, *_ = events(report, WORDS)
    assert (first.revision, first.is_cancelled, first.stamp) == (0, False, BEGUN)
    assert (second.revision, second.is_cancelled, second.last) == (2, False, date(2030, 3, 1))
    assert (third.revision, third.is_cancelled, third.stamp) == (2, True, ended)


@pytest.mark.parametrize("question", [Question.SLOWER_START, Question.PICKLE_JUICE])
def test_an_order_that_must_not_be_seen_is_not_in_the_calendar(question: Question) -> None:
    (event,) = events(reported(question), WORDS)
    assert (event.first, event.last) == (START, START)
    assert "with it" not in event.title + event.text
    assert "without it" not in event.title + event.text


def suspended(today: date) -> dict[str, object]:
    return {"state": State.SUSPENDED, "suspension": (say("An illness."),), "coming": None, "today": today}


def test_a_suspended_one_calls_off_its_block_and_those_to_come_and_says_why() -> None:
    in_second = START + timedelta(days=42)
    report = reported(Question.STRENGTH_WORK, **suspended(in_second))
    first, second, *others = events(report, WORDS)
    assert (first.is_cancelled, first.revision) == (False, 0)
    for each in (second, *others):
        assert (each.is_cancelled, each.revision) == (True, 1)
        assert each.title == "Suspended: Regular strength work for the legs"
        assert each.text == "Suspended. An illness."


def test_a_suspended_order_says_so_on_its_one_day() -> None:
    (event,) = events(reported(Question.PICKLE_JUICE, **suspended(START)), WORDS)
    assert (event.is_cancelled, event.text) == (True, "Suspended. An illness.")


def test_one_that_is_over_by_its_rules_calls_off_the_rest() -> None:
    report = reported(
        Question.STRENGTH_WORK, closing=BEGUN + timedelta(days=90), closed=START + timedelta(days=84), state=State.OVER
    )
    assert [each.is_cancelled for each in events(report, WORDS)] == [False] * 3 + [True] * 5
