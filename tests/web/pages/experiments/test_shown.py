from presentation.tried import BEGUN, START, reported
from uncramp.domain.experiment import Arm, Entry, Question
from uncramp.domain.runner import Runner
from uncramp.presentation.experimenting import ARMS, TODO
from uncramp.presentation.words import Words
from uncramp.usecases.experiment_offers import offers
from uncramp.usecases.experiment_outcomes import Outcome, Told
from uncramp.usecases.experiment_report import Coming, State
from uncramp.web.pages.experiments.forms import StartForm
from uncramp.web.pages.experiments.shown import shown, shown_list, shown_offer


def test_an_offer_has_its_rules_and_its_form() -> None:
    form = StartForm()
    each = shown_offer(offers(Runner(), START)[1], form, Words())
    assert each.form is form
    assert each.agreement is None
    assert len(each.rules) > 5


def test_a_line_says_how_far_it_is_and_what_it_says() -> None:
    (line,) = shown_list([reported()])
    assert (str(line.state), str(line.verdict)) == ("going on", "Cannot tell yet")


def test_only_the_lot_of_the_turn_is_handed_to_the_page() -> None:
    drawn = shown(reported(), Words())["lot"]
    assert isinstance(drawn, tuple)
    assert drawn[0] == TODO[Question.SLOWER_START, Arm.WITH]
    assert shown(reported(coming=Coming(4)), Words())["lot"] == ()
    assert shown(reported(coming=None), Words())["lot"] == ()


def test_blocks_that_have_begun_are_asked_about() -> None:
    blocks = shown(reported(Question.STRENGTH_WORK, did={1: Arm.WITH}), Words())["blocks"]
    assert isinstance(blocks, list)
    assert [each.is_now for each in blocks] == [False] * 4 + [True] + [False] * 3
    assert [each.is_asked for each in blocks] == [True] * 5 + [False] * 3
    assert [each.did for each in blocks[:3]] == [None, ARMS[Arm.WITH], None]
    closed = shown(reported(Question.STRENGTH_WORK, state=State.CLOSED, coming=None), Words())["blocks"]
    assert isinstance(closed, list)
    assert not any(each.is_now or each.is_asked for each in closed)


def test_an_outcome_says_where_the_other_was_done_and_where_it_is_untold() -> None:
    told = (
        Told(0, Arm.WITH, Outcome.NOT_ASKED, Entry(0, BEGUN, Arm.WITHOUT)),
        Told(1, Arm.WITH, Outcome.NONE, Entry(1, BEGUN, Arm.WITH)),
        Told(2, Arm.WITH, Outcome.NONE),
    )
    lines = shown(reported(told=told), Words())["told"]
    assert isinstance(lines, list)
    assert [(each.told.turn, each.is_other, each.is_untold) for each in lines] == [
        (2, False, False),
        (1, False, False),
        (0, True, True),
    ]
