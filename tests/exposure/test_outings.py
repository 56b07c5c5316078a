from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import outlines, run_features
from uncramp.domain.activity import Activity, Lap
from uncramp.domain.outline import Outline, Sport
from uncramp.domain.streams import Streams
from uncramp.exposure.features import PARTS, VERSION, RunFeatures
from uncramp.exposure.outings import Told, richness_of, run_at, shift_between, tells_more

MORNING = datetime(2026, 5, 1, 7, tzinfo=UTC)
MARATHON = Outline(Sport.RUNNING, MORNING, elapsed_time=13_500, timer_time=13_440, distance=42_300)
FIVE = Outline(Sport.RUNNING, MORNING, elapsed_time=1500, timer_time=1500, distance=5000)
UNEVEN = (296.0, 310.5, 289.0, 305.0, 299.5)
EVEN = (300.0, 300.5, 299.5, 300.0, 300.0)
BEATS = tuple(132.0 + 2 * part for part in range(PARTS))
HEARTY = RunFeatures(VERSION, heart_rate_course=BEATS)
SAME_TIME = timedelta(0)


def told(
    outline: Outline,
    splits: tuple[float, ...] = (),
    beats: tuple[float | None, ...] = (),
    richness: int = 0,
    **change: object,
) -> Told:
    changed = replace(outline, **change)  # type: ignore[arg-type]  # fields of Outline
    return Told(changed, RunFeatures(VERSION, split_times=splits, heart_rate_course=beats), richness)


def later(outline: Outline, **by: float) -> datetime:
    return outline.start + timedelta(**by)


@pytest.mark.parametrize(
    "other",
    [
        told(MARATHON),
        told(MARATHON, start=later(MARATHON, seconds=60), elapsed_time=13_440, distance=42_195),
        told(MARATHON, start=later(MARATHON, seconds=-300)),
        told(MARATHON, distance=None),
        told(MARATHON, start=later(MARATHON, seconds=3), distance=42_300 * 1.09),
        told(MARATHON, elapsed_time=13_900),
        told(MARATHON, elapsed_time=15_000, timer_time=13_440),
        told(MARATHON, sport=Sport.OTHER),
        told(MARATHON, distance=42_300 * 1.35),
    ],
    ids=[
        "the same",
        "rounded ends",
        "a phone started before the watch",
        "no distance",
        "a foot pod",
        "cut at the end",
        "one counts the pauses",
        "a service that knows no sport",
        "satellites alone, which lengthen the way",
    ],
)
def test_files_that_start_and_end_together_tell_of_one_outing(other: Told) -> None:
    assert shift_between(told(MARATHON), other) == SAME_TIME


@pytest.mark.parametrize(
    "other",
    [
        told(MARATHON, start=later(MARATHON, seconds=13_500 * 0.25)),
        told(MARATHON, start=later(MARATHON, days=1)),
        told(MARATHON, sport=Sport.CYCLING),
        told(MARATHON, sport=Sport.OTHER, elapsed_time=13_500 * 0.5, timer_time=13_500 * 0.5),
        told(MARATHON, elapsed_time=3600, timer_time=3600, distance=60_000),
        told(MARATHON, start=later(MARATHON, seconds=13_400), elapsed_time=1000, timer_time=1000, distance=3000),
    ],
    ids=["later", "the next day", "by bicycle", "a leg", "a part longer than the whole", "the cool-down after it"],
)
def test_what_starts_or_ends_at_another_time_or_place_is_another_outing(other: Told) -> None:
    assert shift_between(told(MARATHON), other) is None


@pytest.mark.parametrize(
    "part",
    [
        told(MARATHON, elapsed_time=6000, timer_time=6000, distance=20_000),
        told(MARATHON, start=later(MARATHON, minutes=6), elapsed_time=13_140, timer_time=13_140, distance=41_000),
        told(MARATHON, start=later(MARATHON, hours=1), elapsed_time=3600, timer_time=3600, distance=None),
        told(MARATHON, start=later(MARATHON, seconds=10), distance=42_300 * 1.15),
    ],
    ids=["cut short", "a phone started late", "an hour of it", "a treadmill's own way"],
)
def test_who_is_out_is_not_out_once_more_at_that_time(part: Told) -> None:
    assert shift_between(told(MARATHON), part) == shift_between(part, told(MARATHON)) == SAME_TIME


@pytest.mark.parametrize(
    ("one", "other", "more"),
    [
        (told(FIVE, richness=2), told(FIVE, richness=1), True),
        (told(FIVE, richness=1), told(FIVE, richness=1), False),
        (told(FIVE, richness=1), told(FIVE, sport=Sport.OTHER, richness=9), True),
        (told(FIVE, richness=1), told(FIVE, elapsed_time=1000, richness=9), True),
        (told(FIVE), told(FIVE, elapsed_time=1000, richness=9), False),
    ],
    ids=["richer", "alike", "of a known sport", "the whole", "a line in a table"],
)
def test_a_run_is_taken_from_what_tells_more_of_it(one: Told, other: Told, *, more: bool) -> None:
    assert tells_more(one, other) is more
    assert not (more and tells_more(other, one))


