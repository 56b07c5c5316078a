from datetime import timedelta
from math import inf, nan

import numpy as np
import pytest

from uncramp.domain.diary import Answer, CrampEpisode, Muscle, WeighIn
from uncramp.domain.errors import InvalidValueError
from uncramp.domain.plan import Race
from uncramp.domain.runner import Condition, Runner
from uncramp.domain.units import IMPERIAL
from uncramp.domain.weather import Provenance, Weather
from uncramp.evidence.priors import priors
from uncramp.exposure.air import warmth_over
from uncramp.exposure.covariates import Covariate
from uncramp.physiology.sweat import sweat_rate_prediction
from uncramp.risk.whatif import Lever
from uncramp.usecases.notes import FOR_ADULTS
from uncramp.usecases.plan import PlanReport, PlanRequest, plan_run
from uncramp.usecases.ports import Logbook
from uncramp.usecases.sweating import sweat_model, sweat_tests
from usecases.world import MUNICH, NOW, Files, outing, take_in

MARATHON = 42_195.0
RACE_DAY = NOW + timedelta(days=60)
COOL = Weather(10.0, relative_humidity=60.0, wind_speed=2.0, solar_radiation=100.0)
WARM = Weather(24.0, relative_humidity=60.0, wind_speed=2.0, solar_radiation=500.0)
HOT_DAY = Weather(24.0, relative_humidity=40.0, wind_speed=3.0, solar_radiation=200.0)
HOT = Weather(38.0, relative_humidity=60.0, wind_speed=1.0, solar_radiation=800.0)


def trained(logbook: Logbook, **more: float) -> Files:
    """A logbook with ten kilometres at 3 m/s in it, and further distances on days ago."""
    files = Files(ten=outing(9, 10_000.0))
    files.told |= {name: (outing(days, 5000.0, 2.0),) for name, days in more.items()}
    take_in(files, logbook)
    return files


def plan(logbook: Logbook, race: Race, files: Files | None = None, weather: Weather | None = COOL) -> PlanReport:
    return plan_run(PlanRequest(race, weather), logbook, files or Files(), NOW)


@pytest.mark.parametrize("start", [NOW, NOW - timedelta(days=1)])
def test_a_race_that_is_over_cannot_be_planned(logbook: Logbook, start: object) -> None:
    race = Race(MARATHON, start, 14_400.0)  # type: ignore[arg-type]  # a moment
    with pytest.raises(InvalidValueError, match="A plan needs a start in the future; 2030-06-"):
        plan(logbook, race)


@pytest.mark.parametrize("goal", [7000.0, 1.0])
def test_a_goal_faster_than_any_human_is_refused_with_both_numbers(logbook: Logbook, goal: float) -> None:
    with pytest.raises(InvalidValueError, match=rf"A goal of {goal:g} s over 42195 m is faster than any human has run"):
        plan(logbook, Race(MARATHON, RACE_DAY, goal))


@pytest.mark.parametrize("goal", [0.0, -3600.0, nan, inf, 1e7])
def test_a_goal_that_is_no_time_is_refused(logbook: Logbook, goal: float) -> None:
    with pytest.raises(InvalidValueError, match="goal"):
        plan(logbook, Race(MARATHON, RACE_DAY, goal))


@pytest.mark.parametrize("distance", [0.0, -5.0, nan, inf, 1_000_001.0])
def test_a_distance_that_nobody_runs_is_refused(logbook: Logbook, distance: float) -> None:
    with pytest.raises(InvalidValueError, match=r"(-5|nan|inf|1000001) m is too far|above 0 m"):
        plan(logbook, Race(distance, RACE_DAY, 14_400.0))


def test_without_a_goal_and_without_runs_there_is_nothing_to_plan_from(logbook: Logbook) -> None:
    with pytest.raises(InvalidValueError, match="Give a goal time: nothing you ran in the last 16 weeks"):
        plan(logbook, Race(MARATHON, RACE_DAY))


