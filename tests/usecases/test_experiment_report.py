from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from uncramp.domain.codec import plain
from uncramp.domain.diary import CrampEpisode, Muscle, Onset, Severity
from uncramp.domain.errors import NotFoundError
from uncramp.domain.experiment import Arm, Experiment, Question, Verdict
from uncramp.evidence.experiments import questions
from uncramp.logbook.models import RunRow
from uncramp.presentation.experimenting import of_told
from uncramp.presentation.words import Words
from uncramp.risk.allotment import blocks, order
from uncramp.usecases.experiment import stop_experiment, write_block, write_run, write_twitch
from uncramp.usecases.experiment_report import Outcome, State, report_on, reports
from uncramp.usecases.ports import Logbook
from usecases.trying import HEALTHY, SEED, begun, cramped, quiet, ran
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
    runs = ran(logbook, 1, 2, 3, 4, 5)
    for run in runs:
        write_run(number, run, logbook, NOW, is_followed=True)
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
    runs = ran(logbook, 1, 2)
    for run, order_told in zip(runs, [(None, Severity.TWITCH), (Severity.TWITCH, None)], strict=True):
        write_run(number, run, logbook, NOW, is_followed=True)
        for severity in order_told:
            cramped(logbook, run, severity)
    assert {each.outcome for each in report_on(number, logbook, NOW).told} == {Outcome.CRAMP}


def test_silence_is_none_only_of_who_writes_every_cramp_down(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    (run,) = ran(logbook, 1)
    write_run(number, run, logbook, NOW, is_followed=True)
    assert report_on(number, logbook, NOW).told[0].outcome is Outcome.NOT_ASKED
    logbook.save_runner(replace(HEALTHY, writes_every_cramp=True))
    assert report_on(number, logbook, NOW).told[0].outcome is Outcome.NONE


def test_it_is_read_as_drawn_whatever_was_done(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    arms = order(logbook.experiment(number).experiment)
    runs = ran(logbook, 1, 2, 3, 4)
    for place, run in enumerate(runs):
        write_run(number, run, logbook, NOW, is_followed=place != 1)
    quiet(logbook, *runs)
    report = report_on(number, logbook, NOW)
    assert [each.arm for each in report.observations] == list(arms[:4])
    assert (report.deviations, report.written) == (1, 4)


def test_the_lot_that_is_next_is_shown_and_nothing_beyond_it(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    arms = order(logbook.experiment(number).experiment)
    report = report_on(number, logbook, NOW)
    assert report.coming is not None
    assert (report.coming.turn, report.coming.arm) == (0, arms[0])
    assert report.seed is None
    assert str(SEED) not in {str(each) for each in plain(report).values()}
    assert report.blocks == ()
    stop_experiment(number, logbook, NOW)
    assert report_on(number, logbook, NOW).seed == SEED
    assert report_on(number, logbook, NOW).coming is None


def test_long_runs_without_a_turn_are_named(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook, days_ago=10)
    taken, free, _ = ran(logbook, 1, 2, 11)
    ran(logbook, 3, distance=5_000.0)
    write_run(number, taken, logbook, NOW, is_followed=True)
    assert [run.number for run in report_on(number, logbook, NOW).waiting] == [free]


def test_a_run_that_is_gone_keeps_its_turn_and_counts_no_more(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    gone, there = ran(logbook, 2, 1)
    for run in (gone, there):
        write_run(number, run, logbook, NOW, is_followed=True)
        cramped(logbook, run)
    RunRow.objects.filter(pk=gone).delete()
    report = report_on(number, logbook, NOW)
    assert [each.outcome for each in report.told] == [Outcome.GONE, Outcome.CRAMP]
    assert report.turns == 2
    assert len(report.observations) == 1


def test_two_turns_that_become_one_run_count_once(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    one, other = ran(logbook, 2, 1)
    for run in (one, other):
        write_run(number, run, logbook, NOW, is_followed=True)
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
    report = report_on(number, logbook, NOW)
    assert report.state is State.OVER
    assert report.conclusion.verdict is Verdict.NOT_TOLD
    assert report.coming is None
    assert report_on(number, logbook, NOW - timedelta(days=1)).state is State.GOING_ON


def test_twitches_that_went_on_in_one_arm_alone_are_told(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    for arm in order(logbook.experiment(number).experiment)[:20]:
        write_twitch(number, logbook, NOW, is_followed=True, went_on=arm is Arm.WITHOUT, release=60.0)
    report = report_on(number, logbook, NOW)
    assert report.conclusion.verdict is Verdict.LOWER
    assert report.state is State.OVER
    assert report.ratio.high < 1.0
    assert report.tallies[Arm.WITH].release == 60.0
    assert report.tallies[Arm.WITH].counts == {Outcome.NONE: 10}
    assert report.seed == SEED


def test_how_much_longer_is_told_once_there_is_an_outcome(logbook: Logbook) -> None:
    number = begun(Question.PICKLE_JUICE, logbook)
    write_twitch(number, logbook, NOW, is_followed=True, went_on=True)
    assert report_on(number, logbook, NOW).further is not None
    assert report_on(number, logbook, NOW).further == report_on(number, logbook, NOW).further
    assert reports(logbook, NOW)[0].further is None


def test_hazards_that_were_expected_count_only_if_they_are_known_of_all(logbook: Logbook) -> None:
    number = begun(Question.SLOWER_START, logbook)
    runs = ran(logbook, 1, 2)
    for run in runs:
        write_run(number, run, logbook, NOW, is_followed=True)
    quiet(logbook, *runs)
    known = report_on(number, logbook, NOW, {runs[0]: 0.1, runs[1]: 0.4}).observations
    assert [each.expected for each in known] == pytest.approx([0.5, 2.0])
    for lacking in (None, {runs[0]: 0.1}, {runs[0]: 0.1, runs[1]: float("nan")}, {runs[0]: 0.1, runs[1]: 0.0}):
        assert {each.expected for each in report_on(number, logbook, NOW, lacking).observations} == {1.0}


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
    runs = ran(logbook, *range(1, 122))
    quiet(logbook, *runs)
    for run in runs[:120]:
        write_run(number, run, logbook, NOW, is_followed=True)
    report = report_on(number, logbook, NOW)
    assert report.conclusion.verdict is Verdict.NOT_TOLD
    assert report.state is State.OVER
    assert report.waiting == ()
    assert all(one.turn < other.turn for one, other in pairwise(report.told))


def test_what_is_not_there_is_said(logbook: Logbook) -> None:
    with pytest.raises(NotFoundError, match="no experiment 5"):
        report_on(5, logbook, NOW)
    assert reports(logbook, NOW) == []