def test_a_heart_that_beats_alike_from_end_to_end_leaves_no_doubt() -> None:
    pod = told(FIVE, tuple(1.06 * split for split in UNEVEN), BEATS, start=later(FIVE, hours=2), distance=5000 * 1.06)
    assert shift_between(told(FIVE, UNEVEN, BEATS), pod) == timedelta(hours=2)
    level = (150.0,) * PARTS
    steady = replace(pod, features=replace(pod.features, heart_rate_course=level))
    assert shift_between(told(FIVE, UNEVEN, level), steady) is None


def test_the_way_to_work_and_back_is_two_runs_though_all_else_is_alike() -> None:
    there, back = (replace(each, place=place) for each, place in ((HEARTY, (48.1, 11.6)), (HEARTY, (48.17, 11.6))))
    evening = replace(FIVE, start=later(FIVE, hours=9))
    assert shift_between(Told(FIVE, there), Told(evening, back)) is None
    assert shift_between(Told(FIVE, there), Told(evening, there)) == timedelta(hours=9)


def test_repeats_recorded_one_by_one_are_outings_of_their_own() -> None:
    repeat = Outline(Sport.RUNNING, MORNING, elapsed_time=40, timer_time=40, distance=200)
    assert shift_between(told(repeat), told(repeat, start=later(repeat, seconds=55))) is None
    assert shift_between(told(repeat), told(repeat, start=later(repeat, seconds=2))) == SAME_TIME


@pytest.mark.parametrize("hours", [1, -1, 2, 5.5, -3.5, 5.75, 12.75, 14, -12])
@pytest.mark.parametrize(("splits", "beats"), [((), BEATS), (UNEVEN, ()), (UNEVEN, BEATS), (EVEN, BEATS)])
def test_a_copy_with_a_clock_of_another_zone_is_found_by_heart_rate_or_splits(
    hours: float, splits: tuple[float, ...], beats: tuple[float, ...]
) -> None:
    copy = told(FIVE, splits, beats, start=later(FIVE, hours=hours, seconds=7), elapsed_time=1505, distance=5020)
    assert shift_between(told(FIVE, splits, beats), copy) == timedelta(hours=hours)


SLOWER = tuple(1.05 * split for split in UNEVEN)
NEARLY = tuple(beat + 0.6 for beat in BEATS)
HARDER = tuple(beat + 3 for beat in BEATS)


@pytest.mark.parametrize(
    ("splits", "beats", "other"),
    [
        ((), (), told(FIVE)),
        (EVEN, (), told(FIVE, EVEN)),
        (UNEVEN, (), told(FIVE, EVEN)),
        (UNEVEN, (), told(FIVE, UNEVEN[::-1])),
        (UNEVEN[:3], (), told(FIVE, UNEVEN[:3])),
        (UNEVEN, BEATS, told(FIVE, UNEVEN, HARDER)),
        (UNEVEN, BEATS, told(FIVE, SLOWER, NEARLY)),
        ((), BEATS, told(FIVE, (), (*BEATS[:3], *[None] * (PARTS - 3)))),
        (UNEVEN, BEATS, told(FIVE, UNEVEN, NEARLY, distance=None)),
        (UNEVEN, BEATS, told(FIVE, UNEVEN, NEARLY, distance=5200.0)),
        (UNEVEN, BEATS, told(FIVE, UNEVEN, BEATS, timer_time=1540.0, elapsed_time=1540.0)),
    ],
    ids=[
        "nothing to compare",
        "a treadmill at constant pace",
        "one of them even",
        "the way back",
        "too few splits",
        "another heart rate",
        "another pace",
        "too few beats",
        "no distance",
        "longer",
        "slower",
    ],
)
def test_two_alike_runs_of_one_day_are_not_taken_for_one_with_a_wrong_clock(
    splits: tuple[float, ...], beats: tuple[float, ...], other: Told
) -> None:
    evening = replace(other, outline=replace(other.outline, start=later(FIVE, hours=10)))
    assert shift_between(told(FIVE, splits, beats), evening) is None


@pytest.mark.parametrize(
    "apart",
    [timedelta(hours=14, minutes=15), timedelta(hours=-24), timedelta(hours=2, minutes=7), timedelta(minutes=13)],
)
def test_a_shift_that_no_two_zones_have_is_none(apart: timedelta) -> None:
    copy = told(FIVE, UNEVEN, BEATS, start=FIVE.start + apart)
    assert shift_between(told(FIVE, UNEVEN, BEATS), copy) is None


def two_fives_of_a_day(chance: Random) -> tuple[Told, Told]:
    """A runner's usual loop twice on a day: as fast as ever, give or take."""
    runs = []
    for hour in (0, chance.randrange(3, 13)):
        pace = chance.gauss(300, 6)
        splits = tuple(pace * chance.gauss(1, 0.02) for _ in range(5))
        effort = chance.gauss(0, 3)
        beats = tuple(beat + effort + chance.gauss(0, 2) for beat in BEATS)
        seconds = sum(splits)
        change: dict[str, Any] = {"elapsed_time": seconds, "timer_time": seconds, "distance": chance.gauss(5000, 30)}
        runs.append(told(FIVE, splits, beats, start=later(FIVE, hours=hour), **change))
    return runs[0], runs[1]


