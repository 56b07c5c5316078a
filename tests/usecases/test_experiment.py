from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from uncramp.domain.errors import InvalidValueError, NotFoundError
from uncramp.domain.experiment import Question
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.runner import NO_DRINK_PLAN, Condition, Runner
from uncramp.risk.allotment import order
from uncramp.usecases.experiment import (
    is_long,
    offers,
    start_experiment,
    stop_experiment,
    today_of,
    write_block,
    write_run,
    write_twitch,
)
from uncramp.usecases.ports import Logbook
from usecases.trying import HEALTHY, SEED, begun, ran
from usecases.world import NOW

TODAY = NOW.date()


def test_a_healthy_runner_is_offered_everything() -> None:
    assert [each.question for each in offers(HEALTHY)] == list(Question)
    assert all(not each.refusals and not each.needs_agreement for each in offers(HEALTHY))


def test_of_whom_nothing_is_known_only_the_slower_start_is_offered() -> None:
    assert [bool(each.refusals) for each in offers(Runner())] == [True, False, True]


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
    logbook.save_runner(Runner(conditions=frozenset()))
    with pytest.raises(InvalidValueError, match="injured of late"):
        start_experiment(Question.STRENGTH_WORK, TODAY, SEED, logbook, NOW)
    logbook.save_runner(Runner(injury_12_months=False))
    with pytest.raises(InvalidValueError, match="which illnesses and medicines"):
        start_experiment(Question.STRENGTH_WORK, TODAY, SEED, logbook, NOW)


def test_the_past_cannot_be_drawn_by_lot_nor_a_far_future(logbook: Logbook) -> None:
    with pytest.raises(InvalidValueError, match="2030-06-29 has passed"):
        start_experiment(Question.SLOWER_START, date(2030, 6, 29), SEED, logbook, NOW)
    with pytest.raises(InvalidValueError, match="more than a year away"):
        start_experiment(Question.SLOWER_START, TODAY + timedelta(days=366), SEED, logbook, NOW)
    assert start_experiment(Question.SLOWER_START, TODAY + timedelta(days=365), SEED, logbook, NOW)


def test_the_rules_of_the_day_are_kept_with_it(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    kept = logbook.experiment(number).experiment
    assert kept.rules == offers(HEALTHY)[1].testable.rules
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


@pytest.mark.parametrize(
    ("distance", "time", "sport", "long"),
    [
        (10_000.0, 3000.0, Sport.RUNNING, True),
        (9_999.0, 3600.0, Sport.RUNNING, False),
        (9_999.0, 3601.0, Sport.RUNNING, True),
        (None, 3601.0, Sport.RUNNING, True),
        (None, 3600.0, Sport.RUNNING, False),
        (40_000.0, 7200.0, Sport.CYCLING, False),
    ],
)
def test_long_runs_alone_count(distance: float | None, time: float, sport: Sport, long: bool) -> None:  # noqa: FBT001  # expected
    assert is_long(Outline(sport, NOW, time, time, distance=distance)) is long


def test_runs_take_the_turns_as_they_are_written_down(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    arms = order(logbook.experiment(number).experiment)
    late, early = ran(logbook, 1, 5)
    assert write_run(number, late, logbook, NOW, is_followed=True).did is arms[0]
    assert write_run(number, early, logbook, NOW, is_followed=False).did is arms[1].other
    assert [(each.turn, each.run) for each in logbook.experiment(number).entries] == [(0, late), (1, early)]


def test_who_contradicts_himself_is_believed_the_second_time(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    (run,) = ran(logbook, 1)
    first = write_run(number, run, logbook, NOW, is_followed=True)
    second = write_run(number, run, logbook, NOW, is_followed=False)
    assert second.turn == first.turn == 0
    assert logbook.experiment(number).entries == (second,)


def test_a_run_before_it_or_too_short_has_no_turn(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook, days_ago=10)
    (before,) = ran(logbook, 11)
    (short,) = ran(logbook, 1, distance=9_000.0)
    with pytest.raises(InvalidValueError, match=f"Run {before} was before the experiment began on 2030-06-20"):
        write_run(number, before, logbook, NOW, is_followed=True)
    with pytest.raises(InvalidValueError, match=f"Run {short} is too short"):
        write_run(number, short, logbook, NOW, is_followed=True)
    with pytest.raises(NotFoundError, match="no run 999"):
        write_run(number, 999, logbook, NOW, is_followed=True)


def test_a_twitch_is_written_down_with_its_end(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    write_twitch(number, logbook, NOW, is_followed=True, went_on=False, release=90.0)
    entry = write_twitch(number, logbook, NOW, is_followed=False, went_on=True)
    assert (entry.turn, entry.went_on, entry.release) == (1, True, None)
    assert logbook.experiment(number).entries[0].release == 90.0


@pytest.mark.parametrize("release", [0.0, -1.0, 3601.0, float("nan"), float("inf")])
def test_a_time_that_cannot_be_is_refused(release: float, logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    with pytest.raises(InvalidValueError, match="cannot be right"):
        write_twitch(number, logbook, NOW, is_followed=True, went_on=True, release=release)
    assert logbook.experiment(number).entries == ()


def test_after_the_last_turn_there_is_none(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    for _ in range(60):
        write_twitch(number, logbook, NOW, is_followed=True, went_on=False)
    with pytest.raises(InvalidValueError, match="All 60 turns"):
        write_twitch(number, logbook, NOW, is_followed=True, went_on=False)


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
