from formats.fit.fit_bytes import RECORD, START, Shape
from uncramp.formats.fit.frames import Frames, frames_of

TWO = RECORD.messages((START, 140), (START + 1, 141))


def frames(content: bytes) -> Frames:
    return frames_of(content, 0, len(content))


def test_messages_and_definitions_are_found_where_they_lie() -> None:
    found = frames(TWO)
    assert found.definitions == ((0, 12),)
    assert [layout.places.tolist() for layout in found.layouts] == [[12, 18]]
    assert (found.trouble, found.offset) == (None, len(TWO))


def test_a_local_type_is_what_it_was_last_defined_to_be() -> None:
    found = frames(TWO + Shape(21, ((253, "I"),)).messages((START + 2,)))
    assert [(layout.kind, layout.places.tolist()) for layout in found.layouts] == [(20, [12, 18]), (21, [33])]


def test_a_header_with_a_part_of_the_time_goes_with_its_local_type() -> None:
    shape = Shape(20, ((3, "B"),), local=2)
    (layout,) = frames(shape.messages((1,)) + shape.row(2, header=0x80 | 2 << 5 | 31)).layouts
    assert (layout.places.tolist(), layout.timed_places.tolist()) == ([9], [11])


def test_what_was_found_before_trouble_stays_and_the_byte_is_named() -> None:
    found = frames(TWO + b"\x0f123")
    assert (found.layouts[0].count, str(found.trouble), found.offset) == (2, "a message in it has no definition", 24)
