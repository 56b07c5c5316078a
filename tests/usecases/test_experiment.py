from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from uncramp.domain.errors import InvalidValueError, NotFoundError
from uncramp.domain.experiment import Arm, Experiment, Question
from uncramp.domain.runner import NO_DRINK_PLAN, Condition, Runner
from uncramp.evidence.experiments import questions
from uncramp.risk.allotment import order
from uncramp.usecases.experiment import (
    draw_lot,
    start_experiment,
    stop_experiment,
    today_of,
    write_block,
    write_run,
    write_twitch,
)
from uncramp.usecases.ports import Logbook
from usecases.trying import HEALTHY, SEED, begun, cramped, quiet, ran, turned, twitched
from usecases.world import NOW

TODAY = NOW.date()


@pytest.mark.parametrize("condition", [*sorted(NO_DRINK_PLAN), Condition.GUT_DISEASE])
def test_pickle_juice_is_never_drawn_for_who_may_not_drink_it(condition: Condition, logbook: Logbook) -> None:
    logbook.save_runner(replace(HEALTHY, conditions=frozenset({condition})))
    with pytest.raises(InvalidValueError, match="not offered with an illness"):
        start_experiment(Question.PICKLE_JUICE, TODAY, SEED, logbook, NOW, is_agreed=True)
    assert logbook.experiments() == []


@pytest.mark.parametrize(
    "runner",
    [
        replace(HEALTHY, injury_12_months=True),
        replace(HEALTHY, conditions=frozenset({Condition.PREGNANCY})),
        replace(HEALTHY, conditions=frozenset({Condition.HEART_DISEASE, Condition.STATIN})),
        replace(HEALTHY, conditions=frozenset({Condition.NERVE_DISEASE})),
        replace(HEALTHY, conditions=frozenset({Condition.OTHER_CHRONIC_DISEASE})),
    ],
)
def test_strength_work_after_an_injury_or_with_child_is_for_those_to_allow_who_treat(
    runner: Runner, logbook: Logbook
) -> None:
    logbook.save_runner(runner)
    with pytest.raises(InvalidValueError, match="ask who treats you first"):
        start_experiment(Question.STRENGTH_WORK, TODAY, SEED, logbook, NOW)
    assert start_experiment(Question.STRENGTH_WORK, TODAY, SEED, logbook, NOW, is_agreed=True)


def test_an_injury_or_illness_that_nobody_told_is_asked_first(logbook: Logbook) -> None:
    logbook.save_runner(Runner(birth_year=1990, conditions=frozenset()))
    with pytest.raises(InvalidValueError, match="injured of late"):
        start_experiment(Question.STRENGTH_WORK, TODAY, SEED, logbook, NOW)
    logbook.save_runner(Runner(birth_year=1990, injury_12_months=False))
    with pytest.raises(InvalidValueError, match="which illnesses and medicines"):
        start_experiment(Question.STRENGTH_WORK, TODAY, SEED, logbook, NOW)


def test_the_past_cannot_be_drawn_by_lot_nor_a_far_future(logbook: Logbook) -> None:
    logbook.save_runner(HEALTHY)
    with pytest.raises(InvalidValueError, match="2030-06-29 has passed"):
        start_experiment(Question.SLOWER_START, date(2030, 6, 29), SEED, logbook, NOW)
    with pytest.raises(InvalidValueError, match="more than a year away"):
        start_experiment(Question.SLOWER_START, TODAY + timedelta(days=366), SEED, logbook, NOW)
    assert start_experiment(Question.SLOWER_START, TODAY + timedelta(days=365), SEED, logbook, NOW)


