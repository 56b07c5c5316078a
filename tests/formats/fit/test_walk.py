import pytest

from formats.fit.fit_bytes import FILE_ID, RECORD, START, Shape
from uncramp.formats.fit.walk import Message, Trouble, Walk

TIMED = Shape(20, ((3, "B"),), local=1)
RECORDS = RECORD.messages((START, 140), (START + 1, 141))


def walk(content: bytes) -> list[Message | Trouble]:
    """All steps up to the end or to the first trouble."""
    walk = Walk(content, 0, len(content))
    steps: list[Message | Trouble] = []
    while walk.position < walk.end and not (steps and isinstance(steps[-1], Trouble)):
        steps.append(walk.step())
    return steps


def test_messages_come_with_their_bytes_and_times() -> None:
    definition, *records = walk(RECORDS)
    assert isinstance(definition, Message)
    assert (definition.place, definition.end, definition.defines) == (0, 12, 0)
    assert [each[:2] + each[3:] for each in records if isinstance(each, Message)] == [
        (12, 18, START, False, None),
        (18, 24, START + 1, False, None),
    ]


def test_a_part_of_the_time_in_a_header_is_told() -> None:
    steps = walk(TIMED.messages((140,)) + TIMED.row(141, header=0x80 | 1 << 5 | 7))
    assert [each.is_timed for each in steps if isinstance(each, Message)] == [False, False, True]


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"\x0f1", Trouble.NO_DEFINITION),
        (RECORDS + RECORD.row(0, 140), Trouble.BAD_TIME),
        (RECORDS + RECORD.row(2**32 - 1, 140), Trouble.BAD_TIME),
        (RECORDS + RECORD.row(START, 140, header=0x80), Trouble.NO_DEFINITION),
        (RECORDS + RECORD.row(START, 140)[:-1], Trouble.CUT),
        (RECORDS + RECORD.definition()[:-1], Trouble.CUT),
        (RECORDS + b"\x40\x00\x02" + RECORD.definition()[3:], Trouble.BAD_DEFINITION),
    ],
)
def test_what_can_be_no_message_is_told_and_not_stepped_over(content: bytes, trouble: Trouble) -> None:
    assert walk(content)[-1] is trouble


def test_the_time_of_a_file_is_when_it_was_made() -> None:
    _, file_id = walk(FILE_ID)
    assert isinstance(file_id, Message)
    assert file_id.time == START


def test_another_walk_does_not_disturb_the_first() -> None:
    content = RECORDS + Shape(21, ((253, "I"),)).messages((START,))
    first = Walk(content, 0, len(content))
    first.step()
    other = first.from_byte(24, first.shapes)
    other.step()
    assert (first.position, first.shapes[0].is_record, other.shapes[0].is_record) == (12, True, False)
