import importlib.util
import math
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from garmin_fit_sdk import Decoder, Stream

from formats.fit.fit_bytes import FILE_ID, RECORD, RUN, SESSION, START, Shape, fit
from formats.fit.fit_files import OTHERS, expected, outcome
from formats.fit.mutants import KINDS, Seed, impossible, mutant
from formats.real_files import CORPUS, SHARED, fit_file, need
from uncramp.domain.activity import Activity
from uncramp.domain.errors import UnreadableFileError
from uncramp.domain.outline import Sport
from uncramp.formats.fit.decode import decode
from uncramp.formats.fit.read import read

LAP = Shape(19, ((2, "I"), (7, "I")), local=2)
STRAP = Shape(132, ((253, "I"), (9, "I"), (6, "B")), local=3)


def run(start: int, length: int, sport: int = 1) -> bytes:
    """Records, a lap and a session."""
    return b"".join(
        [
            RECORD.messages(*((start + second, 140) for second in range(length))),
            LAP.messages((start, 1000 * length)),
            SESSION.messages((start + length, start, sport, 1000 * length, 1000 * length, 100)),
        ]
    )


def run_without_lap(length: int) -> bytes:
    """Records and a session."""
    records = RECORD.messages(*((START + second, 140) for second in range(length)))
    return records + SESSION.messages((START + length, START, 1, 1000 * length, 1000 * length, 100))


def codes(activity: Activity) -> list[str]:
    return [finding.code for finding in activity.findings]


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read("a.fit", content)
    return str(caught.value)


def test_a_run_is_read_whole() -> None:
    (activity,) = read("a.fit", RUN)
    assert activity.outline.sport is Sport.RUNNING
    assert activity.outline.start == datetime(2021, 9, 8, 1, 46, 40, tzinfo=UTC)
    assert (activity.outline.elapsed_time, activity.outline.distance) == (4, 12.34)
    assert activity.streams.elapsed_time.tolist() == [0, 1, 2, 3, 4]
    assert activity.streams.heart_rate.tolist() == [140, 141, 142, 143, 144]
    assert activity.device.product == "Forerunner 945"
    assert activity.findings == ()


def test_each_session_has_the_records_and_laps_of_its_time() -> None:
    first, second = read("a.fit", fit(FILE_ID, run(START + 10, 5, sport=2), run(START, 10)))
    assert (first.outline.sport, second.outline.sport) == (Sport.RUNNING, Sport.CYCLING)
    assert (len(first.streams), len(second.streams)) == (10, 5)
    assert second.streams.elapsed_time.tolist() == [0, 1, 2, 3, 4]
    assert [[(lap.start, lap.end) for lap in each.laps] for each in (first, second)] == [[(0, 10)], [(0, 5)]]


def test_records_outside_all_sessions_belong_to_the_nearest_that_began() -> None:
    content = fit(
        RECORD.messages((START - 5, 130)), run(START, 3), run(START + 10, 3), RECORD.messages((START + 50, 1))
    )
    assert [len(activity.streams) for activity in read("a.fit", content)] == [4, 4]


def test_chained_recordings_are_activities_each() -> None:
    assert [len(activity.streams) for activity in read("a.fit", RUN + fit(FILE_ID, run(START + 99, 7)))] == [5, 7]


def test_heart_rates_of_a_strap_chained_behind_fill_the_records_before() -> None:
    silent = fit(FILE_ID, RECORD.messages((START, 255), (START + 1, 255)))
    (activity,) = read("a.fit", silent + fit(STRAP.messages((START, 0, 61))) + fit(FILE_ID))
    assert activity.streams.heart_rate.tolist()[0] == 61


def test_without_a_session_the_records_are_one_activity_with_a_finding() -> None:
    (activity,) = read("a.fit", fit(FILE_ID, RECORD.messages((START, 140), (START + 9, 141))))
    assert activity.outline.sport is Sport.OTHER
    assert activity.outline.elapsed_time == 9
    assert codes(activity) == ["no-session"]


def test_a_session_without_records_is_an_activity_without_streams() -> None:
    (activity,) = read("a.fit", fit(FILE_ID, SESSION.messages((START + 60, START, 1, 60_000, 60_000, 10_000))))
    assert (len(activity.streams), activity.outline.distance) == (0, 100)


def test_a_session_without_a_time_takes_it_from_its_records() -> None:
    bare = Shape(18, ((5, "B"),), local=1)
    (activity,) = read("a.fit", fit(RECORD.messages((START + 3, 1), (START + 8, 1)), bare.messages((1,))))
    assert (activity.outline.sport, activity.outline.elapsed_time) == (Sport.RUNNING, 5)