def test_with_a_goal_and_nothing_else_there_is_a_plan_that_says_what_it_does_not_know(logbook: Logbook) -> None:
    report = plan(logbook, Race(MARATHON, RACE_DAY, 14_400.0), weather=None)
    assert report.plan.pace.total_time == pytest.approx(14_400, rel=0, abs=0.001)
    assert report.plan.drink.ceiling is None
    assert (report.prediction, report.wbgt) == (None, None)
    assert report.forecast is not None
    assert report.forecast.unknown == tuple(
        Covariate(name) for name, each in priors().covariate.items() if not each.off
    )
    first, second, third = map(str, report.plan.notices)
    assert first.startswith("The weather is not known yet.")
    assert "until your profile says" in second
    assert third.startswith("No run of the last 30 days is on file")


def test_without_a_goal_the_plan_is_what_the_runs_show(logbook: Logbook) -> None:
    report = plan(logbook, Race(21_097.5, RACE_DAY), trained(logbook))
    assert report.prediction is not None
    # Riegel with the exponent of Vickers, 1.07: the run as it was, where the prediction allows for what was held back.
    assert report.plan.pace.total_time == pytest.approx(10_000 / 3 * 2.10975**1.07, rel=0.005)
    assert report.prediction.time.low < report.prediction.time.median < report.plan.pace.total_time
    assert report.plan.pace.total_time < report.prediction.time.high
    assert report.forecast is not None
    assert Covariate.OVER_PACE not in report.forecast.unknown


def test_a_goal_faster_than_the_runs_show_is_planned_and_told_as_a_risk(logbook: Logbook) -> None:
    files = trained(logbook)
    able = plan(logbook, Race(21_097.5, RACE_DAY), files)
    hasty = plan(logbook, Race(21_097.5, RACE_DAY, 0.9 * able.plan.pace.total_time), files)
    assert able.forecast is not None
    assert hasty.forecast is not None
    assert hasty.forecast.probability.median > 1.5 * able.forecast.probability.median
    assert hasty.explanation is not None
    (reason, *_) = hasty.explanation.strongest
    assert reason.covariate is Covariate.OVER_PACE
    assert "faster than your own runs support" in str(reason.sentence)


def test_heat_slows_what_the_runs_show(logbook: Logbook) -> None:
    files = trained(logbook)
    report = plan(logbook, Race(21_097.5, RACE_DAY), files, WARM)
    assert report.prediction is not None
    assert report.wbgt is not None
    assert 20 < report.wbgt.median < 25
    cool = plan(logbook, Race(21_097.5, RACE_DAY), files)
    # By the mean over the run, which is no hotter than the hottest hour: the best lose 0.35 % for each degree above
    # 15 °C WBGT, ordinary runners over a marathon 0.8 % for each above 10 °C.
    slower = report.plan.pace.total_time / cool.plan.pace.total_time
    assert 1.0 + 0.0035 * 4.0 < slower < 1.0 + 0.008 * (report.wbgt.median - 10.0)
    assert "It may reach" in str(report.plan.notices[0])


def test_the_heat_is_looked_at_until_the_slow_end_of_what_the_runs_show(logbook: Logbook) -> None:
    files, morning, mild = trained(logbook), RACE_DAY.replace(hour=5), Weather(14.0, 60.0, 2.0, cloud_cover=0.5)
    report = plan(logbook, Race(MARATHON, morning), files, mild)
    assert report.prediction is not None
    assert report.wbgt == warmth_over(mild, morning, report.prediction.time.high, None, priors().weather).hottest
    assert report.wbgt != warmth_over(mild, morning, report.prediction.time.median, None, priors().weather).hottest
    assert report.kilometres is not None
    assert np.isfinite(report.kilometres.wbgt).all()


def test_in_heat_that_stops_races_there_is_no_pace_and_the_words_say_so(logbook: Logbook) -> None:
    report = plan(logbook, Race(21_097.5, RACE_DAY), trained(logbook), HOT)
    assert report.plan.pace.splits == ()
    assert str(report.plan.notices[0]).startswith("Do not race")
    assert report.forecast is None


