from dataclasses import replace
from datetime import date

import pytest

from logbook.books import new_logbook
from uncramp.domain.diary import CrampEpisode, Muscle, WeighIn
from uncramp.domain.errors import InvalidValueError, NotFoundError
from uncramp.domain.runner import Runner
from uncramp.physiology.sweat import measured_sweat_rate, sweat_rate_from_weigh_in
from uncramp.usecases.ports import Logbook
from uncramp.usecases.record import record_cramp, record_weigh_in, save_profile
from uncramp.usecases.sweating import sweat_model, sweat_test
from usecases.world import NOW, Files, outing, take_in

TODAY = date(2030, 6, 30)
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
