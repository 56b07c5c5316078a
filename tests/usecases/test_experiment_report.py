from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from uncramp.domain.codec import plain
from uncramp.domain.diary import CrampEpisode, Muscle, Onset, Severity
from uncramp.domain.errors import NotFoundError
from uncramp.domain.experiment import Arm, Entry, Experiment, Question, Verdict
from uncramp.domain.runner import Condition, Runner
from uncramp.evidence.experiments import questions
from uncramp.logbook.models import RunRow
from uncramp.presentation.experimenting import of_told
from uncramp.presentation.words import Words
from uncramp.risk.allotment import blocks, order
from uncramp.usecases.experiment import draw_lot, start_experiment, stop_experiment, write_block
from uncramp.usecases.experiment_outcomes import Outcome
from uncramp.usecases.experiment_report import State, report_on, reports
from uncramp.usecases.ports import Logbook
from usecases.trying import HEALTHY, SEED, begun, cramped, quiet, ran, turned, twitched
from usecases.world import NOW


def test_an_experiment_without_outcomes_cannot_tell_yet(logbook: Logbook) -> None:
    for question in Question:
        number = begun(question, logbook, days_ago=1)
        report = report_on(number, logbook, NOW)
        assert report.state is State.GOING_ON
        assert report.conclusion.verdict is Verdict.NOT_YET
        assert report.observations == ()
        assert report.further is None
        assert report.ratio.median == pytest.approx(1.0, abs=1e-6)
        stop_experiment(number, logbook, NOW)


def test_it_waits_for_its_first_day(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook, days_ago=0)
    report = report_on(number, logbook, NOW - timedelta(days=2))
    assert report.state is State.WAITING
    assert report.coming is None