def test_what_the_weather_does_not_say_is_a_range(logbook: Logbook) -> None:
    report = plan(logbook, Race(MARATHON, RACE_DAY, 14_400.0), weather=Weather(18.0))
    assert report.wbgt is not None
    assert report.wbgt.low < report.wbgt.median < report.wbgt.high


def test_the_sun_is_that_of_where_the_runner_ran_last(logbook: Logbook) -> None:
    files = Files(here=outing(1, place=MUNICH), there=outing(5, place=(1.35, 103.8)), indoors=outing(0.5))
    take_in(files, logbook)
    evening = Race(MARATHON, NOW.replace(year=2031, hour=11), 14_400.0)  # after sunset in Singapore
    report = plan(logbook, evening, files, Weather(22.0))
    assert report.wbgt is not None
    assert report.wbgt.high > report.wbgt.low + 5


def test_a_runner_with_a_body_mass_gets_a_ceiling_and_one_who_weighed_in_their_own(logbook: Logbook) -> None:
    files = trained(logbook, older=20.0, oldest=30.0)
    logbook.save_runner(Runner(mass=70.0, conditions=frozenset()))
    race = Race(21_097.5, RACE_DAY, 8400.0)  # slower than the runner is able to, so the sweat is that of the goal
    report = plan(logbook, race, files)
    before, wbgt = report.plan.drink, report.wbgt
    assert wbgt is not None
    at = {"speed": race.distance / 8400.0, "wbgt": wbgt.median, "wbgt_sd": wbgt.sd}
    assert before.sweat_rate == sweat_rate_prediction(70.0, [], sweat_model(), **at)
    assert before.ceiling == pytest.approx(0.8 * before.sweat_rate.low)
    for kept in logbook.runs()[:3]:
        logbook.add_weigh_in(kept.number, WeighIn(70.0, 68.6, 0.2, 3600.0))
        logbook.add_weigh_in(kept.number, WeighIn(70.0, 68.6, 0.2, 3600.0))  # told twice, counted once
    weighed = plan(logbook, race, files).plan.drink
    tests = sweat_tests(logbook.weigh_ins(), logbook.runs())
    assert len(tests) == 3
    assert weighed.sweat_rate == sweat_rate_prediction(70.0, tests, sweat_model(), **at)
    assert weighed.sweat_rate.median > before.sweat_rate.median
    assert weighed.ceiling == pytest.approx(min(1.0, 0.8 * weighed.sweat_rate.low))


@pytest.mark.parametrize(("slow", "fast"), [(18_000.0, 12_600.0)])
def test_who_runs_slower_sweats_less_and_may_drink_less(logbook: Logbook, slow: float, fast: float) -> None:
    logbook.save_runner(Runner(mass=70.0, conditions=frozenset()))
    one, other = (plan(logbook, Race(MARATHON, RACE_DAY, time)).plan.drink for time in (slow, fast))
    assert one.ceiling is not None
    assert other.ceiling is not None
    assert one.ceiling < other.ceiling


def test_in_frost_the_cold_of_the_air_counts_and_an_unknown_heat_widens(logbook: Logbook) -> None:
    logbook.save_runner(Runner(mass=70.0, conditions=frozenset()))
    race = Race(MARATHON, RACE_DAY, 12_600.0)
    frost, cool, unknown = (
        plan(logbook, race, weather=weather).plan.drink.sweat_rate for weather in (Weather(-15.0), COOL, None)
    )
    assert frost is not None
    assert cool is not None
    assert unknown is not None
    assert frost.median < cool.median < unknown.median
    assert unknown.high / unknown.low > cool.high / cool.low


def test_with_an_illness_there_is_a_plan_without_a_drink(logbook: Logbook) -> None:
    logbook.save_runner(Runner(mass=70.0, conditions=frozenset({Condition.HEART_DISEASE})))
    report = plan(logbook, Race(MARATHON, RACE_DAY, 14_400.0))
    assert (report.plan.drink.ceiling, report.plan.drink.sweat_rate) == (None, None)
    assert report.plan.pace.splits