def test_the_rules_of_the_day_are_kept_with_it(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    kept = logbook.experiment(number).experiment
    assert kept.rules == questions()[Question.SLOWER_START].rules
    assert (kept.seed, kept.start) == (SEED, TODAY - timedelta(days=100))


def test_two_at_once_are_refused(logbook: Logbook) -> None:
    first = begun(Question.SLOWER_START, logbook)
    with pytest.raises(InvalidValueError, match="One thing at a time"):
        start_experiment(Question.PICKLE_JUICE, TODAY, SEED, logbook, NOW)
    stop_experiment(first, logbook, NOW)
    assert start_experiment(Question.PICKLE_JUICE, TODAY, SEED, logbook, NOW) != first


def test_today_is_where_the_runner_is(logbook: Logbook) -> None:
    late = datetime(2030, 6, 30, 23, tzinfo=UTC)
    assert today_of(logbook, late) == date(2030, 6, 30)
    logbook.save_runner(Runner(time_zone="Asia/Tokyo"))
    assert today_of(logbook, late) == date(2030, 7, 1)


def test_runs_take_the_turns_whose_lots_were_drawn_for_them(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    arms = order(logbook.experiment(number).experiment)
    early, late = ran(logbook, 5, 1)
    turned(number, logbook, early, late, deviates=late)
    entries = logbook.experiment(number).entries
    assert [(each.turn, each.run) for each in entries] == [(0, early), (1, late)]
    assert [each.did for each in entries] == [arms[0], arms[1].other]


def test_no_run_has_a_turn_before_its_lot_is_drawn(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    cramped_run, quiet_run = ran(logbook, 5, 1)
    cramped(logbook, cramped_run)
    quiet(logbook, quiet_run)
    for run in (quiet_run, cramped_run):
        with pytest.raises(InvalidValueError, match="The lot of turn 1 was not drawn"):
            write_run(number, run, logbook, NOW, is_followed=True)
    draw_lot(number, logbook, NOW)
    for run in (quiet_run, cramped_run):
        with pytest.raises(InvalidValueError, match=f"Run {run} had begun before the lot of turn 1 was drawn"):
            write_run(number, run, logbook, NOW, is_followed=True)
    assert logbook.experiment(number).entries == ()


def test_a_lot_is_for_the_first_long_run_after_it_whichever_is_told_first(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    draw_lot(number, logbook, NOW - timedelta(days=6))
    first, second = ran(logbook, 5, 1)
    (short,) = ran(logbook, 5.5, distance=9_000.0)
    with pytest.raises(InvalidValueError, match=f"that is run {first}, not run {second}"):
        write_run(number, second, logbook, NOW, is_followed=True)
    with pytest.raises(InvalidValueError, match=f"Run {short} is too short"):
        write_run(number, short, logbook, NOW, is_followed=True)
    assert write_run(number, first, logbook, NOW, is_followed=True).turn == 0
    with pytest.raises(InvalidValueError, match="The lot of turn 2 was not drawn"):
        write_run(number, second, logbook, NOW, is_followed=True)


def test_a_run_that_begins_as_the_lot_is_drawn_had_begun(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    (run,) = ran(logbook, 1)
    draw_lot(number, logbook, NOW - timedelta(days=1))
    with pytest.raises(InvalidValueError, match="had begun before"):
        write_run(number, run, logbook, NOW, is_followed=True)


def test_a_lot_is_drawn_once_and_never_ahead(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    first = draw_lot(number, logbook, NOW - timedelta(days=3))
    assert (first.turn, first.drawn) == (0, NOW - timedelta(days=3))
    assert draw_lot(number, logbook, NOW) == first
    assert logbook.experiment(number).experiment.lots == (first,)


def test_no_lot_is_drawn_before_the_first_day_nor_for_blocks(logbook: Logbook) -> None:
    logbook.save_runner(HEALTHY)
    number = start_experiment(Question.SLOWER_START, TODAY + timedelta(days=2), SEED, logbook, NOW)
    with pytest.raises(InvalidValueError, match="It begins on 2030-07-02"):
        draw_lot(number, logbook, NOW)
    stop_experiment(number, logbook, NOW)
    with pytest.raises(InvalidValueError, match="each block was drawn when it began"):
        draw_lot(begun(Question.STRENGTH_WORK, logbook), logbook, NOW)


def test_who_contradicts_himself_is_believed_the_second_time(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    (run,) = ran(logbook, 1)
    turned(number, logbook, run)
    second = write_run(number, run, logbook, NOW, is_followed=False)
    assert second.turn == 0
    assert logbook.experiment(number).entries == (second,)


def test_a_run_that_is_not_there_has_no_turn(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook, days_ago=10)
    with pytest.raises(NotFoundError, match="no run 999"):
        write_run(number, 999, logbook, NOW, is_followed=True)


def test_a_twitch_is_written_down_with_its_end(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    twitched(number, logbook, 3, release=90.0)
    entry = twitched(number, logbook, is_followed=False, went_on=True)
    assert (entry.turn, entry.went_on, entry.release) == (1, True, None)
    assert logbook.experiment(number).entries[0].release == 90.0


def test_a_twitch_without_a_lot_has_no_turn(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    with pytest.raises(InvalidValueError, match="The lot of turn 1 was not drawn"):
        write_twitch(number, logbook, NOW, is_followed=True, went_on=False)


def test_there_is_one_sip_a_run_at_most_also_in_an_experiment_begun_anew(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    twitched(number, logbook)
    with pytest.raises(InvalidValueError, match="One sip a run at most: 48 hours"):
        draw_lot(number, logbook, NOW + timedelta(hours=47.9))
    assert len(logbook.experiment(number).experiment.lots) == 1
    stop_experiment(number, logbook, NOW)
    anew = start_experiment(Question.PICKLE_JUICE, None, SEED, logbook, NOW)
    with pytest.raises(InvalidValueError, match="One sip a run at most"):
        draw_lot(anew, logbook, NOW + timedelta(hours=1))
    assert draw_lot(anew, logbook, NOW + timedelta(hours=48)).turn == 0


ILL = replace(
    HEALTHY,
    conditions=frozenset({Condition.KIDNEY_DISEASE, Condition.PREVIOUS_HYPONATRAEMIA, Condition.PREGNANCY}),
)


def test_an_illness_told_while_it_goes_on_ends_lots_and_sips(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    draw_lot(number, logbook, NOW)
    logbook.save_runner(ILL)
    with pytest.raises(InvalidValueError, match="not offered with an illness"):
        draw_lot(number, logbook, NOW)
    with pytest.raises(InvalidValueError, match="not offered with an illness"):
        write_twitch(number, logbook, NOW, is_followed=True, went_on=False)
    stop_experiment(number, logbook, NOW)
    assert logbook.experiment(number).entries == ()


def test_an_illness_about_which_nobody_was_asked_suspends_runs_and_blocks(logbook: Logbook) -> None:
    number = begun(Question.STRENGTH_WORK, logbook)
    logbook.save_runner(replace(HEALTHY, injury_12_months=True))
    with pytest.raises(InvalidValueError, match="nobody who treats you was asked"):
        write_block(number, 1, logbook, NOW, is_followed=True)
    stop_experiment(number, logbook, NOW)
    number = begun(Question.SLOWER_START, logbook)
    (run,) = ran(logbook, 1)
    draw_lot(number, logbook, NOW - timedelta(days=2))
    logbook.save_runner(replace(HEALTHY, birth_year=None))
    with pytest.raises(InvalidValueError, match="in which year you were born"):
        write_run(number, run, logbook, NOW, is_followed=True)


def test_what_was_agreed_to_goes_on_and_no_more_than_that(logbook: Logbook) -> None:
    expecting = replace(HEALTHY, conditions=frozenset({Condition.PREGNANCY}), injury_12_months=True)
    logbook.save_runner(expecting)
    number = start_experiment(Question.STRENGTH_WORK, TODAY, SEED, logbook, NOW, is_agreed=True)
    assert write_block(number, 1, logbook, NOW, is_followed=True).turn == 0
    more = frozenset({Condition.PREGNANCY, Condition.HEART_DISEASE})
    logbook.save_runner(replace(expecting, conditions=more))
    with pytest.raises(InvalidValueError, match="nobody who treats you was asked"):
        write_block(number, 1, logbook, NOW, is_followed=True)


@pytest.mark.parametrize("question", Question)
def test_nothing_is_begun_below_eighteen(question: Question, logbook: Logbook) -> None:
    logbook.save_runner(replace(HEALTHY, birth_year=2013))
    with pytest.raises(InvalidValueError, match="for adults alone"):
        start_experiment(question, TODAY, SEED, logbook, NOW)
    assert logbook.experiments() == []


@pytest.mark.parametrize("release", [0.0, -1.0, 3601.0, float("nan"), float("inf")])
def test_a_time_that_cannot_be_is_refused(release: float, logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    draw_lot(number, logbook, NOW)
    with pytest.raises(InvalidValueError, match="cannot be right"):
        write_twitch(number, logbook, NOW, is_followed=True, went_on=True, release=release)
    assert logbook.experiment(number).entries == ()


def test_after_the_last_turn_there_is_none(logbook: Logbook) -> None:
    logbook.save_runner(HEALTHY)
    rules = replace(questions()[Question.SLOWER_START].rules, most=2)
    start = (NOW - timedelta(days=9)).date()
    number = logbook.add_experiment(Experiment(Question.SLOWER_START, SEED, start, NOW, rules))
    turned(number, logbook, *ran(logbook, 3, 2))
    with pytest.raises(InvalidValueError, match="All 2 turns"):
        draw_lot(number, logbook, NOW)


def test_what_is_over_by_its_rules_takes_no_more_and_makes_room(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    for place, arm in enumerate(order(logbook.experiment(number).experiment)[:16]):
        twitched(number, logbook, 90 - 3 * place, went_on=arm is Arm.WITHOUT)
    with pytest.raises(InvalidValueError, match=f"Experiment {number} is closed"):
        draw_lot(number, logbook, NOW)
    with pytest.raises(InvalidValueError, match=f"Experiment {number} is closed"):
        write_twitch(number, logbook, NOW, is_followed=True, went_on=True)
    assert start_experiment(Question.SLOWER_START, TODAY, SEED, logbook, NOW) != number


def test_a_block_is_kept_or_not_once_it_has_begun(logbook: Logbook) -> None:
    number = begun(Question.STRENGTH_WORK, logbook, days_ago=50)
    arms = order(logbook.experiment(number).experiment)
    assert write_block(number, 1, logbook, NOW, is_followed=True).did is arms[0]
    assert write_block(number, 2, logbook, NOW, is_followed=False).did is arms[1].other
    assert write_block(number, 1, logbook, NOW, is_followed=False).did is arms[0].other
    assert len(logbook.experiment(number).entries) == 2
    with pytest.raises(InvalidValueError, match="Block 3 begins on 2030-08-"):
        write_block(number, 3, logbook, NOW, is_followed=True)
    for missing in (0, 9):
        with pytest.raises(InvalidValueError, match=f"no block {missing}; the experiment has 8"):
            write_block(number, missing, logbook, NOW, is_followed=True)


def test_each_kind_takes_its_own_turns_only(logbook: Logbook) -> None:
    (run,) = ran(logbook, 1)
    number = begun(Question.STRENGTH_WORK, logbook)
    with pytest.raises(InvalidValueError, match="runs count by themselves"):
        write_run(number, run, logbook, NOW, is_followed=True)
    stop_experiment(number, logbook, NOW)
    number = begun(Question.SLOWER_START, logbook)
    with pytest.raises(InvalidValueError, match="each turn is a run"):
        write_twitch(number, logbook, NOW, is_followed=True, went_on=True)
    stop_experiment(number, logbook, NOW)
    number = begun(Question.PICKLE_JUICE, logbook)
    with pytest.raises(InvalidValueError, match="each turn is a twitch"):
        write_block(number, 1, logbook, NOW, is_followed=True)


def test_what_is_closed_takes_no_more(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    stop_experiment(number, logbook, NOW)
    with pytest.raises(InvalidValueError, match=f"Experiment {number} is closed"):
        write_twitch(number, logbook, NOW, is_followed=True, went_on=True)
    with pytest.raises(NotFoundError):
        stop_experiment(99, logbook, NOW)
