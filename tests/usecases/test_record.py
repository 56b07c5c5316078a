from dataclasses import replace
from datetime import date, timedelta

import pytest

from logbook.books import new_logbook
from uncramp.domain.diary import Answer, CrampEpisode, Muscle, Onset, Severity, WeighIn
from uncramp.domain.errors import InvalidValueError, NotFoundError
from uncramp.domain.outline import Sport
from uncramp.domain.runner import Runner
from uncramp.physiology.sweat import measured_sweat_rate, sweat_rate_from_weigh_in
from uncramp.usecases.ports import KeptAnswer, Logbook
from uncramp.usecases.record import (
    record_cramp,
    record_no_cramp,
    record_weigh_in,
    save_profile,
    take_back_answer,
    take_back_cramp,
    take_back_last,
)
from uncramp.usecases.sweating import sweat_model, sweat_test
from usecases.world import NOW, Files, outing, take_in

TODAY = date(2030, 6, 30)
CALF = CrampEpisode(NOW, Muscle.CALF, distance=9000.0)
NONE = Answer(NOW)
WEIGHED = WeighIn(before=70.0, after=69.0, drunk=0.5, duration=3600.0)


@pytest.fixture
def logbook() -> Logbook:
    filled = new_logbook()
    take_in(Files(run=outing(1, 10_000.0)), filled)
    return filled


def only(logbook: Logbook) -> int:
    (run,) = logbook.runs()
    return run.number


def test_a_profile_replaces_the_one_before(logbook: Logbook) -> None:
    save_profile(Runner(mass=70.0, birth_year=1985), logbook, TODAY)
    save_profile(Runner(mass=71.0), logbook, TODAY)
    assert logbook.runner() == Runner(mass=71.0)


@pytest.mark.parametrize("mass", [0.0, 24.9, 301.0, float("nan"), float("inf")])
def test_a_mass_that_nobody_has_is_refused_and_nothing_kept(logbook: Logbook, mass: float) -> None:
    with pytest.raises(InvalidValueError, match=rf"^A body mass of {mass:.15g} kg cannot be right\.$"):
        save_profile(Runner(mass=mass), logbook, TODAY)
    assert logbook.runner() == Runner()


@pytest.mark.parametrize("year", [1919, 2026, 2031])
def test_a_year_of_birth_that_nobody_has_is_refused(logbook: Logbook, year: int) -> None:
    with pytest.raises(InvalidValueError, match=rf"^{year} cannot be your year of birth\.$"):
        save_profile(Runner(birth_year=year), logbook, TODAY)


@pytest.mark.parametrize("rate", [19.0, 251.0, float("nan")])
def test_a_heart_rate_that_nobody_has_is_refused(logbook: Logbook, rate: float) -> None:
    with pytest.raises(InvalidValueError, match=rf"^A heart rate of {rate:.15g} bpm cannot be right\.$"):
        save_profile(Runner(max_heart_rate=rate), logbook, TODAY)


def test_a_heart_that_rests_no_slower_than_it_ever_beats_is_refused(logbook: Logbook) -> None:
    with pytest.raises(InvalidValueError, match="as high as the highest of 180 bpm"):
        save_profile(Runner(resting_heart_rate=180.0, max_heart_rate=180.0), logbook, TODAY)
    save_profile(Runner(resting_heart_rate=179.0, max_heart_rate=180.0), logbook, TODAY)
    assert logbook.runner().max_heart_rate == 180.0


@pytest.mark.parametrize("distance", [None, 0.0, 9999.0, 10_000.0])
def test_a_cramp_within_the_run_is_written_down(logbook: Logbook, distance: float | None) -> None:
    episode = CrampEpisode(NOW, Muscle.CALF, distance=distance)
    record_cramp(only(logbook), episode, logbook)
    assert [kept.episode for kept in logbook.episodes()] == [episode]


def test_a_cramp_beyond_the_end_of_the_run_is_refused_with_both_distances(logbook: Logbook) -> None:
    beyond = CrampEpisode(NOW, Muscle.CALF, distance=10_001.0)
    with pytest.raises(InvalidValueError, match="A cramp at 10001 m lies beyond the end of the run at 10000 m"):
        record_cramp(only(logbook), beyond, logbook)
    assert logbook.episodes() == []


@pytest.mark.parametrize("distance", [-1.0, float("nan")])
def test_a_cramp_at_no_place_of_the_run_is_refused(logbook: Logbook, distance: float) -> None:
    with pytest.raises(InvalidValueError):
        record_cramp(only(logbook), CrampEpisode(NOW, Muscle.CALF, distance=distance), logbook)