def test_splits_are_in_the_units_of_the_runner_or_of_the_request(logbook: Logbook) -> None:
    race = Race(MARATHON, RACE_DAY, 14_400.0)
    asked = plan_run(PlanRequest(race, COOL, units=IMPERIAL), logbook, Files(), NOW)
    logbook.save_runner(Runner(units=IMPERIAL))
    own = plan(logbook, race)
    assert len(asked.plan.pace.splits) == len(own.plan.pace.splits) == 27
    assert own.forecast is not None
    assert own.forecast.distance.tolist() == pytest.approx([each.end for each in own.plan.pace.splits])


@pytest.mark.parametrize(("days", "unknown"), [(0.5, False), (2, True), (60, True)])
def test_the_last_days_before_a_race_further_off_are_unknown(
    logbook: Logbook,
    days: float,
    unknown: bool,  # noqa: FBT001  # a table's column
) -> None:
    report = plan(logbook, Race(21_097.5, NOW + timedelta(days=days)), trained(logbook))
    assert report.forecast is not None
    assert (Covariate.RECENT_SESSION_TIME in report.forecast.unknown) is unknown


def test_a_cramp_in_the_diary_raises_the_risk(logbook: Logbook) -> None:
    files, race = Files(ten=outing(9, 10_000.0), twelve=outing(30, 12_000.0)), Race(21_097.5, RACE_DAY)
    take_in(files, logbook)
    new, old = logbook.runs()
    logbook.add_answer(old.number, Answer(old.outline.start + timedelta(days=1)))
    before = plan(logbook, race, files)
    logbook.add_episode(new.number, CrampEpisode(NOW, Muscle.CALF))
    after = plan(logbook, race, files)
    assert before.forecast is not None
    assert after.forecast is not None
    assert after.explanation is not None
    assert after.forecast.probability.median > before.forecast.probability.median
    # It is learned from, and not counted once more as a history of cramps.
    assert after.diary.cramps == 1
    assert after.explanation.beyond.median > 0.0
    assert Covariate.CRAMP_HISTORY not in [reason.covariate for reason in after.explanation.reasons]


def test_below_eighteen_no_chance_is_told(logbook: Logbook) -> None:
    files = trained(logbook)
    logbook.save_runner(Runner(birth_year=RACE_DAY.year - 15))
    report = plan(logbook, Race(21_097.5, RACE_DAY), files)
    assert report.forecast is None
    assert FOR_ADULTS in report.plan.notices


def test_a_cramp_that_was_remembered_late_is_a_history_and_tells_where(logbook: Logbook) -> None:
    files, race = trained(logbook), Race(21_097.5, RACE_DAY)
    before = plan(logbook, race, files)
    oldest = logbook.runs()[-1]
    logbook.add_episode(oldest.number, CrampEpisode(oldest.outline.start + timedelta(days=40), Muscle.CALF))
    after = plan(logbook, race, files)
    assert before.explanation is not None
    assert after.explanation is not None
    assert after.diary.picked == 1
    assert Covariate.CRAMP_HISTORY in [reason.covariate for reason in after.explanation.reasons]
    # Picked for what happened, it says nothing of how often.
    assert after.explanation.beyond.median == pytest.approx(before.explanation.beyond.median, abs=0.08)


def test_training_is_planned_at_the_usual_pace_and_less_risky_than_a_race(logbook: Logbook) -> None:
    files = trained(logbook)
    race = plan(logbook, Race(21_097.5, RACE_DAY), files)
    request = PlanRequest(Race(21_097.5, RACE_DAY), is_training=True)
    training = plan_run(request, logbook, files, NOW)
    assert race.forecast is not None
    assert training.forecast is not None
    assert training.forecast.probability.median < race.forecast.probability.median
    runs = [run.outline for run in logbook.runs() if NOW - run.outline.start <= timedelta(days=42)]
    speed = sum(run.distance or 0.0 for run in runs) / sum(run.timer_time for run in runs)
    assert training.plan.pace.total_time == pytest.approx(21_097.5 / speed)


