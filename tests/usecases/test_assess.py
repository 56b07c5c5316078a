from dataclasses import replace

import numpy as np
import pytest

from logbook.books import new_logbook
from uncramp.domain.activity import Activity
from uncramp.domain.diary import Answer, CrampEpisode, Muscle, WeighIn
from uncramp.domain.errors import NotFoundError
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import Streams
from uncramp.domain.weather import Provenance
from uncramp.evidence.priors import priors
from uncramp.exposure.covariates import Covariate
from uncramp.usecases.assess import RunReport, assess_run
from uncramp.usecases.ports import Logbook
from usecases.world import NOW, Files, outing, take_in

TEN = 10_000.0


def assess(name: str, files: Files, logbook: Logbook | None = None) -> RunReport:
    own = logbook or new_logbook()
    if logbook is None:
        take_in(files, own)
    return assess_run(next(run.number for run in own.runs() if run.file_name == name), own, files)


def uneven(days_ago: float, first: float, second: float) -> Activity:
    """Ten kilometres, the halves at two speeds."""
    time = np.array([0.0, 5000 / first, 5000 / first + 5000 / second])
    outline = Outline(Sport.RUNNING, outing(days_ago).outline.start, float(time[-1]), float(time[-1]), distance=TEN)
    return Activity(outline, Streams.of(time, distance=[0.0, 5000, TEN]))


def test_a_run_that_is_not_there_is_named() -> None:
    with pytest.raises(NotFoundError, match="There is no run 99999999"):
        assess_run(99_999_999, new_logbook(), Files())


def test_a_report_holds_the_activity_as_it_was_read() -> None:
    activity = outing(3)
    report = assess("run", Files(run=activity))
    assert report.activity == activity
    assert report.run.outline == activity.outline


def test_the_right_one_of_many_activities_of_a_file_is_reported() -> None:
    files, logbook = Files(both=(outing(9, 5000.0), outing(2, 8000.0))), new_logbook()
    take_in(files, logbook)
    newest = logbook.runs()[0]
    assert assess_run(newest.number, logbook, files).activity.outline.distance == 8000


def test_a_ride_is_shown_and_not_judged() -> None:
    report = assess("ride", Files(ride=outing(3, 60_000.0, 8.0, Sport.CYCLING)))
    assert report.forecast is None
    assert not report.is_race_effort


@pytest.mark.parametrize("distance", [None, 0.0])
def test_a_run_without_a_distance_is_shown_and_not_judged(distance: float | None) -> None:
    activity = outing(3)
    report = assess("run", Files(run=replace(activity, outline=replace(activity.outline, distance=distance))))
    assert report.forecast is None


def test_a_run_below_five_kilometres_is_not_judged() -> None:
    assert assess("run", Files(run=outing(3, 4000.0))).forecast is None


def test_of_a_first_run_nothing_is_known_but_the_run() -> None:
    report = assess("run", Files(run=outing(3)))
    assert report.forecast is not None
    assert report.forecast.unknown == tuple(
        Covariate(name) for name, each in priors().covariate.items() if not each.off
    )
    assert not report.is_race_effort


@pytest.mark.parametrize(("speed", "is_race"), [(3.0, True), (2.92, True), (2.90, False), (2.0, False), (3.3, True)])
def test_a_run_about_as_fast_as_the_runs_before_it_is_a_race_effort(speed: float, is_race: bool) -> None:  # noqa: FBT001  # a case
    files = Files(before=outing(20, TEN, 3.0), run=outing(3, TEN, speed), after=outing(1, TEN, 4.0))
    assert assess("run", files).is_race_effort is is_race


def test_a_race_effort_was_riskier_than_training() -> None:
    race = assess("run", Files(before=outing(20, TEN, 3.0), run=outing(3, TEN, 3.0))).forecast
    training = assess("run", Files(before=outing(20, TEN, 3.0), run=outing(3, TEN, 2.0))).forecast
    assert race is not None
    assert training is not None
    assert race.probability.median > 1.5 * training.probability.median