def test_the_diary_says_how_a_run_ended(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    runs = ran(logbook, 5, 4, 3, 2, 1)
    turned(number, logbook, *runs)
    cramped(logbook, runs[0])
    cramped(logbook, runs[1], Severity.TWITCH)
    quiet(logbook, runs[2])
    logbook.add_episode(runs[3], CrampEpisode(NOW, Muscle.CALF, Onset.NIGHT))
    report = report_on(number, logbook, NOW)
    assert [each.outcome for each in report.told] == [
        Outcome.CRAMP, Outcome.NEAR_CRAMP, Outcome.NONE, Outcome.NOT_ASKED, Outcome.NOT_ASKED
    ]  # fmt: skip
    assert [each.score for each in report.observations] == [1.0, 0.5, 0.0]
    assert sum(tally.known for tally in report.tallies.values()) == 3


def test_a_twitch_beside_a_cramp_is_a_cramp_whichever_was_told_first(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    runs = ran(logbook, 2, 1)
    turned(number, logbook, *runs)
    for run, order_told in zip(runs, [(None, Severity.TWITCH), (Severity.TWITCH, None)], strict=True):
        for severity in order_told:
            cramped(logbook, run, severity)
    assert {each.outcome for each in report_on(number, logbook, NOW).told} == {Outcome.CRAMP}


def test_silence_is_none_only_of_who_writes_every_cramp_down(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    (run,) = ran(logbook, 1)
    turned(number, logbook, run)
    assert report_on(number, logbook, NOW).told[0].outcome is Outcome.NOT_ASKED
    logbook.save_runner(replace(HEALTHY, writes_every_cramp=True))
    assert report_on(number, logbook, NOW).told[0].outcome is Outcome.NONE


def test_it_is_read_as_drawn_whatever_was_done(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    arms = order(logbook.experiment(number).experiment)
    runs = ran(logbook, 4, 3, 2, 1)
    turned(number, logbook, *runs, deviates=runs[1])
    quiet(logbook, *runs)
    report = report_on(number, logbook, NOW)
    assert [each.arm for each in report.observations] == list(arms[:4])
    assert (report.deviations, report.written) == (1, 4)


def test_the_lot_that_was_drawn_is_shown_and_nothing_beyond_it(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    arms = order(logbook.experiment(number).experiment)
    report = report_on(number, logbook, NOW)
    assert report.coming is not None
    assert (report.coming.turn, report.coming.arm, report.coming.drawn) == (0, None, None)
    draw_lot(number, logbook, NOW)
    report = report_on(number, logbook, NOW)
    assert report.coming is not None
    assert (report.coming.turn, report.coming.arm, report.coming.drawn) == (0, arms[0], NOW)
    assert report.seed is None
    assert str(SEED) not in {str(each) for each in plain(report).values()}
    assert report.blocks == ()
    stop_experiment(number, logbook, NOW)
    assert report_on(number, logbook, NOW).seed == SEED
    assert report_on(number, logbook, NOW).coming is None


def test_the_run_that_has_the_turn_is_named(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook, days_ago=10)
    ran(logbook, 4)
    ran(logbook, 2.5, distance=5_000.0)
    assert report_on(number, logbook, NOW).waiting == ()
    draw_lot(number, logbook, NOW - timedelta(days=3))
    first, _ = ran(logbook, 2, 1)
    assert [run.number for run in report_on(number, logbook, NOW).waiting] == [first]


def test_the_lot_of_a_twitch_says_what_to_do_for_ten_minutes(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    draw_lot(number, logbook, NOW)
    for minutes, is_due in ((0, True), (10, True), (11, False)):
        coming = report_on(number, logbook, NOW + timedelta(minutes=minutes)).coming
        assert coming is not None
        assert coming.is_due is is_due


ILL = replace(
    HEALTHY,
    conditions=frozenset({Condition.KIDNEY_DISEASE, Condition.PREVIOUS_HYPONATRAEMIA, Condition.PREGNANCY}),
)


@pytest.mark.parametrize(
    ("question", "runner"),
    [
        (Question.PICKLE_JUICE, ILL),
        (Question.PICKLE_JUICE, replace(HEALTHY, conditions=frozenset({Condition.OTHER_CHRONIC_DISEASE}))),
        (Question.PICKLE_JUICE, replace(HEALTHY, conditions=None)),
        (Question.STRENGTH_WORK, replace(HEALTHY, injury_12_months=True)),
        (Question.SLOWER_START, replace(HEALTHY, birth_year=2015)),
    ],
)
def test_what_the_profile_says_later_suspends_it(question: Question, runner: Runner, logbook: Logbook) -> None:
    number = begun(question, logbook)
    if question is not Question.STRENGTH_WORK:
        draw_lot(number, logbook, NOW)
    logbook.save_runner(runner)
    for report in (report_on(number, logbook, NOW), *reports(logbook, NOW)):
        assert report.state is State.SUSPENDED
        assert len(report.suspension) == 1
        assert (report.coming, report.waiting, report.further, report.seed) == (None, (), None, None)
    logbook.save_runner(HEALTHY)
    assert report_on(number, logbook, NOW).state is State.GOING_ON


def decided(logbook: Logbook) -> tuple[int, list[int]]:
    """Number of an experiment whose twenty runs decide it, and the runs that cramped."""
    number = begun(Question.SLOWER_START, logbook)
    arms = order(logbook.experiment(number).experiment)[:40]
    runs = ran(logbook, *range(60, 20, -1))
    turned(number, logbook, *runs)
    bad = [run for run, arm in zip(runs, arms, strict=True) if arm is Arm.WITHOUT]
    for run in bad:
        cramped(logbook, run)
    quiet(logbook, *(run for run in runs if run not in bad))
    return number, bad


def test_a_verdict_stays_when_the_diary_is_changed_after_it(logbook: Logbook) -> None:
    number, bad = decided(logbook)
    before = report_on(number, logbook, NOW)
    assert (before.conclusion.verdict, before.state, before.seed) == (Verdict.LOWER, State.OVER, SEED)
    assert (before.has_changed, before.closed) == (False, NOW.date())
    episodes = {each.run: each.number for each in logbook.episodes()}
    for run in bad:
        logbook.remove_episode(episodes[run])
        quiet(logbook, run)
    after = report_on(number, logbook, NOW + timedelta(days=1))
    assert after.conclusion == before.conclusion
    assert (after.state, after.seed, after.has_changed) == (State.OVER, SEED, True)
    assert after.closed == NOW.date()
    assert after.ratio.median > before.ratio.median  # belief is that of today's diary
    assert start_experiment(Question.PICKLE_JUICE, None, SEED, logbook, NOW) != number


def test_the_seed_stays_hidden_until_a_conclusion_is_kept(logbook: Logbook) -> None:
    logbook.save_runner(HEALTHY)
    rules = replace(questions()[Question.SLOWER_START].rules, most=2)
    start = (NOW - timedelta(days=9)).date()
    number = logbook.add_experiment(Experiment(Question.SLOWER_START, SEED, start, NOW, rules))
    runs = ran(logbook, 3, 2)
    turned(number, logbook, *runs)
    open_end = report_on(number, logbook, NOW)
    assert (open_end.state, open_end.seed, open_end.closed) == (State.OVER, None, None)
    quiet(logbook, *runs)
    assert report_on(number, logbook, NOW).seed == SEED


def test_who_closes_it_keeps_what_was_read_then(logbook: Logbook) -> None:
    number, _ = decided(logbook)
    stop_experiment(number, logbook, NOW)
    assert report_on(number, logbook, NOW).conclusion.verdict is Verdict.LOWER
    early = begun(Question.SLOWER_START, logbook, days_ago=1)
    stop_experiment(early, logbook, NOW)
    closed = report_on(early, logbook, NOW)
    assert (closed.state, closed.conclusion.verdict) == (State.CLOSED, Verdict.NOT_YET)
    assert logbook.experiment(early).experiment.decision is not None


def test_a_closing_day_is_that_of_the_runners_clock(logbook: Logbook) -> None:
    logbook.save_runner(replace(HEALTHY, time_zone="Pacific/Auckland"))
    nine = datetime(2030, 8, 11, 21, tzinfo=UTC)  # 09:00 on the 12th in Auckland
    start = date(2030, 7, 1)
    rules = questions()[Question.STRENGTH_WORK].rules
    number = logbook.add_experiment(Experiment(Question.STRENGTH_WORK, SEED, start, NOW, rules))
    assert blocks(logbook.experiment(number).experiment)[0].last == date(2030, 8, 11)
    stop_experiment(number, logbook, nine)
    report = report_on(number, logbook, nine + timedelta(days=3))
    assert (report.turns, report.closed) == (1, date(2030, 8, 12))


def test_a_run_that_is_gone_keeps_its_turn_and_counts_no_more(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    gone, there = ran(logbook, 2, 1)
    turned(number, logbook, gone, there)
    for run in (gone, there):
        cramped(logbook, run)
    RunRow.objects.filter(pk=gone).delete()
    report = report_on(number, logbook, NOW)
    assert [each.outcome for each in report.told] == [Outcome.GONE, Outcome.CRAMP]
    assert report.turns == 2
    assert len(report.observations) == 1


def test_two_turns_that_become_one_run_count_once(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    one, other = ran(logbook, 2, 1)
    turned(number, logbook, one, other)
    cramped(logbook, one)
    logbook.join(one, other)
    assert [each.outcome for each in report_on(number, logbook, NOW).told] == [Outcome.CRAMP, Outcome.GONE]


def test_runs_count_in_the_block_of_their_day_and_not_in_its_wash_out(logbook: Logbook) -> None:
    number = begun(Question.STRENGTH_WORK, logbook, days_ago=84)
    first, second = blocks(logbook.experiment(number).experiment)[:2]
    washed, counted, last, second_washed, of_second, before = ran(logbook, 84, 70, 43, 42, 28, 85)
    quiet(logbook, washed, counted, last, second_washed, of_second, before)
    report = report_on(number, logbook, NOW)
    assert [(each.turn, each.run.number) for each in report.told if each.run] == [
        (0, counted),
        (0, last),
        (1, of_second),
    ]
    assert [each.arm for each in report.told] == [first.arm, first.arm, second.arm]
    assert report.turns == 2
    assert report.coming is not None
    assert report.coming.turn == 2


def test_what_was_done_in_a_block_is_told(logbook: Logbook) -> None:
    number = begun(Question.STRENGTH_WORK, logbook, days_ago=50)
    arms = order(logbook.experiment(number).experiment)
    write_block(number, 1, logbook, NOW, is_followed=False)
    report = report_on(number, logbook, NOW)
    assert report.did == {0: arms[0].other}
    assert (report.deviations, report.written) == (1, 1)


def test_it_is_over_with_its_last_block_and_could_not_be_told(logbook: Logbook) -> None:
    number = begun(Question.STRENGTH_WORK, logbook, days_ago=8 * 42)
    assert report_on(number, logbook, NOW - timedelta(days=1)).state is State.GOING_ON
    report = report_on(number, logbook, NOW)
    assert report.state is State.OVER
    assert report.conclusion.verdict is Verdict.NOT_TOLD
    assert report.coming is None


def test_twitches_that_went_on_in_one_arm_alone_are_told(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    for place, arm in enumerate(order(logbook.experiment(number).experiment)[:16]):
        twitched(number, logbook, 90 - 3 * place, went_on=arm is Arm.WITHOUT, release=60.0)
    report = report_on(number, logbook, NOW)
    assert report.conclusion.verdict is Verdict.LOWER
    assert report.state is State.OVER
    assert report.ratio.high < 1.0
    assert report.tallies[Arm.WITH].release == 60.0
    assert report.tallies[Arm.WITH].counts == {Outcome.NONE: 8}
    assert report.seed == SEED


def test_how_much_longer_is_told_once_there_is_an_outcome(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    twitched(number, logbook, went_on=True)
    assert report_on(number, logbook, NOW).further is not None
    assert report_on(number, logbook, NOW).further == report_on(number, logbook, NOW).further
    assert reports(logbook, NOW)[0].further is None


def test_blocks_to_come_hold_as_many_long_runs_as_the_half_year_before(logbook: Logbook) -> None:
    ran(logbook, *range(30, 121, 7))
    number = begun(Question.STRENGTH_WORK, logbook, days_ago=20)
    assert report_on(number, logbook, NOW).runs_a_turn == 2  # 14 in 182 days, 28 of which count


def test_a_closed_one_counts_no_runs_of_later_days(logbook: Logbook) -> None:
    number = begun(Question.STRENGTH_WORK, logbook, days_ago=40)
    early, late = ran(logbook, 20, 3)
    quiet(logbook, early, late)
    logbook.end_experiment(number, NOW - timedelta(days=10))
    report = report_on(number, logbook, NOW)
    assert report.state is State.CLOSED
    assert [each.run.number for each in report.told if each.run] == [early]
    assert Words()(of_told(report.told[0])).endswith(f"run {early} on 2030-06-10")


def test_the_name_in_calendars_stays_and_does_not_give_the_order_away(logbook: Logbook) -> None:
    number = begun(Question.STRENGTH_WORK, logbook)
    keys = {report_on(number, logbook, NOW + timedelta(days=days)).key for days in (0, 30)}
    assert len(keys) == 1
    assert f"{SEED:x}" not in keys
    assert len(keys.pop()) == 20


def test_a_hundred_and_twenty_runs_end_it(logbook: Logbook) -> None:
    rules = questions()[Question.SLOWER_START].rules
    number = logbook.add_experiment(
        Experiment(Question.SLOWER_START, SEED, (NOW - timedelta(days=200)).date(), NOW, rules)
    )
    logbook.save_runner(HEALTHY)
    runs = ran(logbook, *range(121, 0, -1))
    arms = order(logbook.experiment(number).experiment)
    for turn, (run, arm) in enumerate(zip(runs[:120], arms, strict=True)):
        logbook.enter_turn(number, Entry(turn, NOW, arm, run))
    quiet(logbook, *runs)
    report = report_on(number, logbook, NOW)
    assert report.conclusion.verdict is Verdict.NOT_TOLD
    assert report.state is State.OVER
    assert report.waiting == ()
    assert all(one.turn < other.turn for one, other in pairwise(report.told))


def test_what_is_not_there_is_said(logbook: Logbook) -> None:
    with pytest.raises(NotFoundError, match="no experiment 5"):
        report_on(5, logbook, NOW)
    assert reports(logbook, NOW) == []