def test_a_session_without_a_time_among_others_is_left_out_and_told() -> None:
    nowhere = SESSION.messages((2**32 - 1, 2**32 - 1, 1, 0, 0, 0))
    (activity,) = read("a.fit", fit(FILE_ID, run(START, 5), nowhere))
    assert codes(activity) == ["session-without-time"]


def test_oddities_of_the_file_and_of_the_records_are_all_told() -> None:
    content = fit(FILE_ID, RECORD.messages((START + 5, 40), (START, 2), (2**32 - 1, 3)))
    (activity,) = read("a.fit", content + b"x")
    assert codes(activity) == [
        "rest-unread",
        "records-without-time",
        "no-session",
        "records-out-of-order",
        "impossible-heart-rate",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (fit(FILE_ID), "it holds no activity"),
        (fit(Shape(0, ((0, "B"),)).messages((5,))), "a workout file"),
        (fit(Shape(0, ((0, "B"),)).messages((6,)), RECORD.messages((START, 1))), "a course file"),
        (fit(RECORD.messages((2**32 - 1, 1))), "no activity with a date"),
        (RUN[:42], "cut short"),
    ],
)
def test_what_holds_no_activity_is_refused_and_said(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_the_parts_of_a_real_triathlon_are_told_apart() -> None:
    first, last = (read("a.fit", fit_file(f"fit-parser__triathlon_summary_{place}")) for place in ("first", "last"))
    sports = [activity.outline.sport for activity in first]
    assert sports == [Sport.SWIMMING, Sport.TRANSITION, Sport.CYCLING, Sport.TRANSITION, Sport.RUNNING]
    assert [activity.outline for activity in last] == [activity.outline for activity in first]
    assert [len(activity.streams) for activity in last] == [len(activity.streams) for activity in first]


def test_a_real_run_has_power_from_its_foot_pod_and_the_watchs_guess_of_sweat() -> None:
    (activity,) = read("a.fit", fit_file("elevate__kaiteriteri"))
    assert np.array_equal(activity.streams.power, activity.streams.developer["Power"], equal_nan=True)
    assert activity.details["sweat_loss_hint"] == 854
    assert (activity.outline.time_zone, len(activity.laps)) == ("+13:00", 4)


def test_a_real_run_tells_how_hard_it_was_and_how_the_runner_felt() -> None:
    (activity,) = read("a.fit", fit_file("fit-parser__garmin-stamina"))
    said = {name: activity.details[name] for name in ("rpe", "workout_feel", "sweat_loss_hint", "weight")}
    assert said == {"rpe": 4, "workout_feel": 50, "sweat_loss_hint": 1218, "weight": 69}


def test_the_running_dynamics_of_a_real_run_are_those_that_garmins_sdk_reads() -> None:
    content = fit_file("elevate__portland")
    theirs: Any = Decoder(Stream.from_byte_array(bytearray(content))).read()[0]["record_mesgs"]
    (activity,) = read("a.fit", content)
    for name in ("vertical_oscillation", "stance_time", "step_length"):
        expected_column = np.array([row.get(name) or np.nan for row in theirs], float) / 1000
        known = ~np.isnan(expected_column)
        assert known.sum() > 1000
        assert activity.streams[name][known] == pytest.approx(expected_column[known])


def test_the_weather_that_a_real_watch_was_told_goes_with_its_run() -> None:
    (activity,) = read("a.fit", fit_file("fit-rs__2015-06-09-17-30-49"))
    assert (activity.details["weather_temperature"], activity.details["weather_relative_humidity"]) == (18, 33)


def test_the_core_temperature_is_a_stream() -> None:
    core = Shape(20, ((253, "I"), (139, "H"))).messages((START, 3725), (START + 1, 0xFFFF))
    (activity,) = read("a.fit", fit(FILE_ID, core))
    assert np.array_equal(activity.streams.core_temperature, [37.25, np.nan], equal_nan=True)


def test_presses_of_the_lap_key_and_marks_are_laps() -> None:
    laps = Shape(19, ((2, "I"), (7, "I"), (24, "B")), local=2)
    marks = Shape(21, ((253, "I"), (0, "B"), (1, "B")), local=4)
    by_hand = laps.messages((START, 3000, 0), (START + 3, 2000, 7))
    (activity,) = read("a.fit", fit(FILE_ID, run_without_lap(5), by_hand, marks.messages((START + 2, 32, 3))))
    assert [(lap.start, lap.end, lap.trigger) for lap in activity.laps] == [
        (0, 3, "manual"),
        (2, 2, "user_marker"),
        (3, 5, "session_end"),
    ]


def test_a_speed_that_is_infinite_is_left_out_and_told() -> None:
    fast = Shape(20, ((253, "I"), (6, "f"))).messages((START, math.inf), (START + 1, math.nan), (START + 2, 3000.0))
    (activity,) = read("a.fit", fit(FILE_ID, fast))
    assert np.array_equal(activity.streams.speed, [np.nan, np.nan, 3], equal_nan=True)
    assert codes(activity) == ["no-session", "impossible-speed"]


def attempt(content: bytes) -> tuple[Activity, ...]:
    """Read or refuse; nothing else may happen, and no value may lie outside the quantity table."""
    try:
        activities = read("a.fit", content)
    except UnreadableFileError:
        return ()
    assert sum(map(impossible, activities)) == 0
    return activities


def test_every_real_file_becomes_what_is_expected_and_each_is_expected() -> None:
    files = sorted(need(CORPUS / "fit").iterdir())
    found = {f"fit/{file.name}": outcome(file.name, file.read_bytes()) for file in files}
    ours = {name: {key: row[key] for key in row if key not in OTHERS} for name, row in expected().items()}
    assert found.keys() == ours.keys()
    assert {name: row for name, row in found.items() if row != ours[name]} == {}


@pytest.mark.parametrize("other", ["garmin", "fitdecode"])
def test_where_others_read_a_file_they_count_the_same_records(other: str) -> None:
    counted = {name: row for name, row in expected().items() if "records" in row and isinstance(row[other], int)}
    different = {name for name, row in counted.items() if sum(row["records"]) != row[other]}
    assert len(counted) > 220
    assert different == {name for name, row in counted.items() if "why" in row}


@pytest.mark.parametrize("seed", range(60))
def test_hurt_files_are_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    content = bytearray(RUN + run(START, 3))
    for _ in range(chance.randrange(1, 20)):
        content[chance.randrange(14, len(content))] = chance.choice(
            [0, 1, 0x40, 0x7F, 0x80, 0xFF, chance.randrange(256)]
        )
    attempt(bytes(content[: chance.choice([len(content), chance.randrange(len(content))])]))


@pytest.mark.parametrize("value", [1e300, -1e300, -1.0, 0.0, 2.0**32, math.inf, math.nan])
def test_numbers_of_another_type_than_the_profiles_do_no_harm(value: float) -> None:
    every = [
        Shape(kind, tuple((number, "d") for number in (*range(40), 253))) for kind in (0, 12, 18, 19, 20, 21, 23, 34)
    ]
    attempt(fit(*(shape.messages((value,) * 41) for shape in every), RECORD.messages((START, 1))))
    attempt(fit(RECORD.messages((START, 1)), *(shape.messages((value,) * 41) for shape in every[1:])))


NAMES = "python-fitparse__garmin-fenix-5-run", "22_chiptime__input", "elevate__20171011_run_2088390344"


def mutants() -> Iterator[bytes]:
    """Real files hurt in sixteen ways, with their checksums mended so that the bytes reach the reader."""
    spec = importlib.util.spec_from_file_location("fitmutate", need(SHARED / "tools" / "fitmutate.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    seeds = [("run", RUN), *((name, fit_file(name)) for name in NAMES)]
    return (module.mutant(seeds, index)[2] for index in range(320))


def test_mutants_of_real_files_are_read_or_refused() -> None:
    outcomes = [bool(attempt(content)) for content in mutants()]
    assert sum(outcomes) > 256


def records(content: bytes) -> set[int]:
    try:
        return {*decode("a.fit", content)["record"].places.tolist()}
    except UnreadableFileError:
        return set()


@pytest.mark.parametrize(("kind", "most"), [("cut", 1), ("flip", 0), ("insert", 1), ("wrong_header", 0), ("chain", 1)])
def test_what_is_whole_in_hurt_files_is_kept(kind: str, most: int) -> None:
    seeds = [Seed(name, fit_file(name)) for name in ("fit__2013-02-06-12-11-14", NAMES[2])]
    step = [each.__name__ for each in KINDS].index(kind)
    hurt = [mutant(seeds, index) for index in range(step, 20 * len(KINDS), len(KINDS))]
    assert {each.kind for each in hurt} == {kind}
    assert max(len({*each.whole} - records(each.content)) for each in hurt) <= most


def test_a_real_run_cut_at_half_keeps_half_of_its_records() -> None:
    content = fit_file("elevate__kaiteriteri")
    (whole,) = read("a.fit", content)
    (half,) = read("a.fit", content[: len(content) // 2])
    assert 0.49 < len(half.streams) / len(whole.streams) < 0.51
    assert half.outline.sport is whole.outline.sport
    assert half.streams.heart_rate.tolist() == whole.streams.heart_rate[: len(half.streams)].tolist()
    assert [(each.code, each.offset) for each in half.findings] == [
        ("cut-short", len(content) // 2),
        ("no-session", None),
    ]
