import numpy as np
import pytest
from lxml import etree

from formats.apple.apple_exports import WATCH, dates, event, note, route, total, workout
from uncramp.domain.activity import Device, Lap, Pause
from uncramp.domain.outline import Sport
from uncramp.formats.apple.workout import Said, said_of


def said(*inner: str, kind: str = "Running", more: str = 'duration="10" durationUnit="min"') -> Said:
    (only,) = said_of(etree.fromstring(workout(*inner, kind=kind, more=more)))
    return only


def leg(start: float, end: float, *inner: str) -> str:
    said = f'uuid="u" {dates(start, end)} duration="1" durationUnit="min"'
    return f"<WorkoutActivity {said}>{''.join(inner)}</WorkoutActivity>"


@pytest.mark.parametrize(
    ("kind", "sport"), [("Running", Sport.RUNNING), ("Walking", Sport.WALKING), ("Hiking", Sport.HIKING)]
)
def test_a_workout_has_a_sport(kind: str, sport: Sport) -> None:
    assert (said(kind=kind).sport, said(kind=kind).elapsed_time) == (sport, 600.0)


@pytest.mark.parametrize("duration", ['duration="9" durationUnit="min"', 'duration="540" durationUnit="s"'])
def test_the_timer_time_is_said_with_its_unit(duration: str) -> None:
    assert said(more=duration).timer_time == 540.0


def test_without_a_duration_the_timer_time_leaves_the_pauses_out() -> None:
    assert said(event("Pause", 100), event("Resume", 160), more="").timer_time == 540.0


def test_a_duration_longer_than_the_workout_is_not_believed() -> None:
    assert said(more='duration="99" durationUnit="min"').timer_time == 600.0


def test_pauses_last_until_the_timer_runs_again_or_the_workout_ends() -> None:
    events = (event("Resume", 5), event("Pause", 10), event("Pause", 12), event("Resume", 30), event("Pause", 590))
    assert said(*events).pauses == (Pause(10.0, 30.0), Pause(590.0, 600.0))


def test_a_still_wrist_is_no_pause() -> None:
    assert said(event("MotionPaused", 10), event("MotionResumed", 30)).pauses == ()


def test_the_distance_is_in_the_attributes_of_old_exports_and_among_the_statistics_of_new_ones() -> None:
    old = 'totalDistance="3.1" totalDistanceUnit="mi" totalEnergyBurned="418.4" totalEnergyBurnedUnit="kJ"'
    assert said(more=old).distance == pytest.approx(4988.97)
    assert said(more=old).details()[0]["active_calories"] == pytest.approx(100.0)
    new = said(total("DistanceWalkingRunning", 5, "km"), total("ActiveEnergyBurned", 310, "kcal"))
    assert (new.distance, new.details()[0]["active_calories"]) == (5000.0, 310.0)


def test_a_distance_of_nothing_is_unknown() -> None:
    zero = 'totalDistance="0" totalDistanceUnit="km"'
    assert np.isnan(said(more=zero).distance)
    assert np.isnan(said(total("DistanceWalkingRunning", 0, "km"), more="").distance)
    assert said(total("DistanceWalkingRunning", 5, "km"), more=zero).distance == 5000.0


def test_what_an_activity_within_the_workout_repeats_does_not_count_twice() -> None:
    way = total("DistanceWalkingRunning", 5, "km")
    only = said(event("Pause", 10), event("Resume", 20), way, leg(0, 600, event("Pause", 10), event("Resume", 20), way))
    assert (only.distance, only.pauses) == (5000.0, (Pause(10.0, 20.0),))


def test_laps_are_those_that_were_pressed() -> None:
    events = (event("Segment", 0, 5), event("Lap", 200), event("Lap", 400))
    assert said(*events).laps() == (
        *(Lap(0.0, 200.0, trigger="manual"), Lap(200.0, 400.0, trigger="manual")),
        Lap(400.0, 600.0, trigger="manual"),
    )
    assert said(event("Lap", 60, 2)).laps() == (Lap(60.0, 180.0, trigger="manual"),)


