import numpy as np
import pytest

from exposure.cleaning.outings import activity, changed, clean_columns, outing, wander
from uncramp.domain.activity import Activity, Pause
from uncramp.domain.outline import Sport
from uncramp.domain.streams import FloatArray
from uncramp.exposure.cleaning import sensors
from uncramp.exposure.cleaning.records import Span, spans_of


def locked(recorded: Activity) -> list[Span]:
    return [span for fault in sensors.cadence_lock(recorded, recorded.streams) for span in spans_of(fault.records)]


def stood(recorded: Activity) -> list[Span]:
    return [span for finding in sensors.standing(recorded, recorded.streams) for span in finding.spans]


def stuck(recorded: Activity) -> list[str]:
    return [fault.column for fault in sensors.stuck(recorded, recorded.streams)]


def counted(first: int, end: int, noise: float = 0.0) -> dict[str, FloatArray]:
    """A heart rate that counts the steps over some records."""
    columns = clean_columns()
    beats = columns["heart_rate"].copy()
    error = np.random.default_rng(3).normal(0.0, noise, end - first)
    beats[first:end] = (2.0 * columns["cadence"][first:end] + error).round()
    return {"heart_rate": beats}


@pytest.mark.parametrize("noise", [0.0, 0.5, 1.0])
def test_a_heart_rate_that_counts_steps_is_found(noise: float) -> None:
    assert locked(outing(counted(1000, 1600, noise))) == [(1000, 1600)]


def test_a_heart_rate_that_counts_steps_for_two_minutes_only_may_be_chance() -> None:
    assert locked(outing(counted(1000, 1120))) == []
    assert locked(outing(counted(1000, 1122))) == [(1000, 1122)]


@pytest.mark.parametrize("seed", range(20))
def test_a_heart_rate_near_the_step_rate_that_goes_its_own_way_is_believed(seed: int) -> None:
    rng = np.random.default_rng(seed)
    columns = clean_columns(seed)
    steady = (172.0 + wander(rng, columns["speed"].size, 1.2, 0.97)).round()
    recorded = activity(np.arange(steady.size), columns | {"heart_rate": steady})
    near = np.abs(steady - 2.0 * columns["cadence"]) <= sensors.LOCK_BAND
    assert near.mean() > 0.8
    assert locked(recorded) == []


def test_two_records_on_either_side_of_a_pause_prove_no_lock() -> None:
    time = np.append(np.arange(50.0), 400.0 + np.arange(50.0))
    beats = np.append(np.linspace(150, 166, 50), np.linspace(110, 150, 50))
    assert locked(activity(time, {"heart_rate": beats, "cadence": beats / 2.0})) == []


def test_on_a_bicycle_nobody_counts_steps() -> None:
    assert locked(outing(counted(1000, 1600), Sport.CYCLING)) == []


def test_agreement_is_the_correlation_of_what_changes_quickly() -> None:
    rng = np.random.default_rng(1)
    quick, other, trend = rng.normal(size=4000), rng.normal(size=4000), np.linspace(0.0, 50.0, 4000)
    assert sensors.agreement(quick + trend, quick - trend, 60) == pytest.approx(1.0, abs=0.01)
    assert sensors.agreement(quick, -quick, 60) == pytest.approx(-1.0)
    mixed = quick + other
    assert sensors.agreement(quick, mixed, 60) == pytest.approx(np.corrcoef(quick, mixed)[0, 1], abs=0.02)


def test_what_does_not_change_agrees_with_nothing() -> None:
    assert sensors.agreement(np.full(100, 3.0), np.arange(100.0), 10) == 0.0


def test_a_heart_rate_may_repeat_while_nobody_moves() -> None:
    same = {"heart_rate": np.full(900, 150.0)}
    time = np.arange(900.0)
    assert stuck(activity(time, same | {"distance": 2.0 * time})) == ["heart_rate"]
    assert stuck(activity(time, same | {"speed": np.full(900, 2.0)})) == ["heart_rate"]
    assert stuck(activity(time, same | {"distance": 0.1 * time})) == []
    assert stuck(activity(time, same)) == []


def test_one_value_before_and_after_a_gap_is_not_repeated() -> None:
    time = np.append(np.arange(200.0), 500.0 + np.arange(200.0))
    assert stuck(activity(time, {"heart_rate": np.full(400, 150.0), "distance": 3.0 * time})) == []


def test_who_coasts_for_a_quarter_of_an_hour_has_no_stuck_sensor() -> None:
    coasting = changed("power", (0, 1000), 0.0) | changed("cadence", (0, 1000), 0.0)
    assert stuck(outing(coasting, Sport.CYCLING)) == []
    assert stuck(outing(coasting)) == ["cadence", "power"]


def test_a_watch_that_says_the_place_of_the_start_all_the_way_keeps_its_first() -> None:
    still = {"latitude": np.full(3600, 48.0), "longitude": np.full(3600, 11.0)}
    faults = list(sensors.stuck_position(outing(still), outing(still).streams))
    assert [(fault.column, spans_of(fault.records)) for fault in faults] == [
        ("latitude", ((1, 3600),)),
        ("longitude", ((1, 3600),)),
    ]


def standing_from(first: int, end: int, pauses: tuple[Pause, ...] = (), *, by_speed: bool = True) -> Activity:
    """Three metres a second, but for a stand."""
    speed = np.full(1200, 3.0)
    speed[first:end] = 0.0
    columns = {"distance": np.cumsum(speed) - 3.0} | ({"speed": speed} if by_speed else {})
    return activity(np.arange(1200.0), columns, pauses=pauses)


@pytest.mark.parametrize("by_speed", [True, False])
def test_standing_for_five_minutes_is_told(by_speed: bool) -> None:  # noqa: FBT001  # the table says it
    ((first, end),) = stood(standing_from(300, 600, by_speed=by_speed))
    assert abs(first - 300) <= 1
    assert abs(end - 600) <= 1


def test_a_red_light_is_not_told() -> None:
    assert stood(standing_from(300, 400)) == []


def test_standing_with_the_timer_stopped_is_a_pause() -> None:
    assert stood(standing_from(300, 600, (Pause(310.0, 590.0),))) == []


def test_who_has_no_way_at_all_is_on_a_treadmill_and_does_not_stand() -> None:
    assert stood(standing_from(0, 1200)) == []


def test_standing_adds_up_in_words() -> None:
    recorded = standing_from(300, 600)
    (finding,) = sensors.standing(recorded, recorded.streams)
    assert str(finding.sentence) == (
        "Standing for more than 120 s without a pause. Times: 1, together 299 s. Nothing was left out."
    )


def test_the_bounds_of_a_speed_are_told_as_no_pace() -> None:
    recorded = outing(changed("speed", (70, 72), 21.0))
    (fault,) = sensors.impossible(recorded, recorded.streams)
    assert str(fault.sentence).endswith("below 0 m/s or above 15 m/s.")