def test_a_cramp_of_a_run_without_a_distance_is_believed() -> None:
    logbook = new_logbook()
    indoors = outing(1)
    take_in(Files(run=replace(indoors, outline=replace(indoors.outline, distance=None))), logbook)
    number = only(logbook)
    episode = CrampEpisode(NOW, Muscle.CALF, distance=3000.0)
    record_cramp(number, episode, logbook)
    assert logbook.episodes()[0].episode == episode


def test_that_nothing_cramped_is_written_down(logbook: Logbook) -> None:
    record_no_cramp(only(logbook), NONE, logbook)
    assert logbook.answers() == [KeptAnswer(only(logbook), NONE)]


def test_to_say_it_twice_changes_nothing(logbook: Logbook) -> None:
    record_no_cramp(only(logbook), NONE, logbook)
    record_no_cramp(only(logbook), Answer(NOW + timedelta(hours=1)), logbook)
    assert logbook.answers() == [KeptAnswer(only(logbook), NONE)]


@pytest.mark.parametrize("severity", [None, Severity.TWITCH])
@pytest.mark.parametrize("onset", [Onset.DURING, Onset.AFTER])
def test_nobody_says_none_beside_a_cramp_or_twitch_and_is_told_of_it(
    logbook: Logbook, onset: Onset, severity: Severity | None
) -> None:
    number = only(logbook)
    distance = CALF.distance if onset is Onset.DURING else None
    record_cramp(number, replace(CALF, onset=onset, severity=severity, distance=distance), logbook)
    name = "a twitch" if severity else "a cramp"
    place = ", at 9000 m" if distance else ""
    words = rf"^The diary holds {name} .calf{place}. of run {number}\. If it was none, take it back first: .*back\.$"
    with pytest.raises(InvalidValueError, match=words):
        record_no_cramp(number, NONE, logbook)
    assert logbook.answers() == []


def test_a_cramp_after_the_run_has_no_place_in_it(logbook: Logbook) -> None:
    with pytest.raises(InvalidValueError, match="no place in it, not 9000 m"):
        record_cramp(only(logbook), replace(CALF, onset=Onset.AFTER), logbook)


def test_who_remembers_a_cramp_later_is_right(logbook: Logbook) -> None:
    number = only(logbook)
    record_no_cramp(number, NONE, logbook)
    assert record_cramp(number, CALF, logbook)
    assert ([kept.episode for kept in logbook.episodes()], logbook.answers()) == ([CALF], [])
    assert not record_cramp(number, replace(CALF, muscle=Muscle.FOOT), logbook)


def test_an_impossible_cramp_leaves_the_answer(logbook: Logbook) -> None:
    record_no_cramp(only(logbook), NONE, logbook)
    with pytest.raises(InvalidValueError):
        record_cramp(only(logbook), replace(CALF, distance=10_001.0), logbook)
    assert logbook.answers() == [KeptAnswer(only(logbook), NONE)]


def test_a_night_cramp_and_the_answer_do_not_disturb_each_other(logbook: Logbook) -> None:
    number, night = only(logbook), replace(CALF, onset=Onset.NIGHT, distance=None)
    record_no_cramp(number, NONE, logbook)
    assert not record_cramp(number, night, logbook)
    take_back_answer(number, logbook)
    record_no_cramp(number, NONE, logbook)
    assert ([kept.episode for kept in logbook.episodes()], len(logbook.answers())) == ([night], 1)


def test_a_cramp_told_twice_is_refused_and_the_first_kept(logbook: Logbook) -> None:
    record_cramp(only(logbook), CALF, logbook)
    with pytest.raises(InvalidValueError, match=r"^The diary holds a cramp .calf, at 9000 m. of this run already\.$"):
        record_cramp(only(logbook), replace(CALF, reported=NOW + timedelta(seconds=1), note="again"), logbook)
    assert [kept.episode for kept in logbook.episodes()] == [CALF]


@pytest.mark.parametrize("sport", [Sport.CYCLING, Sport.WALKING, Sport.OTHER])
def test_only_of_runs_it_is_asked_whether_anything_cramped(sport: Sport) -> None:
    logbook = new_logbook()
    take_in(Files(other=outing(1, sport=sport)), logbook)
    with pytest.raises(InvalidValueError, match=rf"^Number {only(logbook)} is no run: only of runs it is asked"):
        record_no_cramp(only(logbook), NONE, logbook)
    assert logbook.answers() == []