def test_of_a_thousand_days_with_the_usual_loop_in_the_morning_and_at_night_hardly_one_is_mistaken() -> None:
    chance = Random(5)  # noqa: S311  # no secret
    mistaken = sum(shift_between(*two_fives_of_a_day(chance)) is not None for _ in range(1000))
    assert mistaken <= 25


copies = st.tuples(outlines, st.integers(-60, 60), st.integers(-20_000, 20_000), st.floats(0.9, 1.1), run_features)


@given(outlines, run_features, copies)
def test_the_shift_does_not_depend_on_who_asks(
    outline: Outline, features: RunFeatures, copy: tuple[Outline, int, int, float, RunFeatures]
) -> None:
    other_outline, quarters, seconds, longer, other_features = copy
    near = replace(
        other_outline,
        sport=outline.sport,
        start=outline.start + timedelta(minutes=15 * quarters, seconds=seconds / 100),
        elapsed_time=outline.elapsed_time * longer,
        timer_time=outline.timer_time,
        distance=outline.distance,
    )
    one, other = Told(outline, features), Told(near, other_features)
    there, back = shift_between(one, other), shift_between(other, one)
    assert there == (None if back is None else -back)
    assert shift_between(one, one) == SAME_TIME


@given(st.lists(st.floats(200, 400), min_size=4, max_size=9), st.lists(st.floats(-0.02, 0.02), min_size=9, max_size=9))
def test_the_shift_by_splits_does_not_depend_on_who_asks(splits: list[float], noise: list[float]) -> None:
    copy = [split * (1 + each) for split, each in zip(splits, noise, strict=False)]
    one, other = told(FIVE, tuple(splits)), told(FIVE, tuple(copy), start=later(FIVE, hours=2))
    there, back = shift_between(one, other), shift_between(other, one)
    assert there == (None if back is None else -back)


def activity(laps: int = 0, **columns: list[float]) -> Activity:
    streams = Streams.of([0.0, 1, 2], None, **columns)
    return Activity(FIVE, streams, laps=tuple(Lap(0.0, 1.0) for _ in range(laps)))


def test_a_file_is_as_rich_as_the_values_and_laps_it_holds() -> None:
    nan = np.nan
    assert richness_of(activity()) == 0
    assert richness_of(activity(distance=[0.0, nan, 9], heart_rate=[nan, nan, nan])) == 2
    assert richness_of(activity(laps=4, distance=[0.0, 5, 9])) == 7


def test_what_the_runner_or_an_app_added_to_a_file_makes_it_richer() -> None:
    own = replace(activity(), streams=Streams.of([0.0, 1, 2], {"core temperature": np.array([37.0, np.nan, 38.0])}))
    assert richness_of(own) == 2


BERLIN = [
    (1, replace(FIVE, time_zone="Europe/Berlin")),  # 09:00 there
    (2, replace(FIVE, start=later(FIVE, hours=9), time_zone="Europe/Berlin")),
    (3, replace(FIVE, start=later(FIVE, days=1), time_zone="Asia/Tokyo")),  # 16:00 there
]


@pytest.mark.parametrize(
    ("clock", "number"),
    [
        ("2026-05-01 09:00", 1),
        ("2026-05-01 09:30", 1),
        ("2026-05-01 08:30", 1),
        ("2026-05-01 09:31", None),
        ("2026-05-01 17:40", 2),
        ("2026-05-02 16:00", 3),
        ("2026-05-02 09:00", None),
        ("2026-05-01 00:00", None),
        ("2026-05-02 00:00", 3),
        ("2026-05-03 00:00", None),
    ],
)
def test_a_told_time_names_the_run_that_began_then_on_the_clock_of_its_place(clock: str, number: int | None) -> None:
    assert run_at(datetime.fromisoformat(clock), BERLIN) == number


def test_of_two_runs_within_half_an_hour_the_nearer_is_named() -> None:
    warm_up = [(1, FIVE), (2, replace(FIVE, start=later(FIVE, minutes=25)))]
    assert [run_at(datetime(2026, 5, 1, 7, minute), warm_up) for minute in (12, 13)] == [1, 2]  # noqa: DTZ001  # told so


def test_where_no_run_is_none_is_named() -> None:
    assert run_at(datetime(2026, 5, 1, 7), []) is None  # noqa: DTZ001  # told so


def test_a_copy_is_found_across_the_date_line() -> None:
    east, west = (replace(HEARTY, place=(-16.5, longitude)) for longitude in (179.9995, -179.9995))
    assert shift_between(Told(FIVE, east), Told(replace(FIVE, start=later(FIVE, hours=1)), west)) == timedelta(hours=1)
