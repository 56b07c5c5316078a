import pytest

from formats.fit.fit_bytes import FILE_ID, RECORD, RUN, START, Shape
from uncramp.formats.fit.layout import layout_of
from uncramp.formats.fit.plausible import Shape as Sought
from uncramp.formats.fit.plausible import oddities, starts
from uncramp.formats.fit.scan import scan

LATE_TIME = Shape(20, ((3, "B"), (253, "I")), local=5, order=">")


def sought(shape: Shape) -> Sought:
    return Sought.of(layout_of({}, shape.definition()))


def test_a_shape_knows_where_the_time_of_its_messages_is() -> None:
    assert sought(LATE_TIME).time(LATE_TIME.row(140, START), 0) == START
    assert sought(RECORD).time(RECORD.row(START, 140), 0) == START
    assert sought(Shape(20, ((3, "B"),))).time(b"\0\1", 0) is None


def test_only_messages_without_a_time_of_their_own_can_have_a_part_of_it_in_their_header() -> None:
    assert sought(Shape(20, ((3, "B"),))).may_be_timed
    assert not sought(RECORD).may_be_timed
    assert not sought(Shape(19, ((24, "B"),))).may_be_timed


@pytest.mark.parametrize(
    ("definition", "count"),
    [
        (FILE_ID[:18], 0),
        (RECORD.definition(), 0),
        (bytes([0x50]) + RECORD.definition()[1:], 1),
        (b"\x40\x01" + RECORD.definition()[2:], 1),
        (b"\x40\x00\x02" + RECORD.definition()[3:], 1),
        (RECORD.definition()[:-2] + b"\0\x55", 1),
        (Shape(20, ((3, "B"), (3, "B"))).definition(), 1),
        (Shape(20, (), ((0, 0, "0s"),)).definition(), 1),
    ],
)
def test_what_no_watch_defines_is_odd(definition: bytes, count: int) -> None:
    assert oddities(definition) == count


def test_all_definitions_of_a_run_and_its_records_are_found_anywhere() -> None:
    content = b"\xff" * 7 + RUN + b"\xff" * 7
    found = [match.start() - 7 for match in starts([(0, sought(RECORD))], [START]).finditer(content)]
    records = scan("a.fit", RUN).parts[0].layouts[1].places
    definitions = [14, records[0] - len(RECORD.definition()), records[-1] + 6]
    assert {*definitions, *records} <= {*found}


def test_records_of_another_week_are_not_looked_for() -> None:
    pattern = starts([(5, sought(LATE_TIME))], [START])
    assert pattern.search(LATE_TIME.row(140, START + 3600))
    assert not pattern.search(LATE_TIME.row(140, START + 7 * 86_400))
