import pytest

from formats.fit.fit_bytes import FILE_ID, RECORD, SESSION, START, Shape
from uncramp.formats.fit.recovery import Recovery
from uncramp.formats.fit.walk import Trouble, Walk

RUN = RECORD.messages(*((START + second, 140) for second in range(8)))
SUMMARY = SESSION.messages((START + 7, START, 1, 7000, 7000, 1234))
FIRST = len(RECORD.definition())
GARBAGE = b"\x0f\xfe\x13\x88" * 5


def recovery(content: bytes) -> Recovery:
    """What is had of damaged data."""
    made = Recovery(Walk(content, 0, len(content)), (len(content),), 0, 0)
    made.run()
    return made


def places(content: bytes) -> list[int]:
    return [each.place for each in recovery(content).kept if each.shape.is_record]


def test_all_of_sound_data_is_kept() -> None:
    content = FILE_ID + RUN + SUMMARY
    made = recovery(content)
    assert [each.place for each in made.kept] == [18, *range(40, 88, 6), 88 + len(SESSION.definition())]
    assert made.damages == []


@pytest.mark.parametrize("record", range(8))
def test_records_before_and_behind_garbage_are_kept_and_the_garbage_is_named(record: int) -> None:
    at = len(FILE_ID) + FIRST + 6 * record
    content = FILE_ID + RUN + SUMMARY
    made = recovery(content[:at] + GARBAGE + content[at:])
    first = len(FILE_ID) + FIRST
    assert [each.place for each in made.kept if each.shape.is_record] == [
        *range(first, at, 6),
        *range(at + len(GARBAGE), first + 48 + len(GARBAGE), 6),
    ]
    assert made.damages == [(at, len(GARBAGE), Trouble.NO_DEFINITION)]


@pytest.mark.parametrize("size", [1, 4, 6, 13])
def test_lost_bytes_cost_the_records_that_they_belong_to_alone(size: int) -> None:
    at = FIRST + 2 * 6 + 3
    left = places(RUN[:at] + RUN[at + size :] + SUMMARY)
    end = len(RUN) - size
    assert left[:2] == [FIRST, FIRST + 6]
    assert [end - place for place in reversed(left)][: (end - at) // 6 - 1] == [
        6 * count for count in range(1, (end - at) // 6)
    ]


@pytest.mark.parametrize("cut", range(FIRST + 6, len(RUN)))
def test_before_a_cut_every_whole_record_is_kept(cut: int) -> None:
    assert places(RUN[:cut]) == [*range(FIRST, cut - 5, 6)]


def test_a_record_of_another_year_is_left_out_where_others_follow() -> None:
    far = RECORD.row(START + 40_000_000, 140)
    made = recovery(RUN + far + RUN[FIRST:])
    assert [each.place for each in made.kept] == [*range(FIRST, len(RUN), 6), *range(len(RUN) + 6, 2 * len(RUN) - 6, 6)]
    assert [each.trouble for each in made.damages] == [Trouble.BAD_TIME]


def test_an_activity_that_goes_on_another_day_is_kept() -> None:
    later = b"".join(RECORD.row(START + 3 * 86_400 + second, 140) for second in range(5))
    assert len(places(RUN + later)) == 13


def test_a_definition_within_garbage_is_not_believed() -> None:
    other = Shape(20, ((3, "B"),)).definition()
    at = FIRST + 24
    assert len(places(RUN[:at] + GARBAGE + other + GARBAGE + RUN[at:] + SUMMARY)) == 8


def test_records_of_a_shape_defined_before_damage_are_known_behind_it() -> None:
    short = Shape(20, ((253, "I"),), local=0).messages(*((START + second,) for second in range(8, 14)))
    made = recovery(RUN + short[:20] + GARBAGE + RUN[FIRST:])
    assert len([each for each in made.kept if each.end - each.place == 6]) == 16


def test_whole_messages_without_a_time_are_kept() -> None:
    bare = Shape(3, ((4, "H"),), local=2)
    assert [each.shape.layout.kind for each in recovery(bare.messages((710,)) + RUN).kept][:2] == [3, 20]
    damaged = bare.definition() + RUN + bare.row(710) + GARBAGE + RUN[FIRST:]
    assert [each.shape.layout.kind for each in recovery(damaged).kept] == [20] * 8 + [3] + [20] * 8


def test_a_part_of_a_time_is_worth_nothing_behind_damage() -> None:
    timed = Shape(20, ((3, "B"),), local=1)
    rows = b"".join(timed.row(140, header=0xA0 | second) for second in range(8, 20))
    assert len(places(RUN + timed.definition() + rows)) == 20
    assert len(places(RUN + timed.definition() + rows[:10] + GARBAGE + rows[10:] + RUN[FIRST:])) == 8 + 5 + 8


def test_nothing_is_had_of_garbage() -> None:
    made = recovery(GARBAGE)
    assert (made.kept, made.damages) == ([], [(0, len(GARBAGE), Trouble.NO_DEFINITION)])