def test_laps_are_else_the_steps_of_a_planned_workout() -> None:
    steps = (leg(0, 300), leg(300, 600), event("Segment", 0, 5))
    assert [(lap.start, lap.end, lap.trigger) for lap in said(*steps).laps()] == [(0, 300, "step"), (300, 600, "step")]


def test_of_kilometres_and_miles_over_the_same_way_the_kilometres_are_the_laps() -> None:
    events = (event("Segment", 0, 5), event("Segment", 0, 3), event("Segment", 180, 3), event("Segment", 360, 3))
    assert [lap.start for lap in said(*events).laps()] == [0.0, 180.0, 360.0]


def test_weather_and_climb_are_told_in_the_units_of_the_house() -> None:
    notes = (note("HKWeatherTemperature", "54 degF"), note("HKWeatherHumidity", "5600 %"))
    details, odd = said(*notes, note("HKElevationAscended", "4544 cm")).details()
    assert details["weather_temperature"] == pytest.approx(12.22, abs=0.01)
    assert details["ascent"] == 45.44
    assert (details["weather_relative_humidity"], details["source"], odd) == (56.0, WATCH, ())


def test_the_climb_may_stand_in_the_activities_of_the_workout_alone() -> None:
    climbs = [leg(0, 300, note("HKElevationAscended", "300 cm")), leg(300, 600, note("HKElevationAscended", "200 cm"))]
    assert said(*climbs).details()[0]["ascent"] == 5.0


def test_weather_that_no_place_has_is_left_out_and_told() -> None:
    details, (odd,) = said(note("HKWeatherTemperature", "540 degF")).details()
    assert ("weather_temperature" in details, odd.code) == (False, "impossible-totals")


def test_the_zone_is_that_of_the_workout_else_that_of_its_dates() -> None:
    assert said(note("HKTimeZone", "Europe/Berlin")).zone == "Europe/Berlin"
    assert said(note("HKTimeZone", "../etc/passwd")).zone == "+02:00"
    assert said(leg(0, 600, note("HKTimeZone", "Asia/Tokyo"))).zone == "Asia/Tokyo"


def test_indoors_is_told() -> None:
    assert said(note("HKIndoorWorkout", "1")).sub_sport == "indoor_running"
    assert said(note("HKIndoorWorkout", "0")).sub_sport is None


def test_the_watch_is_named() -> None:
    assert said().device == Device("Apple Inc.", "Apple Watch Watch6,7", None, "10.4")
    (bare,) = said_of(etree.fromstring(workout().replace("device=", "gadget=")))
    assert bare.device == Device(None, WATCH, None, "10.4")


def test_the_legs_of_a_triathlon_are_told_apart_by_what_was_covered() -> None:
    walked = "DistanceWalkingRunning"
    legs = (
        leg(0, 100, total("DistanceSwimming", 750, "m"), total(walked, 1, "m")),
        leg(100, 110, total(walked, 90, "m")),
        leg(110, 400, total("DistanceCycling", 20, "km")),
        leg(400, 600, total(walked, 5, "km"), total("RunningSpeed", 10, "km/hr")),
    )
    read = said_of(etree.fromstring(workout(*legs, event("Pause", 410), event("Resume", 420), kind="SwimBikeRun")))
    assert [each.sport for each in read] == [Sport.SWIMMING, Sport.TRANSITION, Sport.CYCLING, Sport.RUNNING]
    assert [each.distance for each in read] == [750.0, 90.0, 20_000.0, 5000.0]
    assert [each.elapsed_time for each in read] == [100.0, 10.0, 290.0, 200.0]
    assert (read[-1].pauses, read[-1].device.product) == ((Pause(10.0, 20.0),), "Apple Watch Watch6,7")


def test_a_workout_without_a_time_says_nothing() -> None:
    assert said_of(etree.fromstring(workout().replace("endDate=", "lastDate="))) == []
    assert said_of(etree.fromstring(workout(start=700))) == []


def test_a_route_is_told_of() -> None:
    assert (said(route()).has_route, said().has_route) == (True, False)