def test_a_fast_first_half_stands_out() -> None:
    report = assess("run", Files(before=outing(20, TEN, 3.0), run=uneven(3, 3.6, 2.6)))
    assert report.is_race_effort
    assert report.explanation is not None
    (reason, *_) = report.explanation.strongest
    assert reason.covariate is Covariate.OVER_PACE
    # The first five kilometres at 3.6 m/s, where the run before shows 3.0 and may have been held back by some per cent.
    assert 0.1 < reason.sentence.values["percent"].value < 0.2  # type: ignore[union-attr]  # a quantity


def test_a_run_is_told_by_its_covariates_and_kilometre_by_kilometre() -> None:
    report = assess("run", Files(before=outing(20, TEN, 3.0), run=outing(3, TEN, 3.0)))
    assert report.exposure is not None
    assert report.exposure.readings[Covariate.SPIKE_RATIO].value == pytest.approx(1.0)
    assert report.exposure.readings[Covariate.FIRST_TO_LAST_MILE].provenance is Provenance.WATCH
    assert Covariate.HEART_RATE_SLOPE in report.exposure.unknown
    assert report.kilometres.speed == pytest.approx(3.0, rel=1e-3)


def test_a_run_without_altitudes_is_told_by_its_speed() -> None:
    steady = outing(3, 12_000.0, 3.0)
    beats = 140.0 + np.arange(len(steady.streams)) % 3
    columns = {"distance": steady.streams.distance, "heart_rate": beats}
    run = replace(steady, streams=Streams.of(steady.streams.elapsed_time, None, **columns))
    report = assess("run", Files(before=outing(20, TEN, 3.0), run=run))
    assert report.exposure is not None
    told = {Covariate.EASY_END, Covariate.DEAD_STOP, Covariate.LATE_EFFORT_RATIO, Covariate.HEART_RATE_SLOPE}
    assert told <= report.exposure.readings.keys()


def test_a_weigh_in_tells_the_mass_that_a_run_cost() -> None:
    files, logbook = Files(run=outing(3)), new_logbook()
    take_in(files, logbook)
    logbook.add_weigh_in(logbook.runs()[0].number, WeighIn(70.0, 68.6, 0.5, 3600.0))
    report = assess("run", files, logbook)
    assert report.exposure is not None
    reading = report.exposure.readings[Covariate.MASS_LOSS]
    assert reading.provenance is Provenance.WEIGHED
    assert (reading.value, reading.sd) == pytest.approx((0.02, 0.1 * 2**0.5 / 70.0))


def test_what_came_later_does_not_change_what_could_be_said_before() -> None:
    files = Files(before=outing(20, TEN, 3.0), run=outing(3, TEN, 3.0))
    alone = assess("run", files)
    files.told["after"] = (outing(1, 30_000.0, 4.0),)
    later = assess("run", files)
    assert alone.forecast is not None
    assert later.forecast is not None
    assert later.forecast.probability == alone.forecast.probability


def test_that_nothing_cramped_is_shown_with_its_run_alone() -> None:
    files, logbook = Files(run=outing(3), after=outing(1)), new_logbook()
    take_in(files, logbook)
    logbook.add_answer(logbook.runs()[1].number, Answer(NOW))
    assert [assess(name, files, logbook).answer for name in ("run", "after")] == [Answer(NOW), None]


def test_the_diary_of_a_run_is_shown_with_it_and_foretells_only_later_ones() -> None:
    files, logbook = Files(before=outing(20), run=outing(3), after=outing(1)), new_logbook()
    take_in(files, logbook)
    cramp = CrampEpisode(NOW, Muscle.CALF, distance=9000.0)
    logbook.add_episode(logbook.runs()[1].number, cramp)
    before, run, after = (assess(name, files, logbook) for name in ("before", "run", "after"))
    assert (before.episodes, run.episodes, after.episodes) == ((), (cramp,), ())
    known = [
        report.forecast is not None and Covariate.CRAMP_HISTORY not in report.forecast.unknown
        for report in (before, run, after)
    ]
    assert known == [False, False, True]