def test_before_the_end_of_a_run_nobody_knows_that_nothing_cramped() -> None:
    logbook = new_logbook()
    run = outing(0, 9000.0)  # begins now, and lasts 3000 s
    take_in(Files(run=run), logbook)
    end = NOW + timedelta(seconds=run.outline.elapsed_time)
    words = rf"^Run {only(logbook)} ends at 2030-06-30 12:50: only then it can be told that nothing cramped\.$"
    with pytest.raises(InvalidValueError, match=words):
        record_no_cramp(only(logbook), Answer(end - timedelta(seconds=1)), logbook)
    record_no_cramp(only(logbook), Answer(end), logbook)
    assert len(logbook.answers()) == 1


def test_what_was_taken_back_is_unknown_again(logbook: Logbook) -> None:
    number = only(logbook)
    record_cramp(number, CALF, logbook)
    take_back_cramp(logbook.episodes()[0].number, logbook)
    assert (logbook.episodes(), logbook.answers()) == ([], [])
    record_no_cramp(number, NONE, logbook)
    take_back_answer(number, logbook)
    assert logbook.answers() == []
    with pytest.raises(NotFoundError):
        take_back_answer(number, logbook)
    with pytest.raises(NotFoundError):
        take_back_cramp(1, logbook)


def test_the_last_that_was_told_is_taken_back_first() -> None:
    logbook = new_logbook()
    take_in(Files(run=outing(1), other=outing(2)), logbook)
    number, other = (run.number for run in logbook.runs())
    night = CrampEpisode(NOW - timedelta(hours=2), Muscle.FOOT, Onset.NIGHT)
    later = CrampEpisode(NOW + timedelta(hours=2), Muscle.CALF, Onset.NIGHT)
    record_no_cramp(number, NONE, logbook)
    for each in (later, night):
        record_cramp(number, each, logbook)
    record_cramp(other, replace(later, reported=NOW + timedelta(days=1)), logbook)
    assert [take_back_last(number, logbook) for _ in range(3)] == [later, NONE, night]
    with pytest.raises(NotFoundError, match=rf"^The diary holds nothing of run {number}\.$"):
        take_back_last(number, logbook)
    assert [kept.run for kept in logbook.episodes()] == [other]


def test_of_what_was_told_at_one_moment_the_last_that_came_is_taken_back_first(logbook: Logbook) -> None:
    number, foot = only(logbook), replace(CALF, muscle=Muscle.FOOT)
    for each in (CALF, foot):
        record_cramp(number, each, logbook)
    assert [take_back_last(number, logbook) for _ in range(2)] == [foot, CALF]


def test_a_weigh_in_is_written_down(logbook: Logbook) -> None:
    rate = record_weigh_in(only(logbook), WEIGHED, logbook)
    assert [kept.weigh_in for kept in logbook.weigh_ins()] == [WEIGHED]
    assert rate is not None
    assert rate == measured_sweat_rate(sweat_test(WEIGHED, logbook.run(only(logbook))), sweat_model())
    assert rate.low < rate.median < sweat_rate_from_weigh_in(WEIGHED)


@pytest.mark.parametrize(
    "weigh_in",
    [
        WeighIn(before=70.0, after=69.8, drunk=0.0, duration=540.0),  # too short for a scale
        WeighIn(before=70.0, after=70.0, drunk=0.1, duration=3600.0),  # less than breath, fuel and urine
    ],
)
def test_a_weigh_in_that_shows_no_sweat_rate_is_written_down_without_one(logbook: Logbook, weigh_in: WeighIn) -> None:
    assert record_weigh_in(only(logbook), weigh_in, logbook) is None
    assert [kept.weigh_in for kept in logbook.weigh_ins()] == [weigh_in]


@pytest.mark.parametrize(
    "weigh_in",
    [
        WeighIn(before=70.0, after=69.0, drunk=0.5, duration=60.0),  # minutes taken for seconds: 90 L/h
        WeighIn(before=70.0, after=72.0, drunk=0.5, duration=3600.0),  # heavier by more than was drunk
    ],
)
def test_a_weigh_in_that_shows_an_impossible_sweat_rate_is_refused(logbook: Logbook, weigh_in: WeighIn) -> None:
    with pytest.raises(InvalidValueError, match="sweat rate of"):
        record_weigh_in(only(logbook), weigh_in, logbook)
    assert logbook.weigh_ins() == []


def test_nothing_is_written_down_for_a_run_that_is_not_there() -> None:
    logbook = new_logbook()
    with pytest.raises(NotFoundError):
        record_cramp(99, CrampEpisode(NOW, Muscle.CALF), logbook)
    with pytest.raises(NotFoundError):
        record_weigh_in(99, WEIGHED, logbook)
    with pytest.raises(NotFoundError, match=r"^There is no run 99 in the logbook\.$"):
        record_no_cramp(99, NONE, logbook)
    with pytest.raises(NotFoundError, match=r"^There is no run 99 in the logbook\.$"):
        take_back_last(99, logbook)