def test_what_would_change_it_never_speaks_of_drinking(logbook: Logbook) -> None:
    report = plan(logbook, Race(MARATHON, RACE_DAY, 3.2 * 3600), trained(logbook))
    assert report.what_ifs
    said = " ".join(str(each.sentence).lower() for each in report.what_ifs)
    assert not [word for word in ("drink", "water", "salt", "sodium", "magnesium", "weight") if word in said]
    assert Lever.SLOWER_FIRST_THIRD in {each.lever for each in report.what_ifs}


@pytest.mark.parametrize("distance", [4000.0, 200_000.0])
def test_where_nothing_was_measured_there_is_a_plan_without_a_forecast(logbook: Logbook, distance: float) -> None:
    report = plan(logbook, Race(distance, RACE_DAY, distance / 2.0))
    assert report.forecast is None
    assert report.plan.pace.splits


def test_a_watch_that_stood_still_in_time_stops_no_plan(logbook: Logbook) -> None:
    # All records of its last run bear one time: 20 km in no time.
    honest, faulty = outing(9, 10_000.0), outing(1, 20_000.0)
    faulty.streams.elapsed_time[:] = 0.0
    files = Files(honest=honest, faulty=faulty)
    take_in(files, logbook)
    report = plan(logbook, Race(MARATHON, RACE_DAY), files)
    assert report.prediction is not None
    assert report.prediction.rests_on is not None
    assert report.prediction.rests_on.days_since == pytest.approx(9.0, abs=0.1)


@pytest.mark.parametrize("mass", [62.0, 80.0])
def test_a_faster_goal_never_raises_the_ceiling(logbook: Logbook, mass: float) -> None:
    files = trained(logbook)
    logbook.save_runner(Runner(mass=mass, conditions=frozenset()))
    goals = [8000.0, 10_800.0, 14_400.0, 21_600.0, 25_200.0]
    ceilings = [plan(logbook, Race(MARATHON, RACE_DAY, goal), files).plan.drink.ceiling or 0.0 for goal in goals]
    assert len(set(ceilings)) > 1
    assert ceilings[0] == ceilings[1]
    assert ceilings == sorted(ceilings, reverse=True)


def test_a_weigh_in_that_tells_nothing_lifts_no_cap(logbook: Logbook) -> None:
    files = trained(logbook)
    logbook.save_runner(Runner(mass=95.0, conditions=frozenset()))
    race = Race(10_000.0, RACE_DAY)
    before = plan(logbook, race, files, HOT_DAY).plan.drink.ceiling
    logbook.add_weigh_in(logbook.runs()[0].number, WeighIn(95.0, 94.8, 0.0, 480.0))
    assert plan(logbook, race, files, HOT_DAY).plan.drink.ceiling == before


def test_a_plan_says_what_it_will_ask_kilometre_by_kilometre(logbook: Logbook) -> None:
    report = plan(logbook, Race(21_097.5, RACE_DAY, 7200.0), trained(logbook))
    assert report.exposure is not None
    assert report.kilometres is not None
    duration = report.exposure.readings[Covariate.DURATION]
    assert duration.value == pytest.approx(7200.0)
    assert duration.provenance is Provenance.PLANNED
    assert report.exposure.readings[Covariate.SPIKE_RATIO].value == pytest.approx(2.10975, rel=1e-3)
    assert report.kilometres.elapsed_time[-1] == pytest.approx(7200.0)
    assert np.isfinite(report.kilometres.wbgt).all()
    assert report.kilometres.ability_share == pytest.approx(
        report.kilometres.speed / 21_097.5 * time_in_cool(report), rel=0.02
    )


def time_in_cool(report: PlanReport) -> float:
    """It is cool: what the runs support needs no allowance for heat."""
    assert report.prediction is not None
    return report.prediction.time.median
